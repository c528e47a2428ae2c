// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_PERIOD_LINES_HPP
#define RATECARD_BILLING_PERIOD_LINES_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/subscription.hpp>
#include <ratecard/billing/add_on_quote.hpp>
#include <ratecard/billing/change.hpp>
#include <ratecard/catalog/change_rule.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/proration.hpp>

/// What is due for plans that are billed period by period, and for the add-ons beside them.
namespace ratecard::inline v0 {

/// A billing period of a plan or of an add-on, or the rest of one after a change: what it costs, or
/// what is credited of it. The amount of the line is `price` times `share`, rounded once.
///
/// For example, with 30.00 a seat from 16 March to 16 April, two more seats on 1 April are a line
/// with a price of 60.00 and a share of 15/31: 29.03.
struct period_line {
    fact_place by{};                    ///< the fact that makes it due
    std::optional<add_on_id> add_on{};  ///< none: it is of the plan
    edition_id edition{};
    version_id version{};
    quantity units{};                     ///< seats, or units of the add-on, from then on
    quantity units_before{};              ///< for a change of their number: how many there were
    period whole{instant{}, instant{1}};  ///< the billing period
    instant from{};                       ///< the line is for the period from here to its end
    money price{};                        ///< of the whole period; below zero for a credit
    ratio share{1, 1};
    /// Where the policy counts the used side: the amount is what that share leaves of the price.
    bool is_rest = false;

    [[nodiscard]] constexpr bool is_credit() const noexcept { return price.is_negative(); }
    friend constexpr bool operator==(const period_line&, const period_line&) = default;
};

namespace detail {

/// Finds the lines of plans that are billed period by period. `Visit` takes a line and its amount,
/// and returns a `result<void>`.
template <class Visit>
class period_line_finder {
public:
    constexpr period_line_finder(const timeline_view& of, const period& within, const Visit& visit)
        : life_{of}, c_{of.catalog()}, within_{within}, visit_{visit} {}

    constexpr result<void> run() {
        const std::span<const stretch> all = life_.stretches();
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (all[i].is_prepaid()) continue;
            if (within_.end() <= all[i].begin) break;
            const stretch* const before =
                i > 0 && all[i - 1].end == all[i].begin && all[i - 1].plan == all[i].plan
                    ? &all[i - 1]
                    : nullptr;
            const stretch* const after = i + 1 < all.size() && all[i].end == all[i + 1].begin &&
                                                 all[i].plan == all[i + 1].plan
                                             ? &all[i + 1]
                                             : nullptr;
            if (const auto done = find(all[i], before, after); !done) return done;
        }
        return {};
    }

private:
    /// Whether the second stretch goes on with the billing periods and prices of the first.
    [[nodiscard]] static constexpr bool goes_on(const stretch* first, const stretch* second) {
        return first != nullptr && second != nullptr && first->edition == second->edition &&
               first->version == second->version && first->anchored_at == second->anchored_at;
    }
    [[nodiscard]] constexpr period period_at(const stretch& s, instant t) const {
        return plan_period_at(life_, s, t).span;
    }
    /// Whether what happens to a plan at `t` is due in the time that is asked for: in advance at `t`,
    /// in arrears when the period closes.
    [[nodiscard]] constexpr bool is_due(const period& whole, instant t) const {
        if (c_.offering->billing.plans == billing_time::in_advance) return within_.contains(t);
        const instant closes = whole.end();
        return within_.begin() < closes && closes <= within_.end();
    }

    constexpr result<void> find(const stretch& s, const stretch* before, const stretch* after) {
        const bool continues = goes_on(before, &s);
        if (const auto done = enter(s, before, continues); !done) return done;
        // From the period in which the time begins that is asked for: in arrears, all that happened
        // in it is due when it closes.
        const instant from = larger_of(s.begin, smaller_of(within_.begin(), s.end - seconds(1)));
        period whole = period_at(s, from);
        for (;; whole = period_at(s, whole.end())) {
            if (s.begin < whole.begin())
                if (const auto done = add_whole(s, whole, s.plan); !done) return done;
            if (const auto done = add_add_on_changes(s, whole, continues); !done) return done;
            if (s.end <= whole.end() || within_.end() <= whole.end()) break;
        }
        return leave(s, after);
    }

