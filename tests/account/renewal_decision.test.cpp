// SPDX-License-Identifier: MIT
#include <array>
#include <span>

#include <ratecard/account/facts.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("the last decision by an instant counts, in whatever order they are listed") {
    static constexpr std::array made{
        renewal_decision{{3}, instant{20}, true}, renewal_decision{{1}, instant{10}, false},
        renewal_decision{{4}, instant{30}, true}, renewal_decision{{5}, instant{30}, false}};
    constexpr std::span<const renewal_decision> all{made};
    STATIC_REQUIRE(is_set_to_renew(all, instant{9}, true));
    STATIC_REQUIRE(!is_set_to_renew(all, instant{9}, false));
    STATIC_REQUIRE(!is_set_to_renew(all, instant{10}, true));
    STATIC_REQUIRE(!is_set_to_renew(all, instant{19}, true));
    STATIC_REQUIRE(is_set_to_renew(all, instant{20}, false));
    STATIC_REQUIRE(!is_set_to_renew(all, instant{30}, true));  // of one second, the greater id
}
