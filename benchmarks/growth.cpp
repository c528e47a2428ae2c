// SPDX-License-Identifier: MIT
// How the time of each question grows with the number of facts in one subscription: prints the time
// at 100, 1,000 and 10,000 facts, and the exponent from each to the next. It ends with 1 where an
// exponent is above what is allowed: linear is 1, n log n about 1.1, a quadratic loop 2.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <fmt/format.h>

#include <ratecard/ratecard.hpp>

using namespace ratecard;

namespace {

namespace chat = tencent_chat;

constexpr std::size_t most_facts = 10'000;
constexpr std::size_t sizes[] = {100, 1'000, 10'000};
/// Above n log n, below any loop within a loop. Short times are noisy.
constexpr double allowed = 1.4;

/// The reference catalog with an add-on.
const owned_catalog sold = catalog_builder{chat::catalog.view()}
                               .add(add_on{"more_groups"})
                               .raises("more_groups", "daily_groups", quantity{50})
                               .build()
                               .value();

/// A subscription of so many facts: plans that were bought and given back a day later, add-ons, paid
/// bills and overrides, in equal parts, and a last plan that runs.
class busy_life {
public:
    explicit busy_life(std::size_t facts) {
        const std::size_t each = facts / 5;
        const money none{0, usd};
        const edition_id e = chat::edition::standard;
        const version_id v = chat::price_book::current;
        const money price = monthly_fee(chat::catalog, e, v).value();
        for (std::size_t i = 0; i < each; ++i) {
            const instant t = created + days(static_cast<std::int64_t>(i));
            const std::uint64_t id = i + 1;
            orders_.push_back({.id = {id},
                               .edition = e,
                               .version = v,
                               .placed_at = t,
                               .begins = t,
                               .paid_by = {price, none, none, none}});
            if (i + 1 < each) refunds_.push_back({{id}, t + days(1), {id}});
            add_ons_.push_back({.id = {id}, .begins = t, .ends = t + days(30)});
            bills_.push_back({{id}, money{100, usd}, t, t + hours(1)});
            overrides_.push_back({.quota = chat::quota::daily_groups,
                                  .limit = hard(static_cast<std::int64_t>(i)),
                                  .begins = t,
                                  .ends = t + days(2),
                                  .id = {id}});
        }
        now_ = orders_.back().begins + hours(12);
        facts_ = {.created_at = created,
                  .orders = orders_,
                  .refunds = refunds_,
                  .bills = bills_,
                  .add_ons = add_ons_,
                  .limit_overrides = overrides_,
                  .auto_renew = true};
    }
    busy_life(const busy_life&) = delete;
    busy_life& operator=(const busy_life&) = delete;

