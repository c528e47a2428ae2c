// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CONFORMANCE_TIMES_HPP
#define RATECARD_TESTS_CONFORMANCE_TIMES_HPP

#include <cstdint>
#include <optional>
#include <string>

#include <ratecard/core/instant.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/day_period.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/zone.hpp>

#include "case.hpp"

// How cases of time write zones, cadences and periods.
namespace conformance {

/// The zone of a name of the database, of "+03:00", or none.
std::optional<ratecard::zone> zone_named(const std::string& name);
/// The same; not expressible when there is no such zone.
ratecard::zone zone_from(const json& j);
/// The zone of a member, UTC when it has none.
ratecard::zone zone_of(const json* j);

/// {"unit": "month", "count": 1}. `refused` for a count below one.
ratecard::cadence cadence_from(const json& j);
/// P1M, PT2H: years, months, weeks and days are one after the other, then the time.
struct iso_duration {
    std::int64_t months = 0;
    std::int64_t days = 0;
    std::int64_t seconds = 0;
    /// As a cadence, if it has one unit.
    [[nodiscard]] ratecard::cadence every() const;
};
iso_duration duration_from(const json& j);
/// A time so much later as clocks of a zone show it.
ratecard::instant later(ratecard::instant t, const iso_duration& by, const ratecard::zone& z);

/// An instant, of which parts of a second are cut: a boundary is at a whole one.
ratecard::instant whole_instant_from(const json& j);
/// {"from": ..., "to": ...} or {"start": ..., "end": ...} of instants; none when it is empty.
std::optional<ratecard::period> period_from(const json& j);
/// {"start": ..., "end": ...} of dates, with the end outside.
ratecard::day_period day_period_from(const json& j);

json shown(const ratecard::period& p, const char* from, const char* to);

}  // namespace conformance

#endif
