// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_CHARGE_HPP
#define RATECARD_CATALOG_CHARGE_HPP

#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

/// Something that is charged by what was used in a billing month.
struct charge {
    name key{};
    /// What one unit is called on a statement, such as "MAU".
    name unit{};
    /// The quota whose limit in the edition is included; none when every unit is charged.
    std::optional<quota_id> included{};
    /// Free in every billing month that begins before this instant. `instant::never()` while the
    /// end of a promotion is not known.
    std::optional<instant> free_until{};

    friend constexpr bool operator==(const charge&, const charge&) = default;
};

/// A step of a graduated price: what lies above the step before, up to and including `up_to`.
/// A unit price is one open step.
struct tier {
    limit up_to = limit::unlimited();
    decimal unit_price{};
    decimal flat{};  ///< once, when the step is entered

    friend constexpr bool operator==(const tier&, const tier&) = default;
};

/// A row of the price list: one step of one charge, in one edition and price-book version. The
/// steps of a charge stand in the order of their bounds. A charge without a row has no price there.
struct charge_price {
    version_id version{};
    edition_id edition{};
    charge_id charge{};
    tier step{};

    friend constexpr bool operator==(const charge_price&, const charge_price&) = default;
};

}  // namespace ratecard::inline v0

#endif
