// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>

#include <ratecard/analysis/cheapest.hpp>
#include <ratecard/billing/change.hpp>
#include <ratecard/billing/purchase.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/reference/tencent_chat.hpp>
#include <ratecard/time/fraction.hpp>
#include <ratecard/time/period.hpp>

#include "allocations.hpp"
#include "application.hpp"
#include "examined.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("periods, proration, refunds, changes and simulation allocate nothing") {
    REQUIRE(an_allocation_is_counted());
    const catalog_view c = chat::catalog;
    const zone& z = c.offering->billing_zone;
    const anchor by{civil(2024, 1, 31), {10, 0, 0}};
    const application a = [] {
        application made;
        made.orders = {bought(1, standard, 24, local(2024, 3, 1))};
        return made;
    }();
    const subscription facts = a.facts();
    const instant now = local(2024, 9, 10, 12);
    const running_plan plan{.edition = standard,
                            .version = current_book,
                            .whole = period_of({2024, 9}, z),
                            .began = local(2024, 9, 1),
                            .price = cents(399'00),
                            .paid = cents(399'00)};
    const std::array offers{term_offer{standard, 1, cents(399'00)}};
    const std::array<std::optional<money>, 8> costs{cents(1), cents(2), cents(3), cents(4),
                                                    cents(5), cents(6), cents(7), cents(8)};

    const std::size_t before = allocations;
    const period month = period_at(by, monthly, index_of(by, monthly, now, z), z);
    const auto part = used_part(c.offering->refunds.used, month, now, z);
    const auto back = refund(examined(c, facts), now);
    const auto offer = quote_purchase(examined(c, facts), premium, 12, now);
    const auto change = quote_change(c, plan, premium, change_direction::upgrade, now);
    const auto path = cheapest<4>(offers, costs, 4, 2, usd);
    const std::size_t after = allocations;

    CHECK(after == before);
    CHECK((part && back && offer && change && path));
}
