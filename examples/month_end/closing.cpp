// SPDX-License-Identifier: MIT
#include "closing.hpp"

#include <array>
#include <utility>

namespace month_end {

using namespace ratecard;

namespace {

/// Reminders of the expiries whose days lie in the month. None is sent once a plan that covers the
/// expiry was bought, or when the plan was given back or the application deleted.
std::vector<sent_reminders> reminders_of(const timeline_view& one, const period& month) {
    const catalog_view& c = one.catalog();
    const subscription& s = one.facts();
    const zone& z = c.offering->billing_zone;
    std::vector<sent_reminders> all;
    for (const covered_order& o : one.orders()) {
        if (o.is_refunded()) continue;
        sent_reminders sent{o.covers.end, {}};
        for (const day d : expiry_reminders(c, o.covers.end)) {
            const instant at = start_of(d, z);
            if (!month.contains(at) || at < one.order_of(o).placed_at) continue;
            bool needed = !s.deleted_at || at < *s.deleted_at;
            const auto next = order_at(one, o.covers.end);
            if (next && s.orders[*next].placed_at < at) needed = false;
            if (needed) sent.days.push_back(d);
        }
        if (!sent.days.empty()) all.push_back(sent);
    }
    return all;
}

}  // namespace

std::optional<closed_application> close_application(const catalog_view& c, const portfolio& p,
                                                    std::size_t application,
                                                    const month_to_close& m, complaints& wrong) {
    const auto& a = p.applications[application];
    const life one{c, p, a};
    const auto status = state_at(*one, m.close);
    if (!status) return std::nullopt;
    closed_application closed{.application = application,
                              .status = *status,
                              .next = next_change(*one, m.close).value(),
                              .edition = edition_at(*one, m.close),
                              .version = version_of(c, one.facts(), m.close),
                              .reminders = reminders_of(*one, m.within),
                              .active_users = active_users(a, m.within),
                              .most_connected = most_connected(a, m.within),
                              .groups = history_of(*one, a.group_events),
                              .answers = {}};
    const std::array usage{
        metered{.charge = c.find_charge("mau").value(), .used = closed.active_users},
        metered{.charge = c.find_charge("concurrent_users").value(),
                .used = closed.most_connected,
                .included = a.included_concurrent_users}};
    closed.statement = statement_of(*one, m.month, usage);
    closed.refund = refund(*one, m.close);
    closed.answers = answers_of(p, a, *one, closed.groups, wrong);
    return closed;
}

closed_portfolio close_portfolio(const catalog_view& c, portfolio& p, const month_to_close& m,
                                 complaints& wrong) {
    closed_portfolio closed;
    const money zero{0, c.unit()};
    for (std::size_t i = 0; i < p.accounts.size(); ++i) {
        closed_account a{
            .money_flow = run_ledger(c, p, i, m.within, wrong), .unpaid = zero, .due = zero};
        std::vector<money> unpaid;
        for (const auto& b : p.accounts[i].bills)
            if (b.fact.issued_at <= m.close && !(b.fact.paid_at && *b.fact.paid_at <= m.close))
                unpaid.push_back(b.fact.amount);
        if (const auto total = sum(unpaid, zero.unit()))
            a.unpaid = *total;
        else
            wrong.add(p.accounts[i].from, fmt::format("{}: unpaid bills", total.error()));
        a.places = existing(places_of(p, i), m.close).value();
        closed.accounts.push_back(std::move(a));
    }
    std::vector<std::vector<money>> due(p.accounts.size());
    for (std::size_t i = 0; i < p.applications.size(); ++i) {
        if (auto one = close_application(c, p, i, m, wrong)) {
            if (one->statement) due[p.applications[i].account].push_back(one->statement->due);
            closed.applications.push_back(std::move(*one));
        }
    }
    for (std::size_t i = 0; i < due.size(); ++i) {
        if (const auto total = sum(due[i], zero.unit()))
            closed.accounts[i].due = *total;
        else
            wrong.add(p.accounts[i].from, fmt::format("{}: the bill", total.error()));
    }
    return closed;
}

}  // namespace month_end
