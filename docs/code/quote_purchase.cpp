// SPDX-License-Identifier: MIT
#include "notes.hpp"

using namespace notes;

constexpr zone local = sold.billing_zone;
constexpr money none{0, usd};
constexpr instant begin = start_of(civil(2024, 3, 1), local);

// [start]
constexpr subscription fresh{.id = {7}, .created_at = begin};
constexpr auto new_life = *examine(product, fresh);
constexpr purchase_quote first = **quote_purchase(new_life, plan::team, 2, begin);
static_assert(first.kind == purchase_kind::start && first.net == money{60'00, usd});

constexpr payment means{.cash = money{45'00, usd},
                        .credit = money{10'00, usd},
                        .voucher = money{5'00, usd},
                        .discount = none};
constexpr std::array orders{order_of(fresh, first, {1}, means, begin)};
constexpr subscription customer{.id = {7}, .created_at = begin, .orders = orders};
constexpr auto life = *examine(product, customer);
// [/start]

// [renew]
constexpr instant now = begin + days(10);
constexpr purchase_quote more = **quote_purchase(life, plan::team, 1, now);
static_assert(more.kind == purchase_kind::renew);
static_assert(more.begins == start_of(civil(2024, 5, 1), local));  // where the first order ends
// [/renew]

// [upgrade]
constexpr purchase_quote up = **quote_purchase(life, plan::company, 1, now);
static_assert(up.kind == purchase_kind::upgrade && up.begins == now);
static_assert(up.credit.amount == money{45'32, usd});
static_assert(up.net == money{44'68, usd});
// [/upgrade]

// [taken]
constexpr std::array refunds{order_refund{.order = {1}, .at = now}};
constexpr std::array upgraded{orders[0],
                              order_of(customer, up, {2}, {up.price, none, none, none}, now)};
constexpr subscription then{.id = {7}, .created_at = begin, .orders = upgraded, .refunds = refunds};
constexpr auto after = *examine(product, then);
static_assert(state_at(after, now)->state == state::active);
static_assert(edition_at(after, now) == plan::company);
// [/taken]

// [refused]
static_assert(quote_purchase(after, plan::team, 1, now)->why() == purchase_refusal::refund_first);
static_assert(quote_purchase(after, plan::free, 1, now)->why() ==
              purchase_refusal::change_forbidden);
static_assert(quote_purchase(after, plan::team, 13, now)->why() ==
              purchase_refusal::term_not_on_sale);
// [/refused]

// [auto]
constexpr subscription renewing{
    .id = {7}, .created_at = begin, .orders = orders, .auto_renew = true};
constexpr instant end = end_of(product, orders[0]);
constexpr auto expiring = *examine(product, renewing);
constexpr renewal renewed = **auto_renew(expiring, money{50'00, usd}, {2}, end);
static_assert(renewed.balance == money{20'00, usd});
static_assert(renewed.placed.begins == end);
static_assert(auto_renew(expiring, money{50'00, usd}, {2}, end + hours(72))->why() ==
              renewal_refusal::lapsed);
// [/auto]

int main() {}
