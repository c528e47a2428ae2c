// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_CHARGE_LINE_HPP
#define RATECARD_RATING_CHARGE_LINE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/attributes.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/fee.hpp>

/// What a meter read, and the rated charge that a reading makes.
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

/// By which rule a step of an explanation made its value.
enum class derivation : std::uint8_t {
    sum,         ///< of its parts
    by_unit,     ///< units x price
    by_package,  ///< packages x price
    by_event,    ///< transactions x price
    flat,        ///< the price, once
};

/// A product that a reading came to by a price that has no steps for a quantity, not rounded.
struct priced_part {
    derivation by{};
    /// The place of the row of a matrix, or of the step of a capacity; of a percentage 0 for the rate,
    /// 1 for the fixed part, 2 for what costs the least, 3 for what costs the most.
    std::size_t step = 0;
    quantity units{};  ///< units, or transactions
    decimal price{};
    exact value{};

    friend constexpr bool operator==(const priced_part&, const priced_part&) = default;
};

/// What a reading was in all, and what of it is charged.
struct read_units {
    quantity used{};
    quantity charged{};
    int scale = 0;  ///< both count `10^-scale` of a unit

    friend constexpr bool operator==(const read_units&, const read_units&) = default;
};

/// Transactions: their sum, and what is paid of it.
constexpr result<read_units> for_each_priced_part(const percentage& price, const metered& m,
                                                  currency unit, auto&& visit) {
    quantity sum;
    for (const quantity amount : m.each) {
        const auto new_sum = checked_add(sum, amount);
        if (!new_sum) return new_sum.error();
        sum = *new_sum;
    }
    const auto charged = charged_of(price, m.each, unit, m.events_before, m.used_before);
    if (!charged) return charged.error();
    const auto part = [&](derivation by, std::size_t step, quantity units, const decimal& each) {
        if (units != quantity{} && each != decimal{})
            visit(priced_part{
                by, step, units, each,
                exact::product(each, units, unit, by == derivation::by_unit ? price.scale : 0)});
    };
    part(derivation::by_unit, 0, charged->amount, price.rate);
    part(derivation::by_event, 1, charged->events, price.per_event);
    part(derivation::by_event, 2, charged->at_least, price.least.value_or(decimal{}));
    part(derivation::by_event, 3, charged->at_most, price.most.value_or(decimal{}));
    return read_units{sum, charged->amount, price.scale};
}

/// A capacity: one price for all of its units, so that nothing is charged by the unit.
/// `core_errc::capacity_exceeded` for more units than a capacity has, `catalog_errc::beyond_the_last_tier`.
constexpr result<read_units> for_each_priced_part(std::span<const capacity_price> steps,
                                                  const metered& m, currency unit, auto&& visit) {
    std::array<quantity, max_capacity_units> used{};
    if (m.each.size() > used.size()) return core_errc::capacity_exceeded;
    for (std::size_t u = 0; u < m.each.size(); ++u) used[u] = m.each[u];
    const auto place = capacity_step(steps, used);
    if (!place) return place.error();
    if (*place) {
        const decimal& price = steps[**place].step.price;
        visit(priced_part{derivation::flat, **place, quantity{1}, price,
                          exact::product(price, quantity{1}, unit)});
    }
    return read_units{};
}

/// Units that have attributes: what is charged of them, row by row of the matrix. What is included
/// is taken off the first ones.
constexpr result<read_units> for_each_priced_part(const matrix_dimensions& dimensions,
                                                  std::span<const matrix_price> rows, int scale,
                                                  const limit& included, const metered& m,
                                                  currency unit, auto&& visit) {
    read_units read{.scale = scale};
    for (const used_with& u : m.with) {
        const auto new_used = checked_add(read.used, u.used);
        if (!new_used) return new_used.error();
        read.used = *new_used;
    }
    if (included.is_unlimited()) return read;
    read.charged = read.used.above(included.most());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        quantity free = included.most();
        std::int64_t units = 0;
        for (const used_with& u : m.with) {
            if (place_of(dimensions, rows, u.by) == row) units += u.used.above(free).count();
            free = free.above(u.used);
        }
        const decimal& price = rows[row].row.unit_price;
        if (units != 0)
            visit(priced_part{derivation::by_unit, row, quantity{units}, price,
                              exact::product(price, quantity{units}, unit, scale)});
    }
    return read;
}

/// Calls `visit` with what the price of a charge makes of a reading, where that price is no steps for
/// a quantity: a percentage, a capacity or a matrix.
/// `catalog_errc::no_price` where the version has none for the edition, and `core_errc::quantity_too_large`,
/// `core_errc::capacity_exceeded` and `catalog_errc::beyond_the_last_tier` as above; nothing was visited then.
/// \pre the ids are of this catalog.
constexpr result<read_units> for_each_priced_part(const catalog_view& c, edition_id e, version_id v,
                                                  const limit& included, const metered& m,
                                                  auto&& visit) {
    if (const percentage* const price = c.percentage_of(m.charge, e, v))
        return for_each_priced_part(*price, m, c.unit(), visit);
    if (const auto steps = c.capacity_of(m.charge, e, v); !steps.empty())
        return for_each_priced_part(steps, m, c.unit(), visit);
    if (const auto rows = c.matrix_of(m.charge, e, v); !rows.empty())
        return for_each_priced_part(c[m.charge].dimensions, rows, c[m.charge].pricing.scale,
                                    included, m, c.unit(), visit);
    return catalog_errc::no_price;
}

}  // namespace ratecard::inline v0

#endif
