// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_CHANGE_RULE_HPP
#define RATECARD_CATALOG_CHANGE_RULE_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/time/proration.hpp>

/// Rules for a change from one edition to another.
namespace ratecard::inline v0 {

/// What happens at a change of edition while a plan is running or has yet to begin.
enum class change_kind : std::uint8_t {
    forbidden,     ///< not possible; a new subscription is needed
    refund_first,  ///< the plan is refunded, then the new edition is bought
    with_credit,   ///< at once: unused time is credited, and the new edition is charged from now on
    at_period_end,  ///< at the end of the paid time; nothing is credited
    at_date,        ///< as `with_credit`, at an instant that the customer chooses
};

/// Whether a change leads to a larger edition, a smaller one, or the same size. It is decided by
/// the order of the editions in the catalog, or by the cost of the usage in each (`direction_of`).
enum class change_direction : std::uint8_t { upgrade, downgrade, lateral };

/// When the billing periods of the new edition begin.
enum class change_alignment : std::uint8_t {
    keep,     ///< as those of the old edition; the current period is divided
    restart,  ///< at the change: a new period begins
};

/// What happens to included units when the edition changes within a period.
enum class included_units : std::uint8_t {
    used_up,   ///< all usage of the period counts against them, also that of the old edition
    anew,      ///< each edition includes all its units, however much was used before
    prorated,  ///< each edition includes units in proportion to its time, rounded down
};

/// Whether grants or add-ons of the customer continue after a change.
enum class on_change : std::uint8_t { kept, ended };

/// A row of the change table: what happens at a change. An empty `from` or `to` means every
/// edition, an empty `direction` means every direction. The most specific row that fits decides.
/// Rows with `from` and `to` come first, then with `to`, then with `from`, then with neither; of
/// two equal ones, the row with a direction. The default row, with none of the three, is mandatory.
struct change_rule {
    std::optional<edition_id> from{};
    std::optional<edition_id> to{};
    change_kind kind = change_kind::forbidden;
    std::optional<change_direction> direction{};
    change_alignment alignment = change_alignment::keep;
    proration divided{};  ///< how the current period is divided; its `credit` states the price
    included_units included = included_units::used_up;
    on_change grants = on_change::kept;
    on_change add_ons = on_change::kept;

    friend constexpr bool operator==(const change_rule&, const change_rule&) = default;
};

}  // namespace ratecard::inline v0

#endif
