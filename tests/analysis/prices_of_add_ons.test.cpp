// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <vector>

#include <ratecard/analysis/plan_cost.hpp>
#include <ratecard/analysis/simulation.hpp>

#include "billing/a_customer.hpp"
#include "cents.hpp"

using namespace ratecard;
using namespace ratecard_test;
using boards::at;

// Archives are an add-on for 4.00 a month, and a charge of the price list.

TEST_CASE("an add-on that nobody bought is in no comparison and no simulation") {
    const owned_catalog p = boards::product(usd, billing_time::in_advance);
    const catalog_view c = p.view();
    const std::vector<month_usage> months(3);
    const std::array begins{at(2024, 3, 1), at(2024, 4, 1), at(2024, 5, 1)};
    CHECK(usage_cost(c, boards::team, {0}, {}, begins[0]) == cents(0));
    CHECK(plan_cost(c, boards::business, {0}, months, begins) == cents(3 * 199'00));

    const scenario s{.plan = {.edition = boards::business,
                              .whole = {at(2024, 3, 1), at(2024, 4, 1)},
                              .began = at(2024, 3, 1),
                              .price = cents(199'00),
                              .paid = cents(199'00)},
                     .to = boards::team,
                     .usage = months};
    std::array<money, 3> costs{};
    CHECK(costs_if_changed(c, s, {}, costs)->value() == cents(3 * 199'00));
    CHECK(costs[1] == cents(199'00));
}

TEST_CASE("the price of an add-on decides no direction of a change") {
    // Both editions cost 20.00; the add-on is dearer in one of them.
    using namespace ratecard::literals;
    catalog_builder b{offering{.product = "shop", .unit = usd, .billing_zone = utc}};
    b.add(edition{"free"}).add(edition{"one"}).add(edition{"other"});
    b.add(price_version{"2024", instant{-instant::bound}, {}});
    b.price("2024", "one", 20_dec).price("2024", "other", 20_dec);
    b.add(charge{.key = "archives", .kind = charge_kind::recurring});
    b.price("2024", "one", "archives", tier{.unit_price = 4_dec});
    b.price("2024", "other", "archives", tier{.unit_price = 9_dec});
    b.add(add_on{"archive"}).charged_by("archive", "archives");
    b.change("", "", change_kind::with_credit);
    const owned_catalog p = b.build().value();
    const std::vector<month_usage> months(1);
    const std::array begins{at(2024, 3, 1)};
    CHECK(direction_of(p.view(), {1}, {2}, {0}, months, begins) == change_direction::lateral);
}
