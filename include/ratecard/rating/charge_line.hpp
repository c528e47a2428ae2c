// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_CHARGE_LINE_HPP
#define RATECARD_RATING_CHARGE_LINE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/attributes.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/fee.hpp>

/// A reading of a meter, and the charge that it is rated as.
namespace ratecard::inline v0 {

/// Units that were used with the same attributes.
struct used_with {
    attributes by{};
    quantity used{};

    friend constexpr bool operator==(const used_with&, const used_with&) = default;
};

/// What a meter read in a billing period. For a charge that is not by usage: the quantity
/// subscribed to. The kind of the price decides which of `used`, `each` and `with` is read; the
/// other two are ignored.
struct metered {
    charge_id charge{};
    quantity used{};  ///< as metered, before a conversion
    /// Included units agreed with this customer; they replace those of the catalog.
    std::optional<limit> included{};
    /// The place of the segment in which it was used, if prices change within the period.
    std::size_t segment = 0;
    /// Usage earlier in the period, in priced units. It consumes the included units first and is
    /// not billed again. For a percentage: the amount of the earlier transactions. `rate_period`
    /// adds that of earlier segments.
    quantity used_before{};
    quantity events_before{};  ///< the number of transactions earlier in the period
    /// For a percentage: the amounts of the transactions in their order. For a capacity: the
    /// quantity of each of its units. The caller keeps them alive.
    std::span<const quantity> each{};
    /// For a price matrix: the units used with each combination of attributes. The caller keeps
    /// them alive.
    std::span<const used_with> with{};
    /// The part of the free units, free transactions and free amount of the price that this reading
    /// may use, rounded down; none: all of them. `rate_period` sets it if a segment has a part.
    std::optional<ratio> free_part{};
    bool in_priced_units = false;  ///< `used` is not converted

    /// Compares the elements of the spans, not their addresses.
    friend constexpr bool operator==(const metered& a, const metered& b) noexcept {
        const auto same = [](const auto& left, const auto& right) {
            if (left.size() != right.size()) return false;
            for (std::size_t i = 0; i < left.size(); ++i)
                if (!(left[i] == right[i])) return false;
            return true;
        };
        return a.charge == b.charge && a.used == b.used && a.included == b.included &&
               a.segment == b.segment && a.used_before == b.used_before &&
               a.events_before == b.events_before && a.free_part == b.free_part &&
               a.in_priced_units == b.in_priced_units && same(a.each, b.each) &&
               same(a.with, b.with);
    }
};

/// One rated charge of a billing period: what was used, what of it is charged, and the amount with
/// the values it is computed from.
struct charge_line {
    charge_id charge{};
    edition_id edition{};
    version_id version{};
    std::size_t segment = 0;
    quantity metered{};      ///< as the meter read it
    bool converted = false;  ///< whether `used` was converted from `metered`
    quantity used{};         ///< in the units that are priced; for a percentage, an amount
    /// Units that are not charged, including the free units. Those used up earlier in the period
    /// are subtracted.
    limit included{};
    quantity free_units{};  ///< the part of `included` that is a usage discount
    quantity charged{};     ///< the units above the included ones
    bool promoted = false;  ///< free by a promotion: the amount is zero, however much was used
    std::optional<decimal> unit_price{};  ///< set if one price holds for every unit
    quantity transactions{};              ///< for a percentage: their number
    charged_transactions paid{};          ///< for a percentage: those that cost something
    exact before_rounding{};
    rounding rounded{};
    rounding_point point = rounding_point::charge;  ///< what is rounded
    money amount{};

    friend constexpr bool operator==(const charge_line&, const charge_line&) = default;
};

/// The rule by which a step of an explanation computes its value.
enum class derivation : std::uint8_t {
    sum,         ///< the sum of its parts
    by_unit,     ///< units x price
    by_package,  ///< packages x price
    by_event,    ///< transactions x price
    flat,        ///< the price, once
};

/// One unrounded product term (units x price) of a non-tiered charge.
struct priced_part {
    derivation by{};
    /// For a matrix, the place of its row; for a capacity, the place of its step. For a percentage:
    /// 0 is the rate, 1 the fixed part, 2 the least and 3 the most that a transaction costs.
    std::size_t step = 0;
    quantity units{};  ///< units, or transactions
    decimal price{};
    exact value{};

    friend constexpr bool operator==(const priced_part&, const priced_part&) = default;
};

/// The units of a reading, and those of them that are charged.
struct read_units {
    quantity used{};
    quantity charged{};
    int scale = 0;                ///< both count in `10^-scale` of a unit
    quantity transactions{};      ///< for a percentage: their number
    charged_transactions paid{};  ///< for a percentage: those that cost something

