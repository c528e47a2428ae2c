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

namespace ratecard::inline v0 {

/// A plan over the months to come, the edition it may change to, and what is expected to be used. The
/// first month is the plan's running period, and the others follow it.
struct scenario {
    running_plan plan;
    edition_id to{};
    change_direction direction{};
    std::span<const month_usage> usage{};  ///< by month: as many as the scenario has
};

/// Month `m` of a scenario. \pre the plan is billed by the month.
[[nodiscard]] constexpr period month_of(const catalog_view& c, const scenario& s, std::size_t m) {
    const zone& z = c.offering->billing_zone;
    return m == 0 ? s.plan.whole
                  : period_at(anchor_at(s.plan.whole.begin(), z), monthly,
                              static_cast<std::int64_t>(m), z);
}

namespace detail {

/// The plan of a scenario as it runs in month `m`, if nothing changes before.
constexpr running_plan plan_in(const catalog_view& c, const scenario& s, std::size_t m, money fee) {
    if (m == 0) return s.plan;
    running_plan plan = s.plan;
    plan.whole = month_of(c, s, m);
    plan.began = plan.whole.begin();
    plan.price = plan.paid = fee;
    return plan;
}

/// The fees that fall due in a month whose periods begin anew at the change.
constexpr result<money> fees_anew(const catalog_view& c, const period& month, instant change,
                                  money fee) {
    const zone& z = c.offering->billing_zone;
    const anchor by = anchor_at(change, z);
    money sum{0, c.unit()};
    const std::int64_t first = index_of(by, monthly, month.begin(), z);
    for (std::int64_t n = first < 1 ? 1 : first;; ++n) {
        const instant begins = boundary_at(by, monthly, n, z);
        if (month.end() <= begins) return sum;
        if (begins < month.begin()) continue;
        const auto next = checked_add(sum, fee);
        if (!next) return next;
        sum = *next;
    }
}

}  // namespace detail

/// What the months of a scenario cost, one by one, if the edition changes by the catalog's rule at an
/// instant, or stays. The fee of the running period is what was paid for it; a change adds its net to
/// the month in which it falls; new periods that begin at a change are paid whole in the months in
/// which they begin. The usage of a month is priced by the edition at its end.
///
/// No, with the refusal of `quote_change`, where the rule has no direct change. `catalog_errc::months_out_of_range` for a plan
/// that is not billed by the month, `billing_errc::change_in_the_past`, and the errors of `quote_change`,
/// `usage_cost` and `monthly_fee`; nothing of `costs` may be used then. An instant behind the last
/// month changes nothing.
/// \pre `costs` has a place for each month.
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
        const period month = month_of(c, s, m);
        const bool anew = change && change->rule.alignment == change_alignment::restart &&
                          change->at < month.begin();
        result<money> fee = m == 0 ? result<money>{s.plan.paid} : change ? *new_fee : *old_fee;
        if (anew) fee = detail::fees_anew(c, month, change->at, *new_fee);
        if (!fee) return fee.error();
        money net{0, c.unit()};
        if (at && !change && *at < month.end()) {
            const auto quote =
                quote_change(c, detail::plan_in(c, s, m, *old_fee), s.to, s.direction, *at, *at);
            if (!quote) return quote.error();
            if (!quote->allowed()) return quote->why();
            change = **quote;
            if (change->at < month.end()) net = change->net;
        }
        const bool is_new = change && change->at < month.end();
        const auto used = usage_cost(c, is_new ? s.to : s.plan.edition, s.plan.version, s.usage[m],
                                     month.begin());
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

/// What a scenario costs in all if the edition changes at each of some instants: how many totals were
/// written. No, and errors, as for `costs_if_changed`; nothing of `totals` may be used then.
/// \pre `months` has a place for each month, `totals` one for each instant.
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

/// The month from whose end on one way has cost no more than another, and does so to the last one.
/// Nothing where it has cost more when the last month ends. `core_errc::overflow`.
/// \pre both have as many months.
[[nodiscard]] constexpr result<std::optional<std::size_t>> break_even(
    std::span<const money> one, std::span<const money> other) {
    if (one.size() != other.size()) detail::every_part_must_have_a_place();
    std::optional<std::size_t> since;
    if (one.empty()) return since;
    money ahead{0, one[0].unit()};
    for (std::size_t m = 0; m < one.size(); ++m) {
        const auto next = checked_subtract(one[m], other[m]).and_then([&](money more) {
            return checked_add(ahead, more);
        });
        if (!next) return next.error();
        ahead = *next;
        const bool dearer = money{0, ahead.unit()} < ahead;
        if (dearer)
            since.reset();
        else if (!since)
            since = m;
    }
    return since;
}

}  // namespace ratecard::inline v0

#endif
