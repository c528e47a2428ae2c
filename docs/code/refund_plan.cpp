// SPDX-License-Identifier: MIT
#include "notes.hpp"

using namespace notes;

constexpr zone local = sold.billing_zone;
constexpr money none{0, usd};
constexpr instant begin = start_of(civil(2024, 3, 1), local);
constexpr std::array orders{
    order{.id = {1},
          .owner = {7},
          .edition = plan::team,
          .version = y2024,
          .months = 2,
          .placed_at = begin,
          .begins = begin,
          .paid_by = {money{45'00, usd}, money{10'00, usd}, money{5'00, usd}, none}},
};
constexpr subscription customer{.id = {7}, .created_at = begin, .orders = orders};

// [quote]
constexpr instant at_noon = begin + days(9) + hours(12);
constexpr auto life = *examine(product, customer);
constexpr refund_quote back = **refund(life, at_noon);
static_assert(back.paid_current_month == money{27'50, usd});  // half of 55.00: the month that runs
static_assert(back.paid_future_months == money{27'50, usd});  // the month to come
static_assert(back.used_part == ratio{10, 31});               // a day begun counts
static_assert(back.used == money{9'68, usd});                 // 30.00 x 10/31
static_assert(back.amount == money{45'32, usd});
static_assert(back.cash == money{37'08, usd} && back.credit == money{8'24, usd});
// [/quote]

// [policy]
constexpr offering with(const refund_policy& refunds) {
    offering o = sold;
    o.refunds = refunds;
    return o;
}
constexpr offering one_by_one = with({.vouchers = voucher_rule::returned_as_credit,
                                      .split = refund_split::cash_first,
                                      .scope = refund_scope::order_by_order,
                                      .in_full = {.length = days(5)}});
constexpr catalog_view its = [] {
    catalog_view c = product;
    c.offering = &one_by_one;
    return c;
}();
constexpr auto with_its = *examine(its, customer);
static_assert((*refund(with_its, begin + days(5)))->amount == money{60'00, usd});
constexpr refund_quote later = **refund(with_its, at_noon);
static_assert(later.used == money{9'19, usd});  // 30.00 x 9.5/31, to the second
static_assert(later.cash == money{45'00, usd} && later.credit == money{5'81, usd});
// [/policy]

// [partition]
constexpr auto proof = **partition_of_refund<2>(life, at_noon);
static_assert(proof.quote == back);
static_assert(proof.rows[0].used == money{9'68, usd} && proof.rows[1].used == none);
static_assert(kept(proof.rows[0]) == money{12'18, usd});  // and 2.50 of the voucher
// [/partition]

// [refused]
static_assert(refund(life, {.abusive = true}, at_noon)->why() == refund_refusal::abusive);
static_assert(refund(life, end_of(product, orders[0]))->why() == refund_refusal::after_last_end);
// [/refused]

// [fact]
constexpr std::array refunds{order_refund{.order = {1}, .at = at_noon, .id = {1}}};
constexpr subscription returned{
    .id = {7}, .created_at = begin, .orders = orders, .refunds = refunds};
constexpr auto after = *examine(product, returned);
static_assert(state_at(after, at_noon) == status{state::suspended, suspension_cause::refund});
static_assert(recorded_refund(after, at_noon)->amount == money{45'32, usd});
static_assert(refund(after, at_noon)->why() == refund_refusal::already_refunded);
// [/fact]

int main() {}
