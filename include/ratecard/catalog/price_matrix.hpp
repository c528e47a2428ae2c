// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PRICE_MATRIX_HPP
#define RATECARD_CATALOG_PRICE_MATRIX_HPP

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/core/attributes.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

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

/// The first row of a matrix that is wrong, or nothing: `errc::policy_out_of_range` for no dimension
/// or more than 3, `errc::negative_price`, `errc::duplicate_value` for values stated before or a
/// second default row, and `errc::no_price` without a default row.
template <price_matrix_row Row>
[[nodiscard]] constexpr std::optional<row_fault> find_price_matrix_fault(
    const matrix_dimensions& dimensions, std::span<const Row> rows) noexcept {
    if (dimensions.count < 1 || dimensions.count > matrix_dimensions::most)
        return row_fault{errc::policy_out_of_range, 0};
    const auto same = [&](const matrix_row& a, const matrix_row& b) {
        if (a.values.has_value() != b.values.has_value()) return false;
        for (std::size_t d = 0; a.values && d < dimensions.count; ++d)
            if ((*a.values)[d] != (*b.values)[d]) return false;
        return true;
    };
    bool otherwise = false;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (row_of(rows[i]).unit_price.is_negative()) return row_fault{errc::negative_price, i};
        for (std::size_t j = 0; j < i; ++j)
            if (same(row_of(rows[i]), row_of(rows[j]))) return row_fault{errc::duplicate_value, i};
        otherwise = otherwise || !row_of(rows[i]).values;
    }
    if (!otherwise) return row_fault{errc::no_price, rows.empty() ? 0 : rows.size() - 1};
    return std::nullopt;
}

}  // namespace ratecard::inline v0

#endif
