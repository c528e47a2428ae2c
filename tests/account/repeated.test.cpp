// SPDX-License-Identifier: MIT
#include <array>
#include <span>

#include <ratecard/account/facts.hpp>

#include "catch.hpp"

using namespace ratecard;

// laws/repetition.test.cpp shows that repeated facts change no answer.

TEST_CASE("a fact is a repetition if an earlier fact has its id") {
    static constexpr std::array facts{account_refund{{1}, instant{5}}, account_refund{{2}, {}},
                                      account_refund{{1}, instant{5}}, account_refund{{1}, {}}};
    constexpr std::span<const account_refund> all{facts};
    STATIC_REQUIRE(!is_listed_before(all, 0));
    STATIC_REQUIRE(!is_listed_before(all, 1));
    STATIC_REQUIRE(is_listed_before(all, 2));
    STATIC_REQUIRE(check_id(all, 2).has_value());
    STATIC_REQUIRE(check_id(all, 3) == account_errc::duplicate_id);
}
