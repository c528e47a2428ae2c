// SPDX-License-Identifier: MIT
#include <optional>

#include <ratecard/billing/trial_end.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {
constexpr trial_id call = chat::trial::call;
constexpr instant noon = local(2024, 3, 10, 12);
}  // namespace

TEST_CASE("a trial starts now, lasts as long as the catalog says, and enables its service") {
    both_owners([](const catalog_view& c) {
        const auto started =
            start_trial(examined(c, application{}.facts()), call, noon).value().value();
        CHECK(started.fact == trial_activation{call, noon});
        CHECK(started.ends == noon + days(60));
        CHECK(started.activates.view() == "TRTC");
    });
}

TEST_CASE("a trial is given once, however long ago it ended") {
    both_owners([](const catalog_view& c) {
        application a;
        a.trials = {{call, noon}};
        for (const instant t : {noon, noon + days(1'000)}) {
            const auto again = start_trial(examined(c, a.facts()), call, t).value();
            CHECK(again.why() == trial_refusal::already_used);
            CHECK_FALSE(again.allowed());
        }
    });
}

TEST_CASE("a trial starts if the subscription is active or in its grace, not if it is suspended") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1))};
        const auto why = [&](instant t) {
            return start_trial(examined(c, a.facts()), call, t)->why();
        };
        CHECK(why(noon) == trial_refusal::none);
        CHECK(why(local(2024, 4, 1)) == trial_refusal::none);
        CHECK(why(local(2024, 4, 2)) == trial_refusal::not_running);
        CHECK(why(local(2024, 7, 1)) == trial_refusal::not_running);
        a.deleted_at = noon;
        CHECK(why(noon) == trial_refusal::not_running);
    });
}

TEST_CASE("an unknown trial, or one before the creation, is an error") {
    both_owners([](const catalog_view& c) {
        const application a;
        CHECK(start_trial(examined(c, a.facts()), trial_id{1}, noon) ==
              catalog_errc::unknown_trial);
        CHECK(start_trial(examined(c, a.facts()), call, a.created_at - seconds(1)) ==
              account_errc::before_creation);
    });
}
