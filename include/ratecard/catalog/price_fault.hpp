// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PRICE_FAULT_HPP
#define RATECARD_CATALOG_PRICE_FAULT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/catalog/repeated_row.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>

/// Checks the price book of a catalog: versions, prices, charges and adjustments.
namespace ratecard::inline v0::detail {

/// Whether a policy has the step of everything that a price adjustment states. A commitment needs
/// none: it takes the place of the price.
constexpr bool has_steps_of(const rating_policy& p, const price_adjustment& a) noexcept {
    return (!a.percentage_off || has_step(p, rating_step::percentage_discount)) &&
           (!a.amount_off || has_step(p, rating_step::amount_discount)) &&
           (!a.maximum || has_step(p, rating_step::maximum)) &&
           (!a.minimum || has_step(p, rating_step::minimum));
}

/// The error in a price adjustment by itself, or nothing.
constexpr std::optional<errc> find_adjustment_fault(const price_adjustment& a, currency unit,
                                                    const rating_policy& policy) {
    if (a.percentage_off)
        if (const auto part = percent(*a.percentage_off); !part) return part.error();
    const std::optional<decimal> committed =
        a.commitment ? std::optional{a.commitment->amount} : std::nullopt;
    for (const auto& amount : {a.amount_off, a.maximum, a.minimum, committed}) {
        if (!amount) continue;
        if (amount->is_negative()) return catalog_errc::negative_price;
        if (const auto whole = exact::product(*amount, quantity{1}, unit).round(rounding::exact);
            !whole)
            return whole.error();
    }
    if (a.commitment && a.commitment->overage_factor.is_negative())
        return catalog_errc::negative_price;
    if (a.maximum && a.minimum && *a.maximum < *a.minimum) return core_errc::policy_out_of_range;
    if (!a.charge && (a.commitment || a.free_units != quantity{}))
        return catalog_errc::unknown_charge;
    if (!has_steps_of(policy, a)) return catalog_errc::adjustment_without_its_step;
    return std::nullopt;
}

/// Whether two rows of the price list have the same currency.
constexpr bool same_unit(const catalog_view& c, const auto& a, const auto& b) noexcept {
    return a.unit.value_or(c.offering->unit) == b.unit.value_or(c.offering->unit);
}

/// The first fault in a table of prices: an unknown id, rows of one price that are not listed
/// together, or the error returned by `find(charge, rows)` for the rows of one price.
template <class Row>
constexpr std::optional<fault> find_row_fault(const catalog_view& c, std::span<const Row> rows,
                                              entity kind, std::span<hashed_name> room,
                                              const auto& find) {
    // The first row of a price whose rows are not listed together.
    std::optional<std::size_t> apart;
    const auto keys = sorted_keys(rows, room, [&](const Row& p) {
        return row_key(p.version.index(), p.edition.index(), p.charge.index(),
                       p.unit.value_or(c.offering->unit));
    });
    for (std::size_t i = 1; i < keys.size(); ++i)
        if (keys[i].hash == keys[i - 1].hash && keys[i].place != keys[i - 1].place + 1 &&
            (!apart || keys[i].place < *apart))
            apart = keys[i].place;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const Row& p = rows[i];
        const auto fault_at = [&](std::size_t row, errc code) {
            return fault{code, kind, row, c.has(p.charge) ? c[p.charge].key : name{},
                         c.has(p.edition) ? c[p.edition].key : name{}};
        };
        if (!c.has(p.version)) return fault_at(i, catalog_errc::unknown_version);
        if (!c.has(p.edition)) return fault_at(i, catalog_errc::unknown_edition);
        if (!c.has(p.charge)) return fault_at(i, catalog_errc::unknown_charge);
        const auto same = [&](const Row& o) {
            return o.version == p.version && o.edition == p.edition && o.charge == p.charge &&
                   same_unit(c, o, p);
        };
        if (i > 0 && same(rows[i - 1])) continue;
        if (apart == i) return fault_at(i, catalog_errc::duplicate_value);
        std::size_t end = i + 1;
        while (end < rows.size() && same(rows[end])) ++end;
        if (const auto error = find(c[p.charge], rows.subspan(i, end - i)))
            return fault_at(i + error->index, error->code);
    }
    return std::nullopt;
}

