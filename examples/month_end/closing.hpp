// SPDX-License-Identifier: MIT
#ifndef MONTH_END_CLOSING_HPP
#define MONTH_END_CLOSING_HPP

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <ratecard/ratecard.hpp>

#include "answers.hpp"
#include "groups.hpp"
#include "ledger.hpp"
#include "portfolio.hpp"

namespace month_end {

/// The reminders of one expiry that were sent within the month.
struct sent_reminders {
    ratecard::instant expiry{};
    std::vector<ratecard::day> days;
};

/// One application at the end of a month.
struct closed_application {
    std::size_t application = 0;
    ratecard::status status{};
    std::optional<ratecard::state_change> next{};
    ratecard::edition_id edition{};
    ratecard::result<ratecard::version_id> version = ratecard::catalog_errc::no_version_in_force;
    std::vector<sent_reminders> reminders;
    ratecard::quantity active_users{};
    ratecard::quantity most_connected{};
    group_history groups;
    ratecard::result<ratecard::invoice<>> statement = ratecard::catalog_errc::no_price;
    ratecard::result<ratecard::answer<ratecard::refund_quote, ratecard::refund_refusal>> refund =
        ratecard::catalog_errc::no_price;
    std::vector<answered> answers;
};

/// The month to close and its last second, as of which states and refunds are asked.
struct month_to_close {
    ratecard::civil_month month{};
    ratecard::period within;
    ratecard::instant close;

    month_to_close(ratecard::civil_month m, const ratecard::zone& z)
        : month{m}, within{ratecard::period_of(m, z)}, close{within.end() - ratecard::seconds(1)} {}
};

/// Closes one application; nothing when it was created only later.
std::optional<closed_application> close_application(const ratecard::catalog_view& c,
                                                    const portfolio& p, std::size_t application,
                                                    const month_to_close& m, complaints& wrong);

/// The money of one account at the end of a month.
struct closed_account {
    ledger money_flow;
    ratecard::money unpaid{};     ///< bills that were issued and are not paid
    ratecard::money due{};        ///< the bill for the month, issued in the next one
    ratecard::quantity places{};  ///< that its applications hold
};

struct closed_portfolio {
    std::vector<closed_application> applications;
    std::vector<closed_account> accounts;
};

/// Closes everything: first the accounts' ledgers, whose renewals are added to the portfolio, then
/// the applications.
closed_portfolio close_portfolio(const ratecard::catalog_view& c, portfolio& p,
                                 const month_to_close& m, complaints& wrong);

}  // namespace month_end

#endif
