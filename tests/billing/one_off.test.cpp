// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <vector>

#include <ratecard/billing/invoice.hpp>

#include "billing/a_customer.hpp"
#include "cents.hpp"
#include "examined.hpp"
#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;
using boards::at;

namespace {

const owned_catalog in_dollars = boards::product(usd, billing_time::in_advance);

order business(std::uint64_t id, std::int32_t months, instant begins) {
    return {.id = {id},
            .edition = boards::business,
            .months = months,
            .placed_at = at(2024, 1, 1),
            .begins = begins,
            .paid_by = in_cash(cents(199'00 * std::int64_t{months}))};
}
std::int64_t due(const subscription& s, civil_month month) {
    return statement_of(examined(in_dollars.view(), s), month, {})->due.minor_units();
}

}  // namespace

TEST_CASE("a one-off charge is due once, in the first month that a plan covers") {
    const std::array orders{business(1, 1, at(2024, 2, 1)), business(2, 3, at(2024, 4, 1))};
    subscription s{.created_at = at(2024, 1, 1), .orders = orders};
    CHECK(due(s, {2024, 1}) == 0);
    CHECK(due(s, {2024, 2}) == 75'00);
    CHECK(due(s, {2024, 4}) == 0);
    // The first order was given back before it began: the second one is the first plan.
    const std::array refunds{order_refund{.order = {1}, .at = at(2024, 1, 20), .id = {1}}};
    s.refunds = refunds;
    CHECK(due(s, {2024, 1}) == 0);
    CHECK(due(s, {2024, 2}) == 0);
    CHECK(due(s, {2024, 4}) == 75'00);
    CHECK(due(s, {2024, 5}) == 0);
}

TEST_CASE("whatever is ordered and given back, a one-off charge is due once or never") {
    law("never only if no plan covers a second", [] {
        using boards::drawn;
        std::vector<order> orders;
        std::vector<order_refund> refunds;
        instant begins = at(2024, 1, 10) + days(drawn(0, 40));
        for (std::uint64_t id = 1; id <= 4; ++id) {
            const auto months = static_cast<std::int32_t>(drawn(1, 3));
            orders.push_back(business(id, months, begins));
            if (drawn(0, 1) == 0) {
                const instant t = begins + days(drawn(-9, 9));
                refunds.push_back({.order = {id}, .at = t, .id = {id}});
            }
            begins = end_of(in_dollars.view(), orders.back()) + days(drawn(0, 1) * drawn(0, 50));
        }
        const subscription s{.created_at = at(2024, 1, 1), .orders = orders, .refunds = refunds};
        const auto life = examined(in_dollars.view(), s);
        std::int64_t total = 0;
        for (std::uint32_t n = 0; n < 36; ++n)
            total += due(s, {2024 + static_cast<std::int32_t>(n / 12), n % 12 + 1});
        RC_ASSERT(total == (life.view().stretches().empty() ? 0 : 75'00));
    });
}
