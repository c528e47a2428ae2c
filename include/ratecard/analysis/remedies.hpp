// SPDX-License-Identifier: MIT
#ifndef RATECARD_ANALYSIS_REMEDIES_HPP
#define RATECARD_ANALYSIS_REMEDIES_HPP

#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/account/subscription.hpp>
#include <ratecard/billing/add_on_quote.hpp>
#include <ratecard/catalog/change_rule.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/product.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/attributes.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/condition.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/entitlement/why.hpp>
#include <ratecard/entitlement/window_of.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/time/period.hpp>

/// Finds what a customer can do about a refused feature or a used-up quota.
namespace ratecard::inline v0 {

/// The kinds of remedies for a refusal.
enum class remedy_kind : std::uint8_t {
    wait,            ///< wait until `at`, when the feature is allowed or a new window begins
    activate_trial,  ///< start the trial that gives the feature
    buy_add_on,      ///< buy `units` of an add-on, at `price` a month
    buy_edition,     ///< buy an edition, at `price` a month
    apply,           ///< apply to the seller, who decides
    change_client,   ///< send a request that meets the condition `must`
};

/// One action of the customer after which the answer can be yes.
struct remedy {
    remedy_kind kind{};
    instant at{};
    std::optional<trial_id> trial{};
    std::optional<add_on_id> add_on{};
    quantity units{};
    std::optional<edition_id> edition{};
    std::optional<money> price{};  ///< for a month; nothing if it is not known
    std::optional<condition> must{};

    friend constexpr bool operator==(const remedy&, const remedy&) = default;
};

namespace detail {

/// Collects remedies. `fits` becomes false if there is no more room.
template <std::size_t Most>
struct remedy_list {
    bounded<remedy, Most> items{};
    bool fits = true;

