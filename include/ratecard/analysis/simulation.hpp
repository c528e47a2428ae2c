// SPDX-License-Identifier: MIT
#ifndef RATECARD_ANALYSIS_SIMULATION_HPP
#define RATECARD_ANALYSIS_SIMULATION_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/analysis/plan_cost.hpp>
#include <ratecard/billing/change.hpp>
#include <ratecard/catalog/change_rule.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/answer.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/period.hpp>

/// Simulates what coming months cost, with and without a change of edition.
namespace ratecard::inline v0 {

/// A plan, the edition it may change to, and the expected usage of the coming months. Month 0 is
/// the current period of the plan, and the others follow it.
struct scenario {
    running_plan plan;
    edition_id to{};
    change_direction direction{};
    std::span<const month_usage> usage{};  ///< one entry for each month of the scenario
};

/// The period of month `m` of a scenario, counted from the anchor of its plan: after 29 February to
/// 31 March, the next month of a plan of the 31st ends on 30 April.
/// `core_errc::instant_out_of_range` if it, or the anchor, is outside the years 1 to 9999.
[[nodiscard]] constexpr result<period> month_of(const catalog_view& c, const scenario& s,
                                                std::size_t m) {
    constexpr std::size_t most = 12 * 10'000;
    const instant from = detail::anchor_of(s.plan);
    if (m == 0) return s.plan.whole;
    for (const instant t : {from, s.plan.whole.begin()})
        if (!instant::from(t.seconds_since_1970()) || m > most)
            return core_errc::instant_out_of_range;
    const zone& z = c.offering->billing_zone;
    const anchor a = anchor_at(from, z);
    const std::int64_t first = index_of(a, monthly, s.plan.whole.begin(), z);
    const period month = period_at(a, monthly, first + static_cast<std::int64_t>(m), z);
    if (!instant::from(month.begin().seconds_since_1970())) return core_errc::instant_out_of_range;
    return month;
}

namespace detail {

/// The plan of a scenario in month `m`, which is `month`, if it does not change before.
constexpr running_plan plan_in_month(const scenario& s, std::size_t m, const period& month,
                                     money fee) {
    if (m == 0) return s.plan;
    running_plan plan = s.plan;
    plan.anchored_at = anchor_of(s.plan);
    plan.whole = month;
    plan.began = month.begin();
    plan.price = plan.paid = fee;
    return plan;
}

/// The fees that are due in `month`, if new monthly periods began at `change`.
constexpr result<money> restarted_fees(const catalog_view& c, const period& month, instant change,
                                       money fee) {
    const zone& z = c.offering->billing_zone;
    const anchor restart = anchor_at(change, z);
    money sum{0, c.unit()};
    const std::int64_t first = index_of(restart, monthly, month.begin(), z);
    for (std::int64_t n = first < 1 ? 1 : first;; ++n) {
        const instant begins = boundary_at(restart, monthly, n, z);
        if (month.end() <= begins) return sum;
        if (begins < month.begin()) continue;
        const auto next = checked_add(sum, fee);
        if (!next) return next;
        sum = *next;
    }
}

}  // namespace detail

/// The total cost of a scenario, if the edition changes at `at` by the catalog's rule; without
/// `at`, it does not change. Writes the cost of each month to `costs`, which is the sum of:
/// - the fee; in month 0 it is what was paid for the period, and if periods restart at the change,
///   later months have the fees of the new periods that begin in them;
/// - the net of the change, if it is within the month; a change at the end of the month has none;
/// - the usage, priced for the edition at the end of the month.
///
/// If `at` is after the last month, nothing changes. The answer is no, with the refusal of
/// `quote_change`, if the rule allows no direct change. `catalog_errc::months_out_of_range` if the
/// plan is not billed by the month, `core_errc::instant_out_of_range` if a month is outside the years
/// 1 to 9999, `billing_errc::change_in_the_past`, and the errors of `quote_change`, `usage_cost` and `monthly_fee`. After a refusal or an error, `costs` is
/// unspecified.
/// \pre `costs` has an entry for each month.
[[nodiscard]] constexpr result<answer<money, change_refusal>> costs_if_changed(
    const catalog_view& c, const scenario& s, std::optional<instant> at, std::span<money> costs) {
    if (costs.size() < s.usage.size()) detail::every_part_must_have_a_place();
    if (s.plan.months != 1) return catalog_errc::months_out_of_range;
    const auto old_fee = fee_of_month(c, s.plan.edition, s.plan.version);
    const auto new_fee = fee_of_month(c, s.to, s.plan.version);
    if (const auto fees = first_error(old_fee, new_fee); !fees) return fees.error();

    std::optional<change_quote> change;
    money total{0, c.unit()};
    for (std::size_t m = 0; m < s.usage.size(); ++m) {
        const auto in_calendar = month_of(c, s, m);
        if (!in_calendar) return in_calendar.error();
        const period month = *in_calendar;
        const bool restarted = change && change->rule.alignment == change_alignment::restart &&
                               change->at < month.begin();
        result<money> fee = m == 0 ? result<money>{s.plan.paid} : change ? *new_fee : *old_fee;
        if (restarted) fee = detail::restarted_fees(c, month, change->at, *new_fee);
        if (!fee) return fee.error();
        money net{0, c.unit()};
        if (at && !change && *at < month.end()) {
            const auto quote = quote_change(c, detail::plan_in_month(s, m, month, *old_fee), s.to,
                                            s.direction, *at, *at);
            if (!quote) return quote.error();
            if (!quote->allowed()) return quote->why();
            change = **quote;
            if (change->at < month.end()) net = change->net;
        }
        const bool is_changed = change && change->at < month.end();
        const auto used = usage_cost(c, is_changed ? s.to : s.plan.edition, s.plan.version,
                                     s.usage[m], month.begin());
        if (!used) return used.error();
        const money parts[] = {*fee, net, *used};
        const auto cost = sum(parts, c.unit());
        if (!cost) return cost.error();
        costs[m] = *cost;
        const auto next = checked_add(total, *cost);
        if (!next) return next.error();
        total = *next;
    }
    return total;
}

/// Writes to `totals` what a scenario costs if the edition changes at each instant of `at`, and
/// returns the number of totals. Refusals and errors are those of `costs_if_changed`; after one,
/// `totals` is unspecified. `months` is working space.
/// \pre `months` has an entry for each month, `totals` one for each instant.
[[nodiscard]] constexpr result<answer<std::size_t, change_refusal>> cost_curve(
    const catalog_view& c, const scenario& s, std::span<const instant> at, std::span<money> months,
    std::span<money> totals) {
    if (totals.size() < at.size()) detail::every_part_must_have_a_place();
    for (std::size_t i = 0; i < at.size(); ++i) {
        const auto total = costs_if_changed(c, s, at[i], months);
        if (!total) return total.error();
        if (!total->allowed()) return total->why();
        totals[i] = **total;
    }
    return at.size();
}

/// The first month from whose end on the total of `one` is never above the total of `other`;
/// nothing if it is above at the end of the last month. With costs 5, 1, 1 and 3, 3, 3 it is month
/// 1, where the totals are 6 and 6. `core_errc::overflow`.
/// \pre `one` and `other` have the same length.
[[nodiscard]] constexpr result<std::optional<std::size_t>> break_even(
    std::span<const money> one, std::span<const money> other) {
    if (one.size() != other.size()) detail::every_part_must_have_a_place();
    std::optional<std::size_t> first;
    if (one.empty()) return first;
    money difference{0, one[0].unit()};
    for (std::size_t m = 0; m < one.size(); ++m) {
        const auto next = checked_subtract(one[m], other[m]).and_then([&](money more) {
            return checked_add(difference, more);
        });
        if (!next) return next.error();
        difference = *next;
        const bool costs_more = money{0, difference.unit()} < difference;
        if (costs_more)
            first.reset();
        else if (!first)
            first = m;
    }
    return first;
}

}  // namespace ratecard::inline v0

#endif
