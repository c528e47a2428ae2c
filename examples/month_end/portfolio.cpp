// SPDX-License-Identifier: MIT
#include "portfolio.hpp"

#include <algorithm>

namespace month_end {

using namespace ratecard;

namespace {

template <class Fact>
std::vector<Fact> bare_facts(const std::vector<sourced<Fact>>& from) {
    std::vector<Fact> all;
    for (const auto& one : from) all.push_back(one.fact);
    return all;
}

/// Reports a contradiction and takes out the fact it lies in.
template <class Fact>
void take_out(std::vector<sourced<Fact>>& facts, const contradiction& found, std::string_view what,
              complaints& wrong) {
    const auto culprit = facts.begin() + static_cast<std::ptrdiff_t>(found.index);
    wrong.add(culprit->from, fmt::format("{}: {}", found.code, what));
    facts.erase(culprit);
}

}  // namespace

facts::facts(const portfolio& p, const application& a)
    : orders_{bare_facts(a.orders)},
      refunds_{bare_facts(a.refunds)},
      bills_{bare_facts(p.accounts[a.account].bills)},
      approvals_{bare_facts(a.approvals)},
      trials_{bare_facts(a.trials)},
      purchases_{bare_facts(a.purchases)},
      subscription_{.id = a.id,
                    .created_at = a.created_at,
                    .fixed = a.fixed,
                    .orders = orders_,
                    .refunds = refunds_,
                    .bills = bills_,
                    .approvals = approvals_,
                    .trials = trials_,
                    .purchases = purchases_,
                    .migrated_at = a.migrated_at,
                    .deleted_at = a.deleted_at,
                    .auto_renew = a.auto_renew} {}

life::life(const catalog_view& c, const portfolio& p, const application& a)
    : facts_{p, a},
      catalog_{c},
      memory_{std::make_unique<timeline_memory<max_facts>>()},
      view_{examine(catalog_, *facts_, *memory_).value()} {}

void sort_orders(application& a) {
    std::stable_sort(a.orders.begin(), a.orders.end(),
                     [](const auto& x, const auto& y) { return x.fact.begins < y.fact.begins; });
}

void take_out_contradictions(const catalog_view& c, portfolio& p, complaints& wrong) {
    std::erase_if(p.applications, [&](application& a) {
        if (const auto place = place_held(a.created_at, a.disabled_at, a.deleted_at); !place) {
            wrong.add(a.from, fmt::format("{}: application {}", place.error(), a.id.value));
            return true;
        }
        sort_orders(a);
        const std::string of = fmt::format(" of application {}", a.id.value);
        for (;;) {
            const facts current{p, a};
            const auto memory = std::make_unique<timeline_memory<max_facts>>();
            const auto life = examine(c, *current, *memory);
            if (life) return false;
            const contradiction* const found = &life.error();
            switch (found->kind) {
                case fact::subscription:
                    wrong.add(a.from, fmt::format("{}: application {}", found->code, a.id.value));
                    return true;
                case fact::order:
                    take_out(a.orders, *found,
                             fmt::format("order {}", a.orders[found->index].fact.id.value), wrong);
                    break;
                case fact::refund:
                    take_out(
                        a.refunds, *found,
                        fmt::format("refund of order {}", a.refunds[found->index].fact.order.value),
                        wrong);
                    break;
                case fact::bill: {
                    auto& bills = p.accounts[a.account].bills;
                    take_out(bills, *found,
                             fmt::format("bill {}", bills[found->index].fact.id.value), wrong);
                    break;
                }
                case fact::approval: take_out(a.approvals, *found, "approval" + of, wrong); break;
                case fact::trial: take_out(a.trials, *found, "trial" + of, wrong); break;
                case fact::purchase: take_out(a.purchases, *found, "purchase" + of, wrong); break;
                case fact::account_refund:
                case fact::finding:
                case fact::renewal:
                case fact::add_on:
                case fact::feature_override:
                case fact::limit_override:
                case fact::plan:
                case fact::plan_change:
                case fact::seat_change:
                case fact::pause:
                case fact::cancellation:
                case fact::add_on_return: return false;  // the input has none
            }
        }
    });
}

void index_accounts(portfolio& p) {
    for (account& owner : p.accounts) owner.applications.clear();
    for (std::size_t i = 0; i < p.applications.size(); ++i)
        p.accounts[p.applications[i].account].applications.push_back(i);
}

std::vector<lifetime> places_of(const portfolio& p, std::size_t account) {
    std::vector<lifetime> all = p.accounts[account].other_places;
    for (const std::size_t i : p.accounts[account].applications) {
        const application& a = p.applications[i];
        all.push_back(place_held(a.created_at, a.disabled_at, a.deleted_at).value());
    }
    return all;
}

}  // namespace month_end
