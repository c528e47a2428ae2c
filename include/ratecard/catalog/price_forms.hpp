// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PRICE_FORMS_HPP
#define RATECARD_CATALOG_PRICE_FORMS_HPP

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include <ratecard/catalog/fault.hpp>
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

/// The forms of a price: steps, percentages, capacities and matrices, and the conversion of units.
namespace ratecard::inline v0 {

/// A step of a price: the units above the step before, up to and including `up_to`. One price for
/// all units is one step without a bound.
///
/// Bounds and packages are counted like quantities, in `10^-pricing::scale` of a unit.
struct tier {
    limit up_to = limit::unlimited();
    decimal unit_price{};
    decimal flat{};  ///< charged once if the step is used
    /// The number of units that are sold only together: `unit_price` is the price of one package.
    std::optional<quantity> package{};

    friend constexpr bool operator==(const tier&, const tier&) = default;
};

/// The step of a row of a price list.
[[nodiscard]] constexpr const tier& step_of(const tier& t) noexcept { return t; }

/// A step of a price, or a row of a price list with a step.
template <class Row>
concept price_row = requires(const Row& row) {
    { step_of(row) } -> std::same_as<const tier&>;
};

/// How the steps of a price apply to a quantity. For 15 units with steps up to 10 at 2.00 and above
/// at 1.00: 10 x 2.00 + 5 x 1.00 graduated, 15 x 1.00 by volume.
enum class tiering : std::uint8_t {
    graduated,  ///< each step prices the units in it
    volume,     ///< the step that contains the quantity prices all units
    stairstep,  ///< the step that contains the quantity costs its flat amount
};

/// What happens to units above the bound of the last step. If it has no bound, there are none.
enum class beyond_tiers : std::uint8_t {
    unstated,   ///< an error if the last step is bounded
    refused,    ///< rating them is an error
    last_tier,  ///< the last step prices them too
    unbilled,   ///< they cost nothing
};

/// How included units are taken off the usage.
enum class inclusion : std::uint8_t {
    deducted,   ///< the rest is priced, from the first step on
    free_tier,  ///< a free first step: the other bounds move up, and a volume price above it prices
                ///< the included units too
};

/// Whether the last package of a step is charged if it is not full.
enum class part_package : std::uint8_t { charged, free };

/// How the amount of a quantity is computed from the steps of a price. By default each unit has the
/// price of its step.
struct pricing {
    tiering tiers = tiering::graduated;
    beyond_tiers beyond = beyond_tiers::unstated;
    /// The flat amount of the first step is due even if no unit is charged.
    bool flat_when_unused = false;
    part_package rest = part_package::charged;
    inclusion included = inclusion::deducted;
    /// For volume and stairstep: the quantity is rounded up to whole units to find the step.
    bool tier_by_whole_units = false;
    /// The decimals of a unit, 0 to 6: quantities count `10^-scale` of a unit. With 3, a quantity
    /// of 1,500 is 1.5 units. Prices are for one unit.
    int scale = 0;

    static constexpr int max_scale = 6;

    friend constexpr bool operator==(const pricing&, const pricing&) = default;
};

/// The first error in the steps of a price, or nothing. A step has only an upper bound, so there
/// can be no gaps.
///
/// `catalog_errc::no_price` if there is no step, `catalog_errc::tiers_do_not_increase`,
/// `catalog_errc::tier_after_the_open_one`, `catalog_errc::tiers_without_an_open_end` if the last
/// step is bounded and `model.beyond` is unstated, `catalog_errc::negative_price`,
/// `catalog_errc::empty_package`, `catalog_errc::stairstep_with_a_unit_price`,
/// `core_errc::policy_out_of_range` if the scale is not 0 to 6.
template <price_row Row>
[[nodiscard]] constexpr std::optional<row_fault> find_tier_fault(
    const pricing& model, std::span<const Row> rows) noexcept {
    if (rows.empty()) return row_fault{catalog_errc::no_price, 0};
    if (model.scale < 0 || model.scale > pricing::max_scale)
        return row_fault{core_errc::policy_out_of_range, 0};
    limit below{};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const tier& t = step_of(rows[i]);
        if (t.unit_price.is_negative() || t.flat.is_negative())
            return row_fault{catalog_errc::negative_price, i};
        if (below.is_unlimited()) return row_fault{catalog_errc::tier_after_the_open_one, i};
        if (!(below < t.up_to)) return row_fault{catalog_errc::tiers_do_not_increase, i};
        below = t.up_to;
        if (t.package && *t.package == quantity{}) return row_fault{catalog_errc::empty_package, i};
        if (model.tiers == tiering::stairstep && t.unit_price != decimal{})
            return row_fault{catalog_errc::stairstep_with_a_unit_price, i};
    }
    if (model.beyond == beyond_tiers::unstated && !below.is_unlimited())
        return row_fault{catalog_errc::tiers_without_an_open_end, rows.size() - 1};
    return std::nullopt;
}