/// The tables in which each charge has prices, one bit each.
class tables_of_charges {
public:
    static constexpr std::uint64_t steps = 1, percentages = 2, capacities = 4, matrices = 8,
                                   packages = 16;

    /// \pre the charges of all prices exist, and `room` has an entry for each charge.
    constexpr tables_of_charges(const catalog_view& c, std::span<hashed_name> room) : room_{room} {
        if (room.size() < c.charges.size()) every_part_must_have_a_place();
        for (std::size_t i = 0; i < c.charges.size(); ++i) room[i].hash = 0;
        for (const auto& p : c.charge_prices) {
            room[p.charge.index()].hash |= steps;
            if (p.step.package) room[p.charge.index()].hash |= packages;
        }
        for (const auto& p : c.percentage_prices) room[p.charge.index()].hash |= percentages;
        for (const auto& p : c.capacity_prices) room[p.charge.index()].hash |= capacities;
        for (const auto& p : c.matrix_prices) room[p.charge.index()].hash |= matrices;
    }
    [[nodiscard]] constexpr bool has(charge_id c, std::uint64_t any_of) const noexcept {
        return (room_[c.index()].hash & any_of) != 0;
    }
    /// Whether a charge has prices in two tables.
    [[nodiscard]] constexpr bool are_two(std::size_t charge) const noexcept {
        const std::uint64_t in = room_[charge].hash & (steps | percentages | capacities | matrices);
        return (in & (in - 1)) != 0;
    }

private:
    std::span<hashed_name> room_;
};

/// The fault of the first charge that has prices in two tables, or nothing.
constexpr std::optional<fault> find_charge_in_two_tables(const catalog_view& c,
                                                         std::span<hashed_name> room) {
    const tables_of_charges tables{c, room};
    for (std::size_t i = 0; i < c.charges.size(); ++i)
        if (tables.are_two(i))
            return fault{catalog_errc::duplicate_value, entity::charge, i, c.charges[i].key, {}};
    return std::nullopt;
}

