// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_RETENTION_HPP
#define RATECARD_QUOTA_RETENTION_HPP

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>

namespace ratecard::inline v0 {

/// When something that is kept for a limited age is dropped: `most` days of 24 hours after it was
/// made; `instant::never()` when the age is unlimited.
[[nodiscard]] constexpr instant dropped_at(instant made, limit most) noexcept {
    if (most.is_unlimited()) return instant::never();
    const std::int64_t kept = most.most().count();
    const std::int64_t left = (instant::never() - made).seconds / 86'400;
    return kept < left ? made + days(kept) : instant::never();
}

/// Whether it is still kept at `now`.
[[nodiscard]] constexpr bool is_kept(instant made, limit most, instant now) noexcept {
    return now < dropped_at(made, most);
}

}  // namespace ratecard::inline v0

#endif
