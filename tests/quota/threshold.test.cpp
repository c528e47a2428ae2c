// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <vector>

#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/threshold.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr threshold four_fifths = threshold::percent(80);
constexpr limit ten = limit::finite(10);

constexpr warning after(const warned& given, std::int64_t taken, const threshold& t = four_fifths,
                        std::int64_t window = 0) {
    return warn(given, t, ten, {window, quantity{taken}});
}

}  // namespace

TEST_CASE("a threshold is reached at its share of the limit, not below it") {
    STATIC_REQUIRE(four_fifths.is_reached(ten, quantity{8}));
    STATIC_REQUIRE_FALSE(four_fifths.is_reached(ten, quantity{7}));
    // 80 % of 9 is 7.2: seven do not reach it.
    STATIC_REQUIRE_FALSE(four_fifths.is_reached(limit::finite(9), quantity{7}));
    STATIC_REQUIRE(four_fifths.is_reached(limit::finite(9), quantity{8}));
    STATIC_REQUIRE_FALSE(four_fifths.is_reached(limit::unlimited(), quantity{quantity::max_count}));
    STATIC_REQUIRE(threshold::at(quantity{3}).is_reached(limit::unlimited(), quantity{3}));
    STATIC_REQUIRE_FALSE(threshold::at(quantity{3}).is_reached(ten, quantity{2}));
    // Beyond 64 bits in the product.
    STATIC_REQUIRE_FALSE(threshold::percent(65'535).is_reached(limit::finite(quantity::max_count),
                                                               quantity{quantity::max_count}));
    STATIC_REQUIRE(threshold::percent(120).is_reached(ten, quantity{12}));
}

TEST_CASE("a warning is given once a window, whatever is given back in between") {
    STATIC_REQUIRE(after({}, 8) == warning{true, {0}});
    STATIC_REQUIRE(after({}, 10) == warning{true, {0}});
    STATIC_REQUIRE(after({}, 7) == warning{false, {}});
    STATIC_REQUIRE(after({}, 5, threshold::at(quantity{5})).is_due);
    constexpr warned given = after({}, 8).next;
    STATIC_REQUIRE(after(given, 7) == warning{false, given});
    STATIC_REQUIRE(after(given, 8) == warning{false, given});
    STATIC_REQUIRE(after(given, 10) == warning{false, given});
    // In the next window again; a state of an earlier window makes none.
    STATIC_REQUIRE(after(given, 7, four_fifths, 1) == warning{false, given});
    STATIC_REQUIRE(after(given, 9, four_fifths, 1) == warning{true, {1}});
    STATIC_REQUIRE(after({1}, 9) == warning{false, {1}});
    // A place that is taken and freed five times at the threshold.
    constexpr int warnings = [] {
        quota_state s{0, quantity{7}};
        warned mine;
        int sum = 0;
        for (int i = 0; i < 5; ++i) {
            const auto d = decide(s, hard(10), standing_window, quantity{1}, instant{});
            const warning w = warn(mine, four_fifths, ten, d.next);
            sum += w.is_due ? 1 : 0;
            mine = w.next;
            s = release(d.next, d.taken, standing_window).next;
        }
        return sum;
    }();
    STATIC_REQUIRE(warnings == 1);
    STATIC_REQUIRE(noexcept(warn({}, four_fifths, ten, {})));
}

TEST_CASE("a warning is given where a lowered limit is already passed") {
    constexpr quota_state fifty{0, quantity{50}};
    STATIC_REQUIRE_FALSE(warn({}, four_fifths, limit::finite(100), fifty).is_due);
    // The limit falls to 60: the next decision warns, and only that.
    constexpr auto d = decide(fifty, hard(60), standing_window, quantity{1}, instant{});
    constexpr warning w = warn({}, four_fifths, limit::finite(60), d.next);
    STATIC_REQUIRE(w.is_due);
    STATIC_REQUIRE_FALSE(warn(w.next, four_fifths, limit::finite(60), d.next).is_due);
    // Also where the decision is a refusal.
    constexpr auto refused = decide(fifty, hard(40), standing_window, quantity{1}, instant{});
    STATIC_REQUIRE(warn({}, four_fifths, limit::finite(40), refused.next).is_due);
}

TEST_CASE("each window in which a threshold was reached has one warning, and no other has one") {
    law("over decisions, releases, changes of the limit, and windows", [] {
        const threshold t = *rc::gen::element(threshold::percent(50), threshold::percent(100),
                                              threshold::at(quantity{7}));
        quota_state s;
        warned given;
        quota_limit l = hard(20);
        std::vector<ticket> held;
        std::vector<int> warnings(6, 0);
        std::vector<bool> reached(6, false);
        std::int64_t window_now = 0;
        for (int i = 0; i < 60; ++i) {
            if (*rc::gen::inRange(0, 12) == 0 && window_now < 5) ++window_now;
            if (*rc::gen::inRange(0, 6) == 0)
                l = *rc::gen::element(hard(20), soft(12), hard(6), with_grace(hard(15), 50));
            const window w{window_now, instant{100}};
            if (!held.empty() && *rc::gen::inRange(0, 2) == 0) {
                s = release(s, held.back(), w).next;
                held.pop_back();
            } else {
                const auto d =
                    decide(s, l, w, quantity{*rc::gen::inRange<std::int64_t>(1, 6)}, instant{});
                s = d.next;
                if (d.allowed()) held.push_back(d.taken);
            }
            const auto at = static_cast<std::size_t>(s.window);
            if (t.is_reached(l.most, s.taken)) reached[at] = true;
            const warning asked = warn(given, t, l.most, s);
            if (asked.is_due) ++warnings[at];
            given = asked.next;
        }
        for (std::size_t i = 0; i < reached.size(); ++i)
            RC_ASSERT(warnings[i] == (reached[i] ? 1 : 0));
    });
}
