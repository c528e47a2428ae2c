// SPDX-License-Identifier: MIT
#include <array>

#include <ratecard/ratecard.hpp>

using namespace ratecard;

// [anchor]
constexpr zone beijing = zone::fixed(hours(8));
constexpr anchor bought{civil(2024, 1, 31), time_of_day{10, 0, 0}};
static_assert(boundary_day_at(bought, monthly, 1) == civil(2024, 2, 29));
static_assert(boundary_day_at(bought, monthly, 2) == civil(2024, 3, 31));
constexpr instant now = instant_of(civil(2024, 3, 1), time_of_day{9, 0, 0}, beijing);
static_assert(index_of(bought, monthly, now, beijing) == 1);
static_assert(period_at(bought, monthly, 1, beijing).contains(now));
// [/anchor]

// [ends]
constexpr anchor february{civil(2023, 2, 28)};
static_assert(boundary_day_at(february, monthly, 1) == civil(2023, 3, 28));
static_assert(boundary_day_at(sticky_at_month_end(february), monthly, 1) == civil(2023, 3, 31));
static_assert(anchor_on_day_of_month(civil(2023, 2, 16), 31)->day == civil(2023, 2, 28));
static_assert(calendar_anchor(weekly).day == civil(1970, 1, 5));  // a Monday
static_assert(anchor_from({2024, 2, 30}) == time_errc::no_such_date);
// [/ends]

// [schedule]
constexpr instant start = start_of(civil(2023, 5, 15), beijing);
constexpr schedule billed{start, calendar_anchor(monthly), monthly, beijing};
static_assert(period_at(billed, 0).begin() == start);
static_assert(period_at(billed, 0).end() == start_of(civil(2023, 6, 1), beijing));
constexpr period_part first{whole_period_at(billed, 0), period_at(billed, 0)};
static_assert(part_of(first, presets::prorations::kill_bill, beijing) == ratio{17, 31});
// [/schedule]

// [zone]
constexpr clock_change changes[] = {
    {instant{1'710'054'000}, hours(-4)},  // 10 March 2024, 02:00
    {instant{1'730'613'600}, hours(-5)},  // 3 November 2024, 02:00
};
constexpr zone new_york = *zone::from(hours(-5), changes, local_choice::earliest);
static_assert(period_of({2024, 3}, new_york).length() == seconds(31 * 86'400 - 3'600));
// [/zone]

// [phases]
constexpr std::array life{phase{phase_kind::trial, daily, 14},
                          phase{phase_kind::fixed_term, monthly, 12}, phase{}};
constexpr auto running = *place_of(now, start, life, beijing);
static_assert(running->phase == 1 && running->index == 9);
// [/phases]

// [split]
constexpr period month = period_of({2024, 2}, beijing);
constexpr instant noon = instant_of(civil(2024, 2, 15), time_of_day{12, 0, 0}, beijing);
constexpr money left_by(const proration& how) {
    return split({30'00, usd}, how, month, noon, beijing, rounding::half_away_from_zero)->unused;
}
static_assert(left_by(presets::prorations::stripe) == money{15'00, usd});
static_assert(left_by(presets::prorations::kill_bill) == money{15'52, usd});
static_assert(left_by(presets::prorations::lago_termination) == money{14'48, usd});
static_assert(left_by(presets::prorations::kill_bill_fixed_30) == money{16'00, usd});
// [/split]

// [own]
constexpr proration ours{.basis = proration_basis::civil_day,
                         .whole = proration_whole::fixed_months,
                         .change_day = change_day::to_old,
                         .counted = proration_side::used,
                         .above_one = above_one::refused};
static_assert(is_well_formed(ours) && !is_complementary(ours));
constexpr auto parts = split({30'00, usd}, ours, month, noon, beijing, rounding::half_to_even);
static_assert(parts->counted == ratio{15, 30});
static_assert(parts->used == money{15'00, usd} && parts->unused == money{15'00, usd});
// [/own]

int main() {}
