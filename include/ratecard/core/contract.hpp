// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_CONTRACT_HPP
#define RATECARD_CORE_CONTRACT_HPP

#include <exception>

/// The preconditions: one function for each, named after the rule. It is called when the rule is
/// violated.
///
/// They are not constexpr: in a constant expression the compiler stops and prints the name. At run
/// time the call ends the program through `std::terminate`, so a terminate handler can see it. They
/// are not inlined: a backtrace shows the name in an optimised build too. rim/violation.hpp prints
/// it.
namespace ratecard::inline v0::detail {

/// Called with the name of a violated precondition before the program ends, unless null. It is set
/// once, before other threads start (rim/violation.hpp).
inline void (*on_violation)(const char* precondition) noexcept = nullptr;

[[noreturn, gnu::noinline, gnu::cold]] inline void violated(const char* precondition) noexcept {
    if (on_violation != nullptr) on_violation(precondition);
    std::terminate();
}

[[noreturn, gnu::noinline, gnu::cold]] inline void result_must_hold_a_value() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void result_must_hold_an_error() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void answer_must_be_yes() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void refusal_must_have_a_reason() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void name_must_have_1_to_47_bytes() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void
quantity_must_be_within_0_and_10_to_the_15() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void
finite_limit_asked_of_an_unlimited_one() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void
ratio_must_have_a_positive_denominator() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void instant_must_be_representable() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void bounded_list_must_not_overflow() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void index_must_be_below_the_size() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void
version_literal_must_be_up_to_three_numbers() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void
attribute_must_be_one_of_the_first_16() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void currency_must_be_of_iso_4217() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void a_unit_has_at_most_six_decimals() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void decimal_literal_must_fit_18_digits() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void money_must_not_be_int64_min() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void time_of_day_must_be_within_one_day() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void zone_offset_must_be_within_18_hours() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void cadence_must_count_at_least_one() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void cadence_must_be_of_days_or_months() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void date_must_exist() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void period_must_end_after_it_starts() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void part_must_lie_inside_the_period() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void
schedule_has_no_period_before_its_start() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void proration_by_usage_has_no_instant() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void proration_by_time_needs_an_instant() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void instant_must_be_inside_the_period() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void id_must_be_of_this_catalog() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void
rows_must_stand_in_the_order_of_their_keys() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void
quotas_must_nest_no_deeper_than_the_growth() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void shares_must_be_at_least_one() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void every_part_must_have_a_place() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void every_grant_must_have_its_balance() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void length_must_be_at_least_one() noexcept {
    violated(__func__);
}
[[noreturn, gnu::noinline, gnu::cold]] inline void invoice_line_must_be_of_that_kind() noexcept {
    violated(__func__);
}

}  // namespace ratecard::inline v0::detail

#endif
