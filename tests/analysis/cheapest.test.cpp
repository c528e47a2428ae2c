// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/analysis/cheapest.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr money cents(std::int64_t n) { return {n, usd}; }
using costs = std::vector<std::optional<money>>;

struct found {
    std::int64_t cost = 0;
    std::vector<std::size_t> offers{};
};
/// Finds every sequence by trying each offer in each month.
void try_all(const std::vector<term_offer>& offers, const costs& usage, std::size_t months,
             std::size_t editions, std::size_t month, bool first_only, found so_far,
             std::vector<found>& all) {
    if (month == months) {
        all.push_back(so_far);
        return;
    }
    for (std::size_t o = 0; o < offers.size(); ++o) {
        if (offers[o].only_first && !first_only) continue;
        const std::size_t end = month + static_cast<std::size_t>(offers[o].months);
        if (end > months) continue;
        found next = so_far;
        next.cost += offers[o].price.minor_units();
        next.offers.push_back(o);
        bool possible = true;
        for (std::size_t m = month; m < end; ++m) {
            const auto& cost = usage[m * editions + offers[o].edition.index()];
            possible = possible && cost;
            if (cost) next.cost += cost->minor_units();
        }
        if (possible)
            try_all(offers, usage, months, editions, end, first_only && offers[o].only_first, next,
                    all);
    }
}

}  // namespace

TEST_CASE("a year of growing usage is cheapest as free, then small, then large for half a year") {
    // The free edition suffices for two months. Usage in the small edition costs more each month.
    constexpr std::size_t months = 12, editions = 3;
    costs usage;
    for (std::int64_t m = 0; m < 12; ++m) {
        usage.push_back(m < 2 ? std::optional{cents(0)} : std::nullopt);
        usage.push_back(cents(m * 5'00));
        usage.push_back(cents(0));
    }
    const std::vector<term_offer> offers{{{0}, 1, cents(0), true},
                                         {{1}, 1, cents(20'00)},
                                         {{2}, 1, cents(50'00)},
                                         {{2}, 6, cents(270'00)}};
    const auto answer = cheapest<24>(offers, usage, months, editions, usd).value();
    // Two free months, 30 to 45 and 50 to 60 would be 45 each from month 5 on: 30 + 35 + 40 + 45.
    std::vector<std::size_t> chosen;
    for (const chosen_term& t : answer.best.terms) chosen.push_back(t.offer);
    CHECK(chosen == std::vector<std::size_t>{0, 0, 1, 1, 1, 1, 3});
    CHECK(answer.best.cost == cents(30'00 + 35'00 + 40'00 + 45'00 + 270'00));
    CHECK(answer.best.terms[2].usage == cents(10'00));
    CHECK(answer.best.terms[6].month == 6);
    CHECK(answer.margin ==
          cents(answer.runner_up->cost.minor_units() - answer.best.cost.minor_units()));
}

TEST_CASE("the best and the runner-up equal those found by trying every sequence") {
    law("for any offers and usage costs", [] {
        const auto number = [](int least, int most) { return *rc::gen::inRange(least, most + 1); };
        const auto months = static_cast<std::size_t>(number(0, 6));
        const auto editions = static_cast<std::size_t>(number(1, 3));
        std::vector<term_offer> offers;
        for (int n = number(0, 5); n > 0; --n)
            offers.push_back(
                {{static_cast<std::uint16_t>(number(0, static_cast<int>(editions) - 1))},
                 number(1, 3),
                 cents(number(0, 30)),
                 number(0, 3) == 0});
        costs usage;
        for (std::size_t i = 0; i < months * editions; ++i)
            usage.push_back(number(0, 5) == 0 ? std::nullopt : std::optional{cents(number(0, 20))});
        std::vector<found> all;
        try_all(offers, usage, months, editions, 0, true, {}, all);
        const auto answer = cheapest<6>(offers, usage, months, editions, usd);
        if (all.empty()) {
            RC_ASSERT(answer == analysis_errc::no_sequence);
            return;
        }
        std::stable_sort(all.begin(), all.end(), [](const found& a, const found& b) {
            return a.cost != b.cost ? a.cost < b.cost : a.offers.size() < b.offers.size();
        });
        const auto is_told = [&](const term_sequence<6>& s, const found& f) {
            std::int64_t cost = 0;
            std::size_t month = 0;
            std::vector<std::size_t> told;
            for (const chosen_term& t : s.terms) {
                RC_ASSERT(t.month == month);
                month += static_cast<std::size_t>(offers[t.offer].months);
                cost += offers[t.offer].price.minor_units() + t.usage.minor_units();
                told.push_back(t.offer);
            }
            RC_ASSERT(month == months);
            RC_ASSERT(cost == f.cost);
            RC_ASSERT(s.cost == cents(f.cost));
            RC_ASSERT(told.size() == f.offers.size());
            return told;
        };
        const auto best = is_told(answer->best, all[0]);
        RC_ASSERT(answer->runner_up.has_value() == (all.size() > 1));
        if (all.size() > 1) {
            RC_ASSERT(is_told(*answer->runner_up, all[1]) != best);
            RC_ASSERT(answer->margin == cents(all[1].cost - all[0].cost));
        } else {
            RC_ASSERT(answer->margin == cents(0));
        }
    });
}

TEST_CASE("of two sequences with the same cost, the one with fewer terms is the best") {
    const costs usage(6, cents(0));
    const std::vector<term_offer> offers{
        {{0}, 1, cents(10)}, {{0}, 4, cents(40)}, {{0}, 3, cents(30)}};
    const auto answer = cheapest<6>(offers, usage, 6, 1, usd).value();
    CHECK(answer.best.terms.size() == 2);  // 3 and 3, rather than 1, 1 and 4
    CHECK(answer.runner_up->terms.size() == 3);
    CHECK(answer.margin == cents(0));
}

TEST_CASE("a question without an answer is a named error") {
    const std::vector<term_offer> offers{{{0}, 2, cents(1)}};
    const costs usage(8, cents(0));
    CHECK(cheapest<4>(offers, usage, 3, 1, usd) == analysis_errc::no_sequence);
    CHECK(cheapest<2>(offers, usage, 3, 1, usd) == core_errc::capacity_exceeded);
    CHECK(cheapest<4>(std::vector<term_offer>{{{1}, 2, cents(1)}}, usage, 2, 1, usd) ==
          catalog_errc::unknown_edition);
    CHECK(cheapest<4>(std::vector<term_offer>{{{0}, 0, cents(1)}}, usage, 2, 1, usd) ==
          core_errc::policy_out_of_range);
    CHECK(cheapest<4>(std::vector<term_offer>{{{0}, 1, money{1, eur}}}, usage, 2, 1, usd) ==
          money_errc::currency_mismatch);
    CHECK(cheapest<4>(std::vector<term_offer>{{{0}, 1, cents(INT64_MAX)}}, usage, 2, 1, usd) ==
          core_errc::overflow);
    const costs huge(2, cents(INT64_MAX));
    CHECK(cheapest<4>(offers, huge, 2, 1, usd) == core_errc::overflow);
    CHECK(cheapest<4>({}, {}, 0, 1, usd)->best.cost == cents(0));
}
