// SPDX-License-Identifier: MIT
// The examples of docs/rooms.
#include "notes.hpp"

using namespace notes;

namespace of_core {
// [core]
static_assert(quantity::from(-1) == core_errc::negative_quantity);
static_assert(!limit::finite(1'000).admits(quantity{1'000}, quantity{1}));
static_assert(limit::unlimited().admits(quantity{1'000}, quantity{1}));
// [/core]
}  // namespace of_core

namespace of_money {
// [money]
constexpr exact month = exact{money{30'00, usd}};
static_assert(scaled{month, ratio{11, 29}}.round(rounding::half_to_even) == money{11'38, usd});
static_assert(equal_part(money{1'00, usd}, 3, 0) == money{34, usd});
static_assert(equal_part(money{1'00, usd}, 3, 2) == money{33, usd});
// [/money]
}  // namespace of_money

namespace of_time {
// [time]
constexpr anchor last = anchor_at(start_of(civil(2024, 1, 31), utc), utc);
static_assert(boundary_at(last, monthly, 1, utc) == start_of(civil(2024, 2, 29), utc));
static_assert(boundary_at(last, monthly, 2, utc) == start_of(civil(2024, 3, 31), utc));
static_assert(index_of(last, monthly, start_of(civil(2024, 3, 30), utc), utc) == 1);
// [/time]
}  // namespace of_time

namespace of_customer {
constexpr instant begin = start_of(civil(2024, 1, 31), sold.billing_zone);
constexpr instant now = begin + days(10) + hours(12);
// [account]
constexpr order bought{.id = {1},
                       .edition = plan::team,
                       .version = y2024,
                       .months = 1,
                       .placed_at = begin,
                       .begins = begin,
                       .paid_by = in_cash({30'00, usd})};
constexpr subscription customer{.created_at = begin, .orders = {&bought, 1}};
// [/account]
// [lifecycle]
constexpr auto life = *examine(product, customer);
constexpr instant end = covered_until(life, now);
static_assert(state_at(life, now)->state == state::active);
static_assert(state_at(life, end)->state == state::expired);  // 72 hours of grace
static_assert(state_at(life, end + hours(72))->state == state::suspended);
// [/lifecycle]
// [entitlement]
constexpr auto granted = *resolve(life, now);
constexpr attributes old_app = attributes{}
                                   .set(about::client, std::int64_t(client::mobile))
                                   .set(about::app, version_number{"2.9"});
constexpr decision share =
    at(product.view().condition_rows(), granted, now).check(action::share, old_app);
static_assert(share.why() == refused_by(about::app));  // it needs version 2.10
// [/entitlement]
// [rating]
constexpr charge_line line =
    *rate(product, plan::team, y2024, {.charge = guests, .used = quantity{14}}, begin);
static_assert(line.charged == quantity{4});      // 10 of 14 are included
static_assert(line.amount == money{5'00, usd});  // 4 x 1.25
// [/rating]
// [billing]
constexpr refund_quote back = **refund(life, now);
static_assert(back.used_part == ratio{11, 29});   // the eleventh day has begun
static_assert(back.amount == money{18'62, usd});  // 30.00 less 11.38
// [/billing]
}  // namespace of_customer

namespace of_quota {
// [quota]
constexpr window year{.index = 2024, .end = start_of(civil(2025, 1, 1), utc)};
constexpr instant now = start_of(civil(2024, 3, 1), utc);
constexpr quota_state used{.window = 2024, .taken = quantity{990}};

constexpr quota_decision all = decide(used, hard(1'000), year, quantity{20}, now);
static_assert(all.answer == quota_answer::limit_reached && all.next == used);
constexpr quota_decision some =
    decide(used, hard(1'000), year, quantity{20}, now, taking::as_much_as_fits);
static_assert(some.taken.amount == quantity{10});
// [/quota]
}  // namespace of_quota

namespace of_usage {
// [usage]
struct log_in {
    int user;
    instant at;
};
constexpr instant first = start_of(civil(2024, 3, 1), utc);
constexpr std::array log_ins{log_in{7, first}, log_in{9, first + days(30)}, log_in{7, first}};
static_assert([] {
    std::array<int, 3> room{};
    return unique_users(log_ins, period_of({2024, 3}, utc), std::span<int>{room}) == quantity{2};
}());
// [/usage]
}  // namespace of_usage

namespace of_balance {
// [balance]
constexpr std::array grants{
    grant<money>{.id = {1}, .amount = money{20'00, usd}, .kind = grant_kind::paid},
    grant<money>{.id = {2}, .amount = money{5'00, usd}, .kind = grant_kind::promotional},
};
static_assert([] {
    std::array<std::size_t, 2> room{};
    std::array<money, 2> left{grants[0].amount, grants[1].amount};
    const auto order = burn_order<money>::of(grants, room);
    const auto taken =
        burn(*order, left, money{8'00, usd}, instant{}, burn_extent::all_or_nothing, left);
    return taken && left == std::array{money{17'00, usd}, money{0, usd}};
}());
// [/balance]
}  // namespace of_balance

int main() {}