    constexpr void add(const remedy& r) {
        if (items.full())
            fits = false;
        else
            items.push_back(r);
    }
    /// The remedies, or `core_errc::capacity_exceeded` if they did not fit.
    [[nodiscard]] constexpr result<bounded<remedy, Most>> all() const {
        if (!fits) return core_errc::capacity_exceeded;
        return items;
    }
};

/// Adds the remedies `remedy_at(0)` to `remedy_at(count - 1)` that exist, cheapest first. Those
/// without a known price come last. Equal prices are in the order of the catalog.
template <std::size_t Most>
constexpr void add_by_price(remedy_list<Most>& list, std::size_t count, const auto& remedy_at) {
    struct numbered {
        remedy buys{};
        std::size_t place = 0;

        [[nodiscard]] constexpr bool is_before(const numbered& b) const {
            if (buys.price.has_value() != b.buys.price.has_value()) return buys.price.has_value();
            if (buys.price && *buys.price != *b.buys.price) return *buys.price < *b.buys.price;
            return place < b.place;
        }
    };
    std::optional<numbered> last;
    for (std::size_t n = 0; n < count; ++n) {
        std::optional<numbered> next;
        for (std::size_t i = 0; i < count; ++i) {
            const std::optional<remedy> buys = remedy_at(i);
            if (!buys) continue;
            const numbered candidate{*buys, i};
            if (last && !last->is_before(candidate)) continue;
            if (!next || candidate.is_before(*next)) next = candidate;
        }
        if (!next) break;
        list.add(next->buys);
        last = next;
    }
}

/// Adds the editions that can be bought at `now` and for which `suffices` is true.
template <std::size_t Most>
constexpr void add_editions(const timeline_view& life, version_id version, instant now,
                            remedy_list<Most>& list, const auto& suffices) {
    const catalog_view& c = life.catalog();
    const auto running = order_at(life, now);
    const edition_id current = edition_at(life, now);
    add_by_price(list, c.editions.size(), [&](std::size_t i) -> std::optional<remedy> {
        const edition_id e{static_cast<std::uint16_t>(i)};
        // A plan that has ended can be bought again.
        const bool is_current = e == current && (running || last_plan_at(life, now) == nullptr);
        if (is_current || e == c.offering->default_edition || !suffices(e)) return std::nullopt;
        if (running && c.change(current, e).kind == change_kind::forbidden) return std::nullopt;
        const auto price = monthly_fee(c, e, version);
        if (!price) return std::nullopt;
        return remedy{.kind = remedy_kind::buy_edition, .edition = e, .price = *price};
    });
}

/// Whether an add-on is sold at `now`: a plan runs, and the rules of the add-on hold.
constexpr bool is_sold(const timeline_view& life, add_on_id a, instant now) {
    const catalog_view& c = life.catalog();
    const auto current = state_at(life, now);
    if (!current || current->state != state::active || covered_until(life, now) == now)
        return false;
    if (!c.is_sold_with(a, edition_at(life, now))) return false;
    for (std::size_t i = 0; i < c.add_ons.size(); ++i) {
        const add_on_id other{static_cast<std::uint16_t>(i)};
        if (!c.needs(a, other) && !c.excludes(a, other)) continue;
        const auto running = units_running(life, other, now, {});
        const bool has = running && *running != quantity{};
        if (has ? c.excludes(a, other) : c.needs(a, other)) return false;
    }
    return true;
}

/// Whether a plan that begins at `now` makes the subscription active: it has expired, or each cause
/// of its suspension ends by a plan.
constexpr bool is_ended_by_plan(const timeline_view& life, instant now) {
    const auto current = state_at(life, now);
    if (!current) return false;
    if (current->state == state::expired) return true;
    if (current->state != state::suspended) return false;
    for (const suspension& s : life.suspensions())
        if (s.contains(now) && !life.catalog().offering->lifecycle.of(s.cause).ended_by_plan)
            return false;
    return true;
}

/// Whether what is used of a quota still counts after edition `e` is bought at `now`, as the
/// windows of `billing_window_at` say.
constexpr bool goes_on_in(const timeline_view& life, quota_id q, edition_id e, instant now) {
    const catalog_view& c = life.catalog();
    if (c[q].window != quota_window::billing_period) return true;
    const stretch* const last = last_plan_at(life, now);
    const edition_id before = edition_at(life, now);
    const bool kept = before == e || c.change(before, e).included == included_units::used_up;
    if (last == nullptr || last->contains(now)) return kept;
    const numbered_period cut = plan_period_at(life, *last, last->end);
    return kept && cut.span.begin() != last->end && now < cut.span.end();
}

/// The fewest units of an add-on with which `wanted` more fit; zero if none do.
/// \pre they do not fit without it.
template <std::size_t Sources>
constexpr quantity units_needed(const catalog_view& c, add_on_id a, quota_id q,
                                const limit_explanation<Sources>& explanation, quantity used,
                                quantity wanted) {
    const auto sum = [](quantity x, quantity y) {
        return checked_add(x, y).value_or(quantity{quantity::max_count});
    };
    quantity per_unit{}, raised{};
    limit set{};
    for (const add_on_gift& g : c.gifts) {
        if (g.of != a || g.raises != q) continue;
        per_unit = sum(per_unit, g.per_unit);
        if (g.sets && set < *g.sets) set = *g.sets;
    }
    for (const limit_raise& r : explanation.raises) raised = sum(raised, r.units);
    quota_limit base = explanation.limit;
    if (set.is_unlimited()) return quantity{1};
    const quantity before = base.most.most().above(raised);
    const quantity least = before < set.most() ? set.most() : before;
    const auto suffices = [&](std::int64_t units) {
        const std::int64_t room = quantity::max_count - sum(least, raised).count();
        const bool fits = units == 0 || per_unit.count() <= room / units;
        base.most = limit{fits ? sum(sum(least, raised), quantity{per_unit.count() * units})
                               : quantity{quantity::max_count}};
        return missing(base, used, wanted) == quantity{};
    };
    if (suffices(0)) return quantity{1};
    if (per_unit == quantity{}) return {};
    std::int64_t few = 0;
    std::int64_t many = (missing(base, used, wanted).count() - 1) / per_unit.count() + 1;
    if (!suffices(many)) return {};
    while (few + 1 < many) {  // `few` are too few, `many` suffice
        const std::int64_t middle = few + (many - few) / 2;
        (suffices(middle) ? many : few) = middle;
    }
    return quantity{many};
}

/// Adds the add-ons that help. `units_of` gives the units needed of each; zero if it does not help.
template <std::size_t Most>
constexpr void add_add_ons(const timeline_view& life, version_id version, instant now,
                           remedy_list<Most>& list, const auto& units_of) {
    const catalog_view& c = life.catalog();
    const edition_id current = edition_at(life, now);
    add_by_price(list, c.add_ons.size(), [&](std::size_t i) -> std::optional<remedy> {
        const add_on_id a{static_cast<std::uint16_t>(i)};
        if (!is_sold(life, a, now)) return std::nullopt;
        const quantity units = units_of(a);
        if (units == quantity{}) return std::nullopt;
        remedy buys{.kind = remedy_kind::buy_add_on, .add_on = a, .units = units};
        const auto running = units_running(life, a, now, {});
        if (!running) return buys;
        const auto price = price_of_add_on(c, a, current, version, units, *running);
        if (price) buys.price = *price;
        return buys;
    });
}

}  // namespace detail

/// What the customer can do about a feature that `check` refuses at `now`. The list is empty if the
/// feature is allowed, or if nothing helps. Otherwise it has, in this order: waiting, the trial,
/// add-ons, editions, an application, another client. Add-ons and editions are sorted by price, the
/// cheapest first. Each remedy is an alternative to the others. A request that meets the condition
/// of `change_client` may still fail a later condition.
///
/// `core_errc::capacity_exceeded` if there are more than `Most` remedies, and the errors of `why`
/// and `version_of`.
template <std::size_t Most = 16>
[[nodiscard]] constexpr result<bounded<remedy, Most>> remedies(const timeline_view& life,
                                                               feature_id f,
                                                               const attributes& request,
                                                               instant now) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    detail::remedy_list<Most> list;
    const auto explanation = why<64>(life, f, request, now);
    if (!explanation) return explanation.error();
    if (explanation->allowed()) return list.items;
    const auto version = version_of(c, s, now);
    if (!version) return version.error();

