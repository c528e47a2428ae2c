// SPDX-License-Identifier: MIT
#ifndef MONTH_END_LEDGER_HPP
#define MONTH_END_LEDGER_HPP

#include <cstddef>
#include <optional>
#include <vector>

#include <ratecard/ratecard.hpp>

#include "complaints.hpp"
#include "portfolio.hpp"

namespace month_end {

/// An automatic renewal that was tried.
struct renewal_attempt {
    std::size_t application = 0;
    ratecard::instant at{};
    ratecard::result<ratecard::answer<ratecard::renewal, ratecard::renewal_refusal>> happened =
        ratecard::catalog_errc::no_price;
    ratecard::money balance{};  ///< after it
};

/// A bill that left its account overdue when it was issued.
struct overdue_bill {
    ratecard::bill_id bill{};
    ratecard::money amount{};
    ratecard::instant reminded_at{};
};

/// What a month did to the money of an account.
struct ledger {
    ratecard::money balance{};  ///< at the month's end
    std::vector<overdue_bill> overdue;
    std::vector<renewal_attempt> renewals;
};

/// Goes through a month of an account: bills are debited when they are issued if the facts say that
/// they were paid at once, and plans that end are renewed by one month where that was chosen. The
/// orders of these renewals are added to the portfolio.
ledger run_ledger(const ratecard::catalog_view& c, portfolio& p, std::size_t account,
                  const ratecard::period& month, complaints& wrong);

}  // namespace month_end

#endif
