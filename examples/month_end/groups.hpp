// SPDX-License-Identifier: MIT
#ifndef MONTH_END_GROUPS_HPP
#define MONTH_END_GROUPS_HPP

#include <cstddef>
#include <vector>

#include <ratecard/ratecard.hpp>

#include "portfolio.hpp"

namespace month_end {

/// A group that could not be created, and the quota that refused it.
struct refused_group {
    ratecard::instant at{};
    ratecard::quota_id by{};
};

/// What became of the groups of an application.
struct group_history {
    std::vector<ratecard::lifetime> live;       ///< that were created, of live streams
    std::vector<ratecard::lifetime> other;      ///< that were created, of every other kind
    std::vector<ratecard::lifetime> broadcast;  ///< of these, those that broadcast
    std::vector<refused_group> refused;
    /// All that were created.
    [[nodiscard]] std::vector<ratecard::lifetime> all() const;
};

/// Puts the events to the quotas, one after the other: each creation must be admitted by the
/// standing quota of its kind and by the net growth of its day. What was refused counts nowhere.
group_history history_of(const ratecard::timeline_view& one,
                         const std::vector<group_event>& events);

}  // namespace month_end

#endif