    /// What the begin of a stretch makes due: a new period, or the rest of the one that runs.
    constexpr result<void> enter(const stretch& s, const stretch* before, bool continues) {
        const period whole = period_at(s, s.begin);
        if (s.begin == whole.begin()) return add_whole(s, whole, s.began_by);
        if (!is_due(whole, s.begin)) return {};
        if (continues) {
            const auto old_price = price_of(*before), new_price = price_of(s);
            if (const auto priced = first_error(old_price, new_price); !priced)
                return priced.error();
            const auto difference = checked_subtract(*new_price, *old_price);
            if (!difference) return difference.error();
            return add_part({.by = s.began_by,
                             .edition = s.edition,
                             .version = s.version,
                             .units = s.seats,
                             .units_before = before->seats,
                             .whole = whole,
                             .from = s.begin,
                             .price = *difference},
                            c_.offering->billing.seats);
        }
        const proration& divided = policy_between(before, &s);
        if (const auto done = add_rest(s, s.began_by, whole, s.begin, divided, false); !done)
            return done;
        return add_rests_of_add_ons(s, s.began_by, whole, s.begin, s.begin, divided, false);
    }
    /// What the end of a stretch credits of the period that runs, unless the plan goes on.
    constexpr result<void> leave(const stretch& s, const stretch* after) {
        if (s.end == instant::never() || goes_on(&s, after)) return {};
        const period whole = period_at(s, s.end);
        if (s.end == whole.begin() || !is_due(whole, s.end)) return {};
        const proration& divided = policy_between(&s, after);
        const fact_place by = after != nullptr ? after->began_by : end_of_plan(s);
        if (const auto done = add_rest(s, by, whole, s.end, divided, true); !done) return done;
        return add_rests_of_add_ons(s, by, whole, s.end - seconds(1), s.end, divided, true);
    }
    /// The fact that ends a plan: its cancellation, a pause, or the deletion of the subscription.
    [[nodiscard]] constexpr fact_place end_of_plan(const stretch& s) const {
        const subscription& facts = life_.facts();
        for (std::size_t i = 0; i < facts.pauses.size(); ++i)
            if (facts.pauses[i].begins == s.end)
                return {fact::pause, static_cast<std::uint32_t>(i)};
        for (std::size_t i = 0; i < facts.cancellations.size(); ++i)
            if (facts.cancellations[i].at == s.end)
                return {fact::cancellation, static_cast<std::uint32_t>(i)};
        return {fact::subscription, 0};
    }
    /// How a period is divided between two plans, or at the begin or end of one.
    [[nodiscard]] constexpr const proration& policy_between(const stretch* before,
                                                            const stretch* after) {
        if (before == nullptr || after == nullptr || before->edition == after->edition)
            return c_.offering->billing.seats;
        rule_ = c_.change(before->edition, after->edition);
        return rule_.divided;
    }

    /// The plan and its add-ons for a whole period.
    constexpr result<void> add_whole(const stretch& s, const period& whole, fact_place by) {
        if (!is_due(whole, whole.begin())) return {};
        const auto price = price_of(s);
        if (!price) return price.error();
        const period_line line{.by = by,
                               .edition = s.edition,
                               .version = s.version,
                               .units = s.seats,
                               .whole = whole,
                               .from = whole.begin(),
                               .price = *price};
        if (const auto done = visit_(line, *price); !done) return done;
        return for_each_priced_add_on([&](add_on_id a) -> result<void> {
            const auto units = billed_units(a, whole.begin());
            if (!units) return units.error();
            if (*units == quantity{}) return {};
            const auto units_price = price_of(s, a, *units);
            if (!units_price) return units_price.error();
            const period_line of_add_on{.by = by,
                                        .add_on = a,
                                        .edition = s.edition,
                                        .version = s.version,
                                        .units = *units,
                                        .whole = whole,
                                        .from = whole.begin(),
                                        .price = *units_price};
            return visit_(of_add_on, *units_price);
        });
    }
    /// The plan for the rest of a period from `t` on.
    constexpr result<void> add_rest(const stretch& s, fact_place by, const period& whole, instant t,
                                    const proration& divided, bool is_credit) {
        const auto price = price_of(s);
        if (!price) return price.error();
        return add_part({.by = by,
                         .edition = s.edition,
                         .version = s.version,
                         .units = s.seats,
                         .whole = whole,
                         .from = t,
                         .price = is_credit ? -*price : *price},
                        divided);
    }
    /// The add-ons that run at `held` for the rest of a period from `t` on.
    constexpr result<void> add_rests_of_add_ons(const stretch& s, fact_place by,
                                                const period& whole, instant held, instant t,
                                                const proration& divided, bool is_credit) {
        return for_each_priced_add_on([&](add_on_id a) -> result<void> {
            const auto units = billed_units(a, held);
            if (!units) return units.error();
            if (*units == quantity{}) return {};
            const auto price = price_of(s, a, *units);
            if (!price) return price.error();
            return add_part({.by = by,
                             .add_on = a,
                             .edition = s.edition,
                             .version = s.version,
                             .units = *units,
                             .whole = whole,
                             .from = t,
                             .price = is_credit ? -*price : *price},
                            divided);
        });
    }