    // Try each instant at which the answer may change. Each is later than the one before, and is
    // that of a fact or of a state, so there is a last one.
    for (instant at = explanation->until; at < instant::never();) {
        const auto later = why<64>(life, f, request, at);
        if (!later) return later.error();
        if (later->allowed()) {
            list.add({.kind = remedy_kind::wait, .at = at});
            break;
        }
        at = later->until;
    }

    // An add-on does not help against a suspension, an override or a failed condition, and an
    // edition only against what a new plan ends.
    const bool by_edition = explanation->why() >= reason::not_in_edition &&
                            explanation->why() < reason::first_attribute;
    attributes fixed = s.fixed;
    for (std::size_t a = 0; a < c.attributes.size(); ++a)
        if (c.attributes[a].fixed) fixed.reserve({static_cast<std::uint16_t>(a)});
    const condition* unmet = nullptr;
    const condition_table rows = c.condition_rows();
    for (const condition* row = rows.begin_of(f); row != rows.end_of(f); ++row)
        if (unmet == nullptr && !holds(*row, fixed, request)) unmet = row;
    if (by_edition && unmet == nullptr) {
        if (explanation->why() == reason::trial_not_activated)
            list.add({.kind = remedy_kind::activate_trial, .trial = c[f].trial});
        detail::add_add_ons(life, *version, now, list, [&](add_on_id a) {
            for (const add_on_gift& g : c.gifts)
                if (g.of == a && g.gives == f) return quantity{1};
            return quantity{};
        });
        detail::add_editions(life, *version, now, list,
                             [&](edition_id e) { return c.at(f, e) == availability::included; });
        if (explanation->why() == reason::not_applied) list.add({.kind = remedy_kind::apply});
    }
    if (explanation->why() == reason::suspended && unmet == nullptr &&
        detail::is_ended_by_plan(life, now)) {
        const auto* const o = detail::deciding_override(s.feature_overrides, f, now);
        detail::add_editions(life, *version, now, list, [&](edition_id e) {
            return o != nullptr ? o->granted : c.at(f, e) == availability::included;
        });
    }
    if (explanation->must && depends_on_request(*explanation->must, fixed))
        list.add({.kind = remedy_kind::change_client, .must = explanation->must});
    return list.all();
}

/// What the customer can do to take `wanted` more units of a quota, if `used` units are taken in
/// the current window. The list is empty if the units fit, or if nothing helps. Otherwise it has,
/// in this order: waiting for the next window, or for the end of a suspension; units of add-ons
/// that are sold with the plan in force; editions, after which what was used counts as the rule of
/// the change says. Add-ons and editions are
/// sorted by price, the cheapest first.
///
/// `core_errc::capacity_exceeded` if there are more than `Most` remedies, and the errors of `why`
/// for a quota and of `version_of`.
template <std::size_t Most = 16>
[[nodiscard]] constexpr result<bounded<remedy, Most>> remedies(const timeline_view& life,
                                                               quota_id q, quantity used,
                                                               quantity wanted, instant now) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    detail::remedy_list<Most> list;
    const auto explanation = why<64>(life, q, now);
    if (!explanation) return explanation.error();
    const bool is_refused = explanation->because != reason::allowed;
    if (!is_refused && missing(explanation->limit, used, wanted) == quantity{}) return list.items;
    const auto version = version_of(c, s, now);
    if (!version) return version.error();

    // Wait for the next window, or for the end of the state that refuses.
    const window running = window_of(life, q, now);
    instant at = running.end;
    for (auto change = next_change(life, now); is_refused && *change;
         change = next_change(life, (*change)->at)) {
        at = (*change)->at;
        if (detail::refused_in((*change)->becomes.state, c[q]) == reason::allowed) break;
    }
    if (at < instant::never()) {
        const auto later = why<64>(life, q, at);
        if (!later) return later.error();
        const bool same = window_of(life, q, at).index == running.index;
        if (later->because == reason::allowed &&
            missing(later->limit, same ? used : quantity{}, wanted) == quantity{})
            list.add({.kind = remedy_kind::wait, .at = at});
    }
    const bool is_overridden = explanation->decided_by.from == origin::override_of_account;
    if (!is_refused && !is_overridden)
        detail::add_add_ons(life, *version, now, list, [&](add_on_id a) {
            return detail::units_needed(c, a, q, *explanation, used, wanted);
        });
    if (is_refused && !detail::is_ended_by_plan(life, now)) return list.all();
    detail::add_editions(life, *version, now, list, [&](edition_id e) {
        // An override also applies to what could be bought.
        quota_limit l = is_overridden ? explanation->limit : c.at(q, e);
        if (!is_overridden) {
            if (l.most < explanation->set_to) l.most = explanation->set_to;
            for (const limit_raise& r : explanation->raises)
                if (!l.most.is_unlimited())
                    l.most = limit{checked_add(l.most.most(), r.units)
                                       .value_or(quantity{quantity::max_count})};
        }
        const quantity counted = detail::goes_on_in(life, q, e, now) ? used : quantity{};
        return missing(l, counted, wanted) == quantity{};
    });
    return list.all();
}

}  // namespace ratecard::inline v0

#endif
