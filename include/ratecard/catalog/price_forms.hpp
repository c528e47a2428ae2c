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

namespace ratecard::inline v0 {

/// A step of a price: what lies above the step before, up to and including `up_to`. A price for
/// every unit is one open step.
///
/// Bounds and packages are counted as quantities are: in the smallest unit of the charge
/// (`pricing::scale`).
struct tier {
    limit up_to = limit::unlimited();
    decimal unit_price{};
    decimal flat{};  ///< once, when the step is entered or reached
    /// Units that are sold together only: `unit_price` is then the price of one package.
    std::optional<quantity> package{};

    friend constexpr bool operator==(const tier&, const tier&) = default;
};

/// The step that a row of a price list states.
[[nodiscard]] constexpr const tier& step_of(const tier& t) noexcept { return t; }

/// A step of a price, or a row of a price list that states one.
template <class Row>
concept price_row = requires(const Row& row) {
    { step_of(row) } -> std::same_as<const tier&>;
};

/// Which steps of a price a quantity is priced by.
enum class tiering : std::uint8_t {
    graduated,  ///< each step prices what lies in it
    volume,     ///< the step that holds the quantity prices all of it
    stairstep,  ///< the step that holds the quantity has one price, its flat amount
};

/// What becomes of units above the bound of the last step. An open last step leaves none.
enum class beyond_tiers : std::uint8_t {
    unstated,   ///< a fault of a catalog whose last step is bounded
    refused,    ///< rating them is an error
    last_tier,  ///< the last step prices them too, as if it were open
    unbilled,   ///< they cost nothing
};

/// How included units are taken off what was used.
enum class inclusion : std::uint8_t {
    deducted,   ///< the rest is priced, from the first step on
    free_tier,  ///< a free step before the others: it moves their bounds up, and where a step prices
                ///< the whole quantity the included units are priced with it
};

/// What becomes of the last package of a step, when it is not full.
enum class part_package : std::uint8_t { charged, free };

/// How the steps of a price make an amount of a quantity. With its default, every unit has the
/// price of the step it lies in.
struct pricing {
    tiering tiers = tiering::graduated;
    beyond_tiers beyond = beyond_tiers::unstated;
    /// The flat amount of the first step is due though nothing is charged.
    bool flat_when_unused = false;
    part_package rest = part_package::charged;
    inclusion included = inclusion::deducted;
    /// Volume and stairstep: the step is found with the quantity rounded up to whole units.
    bool tier_by_whole_units = false;
    /// Decimals of a unit, 0 to 6: quantities count `10^-scale` of a unit. Prices are for a unit.
    int scale = 0;

    static constexpr int max_scale = 6;

    friend constexpr bool operator==(const pricing&, const pricing&) = default;
};

/// The first thing that is wrong with the steps of a price, or nothing. A gap or an overlap cannot
/// be written, for a step has an upper bound alone; what is left is named here.
///
/// `catalog_errc::no_price` without a step, `catalog_errc::tiers_do_not_increase`, `catalog_errc::tier_after_the_open_one`,
/// `catalog_errc::tiers_without_an_open_end` when the last step is bounded and `how.beyond` unstated,
/// `catalog_errc::negative_price`, `catalog_errc::empty_package`, `catalog_errc::stairstep_with_a_unit_price`,
/// `core_errc::policy_out_of_range` for the scale.
template <price_row Row>
[[nodiscard]] constexpr std::optional<row_fault> find_tier_fault(
    const pricing& how, std::span<const Row> rows) noexcept {
    if (rows.empty()) return row_fault{catalog_errc::no_price, 0};
    if (how.scale < 0 || how.scale > pricing::max_scale)
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
        if (how.tiers == tiering::stairstep && t.unit_price != decimal{})
            return row_fault{catalog_errc::stairstep_with_a_unit_price, i};
    }
    if (how.beyond == beyond_tiers::unstated && !below.is_unlimited())
        return row_fault{catalog_errc::tiers_without_an_open_end, rows.size() - 1};
    return std::nullopt;
}

