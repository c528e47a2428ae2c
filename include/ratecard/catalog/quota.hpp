// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_QUOTA_HPP
#define RATECARD_CATALOG_QUOTA_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/quota_limit.hpp>

namespace ratecard::inline v0 {

/// Of what one state is kept.
enum class quota_scope : std::uint8_t { subscription, user, group, account };

/// Over what time it is counted.
enum class quota_window : std::uint8_t {
    standing,        ///< what exists now
    calendar_day,    ///< anew each civil day
    calendar_month,  ///< anew each civil month
    billing_period,  ///< anew each month of the order that runs
    fixed,           ///< anew each time the quota's `length` has passed, counted from 1970
    age,             ///< not counted: the limit is an age in days of 24 hours
};

/// How much of something a customer may have.
struct quota {
    name key{};
    quota_scope scope = quota_scope::subscription;
    quota_window window = quota_window::standing;
    /// The wider quota this one is a part of: what takes from this takes from that too.
    std::optional<quota_id> part_of{};
    duration length{};  ///< of a fixed window

    friend constexpr bool operator==(const quota&, const quota&) = default;
};

/// A row of the quota table: a quota, and its limit in each edition.
template <std::size_t Editions>
struct quota_row {
    quota what{};
    std::array<quota_limit, Editions> in{};
};

}  // namespace ratecard::inline v0

#endif
