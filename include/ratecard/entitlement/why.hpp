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
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>

namespace ratecard::inline v0 {

/// Where an entitlement comes from.
enum class origin : std::uint8_t {
    edition,
    approval,
    trial,
    purchase,
    add_on,
    override_of_account
};

/// One thing that gives an entitlement, or takes it away.
struct source {
    origin from{};
    std::size_t place = 0;  ///< among the facts of its kind; of an edition, its number
    instant begins{-instant::bound};
    instant ends = instant::never();

    friend constexpr bool operator==(const source&, const source&) = default;
};

/// Why a fact about a feature or quota makes no difference.
enum class ignored_because : std::uint8_t {
    not_begun,          ///< its time is to come
    over,               ///< its time has passed
    no_units,           ///< of an add-on: none were bought
    overridden,         ///< an override wins over it
    not_needed,         ///< what it gives is there already
    lost_with_edition,  ///< an approval, and an edition since did not have the feature
};

/// A source that did not decide the answer, and why it did not.
struct ignored_source {
    source what{};
    ignored_because because{};

    friend constexpr bool operator==(const ignored_source&, const ignored_source&) = default;
};

/// Why a feature may be used or not.
template <std::size_t Ignored>
struct feature_explanation {
    reason because = reason::allowed;    ///< what `check` answers
    std::optional<source> decided_by{};  ///< what gives it, or refuses it; none: the lifecycle does
    /// The condition that the request does not meet, where that is why.
    std::optional<condition> must{};
    instant until = instant::never();  ///< the answer may change by itself then, not before
    bounded<ignored_source, Ignored> ignored{};

    [[nodiscard]] constexpr bool allowed() const noexcept { return because == reason::allowed; }
    /// `reason::allowed` when it is allowed.
    [[nodiscard]] constexpr reason why() const noexcept { return because; }
};

/// Units that a purchase of an add-on adds to a quota.
struct limit_raise {
    source by{};
    quantity units{};

    friend constexpr bool operator==(const limit_raise&, const limit_raise&) = default;
};

/// Why a limit is what it is: what the edition or an override says, and what add-ons add to it.
template <std::size_t Sources>
struct limit_explanation {
    quota_limit limit{};
    source decided_by{};
    bounded<limit_raise, Sources> raises{};
    bounded<ignored_source, Sources> ignored{};
};

namespace detail {

/// The source of what the edition in force says.
constexpr source edition_source(const catalog_view& c, const subscription& s, instant now) {
    source found{origin::edition, c.offering->default_edition.index(), s.created_at,
                 instant::never()};
    instant latest{-instant::bound};
    for (const order& o : s.orders) {
        const covered_time covered = coverage_of(c, s, o);
        if (covered.begin <= now && covered.begin < covered.end && latest <= covered.begin) {
            latest = covered.begin;
            found = {origin::edition, o.edition.index(), covered.begin, covered.end};
        }
    }
    return found;
}

/// What is ignored, as long as there is room.
template <std::size_t Capacity>
struct ignored_list {
    bounded<ignored_source, Capacity>& list;
    bool fits = true;

