// SPDX-License-Identifier: MIT
#include <ratecard/account/facts.hpp>
#include <ratecard/entitlement/resolve.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("a trial allows its features from its activation for its length") {
    both_owners([](const catalog_view& c) {
        const feature_id group = chat::feature::call_group;
        const instant from = local(2024, 3, 10, 12);
        application a;
        a.trials = {{chat::trial::call, from}};
        const auto why = [&](instant t) {
            return standing_answer_of(examined(c, a.facts()), group, t).why();
        };
        CHECK(why(from - seconds(1)) == reason::trial_not_activated);
        CHECK(why(from) == reason::allowed);
        CHECK(why(from + days(60) - seconds(1)) == reason::allowed);
        CHECK(why(from + days(60)) == reason::trial_over);
    });
}