    friend constexpr bool operator==(const read_units&, const read_units&) = default;
};

namespace detail {

/// A part of a number of units, rounded down. `core_errc::quantity_too_large` if it is too large.
constexpr result<quantity> part_of(quantity all, const ratio& part) {
    const wide product = multiply(static_cast<std::uint64_t>(all.count()), part.numerator());
    const wide whole = divide(product, part.denominator()).value;
    if (whole.high != 0 || whole.low > static_cast<std::uint64_t>(quantity::max_count))
        return core_errc::quantity_too_large;
    return quantity{static_cast<std::int64_t>(whole.low)};
}

/// A percentage of which only a part is free.
constexpr result<percentage> with_free_part(percentage price, const std::optional<ratio>& part) {
    if (!part) return price;
    for (std::optional<quantity>* const free : {&price.free_events, &price.free_amount}) {
        if (!*free) continue;
        const auto some = part_of(**free, *part);
        if (!some) return some.error();
        *free = *some;
    }
    return price;
}

}  // namespace detail

/// Calls `visit` with each part of the price of transactions. Returns the sum of their amounts, and
/// the part of it that is charged. Errors as for `charged_of`.
constexpr result<read_units> for_each_priced_part(const percentage& whole, const metered& m,
                                                  currency unit, auto&& visit) {
    const auto parted = detail::with_free_part(whole, m.free_part);
    if (!parted) return parted.error();
    const percentage& price = *parted;
    quantity sum;
    for (const quantity amount : m.each) {
        const auto new_sum = checked_add(sum, amount);
        if (!new_sum) return new_sum.error();
        sum = *new_sum;
    }
    const auto charged = charged_of(price, m.each, unit, m.events_before, m.used_before);
    if (!charged) return charged.error();
    const int scale = price.decimals_of(unit);
    const auto part = [&](derivation by, std::size_t step, quantity units, const decimal& each) {
        if (units != quantity{} && each != decimal{})
            visit(priced_part{
                by, step, units, each,
                exact::product(each, units, unit, by == derivation::by_unit ? scale : 0)});
    };
    part(derivation::by_unit, 0, charged->amount, price.rate);
    part(derivation::by_event, 1, charged->events, price.per_event);
    part(derivation::by_event, 2, charged->at_least, price.least.value_or(decimal{}));
    part(derivation::by_event, 3, charged->at_most, price.most.value_or(decimal{}));
    return read_units{sum, charged->amount, scale,
                      quantity{static_cast<std::int64_t>(m.each.size())}, *charged};
}

/// Calls `visit` with the price of a capacity, which is one price for all its units.
/// `core_errc::capacity_exceeded` if the reading has more units than a capacity can have.
/// `catalog_errc::beyond_the_last_tier` if no step holds them.
constexpr result<read_units> for_each_priced_part(std::span<const capacity_price> steps,
                                                  const metered& m, currency unit, auto&& visit) {
    std::array<quantity, max_capacity_units> used{};
    if (m.each.size() > used.size()) return core_errc::capacity_exceeded;
    for (std::size_t u = 0; u < m.each.size(); ++u) used[u] = m.each[u];
    const auto place = capacity_step(steps, used);
    if (!place) return place.error();
    if (*place) {
        const decimal& price = steps[**place].step.price;
        visit(priced_part{derivation::flat, **place, quantity{1}, price,
                          exact::product(price, quantity{1}, unit)});
    }
    return read_units{};
}

/// Calls `visit` with what is charged by each row of a price matrix. Included units are taken off
/// the first readings. `core_errc::quantity_too_large` if the units have no sum.
constexpr result<read_units> for_each_priced_part(const matrix_dimensions& dimensions,
                                                  std::span<const matrix_price> rows, int scale,
                                                  const limit& included, const metered& m,
                                                  currency unit, auto&& visit) {
    read_units read{.scale = scale};
    for (const used_with& u : m.with) {
        const auto new_used = checked_add(read.used, u.used);
        if (!new_used) return new_used.error();
        read.used = *new_used;
    }
    if (included.is_unlimited()) return read;
    read.charged = read.used.above(included.most());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        quantity free = included.most();
        std::int64_t units = 0;
        for (const used_with& u : m.with) {
            if (place_of(dimensions, rows, u.by) == row) units += u.used.above(free).count();
            free = free.above(u.used);
        }
        const decimal& price = rows[row].row.unit_price;
        if (units != 0)
            visit(priced_part{derivation::by_unit, row, quantity{units}, price,
                              exact::product(price, quantity{units}, unit, scale)});
    }
    return read;
}

/// Calls `visit` with each part of the price of a reading, for a charge that is priced by
/// percentage, capacity or matrix. `catalog_errc::no_price` if the version has no such price for
/// the edition. Otherwise errors as for these three prices; then nothing was visited.
/// \pre the ids are of this catalog.
constexpr result<read_units> for_each_priced_part(const catalog_view& c, edition_id e, version_id v,
                                                  const limit& included, const metered& m,
                                                  auto&& visit) {
    if (const percentage* const price = c.percentage_of(m.charge, e, v))
        return for_each_priced_part(*price, m, c.unit(), visit);
    if (const auto steps = c.capacity_of(m.charge, e, v); !steps.empty())
        return for_each_priced_part(steps, m, c.unit(), visit);
    if (const auto rows = c.matrix_of(m.charge, e, v); !rows.empty())
        return for_each_priced_part(c[m.charge].dimensions, rows, c[m.charge].pricing.scale,
                                    included, m, c.unit(), visit);
    return catalog_errc::no_price;
}

}  // namespace ratecard::inline v0

#endif