/// A price of transactions by their amounts: a rate of each amount and something for each
/// transaction, the first ones free.
///
/// Amounts count `10^-scale` of the main unit of money.
struct percentage {
    decimal rate{};       ///< of the amount: 0.013 for 1.3 %
    decimal per_event{};  ///< once for each transaction of which anything is paid
    /// The first transactions are free, up to so many and up to so much in all: whichever limit is
    /// reached first. None free where neither is stated.
    std::optional<quantity> free_events{};
    std::optional<quantity> free_amount{};
    /// What a paid transaction costs at least and at most, rate and fixed part together.
    std::optional<decimal> least{};
    std::optional<decimal> most{};
    int scale = 2;

    friend constexpr bool operator==(const percentage&, const percentage&) = default;
};

/// What is wrong with such a price, or nothing: `catalog_errc::negative_price`, and
/// `core_errc::policy_out_of_range` for a least above the most, or a scale outside 0 and 6.
[[nodiscard]] constexpr std::optional<errc> find_percentage_fault(const percentage& p) noexcept {
    for (const decimal& price :
         {p.rate, p.per_event, p.least.value_or(decimal{}), p.most.value_or(decimal{})})
        if (price.is_negative()) return catalog_errc::negative_price;
    if (p.scale < 0 || p.scale > 6 || (p.least && p.most && *p.most < *p.least))
        return core_errc::policy_out_of_range;
    return std::nullopt;
}

/// A row of the price list: the price of a charge whose readings are transactions, in one edition
/// and price-book version.
struct percentage_price {
    version_id version{};
    edition_id edition{};
    charge_id charge{};
    percentage price{};
    std::optional<currency> unit{};  ///< none: the offering's

    friend constexpr bool operator==(const percentage_price&, const percentage_price&) = default;
};

/// A step of a capacity price: one price for all, while every unit keeps its limit.
template <std::size_t Units>
struct capacity_tier {
    std::array<limit, Units> limits{};
    decimal price{};

    /// Limits are inclusive.
    [[nodiscard]] constexpr bool holds(const std::array<quantity, Units>& used) const noexcept {
        for (std::size_t u = 0; u < Units; ++u)
            if (!limits[u].admits(quantity{}, used[u])) return false;
        return true;
    }

    friend constexpr bool operator==(const capacity_tier&, const capacity_tier&) = default;
};

/// How many units a capacity of a catalog has at most.
inline constexpr std::size_t max_capacity_units = 4;

/// A row of the price list: one step of the price of a charge whose reading is a capacity, in one
/// edition and price-book version. The steps of a charge stand in the order of their limits; units
/// that a charge does not have are of no step.
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

/// How many units the steps of a capacity price have.
template <class Row>
inline constexpr std::size_t capacity_units =
    std::tuple_size_v<std::remove_cvref_t<decltype(step_of(std::declval<const Row&>()).limits)>>;

/// The first fault, or nothing: `catalog_errc::no_price` without a step, `catalog_errc::negative_price`, and
/// `catalog_errc::tiers_do_not_increase` for a step that holds less of a unit than the one before, or no
/// more of any.
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

/// What a unit price depends on: up to three attributes of what was used, such as the region and the
/// size of a machine.
struct matrix_dimensions {
    std::array<attribute_id, 3> by{};
    std::size_t count = 0;  ///< how many of `by` count

    static constexpr std::size_t most = 3;

    friend constexpr bool operator==(const matrix_dimensions&, const matrix_dimensions&) = default;
};

/// A row of a price matrix: the unit price of usage with these values, one for each dimension; of the
/// default row, which has none, of all that no other row prices.
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

