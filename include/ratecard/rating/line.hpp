// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_LINE_HPP
#define RATECARD_RATING_LINE_HPP

#include <cstddef>
#include <optional>
#include <span>

#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/core/attributes.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// Units that were used with the same attributes.
struct used_with {
    attributes by{};
    quantity used{};

    friend constexpr bool operator==(const used_with&, const used_with&) = default;
};

/// What a meter read in a billing period; of a charge that is not by usage, what is subscribed to.
/// By what the charge is priced, it is one of `used`, `each` and `with`; the others are not looked at.
struct metered {
    charge_id charge{};
    quantity used{};  ///< as metered: converted where the charge has a conversion
    /// Included units, where they are agreed for this customer rather than stated by the catalog.
    std::optional<limit> included{};
    /// Where prices change within a period: the place of the segment it was used in.
    std::size_t segment = 0;
    /// Used in the same period already, in the units that are priced: it has used up what is included
    /// first, and is not priced again. Of a percentage: what transactions came before. `rate_period`
    /// finds it.
    quantity used_before{};
    quantity events_before{};  ///< how many transactions came before
    /// Of a percentage: the amounts of the transactions, in the order in which they came. Of a
    /// capacity: how much of each of its units. The caller keeps them alive.
    std::span<const quantity> each{};
    /// Of a price matrix: what was used with which attributes. The caller keeps them alive.
    std::span<const used_with> with{};

    /// Whether they read the same; what stands behind the spans is compared, not where it stands.
    friend constexpr bool operator==(const metered& a, const metered& b) noexcept {
        const auto same = [](const auto& one, const auto& other) {
            if (one.size() != other.size()) return false;
            for (std::size_t i = 0; i < one.size(); ++i)
                if (!(one[i] == other[i])) return false;
            return true;
        };
        return a.charge == b.charge && a.used == b.used && a.included == b.included &&
               a.segment == b.segment && a.used_before == b.used_before &&
               a.events_before == b.events_before && same(a.each, b.each) && same(a.with, b.with);
    }
};

/// One charge of one billing period: what was used, what of it is charged, and the amount with
/// everything it was made of.
struct charge_line {
    charge_id charge{};
    edition_id edition{};
    version_id version{};
    std::size_t segment = 0;
    quantity metered{};  ///< what the meter read
    quantity used{};     ///< the same in the units that are priced
    limit included{};    ///< what is not charged, the free units too; where some of it was used up
                         ///< in an earlier segment, what is left
    quantity free_units{};  ///< what of `included` is a usage discount
    quantity charged{};     ///< what lies above the included units
    bool promoted = false;  ///< free by a promotion: the amount is zero whatever was used
    std::optional<decimal> unit_price{};  ///< when one price holds for every unit
    exact before_rounding{};
    rounding rounded{};
    rounding_point point = rounding_point::charge;  ///< what of it is rounded
    money amount{};

    friend constexpr bool operator==(const charge_line&, const charge_line&) = default;
};

}  // namespace ratecard::inline v0

#endif
