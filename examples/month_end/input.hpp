// SPDX-License-Identifier: MIT
#ifndef MONTH_END_INPUT_HPP
#define MONTH_END_INPUT_HPP

#include <stdexcept>
#include <string>

#include <ratecard/ratecard.hpp>

#include "complaints.hpp"
#include "portfolio.hpp"

namespace month_end {

/// A file that is missing or lacks a column: nothing can be closed.
struct unusable_input : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// When the concurrent users' promotion ends, from promotions.csv; `instant::never()` when it does
/// not say. The catalog is made with it, so it is read before everything else.
ratecard::instant read_promotion_end(const std::string& folder, complaints& wrong);

/// The portfolio in a folder of CSV files; examples/data/README.md describes them. Rows that cannot
/// be understood, or contradict each other, are reported and left out.
portfolio read_portfolio(const std::string& folder, const ratecard::catalog_view& c,
                         complaints& wrong);

}  // namespace month_end

#endif