    /// Units of add-ons that come or go within a period of a stretch, and neither with it nor with
    /// the period.
    constexpr result<void> add_add_on_changes(const stretch& s, const period& whole,
                                              bool continues) {
        const std::span<const held_add_on> all = life_.add_ons();
        const auto happens = [&](instant t) {
            if (t <= whole.begin() || whole.end() <= t || t < s.begin || s.end < t) return false;
            if (t == s.begin && !continues) return false;
            if (t == s.end) return false;  // the stretch after this one, or its end, has it
            return is_due(whole, t);
        };
        for (std::size_t i = 0; i < all.size(); ++i) {
            const held_add_on& h = all[i];
            const add_on_purchase& p = life_.facts().add_ons[h.place];
            if (!c_[p.add_on].charged) continue;
            if (const auto done = add_once(s, h, whole); !done) return done;
            if (!is_billed(h)) continue;
            if (happens(h.begin)) {
                const auto others = units_beside(p.add_on, i, h.begin, false);
                if (!others) return others.error();
                const fact_place by{fact::add_on, h.place};
                if (const auto done = add_units(s, p, by, whole, h.begin, *others, false); !done)
                    return done;
            }
            if (happens(h.end)) {
                const auto others = units_beside(p.add_on, i, h.end, true);
                if (!others) return others.error();
                if (const auto done =
                        add_units(s, p, end_of_add_on(p, h), whole, h.end, *others, true);
                    !done)
                    return done;
            }
        }
        return {};
    }
    /// Units of an add-on that is paid once, when they are bought while the plan is in force.
    constexpr result<void> add_once(const stretch& s, const held_add_on& h, const period& whole) {
        const add_on_purchase& p = life_.facts().add_ons[h.place];
        if (c_[p.add_on].paid != add_on_payment::once || p.paid_by || p.units == quantity{} ||
            h.end <= h.begin || !s.contains(h.begin) || !whole.contains(h.begin) ||
            !is_due(whole, h.begin))
            return {};
        const auto price = price_of_units(c_, p.add_on, s.edition, s.version, {}, p.units)
                               .and_then([&](const scaled& exact_price) {
                                   return exact_price.round(c_.offering->rating.mode);
                               });
        if (!price) return price.error();
        return visit_({.by = {fact::add_on, h.place},
                       .add_on = p.add_on,
                       .edition = s.edition,
                       .version = s.version,
                       .units = p.units,
                       .whole = whole,
                       .from = h.begin,
                       .price = *price},
                      *price);
    }
    [[nodiscard]] constexpr fact_place end_of_add_on(const add_on_purchase& p,
                                                     const held_add_on& h) const {
        const std::span<const add_on_return> returns = life_.facts().add_on_returns;
        for (std::size_t i = 0; i < returns.size(); ++i)
            if (returns[i].purchase == p.id)
                return {fact::add_on_return, static_cast<std::uint32_t>(i)};
        return {fact::add_on, h.place};
    }
    /// Whether units are billed with the periods: they were not paid in advance, and are held for a
    /// time.
    [[nodiscard]] constexpr bool is_billed(const held_add_on& h) const {
        const add_on_purchase& p = life_.facts().add_ons[h.place];
        return h.begin < h.end && p.units != quantity{} && !p.paid_by &&
               c_[p.add_on].paid == add_on_payment::recurring;
    }
    /// The units of an add-on that run at an instant, and are billed with the periods.
    [[nodiscard]] constexpr result<quantity> billed_units(add_on_id a, instant t) const {
        return units_that(a, [&](std::size_t, const held_add_on& h) { return h.contains(t); });
    }
    /// The units of an add-on beside one purchase at the instant at which that comes or goes. Of
    /// those that come or go with it, units go before others come, each in the order of the list.
    [[nodiscard]] constexpr result<quantity> units_beside(add_on_id a, std::size_t place, instant t,
                                                          bool goes) const {
        return units_that(a, [&](std::size_t i, const held_add_on& h) {
            if (i == place) return false;
            if (!goes) return h.contains(t) && (h.begin < t || i < place);
            return h.begin < t && t <= h.end && (t < h.end || place < i);
        });
    }
    /// The units of an add-on in those of its billed purchases that `runs(place, held)` accepts.
    template <class Runs>
    [[nodiscard]] constexpr result<quantity> units_that(add_on_id a, const Runs& runs) const {
        const std::span<const held_add_on> all = life_.add_ons();
        quantity sum{};
        for (std::size_t i = 0; i < all.size(); ++i) {
            const add_on_purchase& p = life_.facts().add_ons[all[i].place];
            if (p.add_on != a || !is_billed(all[i]) || !runs(i, all[i])) continue;
            const auto next = checked_add(sum, p.units);
            if (!next) return next;
            sum = *next;
        }
        return sum;
    }
    constexpr result<void> add_units(const stretch& s, const add_on_purchase& p, fact_place by,
                                     const period& whole, instant t, quantity others,
                                     bool is_credit) {
        const auto all = checked_add(others, p.units);
        if (!all) return all.error();
        const auto with = price_of(s, p.add_on, *all), without = price_of(s, p.add_on, others);
        if (const auto priced = first_error(with, without); !priced) return priced.error();
        const auto price = checked_subtract(*with, *without);
        if (!price) return price.error();
        return add_part({.by = by,
                         .add_on = p.add_on,
                         .edition = s.edition,
                         .version = s.version,
                         .units = is_credit ? others : *all,
                         .units_before = is_credit ? *all : others,
                         .whole = whole,
                         .from = t,
                         .price = is_credit ? -*price : *price},
                        c_.offering->billing.add_ons);
    }

