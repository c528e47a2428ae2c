// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_ADD_ON_QUOTE_HPP
#define RATECARD_BILLING_ADD_ON_QUOTE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/billing/add_on_worth.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/product.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/answer.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
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
    none,              ///< not refused
    not_active,        ///< the subscription is expired, suspended or gone
    nothing_running,   ///< no order is in effect that the units could accompany
    not_sold_with_it,  ///< the add-on is not sold with the edition that is in force
    needs_another,     ///< it is sold only to customers who have another add-on
    excluded,          ///< the customer has an add-on that cannot be had beside it
    /// They would change nothing: an override decides all that they give, or the customer has it
    /// already, such as an unlimited quota.
    gives_nothing,
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
                                         std::optional<purchase_id> excluded = {}) {
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

/// `a - b`; zero where `b` is the larger one.
constexpr result<ratio> difference(ratio a, ratio b) {
    if (a <= b) return ratio{};
    if (a.denominator() == b.denominator())
        return ratio{a.numerator() - b.numerator(), a.denominator()};
    if (b.numerator() == 0) return a;
    const auto whole = checked_multiply(ratio{1, a.denominator()}, ratio{1, b.denominator()});
    if (!whole) return whole.error();
    const std::uint64_t from = whole->denominator() / a.denominator() * a.numerator();
    const std::uint64_t less = whole->denominator() / b.denominator() * b.numerator();
    return ratio{from - less, whole->denominator()};
}

/// Units of an add-on as they were sold. Those of one add-on are priced in the order of their begin,
/// and then of their ids: each after those that ran already.
struct sold_units {
    add_on_id add_on{};
    quantity units{};
    instant begins{};
    std::uint64_t id = UINT64_MAX;  ///< of a quote: after all others

    /// Whether a purchase was sold before these units, and ran when they were sold.
    [[nodiscard]] constexpr bool come_after(const add_on_purchase& p,
                                            const held_add_on& held) const {
        const bool earlier = p.begins < begins || (p.begins == begins && p.id.value < id);
        return p.add_on == add_on && earlier && begins < held.end;
    }
};

/// The units before some others at `t`, as known when those were sold. Purchases that were given up
/// later still count, because the others were paid for at the prices after them.
constexpr result<quantity> units_before(const timeline_view& life, const sold_units& sold,
                                        instant t) {
    quantity sum{};
    for (const held_add_on& held : life.add_ons()) {
        const add_on_purchase& p = life.facts().add_ons[held.place];
        if (!sold.come_after(p, held) || p.ends <= t) continue;
        const auto next = checked_add(sum, p.units);
        if (!next) return next;
        sum = *next;
    }
    return sum;
}

/// The rule of the catalog by which an add-on is not sold at `t`.
constexpr add_on_refusal refused_by_rules(const timeline_view& life, add_on_id a, instant t) {
    const catalog_view& c = life.catalog();
    if (c.add_on_rules.empty()) return add_on_refusal::none;
    if (!c.is_sold_with(a, edition_at(life, t))) return add_on_refusal::not_sold_with_it;
    const auto has = [&](add_on_id other) {
        for (const held_add_on& held : life.add_ons()) {
            const add_on_purchase& p = life.facts().add_ons[held.place];
            if (p.add_on == other && held.contains(t) && p.units != quantity{}) return true;
        }
        return false;
    };
    for (std::size_t i = 0; i < c.add_ons.size(); ++i) {
        const add_on_id other{static_cast<std::uint16_t>(i)};
        if (c.needs(a, other) && !has(other)) return add_on_refusal::needs_another;
    }
    for (std::size_t i = 0; i < c.add_ons.size(); ++i) {
        const add_on_id other{static_cast<std::uint16_t>(i)};
        if (c.excludes(a, other) && has(other)) return add_on_refusal::excluded;
    }
    return add_on_refusal::none;
}

/// What is left at `now` of the price of units for a part of a month: at its begin all of it, at its
/// end nothing, and in between its unused part, flat amounts included.
constexpr result<scaled> price_left(const timeline_view& life, const sold_units& sold,
                                    const order& plan, const period& month, const period& part,
                                    instant now) {
    const catalog_view& c = life.catalog();
    const auto others = units_before(life, sold, part.begin());
    const auto come = unused_part_of_month(c, month, part.begin());
    const auto gone = unused_part_of_month(c, month, part.end());
    if (const auto known = first_error(others, come, gone); !known) return known.error();
    const auto price = price_of_units(c, sold.add_on, plan.edition, plan.version, *others,
                                      sold.units, *come, *gone);
    if (!price || now <= part.begin()) return price;
    const auto left_of_month = unused_part_of_month(c, month, now);
    if (!left_of_month) return left_of_month.error();
    const auto left = difference(*left_of_month, *gone), all = difference(*come, *gone);
    if (const auto known = first_error(left, all); !known) return known.error();
    if (left->numerator() == 0) return scaled{exact{money{0, c.unit()}}, ratio{1, 1}};
    // Counted in calendar months, the part that is left can grow from one month to the next.
    if (!(*left < *all)) return price;
    const auto share = checked_multiply(*left, ratio{all->denominator(), all->numerator()});
    if (!share) return share.error();
    const auto part_left = checked_multiply(price->part(), *share);
    if (!part_left) return part_left.error();
    return scaled{price->whole(), *part_left};
}

/// What is left at `now` of the price of units from their begin to `ends`, for the time that orders
/// cover.
constexpr result<money> price_left(const timeline_view& life, const sold_units& sold, instant ends,
                                   instant now) {
    const catalog_view& c = life.catalog();
    const rounding mode = c.offering->rating.mode;
    scaled sum{exact{money{0, c.unit()}}, ratio{1, 1}};
    const bool is_once = c[sold.add_on].paid == add_on_payment::once;
    const std::span<const stretch> all = life.stretches();
    const instant from = is_once ? sold.begins : larger_of(sold.begins, now);
    for (std::size_t i = count_before(all, [&](const stretch& s) { return s.end <= from; });
         i < all.size() && all[i].begin < ends; ++i) {
        if (!all[i].is_prepaid()) continue;
        const order& o = life.facts().orders[all[i].plan.index];
        if (is_once) {
            if (!all[i].contains(sold.begins) || sold.begins < now) break;
            return price_of_units(c, sold.add_on, o.edition, o.version, {}, sold.units)
                .and_then([&](const scaled& price) { return price.round(mode); });
        }
        const instant first = larger_of(all[i].begin, sold.begins);
        const instant last = smaller_of(all[i].end, ends);
        // The month of `now` counts from where the units began in it.
        for (instant t = larger_of(first, now); t < last;) {
            const period month = month_at(c, o, t)->month;
            const period part{larger_of(month.begin(), first), smaller_of(month.end(), last)};
            const auto next =
                price_left(life, sold, o, month, part, now).and_then([&](const scaled& more) {
                    return checked_add(sum, more);
                });
            if (!next) return next.error();
            sum = *next;
            t = part.end();
        }
    }
    return sum.round(mode);
}

}  // namespace detail

