// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_TZ_HPP
#define RATECARD_RIM_TZ_HPP

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <ratecard/rim/date.hpp>
// After rim/date.hpp: tz.h includes date.h, which breaks under macros named min and max.
#include <date/tz.h>

#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/zone.hpp>

/// Time zones by name, from the time zone database.
namespace ratecard::inline v0 {

/// The changes of clocks of one zone of the time zone database, such as "America/New_York". It owns
/// the table: a `zone` from it must not outlive it.
class zone_table {
public:
    /// The changes of clocks of a zone from the year `first` to the year `last`.
    /// `time_errc::unknown_zone` if the database has no zone of this name.
    ///
    /// The table ends where the database ends. A database that is compiled for an operating system
    /// may end in 2037; after that the clocks do not change.
    [[nodiscard]] static result<zone_table> named(std::string_view name, int first = 1970,
                                                  int last = 2100) {
        const date::tzdb& database = date::get_tzdb();
        const auto entry =
            std::find_if(database.zones.begin(), database.zones.end(),
                         [name](const date::time_zone& z) { return z.name() == name; });
        const date::time_zone* source = entry == database.zones.end() ? nullptr : &*entry;
#if !USE_OS_TZDB
        for (const date::time_zone_link& link : database.links)
            if (source == nullptr && link.name() == name) source = date::locate_zone(link.target());
#endif
        if (source == nullptr) return time_errc::unknown_zone;
        zone_table table;
        date::sys_info now =
            source->get_info(date::sys_seconds{date::sys_days{date::year{first} / 1 / 1}});
        const date::sys_seconds end = date::sys_days{date::year{last + 1} / 1 / 1};
        table.before_ = seconds(now.offset.count());
        while (now.end < end) {
            const date::sys_seconds at = now.end;
            now = source->get_info(at);
            if (now.end <= at) break;  // the end of a database that repeats its last entry
            // A change of only the abbreviation, or of the summer-time flag, does not change the
            // clocks.
            const duration offset = seconds(now.offset.count());
            const duration last_offset =
                table.changes_.empty() ? table.before_ : table.changes_.back().east_of_utc;
            if (offset != last_offset)
                table.changes_.push_back({instant{at.time_since_epoch().count()}, offset});
        }
        return result<zone_table>{std::move(table)};
    }

    /// The zone. `choice` decides for local times that a change of clocks repeats or skips.
    [[nodiscard]] zone in(local_choice choice = local_choice::earliest) const {
        return *zone::from(before_, changes_, choice);
    }

private:
    duration before_{};
    std::vector<clock_change> changes_{};
};

}  // namespace ratecard::inline v0

#endif