/// A price of transactions by their amounts: a rate of each amount, a fixed price for each
/// transaction, and free first transactions. At a rate of 0.029 and 0.30 per event, a transaction
/// of 100.00 costs 3.20.
///
/// Amounts count `10^-scale` of the main unit of the currency. If no scale is stated, they count
/// minor units: cents of a dollar, whole yen, thousandths of a dinar.
struct percentage {
    decimal rate{};       ///< part of the amount: 0.013 for 1.3 %
    decimal per_event{};  ///< for each transaction that is not entirely free
    /// The first transactions are free, up to this number and up to this amount in all, whichever
    /// is reached first. Without both limits nothing is free.
    std::optional<quantity> free_events{};
    std::optional<quantity> free_amount{};
    /// The least and the most that a paid transaction costs, rate and fixed price together.
    std::optional<decimal> least{};
    std::optional<decimal> most{};
    std::optional<int> scale{};  ///< 0 to 6; none: the decimals of the currency
    /// Whether a transaction of 0.00 is free. If not, its fixed price and its least are due, unless
    /// it is one of the free transactions.
    bool zero_is_free = false;

    /// The decimals in which amounts of `unit` are counted.
    [[nodiscard]] constexpr int decimals_of(currency unit) const noexcept {
        return scale.value_or(unit.digits());
    }

    friend constexpr bool operator==(const percentage&, const percentage&) = default;
};

/// The error in a percentage, or nothing: `catalog_errc::negative_price`, or
/// `core_errc::policy_out_of_range` if `least` is above `most`, or a stated scale is not 0 to 6.
[[nodiscard]] constexpr std::optional<errc> find_percentage_fault(const percentage& p) noexcept {
    for (const decimal& price :
         {p.rate, p.per_event, p.least.value_or(decimal{}), p.most.value_or(decimal{})})
        if (price.is_negative()) return catalog_errc::negative_price;
    const int scale = p.scale.value_or(0);
    if (scale < 0 || scale > 6 || (p.least && p.most && *p.most < *p.least))
        return core_errc::policy_out_of_range;
    return std::nullopt;
}

/// A row of the price list: the percentage of a charge of transactions, in one edition and
/// price-book version.
struct percentage_price {
    version_id version{};
    edition_id edition{};
    charge_id charge{};
    percentage price{};
    std::optional<currency> unit{};  ///< none: the offering's

    friend constexpr bool operator==(const percentage_price&, const percentage_price&) = default;
};

/// A step of a capacity price: one price for several units together, up to a limit for each of
/// them.
template <std::size_t Units>
struct capacity_tier {
    std::array<limit, Units> limits{};
    decimal price{};

    /// Whether no unit is above its limit. The limit itself is included.
    [[nodiscard]] constexpr bool holds(const std::array<quantity, Units>& used) const noexcept {
        for (std::size_t u = 0; u < Units; ++u)
            if (!limits[u].admits(quantity{}, used[u])) return false;
        return true;
    }

    friend constexpr bool operator==(const capacity_tier&, const capacity_tier&) = default;
};

