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
#include <ratecard/time/proration.hpp>
#include <ratecard/time/zone.hpp>

namespace ratecard::inline v0 {

/// Terms on sale, in months, both included.
struct term_policy {
    std::int32_t min_months = 1;
    std::int32_t max_months = 12;

    friend constexpr bool operator==(const term_policy&, const term_policy&) = default;
};

/// What a refund divides by the time used.
enum class refund_unit : std::uint8_t {
    month,  ///< each month of an order: those over are consumed for what was paid of them, the one
            ///< that runs is divided, and those to come are not used
    order,  ///< an order as one period, from its begin to its end
};

/// What becomes of vouchers when an order is given back. Discounts are never returned: they were not
/// paid.
enum class voucher_rule : std::uint8_t {
    not_returned,
    returned_as_voucher,
    returned_as_credit,
};

/// What becomes of use that is worth more than what was paid for it.
enum class refund_floor : std::uint8_t {
    zero,           ///< nothing is given back, and nothing more is charged
    customer_owes,  ///< the rest is owed
};

/// In which means a refund is given back.
enum class refund_split : std::uint8_t {
    proportion,  ///< in the proportion paid, by largest remainder; a tie goes to cash, then credit
    cash_first,  ///< cash as far as it was paid, then credit, then vouchers
    credit_first,   ///< credit as far as it was paid, then vouchers, then cash
    all_to_credit,  ///< taken in the proportion paid, and all of it given back as credit
};

/// Whether the orders that are not over are given back with one another.
enum class refund_scope : std::uint8_t {
    all_together,    ///< always all of them; their amounts and their use are added, then floored
    order_by_order,  ///< any of them, each by itself
};

/// What becomes of orders that were bought in a promotion which excludes refunds.
enum class promotional_orders : std::uint8_t {
    refused,     ///< one that is not over refuses the whole refund
    left_out,    ///< they stay, the others are given back
    refundable,  ///< they are orders like any other
};

/// From when on a window counts.
enum class window_start : std::uint8_t { placed, begins };

/// How long after it was bought an order is given back in full, whatever was used of it, and how
/// often. Once the limits are reached it is given back as after the window.
struct full_refund_window {
    duration length{};  ///< the last second included: five days are `days(5)`; zero: no such window
    window_start from = window_start::placed;
    limit per_account = limit::unlimited();  ///< such refunds of one account, ever
    limit per_year = limit::unlimited();     ///< and in one civil year of the billing zone

    friend constexpr bool operator==(const full_refund_window&,
                                     const full_refund_window&) = default;
};

/// What is given back of a prepaid plan: what was paid of what runs and of what is to come, less what
/// was used. With its defaults: month by month, to the second, by the list price, cash and credit in
/// the proportion paid, and never below zero.
struct refund_policy {
    /// How the price of a unit is divided, and, by `credit`, which price that is: the list price of
    /// the order's version, the price at which it was bought (all four means of payment), or what
    /// was really paid (the means that are given back).
    proration used{};
    refund_unit unit = refund_unit::month;
    /// Percent off the list price at which use is valued.
    decimal use_discount{};
    voucher_rule vouchers = voucher_rule::not_returned;
    refund_floor floor = refund_floor::zero;
    refund_split split = refund_split::proportion;
    refund_scope scope = refund_scope::all_together;
    promotional_orders promotions = promotional_orders::refused;
    full_refund_window in_full{};
    limit per_account = limit::unlimited();  ///< refunds of one account, ever
    limit per_year = limit::unlimited();     ///< and in one civil year of the billing zone
    bool offered = true;                     ///< false: a plan is never given back

