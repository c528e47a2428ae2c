// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_CHARGE_HPP
#define RATECARD_CATALOG_CHARGE_HPP

#include <cstdint>
#include <optional>

#include <ratecard/catalog/price_matrix.hpp>
#include <ratecard/catalog/pricing.hpp>
#include <ratecard/catalog/tier.hpp>
#include <ratecard/catalog/unit_conversion.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/money/currency.hpp>

namespace ratecard::inline v0 {

/// When a charge is due.
enum class charge_kind : std::uint8_t {
    usage,      ///< in each billing period, for what was used in it
    recurring,  ///< in each billing period, for what is subscribed to, such as seats
    one_off,    ///< in the first billing period alone, such as a set-up
};

/// Something that is charged beside a plan: what was used in a billing period, or what is subscribed
/// to, whose quantity is stated instead of metered.
///
/// Its prices are rows of one of four tables: steps for a quantity (`charge_price`), a percentage for
/// transactions (`percentage_price`), steps for a capacity of several units (`capacity_price`), or a
/// matrix for units that have attributes (`matrix_price`). A percentage states itself what is free
/// of it, and a capacity has nothing free; neither is converted.
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
    charge_kind kind = charge_kind::usage;
    /// What makes metered units of which are priced, such as gigabytes of bytes; its scale is that of
    /// `pricing`. None where they are metered as they are priced.
    std::optional<unit_conversion> conversion{};
    /// What its unit price depends on, where its prices are rows of a matrix.
    matrix_dimensions dimensions{};

    friend constexpr bool operator==(const charge&, const charge&) = default;
};

/// A row of the price list: one step of one charge, in one edition and price-book version. The
/// steps of a charge stand in the order of their bounds. A charge without a row has no price there.
struct charge_price {
    version_id version{};
    edition_id edition{};
    charge_id charge{};
    tier step{};
    std::optional<currency> unit{};  ///< none: the offering's

    friend constexpr bool operator==(const charge_price&, const charge_price&) = default;
};

[[nodiscard]] constexpr const tier& step_of(const charge_price& p) noexcept { return p.step; }

}  // namespace ratecard::inline v0

#endif
