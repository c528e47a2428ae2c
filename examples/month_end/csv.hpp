// SPDX-License-Identifier: MIT
#ifndef MONTH_END_CSV_HPP
#define MONTH_END_CSV_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "complaints.hpp"

namespace month_end {

struct csv_row {
    std::size_t line = 0;
    std::vector<std::string> fields;  ///< as many as there are columns
};

/// A file of comma-separated values: one row a line, the first names the columns.
struct csv_table {
    std::string file;
    std::vector<std::string> columns;
    std::vector<csv_row> rows;
};

/// Nothing when the file cannot be read. What is no row of this table is reported and left out.
std::optional<csv_table> read_csv(const std::string& file, complaints& wrong);

}  // namespace month_end

#endif
