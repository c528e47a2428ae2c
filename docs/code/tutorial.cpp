// SPDX-License-Identifier: MIT
#include "notes.hpp"

using namespace notes;

// [fee]
static_assert(monthly_fee(product, plan::team, y2024) == money{30'00, usd});
static_assert(list_price(product, plan::team, y2024, 12) == money{360'00, usd});
static_assert(list_price(product, plan::team, y2024, 13) == catalog_errc::months_out_of_range);
static_assert(monthly_fee(product, plan::free, y2024) == catalog_errc::no_price);
// [/fee]

// [facts]
constexpr zone local = sold.billing_zone;
constexpr instant begin = instant_of(civil(2024, 1, 31), time_of_day{10, 0, 0}, local);
constexpr money none{0, usd};

constexpr std::array orders{
    order{.id = {1001},
          .owner = {7},
          .edition = plan::team,
          .version = y2024,
          .months = 2,
          .placed_at = begin,
          .begins = begin,
          .paid_by = {.cash = money{50'00, usd},
                      .credit = none,
                      .voucher = none,
                      .discount = money{10'00, usd}}},
};

constexpr subscription customer{
    .id = {7},
    .created_at = begin - days(16),
    .fixed = attributes{}.set(about::region, std::int64_t(region::europe)),
    .orders = orders,
};
constexpr auto life = *examine(product, customer);
// [/facts]

// [terms]
static_assert(term_of(product, orders[0], 0).end() ==
              instant_of(civil(2024, 2, 29), time_of_day{10, 0, 0}, local));
static_assert(term_of(product, orders[0], 1).end() ==
              instant_of(civil(2024, 3, 31), time_of_day{10, 0, 0}, local));
// [/terms]

// [decision]
constexpr instant now = instant_of(civil(2024, 2, 10), time_of_day{12, 0, 0}, local);
constexpr auto granted = *resolve(life, now);
constexpr condition_table rows = product.view().condition_rows();

constexpr attributes web = attributes{}.set(about::client, std::int64_t(client::web));
static_assert(at(rows, granted, now).check(action::share, web).allowed());
static_assert(at(rows, granted, now).check(action::audit, web).why() == reason::not_in_edition);
// [/decision]

// [condition]
constexpr attributes mobile(version_number app) {
    return attributes{}.set(about::client, std::int64_t(client::mobile)).set(about::app, app);
}
static_assert(at(rows, granted, now).check(action::share, mobile("2.10.1")).allowed());
static_assert(at(rows, granted, now).check(action::share, mobile("2.9")).why() ==
              refused_by(about::app));
// [/condition]

// [validity]
static_assert(granted.valid_until == term_of(product, orders[0], 1).end());
static_assert(at(rows, granted, granted.valid_until).check(action::share, web).why() ==
              reason::stale);
// [/validity]

// [quota]
constexpr auto gate_now = at(rows, granted, now);
constexpr quota_id sharing = bound::shares_a_day;

constexpr quota_decision three = gate_now.decide(sharing, quota_state{}, quantity{3});
static_assert(three.answer == quota_answer::admitted);
constexpr quota_decision fourth = gate_now.decide(sharing, three.next, quantity{1});
static_assert(fourth.answer == quota_answer::limit_reached);

constexpr window today = gate_now.terms_of(sharing).running;
constexpr quota_state two = release(three.next, {today.index, quantity{1}}, today).next;
static_assert(gate_now.remaining(sharing, two)->left == limit::finite(1));
// [/quota]

// [upgrade]
constexpr auto upgrade = **quote_purchase(life, plan::company, 1, now);
static_assert(upgrade.kind == purchase_kind::upgrade);
static_assert(upgrade.price == money{90'00, usd});
static_assert(upgrade.credit.amount == money{38'62, usd});
static_assert(upgrade.net == money{51'38, usd});
// [/upgrade]

// [statement]
constexpr std::array usage{metered{.charge = guests, .used = quantity{14}}};
constexpr auto february = *statement_of(life, {2024, 2}, usage);
static_assert(february.due == money{5'00, usd});

constexpr charge_line line = february.charges[0];
static_assert(line.used == quantity{14} && line.included == limit::finite(10));
static_assert(line.charged == quantity{4} && line.unit_price == 1.25_dec);
// [/statement]

// [refund]
constexpr refund_quote back = **refund(life, now);
static_assert(back.paid_current_month == money{25'00, usd});
static_assert(back.paid_future_months == money{25'00, usd});
static_assert(back.used_part == ratio{11, 29});
static_assert(back.used == money{11'38, usd});
static_assert(back.amount == money{38'62, usd});
// [/refund]

// [state]
constexpr instant end = orders[0].begins + days(60);
static_assert(state_at(life, now)->state == state::active);
static_assert(state_at(life, end)->state == state::expired);
static_assert(next_change(life, end).value()->at == end + hours(72));
static_assert(next_change(life, end).value()->becomes ==
              status{state::suspended, suspension_cause::expiry});
// [/state]

int main() {}
