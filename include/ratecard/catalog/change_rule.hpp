// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_CHANGE_RULE_HPP
#define RATECARD_CATALOG_CHANGE_RULE_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/time/proration.hpp>

namespace ratecard::inline v0 {

/// What a change from one edition to another means while a plan runs or is to come.
enum class change_kind : std::uint8_t {
    forbidden,      ///< never; a new subscription is needed
    refund_first,   ///< the running plan is refunded, then the other bought
    with_credit,    ///< at once: what is unused is credited, the new edition charged from now on
    at_period_end,  ///< when what is paid for ends: nothing is credited
    at_date,        ///< the same as `with_credit`, at an instant that the customer names
};

/// Whether an edition is more than another: by their order in the catalog, or by what a customer's
/// usage costs in each (`direction_of`).
enum class change_direction : std::uint8_t { upgrade, downgrade, lateral };

/// Where the periods of the new edition begin.
enum class change_alignment : std::uint8_t {
    keep,     ///< where those of the old one do: the period that runs is parted
    restart,  ///< at the change: a new period begins
};

/// What becomes of the units that an edition includes when it changes within a period.
enum class included_units : std::uint8_t {
    used_up,   ///< the first units of the period use them up, in whichever edition
    anew,      ///< each edition includes all of its own, whatever was used before
    prorated,  ///< each edition includes the part of its own that it runs for, rounded down
};

/// What becomes of something else that the customer has.
enum class on_change : std::uint8_t { kept, ended };

/// A row of the change table: what a change means, and what follows from it. An empty side means
/// every edition, an empty direction both; the most specific row decides: both sides, then `to`,
/// then `from`, then neither, and among these one with a direction. The default row, with none of
/// the three, is mandatory.
struct change_rule {
    std::optional<edition_id> from{};
    std::optional<edition_id> to{};
    change_kind kind = change_kind::forbidden;
    std::optional<change_direction> direction{};
    change_alignment alignment = change_alignment::keep;
    proration divided{};  ///< how the period that runs is parted; its `credit` says by which price
    included_units included = included_units::used_up;
    on_change grants = on_change::kept;
    on_change add_ons = on_change::kept;

    friend constexpr bool operator==(const change_rule&, const change_rule&) = default;
};

}  // namespace ratecard::inline v0

#endif