    /// Adds a line for the rest of its period from `line.from` on.
    constexpr result<void> add_part(period_line line, const proration& divided) {
        const bool is_credit = line.price.is_negative();
        const money size = is_credit ? -line.price : line.price;
        const auto side = unused_side(c_, divided, line.whole, line.from, size);
        if (!side) return side.error();
        line.share = side->share;
        line.is_rest = side->is_rest;
        return visit_(line, is_credit ? -side->amount : side->amount);
    }

    /// How many months of the price list a billing period costs.
    [[nodiscard]] constexpr std::int32_t months() const noexcept {
        const cadence& every = c_.offering->billing.every;
        return every.unit() == calendar_unit::month ? every.count() : 1;
    }
    /// The price of a plan for a whole period.
    [[nodiscard]] constexpr result<money> price_of(const stretch& s) const {
        return period_fee(c_, s.edition, s.version, s.seats);
    }
    /// The price of units of an add-on for a whole period.
    [[nodiscard]] constexpr result<money> price_of(const stretch& s, add_on_id a,
                                                   quantity units) const {
        if (units == quantity{}) return money{0, c_.unit()};
        const auto month = price_of_units(c_, a, s.edition, s.version, {}, units);
        if (!month) return month.error();
        const auto times =
            checked_multiply(month->part(), ratio{static_cast<std::uint64_t>(months()), 1});
        if (!times) return times.error();
        return scaled{month->whole(), *times}.round(c_.offering->rating.mode);
    }
    constexpr result<void> for_each_priced_add_on(const auto& visit) const {
        for (std::size_t i = 0; i < c_.add_ons.size(); ++i) {
            if (!c_.add_ons[i].charged) continue;
            if (const result<void> done = visit(add_on_id{static_cast<std::uint16_t>(i)}); !done)
                return done;
        }
        return {};
    }

    const timeline_view& life_;
    const catalog_view& c_;
    const period& within_;
    const Visit& visit_;
    change_rule rule_{};
};

}  // namespace detail

/// Calls `visit` with each line that is due within a time for plans that are billed period by period,
/// and with its amount, in the order of the plans: each billing period as a whole; the rest of a
/// period when seats or add-ons come or go, and when the plan changes, pauses, resumes or ends.
///
/// In advance, a line is due when it happens; in arrears, when its billing period closes. Cut a time
/// anywhere, and the lines of the parts are the lines of the whole.
///
/// `catalog_errc::no_price` if an edition or an add-on has no price in the version,
/// `time_errc::part_above_one` if a policy counts more than a whole period, and refuses that,
/// `core_errc::overflow` if an amount does not fit; `core_errc::instant_out_of_range` if the time
/// reaches beyond the years 1 to 9999; and the first error of `visit`.
constexpr result<void> for_each_period_line(const timeline_view& life, const period& within,
                                            const auto& visit) {
    if (!detail::is_in_calendar(within)) return core_errc::instant_out_of_range;
    return detail::period_line_finder{life, within, visit}.run();
}

}  // namespace ratecard::inline v0

#endif
