// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/billing/invoice.hpp>

#include "examined.hpp"
#include "history.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {
const catalog_view reference = tencent_chat::catalog;
}

TEST_CASE("the lines of a statement add up to its totals, and all statements to the payments") {
    law("no cent is lost between orders, refunds, usage and statements", [] {
        application a = any_history();
        a.deleted_at.reset();
        std::int64_t paid = 0;
        std::int64_t given_back = 0;
        for (const order& o : a.orders)
            paid += o.paid_by.cash.minor_units() + o.paid_by.credit.minor_units();
        std::vector<instant> returns;
        for (const order_refund& r : a.refunds) returns.push_back(r.at);
        std::sort(returns.begin(), returns.end());
        returns.erase(std::unique(returns.begin(), returns.end()), returns.end());
        for (const instant t : returns)
            given_back += recorded_refund(examined(reference, a.facts()), t)->amount.minor_units();

        const std::int64_t users = drawn(0, 30'000);
        const std::int64_t overage = (std::max<std::int64_t>(0, users - 10'000) * 15 + 5) / 10;
        const metered usage[] = {{chat::charge::mau, quantity{users}, {}},
                                 {chat::charge::concurrent_users, quantity{drawn(0, 1'000)}, {}}};
        std::int64_t prepaid = 0;
        for (civil_month m{2022, 12}; m < civil_month{2029, 1}; m = next(m)) {
            const auto made = statement_of<64>(examined(reference, a.facts()), m, usage).value();
            std::int64_t sum_of_plans = 0;
            std::int64_t sum_of_usage = 0;
            for (const invoice_line& line : made.lines)
                (line.kind() == invoice_line_kind::usage ? sum_of_usage : sum_of_plans) +=
                    line.amount().minor_units();
            RC_ASSERT(sum_of_plans == made.prepaid.minor_units());
            RC_ASSERT(sum_of_usage == made.due.minor_units());
            prepaid += sum_of_plans;
            // Usage is charged in months that a plan covered a second of.
            bool covered = false;
            const std::int64_t from = from_local(day_number({m.year, m.month, 1}), 0);
            const std::int64_t to = from + std::int64_t{days_in(m)} * one_day;
            for (const order& o : a.orders) {
                const plan p = plan_of(o, a.refunded_at(o.id));
                const std::int64_t end = p.given_back ? std::min(p.ends, *p.given_back) : p.ends;
                covered = covered || std::max(p.begins, from) < std::min(end, to);
            }
            RC_ASSERT(made.charged_as.has_value() == covered);
            RC_ASSERT(sum_of_usage == (covered ? overage : 0));
        }
        RC_ASSERT(prepaid == paid - given_back);
    });
}
