// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_NAMES_HPP
#define RATECARD_RIM_NAMES_HPP

#include <concepts>
#include <string_view>
#include <type_traits>

#include <ratecard/analysis/remedies.hpp>
#include <ratecard/balance/burn.hpp>
#include <ratecard/balance/grant.hpp>
#include <ratecard/balance/reset.hpp>
#include <ratecard/billing/add_on_quote.hpp>
#include <ratecard/billing/change.hpp>
#include <ratecard/billing/purchase.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/billing/renewal.hpp>
#include <ratecard/billing/statement.hpp>
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
#include <ratecard/quota/audit.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/lease.hpp>
#include <ratecard/quota/limit_change.hpp>
#include <ratecard/quota/rate_limit.hpp>
#include <ratecard/quota/reserve.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/explanation.hpp>
#include <ratecard/rating/period_explanation.hpp>
#include <ratecard/time/proration.hpp>

/// The names of enumerators, as they stand in the code: `identifier(reason::stale)` is "stale".
namespace ratecard::inline v0 {

// ---- enumerators: each by its own name ----

[[nodiscard]] constexpr std::string_view identifier(errc value) noexcept {
    switch (value) {
        case errc::malformed_number: return "malformed_number";
        case errc::malformed_version: return "malformed_version";
        case errc::malformed_name: return "malformed_name";
        case errc::unknown_currency: return "unknown_currency";
        case errc::negative_quantity: return "negative_quantity";
        case errc::quantity_too_large: return "quantity_too_large";
        case errc::negative_amount: return "negative_amount";
        case errc::currency_mismatch: return "currency_mismatch";
        case errc::overflow: return "overflow";
        case errc::ratio_overflow: return "ratio_overflow";
        case errc::inexact: return "inexact";
        case errc::discount_out_of_range: return "discount_out_of_range";
        case errc::zero_weights: return "zero_weights";
        case errc::instant_out_of_range: return "instant_out_of_range";
        case errc::no_such_date: return "no_such_date";
        case errc::empty_cadence: return "empty_cadence";
        case errc::zone_table_out_of_order: return "zone_table_out_of_order";
        case errc::zone_offset_out_of_range: return "zone_offset_out_of_range";
        case errc::unknown_zone: return "unknown_zone";
        case errc::change_in_the_past: return "change_in_the_past";
        case errc::change_to_the_same_edition: return "change_to_the_same_edition";
        case errc::change_refused: return "change_refused";
        case errc::no_sequence: return "no_sequence";
        case errc::part_outside_the_period: return "part_outside_the_period";
        case errc::part_above_one: return "part_above_one";
        case errc::empty_phase: return "empty_phase";
        case errc::phase_after_the_open_one: return "phase_after_the_open_one";
        case errc::too_small: return "too_small";
        case errc::empty_catalog: return "empty_catalog";
        case errc::too_many_entities: return "too_many_entities";
        case errc::duplicate_name: return "duplicate_name";
        case errc::duplicate_value: return "duplicate_value";
        case errc::feature_without_value_in_an_edition:
            return "feature_without_value_in_an_edition";
        case errc::quota_without_limit_in_an_edition: return "quota_without_limit_in_an_edition";
        case errc::feature_on_trial_without_a_trial: return "feature_on_trial_without_a_trial";
        case errc::trial_without_a_length: return "trial_without_a_length";
        case errc::default_edition_is_for_sale: return "default_edition_is_for_sale";
        case errc::condition_on_unknown_attribute: return "condition_on_unknown_attribute";
        case errc::condition_of_the_wrong_kind: return "condition_of_the_wrong_kind";
        case errc::tiers_do_not_increase: return "tiers_do_not_increase";
        case errc::tier_after_the_open_one: return "tier_after_the_open_one";
        case errc::tiers_without_an_open_end: return "tiers_without_an_open_end";
        case errc::empty_package: return "empty_package";
        case errc::stairstep_with_a_unit_price: return "stairstep_with_a_unit_price";
        case errc::version_dates_do_not_increase: return "version_dates_do_not_increase";
        case errc::version_migrates_backwards: return "version_migrates_backwards";
        case errc::negative_price: return "negative_price";
        case errc::charge_includes_unknown_quota: return "charge_includes_unknown_quota";
        case errc::upgrade_rules_without_a_default: return "upgrade_rules_without_a_default";
        case errc::value_of_another_kind: return "value_of_another_kind";
        case errc::add_on_not_charged_by_units: return "add_on_not_charged_by_units";
        case errc::months_on_sale_are_empty: return "months_on_sale_are_empty";
        case errc::reason_order_incomplete: return "reason_order_incomplete";
        case errc::policy_out_of_range: return "policy_out_of_range";
        case errc::unknown_edition: return "unknown_edition";
        case errc::unknown_feature: return "unknown_feature";
        case errc::unknown_quota: return "unknown_quota";
        case errc::unknown_charge: return "unknown_charge";
        case errc::unknown_version: return "unknown_version";
        case errc::unknown_attribute: return "unknown_attribute";
        case errc::unknown_value: return "unknown_value";
        case errc::unknown_trial: return "unknown_trial";
        case errc::unknown_add_on: return "unknown_add_on";
        case errc::unknown_order: return "unknown_order";
        case errc::unknown_bill: return "unknown_bill";
        case errc::another_period: return "another_period";
        case errc::another_reading: return "another_reading";
        case errc::unknown_segment: return "unknown_segment";
        case errc::no_price: return "no_price";
        case errc::beyond_the_last_tier: return "beyond_the_last_tier";
        case errc::no_tax_rate: return "no_tax_rate";
        case errc::credit_above_the_line: return "credit_above_the_line";
        case errc::no_version_in_force: return "no_version_in_force";
        case errc::migration_not_offered: return "migration_not_offered";
        case errc::before_creation: return "before_creation";
        case errc::months_out_of_range: return "months_out_of_range";
        case errc::order_of_another_owner: return "order_of_another_owner";
        case errc::data_center_changed: return "data_center_changed";
        case errc::edition_not_for_sale: return "edition_not_for_sale";
        case errc::orders_overlap: return "orders_overlap";
        case errc::order_begins_before_it_was_placed: return "order_begins_before_it_was_placed";
        case errc::order_off_its_anchor: return "order_off_its_anchor";
        case errc::payment_mismatch: return "payment_mismatch";
        case errc::voucher_exceeds_price: return "voucher_exceeds_price";
        case errc::duplicate_id: return "duplicate_id";
        case errc::paid_before_issue: return "paid_before_issue";
        case errc::refund_before_order: return "refund_before_order";
        case errc::refunded_twice: return "refunded_twice";
        case errc::refund_after_end: return "refund_after_end";
        case errc::trial_activated_twice: return "trial_activated_twice";
        case errc::disband_before_creation: return "disband_before_creation";
        case errc::created_twice: return "created_twice";
        case errc::ends_before_it_begins: return "ends_before_it_begins";
        case errc::rollover_minimum_above_maximum: return "rollover_minimum_above_maximum";
        case errc::balance_above_its_grant: return "balance_above_its_grant";
        case errc::unknown_grant: return "unknown_grant";
        case errc::resets_disagree: return "resets_disagree";
        case errc::malformed_bytes: return "malformed_bytes";
        case errc::unknown_byte_layout: return "unknown_byte_layout";
        case errc::delete_before_disable: return "delete_before_disable";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(reason value) noexcept {
    switch (value) {
        case reason::allowed: return "allowed";
        case reason::unknown_feature: return "unknown_feature";
        case reason::stale: return "stale";
        case reason::suspended: return "suspended";
        case reason::reclaimed: return "reclaimed";
        case reason::deleted: return "deleted";
        case reason::withheld: return "withheld";
        case reason::not_in_edition: return "not_in_edition";
        case reason::not_applied: return "not_applied";
        case reason::awaiting_activation: return "awaiting_activation";
        case reason::trial_not_activated: return "trial_not_activated";
        case reason::trial_over: return "trial_over";
        case reason::first_attribute: break;
    }
    return "refused_by_an_attribute";
}
[[nodiscard]] constexpr std::string_view identifier(rounding value) noexcept {
    switch (value) {
        case rounding::exact: return "exact";
        case rounding::toward_zero: return "toward_zero";
        case rounding::away_from_zero: return "away_from_zero";
        case rounding::floor: return "floor";
        case rounding::ceiling: return "ceiling";
        case rounding::half_to_even: return "half_to_even";
        case rounding::half_away_from_zero: return "half_away_from_zero";
        case rounding::half_toward_zero: return "half_toward_zero";
        case rounding::half_to_positive: return "half_to_positive";
        case rounding::half_to_negative: return "half_to_negative";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(enforcement value) noexcept {
    switch (value) {
        case enforcement::unstated: return "unstated";
        case enforcement::hard: return "hard";
        case enforcement::soft: return "soft";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(proration_basis value) noexcept {
    switch (value) {
        case proration_basis::second: return "second";
        case proration_basis::civil_day: return "civil_day";
        case proration_basis::day_of_24_hours: return "day_of_24_hours";
        case proration_basis::day_of_360: return "day_of_360";
        case proration_basis::whole_period: return "whole_period";
        case proration_basis::usage_share: return "usage_share";
        case proration_basis::none: return "none";
        case proration_basis::exact_difference: return "exact_difference";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(proration_whole value) noexcept {
    switch (value) {
        case proration_whole::running_period: return "running_period";
        case proration_whole::order: return "order";
        case proration_whole::calendar_month: return "calendar_month";
        case proration_whole::fixed_months: return "fixed_months";
        case proration_whole::actual_365: return "actual_365";
        case proration_whole::actual_actual: return "actual_actual";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(change_day value) noexcept {
    switch (value) {
        case change_day::to_old: return "to_old";
        case change_day::to_new: return "to_new";
        case change_day::to_both: return "to_both";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(availability value) noexcept {
    switch (value) {
        case availability::unstated: return "unstated";
        case availability::absent: return "absent";
        case availability::included: return "included";
        case availability::on_application: return "on_application";
        case availability::on_trial: return "on_trial";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(quota_scope value) noexcept {
    switch (value) {
        case quota_scope::subscription: return "subscription";
        case quota_scope::user: return "user";
        case quota_scope::group: return "group";
        case quota_scope::account: return "account";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(quota_window value) noexcept {
    switch (value) {
        case quota_window::standing: return "standing";
        case quota_window::calendar_day: return "calendar_day";
        case quota_window::calendar_month: return "calendar_month";
        case quota_window::billing_period: return "billing_period";
        case quota_window::fixed: return "fixed";
        case quota_window::age: return "age";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(change_kind value) noexcept {
    switch (value) {
        case change_kind::forbidden: return "forbidden";
        case change_kind::refund_first: return "refund_first";
        case change_kind::with_credit: return "with_credit";
        case change_kind::at_period_end: return "at_period_end";
        case change_kind::at_date: return "at_date";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(change_direction value) noexcept {
    switch (value) {
        case change_direction::upgrade: return "upgrade";
        case change_direction::downgrade: return "downgrade";
        case change_direction::lateral: return "lateral";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(change_alignment value) noexcept {
    switch (value) {
        case change_alignment::keep: return "keep";
        case change_alignment::restart: return "restart";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(included_units value) noexcept {
    switch (value) {
        case included_units::used_up: return "used_up";
        case included_units::anew: return "anew";
        case included_units::prorated: return "prorated";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(on_change value) noexcept {
    switch (value) {
        case on_change::kept: return "kept";
        case on_change::ended: return "ended";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(attribute_kind value) noexcept {
    switch (value) {
        case attribute_kind::enumerated: return "enumerated";
        case attribute_kind::count: return "count";
        case attribute_kind::version: return "version";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(value_kind value) noexcept {
    switch (value) {
        case value_kind::boolean: return "boolean";
        case value_kind::integer: return "integer";
        case value_kind::decimal: return "decimal";
        case value_kind::duration: return "duration";
        case value_kind::option: return "option";
        case value_kind::options: return "options";
        case value_kind::text: return "text";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(remedy_kind value) noexcept {
    switch (value) {
        case remedy_kind::wait: return "wait";
        case remedy_kind::activate_trial: return "activate_trial";
        case remedy_kind::buy_add_on: return "buy_add_on";
        case remedy_kind::buy_edition: return "buy_edition";
        case remedy_kind::apply: return "apply";
        case remedy_kind::change_client: return "change_client";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(origin value) noexcept {
    switch (value) {
        case origin::edition: return "edition";
        case origin::approval: return "approval";
        case origin::trial: return "trial";
        case origin::purchase: return "purchase";
        case origin::add_on: return "add_on";
        case origin::override_of_account: return "override_of_account";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(ignored_because value) noexcept {
    switch (value) {
        case ignored_because::not_begun: return "not_begun";
        case ignored_because::over: return "over";
        case ignored_because::no_units: return "no_units";
        case ignored_because::overridden: return "overridden";
        case ignored_because::not_needed: return "not_needed";
        case ignored_because::lost_with_edition: return "lost_with_edition";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(entity value) noexcept {
    switch (value) {
        case entity::offering: return "offering";
        case entity::edition: return "edition";
        case entity::feature: return "feature";
        case entity::quota: return "quota";
        case entity::trial: return "trial";
        case entity::attribute: return "attribute";
        case entity::value: return "value";
        case entity::rule: return "rule";
        case entity::version: return "version";
        case entity::plan_price: return "plan_price";
        case entity::charge: return "charge";
        case entity::charge_price: return "charge_price";
        case entity::percentage_price: return "percentage_price";
        case entity::capacity_price: return "capacity_price";
        case entity::matrix_price: return "matrix_price";
        case entity::price_adjustment: return "price_adjustment";
        case entity::change_rule: return "change_rule";
        case entity::reason_order: return "reason_order";
        case entity::add_on: return "add_on";
        case entity::gift: return "gift";
        case entity::edition_value: return "edition_value";
        case entity::option: return "option";
        case entity::text: return "text";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(fact value) noexcept {
    switch (value) {
        case fact::subscription: return "subscription";
        case fact::order: return "order";
        case fact::refund: return "refund";
        case fact::bill: return "bill";
        case fact::approval: return "approval";
        case fact::trial: return "trial";
        case fact::purchase: return "purchase";
        case fact::account_refund: return "account_refund";
        case fact::finding: return "finding";
        case fact::renewal: return "renewal";
        case fact::add_on: return "add_on";
        case fact::feature_override: return "feature_override";
        case fact::limit_override: return "limit_override";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(state value) noexcept {
    switch (value) {
        case state::active: return "active";
        case state::expired: return "expired";
        case state::suspended: return "suspended";
        case state::reclaimed: return "reclaimed";
        case state::deleted: return "deleted";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(suspension_cause value) noexcept {
    switch (value) {
        case suspension_cause::expiry: return "expiry";
        case suspension_cause::arrears: return "arrears";
        case suspension_cause::refund: return "refund";
        case suspension_cause::abuse: return "abuse";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(grandfathering value) noexcept {
    switch (value) {
        case grandfathering::by_creation: return "by_creation";
        case grandfathering::by_first_order: return "by_first_order";
        case grandfathering::by_order: return "by_order";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(priced_since value) noexcept {
    switch (value) {
        case priced_since::creation: return "creation";
        case priced_since::first_order: return "first_order";
        case priced_since::asking: return "asking";
        case priced_since::migration: return "migration";
        case priced_since::sunset: return "sunset";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(life_event value) noexcept {
    switch (value) {
        case life_event::expiry: return "expiry";
        case life_event::suspension: return "suspension";
        case life_event::reclaiming: return "reclaiming";
        case life_event::bill: return "bill";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(quota_answer value) noexcept {
    switch (value) {
        case quota_answer::admitted: return "admitted";
        case quota_answer::admitted_in_part: return "admitted_in_part";
        case quota_answer::admitted_in_grace: return "admitted_in_grace";
        case quota_answer::admitted_above: return "admitted_above";
        case quota_answer::limit_reached: return "limit_reached";
        case quota_answer::counter_full: return "counter_full";
        case quota_answer::window_closed: return "window_closed";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(taking value) noexcept {
    switch (value) {
        case taking::all_or_nothing: return "all_or_nothing";
        case taking::as_much_as_fits: return "as_much_as_fits";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(commit_answer value) noexcept {
    switch (value) {
        case commit_answer::committed: return "committed";
        case commit_answer::committed_before: return "committed_before";
        case commit_answer::expired: return "expired";
        case commit_answer::not_reserved: return "not_reserved";
        case commit_answer::more_than_reserved: return "more_than_reserved";
        case commit_answer::epoch_closed: return "epoch_closed";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(rate_answer value) noexcept {
    switch (value) {
        case rate_answer::admitted: return "admitted";
        case rate_answer::admitted_in_part: return "admitted_in_part";
        case rate_answer::too_soon: return "too_soon";
        case rate_answer::more_than_burst: return "more_than_burst";
        case rate_answer::clock_out_of_range: return "clock_out_of_range";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(above_policy value) noexcept {
    switch (value) {
        case above_policy::block_new: return "block_new";
        case above_policy::grace_until: return "grace_until";
        case above_policy::bill: return "bill";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(standing value) noexcept {
    switch (value) {
        case standing::within: return "within";
        case standing::above_blocked: return "above_blocked";
        case standing::above_in_grace: return "above_in_grace";
        case standing::above_billed: return "above_billed";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(audit_verdict value) noexcept {
    switch (value) {
        case audit_verdict::sound: return "sound";
        case audit_verdict::other_answer: return "other_answer";
        case audit_verdict::other_state: return "other_state";
        case audit_verdict::limit_passed: return "limit_passed";
        case audit_verdict::given_back_twice: return "given_back_twice";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(settle_answer value) noexcept {
    switch (value) {
        case settle_answer::settled: return "settled";
        case settle_answer::settled_before: return "settled_before";
        case settle_answer::more_than_leased: return "more_than_leased";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(grant_kind value) noexcept {
    switch (value) {
        case grant_kind::promotional: return "promotional";
        case grant_kind::paid: return "paid";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(burn_extent value) noexcept {
    switch (value) {
        case burn_extent::all_or_nothing: return "all_or_nothing";
        case burn_extent::as_much_as_is_left: return "as_much_as_is_left";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(overage_at_reset value) noexcept {
    switch (value) {
        case overage_at_reset::dropped: return "dropped";
        case overage_at_reset::carried: return "carried";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(change_refusal value) noexcept {
    switch (value) {
        case change_refusal::none: return "none";
        case change_refusal::forbidden: return "forbidden";
        case change_refusal::refund_first: return "refund_first";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(refund_refusal value) noexcept {
    switch (value) {
        case refund_refusal::none: return "none";
        case refund_refusal::no_order: return "no_order";
        case refund_refusal::already_refunded: return "already_refunded";
        case refund_refusal::after_last_end: return "after_last_end";
        case refund_refusal::reclaimed: return "reclaimed";
        case refund_refusal::deleted: return "deleted";
        case refund_refusal::abusive: return "abusive";
        case refund_refusal::not_offered: return "not_offered";
        case refund_refusal::promotional: return "promotional";
        case refund_refusal::only_all_together: return "only_all_together";
        case refund_refusal::limit_reached: return "limit_reached";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(refund_unit value) noexcept {
    switch (value) {
        case refund_unit::month: return "month";
        case refund_unit::order: return "order";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(voucher_rule value) noexcept {
    switch (value) {
        case voucher_rule::not_returned: return "not_returned";
        case voucher_rule::returned_as_voucher: return "returned_as_voucher";
        case voucher_rule::returned_as_credit: return "returned_as_credit";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(refund_floor value) noexcept {
    switch (value) {
        case refund_floor::zero: return "zero";
        case refund_floor::customer_owes: return "customer_owes";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(refund_split value) noexcept {
    switch (value) {
        case refund_split::proportion: return "proportion";
        case refund_split::cash_first: return "cash_first";
        case refund_split::credit_first: return "credit_first";
        case refund_split::all_to_credit: return "all_to_credit";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(refund_scope value) noexcept {
    switch (value) {
        case refund_scope::all_together: return "all_together";
        case refund_scope::order_by_order: return "order_by_order";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(promotional_orders value) noexcept {
    switch (value) {
        case promotional_orders::refused: return "refused";
        case promotional_orders::left_out: return "left_out";
        case promotional_orders::refundable: return "refundable";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(window_start value) noexcept {
    switch (value) {
        case window_start::placed: return "placed";
        case window_start::begins: return "begins";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(purchase_kind value) noexcept {
    switch (value) {
        case purchase_kind::start: return "start";
        case purchase_kind::renew: return "renew";
        case purchase_kind::resume: return "resume";
        case purchase_kind::upgrade: return "upgrade";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(purchase_refusal value) noexcept {
    switch (value) {
        case purchase_refusal::none: return "none";
        case purchase_refusal::reclaimed: return "reclaimed";
        case purchase_refusal::deleted: return "deleted";
        case purchase_refusal::term_not_on_sale: return "term_not_on_sale";
        case purchase_refusal::change_forbidden: return "change_forbidden";
        case purchase_refusal::refund_first: return "refund_first";
        case purchase_refusal::plan_not_refundable: return "plan_not_refundable";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(add_on_refusal value) noexcept {
    switch (value) {
        case add_on_refusal::none: return "none";
        case add_on_refusal::not_active: return "not_active";
        case add_on_refusal::nothing_running: return "nothing_running";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(renewal_outcome value) noexcept {
    switch (value) {
        case renewal_outcome::renewed: return "renewed";
        case renewal_outcome::switched_off: return "switched_off";
        case renewal_outcome::not_due: return "not_due";
        case renewal_outcome::lapsed: return "lapsed";
        case renewal_outcome::balance_too_small: return "balance_too_small";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(statement_line_kind value) noexcept {
    switch (value) {
        case statement_line_kind::order: return "order";
        case statement_line_kind::refund: return "refund";
        case statement_line_kind::usage: return "usage";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(trial_refusal value) noexcept {
    switch (value) {
        case trial_refusal::none: return "none";
        case trial_refusal::already_used: return "already_used";
        case trial_refusal::not_running: return "not_running";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(derivation value) noexcept {
    switch (value) {
        case derivation::sum: return "sum";
        case derivation::by_unit: return "by_unit";
        case derivation::by_package: return "by_package";
        case derivation::by_event: return "by_event";
        case derivation::flat: return "flat";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(line_kind value) noexcept {
    switch (value) {
        case line_kind::usage: return "usage";
        case line_kind::flat: return "flat";
        case line_kind::minimum: return "minimum";
        case line_kind::commitment: return "commitment";
        case line_kind::overage: return "overage";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(usage_prices value) noexcept {
    switch (value) {
        case usage_prices::last_plan: return "last_plan";
        case usage_prices::plan_of_use: return "plan_of_use";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(charge_kind value) noexcept {
    switch (value) {
        case charge_kind::usage: return "usage";
        case charge_kind::recurring: return "recurring";
        case charge_kind::one_off: return "one_off";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(rating_step value) noexcept {
    switch (value) {
        case rating_step::percentage_discount: return "percentage_discount";
        case rating_step::amount_discount: return "amount_discount";
        case rating_step::maximum: return "maximum";
        case rating_step::minimum: return "minimum";
        case rating_step::credits: return "credits";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(rounding_point value) noexcept {
    switch (value) {
        case rounding_point::line: return "line";
        case rounding_point::charge: return "charge";
        case rounding_point::statement: return "statement";
        case rounding_point::none: return "none";
    }
    return "no_such_value";
}

[[nodiscard]] constexpr std::string_view identifier(bill_part value) noexcept {
    switch (value) {
        case bill_part::usage: return "usage";
        case bill_part::flat: return "flat";
        case bill_part::minimum: return "minimum";
        case bill_part::commitment: return "commitment";
        case bill_part::overage: return "overage";
        case bill_part::percentage_off: return "percentage_off";
        case bill_part::amount_off: return "amount_off";
        case bill_part::over_maximum: return "over_maximum";
        case bill_part::credited: return "credited";
    }
    return "no_such_value";
}

/// An enumeration that has names here.
template <class T>
concept named_enumeration = std::is_enum_v<T> && requires(T value) {
    { identifier(value) } -> std::same_as<std::string_view>;
};

}  // namespace ratecard::inline v0

#endif
