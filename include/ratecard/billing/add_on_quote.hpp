// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_ADD_ON_QUOTE_HPP
#define RATECARD_BILLING_ADD_ON_QUOTE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/answer.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/prorated_fee.hpp>
#include <ratecard/time/fraction.hpp>
#include <ratecard/time/period.hpp>

/// Prices units of an add-on for the time that a plan covers.
namespace ratecard::inline v0 {

/// Why no units of an add-on are sold. The first reason that applies, in this order, is given.
enum class add_on_refusal : std::uint8_t {
    none,             ///< not refused
    not_active,       ///< the subscription is expired, suspended or gone
    nothing_running,  ///< no order is in effect that the units could accompany
};

/// An offer of units of an add-on. They run as long as orders cover the time without a gap, so they
/// end with the plan.
struct add_on_quote {
    add_on_id add_on{};
    quantity units{};
    instant begins{};
    instant ends{};
    money price{};

    friend constexpr bool operator==(const add_on_quote&, const add_on_quote&) = default;
};

namespace detail {

/// The units of an add-on that run at an instant. The purchase `excluded` is not counted.
constexpr result<quantity> units_running(const timeline_view& life, add_on_id a, instant t,
                                         std::optional<purchase_id> excluded) {
    quantity sum{};
    for (const held_add_on& held : life.add_ons()) {
        const add_on_purchase& p = life.facts().add_ons[held.place];
        if (p.add_on != a || p.id == excluded || !held.contains(t)) continue;
        const auto next = checked_add(sum, p.units);
        if (!next) return next;
        sum = *next;
    }
    return sum;
}

/// The monthly price of `units`, as the last ones after `others`. For a part of a month: `come` and
/// `gone` are the parts of the month that are left when the units come and when they go.
constexpr result<scaled> price_of_units(const catalog_view& c, add_on_id a, edition_id e,
                                        version_id v, quantity others, quantity units,
                                        ratio come = {1, 1}, ratio gone = {}) {
    const auto charged = c[a].charged;
    if (!charged) return catalog_errc::no_price;
    const auto steps = c.price_of(*charged, e, v);
    if (steps.empty()) return catalog_errc::no_price;
    const pricing& model = c[*charged].pricing;
    const std::array changes{prorated_change{others.count(), ratio{1, 1}},
                             prorated_change{units.count(), come},
                             prorated_change{-units.count(), gone}};
    const std::span<const prorated_change> all_changes{changes};
    const auto with = prorated_fee(model, steps, all_changes, c.unit());
    const auto without = prorated_fee(model, steps, all_changes.first(1), c.unit());
    if (const auto priced = first_error(with, without); !priced) return priced.error();
    return checked_add(*with, scaled{-without->whole(), without->part()});
}

/// The part of a month's price that is left at an instant of it: one at its begin, zero at its end.
constexpr result<ratio> unused_part_of_month(const catalog_view& c, const period& month,
                                             instant t) {
    if (t == month.begin()) return ratio{1, 1};
    if (t == month.end()) return ratio{};
    return unused_part(c.offering->billing.add_ons, month, t, c.offering->billing_zone);
}

}  // namespace detail

/// The list price of units of an add-on for the part of `within` that orders cover. The units are
/// priced as the last ones after those that already run. Each month of an order has the price of
/// its own edition and version; a partial month counts by the offering's billing policy. The sum is
/// rounded once. The purchase `excluded` does not count among the units that run.
///
/// For example, at 3.00 a unit and month, 2 units from the middle of a month of 30 days to the end
/// of the next month cost 3.00 + 6.00.
///
/// `catalog_errc::unknown_add_on` if the id is not of this catalog. `catalog_errc::no_price` if the
/// add-on has no price in an edition or version that covers the time.
/// `catalog_errc::beyond_the_last_tier` and `core_errc::quantity_too_large` if there are too many
/// units. `time_errc::part_above_one` if the policy counts more than a whole month, and refuses
/// that. `core_errc::ratio_overflow` and `core_errc::overflow` if a value does not fit.
[[nodiscard]] constexpr result<money> price_of_add_on(const timeline_view& life, add_on_id a,
                                                      quantity units, const period& within,
                                                      std::optional<purchase_id> excluded = {}) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    if (!c.has(a)) return catalog_errc::unknown_add_on;
    if (!c[a].charged) return catalog_errc::no_price;
    scaled sum{exact{money{0, c.unit()}}, ratio{1, 1}};
    for (const stretch& plan : life.stretches()) {
        if (!plan.is_prepaid()) continue;
        const order& o = s.orders[plan.plan.index];
        const auto bought = intersection(period{plan.begin, plan.end}, within);
        for (instant from = bought ? bought->begin() : instant{}; bought && from < bought->end();) {
            const period month = month_at(c, o, from)->month;
            const period part{from, detail::smaller_of(month.end(), bought->end())};
            const auto others = detail::units_running(life, a, from, excluded);
            const auto come = detail::unused_part_of_month(c, month, part.begin());
            const auto gone = detail::unused_part_of_month(c, month, part.end());
            if (const auto known = first_error(others, come, gone); !known) return known.error();
            const auto price =
                detail::price_of_units(c, a, o.edition, o.version, *others, units, *come, *gone);
            const auto next =
                price.and_then([&](const scaled& more) { return checked_add(sum, more); });
            if (!next) return next.error();
            sum = *next;
            from = part.end();
        }
    }
    return sum.round(c.offering->rating.mode);
}

