// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <vector>

#include <ratecard/billing/revenue.hpp>

#include "application.hpp"
#include "billing/dear_chat.hpp"
#include "examined.hpp"
#include "laws/refund_policies.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr catalog_view reference = tencent_chat::catalog;

std::vector<std::int64_t> earned(const application& a) {
    std::vector<std::int64_t> all;
    const auto months = revenue_of(examined(reference, a.facts())).value();
    for (const earned_month& m : months) all.push_back(m.earned.minor_units());
    return all;
}
using list = std::vector<std::int64_t>;

}  // namespace

TEST_CASE("orders that follow each other are deferred, then earned month by month") {
    both_owners([](const catalog_view& c) {
        application a;
        a.orders = {bought(1, standard, 1, local(2024, 3, 1)),
                    bought(2, premium, 2, local(2024, 4, 1))};
        a.orders[1].placed_at = local(2024, 2, 15);
        const auto made = revenue_of(examined(c, a.facts())).value();
        REQUIRE(made.size() == 4);
        CHECK(made[0] == earned_month{{2024, 2}, cents(0), cents(2 * 699'00)});
        CHECK(made[1] == earned_month{{2024, 3}, cents(399'00), cents(2 * 699'00)});
        // 30 of 61 days.
        CHECK(made[2] == earned_month{{2024, 4}, cents(687'54), cents(710'46)});
        CHECK(made[3] == earned_month{{2024, 5}, cents(710'46), cents(0)});
        CHECK(revenue_of(examined(c, application{}.facts()))->empty());
        CHECK(revenue_of<3>(examined(c, a.facts())) == core_errc::capacity_exceeded);
        CHECK(revenue_of<4>(examined(c, a.facts())).has_value());
    });
}

TEST_CASE("a refund reduces the month of the refund, order by order") {
    application a;
    a.orders = {bought(1, standard, 2, local(2024, 3, 1)),
                bought(2, premium, 1, local(2024, 5, 1))};
    a.orders[1].placed_at = local(2024, 3, 1);
    a.give_back(reference, local(2024, 4, 10, 12));  // 10 of 30 days: 133.00 of April are kept
    CHECK(earned(a) == list{405'54, 126'46});        // 31 of 61 days, and the rest of 532.00
    // An upgrade is a refund and an order; both are in the month.
    a.orders.push_back(bought(3, premium, 1, local(2024, 4, 10, 12)));
    CHECK(earned(a)[0] == 405'54);
    CHECK(earned(a).size() == 3);
}

TEST_CASE("a total payment that does not fit is an error, not another amount") {
    const owned_catalog owned = dear_chat();
    application a;
    const std::int64_t price = 9'000'000'000'000'000'000;
    for (std::uint64_t id = 1; id <= 2; ++id) {
        a.orders.push_back(bought(
            id, standard, 1, local(2024, 2 + static_cast<std::uint32_t>(id), 1), means(price)));
        a.orders.back().version = version_id{2};
    }
    CHECK(revenue_of(examined(owned.view(), a.facts())) == core_errc::overflow);
    a.orders.pop_back();
    CHECK(revenue_of(examined(owned.view(), a.facts()))->begin()->earned == cents(price));
}

TEST_CASE("the months of a subscription add up to what was kept, under every policy") {
    law("for any history with its refunds", [] {
        offering o = *reference.offering;
        o.refunds = any_refund_policy();
        catalog_view c = reference;
        c.offering = &o;
        application a = any_history(paid_how::anyhow, 5);
        for (order_refund& r : a.refunds) r.in_full = one_in(4);
        RC_ASSERT(!contradiction_in(c, a.facts()));
        std::int64_t kept = 0;
        for (const order& bought_order : a.orders)
            kept += detail::returnable(o.refunds, bought_order.paid_by)->minor_units();
        std::vector<instant> moments;
        for (const order_refund& r : a.refunds) moments.push_back(r.at);
        std::sort(moments.begin(), moments.end());
        moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
        for (const instant t : moments)
            kept -= recorded_refund(examined(c, a.facts()), t)->amount.minor_units();
        RC_ASSERT(kept >= 0);
        const auto months = revenue_of(examined(c, a.facts())).value();
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < months.size(); ++i) {
            sum += months[i].earned.minor_units();
            RC_ASSERT(!months[i].deferred.is_negative());
            if (i > 0) RC_ASSERT(months[i].month == next(months[i - 1].month));
        }
        RC_ASSERT(sum == kept);
        if (!months.empty()) RC_ASSERT(months[months.size() - 1].deferred == cents(0));
    });
}
