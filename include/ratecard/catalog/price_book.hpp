// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PRICE_BOOK_HPP
#define RATECARD_CATALOG_PRICE_BOOK_HPP

#include <cstdint>
#include <optional>

#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/time/cadence.hpp>

/// The price book: its versions, the charges, and the rows of the price list.
namespace ratecard::inline v0 {

/// The date that decides which price-book version applies to a subscription.
enum class grandfathering : std::uint8_t {
    by_creation,     ///< its creation: it keeps those prices
    by_first_order,  ///< when its first order was placed: it keeps those prices
    by_order,        ///< when each order is placed: always today's prices
};

/// A version of the price book. A subscription is priced by the version in force on the date that
/// the offering's `grandfathering` names, until it migrates or the version ends.
struct price_version {
    name key{};
    instant effective_from{};
    /// The later version to which a subscription may move. It never moves back.
    std::optional<version_id> migrates_to{};
    /// The sunset: from this instant on its subscriptions are priced by its successor.
    std::optional<instant> ends_at{};

    friend constexpr bool operator==(const price_version&, const price_version&) = default;
};

/// What happens to an order for fewer seats than the least number.
enum class fewer_seats : std::uint8_t {
    least_is_billed,  ///< the least number is billed: with 3 as the least, 2 seats cost as 3
    refused,          ///< such an order is refused
};

/// How many seats of an edition are sold. An order for more than the largest number is refused.
struct seat_terms {
    quantity least{1};                ///< at least 1
    limit most = limit::unlimited();  ///< not below `least`
    fewer_seats below_least = fewer_seats::least_is_billed;

    friend constexpr bool operator==(const seat_terms&, const seat_terms&) = default;
};

/// A row of the price list: the price of an edition in a version, for a month unless `priced_for`
/// says otherwise. Without a row there is no price. Prices in several currencies have one row for each. A price on request has no amount: its
/// row without a currency stands for every currency that no other row names.
struct plan_price {
    version_id version{};
    edition_id edition{};
    decimal amount{};                ///< for `priced_for`; of one seat, if `seats` is stated
    std::optional<currency> unit{};  ///< none: the offering's
    /// The edition is sold by the seat. None: it has one price, whatever the number of users.
    std::optional<seat_terms> seats{};
    cadence priced_for = monthly;  ///< the civil months or days that `amount` is the price of
    bool on_request = false;       ///< sold at a price that is agreed with each customer

    friend constexpr bool operator==(const plan_price&, const plan_price&) = default;
};

/// A row of the price list: the price of a term of so many months of an edition. A term without a
/// row costs its months at the price of the edition.
///
/// With 30.00 a month and seat, and 20 % off for 12 months, 5 seats cost 1,440.00 a year.
struct term_price {
    version_id version{};
    edition_id edition{};
    std::int32_t months = 0;          ///< a term on sale
    std::optional<decimal> amount{};  ///< for the whole term; of one seat, if sold by the seat
    /// 0 to 100, off the price of the months without it. A row states this or an amount.
    std::optional<decimal> percentage_off{};
    /// None: an amount is in the offering's currency, a percentage is off the price in each
    /// currency that no other row names.
    std::optional<currency> unit{};

    friend constexpr bool operator==(const term_price&, const term_price&) = default;
};

/// When a charge is due.
enum class charge_kind : std::uint8_t {
    usage,      ///< in each billing period, for the usage in it
    recurring,  ///< in each billing period, for a stated quantity, such as seats
    one_off,    ///< only in the first billing period, such as a set-up fee
};

/// Something that is charged in addition to a plan: the usage of a billing period, or a stated
/// quantity such as seats.
///
/// Its prices are rows of one table: steps for a quantity (`charge_price`), a percentage of
/// transactions (`percentage_price`), steps for a capacity of several units (`capacity_price`), or
/// a matrix for units with attributes (`matrix_price`). A percentage or a capacity cannot have
/// included units, free units of an adjustment, or a conversion.
struct charge {
    name key{};
    /// The name of one unit on a statement, such as "MAU".
    name unit{};
    /// The quota whose limit in the edition is the number of included units; none: every unit is
    /// charged. It counts what the charge counts: for the whole subscription, and as it exists, by
    /// billing period, or by calendar months that are the billing periods.
    std::optional<quota_id> included{};
    /// The charge is free in each billing month that begins before this instant.
    /// `instant::never()`: the end of the promotion is not known.
    std::optional<instant> free_until{};
    /// How the amount of a quantity is computed from the steps.
    ratecard::pricing pricing{};
    charge_kind kind = charge_kind::usage;
    /// Converts metered units to priced units, such as bytes to gigabytes. Its scale must be that
    /// of `pricing`. None: metered units are priced as they are.
    std::optional<unit_conversion> conversion{};
    /// The attributes on which a price matrix depends.
    matrix_dimensions dimensions{};

    friend constexpr bool operator==(const charge&, const charge&) = default;
};

/// A row of the price list: one step of one charge, in one edition and price-book version. The
/// steps of a charge are listed together, in the order of their bounds. Without a row there is no
/// price.
struct charge_price {
    version_id version{};
    edition_id edition{};
    charge_id charge{};
    tier step{};
    std::optional<currency> unit{};  ///< none: the offering's

    friend constexpr bool operator==(const charge_price&, const charge_price&) = default;
};

/// The tier of a row of the price list.
[[nodiscard]] constexpr const tier& step_of(const charge_price& p) noexcept { return p.step; }

/// An amount that a customer agreed to spend in a period. With `true_up` it is due without
/// usage, too. For a cost of 120, an amount of 100 and a
/// factor of 1.5, the bill is 100 + 1.5 x 20 = 130.
struct commitment {
    decimal amount{};          ///< in the main unit of the currency
    decimal overage_factor{};  ///< the cost above the commitment is multiplied by it
    bool true_up = false;      ///< when the period closes, a lower cost is billed up to `amount`

    friend constexpr bool operator==(const commitment&, const commitment&) = default;
};

/// A row of the price list: discounts, bounds and a commitment, for one charge or for all charges
/// of an edition together, in each billing period. The offering's `rating_policy` states the order
/// of the steps. A discount or bound without its step there is
/// `catalog_errc::adjustment_without_its_step`.
///
/// Amounts are for the whole period: if prices change within it, they apply once, as
/// `rating_policy::stated` says. A percentage applies to the units that are priced by this edition
/// and version. Nothing is billed while a charge is free by a promotion.
///
/// Amounts are in the main unit of the currency, and whole in its minor unit.
struct price_adjustment {
    version_id version{};
    edition_id edition{};
    std::optional<charge_id> charge{};  ///< none: all charges together
    /// The first units of a period that are free in addition to the included ones, once a period.
    /// Only for one charge.
    quantity free_units{};
    std::optional<decimal> percentage_off{};  ///< 0 to 100
    std::optional<decimal> amount_off{};
    std::optional<decimal> maximum{};
    std::optional<decimal> minimum{};
    std::optional<ratecard::commitment> commitment{};  ///< only for one charge
    std::optional<currency> unit{};                    ///< none: the offering's

    friend constexpr bool operator==(const price_adjustment&, const price_adjustment&) = default;
};

}  // namespace ratecard::inline v0

#endif
