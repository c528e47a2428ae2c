// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_FAULT_HPP
#define RATECARD_CATALOG_FAULT_HPP

#include <cstddef>
#include <cstdint>

#include <ratecard/core/errc.hpp>
#include <ratecard/core/name.hpp>

/// Errors of a catalog, and where in its tables a fault is.
namespace ratecard::inline v0 {

/// Errors in a catalog, and errors of questions about something that it does not have.
enum class catalog_errc : std::uint16_t {
    empty_catalog = 0x301,                ///< the catalog has no edition, or no price-book version
    duplicate_name,                       ///< two entities of one kind have one name
    duplicate_value,                      ///< one cell of a table is stated twice
    feature_without_value_in_an_edition,  ///< a cell of the feature matrix is missing
    quota_without_limit_in_an_edition,    ///< a cell of the quota table is missing
    feature_on_trial_without_a_trial,     ///< a cell is `on_trial`, but the feature names no trial
    trial_without_a_length,               ///< the length of a trial is zero or negative
    default_edition_is_for_sale,          ///< the edition of a new subscription has a price
    condition_on_unknown_attribute,  ///< a rule tests an attribute that the catalog does not have
    condition_of_the_wrong_kind,  ///< a test does not fit the attribute, such as a bound on a list
    tiers_do_not_increase,        ///< an upper bound is not above the one before
    tier_after_the_open_one,      ///< a tier follows one without an upper bound
    tiers_without_an_open_end,    ///< the last tier is bounded, and `beyond` is not stated
    empty_package,                ///< a package has no units
    stairstep_with_a_unit_price,  ///< a stairstep has a unit price; only a flat amount is allowed
    version_dates_do_not_increase,    ///< price-book versions are not in the order of their dates
    version_migrates_backwards,       ///< a successor is older, or begins after the version ended
    negative_price,                   ///< a price is below zero
    charge_includes_unknown_quota,    ///< a charge names an included quota that does not exist
    upgrade_rules_without_a_default,  ///< no change rule is for every edition
    value_of_another_kind,            ///< a feature cannot have this value
    add_on_not_charged_by_units,  ///< the charge of an add-on is not by units, or not as it is paid
    months_on_sale_are_empty,     ///< the shortest term is below one month or above the longest
    reason_order_incomplete,    ///< a reason is missing in the order of reasons, or is there twice
    unknown_edition,            ///< the catalog does not have this edition
    unknown_feature,            ///< the catalog does not have this feature
    unknown_quota,              ///< the catalog does not have this quota
    unknown_charge,             ///< the catalog does not have this charge
    unknown_version,            ///< the catalog does not have this price-book version
    unknown_attribute,          ///< the catalog does not have this attribute
    unknown_value,              ///< the attribute does not list this value
    unknown_trial,              ///< the catalog does not have this trial
    unknown_add_on,             ///< the catalog does not have this add-on
    no_price,                   ///< the edition has no such price in this price-book version
    months_out_of_range,        ///< this number of months is not on sale
    beyond_the_last_tier,       ///< the quantity is above the last step of the price
    no_version_in_force,        ///< the instant is before the first price-book version
    migration_not_offered,      ///< the version has no successor, or another one
    seats_on_sale_are_empty,    ///< the least number of seats is 0, or above the largest
    seats_out_of_range,         ///< this number of seats is not on sale
    price_on_request,           ///< the price is agreed with each customer, and not known
    on_request_with_an_amount,  ///< a price on request states an amount
    time_not_priced,  ///< the time is no whole number of those that the edition's price is for
    trial_with_two_lengths,       ///< a trial states a length, and civil days or months, too
    included_quota_does_not_fit,  ///< it counts for others or over another time than the charge
    add_on_needs_itself,          ///< add-ons need each other in a circle
    add_on_rules_contradict,      ///< an add-on needs one that it excludes, or excludes itself
    sets_without_a_quota,         ///< a gift sets a limit, but names no quota
    not_one_of_amount_and_percentage,  ///< the price of a term states both, or neither
    not_sold_by_the_seat,         ///< the edition has one price, and another number of seats than 1
    adjustment_without_its_step,  ///< a discount, bound or credit has no step in the rating policy
};
/// Marks `catalog_errc` as a list of errors.
constexpr bool is_error_list(catalog_errc) noexcept { return true; }

/// The kind of entity that has a fault.
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
    term_price,
    add_on_rule,
};

/// An error in a catalog and its place: the kind of entity, its index in the table of that kind,
/// and its name if it has one. `in` is the edition, if a cell is at fault.
struct fault {
    errc code{};
    entity kind{};
    std::size_t index = 0;
    name culprit{};
    name in{};

    friend constexpr bool operator==(const fault&, const fault&) = default;
};

/// An error in the rows of one table, and the index of the row.
struct row_fault {
    errc code{};
    std::size_t index = 0;

    friend constexpr bool operator==(const row_fault&, const row_fault&) = default;
};

}  // namespace ratecard::inline v0

#endif
