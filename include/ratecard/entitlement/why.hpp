// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_WHY_HPP
#define RATECARD_ENTITLEMENT_WHY_HPP

#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/attributes.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/condition.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/lifecycle/end_of_trial.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/lifecycle/timeline.hpp>

/// Explains why a feature may be used or not, and why a limit is what it is.
namespace ratecard::inline v0 {

/// The kind of fact that an entitlement comes from.
enum class origin : std::uint8_t {
    edition,
    approval,
    trial,
    purchase,
    add_on,
    override_of_account
};

/// One fact that gives an entitlement or takes it away, and the time in which it does.
struct source {
    origin from{};
    std::size_t place = 0;  ///< the index in the list of its kind; for an edition, its id
    instant begins{-instant::bound};
    instant ends = instant::never();  ///< not included

    friend constexpr bool operator==(const source&, const source&) = default;
};

/// Why a fact about a feature or quota does not affect the answer.
enum class ignored_because : std::uint8_t {
    not_begun,          ///< it begins later
    over,               ///< it has ended
    no_units,           ///< an add-on purchase of zero units
    overridden,         ///< an override wins over it
    not_needed,         ///< the answer is the same without it
    lost_with_edition,  ///< an approval; an edition in force since then did not have the feature
};

/// A source that does not affect the answer, and why.
struct ignored_source {
    source what{};
    ignored_because because{};

    friend constexpr bool operator==(const ignored_source&, const ignored_source&) = default;
};

/// Why one feature may be used or not: the reason, what decided, and what was ignored.
template <std::size_t Ignored>
struct feature_explanation {
    reason because = reason::allowed;    ///< the answer of `check`
    std::optional<source> decided_by{};  ///< gives or refuses it; nothing: the lifecycle refuses it
    /// The condition that the request fails, if that is the reason.
    std::optional<condition> must{};
    instant until = instant::never();  ///< without new facts, no change before then
    bounded<ignored_source, Ignored> ignored{};

    [[nodiscard]] constexpr bool allowed() const noexcept { return because == reason::allowed; }
    /// The reason for a refusal; `reason::allowed` if there is none.
    [[nodiscard]] constexpr reason why() const noexcept { return because; }
};

/// The units that one add-on purchase adds to a quota.
struct limit_raise {
    source by{};
    quantity units{};

    friend constexpr bool operator==(const limit_raise&, const limit_raise&) = default;
};

/// Why a limit is what it is: the source of the base limit, and the units that add-ons add.
template <std::size_t Sources>
struct limit_explanation {
    /// Why nothing can be taken in this state of the subscription, such as `suspended`; `allowed`
    /// if the limit decides.
    reason because = reason::allowed;
    quota_limit limit{};       ///< with all raises
    source decided_by{};       ///< the edition, an add-on that sets the limit, or an override
    ratecard::limit set_to{};  ///< the largest limit that add-ons set; 0 where none does
    bounded<limit_raise, Sources> raises{};
    bounded<ignored_source, Sources> ignored{};
};

namespace detail {

/// The edition in force, as a source.
constexpr source edition_source(const timeline_view& life, instant now) {
    if (const stretch* const plan = last_plan_at(life, now))
        return {origin::edition, plan->edition.index(), plan->begin, plan->end};
    return {origin::edition, life.catalog().edition_before_orders().index(),
            life.facts().created_at, instant::never()};
}

/// Collects ignored sources. `fits` becomes false if there is no more room.
template <std::size_t Capacity>
struct ignored_list {
    bounded<ignored_source, Capacity>& list;
    bool fits = true;

    constexpr void add(const source& candidate, ignored_because because) {
        if (list.full())
            fits = false;
        else
            list.push_back({candidate, because});
    }
    /// Whether the source is in force at `now`. If not, adds it to the list.
    constexpr bool in_force(const source& candidate, instant now) {
        if (now < candidate.begins)
            add(candidate, ignored_because::not_begun);
        else if (candidate.ends <= now)
            add(candidate, ignored_because::over);
        else
            return true;
        return false;
    }
};

/// Whether `a` is preferred to `b`, which gives the same: the later end wins, then the earlier
/// begin.
constexpr bool outlasts(const source& a, const source& b) noexcept {
    if (a.ends != b.ends) return b.ends < a.ends;
    return a.begins < b.begins;
}

}  // namespace detail

/// Why `check` gives its answer for a feature and a request at `now`: the reason, its source, and
/// the facts that do not affect it. It is for support, and slower than `check`.
///
/// `core_errc::capacity_exceeded` if more than `Ignored` sources are ignored,
/// `catalog_errc::unknown_feature`, and the errors of `state_at`.
template <std::size_t Ignored = 16>
[[nodiscard]] constexpr result<feature_explanation<Ignored>> why(const timeline_view& life,
                                                                 feature_id f,
                                                                 const attributes& request,
                                                                 instant now) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    if (!c.has(f)) return catalog_errc::unknown_feature;
    const auto current = state_at(life, now);
    if (!current) return current.error();
    const auto change = next_change(life, now);

