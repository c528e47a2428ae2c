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
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/quota/decide.hpp>

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
        const bool is_current = e == current && has_edition_at(life, now);
        if (is_current || e == c.offering->default_edition || !suffices(e)) return std::nullopt;
        if (running && c.change(current, e).kind == change_kind::forbidden) return std::nullopt;
        const auto price = monthly_fee(c, e, version);
        if (!price) return std::nullopt;
        return remedy{.kind = remedy_kind::buy_edition, .edition = e, .price = *price};
    });
}

/// Adds the add-ons that help. `units_of` gives the units needed of each; zero if it does not help.
template <std::size_t Most>
constexpr void add_add_ons(const timeline_view& life, version_id version, instant now,
                           remedy_list<Most>& list, const auto& units_of) {
    const catalog_view& c = life.catalog();
    const edition_id current = edition_at(life, now);
    add_by_price(list, c.add_ons.size(), [&](std::size_t i) -> std::optional<remedy> {
        const add_on_id a{static_cast<std::uint16_t>(i)};
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

    // Try each instant at which the answer may change, up to four for each fact.
    const std::size_t facts = s.orders.size() + s.bills.size() + s.approvals.size() +
                              s.trials.size() + s.purchases.size() + s.add_ons.size() +
                              s.feature_overrides.size() + 4;
    instant at = explanation->until;
    for (std::size_t i = 0; i < 4 * facts && at < instant::never(); ++i) {
        const auto later = why<64>(life, f, request, at);
        if (!later) return later.error();
        if (later->allowed()) {
            list.add({.kind = remedy_kind::wait, .at = at});
            break;
        }
        at = later->until;
    }

    // A purchase does not help against a suspension, an override or a failed condition.
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
    if (explanation->must && depends_on_request(*explanation->must, fixed))
        list.add({.kind = remedy_kind::change_client, .must = explanation->must});
    return list.all();
}

/// What the customer can do to take `wanted` more units of a quota, if `used` units are taken in
/// the current window. The list is empty if the units fit, or if nothing helps. Otherwise it has,
/// in this order: waiting for the next window, units of add-ons, editions. Add-ons and editions are
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
    const quantity shortage = missing(explanation->limit, used, wanted);
    if (shortage == quantity{}) return list.items;
    const auto version = version_of(c, s, now);
    if (!version) return version.error();
    const window running = window_of(life, q, now);
    if (running.end < instant::never()) {
        const auto later = why<64>(life, q, running.end);
        if (!later) return later.error();
        if (missing(later->limit, quantity{}, wanted) == quantity{})
            list.add({.kind = remedy_kind::wait, .at = running.end});
    }
    // An override also applies to what could be bought.
    if (explanation->decided_by.from != origin::override_of_account) {
        detail::add_add_ons(life, *version, now, list, [&](add_on_id a) {
            quantity per_unit{};
            for (const add_on_gift& g : c.gifts)
                if (g.of == a && g.raises == q)
                    per_unit =
                        checked_add(per_unit, g.per_unit).value_or(quantity{quantity::max_count});
            if (per_unit == quantity{}) return quantity{};
            return quantity{(shortage.count() - 1) / per_unit.count() + 1};
        });
        detail::add_editions(life, *version, now, list, [&](edition_id e) {
            quota_limit l = c.at(q, e);
            if (l.most < explanation->set_to) l.most = explanation->set_to;
            for (const limit_raise& r : explanation->raises)
                if (!l.most.is_unlimited())
                    l.most = limit{checked_add(l.most.most(), r.units)
                                       .value_or(quantity{quantity::max_count})};
            return missing(l, used, wanted) == quantity{};
        });
    }
    return list.all();
}

}  // namespace ratecard::inline v0

#endif
