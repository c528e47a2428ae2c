// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_NAMES_HPP
#define RATECARD_RIM_NAMES_HPP

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include <ratecard/account/order.hpp>
#include <ratecard/analysis/cheapest.hpp>
#include <ratecard/analysis/remedies.hpp>
#include <ratecard/balance/burn.hpp>
#include <ratecard/balance/grant.hpp>
#include <ratecard/balance/reset.hpp>
#include <ratecard/billing/add_on_quote.hpp>
#include <ratecard/billing/change.hpp>
#include <ratecard/billing/invoice.hpp>
#include <ratecard/billing/purchase.hpp>
#include <ratecard/billing/refund_eligibility.hpp>
#include <ratecard/billing/renewal.hpp>
#include <ratecard/billing/trial_end.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/product.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/entitlement/why.hpp>
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/quota/audit.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/lease.hpp>
#include <ratecard/quota/limit_change.hpp>
#include <ratecard/quota/open_tickets.hpp>
#include <ratecard/quota/rate_limit.hpp>
#include <ratecard/quota/reserve.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/explanation.hpp>
#include <ratecard/rating/period_explanation.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/proration.hpp>
#include <ratecard/usage/meters.hpp>

/// The names of enumerators, as the code spells them: `identifier(reason::stale)` is "stale".
namespace ratecard::inline v0 {

namespace detail {

template <std::size_t N>
consteval std::array<std::string_view, N> names(const std::string_view (&list)[N]) {
    return std::to_array(list);
}

}  // namespace detail

/// The names of an enumeration's values, in order. Empty unless specialised for the enumeration.
template <class Enumeration>
inline constexpr std::array<std::string_view, 0> enumerator_names{};

// ---- lists of errors; the lower byte of a code is its place in the list, from 1 on ----

template <>
inline constexpr auto enumerator_names<core_errc> = detail::names(
    {"malformed_version", "malformed_name", "negative_quantity", "quantity_too_large", "overflow",
     "ratio_overflow", "zero_weights", "instant_out_of_range", "capacity_exceeded",
     "too_many_entities", "policy_out_of_range", "malformed_bytes", "unknown_byte_layout"});
template <>
inline constexpr auto enumerator_names<money_errc> =
    detail::names({"malformed_number", "unknown_currency", "negative_amount", "currency_mismatch",
                   "inexact", "discount_out_of_range"});
template <>
inline constexpr auto enumerator_names<time_errc> =
    detail::names({"no_such_date", "empty_cadence", "zone_table_out_of_order",
                   "zone_offset_out_of_range", "unknown_zone", "part_outside_the_period",
                   "part_above_one", "empty_phase", "phase_after_the_open_one"});
template <>
inline constexpr auto enumerator_names<catalog_errc> =
    detail::names({"empty_catalog",
                   "duplicate_name",
                   "duplicate_value",
                   "feature_without_value_in_an_edition",
                   "quota_without_limit_in_an_edition",
                   "feature_on_trial_without_a_trial",
                   "trial_without_a_length",
                   "default_edition_is_for_sale",
                   "condition_on_unknown_attribute",
                   "condition_of_the_wrong_kind",
                   "tiers_do_not_increase",
                   "tier_after_the_open_one",
                   "tiers_without_an_open_end",
                   "empty_package",
                   "stairstep_with_a_unit_price",
                   "version_dates_do_not_increase",
                   "version_migrates_backwards",
                   "negative_price",
                   "charge_includes_unknown_quota",
                   "upgrade_rules_without_a_default",
                   "value_of_another_kind",
                   "add_on_not_charged_by_units",
                   "months_on_sale_are_empty",
                   "reason_order_incomplete",
                   "unknown_edition",
                   "unknown_feature",
                   "unknown_quota",
                   "unknown_charge",
                   "unknown_version",
                   "unknown_attribute",
                   "unknown_value",
                   "unknown_trial",
                   "unknown_add_on",
                   "no_price",
                   "months_out_of_range",
                   "beyond_the_last_tier",
                   "no_version_in_force",
                   "migration_not_offered",
                   "seats_on_sale_are_empty",
                   "seats_out_of_range",
                   "price_on_request",
                   "on_request_with_an_amount",
                   "time_not_priced",
                   "trial_with_two_lengths",
                   "included_quota_does_not_fit",
                   "add_on_needs_itself",
                   "add_on_rules_contradict",
                   "sets_without_a_quota",
                   "not_one_of_amount_and_percentage",
                   "not_sold_by_the_seat",
                   "adjustment_without_its_step"});
template <>
inline constexpr auto enumerator_names<account_errc> =
    detail::names({"before_creation",         "order_of_another_owner",
                   "fixed_attribute_changed", "edition_not_for_sale",
                   "orders_overlap",          "order_begins_before_it_was_placed",
                   "order_off_its_anchor",    "payment_mismatch",
                   "voucher_exceeds_price",   "duplicate_id",
                   "unknown_order",           "unknown_bill",
                   "paid_before_issue",       "refund_before_order",
                   "refunded_twice",          "refund_after_end",
                   "trial_activated_twice",   "ends_before_it_begins",
                   "plans_overlap",           "no_plan_to_change",
                   "plan_change_refused",     "pauses_overlap",
                   "cancelled_twice",         "unknown_purchase",
                   "returned_twice",          "return_outside_its_purchase"});
template <>
inline constexpr auto enumerator_names<usage_errc> =
    detail::names({"created_twice", "disband_before_creation", "delete_before_disable"});
template <>
inline constexpr auto enumerator_names<balance_errc> =
    detail::names({"rollover_minimum_above_maximum", "balance_above_its_grant", "unknown_grant",
                   "resets_disagree"});
template <>
inline constexpr auto enumerator_names<rating_errc> =
    detail::names({"another_period", "another_reading", "unknown_segment", "no_tax_rate",
                   "credit_above_the_line", "part_above_the_period", "segment_without_its_part"});
template <>
inline constexpr auto enumerator_names<billing_errc> =
    detail::names({"change_in_the_past", "change_to_the_same_edition", "change_refused"});
template <>
inline constexpr auto enumerator_names<analysis_errc> = detail::names({"no_sequence"});

// ---- enumerations; the first value is 0 ----

template <>
inline constexpr auto enumerator_names<reason> = detail::names(
    {"allowed", "unknown_feature", "stale", "suspended", "reclaimed", "deleted", "withheld",
     "not_in_edition", "not_applied", "awaiting_activation", "trial_not_activated", "trial_over"});
template <>
inline constexpr auto enumerator_names<rounding> = detail::names(
    {"exact", "toward_zero", "away_from_zero", "floor", "ceiling", "half_to_even",
     "half_away_from_zero", "half_toward_zero", "half_to_positive", "half_to_negative"});
template <>
inline constexpr auto enumerator_names<enforcement> = detail::names({"unstated", "hard", "soft"});
template <>
inline constexpr auto enumerator_names<proration_basis> =
    detail::names({"second", "civil_day", "day_of_24_hours", "day_of_360", "whole_period",
                   "usage_share", "none", "exact_difference"});
template <>
inline constexpr auto enumerator_names<proration_whole> = detail::names(
    {"running_period", "order", "calendar_month", "fixed_months", "actual_365", "actual_actual"});
template <>
inline constexpr auto enumerator_names<change_day> = detail::names({"to_old", "to_new", "to_both"});
template <>
inline constexpr auto enumerator_names<availability> =
    detail::names({"unstated", "absent", "included", "on_application", "on_trial"});
template <>
inline constexpr auto enumerator_names<quota_scope> = detail::names({"subscription", "user",
                                                                     "group", "account"});
template <>
inline constexpr auto enumerator_names<quota_window> =
    detail::names({"standing", "calendar_day", "calendar_month", "billing_period", "fixed", "age",
                   "calendar_week", "calendar_year"});
template <>
inline constexpr auto enumerator_names<weekday> =
    detail::names({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
template <>
inline constexpr auto enumerator_names<change_kind> =
    detail::names({"forbidden", "refund_first", "with_credit", "at_period_end", "at_date"});
template <>
inline constexpr auto enumerator_names<change_direction> = detail::names({"upgrade", "downgrade",
                                                                          "lateral"});
template <>
inline constexpr auto enumerator_names<change_alignment> = detail::names({"keep", "restart"});
template <>
inline constexpr auto enumerator_names<included_units> = detail::names({"used_up", "anew",
                                                                        "prorated"});
template <>
inline constexpr auto enumerator_names<on_change> = detail::names({"kept", "ended"});
template <>
inline constexpr auto enumerator_names<attribute_kind> = detail::names({"enumerated", "count",
                                                                        "version"});
template <>
inline constexpr auto enumerator_names<value_kind> =
    detail::names({"boolean", "integer", "decimal", "duration", "option", "options", "text"});
template <>
inline constexpr auto enumerator_names<remedy_kind> = detail::names({"wait", "activate_trial",
                                                                     "buy_add_on", "buy_edition",
                                                                     "apply", "change_client"});
template <>
inline constexpr auto enumerator_names<origin> =
    detail::names({"edition", "approval", "trial", "purchase", "add_on", "override_of_account"});
template <>
inline constexpr auto enumerator_names<ignored_because> = detail::names(
    {"not_begun", "over", "no_units", "overridden", "not_needed", "lost_with_edition"});
template <>
inline constexpr auto enumerator_names<entity> = detail::names({"offering",
                                                                "edition",
                                                                "feature",
                                                                "quota",
                                                                "trial",
                                                                "attribute",
                                                                "value",
                                                                "rule",
                                                                "version",
                                                                "plan_price",
                                                                "charge",
                                                                "charge_price",
                                                                "percentage_price",
                                                                "capacity_price",
                                                                "matrix_price",
                                                                "price_adjustment",
                                                                "change_rule",
                                                                "reason_order",
                                                                "add_on",
                                                                "gift",
                                                                "edition_value",
                                                                "option",
                                                                "text",
                                                                "term_price",
                                                                "add_on_rule"});
template <>
inline constexpr auto enumerator_names<fact> = detail::names(
    {"subscription", "order", "refund", "bill", "approval", "trial", "purchase", "account_refund",
     "finding", "renewal", "add_on", "feature_override", "limit_override", "plan", "plan_change",
     "seat_change", "pause", "cancellation", "add_on_return"});
template <>
inline constexpr auto enumerator_names<state> = detail::names({"active", "expired", "suspended",
                                                               "reclaimed", "deleted"});
template <>
inline constexpr auto enumerator_names<suspension_cause> =
    detail::names({"expiry", "arrears", "refund", "abuse", "pause"});
template <>
inline constexpr auto enumerator_names<billing_time> = detail::names({"in_advance", "in_arrears"});
template <>
inline constexpr auto enumerator_names<add_on_payment> = detail::names({"recurring", "once"});
template <>
inline constexpr auto enumerator_names<add_on_relation> = detail::names({"sold_with", "needs",
                                                                         "excludes"});
template <>
inline constexpr auto enumerator_names<once_for> = detail::names({"subscription", "customer"});
template <>
inline constexpr auto enumerator_names<fewer_seats> = detail::names({"least_is_billed", "refused"});
template <>
inline constexpr auto enumerator_names<grandfathering> =
    detail::names({"by_creation", "by_first_order", "by_order"});
template <>
inline constexpr auto enumerator_names<priced_since> =
    detail::names({"creation", "first_order", "asking", "migration", "sunset"});
template <>
inline constexpr auto enumerator_names<life_event> = detail::names({"expiry", "suspension",
                                                                    "reclaiming", "bill"});
template <>
inline constexpr auto enumerator_names<quota_answer> =
    detail::names({"admitted", "admitted_in_part", "admitted_in_grace", "admitted_above",
                   "limit_reached", "counter_full", "window_closed", "window_out_of_range",
                   "other_length", "unknown_quota", "stale", "suspended", "reclaimed", "deleted"});
template <>
inline constexpr auto enumerator_names<taking> = detail::names({"all_or_nothing",
                                                                "as_much_as_fits"});
template <>
inline constexpr auto enumerator_names<release_answer> = detail::names({"released", "free_already",
                                                                        "not_taken"});
template <>
inline constexpr auto enumerator_names<close_refusal> = detail::names({"none", "closed_before",
                                                                       "never_opened"});
template <>
inline constexpr auto enumerator_names<commit_answer> =
    detail::names({"committed", "committed_before", "expired", "not_reserved", "more_than_reserved",
                   "epoch_closed", "counter_full", "epoch_out_of_range"});
template <>
inline constexpr auto enumerator_names<rate_answer> = detail::names({"admitted", "admitted_in_part",
                                                                     "too_soon", "more_than_burst",
                                                                     "clock_out_of_range",
                                                                     "other_rate"});
template <>
inline constexpr auto enumerator_names<above_policy> = detail::names({"block_new", "grace_until",
                                                                      "bill"});
template <>
inline constexpr auto enumerator_names<standing> =
    detail::names({"within", "above_blocked", "above_in_grace", "above_billed"});
template <>
inline constexpr auto enumerator_names<audit_verdict> =
    detail::names({"sound", "other_answer", "other_state", "limit_passed", "given_back_twice",
                   "committed_twice", "other_ticket", "unknown_ticket", "name_used_twice"});
template <>
inline constexpr auto enumerator_names<settle_answer> = detail::names({"settled", "settled_before",
                                                                       "more_than_leased"});
template <>
inline constexpr auto enumerator_names<grant_kind> = detail::names({"promotional", "paid"});
template <>
inline constexpr auto enumerator_names<burn_extent> = detail::names({"all_or_nothing",
                                                                     "as_much_as_is_left"});
template <>
inline constexpr auto enumerator_names<overage_at_reset> = detail::names({"dropped", "carried"});
template <>
inline constexpr auto enumerator_names<change_refusal> = detail::names({"none", "forbidden",
                                                                        "refund_first"});
template <>
inline constexpr auto enumerator_names<refund_refusal> =
    detail::names({"none", "no_order", "already_refunded", "after_last_end", "reclaimed", "deleted",
                   "not_offered", "abusive", "promotional", "only_all_together", "limit_reached"});
template <>
inline constexpr auto enumerator_names<refund_unit> = detail::names({"month", "order"});
template <>
inline constexpr auto enumerator_names<voucher_rule> =
    detail::names({"not_returned", "returned_as_voucher", "returned_as_credit"});
template <>
inline constexpr auto enumerator_names<refund_floor> = detail::names({"zero", "customer_owes"});
template <>
inline constexpr auto enumerator_names<refund_split> =
    detail::names({"proportion", "cash_first", "credit_first", "all_to_credit"});
template <>
inline constexpr auto enumerator_names<refund_scope> = detail::names({"all_together",
                                                                      "order_by_order"});
template <>
inline constexpr auto enumerator_names<promotional_orders> = detail::names({"refused", "left_out",
                                                                            "refundable"});
template <>
inline constexpr auto enumerator_names<window_start> = detail::names({"placed", "begins"});
template <>
inline constexpr auto enumerator_names<purchase_kind> = detail::names({"start", "renew", "resume",
                                                                       "upgrade"});
template <>
inline constexpr auto enumerator_names<purchase_refusal> =
    detail::names({"none", "reclaimed", "deleted", "term_not_on_sale", "seats_not_on_sale",
                   "change_forbidden", "refund_first", "plan_not_refundable", "billed_by_period"});
template <>
inline constexpr auto enumerator_names<add_on_refusal> =
    detail::names({"none", "not_active", "nothing_running", "not_sold_with_it", "needs_another",
                   "excluded", "gives_nothing"});
template <>
inline constexpr auto enumerator_names<renewal_refusal> =
    detail::names({"none", "switched_off", "not_due", "lapsed", "balance_too_small"});
template <>
inline constexpr auto enumerator_names<invoice_line_kind> =
    detail::names({"order", "add_on", "refund", "period", "usage"});
template <>
inline constexpr auto enumerator_names<trial_refusal> = detail::names({"none", "already_used",
                                                                       "not_running"});
template <>
inline constexpr auto enumerator_names<derivation> = detail::names({"sum", "by_unit", "by_package",
                                                                    "by_event", "flat"});
template <>
inline constexpr auto enumerator_names<line_kind> = detail::names({"usage", "flat", "minimum",
                                                                   "commitment", "overage"});
template <>
inline constexpr auto enumerator_names<usage_prices> = detail::names({"last_plan", "plan_of_use"});
template <>
inline constexpr auto enumerator_names<charge_kind> = detail::names({"usage", "recurring",
                                                                     "one_off"});
template <>
inline constexpr auto enumerator_names<rating_step> =
    detail::names({"percentage_discount", "amount_discount", "maximum", "minimum", "credits"});
template <>
inline constexpr auto enumerator_names<rounding_point> = detail::names({"line", "charge",
                                                                        "statement", "none"});
template <>
inline constexpr auto enumerator_names<stated_amounts> = detail::names({"of_last_segment",
                                                                        "by_time"});
template <>
inline constexpr auto enumerator_names<bill_part> = detail::names({"usage", "flat", "minimum",
                                                                   "commitment", "overage",
                                                                   "percentage_off", "amount_off",
                                                                   "over_maximum", "credited"});

/// An enumeration whose values have names in `enumerator_names`.
template <class T>
concept named_enumeration = std::is_enum_v<T> && !enumerator_names<T>.empty();

/// The name of a value, as the code spells it; "no_such_value" for a number without a name.
template <named_enumeration Enumeration>
[[nodiscard]] constexpr std::string_view identifier(Enumeration value) noexcept {
    // The codes of a list of errors begin with 1 in the lower byte.
    constexpr std::size_t first = error_list<Enumeration> ? 1 : 0;
    const auto number = static_cast<std::size_t>(value);
    const std::size_t place = (error_list<Enumeration> ? number & 0xff : number) - first;
    const auto& names = enumerator_names<Enumeration>;
    return place < names.size() ? names[place] : "no_such_value";
}
/// "refused_by_an_attribute" for the reason of any attribute: only a catalog knows its name.
[[nodiscard]] constexpr std::string_view identifier(reason value) noexcept {
    return value < reason::first_attribute ? identifier<reason>(value) : "refused_by_an_attribute";
}

/// The name of an error of any list; "no_such_value" if it has none.
[[nodiscard]] constexpr std::string_view identifier(errc code) noexcept {
    switch (code.value() >> 8) {
        case 0: return identifier(static_cast<core_errc>(code.value()));
        case 1: return identifier(static_cast<money_errc>(code.value()));
        case 2: return identifier(static_cast<time_errc>(code.value()));
        case 3: return identifier(static_cast<catalog_errc>(code.value()));
        case 4: return identifier(static_cast<account_errc>(code.value()));
        case 5: return identifier(static_cast<usage_errc>(code.value()));
        case 6: return identifier(static_cast<balance_errc>(code.value()));
        case 7: return identifier(static_cast<rating_errc>(code.value()));
        case 8: return identifier(static_cast<billing_errc>(code.value()));
        case 9: return identifier(static_cast<analysis_errc>(code.value()));
    }
    return "no_such_value";
}

}  // namespace ratecard::inline v0

#endif
