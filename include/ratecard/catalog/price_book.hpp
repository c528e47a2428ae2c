// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PRICE_BOOK_HPP
#define RATECARD_CATALOG_PRICE_BOOK_HPP

#include <cstdint>
#include <optional>

#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>

namespace ratecard::inline v0 {

/// Which date decides by which version of the price book a subscription is priced.
enum class grandfathering : std::uint8_t {
    by_creation,     ///< its creation: prices last as long as it does
    by_first_order,  ///< the placing of its first order, from then on
    by_order,        ///< the placing of each order: always the prices of the day
};

/// A version of the price book. A subscription is priced by the version that was in force on the
/// date that the offering's `grandfathering` names, until it migrates or the version ends.
struct price_version {
    name key{};
    instant effective_from{};
    /// The later version a subscription may move to; it never moves back.
    std::optional<version_id> migrates_to{};
    /// The sunset: from then on nobody is priced by it any more, but by its successor.
    std::optional<instant> ends_at{};

    friend constexpr bool operator==(const price_version&, const price_version&) = default;
};

/// A row of the price list: the monthly price of an edition in a version. An edition without a row
/// has no price there. A book may state prices in several currencies: one row for each.
struct plan_price {
    version_id version{};
    edition_id edition{};
    decimal per_month{};
    std::optional<currency> unit{};  ///< none: the offering's

    friend constexpr bool operator==(const plan_price&, const plan_price&) = default;
};

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

/// The tier that a row of the price list states.
[[nodiscard]] constexpr const tier& step_of(const charge_price& p) noexcept { return p.step; }

/// An amount that a customer committed to for a period, and what becomes of more and of less.
struct commitment {
    decimal amount{};          ///< of the main unit of money
    decimal overage_factor{};  ///< what exceeds the commitment is billed so many times
    bool true_up = false;      ///< what is missing to the commitment is billed when a period closes

    friend constexpr bool operator==(const commitment&, const commitment&) = default;
};

/// A row of the price list: what is done to the quantities and amounts of one charge, or of all
/// charges of an edition together, in each billing period. In which order, the offering's
/// `rating_policy` says; a step that its order does not have is not done.
///
/// Amounts are of the main unit of money, and whole in its minor unit.
struct price_adjustment {
    version_id version{};
    edition_id edition{};
    std::optional<charge_id> charge{};  ///< none: all charges together
    /// The first units of a period, beside those included, are free: a usage discount. Of one charge.
    quantity free_units{};
    std::optional<decimal> percentage_off{};  ///< of a hundred
    std::optional<decimal> amount_off{};
    std::optional<decimal> maximum{};
    std::optional<decimal> minimum{};
    std::optional<ratecard::commitment> commitment{};  ///< of one charge
    std::optional<currency> unit{};                    ///< none: the offering's

    friend constexpr bool operator==(const price_adjustment&, const price_adjustment&) = default;
};

}  // namespace ratecard::inline v0

#endif