/// The list price of units of an add-on that are bought at the begin of `within`, for the part of it
/// that orders cover. The units are priced as the last ones after those that already run. Each month
/// of an order has the price of its own edition and version; a partial month counts by the
/// offering's billing policy, but flat amounts are due in full. The sum is rounded once. An add-on
/// that is paid once costs its price once, if an order covers the begin.
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
                                                      quantity units, const period& within) {
    const catalog_view& c = life.catalog();
    if (!c.has(a)) return catalog_errc::unknown_add_on;
    if (!c[a].charged) return catalog_errc::no_price;
    const detail::sold_units sold{.add_on = a, .units = units, .begins = within.begin()};
    return detail::price_left(life, sold, within.end(), within.begin());
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
/// end of the time that orders cover without a gap, at the list prices of these orders. Beside a plan
/// that is billed period by period they are billed with it: see `billing/preview.hpp`.
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
    if (const auto why = detail::refused_by_rules(life, a, now); why != add_on_refusal::none)
        return why;
    if (units != quantity{} && !detail::gives_more(life, a, now, ends))
        return add_on_refusal::gives_nothing;
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
/// add-on, or when its units are returned. The whole price until the purchase begins, and zero once
/// it is over. In between it falls with the unused part of each month, flat amounts included. Of an
/// add-on that is paid once, nothing is left after its begin.
///
/// For example, units for 10.00 and a flat 4.00 a month, half of which is over, have 7.00 left.
///
/// Several purchases of one add-on are priced one after another, as they were sold: what is left of
/// them adds up to what is left of what they cost together. Errors as for `price_of_add_on`.
[[nodiscard]] constexpr result<money> left_of_add_on(const timeline_view& life,
                                                     const add_on_purchase& p, instant now) {
    const catalog_view& c = life.catalog();
    if (!c.has(p.add_on)) return catalog_errc::unknown_add_on;
    if (p.ends <= now || p.ends <= p.begins) return money{0, c.unit()};
    if (!c[p.add_on].charged) return catalog_errc::no_price;
    const detail::sold_units sold{
        .add_on = p.add_on, .units = p.units, .begins = p.begins, .id = p.id.value};
    return detail::price_left(life, sold, p.ends, now);
}

}  // namespace ratecard::inline v0

#endif
