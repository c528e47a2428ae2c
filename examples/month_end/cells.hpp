// SPDX-License-Identifier: MIT
#ifndef MONTH_END_CELLS_HPP
#define MONTH_END_CELLS_HPP

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <ratecard/ratecard.hpp>

#include "csv.hpp"

namespace month_end {

/// A row that is left out, and why.
struct bad_row : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// "2024-02-29 23:59:59" as clocks of a zone show it.
ratecard::result<ratecard::instant> instant_from(std::string_view text, const ratecard::zone& z);
/// "2024-02"
ratecard::result<ratecard::civil_month> month_from(std::string_view text);

/// The cells of one row as the values they stand for. Whatever is not one throws a `bad_row` that
/// names the error, the column and the text.
class cells {
public:
    cells(const csv_table& table, const csv_row& row, const ratecard::catalog_view& catalog)
        : table_{table}, row_{row}, catalog_{catalog} {}

    /// Throws `std::out_of_range` when the table has no such column: the file is unusable.
    [[nodiscard]] const std::string& text(std::string_view column) const;
    [[nodiscard]] place where() const { return {table_.file, row_.line}; }
    /// The number of the line: the id of a fact whose file states none.
    [[nodiscard]] std::uint64_t line() const { return static_cast<std::uint64_t>(row_.line); }

    [[nodiscard]] std::int64_t number(std::string_view column) const;
    [[nodiscard]] std::optional<std::int64_t> number_if_any(std::string_view column) const;
    [[nodiscard]] std::uint64_t id(std::string_view column) const;
    [[nodiscard]] ratecard::instant instant(std::string_view column) const;
    [[nodiscard]] std::optional<ratecard::instant> instant_if_any(std::string_view column) const;
    /// Zero when the cell is empty.
    [[nodiscard]] ratecard::money amount(std::string_view column) const;
    /// "yes", "no", or an empty cell, which means no.
    [[nodiscard]] bool flag(std::string_view column) const;
    /// One of a few words, by its place among them.
    [[nodiscard]] std::size_t word(std::string_view column,
                                   std::initializer_list<std::string_view> words) const;
    /// "u7", or "u1..u12500" for each from u1 to u12500.
    [[nodiscard]] std::vector<std::string> names(std::string_view column) const;
    /// What an attribute of the catalog's was said to be, if anything.
    void state(ratecard::attributes& into, std::string_view attribute) const;

    /// The value of a result that came of this column.
    template <class T>
    [[nodiscard]] T known(ratecard::result<T> found, std::string_view column) const {
        if (!found) refuse(found.error(), column);
        return *found;
    }
    [[noreturn]] void refuse(ratecard::errc why, std::string_view column) const;

private:
    const csv_table& table_;
    const csv_row& row_;
    const ratecard::catalog_view& catalog_;
};

}  // namespace month_end

#endif
