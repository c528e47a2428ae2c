// SPDX-License-Identifier: MIT
#include <array>
#include <span>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/subscription.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("the last renewal decision at or before an instant counts, in any order of the list") {
    static constexpr std::array decisions{
        renewal_decision{{3}, instant{20}, true}, renewal_decision{{1}, instant{10}, false},
        renewal_decision{{4}, instant{30}, true}, renewal_decision{{5}, instant{30}, false}};
    constexpr std::span<const renewal_decision> all{decisions};
    STATIC_REQUIRE(!decision_at(all, instant{9}));
    STATIC_REQUIRE(decision_at(all, instant{10})->id == decision_id{1});
    STATIC_REQUIRE(decision_at(all, instant{19})->id == decision_id{1});
    STATIC_REQUIRE(decision_at(all, instant{20})->id == decision_id{3});
    STATIC_REQUIRE(decision_at(all, instant{30})->id == decision_id{5});  // the greater id
}

TEST_CASE("the value of auto_renew applies until the first renewal decision") {
    static constexpr std::array decided{renewal_decision{{1}, instant{10}, false},
                                        renewal_decision{{2}, instant{20}, true}};
    for (const bool at_first : {true, false}) {
        const subscription s{.auto_renew = at_first, .renewals = decided};
        CHECK(is_set_to_renew(s, instant{9}) == at_first);
        CHECK(!is_set_to_renew(s, instant{10}));
        CHECK(is_set_to_renew(s, instant{20}));
    }
}
