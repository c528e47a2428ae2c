// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <ratecard/billing/split.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/time/fraction.hpp>
#include <ratecard/time/period.hpp>

#include "../time/any_proration.hpp"
#include "catch.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr zone beijing = zone::fixed(hours(8));

/// Every month from each of some days, and the years from them; all begin at 10:00.
std::vector<period> wholes() {
    std::vector<period> all;
    for (const std::uint32_t of : {1u, 15u, 31u}) {
        const anchor a{civil(2023, 1, of), time_of_day{10, 0, 0}};
        for (int n = 0; n < 14; ++n) all.push_back(period_at(a, monthly, n, beijing));
        all.push_back(period_at(a, yearly, 1, beijing));
    }
    return all;
}

/// The instants of every day of a period: as it begins, at midnight, in the middle and at the end.
template <class Each>
void each_change(const period& p, std::int64_t step, Each&& each) {
    constexpr std::int64_t day = 86'400;
    for (std::int64_t d = 0; d * day < p.length().seconds; d += step)
        for (const std::int64_t second : {std::int64_t{0}, 14 * day / 24, day - 1}) {
            const instant at = p.begin() + seconds(d * day + second);
            if (p.contains(at)) each(at);
        }
}

}  // namespace

TEST_CASE("every split of every month adds up, and fractions do under complementary policies") {
    const std::vector<proration> policies = all_prorations();
    REQUIRE(policies.size() > 100);
    constexpr money price{1'000'01, usd};
    for (proration how : policies) {
        std::int64_t off = 0, wrong_amounts = 0, wrong_parts = 0;
        for (const period& p : wholes())
            each_change(p, p.length() < days(40) ? 1 : 31, [&](instant at) {
                const ratio used = *counted_part(proration_side::used, how, p, at, beijing);
                const ratio unused = *counted_part(proration_side::unused, how, p, at, beijing);
                const bool adds_up = used.denominator() == unused.denominator() &&
                                     used.numerator() + unused.numerator() == used.denominator();
                off += adds_up ? 0 : 1;
                how.counted = how.counted == proration_side::used ? proration_side::unused
                                                                  : proration_side::used;
                const ratio one = *used_part(how, p, at, beijing);
                const ratio other = *unused_part(how, p, at, beijing);
                if (one.denominator() != other.denominator() ||
                    one.numerator() + other.numerator() != one.denominator())
                    ++wrong_parts;
                const auto amounts =
                    split(price, how, p, at, beijing, rounding::half_away_from_zero);
                if (amounts->used.minor_units() + amounts->unused.minor_units() !=
                        price.minor_units() ||
                    amounts->used.is_negative() || amounts->unused.is_negative())
                    ++wrong_amounts;
            });
        INFO("basis " << int(how.basis) << " whole " << int(how.whole) << " day "
                      << int(how.change_day) << " served " << how.end_day_served << " calendar "
                      << int(how.calendar));
        CHECK((off == 0) == is_complementary(how));
        CHECK(wrong_parts == 0);
        CHECK(wrong_amounts == 0);
    }
}

TEST_CASE("consecutive parts of a period add up under every complementary policy") {
    for (const proration& how : all_prorations()) {
        if (!is_complementary(how)) continue;
        std::int64_t wrong = 0;
        for (const period& p : wholes()) {
            std::vector<instant> ends{p.begin()};
            for (std::int64_t d = 3; d * 86'400 < p.length().seconds; d += 4)
                ends.push_back(p.begin() + seconds(d * 86'400 + d * 3'600 % 86'400));
            while (ends.back() >= p.end()) ends.pop_back();
            ends.push_back(p.end());
            std::uint64_t sum = 0, of = 0;
            for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
                const ratio part = *part_of({p, {ends[i], ends[i + 1]}}, how, beijing);
                sum += part.numerator();
                of = part.denominator();
            }
            wrong += sum == of ? 0 : 1;
        }
        INFO("basis " << int(how.basis) << " whole " << int(how.whole) << " day "
                      << int(how.change_day) << " served " << how.end_day_served << " calendar "
                      << int(how.calendar));
        CHECK(wrong == 0);
    }
}
