// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_ZONE_HPP
#define RATECARD_TIME_ZONE_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/day.hpp>

/// Time zones as data, which turn instants into civil time.
namespace ratecard::inline v0 {

/// A change of a zone's clocks: from `at` on they are `east_of_utc` ahead of UTC.
struct clock_change {
    instant at{};
    duration east_of_utc{};

    friend constexpr bool operator==(const clock_change&, const clock_change&) = default;
};

/// Which instant is meant by a local time that a change of clocks repeats or skips.
enum class local_choice : std::uint8_t {
    earliest,  ///< repeated: the first instant. Skipped: the instant of the change.
    latest,    ///< repeated: the second instant. Skipped: 02:30 is 03:30 if an hour is skipped.
};

/// A time zone: a fixed offset from UTC, or a table of its changes of clocks. A zone does not own
/// the table: the caller keeps it alive.
class zone {
public:
    /// UTC.
    constexpr zone() noexcept = default;
    /// A zone without changes of clocks.
    /// \pre the offset is within 18 hours of UTC.
    [[nodiscard]] static constexpr zone fixed(duration east_of_utc) {
        if (!is_within_18_hours(east_of_utc)) detail::zone_offset_must_be_within_18_hours();
        zone z;
        z.offset_ = static_cast<std::int32_t>(east_of_utc.seconds);
        return z;
    }
    /// The zone whose clocks are `before` ahead of UTC until its first change.
    ///
    /// `time_errc::zone_table_out_of_order` if a change is not later than the one before it;
    /// `time_errc::zone_offset_out_of_range` if an offset is not within 18 hours of UTC;
    /// `core_errc::too_many_entities` if there are 2^31 changes or more.
    [[nodiscard]] static constexpr result<zone> from(
        duration before, std::span<const clock_change> changes,
        local_choice choice = local_choice::earliest) noexcept {
        if (!is_within_18_hours(before)) return time_errc::zone_offset_out_of_range;
        if (changes.size() > 0x7fff'ffffu) return core_errc::too_many_entities;
        for (std::size_t i = 0; i < changes.size(); ++i) {
            if (!is_within_18_hours(changes[i].east_of_utc))
                return time_errc::zone_offset_out_of_range;
            if (i != 0 && changes[i].at <= changes[i - 1].at)
                return time_errc::zone_table_out_of_order;
        }
        zone z;
        z.offset_ = static_cast<std::int32_t>(before.seconds);
        z.count_ = static_cast<std::uint32_t>(changes.size()) & 0x7fff'ffffu;
        z.changes_ = changes.empty() ? nullptr : changes.data();
        z.latest_ = choice == local_choice::latest;
        return z;
    }

    /// How far local clocks are ahead of UTC at `t`.
    [[nodiscard]] constexpr duration offset_at(instant t) const noexcept {
        return {count_ == 0 ? offset_ : offset_of(changes_until(t))};
    }
    /// The instant at which local clocks show `seconds` after 1970-01-01 00:00. If a change of
    /// clocks repeats or skips that time, `choice()` decides.
    /// \pre the result is representable.
    [[nodiscard]] constexpr instant instant_of_local(std::int64_t seconds) const {
        if (count_ == 0) return instant{seconds - offset_};
        return latest_ ? latest_of_local(seconds) : earliest_of_local(seconds);
    }
    /// The first instant at which local clocks show `seconds` after 1970-01-01 00:00, or more.
    /// \pre the result is representable.
    [[nodiscard]] constexpr instant first_at_local(std::int64_t seconds) const {
        if (count_ == 0) return instant{seconds - offset_};
        return earliest_of_local(seconds);
    }

    /// The same zone, with its changes read from a copy of its table, for an owner of that copy.
    /// \pre `copy` has as many changes as this zone.
    [[nodiscard]] constexpr zone reading(std::span<const clock_change> copy) const {
        if (copy.size() != count_) detail::every_part_must_have_a_place();
        zone z = *this;
        z.changes_ = copy.empty() ? nullptr : copy.data();
        return z;
    }

    [[nodiscard]] constexpr std::span<const clock_change> changes() const noexcept {
        return {changes_, count_};
    }
    [[nodiscard]] constexpr local_choice choice() const noexcept {
        return latest_ ? local_choice::latest : local_choice::earliest;
    }

    /// Equal offsets at every instant and the same choice. The two tables need not be the same
    /// object.
    friend constexpr bool operator==(const zone& a, const zone& b) noexcept {
        if (a.offset_ != b.offset_ || a.count_ != b.count_ || a.latest_ != b.latest_) return false;
        if (a.changes_ == b.changes_) return true;
        for (std::uint32_t i = 0; i < a.count_; ++i)
            if (a.changes_[i] != b.changes_[i]) return false;
        return true;
    }

private:
    static constexpr std::int64_t reach = 18 * 3'600;  // the largest offset
    static constexpr bool is_within_18_hours(duration east_of_utc) noexcept {
        return east_of_utc.seconds <= reach && east_of_utc.seconds >= -reach;
    }

    /// The number of changes until `t`: a binary search without a branch on the data.
    [[nodiscard]] constexpr std::uint32_t changes_until(instant t) const noexcept {
        std::uint32_t first = 0;
        for (std::uint32_t left = count_; left != 0;) {
            const std::uint32_t half = left - left / 2;
            first += changes_[first + half - 1].at <= t ? half : 0;
            left /= 2;
        }
        return first;
    }
    /// The offset after `happened` changes.
    [[nodiscard]] constexpr std::int32_t offset_of(std::uint32_t happened) const noexcept {
        return happened == 0
                   ? offset_
                   : static_cast<std::int32_t>(changes_[happened - 1].east_of_utc.seconds);
    }
    /// The number of changes that have certainly happened when the clocks show `local`, for every
    /// possible offset. Further changes that can have happened lie within the next 36 hours.
    [[nodiscard]] constexpr std::uint32_t changes_before_local(std::int64_t local) const noexcept {
        const std::int64_t least = local - reach;
        return changes_until(instant{least < -instant::bound ? -instant::bound : least});
    }
    [[nodiscard, gnu::noinline]] constexpr instant earliest_of_local(std::int64_t local) const {
        std::uint32_t n = changes_before_local(local);
        // Skips each change before which the clocks had not reached `local`.
        while (n < count_ && changes_[n].at.seconds_since_1970() + offset_of(n) <= local) ++n;
        const std::int64_t read = local - offset_of(n);
        if (n != 0 && read < changes_[n - 1].at.seconds_since_1970()) return changes_[n - 1].at;
        return instant{read};
    }
    [[nodiscard, gnu::noinline]] constexpr instant latest_of_local(std::int64_t local) const {
        std::uint32_t n = changes_before_local(local);
        // Skips each change after which the clocks were not yet past `local`.
        for (std::uint32_t m = n;
             m < count_ && changes_[m].at.seconds_since_1970() - reach <= local; ++m)
            if (changes_[m].at.seconds_since_1970() + offset_of(m + 1) <= local) n = m + 1;
        return instant{local - offset_of(n)};
    }

    const clock_change* changes_ = nullptr;
    std::uint32_t count_ : 31 = 0;
    std::uint32_t latest_ : 1 = 0;
    std::int32_t offset_ = 0;  // before the first change
};

/// The zone UTC.
inline constexpr zone utc{};

}  // namespace ratecard::inline v0

#endif
