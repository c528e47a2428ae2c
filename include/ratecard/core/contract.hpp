// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_CONTRACT_HPP
#define RATECARD_CORE_CONTRACT_HPP

#include <exception>

/// What must not happen: one function per precondition, named by the sentence that was violated.
///
/// None of them is constexpr. In a constant the compiler stops and prints the name; at run time the
/// call ends the program through std::terminate, so a terminate handler sees it.
namespace ratecard::inline v0::detail {

[[noreturn]] inline void result_must_hold_a_value() noexcept { std::terminate(); }
[[noreturn]] inline void result_must_hold_an_error() noexcept { std::terminate(); }
[[noreturn]] inline void name_must_have_1_to_47_bytes() noexcept { std::terminate(); }
[[noreturn]] inline void quantity_must_be_within_0_and_10_to_the_15() noexcept { std::terminate(); }
[[noreturn]] inline void finite_limit_asked_of_an_unlimited_one() noexcept { std::terminate(); }
[[noreturn]] inline void ratio_must_have_a_positive_denominator() noexcept { std::terminate(); }
[[noreturn]] inline void instant_must_be_representable() noexcept { std::terminate(); }
[[noreturn]] inline void bounded_list_must_not_overflow() noexcept { std::terminate(); }
[[noreturn]] inline void index_must_be_below_the_size() noexcept { std::terminate(); }
[[noreturn]] inline void version_literal_must_be_up_to_three_numbers() noexcept {
    std::terminate();
}
[[noreturn]] inline void attribute_must_be_one_of_the_first_16() noexcept { std::terminate(); }
[[noreturn]] inline void currency_must_be_of_iso_4217() noexcept { std::terminate(); }
[[noreturn]] inline void a_unit_has_at_most_six_decimals() noexcept { std::terminate(); }
[[noreturn]] inline void decimal_literal_must_fit_18_digits() noexcept { std::terminate(); }
[[noreturn]] inline void money_must_not_be_int64_min() noexcept { std::terminate(); }
[[noreturn]] inline void time_of_day_must_be_within_one_day() noexcept { std::terminate(); }
[[noreturn]] inline void zone_offset_must_be_within_18_hours() noexcept { std::terminate(); }
[[noreturn]] inline void cadence_must_count_at_least_one() noexcept { std::terminate(); }
[[noreturn]] inline void cadence_must_be_of_days_or_months() noexcept { std::terminate(); }
[[noreturn]] inline void date_must_exist() noexcept { std::terminate(); }
[[noreturn]] inline void period_must_end_after_it_starts() noexcept { std::terminate(); }
[[noreturn]] inline void part_must_lie_inside_the_period() noexcept { std::terminate(); }
[[noreturn]] inline void schedule_has_no_period_before_its_start() noexcept { std::terminate(); }
[[noreturn]] inline void proration_by_usage_has_no_instant() noexcept { std::terminate(); }
[[noreturn]] inline void proration_by_time_needs_an_instant() noexcept { std::terminate(); }
[[noreturn]] inline void instant_must_be_inside_the_period() noexcept { std::terminate(); }
[[noreturn]] inline void id_must_be_of_this_catalog() noexcept { std::terminate(); }
[[noreturn]] inline void quotas_must_nest_no_deeper_than_the_growth() noexcept { std::terminate(); }
[[noreturn]] inline void shares_must_be_at_least_one() noexcept { std::terminate(); }
[[noreturn]] inline void every_part_must_have_a_place() noexcept { std::terminate(); }
[[noreturn]] inline void every_grant_must_have_its_balance() noexcept { std::terminate(); }
[[noreturn]] inline void length_must_be_at_least_one() noexcept { std::terminate(); }
[[noreturn]] inline void window_must_follow_from_the_zone() noexcept { std::terminate(); }
[[noreturn]] inline void statement_line_must_be_of_that_kind() noexcept { std::terminate(); }

}  // namespace ratecard::inline v0::detail

#endif
