// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PRICE_MATRIX_HPP
#define RATECARD_CATALOG_PRICE_MATRIX_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/core/attributes.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

/// A row of a matrix: the unit price of usage with these values, one for each dimension.
struct price_matrix_row {
    std::array<std::int64_t, 3> values{};
    decimal unit_price{};

    friend constexpr bool operator==(const price_matrix_row&, const price_matrix_row&) = default;
};

/// A unit price that depends on up to three attributes of what was used, such as the region and the
/// size of a machine. Looks at the rows; it does not own them.
struct price_matrix {
    std::array<attribute_id, 3> by{};
    std::size_t dimensions = 0;  ///< how many of `by` count, up to 3
    std::span<const price_matrix_row> rows{};
    decimal otherwise{};  ///< the default row: where no other fits, or a value is not stated

    static constexpr std::size_t max_dimensions = 3;

    /// The price of a unit with these attributes: of the row with its values in every dimension, or
    /// the default one.
    [[nodiscard]] constexpr decimal unit_price(const attributes& of) const noexcept {
        for (const price_matrix_row& row : rows) {
            bool fits = true;
            for (std::size_t d = 0; d < dimensions && d < max_dimensions; ++d)
                fits = fits && of.has(by[d]) && of.value(by[d]) == row.values[d];
            if (fits) return row.unit_price;
        }
        return otherwise;
    }
};

/// The first row of a matrix that is wrong, or nothing: `errc::duplicate_value` for values stated
/// before, `errc::negative_price`, and `errc::policy_out_of_range` for no dimension, or more than 3.
[[nodiscard]] constexpr std::optional<row_fault> find_price_matrix_fault(
    const price_matrix& m) noexcept {
    if (m.dimensions < 1 || m.dimensions > price_matrix::max_dimensions)
        return row_fault{errc::policy_out_of_range, 0};
    if (m.otherwise.is_negative()) return row_fault{errc::negative_price, m.rows.size()};
    for (std::size_t i = 0; i < m.rows.size(); ++i) {
        if (m.rows[i].unit_price.is_negative()) return row_fault{errc::negative_price, i};
        for (std::size_t j = 0; j < i; ++j) {
            bool same = true;
            for (std::size_t d = 0; d < m.dimensions; ++d)
                same = same && m.rows[i].values[d] == m.rows[j].values[d];
            if (same) return row_fault{errc::duplicate_value, i};
        }
    }
    return std::nullopt;
}

}  // namespace ratecard::inline v0

#endif