    [[nodiscard]] const subscription& facts() const { return facts_; }
    [[nodiscard]] instant now() const { return now_; }
    [[nodiscard]] civil_month month() const {
        return month_of(day_of(now_, chat::catalog.view().offering->billing_zone));
    }

private:
    static constexpr instant created{1'700'000'000};

    std::vector<order> orders_;
    std::vector<order_refund> refunds_;
    std::vector<bill> bills_;
    std::vector<add_on_purchase> add_ons_;
    std::vector<limit_override> overrides_;
    subscription facts_;
    instant now_{};
};

/// Keeps the compiler from leaving out what makes a value.
template <class T>
void use(const T& value) {
    asm volatile("" : : "g"(&value) : "memory");
}

struct question {
    std::string name;
    std::function<void(const busy_life&, const timeline_view&)> ask;
};

const std::unique_ptr<timeline_memory<most_facts>> memory =
    std::make_unique<timeline_memory<most_facts>>();

const std::vector<question> questions{
    {"examine",
     [](const busy_life& b, const timeline_view&) {
         static const auto own = std::make_unique<timeline_memory<most_facts>>();
         use(examine(sold.view(), b.facts(), *own));
     }},
    {"state_at", [](const busy_life& b, const timeline_view& l) { use(state_at(l, b.now())); }},
    {"next_change",
     [](const busy_life& b, const timeline_view& l) { use(next_change(l, b.now())); }},
    {"next_reminder",
     [](const busy_life& b, const timeline_view& l) {
         use(next_reminder(l, day_of(b.now(), l.catalog().offering->billing_zone)));
     }},
    {"resolve", [](const busy_life& b, const timeline_view& l) { use(resolve(l, b.now())); }},
    {"why of a limit",
     [](const busy_life& b, const timeline_view& l) {
         use(why<most_facts>(l, chat::quota::daily_groups, b.now()));
     }},
    {"refund", [](const busy_life& b, const timeline_view& l) { use(refund(l, b.now())); }},
    {"recorded_refund",
     [](const busy_life& b, const timeline_view& l) {
         use(recorded_refund(l, b.facts().refunds.back().at));
     }},
    {"quote_purchase",
     [](const busy_life& b, const timeline_view& l) {
         use(quote_purchase(l, chat::edition::premium, 1, b.now()));
     }},
    {"quote_add_on",
     [](const busy_life& b, const timeline_view& l) {
         use(quote_add_on(l, {0}, quantity{1}, b.now()));
     }},
    {"auto_renew",
     [](const busy_life& b, const timeline_view& l) {
         use(auto_renew(l, money{100'000, usd}, {1'000'000}, b.now() + days(31)));
     }},
    {"statement_of",
     [](const busy_life& b, const timeline_view& l) { use(statement_of<64>(l, b.month(), {})); }},
    {"plan_segments",
     [](const busy_life& b, const timeline_view& l) {
         const zone& z = l.catalog().offering->billing_zone;
         use(plan_segments<64>(l, period_of(b.month(), z)));
     }},
    {"revenue_of", [](const busy_life&, const timeline_view& l) { use(revenue_of<256, 8>(l)); }},
};

/// The shortest time of a call, in nanoseconds.
double time_of(const question& q, const busy_life& b, const timeline_view& life) {
    using clock = std::chrono::steady_clock;
    double shortest = HUGE_VAL;
    std::size_t calls = 1;
    for (int round = 0; round < 7;) {
        const auto begin = clock::now();
        for (std::size_t i = 0; i < calls; ++i) q.ask(b, life);
        const double took = std::chrono::duration<double, std::nano>(clock::now() - begin).count();
        if (took < 2e6 && calls < 1'000'000) {
            calls *= 4;
            continue;
        }
        shortest = std::min(shortest, took / static_cast<double>(calls));
        ++round;
    }
    return shortest;
}

}  // namespace

int main() {
    fmt::print("{:<16}{:>14}{:>14}{:>14}   exponents\n", "ns, by facts", "100", "1,000", "10,000");
    std::vector<std::vector<double>> times(questions.size());
    for (const std::size_t facts : sizes) {
        const busy_life b{facts};
        const auto life = examine(sold.view(), b.facts(), *memory);
        if (!life) {
            fmt::print("the facts contradict each other\n");
            return 1;
        }
        for (std::size_t i = 0; i < questions.size(); ++i)
            times[i].push_back(time_of(questions[i], b, *life));
    }
    bool grows_too_fast = false;
    for (std::size_t i = 0; i < questions.size(); ++i) {
        fmt::print("{:<16}", questions[i].name);
        for (const double t : times[i]) fmt::print("{:>14.0f}", t);
        for (std::size_t n = 1; n < times[i].size(); ++n) {
            const double exponent = std::log10(times[i][n] / times[i][n - 1]);
            fmt::print("{:>8.2f}", exponent);
            if (exponent > allowed && n + 1 == times[i].size()) {
                fmt::print(" too fast");
                grows_too_fast = true;
            }
        }
        fmt::print("\n");
    }
    return grows_too_fast ? 1 : 0;
}