    friend constexpr bool operator==(const refund_policy&, const refund_policy&) = default;
};

/// How known sellers give money back.
namespace presets::refunds {

/// A plan is never given back.
inline constexpr refund_policy none{.offered = false};
/// The running month by days begun and list price; nothing of vouchers; all orders together.
inline constexpr refund_policy tencent_chat{.used = prorations::tencent_chat};
/// As siblings of that product have it: one order of an account in full within five days of its
/// purchase, the fifth included; otherwise each order by itself, less its list price for the days
/// begun of all its days. The discount off the list price is the one that is current.
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
/// To the second, of what was really paid, and as credit for what is bought next.
inline constexpr refund_policy stripe{.used = prorations::stripe_flexible,
                                      .split = refund_split::all_to_credit,
                                      .scope = refund_scope::order_by_order};

}  // namespace presets::refunds

/// By whose prices a month of usage is charged, when the plan changes within it.
enum class usage_prices : std::uint8_t {
    last_plan,    ///< all of it by those of the last plan that covered a part of the month
    plan_of_use,  ///< each unit by those of the plan it was used under
};

/// How a month of usage becomes a bill.
struct billing_policy {
    std::int32_t issue_from = 1;   ///< first day of the next month on which the bill is issued
    std::int32_t issue_until = 1;  ///< last such day
    usage_prices priced_by = usage_prices::last_plan;
    /// Which part of a month's price add-ons cost that are bought, or given back, within it.
    proration add_ons = presets::prorations::stripe;

    friend constexpr bool operator==(const billing_policy&, const billing_policy&) = default;
};

/// Why a subscription is suspended, in the order in which causes of one second are named.
enum class suspension_cause : std::uint8_t {
    expiry,   ///< a plan ended, and none followed it
    arrears,  ///< a bill was not paid
    refund,   ///< the plan was given back
    abuse,    ///< the seller found it misused
};

/// What one cause of suspension means: a row of the table of a life.
struct cause_rule {
    duration grace{};  ///< from the event (end, issue, refund, finding) to the suspension
    /// A plan that begins while it is suspended ends the suspension. What it lacks ends it, too: a
    /// bill that is paid, a finding that is lifted. A plan that begins in the grace prevents it
    /// where a plan would end it.
    bool ended_by_plan = false;
    /// Civil days that resources are kept when this cause began the suspension; none: those of the
    /// policy.
    std::optional<std::int32_t> retention_days{};

    friend constexpr bool operator==(const cause_rule&, const cause_rule&) = default;
};

/// What a reminder is relative to.
enum class life_event : std::uint8_t {
    expiry,      ///< the end of what is bought
    suspension,  ///< the beginning of one
    reclaiming,  ///< the instant from which nothing is kept
    bill,        ///< the issue of a bill that is not paid
};

/// A day on which a customer is reminded: so many civil days after that of an event, before it when
/// negative.
struct reminder {
    life_event of{};
    std::int32_t days = 0;

    friend constexpr bool operator==(const reminder&, const reminder&) = default;
};

/// The reminders of one offering: at most 32.
using reminder_schedule = bounded<reminder, 32>;

/// A reminder of an event on each day from one offset to another, both included.
/// \pre `last - first < 32`.
[[nodiscard]] constexpr reminder_schedule daily_reminders(life_event of, std::int32_t first,
                                                          std::int32_t last) {
    reminder_schedule made;
    for (std::int32_t day = first; day <= last; ++day) made.push_back({of, day});
    return made;
}

/// The life of a subscription as a table: for each cause its grace, what ends it and how long
/// resources are kept then; and when a customer is reminded. What a feature becomes in each state is
/// said by the feature.
struct lifecycle_policy {
    cause_rule expiry{.ended_by_plan = true};
    cause_rule arrears{};
    cause_rule refund{.ended_by_plan = true};
    cause_rule abuse{};
    /// Civil days resources are kept, the day of suspension included.
    std::int32_t retention_days = 0;
    reminder_schedule reminders{};

    [[nodiscard]] constexpr const cause_rule& of(suspension_cause why) const noexcept {
        switch (why) {
            case suspension_cause::expiry: break;
            case suspension_cause::arrears: return arrears;
            case suspension_cause::refund: return refund;
            case suspension_cause::abuse: return abuse;
        }
        return expiry;
    }
    [[nodiscard]] constexpr std::int32_t retention_of(suspension_cause why) const noexcept {
        return of(why).retention_days.value_or(retention_days);
    }

    friend constexpr bool operator==(const lifecycle_policy&, const lifecycle_policy&) = default;
};

/// What holds for a whole catalog: the product, its money, its civil time and its policies.
struct offering {
    name product{};
    currency unit{};  ///< of prices that name no other
    zone billing_zone{};
    edition_id default_edition{};  ///< of a new subscription, free
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