/// The greatest number of units of a capacity in a catalog.
inline constexpr std::size_t max_capacity_units = 4;

/// A row of the price list: one step of a capacity price, in one edition and price-book version.
/// The steps of a charge are listed together, in the order of their limits.
struct capacity_price {
    version_id version{};
    edition_id edition{};
    charge_id charge{};
    capacity_tier<max_capacity_units> step{};
    std::optional<currency> unit{};  ///< none: the offering's

    friend constexpr bool operator==(const capacity_price&, const capacity_price&) = default;
};

template <std::size_t Units>
[[nodiscard]] constexpr const capacity_tier<Units>& step_of(
    const capacity_tier<Units>& tier) noexcept {
    return tier;
}
[[nodiscard]] constexpr const capacity_tier<max_capacity_units>& step_of(
    const capacity_price& p) noexcept {
    return p.step;
}

/// The number of units in a step of a capacity price.
template <class Row>
inline constexpr std::size_t capacity_units =
    std::tuple_size_v<std::remove_cvref_t<decltype(step_of(std::declval<const Row&>()).limits)>>;

/// The first error in the steps of a capacity price, or nothing: `catalog_errc::no_price` if there
/// is no step, `catalog_errc::negative_price`, or `catalog_errc::tiers_do_not_increase` for a step
/// that has a smaller limit than the one before, or no larger one.
template <class Row>
[[nodiscard]] constexpr std::optional<row_fault> find_capacity_fault(
    std::span<const Row> rows) noexcept {
    if (rows.empty()) return row_fault{catalog_errc::no_price, 0};
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& limits = step_of(rows[i]).limits;
        if (step_of(rows[i]).price.is_negative()) return row_fault{catalog_errc::negative_price, i};
        if (i == 0) continue;
        const auto& below = step_of(rows[i - 1]).limits;
        bool more = false, less = false;
        for (std::size_t u = 0; u < limits.size(); ++u) {
            more = more || below[u] < limits[u];
            less = less || limits[u] < below[u];
        }
        if (less || !more) return row_fault{catalog_errc::tiers_do_not_increase, i};
    }
    return std::nullopt;
}

/// The attributes on which a unit price depends: one to three, such as the region and the size of a
/// machine.
struct matrix_dimensions {
    std::array<attribute_id, 3> by{};
    std::size_t count = 0;  ///< how many entries of `by` are used, 1 to 3

    static constexpr std::size_t most = 3;

    friend constexpr bool operator==(const matrix_dimensions&, const matrix_dimensions&) = default;
};

/// A row of a price matrix: the unit price for one value of each dimension. The default row has no
/// values; it prices everything that no other row prices.
struct matrix_row {
    std::optional<std::array<std::int64_t, 3>> values{};
    decimal unit_price{};

    friend constexpr bool operator==(const matrix_row&, const matrix_row&) = default;
};

/// A row of the price list: one row of the price matrix of a charge, in one edition and price-book
/// version.
struct matrix_price {
    version_id version{};
    edition_id edition{};
    charge_id charge{};
    matrix_row row{};
    std::optional<currency> unit{};  ///< none: the offering's

    friend constexpr bool operator==(const matrix_price&, const matrix_price&) = default;
};

/// The matrix row of a row of a price list.
[[nodiscard]] constexpr const matrix_row& row_of(const matrix_row& row) noexcept { return row; }
[[nodiscard]] constexpr const matrix_row& row_of(const matrix_price& p) noexcept { return p.row; }

/// A row of a price matrix, or a row of a price list with a matrix row.
template <class Row>
concept price_matrix_row = requires(const Row& row) {
    { row_of(row) } -> std::same_as<const matrix_row&>;
};