    feature_explanation<Ignored> explanation;
    detail::ignored_list<Ignored> ignored{explanation.ignored};
    const auto may_change_at = [&](instant t) {
        if (now < t && t < explanation.until) explanation.until = t;
    };
    if (change && *change) may_change_at((*change)->at);
    if (const stretch* const plan = plan_at(life, now)) may_change_at(plan->end);
    if (const stretch* const plan = next_plan_after(life, now)) may_change_at(plan->begin);
    const auto noted = [&](const source& candidate) {
        may_change_at(candidate.begins), may_change_at(candidate.ends);
        return candidate;
    };

    // Overrides.
    const auto* const decides = detail::deciding_override(s.feature_overrides, f, now);
    for (std::size_t i = 0; i < s.feature_overrides.size(); ++i) {
        const feature_override& o = s.feature_overrides[i];
        if (o.feature != f) continue;
        const source candidate = noted({origin::override_of_account, i, o.begins, o.ends});
        if (!ignored.in_force(candidate, now)) continue;
        if (&o != decides) {
            ignored.add(candidate, ignored_because::overridden);
            continue;
        }
        explanation.decided_by = candidate;
        explanation.because = o.granted ? reason::allowed : reason::withheld;
    }
    const bool overridden = explanation.decided_by.has_value();

    // Purchases and add-ons: among several, the one that ends last decides.
    std::optional<source> longest;
    const auto offer = [&](const source& candidate) {
        if (!ignored.in_force(candidate, now)) return;
        if (overridden)
            ignored.add(candidate, ignored_because::overridden);
        else if (!longest)
            longest = candidate;
        else if (detail::outlasts(candidate, *longest)) {
            ignored.add(*longest, ignored_because::not_needed);
            longest = candidate;
        } else
            ignored.add(candidate, ignored_because::not_needed);
    };
    for (const std::uint32_t i : life.purchases())
        if (s.purchases[i].feature == f)
            offer(noted({origin::purchase, i, s.purchases[i].begins, s.purchases[i].ends}));
    for (const held_add_on& held : life.add_ons()) {
        const add_on_purchase& p = s.add_ons[held.place];
        bool of_feature = false;
        for (const add_on_gift& g : c.gifts)
            of_feature = of_feature || (g.of == p.add_on && g.gives == f);
        if (!of_feature) continue;
        const source candidate = noted({origin::add_on, held.place, held.begin, held.end});
        if (p.units == quantity{})
            ignored.add(candidate, ignored_because::no_units);
        else
            offer(candidate);
    }
    if (longest) explanation.decided_by = longest;

    // The edition, with approvals and trials.
    const source edition = detail::edition_source(life, now);
    const edition_id edition_in_force{static_cast<std::uint16_t>(edition.place)};
    const bool decided = explanation.decided_by.has_value();
    const auto not_needed = overridden ? ignored_because::overridden : ignored_because::not_needed;
    const availability cell =
        has_edition_at(life, now) ? c.at(f, edition_in_force) : availability::absent;
    if (!decided) explanation.decided_by = edition;
    if (decided && cell == availability::included) ignored.add(edition, not_needed);
    // Purchases are handled above, so leave them out here.
    const standing_answer standing = detail::standing_answer_in(life, {}, edition_in_force, f, now);
    may_change_at(standing.until);
    if (!decided) explanation.because = standing.why();
    std::optional<source> decisive;
    const auto since = detail::had_since(life, f, now);
    for (std::size_t i = 0; i < s.approvals.size(); ++i) {
        const approval& a = s.approvals[i];
        if (a.feature != f) continue;
        const source candidate =
            noted({origin::approval, i, a.approved_at + c[f].activation_delay, instant::never()});
        may_change_at(a.approved_at);
        if (now < a.approved_at)
            ignored.add(candidate, ignored_because::not_begun);
        else if (!since || a.approved_at < *since)
            ignored.add(candidate, ignored_because::lost_with_edition);
        else if (decided || cell != availability::on_application)
            ignored.add(candidate, not_needed);
        else if (!decisive)
            decisive = candidate;
        else if (detail::outlasts(candidate, *decisive)) {
            ignored.add(*decisive, ignored_because::not_needed);
            decisive = candidate;
        } else
            ignored.add(candidate, ignored_because::not_needed);
    }
    if (c[f].trial)
        for (std::size_t i = 0; i < s.trials.size(); ++i) {
            const trial_activation& t = s.trials[i];
            if (t.trial != *c[f].trial) continue;
            const source candidate =
                noted({origin::trial, i, t.activated_at,
                       end_of_trial(c[t.trial], t.activated_at, c.offering->billing_zone)});
            if (decided || cell != availability::on_trial)
                ignored.add(candidate, not_needed);
            else if (now < t.activated_at)
                ignored.add(candidate, ignored_because::not_begun);
            else
                decisive = candidate;  // a trial that runs allows it; one that is over refuses it
        }
    if (decisive) explanation.decided_by = decisive;

