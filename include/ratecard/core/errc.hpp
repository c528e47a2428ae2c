// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_ERRC_HPP
#define RATECARD_CORE_ERRC_HPP

#include <cstdint>

namespace ratecard::inline v0 {

/// What was wrong with the data. A refusal is not among them: "no" is a normal answer with a reason
/// of its own type.
enum class errc : std::uint8_t {
    // core, money, time
    malformed_number = 1,      ///< text that is not a decimal number within 18 digits
    malformed_version,         ///< text that is not one to three numbers with points between
    malformed_name,            ///< empty, or more than 47 bytes
    unknown_currency,          ///< not an ISO 4217 code this library carries
    negative_quantity,         ///< a count below zero
    quantity_too_large,        ///< a count above 10^15
    negative_amount,           ///< an amount below zero where only a payment or a price can stand
    currency_mismatch,         ///< two currencies in one sum, statement or order
    overflow,                  ///< the true result does not fit its type
    ratio_overflow,            ///< a product of ratios has no 64-bit form
    inexact,                   ///< a digit would be lost where none may be
    discount_out_of_range,     ///< a percentage below zero or above 100
    zero_weights,              ///< an amount to be shared over parts that all weigh nothing
    instant_out_of_range,      ///< outside the years 1 to 9999
    no_such_date,              ///< such as 30 February
    empty_cadence,             ///< a cadence of no days, months or seconds
    zone_table_out_of_order,   ///< a change of clocks that is not later than the one before it
    zone_offset_out_of_range,  ///< clocks more than 18 hours from UTC
    unknown_zone,              ///< a name that the time zone database does not have
    change_in_the_past,        ///< a change wanted before now, or before what it changes began
    change_to_the_same_edition,
    change_refused,            ///< a change that its rule forbids, among those of a plan
    no_sequence,               ///< no sequence of the terms on offer covers the months
    part_outside_the_period,   ///< a fraction asked of an interval that is not inside its period
    part_above_one,            ///< a policy counts more of a period than it has, and refuses that
    empty_phase,               ///< a trial or a fixed term of no periods
    phase_after_the_open_one,  ///< a phase behind one that has no end
    too_small,                 ///< the room the caller gave cannot hold the answer
    // catalog: faults of a definition
    empty_catalog,                        ///< no edition, or no price-book version
    too_many_entities,                    ///< a table longer than ids can count
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
    policy_out_of_range,              ///< a clock, a day count or a bill day out of its range
    // catalog: questions about something it does not have
    unknown_edition,
    unknown_feature,
    unknown_quota,
    unknown_charge,
    unknown_version,
    unknown_attribute,
    unknown_value,  ///< a value the enumerated attribute does not list, such as a data center
    unknown_trial,
    unknown_add_on,
    unknown_order,
    unknown_bill,
    another_period,
    another_reading,       ///< two ratings to be compared are not of one period at its prices
    unknown_segment,       ///< a reading of a stretch that its billing period does not have
    no_price,              ///< this edition has no such price in this price-book version
    beyond_the_last_tier,  ///< more units than the steps of a price are for
    no_version_in_force,
    migration_not_offered,
    no_tax_rate,            ///< a category of goods for which no rate was given
    credit_above_the_line,  ///< more is credited of a line than it was
    // account: facts that contradict each other
    before_creation,         ///< the question, or a fact, lies before the creation
    months_out_of_range,     ///< an order of a length that is not on sale
    order_of_another_owner,  ///< an order that names another subscription
    data_center_changed,     ///< an order with fixed attributes other than the subscription's
    edition_not_for_sale,    ///< an order of an edition without a price
    orders_overlap,          ///< an order begins before the one before it ended
    order_begins_before_it_was_placed,
    order_off_its_anchor,     ///< an order that carries an anchor begins at none of its boundaries
    payment_mismatch,         ///< cash, credit, voucher and discount do not add up to the price
    voucher_exceeds_price,    ///< a voucher larger than the order
    duplicate_id,             ///< one id, and two contents: a repetition is the same
    paid_before_issue,        ///< a bill paid before it was issued
    refund_before_order,      ///< a refund dated before its order was placed
    refunded_twice,           ///< an order with two refunds
    refund_after_end,         ///< a refund of an order already over
    trial_activated_twice,    ///< a trial is given once
    disband_before_creation,  ///< something ends that never began
    created_twice,            ///< something begins that has begun already
    ends_before_it_begins,    ///< an interval with its end before its begin
    // balance: grants and what is left of them
    rollover_minimum_above_maximum,  ///< a reset would lift a balance higher than it may keep
    balance_above_its_grant,         ///< more left of a grant than it can ever hold
    unknown_grant,                   ///< the renewal of a grant that is not among those given
    resets_disagree,                 ///< two at one instant, of which one carries overage
    // quota: bytes that were stored or sent
    malformed_bytes,      ///< not as many as a value of this kind has, or of another kind
    unknown_byte_layout,  ///< written by a later version of this library
    // usage
    delete_before_disable,  ///< an application is deleted only after it was disabled
};

}  // namespace ratecard::inline v0

#endif
