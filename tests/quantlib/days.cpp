// SPDX-License-Identifier: MIT
// Day counts against QuantLib's: every pair of days of some years, under each convention. Prints what
// differs, and fails if anything does.
#include <array>
#include <cstdint>
#include <cstdio>

#include <ql/time/date.hpp>
#include <ql/time/daycounters/actual365fixed.hpp>
#include <ql/time/daycounters/actualactual.hpp>
#include <ql/time/daycounters/thirty360.hpp>

#include <ratecard/time/fraction.hpp>

namespace {

using namespace ratecard;

QuantLib::Date theirs(day d) {
    const civil_date date = date_of(d);
    return {static_cast<QuantLib::Day>(date.day), static_cast<QuantLib::Month>(date.month),
            static_cast<QuantLib::Year>(date.year)};
}

std::int64_t differing = 0, asked = 0;
void compare(const char* what, day from, day to, double ours, double expected) {
    ++asked;
    const double off = ours - expected;
    if (off < 1e-9 && off > -1e-9) return;
    const civil_date a = date_of(from), b = date_of(to);
    if (++differing <= 20)
        std::printf("%s: %d-%02u-%02u to %d-%02u-%02u: ours %.12f, theirs %.12f\n", what, a.year,
                    a.month, a.day, b.year, b.month, b.day, ours, expected);
}

/// QuantLib 1.29 looks at the 31st before it moves the last day of February to the 30th, and so finds
/// no 30th at the begin. The rule's own order is the other one.
bool is_from_february_to_a_31st(day from, day to) {
    return date_of(from).month == 2 && date_of(from + 1).month == 3 && date_of(to).day == 31;
}

void conventions_of_360() {
    struct convention {
        thirty_360 ours;
        QuantLib::Thirty360::Convention theirs;
        const char* name;
    };
    constexpr std::array all{
        convention{thirty_360::bond, QuantLib::Thirty360::BondBasis, "bond"},
        convention{thirty_360::us, QuantLib::Thirty360::USA, "us"},
        convention{thirty_360::european, QuantLib::Thirty360::EurobondBasis, "european"},
    };
    for (day from = civil(2023, 1, 1); from < civil(2025, 1, 1); from = from + 1)
        for (day to = from + 1; to < from + 800; to = to + 3) {
            for (const convention& c : all) {
                if (c.ours == thirty_360::us && is_from_february_to_a_31st(from, to)) continue;
                compare(c.name, from, to, days_360(from, to, c.ours, to),
                        static_cast<double>(
                            QuantLib::Thirty360{c.theirs}.dayCount(theirs(from), theirs(to))));
            }
            // The end of all, and an end before it.
            compare("german, at the end", from, to, days_360(from, to, thirty_360::german, to),
                    static_cast<double>(
                        QuantLib::Thirty360{QuantLib::Thirty360::German, theirs(to)}.dayCount(
                            theirs(from), theirs(to))));
            compare("german", from, to, days_360(from, to, thirty_360::german, to + 1),
                    static_cast<double>(
                        QuantLib::Thirty360{QuantLib::Thirty360::German, theirs(to + 1)}.dayCount(
                            theirs(from), theirs(to))));
        }
}

/// Parts of a year, of which the price of a year is divided.
void parts_of_years() {
    const proration actual{.basis = proration_basis::civil_day,
                           .whole = proration_whole::actual_actual};
    const proration over_365{.basis = proration_basis::civil_day,
                             .whole = proration_whole::actual_365};
    const QuantLib::ActualActual by_isda{QuantLib::ActualActual::ISDA};
    const QuantLib::Actual365Fixed fixed;
    for (day from = civil(2023, 1, 1); from < civil(2025, 1, 1); from = from + 3) {
        const period year = period_at(anchor{from}, yearly, 0, utc);
        for (day at = from; start_of(at, utc) < year.end(); at = at + 7) {
            const auto value = [&](const proration& how) {
                const ratio r = *used_part(how, year, start_of(at, utc), utc);
                return static_cast<double>(r.numerator()) / static_cast<double>(r.denominator());
            };
            compare("actual/actual", from, at, value(actual),
                    by_isda.yearFraction(theirs(from), theirs(at)));
            compare("actual/365", from, at, value(over_365),
                    fixed.yearFraction(theirs(from), theirs(at)));
        }
    }
}

}  // namespace

int main() {
    conventions_of_360();
    parts_of_years();
    std::printf("%lld of %lld day counts differ\n", static_cast<long long>(differing),
                static_cast<long long>(asked));
    return differing == 0 && asked > 0 ? 0 : 1;
}