    // Conditions refuse at their rank in the catalog. The lifecycle, below, overrides everything.
    const std::uint8_t rank = c.rank(explanation.because);
    attributes fixed = s.fixed;
    for (std::size_t a = 0; a < c.attributes.size(); ++a)
        if (c.attributes[a].fixed) fixed.reserve({static_cast<std::uint16_t>(a)});
    const condition_table rows = c.condition_rows();
    for (const condition* must = rows.begin_of(f); must != rows.end_of(f); ++must) {
        if (must->rank > rank) break;
        if (holds(*must, fixed, request)) continue;
        explanation.because = refused_by(must->attribute);
        explanation.must = *must;
        break;
    }
    const reason lifecycle = detail::refused_in(current->state, c[f]);
    if (lifecycle != reason::allowed) {
        explanation.because = lifecycle;
        explanation.decided_by.reset();
        explanation.must.reset();
    }
    if (!ignored.fits) return core_errc::capacity_exceeded;
    return explanation;
}

/// Why the limit of a quota is what it is at `now`.
///
/// `core_errc::capacity_exceeded` if there are more than `Sources` raises or ignored sources,
/// `catalog_errc::unknown_quota`, `core_errc::quantity_too_large` as for `resolve`, and the errors
/// of `state_at`.
template <std::size_t Sources = 16>
[[nodiscard]] constexpr result<limit_explanation<Sources>> why(const timeline_view& life,
                                                               quota_id q, instant now) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    if (!c.has(q)) return catalog_errc::unknown_quota;
    const auto current = state_at(life, now);
    if (!current) return current.error();
    limit_explanation<Sources> explanation;
    explanation.because = detail::refused_in(current->state, c[q]);
    detail::ignored_list<Sources> ignored{explanation.ignored};
    explanation.decided_by = detail::edition_source(life, now);
    explanation.limit = detail::limit_in_force(life, q, now);
    bool overridden = false;
    const auto* const decides = detail::deciding_override(s.limit_overrides, q, now);
    for (std::size_t i = 0; i < s.limit_overrides.size(); ++i) {
        const limit_override& o = s.limit_overrides[i];
        if (o.quota != q) continue;
        const source candidate{origin::override_of_account, i, o.begins, o.ends};
        if (!ignored.in_force(candidate, now)) continue;
        if (&o != decides) {
            ignored.add(candidate, ignored_because::overridden);
            continue;
        }
        overridden = true;
        explanation.decided_by = candidate;
        explanation.limit = o.limit;
    }
    detail::for_each_gift(life, now,
                          [&](std::size_t place, const add_on_purchase& p, const add_on_gift& g) {
                              if (overridden || g.raises != q || !g.sets) return;
                              if (explanation.set_to < *g.sets) explanation.set_to = *g.sets;
                              if (!(explanation.limit.most < *g.sets)) return;
                              explanation.limit.most = *g.sets;
                              explanation.decided_by = {origin::add_on, place, p.begins, p.ends};
                          });
    for (const held_add_on& held : life.add_ons()) {
        const add_on_purchase& p = s.add_ons[held.place];
        for (const add_on_gift& g : c.gifts) {
            if (g.of != p.add_on || g.raises != q || (g.sets && g.per_unit == quantity{})) continue;
            const source candidate{origin::add_on, held.place, held.begin, held.end};
            if (p.units == quantity{}) {
                ignored.add(candidate, ignored_because::no_units);
            } else if (ignored.in_force(candidate, now)) {
                if (overridden || explanation.limit.most.is_unlimited()) {
                    ignored.add(candidate, overridden ? ignored_because::overridden
                                                      : ignored_because::not_needed);
                    continue;
                }
                const auto higher = detail::raised(explanation.limit, g.per_unit, p.units);
                if (!higher) return higher.error();
                if (explanation.raises.full()) {
                    ignored.fits = false;
                } else {
                    explanation.raises.push_back(
                        {candidate, quantity{higher->most.most().count() -
                                             explanation.limit.most.most().count()}});
                    explanation.limit = *higher;
                }
            }
        }
    }
    if (!ignored.fits) return core_errc::capacity_exceeded;
    return explanation;
}

/// How many units a limit lacks to take `wanted` more units after `used`. It is zero if they fit
/// within the limit and its grace, or if the limit is soft. With a hard limit of 10, 7 used and 5
/// wanted, 2 are missing.
[[nodiscard]] constexpr quantity missing(const quota_limit& l, quantity used,
                                         quantity wanted) noexcept {
    const limit most = end_of_grace(l);
    if (most.is_unlimited() || l.enforcement == enforcement::soft) return quantity{};
    const std::int64_t above = used.count() + wanted.count() - most.most().count();
    if (above <= 0) return quantity{};
    return quantity{above < quantity::max_count ? above : quantity::max_count};
}

}  // namespace ratecard::inline v0

#endif
