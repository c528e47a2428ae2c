// SPDX-License-Identifier: MIT
#include "times.hpp"

#include <map>
#include <utility>

#include <fmt/format.h>

#include <ratecard/rim/tz.hpp>
#include <ratecard/time/calendar.hpp>

#include "answers.hpp"
#include "reading.hpp"
#include "set_aside.hpp"

namespace conformance {

using namespace ratecard;

std::optional<zone> zone_named(const std::string& name) {
    const auto digit = [&](std::size_t i) { return std::int64_t{name[i]} - '0'; };
    if (name.size() == 6 && (name[0] == '+' || name[0] == '-') && name[3] == ':') {
        const std::int64_t minutes = (digit(1) * 10 + digit(2)) * 60 + digit(4) * 10 + digit(5);
        return zone::fixed(seconds((name[0] == '-' ? -60 : 60) * minutes));
    }
    static std::map<std::string, std::optional<zone_table>> known;
    const auto at = known.find(name);
    if (at != known.end()) return at->second ? std::optional{at->second->in()} : std::nullopt;
    auto found = zone_table::named(name);
    auto& kept = known[name];
    if (found) kept = *std::move(found);
    return kept ? std::optional{kept->in()} : std::nullopt;
}

zone zone_from(const json& j) {
    const auto z = zone_named(text_from(j));
    if (!z) not_expressible("a zone that the database does not have");
    return *z;
}

zone zone_of(const json* j) { return j == nullptr ? utc : zone_from(*j); }

cadence cadence_from(const json& j) {
    struct unit {
        calendar_unit of;
        std::int64_t times;
    };
    static const std::map<std::string, unit> units{
        {"second", {calendar_unit::second, 1}},     {"minute", {calendar_unit::second, 60}},
        {"hour", {calendar_unit::second, 3'600}},   {"day", {calendar_unit::day, 1}},
        {"week", {calendar_unit::day, 7}},          {"month", {calendar_unit::month, 1}},
        {"quarter", {calendar_unit::month, 3}},     {"half_year", {calendar_unit::month, 6}},
        {"semi_annual", {calendar_unit::month, 6}}, {"year", {calendar_unit::month, 12}}};
    if (j.is_string()) return duration_from(j).every();
    fields in{j, "the period"};
    const auto found = units.find(text_from(in["unit"]));
    if (found == units.end())
        not_expressible(fmt::format("periods of the unit {}", j.at("unit").dump()));
    const std::int64_t count = integer_from(in["count"]) * found->second.times;
    if (count > INT32_MAX) not_expressible("a cadence of more than 68 years in seconds");
    return value_of(cadence::from(found->second.of, static_cast<std::int32_t>(count)));
}

cadence iso_duration::every() const {
    const int units = (months != 0) + (days != 0) + (seconds != 0);
    if (units > 1) not_expressible("a cadence of several units");
    const auto count = static_cast<std::int32_t>(months + days + seconds);
    return value_of(cadence::from(months != 0 ? calendar_unit::month
                                  : days != 0 ? calendar_unit::day
                                              : calendar_unit::second,
                                  count));
}

iso_duration duration_from(const json& j) {
    const std::string written = text_from(j);
    iso_duration d;
    bool of_time = false;
    std::int64_t number = 0, sign = 1;
    std::size_t i = 0;
    if (i < written.size() && written[i] == '-') sign = -1, ++i;
    if (i >= written.size() || written[i] != 'P') throw malformed{written + " is not a duration"};
    for (++i; i < written.size(); ++i) {
        const char c = written[i];
        if (c >= '0' && c <= '9') {
            number = number * 10 + (c - '0');
            continue;
        }
        const std::int64_t n = sign * std::exchange(number, 0);
        switch (c) {
            case 'T': of_time = true; break;
            case 'Y': d.months += 12 * n; break;
            case 'M': (of_time ? d.seconds : d.months) += of_time ? 60 * n : n; break;
            case 'W': d.days += 7 * n; break;
            case 'D': d.days += n; break;
            case 'H': d.seconds += 3'600 * n; break;
            case 'S': d.seconds += n; break;
            default: not_expressible("a duration of parts of a second");
        }
    }
    return d;
}

instant later(instant t, const iso_duration& by, const zone& z) {
    if (by.months == 0 && by.days == 0) return t + seconds(by.seconds);
    const day d = plus_months(day_of(t, z), by.months) + static_cast<std::int32_t>(by.days);
    return instant_of(d, time_of(t, z), z) + seconds(by.seconds);
}

instant whole_instant_from(const json& j) {
    std::string written = text_from(j);
    const auto point = written.find('.');
    if (point == std::string::npos) return instant_from(j);
    return instant_from(json(written.substr(0, point) + "Z"));
}

std::optional<period> period_from(const json& j) {
    fields in{j, "the period"};
    const bool by_start = j.contains("start");
    const instant begin = whole_instant_from(in[by_start ? "start" : "from"]);
    const instant end = whole_instant_from(in[by_start ? "end" : "to"]);
    if (end <= begin) return std::nullopt;
    return period{begin, end};
}

day_period day_period_from(const json& j) {
    fields in{j, "the period"};
    const day first = day_from(in["start"]), end = day_from(in["end"]);
    if (end <= first) throw refused{"empty"};
    return {first, end};
}

json shown(const period& p, const char* from, const char* to) {
    return {{from, text(p.begin())}, {to, text(p.end())}};
}

}  // namespace conformance
