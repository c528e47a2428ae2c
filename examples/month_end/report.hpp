// SPDX-License-Identifier: MIT
#ifndef MONTH_END_REPORT_HPP
#define MONTH_END_REPORT_HPP

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <ratecard/ratecard.hpp>

#include "closing.hpp"
#include "page/text.hpp"
#include "portfolio.hpp"

namespace month_end {

using namespace page;

/// The editions side by side: prices, quotas, features and their conditions.
std::string editions_text(const ratecard::catalog_view& c, const month_to_close& m,
                          const painter& paint);

/// One application: its state, reminders, statement, refund quote and answers.
std::string application_text(const ratecard::catalog_view& c, const portfolio& p,
                             const closed_portfolio& closed, std::size_t which,
                             const month_to_close& m, const painter& paint);

/// All applications and accounts in a line each, and the totals.
std::string portfolio_text(const ratecard::catalog_view& c, const portfolio& p,
                           const closed_portfolio& closed, const month_to_close& m,
                           const painter& paint);

/// The totals alone, of a portfolio too large to be read line by line: it is added part by part.
class totals {
public:
    void add(const closed_portfolio& part);
    [[nodiscard]] std::size_t applications() const { return all_.applications; }
    [[nodiscard]] std::string text(const ratecard::catalog_view& c, const month_to_close& m,
                                   const painter& paint) const;

private:
    struct group {
        std::size_t applications = 0;
        std::int64_t users = 0;
        std::vector<ratecard::money> prepaid{}, postpaid{};
    };
    std::map<std::pair<ratecard::edition_id, ratecard::state>, group> groups_;
    group all_;
    std::size_t accounts_ = 0, renewed_ = 0, not_renewed_ = 0, overdue_ = 0;
    std::size_t without_statement_ = 0;
};

}  // namespace month_end

#endif
