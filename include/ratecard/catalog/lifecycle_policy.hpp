// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_LIFECYCLE_POLICY_HPP
#define RATECARD_CATALOG_LIFECYCLE_POLICY_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/bounded.hpp>
#include <ratecard/core/instant.hpp>

namespace ratecard::inline v0 {

/// Why a subscription is suspended, in the order in which causes of one second are named.
enum class suspension_cause : std::uint8_t {
    expiry,   ///< a plan ended, and none followed it
    arrears,  ///< a bill was not paid
    refund,   ///< the plan was given back
    abuse,    ///< the seller found it misused
};

/// What one cause of suspension means: a row of the table of a life.
struct cause_rule {
    duration grace{};  ///< from the event (end, issue, refund, finding) to the suspension
    /// A plan that begins while it is suspended ends the suspension. What it lacks ends it, too: a
    /// bill that is paid, a finding that is lifted. A plan that begins in the grace prevents it
    /// where a plan would end it.
    bool ended_by_plan = false;
    /// Civil days that resources are kept when this cause began the suspension; none: those of the
    /// policy.
    std::optional<std::int32_t> retention_days{};

    friend constexpr bool operator==(const cause_rule&, const cause_rule&) = default;
};

/// What a reminder is relative to.
enum class life_event : std::uint8_t {
    expiry,      ///< the end of what is bought
    suspension,  ///< the beginning of one
    reclaiming,  ///< the instant from which nothing is kept
    bill,        ///< the issue of a bill that is not paid
};

/// A day on which a customer is reminded: so many civil days after that of an event, before it when
/// negative.
struct reminder {
    life_event of{};
    std::int32_t days = 0;

    friend constexpr bool operator==(const reminder&, const reminder&) = default;
};

using reminder_schedule = bounded<reminder, 32>;

/// A reminder of an event on each day from one offset to another, both included.
/// \pre `last - first < 32`.
[[nodiscard]] constexpr reminder_schedule daily_reminders(life_event of, std::int32_t first,
                                                          std::int32_t last) {
    reminder_schedule made;
    for (std::int32_t day = first; day <= last; ++day) made.push_back({of, day});
    return made;
}

/// The life of a subscription as a table: for each cause its grace, what ends it and how long
/// resources are kept then; and when a customer is reminded. What a feature becomes in each state is
/// said by the feature.
struct lifecycle_policy {
    cause_rule expiry{.ended_by_plan = true};
    cause_rule arrears{};
    cause_rule refund{.ended_by_plan = true};
    cause_rule abuse{};
    /// Civil days resources are kept, the day of suspension included.
    std::int32_t retention_days = 0;
    reminder_schedule reminders{};

    [[nodiscard]] constexpr const cause_rule& of(suspension_cause why) const noexcept {
        switch (why) {
            case suspension_cause::expiry: break;
            case suspension_cause::arrears: return arrears;
            case suspension_cause::refund: return refund;
            case suspension_cause::abuse: return abuse;
        }
        return expiry;
    }
    [[nodiscard]] constexpr std::int32_t retention_of(suspension_cause why) const noexcept {
        return of(why).retention_days.value_or(retention_days);
    }

    friend constexpr bool operator==(const lifecycle_policy&, const lifecycle_policy&) = default;
};

}  // namespace ratecard::inline v0

#endif
