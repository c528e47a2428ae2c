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
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/quota/decide.hpp>

namespace ratecard::inline v0 {

/// What a customer can do about a refusal.
enum class remedy_kind : std::uint8_t {
    wait,  ///< until `at`: the facts as they are allow it then, or the window is a new one
    activate_trial,  ///< start the trial that gives the feature
    buy_add_on,      ///< `units` of an add-on, at `price` a month
    buy_edition,     ///< an edition, at `price` a month
    apply,           ///< ask the seller: the edition has it on application
    change_client,   ///< meet the condition on the request that `must` states
};

/// One thing the customer can do so that the answer becomes yes.
struct remedy {
    remedy_kind kind{};
    instant at{};
    std::optional<trial_id> trial{};
    std::optional<add_on_id> add_on{};
    quantity units{};
    std::optional<edition_id> edition{};
    std::optional<money> price{};  ///< for a month, where one is known
    std::optional<condition> must{};

    friend constexpr bool operator==(const remedy&, const remedy&) = default;
};

namespace detail {

/// Remedies, as long as there is room.
template <std::size_t Most>
struct remedy_list {
    bounded<remedy, Most> found{};
    bool fits = true;

    constexpr void add(const remedy& r) {
        if (found.full())
            fits = false;
        else
            found.push_back(r);
    }
    /// All of them, or `core_errc::capacity_exceeded`.
    [[nodiscard]] constexpr result<bounded<remedy, Most>> all() const {
        if (!fits) return core_errc::capacity_exceeded;
        return found;
    }
};

/// Adds those there are of so many purchases, the cheapest first, and behind them those whose price is
/// not known; as they stand in the catalog where two cost the same.
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
            const numbered one{*buys, i};
            if (last && !last->is_before(one)) continue;
            if (!next || one.is_before(*next)) next = one;
        }
        if (!next) break;
        list.add(next->buys);
        last = next;
    }
}

/// Adds the editions that can be bought now and do what is asked.
template <std::size_t Most>
constexpr void add_editions(const catalog_view& c, const subscription& s, version_id version,
                            instant now, remedy_list<Most>& list, const auto& does) {
    const auto running = order_at(c, s, now);
    const edition_id current = edition_at(c, s, now);
    add_by_price(list, c.editions.size(), [&](std::size_t i) -> std::optional<remedy> {
        const edition_id e{static_cast<std::uint16_t>(i)};
        if (e == current || e == c.offering->default_edition || !does(e)) return std::nullopt;
        if (running && c.change(current, e).kind == change_kind::forbidden) return std::nullopt;
        const auto price = monthly_fee(c, e, version);
        if (!price) return std::nullopt;
        return remedy{.kind = remedy_kind::buy_edition, .edition = e, .price = *price};
    });
}

/// Adds the add-ons of which some units do what is asked. `units_of` says how many; zero where none do.
template <std::size_t Most>
constexpr void add_add_ons(const catalog_view& c, const subscription& s, version_id version,
                           instant now, remedy_list<Most>& list, const auto& units_of) {
    const edition_id current = edition_at(c, s, now);
    add_by_price(list, c.add_ons.size(), [&](std::size_t i) -> std::optional<remedy> {
        const add_on_id a{static_cast<std::uint16_t>(i)};
        const quantity units = units_of(a);
        if (units == quantity{}) return std::nullopt;
        remedy buys{.kind = remedy_kind::buy_add_on, .add_on = a, .units = units};
        const auto others = units_running(s, a, now, {});
        if (!others) return buys;
        const auto price = price_of_add_on(c, a, current, version, units, *others);
        if (price) buys.price = *price;
        return buys;
    });
}

}  // namespace detail