/// The list price of units of an add-on for one whole month in an edition, as the last ones after
/// `others`. Errors as for the overload that reads a subscription.
[[nodiscard]] constexpr result<money> price_of_add_on(const catalog_view& c, add_on_id a,
                                                      edition_id e, version_id v, quantity units,
                                                      quantity others = {}) {
    if (!c.has(a)) return catalog_errc::unknown_add_on;
    return detail::price_of_units(c, a, e, v, others, units).and_then([&](const scaled& price) {
        return price.round(c.offering->rating.mode);
    });
}

/// What more units of an add-on cost if bought at `now`, or why none are sold. They run until the
/// end of the time that orders cover without a gap, at the list prices of these orders.
///
/// Errors as for `state_at` and `price_of_add_on`.
[[nodiscard]] constexpr result<answer<add_on_quote, add_on_refusal>> quote_add_on(
    const timeline_view& life, add_on_id a, quantity units, instant now) {
    const catalog_view& c = life.catalog();
    if (!c.has(a)) return catalog_errc::unknown_add_on;
    const auto current = state_at(life, now);
    if (!current) return current.error();
    if (current->state != state::active) return add_on_refusal::not_active;
    const instant ends = covered_until(life, now);
    if (ends == now) return add_on_refusal::nothing_running;
    const auto price = price_of_add_on(life, a, units, period{now, ends});
    if (!price) return price.error();
    return add_on_quote{.add_on = a, .units = units, .begins = now, .ends = ends, .price = *price};
}

/// The purchase made by accepting an offer.
[[nodiscard]] constexpr add_on_purchase purchase_of(const add_on_quote& quote,
                                                    purchase_id id) noexcept {
    return {.id = id,
            .add_on = quote.add_on,
            .units = quote.units,
            .begins = quote.begins,
            .ends = quote.ends};
}

/// The part of a purchase's list price that is left at `now`: the credit when a change ends the
/// add-on, or when its units are returned. The whole price before the purchase begins, and zero
/// once it is over. Errors as for `price_of_add_on`.
[[nodiscard]] constexpr result<money> left_of_add_on(const timeline_view& life,
                                                     const add_on_purchase& p, instant now) {
    const catalog_view& c = life.catalog();
    const instant from = detail::larger_of(now, p.begins);
    if (p.ends <= from) return money{0, c.unit()};
    return price_of_add_on(life, p.add_on, p.units, period{from, p.ends}, p.id);
}

}  // namespace ratecard::inline v0

#endif
