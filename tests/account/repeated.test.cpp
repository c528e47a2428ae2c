// SPDX-License-Identifier: MIT
#include <array>
#include <span>

#include <ratecard/account/facts.hpp>

#include "catch.hpp"

using namespace ratecard;

// laws/repetition.test.cpp shows that repeated facts change no answer.

TEST_CASE("a fact may be repeated under its id, and no other fact may have it") {
    static constexpr std::array facts{account_refund{{1}, instant{5}}, account_refund{{2}, {}},
                                      account_refund{{1}, instant{5}}, account_refund{{1}, {}}};
    constexpr std::span<const account_refund> all{facts};
    STATIC_REQUIRE(check_id(all, 0).has_value());
    STATIC_REQUIRE(check_id(all, 1).has_value());
    STATIC_REQUIRE(check_id(all, 2).has_value());
    STATIC_REQUIRE(check_id(all, 3) == account_errc::duplicate_id);
}