/// What the customer can do about a feature that `check` refuses at `now`, each of which is enough by
/// itself: waiting, where that helps; the trial; add-ons; editions, the cheapest first; an
/// application; another client. None where it is allowed, or nothing helps.
///
/// Errors as for `why`, `core_errc::capacity_exceeded` when there are more than `Most`, and what `version_of`
/// reports.
/// \pre the facts hold no contradiction.
template <std::size_t Most = 16>
[[nodiscard]] constexpr result<bounded<remedy, Most>> remedies(const catalog_view& c,
                                                               const subscription& s, feature_id f,
                                                               const attributes& request,
                                                               instant now) {
    detail::remedy_list<Most> list;
    const auto said = why<64>(c, s, f, request, now);
    if (!said) return said.error();
    if (said->allowed()) return list.found;
    const auto version = version_of(c, s, now);
    if (!version) return version.error();

    // From one change of the facts' answers to the next; every fact has two edges at most.
    const std::size_t facts = s.orders.size() + s.bills.size() + s.approvals.size() +
                              s.trials.size() + s.purchases.size() + s.add_ons.size() +
                              s.feature_overrides.size() + 4;
    instant then = said->until;
    for (std::size_t i = 0; i < 4 * facts && then < instant::never(); ++i) {
        const auto later = why<64>(c, s, f, request, then);
        if (!later) return later.error();
        if (later->allowed()) {
            list.add({.kind = remedy_kind::wait, .at = then});
            break;
        }
        then = later->until;
    }

    // Nothing that is bought lifts a suspension or an override, or an old client.
    const bool by_edition =
        said->why() >= reason::not_in_edition && said->why() < reason::first_attribute;
    attributes fixed = s.fixed;
    for (std::size_t a = 0; a < c.attributes.size(); ++a)
        if (c.attributes[a].fixed) fixed.reserve({static_cast<std::uint16_t>(a)});
    const condition* unmet = nullptr;
    const condition_table rows = c.condition_rows();
    for (const condition* must = rows.begin_of(f); must != rows.end_of(f); ++must)
        if (unmet == nullptr && !holds(*must, fixed, request)) unmet = must;
    if (by_edition && unmet == nullptr) {
        if (said->why() == reason::trial_not_activated)
            list.add({.kind = remedy_kind::activate_trial, .trial = c[f].trial});
        detail::add_add_ons(c, s, *version, now, list, [&](add_on_id a) {
            for (const add_on_gift& g : c.gifts)
                if (g.of == a && g.gives == f) return quantity{1};
            return quantity{};
        });
        detail::add_editions(c, s, *version, now, list,
                             [&](edition_id e) { return c.at(f, e) == availability::included; });
        if (said->why() == reason::not_applied) list.add({.kind = remedy_kind::apply});
    }
    if (said->must && depends_on_request(*said->must, fixed))
        list.add({.kind = remedy_kind::change_client, .must = said->must});
    return list.all();
}

/// What the customer can do to take `wanted` more of a quota of which `used` are taken in the window
/// that runs: wait for the next one, buy units of an add-on, or an edition, the cheapest first. None
/// where they fit, or nothing helps.
///
/// Errors as for `why` of a quota, and `core_errc::capacity_exceeded` when there are more than `Most`.
/// \pre the facts hold no contradiction.
template <std::size_t Most = 16>
[[nodiscard]] constexpr result<bounded<remedy, Most>> remedies(const catalog_view& c,
                                                               const subscription& s, quota_id q,
                                                               quantity used, quantity wanted,
                                                               instant now) {
    detail::remedy_list<Most> list;
    const auto said = why<64>(c, s, q, now);
    if (!said) return said.error();
    const quantity lacking = missing(said->limit, used, wanted);
    if (lacking == quantity{}) return list.found;
    const auto version = version_of(c, s, now);
    if (!version) return version.error();
    const window running = window_of(c, s, q, now);
    if (running.end < instant::never()) {
        const auto then = why<64>(c, s, q, running.end);
        if (!then) return then.error();
        if (missing(then->limit, quantity{}, wanted) == quantity{})
            list.add({.kind = remedy_kind::wait, .at = running.end});
    }
    // An override replaces what is bought.
    if (said->decided_by.from == origin::edition) {
        detail::add_add_ons(c, s, *version, now, list, [&](add_on_id a) {
            quantity each{};
            for (const add_on_gift& g : c.gifts)
                if (g.of == a && g.raises == q)
                    each = checked_add(each, g.per_unit).value_or(quantity{quantity::max_count});
            if (each == quantity{}) return quantity{};
            return quantity{(lacking.count() - 1) / each.count() + 1};
        });
        detail::add_editions(c, s, *version, now, list, [&](edition_id e) {
            quota_limit l = c.at(q, e);
            for (const limit_raise& r : said->raises)
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
