// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CALENDAR_BY_HAND_HPP
#define RATECARD_TESTS_CALENDAR_BY_HAND_HPP

#include <cstdint>

#include <ratecard/time/day.hpp>

// The calendar as children learn it, for comparison with the library's: months by their names, years
// counted one by one.
namespace ratecard_test {

constexpr bool is_leap(std::int32_t year) {
    return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
}
constexpr std::uint32_t length_of_month(std::int32_t year, std::uint32_t month) {
    constexpr std::uint32_t lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}
/// The date one day later.
constexpr ratecard::civil_date tomorrow(ratecard::civil_date d) {
    if (d.day < length_of_month(d.year, d.month)) return {d.year, d.month, d.day + 1};
    if (d.month < 12) return {d.year, d.month + 1, 1};
    return {d.year + 1, 1, 1};
}
/// The date `months` later, or earlier: month by month, the day cut at the very end.
constexpr ratecard::civil_date months_later(ratecard::civil_date d, int months) {
    for (; months > 0; --months)
        if (++d.month == 13) d = {d.year + 1, 1, d.day};
    for (; months < 0; ++months)
        if (--d.month == 0) d = {d.year - 1, 12, d.day};
    const auto last = length_of_month(d.year, d.month);
    return {d.year, d.month, d.day < last ? d.day : last};
}

}  // namespace ratecard_test

#endif
