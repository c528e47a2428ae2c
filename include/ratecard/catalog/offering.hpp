// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_OFFERING_HPP
#define RATECARD_CATALOG_OFFERING_HPP

#include <cstdint>
#include <optional>

#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/proration.hpp>
#include <ratecard/time/zone.hpp>

/// The offering of a catalog: its product, currency, billing zone and policies.
namespace ratecard::inline v0 {

/// The shortest and the longest term on sale, in months, both included.
struct term_policy {
    std::int32_t min_months = 1;
    std::int32_t max_months = 12;

    friend constexpr bool operator==(const term_policy&, const term_policy&) = default;
};

/// The unit of time that a refund divides.
enum class refund_unit : std::uint8_t {
    month,  ///< each month of an order: past months are used up at the amount paid for them, the
            ///< current month is divided, and future months are unused
    order,  ///< the whole order as one period, from its begin to its end
};

/// What happens to vouchers when an order is refunded. Discounts are never returned, because they
/// were not paid.
enum class voucher_rule : std::uint8_t {
    not_returned,
    returned_as_voucher,
    returned_as_credit,
};

/// What happens if usage is worth more than was paid.
enum class refund_floor : std::uint8_t {
    zero,           ///< nothing is returned, and nothing more is charged
    customer_owes,  ///< the customer owes the difference
};

/// The payment methods in which a refund is returned.
enum class refund_split : std::uint8_t {
    proportion,  ///< in the proportion paid, by largest remainder; a tie goes to cash, then credit
    cash_first,  ///< cash up to the cash paid, then credit, then vouchers
    credit_first,   ///< credit up to the credit paid, then vouchers, then cash
    all_to_credit,  ///< taken in the proportion paid, but all returned as credit
};

/// Whether orders that have not ended are refunded together.
enum class refund_scope : std::uint8_t {
    all_together,    ///< always all of them; the floor applies to the sum of amounts and usage
    order_by_order,  ///< any of them, each by itself
};

/// What happens to orders that were bought in a promotion that excludes refunds.
enum class promotional_orders : std::uint8_t {
    refused,     ///< one that has not ended refuses the whole refund
    left_out,    ///< they are kept, and the other orders are refunded
    refundable,  ///< they are refunded like other orders
};

/// The instant at which a full-refund window starts: the order is placed, or begins.
enum class window_start : std::uint8_t { placed, begins };

/// The time after a purchase in which an order is refunded in full, however much was used, and how
/// often. When a limit is reached, the order is refunded as after the window.
struct full_refund_window {
    duration length{};  ///< the last second is included; zero: there is no such window
    window_start from = window_start::placed;
    limit per_account = limit::unlimited();  ///< full refunds of an account, ever
    limit per_year = limit::unlimited();     ///< full refunds in a civil year of the billing zone

    friend constexpr bool operator==(const full_refund_window&,
                                     const full_refund_window&) = default;
};

/// What is returned for a prepaid plan: the amount paid for the current and the future time, less
/// the value of the time used. By default each month is divided to the second at the list price,
/// cash and credit are returned in the proportion paid, and never below zero.
struct refund_policy {
    /// How the price of a unit is divided by time. Its `credit` states which price: the list price
    /// of the order's version, the price of the order (all four payment methods), or the amount
    /// really paid (only the payment methods that are returned).
    proration used{};
    refund_unit unit = refund_unit::month;
    /// Percent off the list price when usage is valued, 0 to 100.
    decimal use_discount{};
    voucher_rule vouchers = voucher_rule::not_returned;
    refund_floor floor = refund_floor::zero;
    refund_split split = refund_split::proportion;
    refund_scope scope = refund_scope::all_together;
    promotional_orders promotions = promotional_orders::refused;
    full_refund_window in_full{};
    limit per_account = limit::unlimited();  ///< refunds of an account, ever
    limit per_year = limit::unlimited();     ///< refunds in a civil year of the billing zone
    bool offered = true;                     ///< false: a plan is never refunded

    friend constexpr bool operator==(const refund_policy&, const refund_policy&) = default;
};

/// Refund policies of known sellers.
namespace presets::refunds {

/// A plan is never refunded.
inline constexpr refund_policy none{.offered = false};
/// The current month is divided by days begun, at the list price; vouchers are not returned; all
/// orders are refunded together.
inline constexpr refund_policy tencent_chat{.used = prorations::tencent_chat};
/// As other products of that seller: one order of an account is refunded in full within five days
/// of its purchase, the fifth included. Otherwise each order is refunded by itself, less the list
/// price of the days begun. Set `use_discount` to the seller's current discount.
/// Sources: https://www.tencentcloud.com/document/product/248/64869,
/// https://www.tencentcloud.com/document/product/1113/58490 (read in November 2026).
inline constexpr refund_policy tencent_cloud{
    .used = {.basis = proration_basis::day_of_24_hours,
             .whole = proration_whole::order,
             .change_day = change_day::to_old},
    .unit = refund_unit::order,
    .scope = refund_scope::order_by_order,
    .in_full = {.length = days(5), .per_account = limit::finite(1)},
};
/// The amount really paid is divided to the second, and returned as credit for later purchases.
inline constexpr refund_policy stripe{.used = prorations::stripe_flexible,
                                      .split = refund_split::all_to_credit,
                                      .scope = refund_scope::order_by_order};

}  // namespace presets::refunds

/// The plan whose prices apply to a month of usage in which the plan changes.
enum class usage_prices : std::uint8_t {
    last_plan,    ///< the last plan in the month, for all its usage
    plan_of_use,  ///< for each unit, the plan under which it was used
};

/// When a plan that is billed by periods is billed: at the begin of each period, or after its end.
/// Usage is always billed after the end.
enum class billing_time : std::uint8_t { in_advance, in_arrears };

/// How long a billing period is, when usage is billed, and at whose prices.
struct billing_policy {
    std::int32_t issue_from = 1;   ///< first day of the next month for issuing the bill, 1 to 28
    std::int32_t issue_until = 1;  ///< last day of the next month for issuing the bill, 1 to 28
    usage_prices priced_by = usage_prices::last_plan;
    /// How the price of a billing period is divided when seats come or go within it, and when the
    /// plan pauses or ends within it.
    proration seats = presets::prorations::stripe;
    /// How the monthly price of an add-on is divided when it is bought or returned within the
    /// month.
    proration add_ons = presets::prorations::stripe;
    /// The length of a billing period: civil months (a quarter is 3, a year 12) or civil days (a
    /// week is 7). The prices of plans must be for a whole part of it (`plan_price::priced_for`).
    cadence every = monthly;
    billing_time plans =
        billing_time::in_advance;  ///< when a plan that is billed by periods is billed