/// The place of the row that prices a unit with the attributes `used`: the row with the same values
/// in all dimensions, or else the default row.
/// \pre `!find_price_matrix_fault(dimensions, rows)`.
template <price_matrix_row Row>
[[nodiscard]] constexpr std::size_t place_of(const matrix_dimensions& dimensions,
                                             std::span<const Row> rows,
                                             const attributes& used) noexcept {
    std::size_t default_row = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const matrix_row& row = row_of(rows[i]);
        if (!row.values) {
            default_row = i;
            continue;
        }
        bool fits = true;
        for (std::size_t d = 0; d < dimensions.count; ++d)
            fits = fits && used.has(dimensions.by[d]) &&
                   used.value(dimensions.by[d]) == (*row.values)[d];
        if (fits) return i;
    }
    return default_row;
}

/// The first error in the rows of a price matrix, or nothing: `core_errc::policy_out_of_range` if
/// the number of dimensions is not 1 to 3, `catalog_errc::negative_price`,
/// `catalog_errc::duplicate_value` for two rows of the same values or two default rows, or
/// `catalog_errc::no_price` if there is no default row.
template <price_matrix_row Row>
[[nodiscard]] constexpr std::optional<row_fault> find_price_matrix_fault(
    const matrix_dimensions& dimensions, std::span<const Row> rows) noexcept {
    if (dimensions.count < 1 || dimensions.count > matrix_dimensions::most)
        return row_fault{core_errc::policy_out_of_range, 0};
    const auto same = [&](const matrix_row& a, const matrix_row& b) {
        if (a.values.has_value() != b.values.has_value()) return false;
        for (std::size_t d = 0; a.values && d < dimensions.count; ++d)
            if ((*a.values)[d] != (*b.values)[d]) return false;
        return true;
    };
    bool has_default = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (row_of(rows[i]).unit_price.is_negative())
            return row_fault{catalog_errc::negative_price, i};
        for (std::size_t j = 0; j < i; ++j)
            if (same(row_of(rows[i]), row_of(rows[j])))
                return row_fault{catalog_errc::duplicate_value, i};
        has_default = has_default || !row_of(rows[i]).values;
    }
    if (!has_default) return row_fault{catalog_errc::no_price, rows.empty() ? 0 : rows.size() - 1};
    return std::nullopt;
}

/// Converts a metered quantity to priced units, such as bytes to gigabytes.
struct unit_conversion {
    enum class operation : std::uint8_t { multiply, divide };

    operation by = operation::multiply;
    decimal factor{};
    /// How the result is rounded to `scale` decimals; with `exact`, a lost digit is an error.
    rounding rounded = rounding::exact;
    int scale = 0;  ///< decimals of the converted unit, 0 to 6

    friend constexpr bool operator==(const unit_conversion&, const unit_conversion&) = default;
};

/// The converted quantity, in `10^-conversion.scale` of a unit; `metered` is in `10^-scale` of a
/// unit. 1,400 divided by 1,000 and rounded up to scale 0 is 2.
///
/// `core_errc::policy_out_of_range` if the factor is not above zero or a scale is not 0 to 6,
/// `money_errc::inexact` if `exact` would lose a digit, `core_errc::quantity_too_large`.
[[nodiscard]] constexpr result<quantity> converted(const unit_conversion& conversion,
                                                   quantity metered, int scale = 0) {
    if (conversion.factor <= decimal{} || conversion.scale < 0 || conversion.scale > 6 ||
        scale < 0 || scale > 6)
        return core_errc::policy_out_of_range;
    const std::uint64_t per_unit = detail::power_of_ten(conversion.scale);
    const bool divides = conversion.by == unit_conversion::operation::divide;
    // An amount without a currency: its minor unit is the smallest priced unit.
    const exact product = exact::product(
        divides ? *decimal::from(static_cast<std::int64_t>(per_unit), 0) : conversion.factor,
        metered, currency{}, scale);
    const ratio part = divides ? ratio{detail::power_of_ten(conversion.factor.scale()),
                                       static_cast<std::uint64_t>(conversion.factor.count())}
                               : ratio{per_unit, 1};
    const auto count = scaled{product, part}.round(conversion.rounded);
    if (!count) return count == core_errc::overflow ? core_errc::quantity_too_large : count.error();
    return quantity::from(count->minor_units());
}

}  // namespace ratecard::inline v0

#endif
