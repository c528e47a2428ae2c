// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <string>

#include <ratecard/rim/tz.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/period.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr const char* names[] = {"UTC",           "Asia/Shanghai",       "Asia/Kolkata",
                                 "Europe/Berlin", "America/New_York",    "America/Los_Angeles",
                                 "Europe/London", "Australia/Lord_Howe", "America/Sao_Paulo",
                                 "Asia/Gaza",     "Africa/Casablanca",   "Pacific/Apia"};

/// What the C library makes of an instant, from the same database but by its own reading.
std::tm by_the_system(const char* name, instant t) {
    setenv("TZ", name, 1);
    tzset();
    const std::time_t seconds = t.seconds_since_1970();
    std::tm local{};
    localtime_r(&seconds, &local);
    return local;
}

}  // namespace

TEST_CASE("a name that is not in the database is unknown_zone") {
    CHECK(zone_table::named("Not/A_Real_Zone").error() == time_errc::unknown_zone);
    CHECK(zone_table::named("").error() == time_errc::unknown_zone);
}

TEST_CASE("Shanghai is 8 hours ahead since 1991, Kolkata 5 and a half") {
    const auto shanghai = zone_table::named("Asia/Shanghai", 1992);
    REQUIRE(shanghai);
    CHECK(shanghai->in().changes().empty());
    CHECK(shanghai->in() == zone::fixed(hours(8)));
    CHECK(zone_table::named("Asia/Kolkata")->in() == zone::fixed(seconds(19'800)));
}

TEST_CASE("March 2024 has 2,674,800 seconds in Los Angeles") {
    const auto table = zone_table::named("America/Los_Angeles");
    CHECK(period_of({2024, 3}, table->in()).length() == seconds(2'674'800));
    CHECK(period_of({2024, 4}, table->in()).length() == days(30));
}

TEST_CASE("Apia has no 30 December 2011") {
    const auto table = zone_table::named("Pacific/Apia");
    const zone z = table->in();
    CHECK(start_of(civil(2011, 12, 30), z) == start_of(civil(2011, 12, 31), z));
    const anchor a{civil(2011, 12, 29), time_of_day{10, 0, 0}};
    CHECK(period_at(a, daily, 0, z).length() == hours(14));
    CHECK(index_of(a, daily, start_of(civil(2011, 12, 31), z), z) == 1);
}

TEST_CASE("dates and times agree with the C library, in every zone") {
    for (const char* name : names) {
        const auto table = zone_table::named(name);
        REQUIRE(table);
        const zone z = table->in();
        std::int64_t wrong = 0;
        const auto ask = [&](instant t) {
            const std::tm local = by_the_system(name, t);
            const civil_date date = date_of(day_of(t, z));
            const std::int32_t second = (local.tm_hour * 60 + local.tm_min) * 60 + local.tm_sec;
            const bool same = date.year == local.tm_year + 1900 &&
                              date.month == static_cast<std::uint32_t>(local.tm_mon) + 1 &&
                              date.day == static_cast<std::uint32_t>(local.tm_mday) &&
                              time_of(t, z).seconds() == second;
            wrong += same ? 0 : 1;
        };
        for (std::int64_t t = 0; t < 2'100'000'000; t += 1'234'567) ask(instant{t});
        for (const clock_change& c : z.changes())
            if (c.at < instant{2'100'000'000})
                for (const std::int64_t off : {-1, 0, 1}) ask(c.at + seconds(off));
        INFO(name);
        CHECK(wrong == 0);
    }
}

TEST_CASE("the instant of a local noon agrees with the C library") {
    for (const char* name : names) {
        const auto table = zone_table::named(name);
        const zone z = table->in();
        setenv("TZ", name, 1);
        tzset();
        std::int64_t wrong = 0;
        for (std::int32_t d = 0; d < 24'000; d += 13) {
            const civil_date date = date_of(day{d});
            std::tm local{};
            local.tm_year = date.year - 1900;
            local.tm_mon = static_cast<int>(date.month) - 1;
            local.tm_mday = static_cast<int>(date.day);
            local.tm_hour = 12;
            local.tm_isdst = -1;
            const std::time_t found = mktime(&local);
            wrong += instant{found} == instant_of(day{d}, time_of_day{12, 0, 0}, z) ? 0 : 1;
        }
        INFO(name);
        CHECK(wrong == 0);
    }
}