    friend constexpr bool operator==(const billing_policy&, const billing_policy&) = default;
};

/// Why a subscription is suspended. If two suspensions begin in one second, the cause listed first
/// counts.
enum class suspension_cause : std::uint8_t {
    expiry,   ///< a plan ended, and no other followed
    arrears,  ///< a bill was not paid
    refund,   ///< the plan was refunded
    abuse,    ///< the seller found that it was misused
    pause,    ///< the customer paused the plan
};

/// The rules for one cause of suspension: its grace, what ends it, how long resources are kept.
struct cause_rule {
    duration grace{};  ///< time from the end, bill, refund or finding to the suspension
    /// True: a plan that begins later ends the suspension, or prevents it within the grace. The
    /// payment of the bill ends `arrears`, and lifting the finding ends `abuse`, in any case.
    bool ended_by_plan = false;
    /// Civil days for which resources are kept if this cause began the suspension; none: those of
    /// the policy.
    std::optional<std::int32_t> retention_days{};

    friend constexpr bool operator==(const cause_rule&, const cause_rule&) = default;
};

/// The event from which the day of a reminder is counted.
enum class life_event : std::uint8_t {
    expiry,      ///< the end of the paid time
    suspension,  ///< the begin of a suspension
    reclaiming,  ///< the instant from which resources are not kept
    bill,        ///< the issue of a bill that is unpaid
};

/// A day on which a customer is reminded: `days` civil days after an event, or before it if `days`
/// is negative.
struct reminder {
    life_event of{};
    std::int32_t days = 0;

    friend constexpr bool operator==(const reminder&, const reminder&) = default;
};

/// The reminders of one offering: at most 32.
using reminder_schedule = bounded<reminder, 32>;

/// One reminder of an event for each day from `first` to `last`, both included. From -3 to 0 these
/// are four reminders, the last on the day of the event.
/// \pre `last - first < 32`.
[[nodiscard]] constexpr reminder_schedule daily_reminders(life_event of, std::int32_t first,
                                                          std::int32_t last) {
    reminder_schedule schedule;
    for (std::int32_t day = first; day <= last; ++day) schedule.push_back({of, day});
    return schedule;
}

/// The rules for each cause of suspension, the retention of resources, and the reminders. Which
/// features work in grace or in a suspension is stated by each feature.
struct lifecycle_policy {
    cause_rule expiry{.ended_by_plan = true};
    cause_rule arrears{};
    cause_rule refund{.ended_by_plan = true};
    cause_rule abuse{};
    cause_rule pause{};  ///< a pause alone never leads to reclaiming
    /// Civil days for which resources are kept, including the day of the suspension.
    std::int32_t retention_days = 0;
    reminder_schedule reminders{};

    [[nodiscard]] constexpr const cause_rule& of(suspension_cause why) const noexcept {
        switch (why) {
            case suspension_cause::expiry: break;
            case suspension_cause::arrears: return arrears;
            case suspension_cause::refund: return refund;
            case suspension_cause::abuse: return abuse;
            case suspension_cause::pause: return pause;
        }
        return expiry;
    }
    [[nodiscard]] constexpr std::int32_t retention_of(suspension_cause why) const noexcept {
        return of(why).retention_days.value_or(retention_days);
    }

    friend constexpr bool operator==(const lifecycle_policy&, const lifecycle_policy&) = default;
};

/// The settings of a whole catalog: the product, its currency, its billing zone and its policies.
struct offering {
    name product{};
    currency unit{};  ///< the currency of prices that name no other
    /// A catalog that is built at run time copies the table of its clocks. For a catalog written in
    /// C++, that table must be a constant.
    zone billing_zone{};
    /// The free edition of a subscription without a plan, by default the first one. `std::nullopt`:
    /// there is none, every edition may be sold, and a subscription begins with its first order.
    std::optional<edition_id> default_edition = edition_id{};
    term_policy terms{};
    refund_policy refunds{};
    lifecycle_policy lifecycle{};
    rating_policy rating{};
    billing_policy billing{};
    grandfathering prices = grandfathering::by_creation;

    friend constexpr bool operator==(const offering&, const offering&) = default;
};

}  // namespace ratecard::inline v0

#endif