/// The first fault in versions, prices of charges, charges and adjustments.
constexpr std::optional<fault> find_price_fault(const catalog_view& c,
                                                std::span<hashed_name> room) {
    for (std::size_t i = 0; i < c.versions.size(); ++i) {
        const price_version& v = c.versions[i];
        if (i > 0 && !(c.versions[i - 1].effective_from < v.effective_from))
            return fault{
                catalog_errc::version_dates_do_not_increase, entity::version, i, v.key, {}};
        if (v.migrates_to && !c.has(*v.migrates_to))
            return fault{catalog_errc::unknown_version, entity::version, i, v.key, {}};
        if (v.migrates_to && v.migrates_to->index() <= i)
            return fault{catalog_errc::version_migrates_backwards, entity::version, i, v.key, {}};
        if (!v.ends_at) continue;
        if (!v.migrates_to)
            return fault{catalog_errc::migration_not_offered, entity::version, i, v.key, {}};
        if (*v.ends_at < c[*v.migrates_to].effective_from)
            return fault{catalog_errc::version_migrates_backwards, entity::version, i, v.key, {}};
    }
    for (std::size_t i = 0; i < c.charges.size(); ++i) {
        const charge& row = c.charges[i];
        if (row.included && !c.has(*row.included))
            return fault{
                catalog_errc::charge_includes_unknown_quota, entity::charge, i, row.key, {}};
        if (row.pricing.scale < 0 || row.pricing.scale > pricing::max_scale ||
            (row.conversion &&
             (row.conversion->factor <= decimal{} || row.conversion->scale != row.pricing.scale)))
            return fault{core_errc::policy_out_of_range, entity::charge, i, row.key, {}};
    }
    if (const auto error = find_row_fault(
            c, c.charge_prices, entity::charge_price, room,
            [](const charge& priced, auto rows) { return find_tier_fault(priced.pricing, rows); }))
        return error;
    // Readings of transactions or capacities are no quantity of units: nothing can be included or
    // converted.
    const auto is_plain = [](const charge& priced) {
        return !priced.included && !priced.conversion;
    };
    if (const auto error =
            find_row_fault(c, c.percentage_prices, entity::percentage_price, room,
                           [&](const charge& priced, auto rows) -> std::optional<row_fault> {
                               if (rows.size() > 1)
                                   return row_fault{catalog_errc::duplicate_value, 1};
                               if (!is_plain(priced))
                                   return row_fault{core_errc::policy_out_of_range, 0};
                               if (const auto code = find_percentage_fault(rows[0].price))
                                   return row_fault{*code, 0};
                               return std::nullopt;
                           }))
        return error;
    if (const auto error =
            find_row_fault(c, c.capacity_prices, entity::capacity_price, room,
                           [&](const charge& priced, auto rows) -> std::optional<row_fault> {
                               if (!is_plain(priced))
                                   return row_fault{core_errc::policy_out_of_range, 0};
                               return find_capacity_fault(rows);
                           }))
        return error;
    if (const auto error =
            find_row_fault(c, c.matrix_prices, entity::matrix_price, room,
                           [&](const charge& priced, auto rows) -> std::optional<row_fault> {
                               if (priced.conversion)
                                   return row_fault{core_errc::policy_out_of_range, 0};
                               for (std::size_t d = 0;
                                    d < priced.dimensions.count && d < matrix_dimensions::most; ++d)
                                   if (!c.has(priced.dimensions.by[d]))
                                       return row_fault{catalog_errc::unknown_attribute, 0};
                               return find_price_matrix_fault(priced.dimensions, rows);
                           }))
        return error;
    if (const auto error = find_charge_in_two_tables(c, room)) return error;
    const auto twice = first_repeated(sorted_keys(c.price_adjustments, room, [&](const auto& a) {
        return row_key(a.charge ? a.charge->index() + 1 : 0, a.version.index(), a.edition.index(),
                       a.unit.value_or(c.offering->unit));
    }));
    const tables_of_charges tables{c, room};
    for (std::size_t i = 0; i < c.price_adjustments.size(); ++i) {
        const price_adjustment& a = c.price_adjustments[i];
        const auto fault_with = [&](errc code) {
            return fault{code, entity::price_adjustment, i,
                         a.charge && c.has(*a.charge) ? c[*a.charge].key : name{},
                         c.has(a.edition) ? c[a.edition].key : name{}};
        };
        if (!c.has(a.version)) return fault_with(catalog_errc::unknown_version);
        if (!c.has(a.edition)) return fault_with(catalog_errc::unknown_edition);
        if (a.charge && !c.has(*a.charge)) return fault_with(catalog_errc::unknown_charge);
        if (twice == i) return fault_with(catalog_errc::duplicate_value);
        if (const auto code =
                find_adjustment_fault(a, a.unit.value_or(c.offering->unit), c.offering->rating))
            return fault_with(*code);
        if (a.free_units != quantity{} && a.charge &&
            tables.has(*a.charge, tables.percentages | tables.capacities))
            return fault_with(core_errc::policy_out_of_range);
    }
    return std::nullopt;
}

/// The first fault in the charges of add-ons. An add-on that is paid once has a one-off charge. Units
/// of others may be added and removed within a month, so their charge recurs; both are priced by
/// units.
constexpr std::optional<fault> find_add_on_price_fault(const catalog_view& c,
                                                       std::span<hashed_name> room) {
    const tables_of_charges tables{c, room};
    for (std::size_t i = 0; i < c.add_ons.size(); ++i) {
        if (!c.add_ons[i].charged) continue;
        const charge_id id = *c.add_ons[i].charged;
        const auto fault_with = [&](errc code) {
            return fault{code, entity::add_on, i, c.add_ons[i].key, {}};
        };
        if (!c.has(id)) return fault_with(catalog_errc::unknown_charge);
        const charge& by = c[id];

        const charge_kind kind = c.add_ons[i].paid == add_on_payment::once ? charge_kind::one_off
                                                                           : charge_kind::recurring;
        if (by.kind != kind || by.pricing.tiers != tiering::graduated || by.included ||
            by.conversion ||
            tables.has(id,
                       tables.percentages | tables.capacities | tables.matrices | tables.packages))
            return fault_with(catalog_errc::add_on_not_charged_by_units);
    }
    return std::nullopt;
}

}  // namespace ratecard::inline v0::detail

#endif