    constexpr void add(const source& what, ignored_because because) {
        if (list.full())
            fits = false;
        else
            list.push_back({what, because});
    }
    /// Whether it is in force at `now`; else it is ignored.
    constexpr bool in_force(const source& what, instant now) {
        if (now < what.begins)
            add(what, ignored_because::not_begun);
        else if (what.ends <= now)
            add(what, ignored_because::over);
        else
            return true;
        return false;
    }
};

/// Of two that give the same, the one that lasts longer, then the one that began earlier.
constexpr bool outlasts(const source& a, const source& b) noexcept {
    if (a.ends != b.ends) return b.ends < a.ends;
    return a.begins < b.begins;
}

}  // namespace detail

/// Why `check` answers a request for a feature as it does at `now`, what that comes from, and which
/// facts about the feature make no difference. For support, not for the request path.
///
/// `core_errc::capacity_exceeded` when more is ignored than there is room for, `catalog_errc::unknown_feature`, and what
/// `state_at` reports.
/// \pre the facts hold no contradiction.
template <std::size_t Ignored = 16>
[[nodiscard]] constexpr result<feature_explanation<Ignored>> why(const catalog_view& c,
                                                                 const subscription& s,
                                                                 feature_id f,
                                                                 const attributes& request,
                                                                 instant now) {
    if (!c.has(f)) return catalog_errc::unknown_feature;
    const auto life = state_at(c, s, now);
    if (!life) return life.error();
    const auto change = next_change(c, s, now);

    feature_explanation<Ignored> explanation;
    detail::ignored_list<Ignored> ignored{explanation.ignored};
    const auto until = [&](instant t) {
        if (now < t && t < explanation.until) explanation.until = t;
    };
    if (change && *change) until((*change)->at);
    for (const order& o : s.orders) {
        const covered_time covered = coverage_of(c, s, o);
        until(covered.begin), until(covered.end);
    }
    const auto seen = [&](const source& what) {
        until(what.begins), until(what.ends);
        return what;
    };

    // Overrides.
    for (std::size_t i = 0; i < s.feature_overrides.size(); ++i) {
        const feature_override& o = s.feature_overrides[i];
        if (o.feature != f) continue;
        const source what = seen({origin::override_of_account, i, o.begins, o.ends});
        if (!ignored.in_force(what, now)) continue;
        if (!detail::decides(s.feature_overrides, i, now)) {
            ignored.add(what, ignored_because::overridden);
            continue;
        }
        explanation.decided_by = what;
        explanation.because = o.granted ? reason::allowed : reason::withheld;
    }
    const bool overridden = explanation.decided_by.has_value();

    // What was bought beside the plan: of several, the one that lasts longest gives.
    std::optional<source> given;
    const auto gives = [&](const source& what) {
        if (!ignored.in_force(what, now)) return;
        if (overridden)
            ignored.add(what, ignored_because::overridden);
        else if (!given)
            given = what;
        else if (detail::outlasts(what, *given)) {
            ignored.add(*given, ignored_because::not_needed);
            given = what;
        } else
            ignored.add(what, ignored_because::not_needed);
    };
    for (std::size_t i = 0; i < s.purchases.size(); ++i)
        if (s.purchases[i].feature == f && !is_listed_before(s.purchases, i))
            gives(seen({origin::purchase, i, s.purchases[i].begins, s.purchases[i].ends}));
    for (std::size_t i = 0; i < s.add_ons.size(); ++i) {
        const add_on_purchase& p = s.add_ons[i];
        if (is_listed_before(s.add_ons, i)) continue;
        bool of_feature = false;
        for (const add_on_gift& g : c.gifts)
            of_feature = of_feature || (g.of == p.add_on && g.gives == f);
        if (!of_feature) continue;
        const source what = seen({origin::add_on, i, p.begins, p.ends});
        if (p.units == quantity{})
            ignored.add(what, ignored_because::no_units);
        else
            gives(what);
    }
    if (given) explanation.decided_by = given;

    // The edition, with approvals and the trial.
    const source edition = detail::edition_source(c, s, now);
    const edition_id in{static_cast<std::uint16_t>(edition.place)};
    const bool decided = explanation.decided_by.has_value();
    const auto not_needed = overridden ? ignored_because::overridden : ignored_because::not_needed;
    const availability has = c.at(f, in);
    if (!decided) explanation.decided_by = edition;
    if (decided && has == availability::included) ignored.add(edition, not_needed);
    // What it says by itself, were nothing bought.
    subscription bare = s;
    bare.purchases = {};
    const standing_answer said = detail::standing_answer_in(c, bare, in, f, now);
    until(said.until);
    if (!decided) explanation.because = said.why();
    std::optional<source> counted;
    for (std::size_t i = 0; i < s.approvals.size(); ++i) {
        const approval& a = s.approvals[i];
        if (a.feature != f) continue;
        const source what =
            seen({origin::approval, i, a.approved_at + c[f].activation_delay, instant::never()});
        until(a.approved_at);
        if (now < a.approved_at)
            ignored.add(what, ignored_because::not_begun);
        else if (!detail::had_throughout(c, s, f, a.approved_at, now))
            ignored.add(what, ignored_because::lost_with_edition);
        else if (decided || has != availability::on_application)
            ignored.add(what, not_needed);
        else if (!counted)
            counted = what;
        else if (detail::outlasts(what, *counted)) {
            ignored.add(*counted, ignored_because::not_needed);
            counted = what;
        } else
            ignored.add(what, ignored_because::not_needed);
    }
    if (c[f].trial)
        for (std::size_t i = 0; i < s.trials.size(); ++i) {
            const trial_activation& t = s.trials[i];
            if (t.trial != *c[f].trial) continue;
            const source what =
                seen({origin::trial, i, t.activated_at, t.activated_at + c[*c[f].trial].length});
            if (decided || has != availability::on_trial)
                ignored.add(what, not_needed);
            else if (now < t.activated_at)
                ignored.add(what, ignored_because::not_begun);
            else
                counted = what;  // it runs, or it is over: that is why
        }
    if (counted) explanation.decided_by = counted;

    // The life of the subscription stands before all, the conditions where the catalog puts them.
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
    const reason lifecycle = detail::refused_in(life->state, c[f]);
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
/// `core_errc::capacity_exceeded` when there are more sources than room, `catalog_errc::unknown_quota`, and
/// `core_errc::quantity_too_large` as for `resolve`.
/// \pre the facts hold no contradiction.
template <std::size_t Sources = 16>
[[nodiscard]] constexpr result<limit_explanation<Sources>> why(const catalog_view& c,
                                                               const subscription& s, quota_id q,
                                                               instant now) {
    if (!c.has(q)) return catalog_errc::unknown_quota;
    limit_explanation<Sources> explanation;
    detail::ignored_list<Sources> ignored{explanation.ignored};
    explanation.decided_by = detail::edition_source(c, s, now);
    explanation.limit = c.at(q, {static_cast<std::uint16_t>(explanation.decided_by.place)});
    bool overridden = false;
    for (std::size_t i = 0; i < s.limit_overrides.size(); ++i) {
        const limit_override& o = s.limit_overrides[i];
        if (o.quota != q) continue;
        const source what{origin::override_of_account, i, o.begins, o.ends};
        if (!ignored.in_force(what, now)) continue;
        if (!detail::decides(s.limit_overrides, i, now)) {
            ignored.add(what, ignored_because::overridden);
            continue;
        }
        overridden = true;
        explanation.decided_by = what;
        explanation.limit = o.limit;
    }
    for (std::size_t i = 0; i < s.add_ons.size(); ++i) {
        const add_on_purchase& p = s.add_ons[i];
        if (is_listed_before(s.add_ons, i)) continue;
        for (const add_on_gift& g : c.gifts) {
            if (g.of != p.add_on || g.raises != q) continue;
            const source what{origin::add_on, i, p.begins, p.ends};
            if (p.units == quantity{}) {
                ignored.add(what, ignored_because::no_units);
            } else if (ignored.in_force(what, now)) {
                if (overridden || explanation.limit.most.is_unlimited()) {
                    ignored.add(what, overridden ? ignored_because::overridden
                                                 : ignored_because::not_needed);
                    continue;
                }
                const auto higher = detail::raised(explanation.limit, g.per_unit, p.units);
                if (!higher) return higher.error();
                if (explanation.raises.full()) {
                    ignored.fits = false;
                } else {
                    explanation.raises.push_back(
                        {what, quantity{higher->most.most().count() -
                                        explanation.limit.most.most().count()}});
                    explanation.limit = *higher;
                }
            }
        }
    }
    if (!ignored.fits) return core_errc::capacity_exceeded;
    return explanation;
}

/// How many units are missing for `wanted` more beside what is `used`: zero when they fit, or may
/// pass the limit for a charge.
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