/// The row of a matrix that a row of a price list states.
[[nodiscard]] constexpr const matrix_row& row_of(const matrix_row& row) noexcept { return row; }
[[nodiscard]] constexpr const matrix_row& row_of(const matrix_price& p) noexcept { return p.row; }

/// A row of a price matrix, or one of a price list that states it.
template <class Row>
concept price_matrix_row = requires(const Row& row) {
    { row_of(row) } -> std::same_as<const matrix_row&>;
};

/// The place of the row that prices a unit with these attributes: the one with its values in every
/// dimension, or else the default row.
/// \pre `!find_price_matrix_fault(dimensions, rows)`.
template <price_matrix_row Row>
[[nodiscard]] constexpr std::size_t place_of(const matrix_dimensions& dimensions,
                                             std::span<const Row> rows,
                                             const attributes& used) noexcept {
    std::size_t otherwise = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const matrix_row& row = row_of(rows[i]);
        if (!row.values) {
            otherwise = i;
            continue;
        }
        bool fits = true;
        for (std::size_t d = 0; d < dimensions.count; ++d)
            fits = fits && used.has(dimensions.by[d]) &&
                   used.value(dimensions.by[d]) == (*row.values)[d];
        if (fits) return i;
    }
    return otherwise;
}

/// The first row of a matrix that is wrong, or nothing: `core_errc::policy_out_of_range` for no dimension
/// or more than 3, `catalog_errc::negative_price`, `catalog_errc::duplicate_value` for values stated before or a
/// second default row, and `catalog_errc::no_price` without a default row.
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
    bool otherwise = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (row_of(rows[i]).unit_price.is_negative())
            return row_fault{catalog_errc::negative_price, i};
        for (std::size_t j = 0; j < i; ++j)
            if (same(row_of(rows[i]), row_of(rows[j])))
                return row_fault{catalog_errc::duplicate_value, i};
        otherwise = otherwise || !row_of(rows[i]).values;
    }
    if (!otherwise) return row_fault{catalog_errc::no_price, rows.empty() ? 0 : rows.size() - 1};
    return std::nullopt;
}

/// How a metered quantity becomes one of the units that are priced: bytes into gigabytes.
struct unit_conversion {
    enum class operation : std::uint8_t { multiply, divide };

    operation by = operation::multiply;
    decimal factor{};
    /// How what does not fit into `scale` decimals is rounded; `exact` refuses it.
    rounding rounded = rounding::exact;
    int scale = 0;  ///< decimals of a converted unit, 0 to 6

    friend constexpr bool operator==(const unit_conversion&, const unit_conversion&) = default;
};

/// The converted quantity, counted in `10^-how.scale` of a unit. `metered` counts `10^-scale`.
/// `core_errc::policy_out_of_range` for a factor that is not above zero, or a scale outside 0 and 6;
/// `money_errc::inexact` where a digit would be lost and none may be, `core_errc::quantity_too_large`.
[[nodiscard]] constexpr result<quantity> converted(const unit_conversion& how, quantity metered,
                                                   int scale = 0) {
    if (how.factor <= decimal{} || how.scale < 0 || how.scale > 6 || scale < 0 || scale > 6)
        return core_errc::policy_out_of_range;
    const std::uint64_t one = detail::power_of_ten(how.scale);
    const bool divides = how.by == unit_conversion::operation::divide;
    // A count of no currency, whose minor unit is the smallest unit that is priced.
    const exact product =
        exact::product(divides ? *decimal::from(static_cast<std::int64_t>(one), 0) : how.factor,
                       metered, currency{}, scale);
    const ratio part = divides ? ratio{detail::power_of_ten(how.factor.scale()),
                                       static_cast<std::uint64_t>(how.factor.count())}
                               : ratio{one, 1};
    const auto count = scaled{product, part}.round(how.rounded);
    if (!count) return count == core_errc::overflow ? core_errc::quantity_too_large : count.error();
    return quantity::from(count->minor_units());
}

}  // namespace ratecard::inline v0

#endif
