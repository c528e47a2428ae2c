// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_ZONE_HPP
#define RATECARD_TIME_ZONE_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>

namespace ratecard::inline v0 {

/// What turns instants into civil time, as data: a fixed offset east of UTC.
class zone {
public:
    /// UTC.
    constexpr zone() noexcept = default;
    /// \pre the offset lies within 18 hours of UTC.
    [[nodiscard]] static constexpr zone fixed(duration east_of_utc) {
        if (east_of_utc > hours(18) || east_of_utc < hours(-18))
            detail::zone_offset_must_be_within_18_hours();
        zone z;
        z.offset_ = static_cast<std::int32_t>(east_of_utc.seconds);
        return z;
    }

    /// How far local clocks are ahead of UTC at `t`.
    [[nodiscard]] constexpr duration offset_at([[maybe_unused]] instant t) const noexcept {
        return {offset_};
    }

    friend constexpr bool operator==(const zone&, const zone&) = default;

private:
    std::int32_t offset_ = 0;
};

inline constexpr zone utc{};

}  // namespace ratecard::inline v0

#endif
