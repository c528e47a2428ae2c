// SPDX-License-Identifier: MIT
#include "ledger.hpp"

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

namespace month_end {

using namespace ratecard;

namespace {

/// Renewals place orders under numbers of their own.
constexpr std::uint64_t first_renewal_order = 900'000'001;

/// The applications whose plans end next and are to be renewed then.
struct due {
    instant at = instant::never();
    std::vector<std::size_t> applications;
};

due next_due(const catalog_view& c, const portfolio& p, std::size_t account, const period& month,
             const std::set<std::pair<std::size_t, instant>>& tried) {
    due next;
    for (const std::size_t i : p.accounts[account].applications) {
        const application& a = p.applications[i];
        if (!a.auto_renew) continue;
        const auto end = last_end(*life{c, p, a});
        if (!end || !month.contains(*end) || next.at < *end || tried.contains({i, *end})) continue;
        if (*end < next.at) next = {*end, {}};
        next.applications.push_back(i);
    }
    return next;
}

}  // namespace

ledger run_ledger(const catalog_view& c, portfolio& p, std::size_t account, const period& month,
                  complaints& wrong) {
    ledger l{.balance = p.accounts[account].balance, .overdue = {}, .renewals = {}};
    std::vector<bill> bills;
    for (const auto& b : p.accounts[account].bills)
        if (month.contains(b.fact.issued_at)) bills.push_back(b.fact);
    std::stable_sort(bills.begin(), bills.end(),
                     [](const bill& x, const bill& y) { return x.issued_at < y.issued_at; });

    std::set<std::pair<std::size_t, instant>> tried;
    auto bill_due = bills.begin();
    for (;;) {
        const due next = next_due(c, p, account, month, tried);
        if (bill_due != bills.end() && bill_due->issued_at <= next.at) {
            const auto reminded = overdue_reminder(*bill_due, l.balance);
            if (reminded && *reminded)
                l.overdue.push_back({bill_due->id, bill_due->amount, **reminded});
            if (bill_due->paid_at == bill_due->issued_at) {
                const auto left = checked_subtract(l.balance, bill_due->amount);
                if (left)
                    l.balance = *left;
                else
                    wrong.add(p.accounts[account].from,
                              fmt::format("{}: bill {}", left.error(), bill_due->id.value));
            }
            ++bill_due;
            continue;
        }
        if (next.applications.empty()) return l;

        std::vector<std::unique_ptr<life>> owners;
        std::vector<timeline_view> batch;
        std::vector<order_id> ids;
        for (const std::size_t i : next.applications) {
            tried.insert({i, next.at});
            owners.push_back(std::make_unique<life>(c, p, p.applications[i]));
            batch.push_back(**owners.back());
            ids.push_back({first_renewal_order + p.applications[i].id.value % 1'000'000 * 100 +
                           p.applications[i].orders.size()});
        }
        std::vector<answer<renewal, renewal_refusal>> happened(batch.size());
        const auto left = auto_renew_all(batch, l.balance, ids, next.at, happened);
        for (std::size_t n = 0; n < batch.size(); ++n) {
            const std::size_t i = next.applications[n];
            if (!left) {
                l.renewals.push_back({i, next.at, left.error(), l.balance});
                continue;
            }
            if (happened[n].allowed()) l.balance = happened[n]->balance;
            l.renewals.push_back({i, next.at, happened[n], l.balance});
            if (!happened[n].allowed()) continue;
            p.applications[i].orders.push_back({happened[n]->placed, p.applications[i].from});
            sort_orders(p.applications[i]);
        }
    }
}

}  // namespace month_end
