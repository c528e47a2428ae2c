// SPDX-License-Identifier: MIT
#include "notes.hpp"

using namespace notes;

// [table]
// Written by hand from the price page, not from the catalog.
constexpr availability expected[3][3] = {
    // free, team, company
    {included, included, included},    // write
    {absent, included, included},      // share
    {absent, absent, on_application},  // audit
};

constexpr bool matrix_is_as_published() {
    const catalog_view c = product;
    for (std::size_t f = 0; f < 3; ++f)
        for (std::size_t e = 0; e < 3; ++e)
            if (c.at(feature_id{std::uint16_t(f)}, edition_id{std::uint16_t(e)}) != expected[f][e])
                return false;
    return c.features.size() == 3 && c.editions.size() == 3;
}
static_assert(matrix_is_as_published());
// [/table]

// [law]
constexpr money none{0, usd};
constexpr instant begin = start_of(civil(2024, 1, 31), sold.billing_zone);

constexpr bool refund_never_grows(std::int32_t months) {
    const auto price = list_price(product, plan::team, y2024, months);
    const order bought{.edition = plan::team,
                       .version = y2024,
                       .months = months,
                       .placed_at = begin,
                       .begins = begin,
                       .paid_by = {*price, none, none, none}};
    const auto life = *examine(product, subscription{.created_at = begin, .orders = {&bought, 1}});
    money before = *price;
    for (instant t = begin; t < end_of(product, bought); t = t + days(1)) {
        const auto back = *refund(life, t);
        if (back->amount.is_negative() || before < back->amount) return false;
        before = back->amount;
    }
    return true;
}
static_assert(refund_never_grows(1) && refund_never_grows(2));
// [/law]

// [edge]
static_assert(end_of(product, order{.months = 1, .begins = begin}) ==
              start_of(civil(2024, 2, 29), sold.billing_zone));
static_assert(end_of(product, order{.months = 2, .begins = begin}) ==
              start_of(civil(2024, 3, 31), sold.billing_zone));
// [/edge]

// [variant]
constexpr auto under(lifecycle_policy clocks) {
    offering other = sold;
    other.lifecycle = clocks;
    return compile(other, editions, features, quotas, attribute_table, values, rules, versions,
                   plan_prices, charges, charge_prices, changes);
}
constexpr auto no_grace = under({.retention_days = 30});
static_assert(validate(no_grace));
// [/variant]

int main() {
    // [all]
    for (std::int32_t months = 1; months <= 12; ++months)
        if (!refund_never_grows(months)) return 1;
    // [/all]
    return 0;
}
