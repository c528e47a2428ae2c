// SPDX-License-Identifier: MIT
#include <chrono>
#include <cstdint>

#include <ratecard/time/anchor.hpp>
#include <ratecard/time/day_period.hpp>
#include <ratecard/time/period.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {

/// The standard library's calendar, which has its own arithmetic: the date so many months later, on
/// a day of the month or on its last one.
day by_chrono(std::chrono::year_month first, int months, unsigned day_of_month) {
    using namespace std::chrono;
    const year_month m = first + std::chrono::months{months};
    const year_month_day wanted = m / std::chrono::day{day_of_month};
    const sys_days found = wanted.ok() ? sys_days{wanted} : sys_days{m / last};
    return {static_cast<std::int32_t>(found.time_since_epoch().count())};
}

}  // namespace

TEST_CASE(
    "over 400 years the periods of every anchor and cadence leave no gap, and agree with chrono") {
    std::int64_t asked = 0, wrong = 0;
    const auto check = [&](bool holds) {
        ++asked;
        wrong += holds ? 0 : 1;
    };
    // A cadence of one month has every month as its boundary, so it begins in one of them only.
    struct starts {
        cadence every;
        unsigned months;
    };
    for (const auto& [every, months] :
         {starts{monthly, 1}, starts{quarterly, 3}, starts{half_yearly, 6}, starts{yearly, 12}})
        for (unsigned month = 1; month <= months; ++month)
            for (unsigned of = 1; of <= 31; ++of) {
                const std::chrono::year_month first{std::chrono::year{1900},
                                                    std::chrono::month{month}};
                const anchor a{civil(1900, month, 1), {}, static_cast<std::uint8_t>(of)};
                day begin = boundary_day_at(a, every, 0);
                for (int n = 0; n * every.count() < 4'800; ++n) {
                    const day end = boundary_day_at(a, every, n + 1);
                    check(begin < end);
                    check(begin == by_chrono(first, n * every.count(), of));
                    if (n % 7 == 0) {
                        check(index_of(a, every, start_of(begin, utc), utc) == n);
                        check(index_of(a, every, start_of(end, utc) - seconds(1), utc) == n);
                    }
                    begin = end;
                }
            }
    CHECK(asked > 1'000'000);
    CHECK(wrong == 0);
}

TEST_CASE("every day of 400 years, as a sticky anchor, stays on its day or at the end of months") {
    std::int64_t wrong = 0;
    for (day d = civil(1900, 1, 1); d < civil(2300, 1, 1); d = d + 1) {
        const civil_date date = date_of(d);
        const std::chrono::year_month m{std::chrono::year{date.year},
                                        std::chrono::month{date.month}};
        const anchor sticky = sticky_at_month_end({d});
        const bool at_end = static_cast<std::int32_t>(date.day) == days_in({date.year, date.month});
        for (const int n : {-1, 1, 13}) {
            wrong += boundary_day_at({d}, monthly, n) == by_chrono(m, n, date.day) ? 0 : 1;
            wrong += boundary_day_at(sticky, monthly, n) == by_chrono(m, n, at_end ? 31 : date.day)
                         ? 0
                         : 1;
        }
    }
    CHECK(wrong == 0);
}

TEST_CASE("days and weeks leave no gap in 400 years") {
    std::int64_t wrong = 0;
    for (const cadence every : {daily, weekly, cadence{calendar_unit::day, 30}})
        for (std::int32_t from = 0; from < every.count(); ++from) {
            const anchor a{civil(1900, 1, 1) + from};
            if (every == cadence{calendar_unit::day, 30} && from % 7 != 0) continue;
            for (std::int64_t n = 0; n * every.count() < 146'097; n += 3) {
                const day_period p = day_period_at(a, every, n);
                wrong += p.first() == a.day + static_cast<std::int32_t>(n) * every.count() ? 0 : 1;
                wrong += p.length() == every.count() ? 0 : 1;
                wrong += index_of(a, every, start_of(p.last(), utc), utc) == n ? 0 : 1;
            }
        }
    CHECK(wrong == 0);
}
