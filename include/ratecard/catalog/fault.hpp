// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_FAULT_HPP
#define RATECARD_CATALOG_FAULT_HPP

#include <cstddef>
#include <cstdint>

#include <ratecard/core/errc.hpp>
#include <ratecard/core/name.hpp>

namespace ratecard::inline v0 {

/// Faults of a catalog, and questions about something that a catalog does not have.
enum class catalog_errc : std::uint16_t {
    empty_catalog = 0x301,                ///< no edition, or no price-book version
    duplicate_name,                       ///< two entities of one kind under one name
    duplicate_value,                      ///< one cell of a table stated twice
    feature_without_value_in_an_edition,  ///< a cell of the feature matrix is missing
    quota_without_limit_in_an_edition,    ///< a cell of the quota table is missing
    feature_on_trial_without_a_trial,     ///< a cell says trial, the row names none
    trial_without_a_length,               ///< a trial of zero or negative length
    default_edition_is_for_sale,          ///< the edition of a new subscription must be free
    condition_on_unknown_attribute,   ///< a rule tests an attribute the catalog does not declare
    condition_of_the_wrong_kind,      ///< such as an upper bound on an enumerated attribute
    tiers_do_not_increase,            ///< an upper bound not above the one before
    tier_after_the_open_one,          ///< two tails, or a tier behind the tail
    tiers_without_an_open_end,        ///< the last tier is bounded, and what is beyond unstated
    empty_package,                    ///< a package of no units
    stairstep_with_a_unit_price,      ///< a stairstep has one price, its flat amount
    version_dates_do_not_increase,    ///< price-book versions out of order
    version_migrates_backwards,       ///< a migration to an older version
    negative_price,                   ///< a price below zero
    charge_includes_unknown_quota,    ///< a charge names an included quota that does not exist
    upgrade_rules_without_a_default,  ///< changes between editions not all decided
    value_of_another_kind,            ///< a value that its feature cannot have
    add_on_not_charged_by_units,      ///< an add-on priced by what cannot be parted by time
    months_on_sale_are_empty,         ///< the shortest term on sale exceeds the longest
    reason_order_incomplete,          ///< the order of reasons misses one, or has one twice
    unknown_edition,                  ///< an edition that the catalog does not have
    unknown_feature,                  ///< a feature that it does not have
    unknown_quota,                    ///< a quota that it does not have
    unknown_charge,                   ///< a charge that it does not have
    unknown_version,                  ///< a price-book version that it does not have
    unknown_attribute,                ///< an attribute that it does not have
    unknown_value,                    ///< a value that the enumerated attribute does not list
    unknown_trial,                    ///< a trial that it does not have
    unknown_add_on,                   ///< an add-on that it does not have
    no_price,                         ///< this edition has no such price in this price-book version
    months_out_of_range,              ///< an order of a length that is not on sale
    beyond_the_last_tier,             ///< more units than the steps of a price are for
    no_version_in_force,              ///< an instant before the first price-book version
    migration_not_offered,  ///< the price-book version does not offer a migration to the one wanted
};
/// Marks `catalog_errc` as a list of errors.
constexpr bool is_error_list(catalog_errc) noexcept { return true; }

/// The kind of entity a fault lies in.
enum class entity : std::uint8_t {
    offering,
    edition,
    feature,
    quota,
    trial,
    attribute,
    value,
    rule,
    version,
    plan_price,
    charge,
    charge_price,
    percentage_price,
    capacity_price,
    matrix_price,
    price_adjustment,
    change_rule,
    reason_order,
    add_on,
    gift,
    edition_value,
    option,
    text,
};

/// What is wrong with a catalog, and where: the entity's kind, its place in that kind's table, and
/// its name where it has one. `in` names the edition of a cell.
struct fault {
    errc code{};
    entity kind{};
    std::size_t index = 0;
    name culprit{};
    name in{};

    friend constexpr bool operator==(const fault&, const fault&) = default;
};

/// What is wrong with the rows of one table, and with which of them.
struct row_fault {
    errc code{};
    std::size_t index = 0;

    friend constexpr bool operator==(const row_fault&, const row_fault&) = default;
};

}  // namespace ratecard::inline v0

#endif
