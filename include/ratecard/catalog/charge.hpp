// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_CHARGE_HPP
#define RATECARD_CATALOG_CHARGE_HPP

#include <optional>

#include <ratecard/catalog/pricing.hpp>
#include <ratecard/catalog/tier.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/name.hpp>

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
    /// How the steps of its price make an amount.
    ratecard::pricing pricing{};

    friend constexpr bool operator==(const charge&, const charge&) = default;
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

[[nodiscard]] constexpr const tier& step_of(const charge_price& p) noexcept { return p.step; }

}  // namespace ratecard::inline v0

#endif
