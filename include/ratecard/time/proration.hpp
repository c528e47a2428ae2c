// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_PRORATION_HPP
#define RATECARD_TIME_PRORATION_HPP

#include <cstdint>

namespace ratecard::inline v0 {

/// What is counted of a period when its price is divided.
enum class proration_basis : std::uint8_t {
    second,            ///< time as it passes
    civil_day,         ///< days of the zone's calendar, whatever the time of day
    day_of_24_hours,   ///< since the period's begin: 0 s is 0, 1 s to 24 h is one that has begun
    day_of_360,        ///< days of a calendar in which every month has as many (`month_days`)
    whole_period,      ///< the period is not divided: it is used once it has begun
    usage_share,       ///< not time: what was used of what it includes
    none,              ///< all is used from the first second on: nothing is given back
    exact_difference,  ///< nothing is used: all is given back, and the other price due whole
};

/// To which side of a change the day belongs on which it falls; of days of 24 hours, the begun one.
enum class change_day : std::uint8_t {
    to_old,
    to_new,
    to_both,  ///< it is counted twice
};

/// What the counted part is a part of.
enum class proration_whole : std::uint8_t {
    running_period,  ///< the period that runs, from its own begin to its own end
    order,           ///< all the periods of an order together
    calendar_month,  ///< the civil month of the change; use before its first day does not count
    fixed_months,    ///< `month_days` for each month of the period, whatever it has
    actual_365,      ///< a year of 365 days, of which the period's months are so many twelfths
    actual_actual,   ///< the same, but days of leap years are parts of 366 (ISDA)
};

/// How days are counted in a calendar of equal months.
enum class thirty_360 : std::uint8_t {
    plain,     ///< months times 30 and the difference of days: 31 January is one after the 30th
    bond,      ///< the 31st is the 30th, at the end only if the begin is the 30th (ISDA 4.16(f))
    us,        ///< `bond`, and the last day of February is the 30th (US 30/360)
    european,  ///< the 31st is the 30th (ISDA 4.16(g))
    german,    ///< `european`, and the last day of February is the 30th, not at the period's end
               ///< (ISDA 4.16(h))
};

/// Which part of a period a proration counts; the other part is derived from it.
enum class proration_side : std::uint8_t { used, unused };

/// What becomes of a part that is counted as more than the whole, such as 31 days of 30.
enum class above_one : std::uint8_t {
    capped,   ///< it is the whole
    refused,  ///< `time_errc::part_above_one`
};

/// Of which price the unused part is given back.
enum class credit_basis : std::uint8_t {
    list_price,                   ///< what is asked for it now
    price_paid,                   ///< what was asked for it when it was bought
    price_paid_net_of_discounts,  ///< what was really paid
};

/// How a price is divided over its period: policy data of a seller.
struct proration {
    proration_basis basis = proration_basis::second;
    proration_whole whole = proration_whole::running_period;
    ratecard::change_day change_day = ratecard::change_day::to_new;
    bool end_day_served = false;  ///< whether the civil day on which the period ends is a day of it
    thirty_360 calendar = thirty_360::plain;  ///< of `day_of_360`
    std::uint8_t month_days = 30;             ///< of `fixed_months`, and of a `plain` `day_of_360`
    proration_side counted = proration_side::used;  ///< the other side is what is left of the whole
    ratecard::above_one above_one = ratecard::above_one::capped;
    credit_basis credit = credit_basis::list_price;

    friend constexpr bool operator==(const proration&, const proration&) = default;
};

/// Whether the two sides of any change, each counted by itself, add up to the whole. Where they do
/// not, one side is counted, and the other derived from it.
[[nodiscard]] constexpr bool is_complementary(const proration& p) noexcept {
    switch (p.basis) {
        case proration_basis::usage_share:
        case proration_basis::none:
        case proration_basis::exact_difference: return true;
        case proration_basis::whole_period: return p.change_day != change_day::to_both;
        case proration_basis::second: break;
        case proration_basis::civil_day:
        case proration_basis::day_of_24_hours:
        case proration_basis::day_of_360:
            if (p.change_day == change_day::to_both) return false;
    }
    if (p.basis == proration_basis::day_of_360 &&
        (p.calendar == thirty_360::bond || p.calendar == thirty_360::us))
        return false;
    return p.whole == proration_whole::running_period || p.whole == proration_whole::order;
}

/// Whether what is counted and what it is a part of go together.
[[nodiscard]] constexpr bool is_well_formed(const proration& p) noexcept {
    if (p.month_days < 1 || p.month_days > 31) return false;
    switch (p.basis) {
        case proration_basis::second:
        case proration_basis::day_of_24_hours: return p.whole != proration_whole::actual_actual;
        case proration_basis::civil_day: return true;
        case proration_basis::day_of_360:
            return p.whole != proration_whole::actual_365 &&
                   p.whole != proration_whole::actual_actual &&
                   (p.calendar == thirty_360::plain || p.month_days == 30);
        case proration_basis::whole_period:
        case proration_basis::usage_share:
        case proration_basis::none:
        case proration_basis::exact_difference: break;
    }
    return p.whole == proration_whole::running_period || p.whole == proration_whole::order;
}

/// How known sellers and billing systems divide a price, by what their documents and tests state.
namespace presets::prorations {

/// To the second; what is unused is credited at the price that is current.
inline constexpr proration stripe{.counted = proration_side::unused};
/// To the second; what is unused is credited at what was really debited.
inline constexpr proration stripe_flexible{.counted = proration_side::unused,
                                           .credit = credit_basis::price_paid_net_of_discounts};
/// Civil days of the whole period; the day of an upgrade belongs to the new plan.
inline constexpr proration lago{.basis = proration_basis::civil_day,
                                .credit = credit_basis::price_paid};
/// Civil days of the whole period; the day of a termination is used.
inline constexpr proration lago_termination{.basis = proration_basis::civil_day,
                                            .change_day = change_day::to_old,
                                            .counted = proration_side::unused,
                                            .credit = credit_basis::price_paid};
/// Civil days over those of the period; what is unused is repaired.
inline constexpr proration kill_bill{.basis = proration_basis::civil_day,
                                     .counted = proration_side::unused,
                                     .credit = credit_basis::price_paid};
/// Days of equal months, over 30 a month.
inline constexpr proration kill_bill_fixed_30{.basis = proration_basis::day_of_360,
                                              .whole = proration_whole::fixed_months,
                                              .counted = proration_side::unused,
                                              .credit = credit_basis::price_paid};
/// By elapsed time; what is not shorter than its period costs it whole.
inline constexpr proration open_meter{};
/// Civil days; the day on which the period ends is a served one.
inline constexpr proration flexprice{.basis = proration_basis::civil_day,
                                     .end_day_served = true,
                                     .counted = proration_side::unused,
                                     .credit = credit_basis::price_paid_net_of_discounts};
/// Civil days; the day of a change belongs to the new plan.
inline constexpr proration meteroid{.basis = proration_basis::civil_day,
                                    .counted = proration_side::unused};
/// 24 hours since the month began, the begun ones whole, over the civil days of the running month;
/// what is used is taken off at list price.
inline constexpr proration tencent_chat{.basis = proration_basis::day_of_24_hours,
                                        .change_day = change_day::to_old};

}  // namespace presets::prorations
}  // namespace ratecard::inline v0

#endif
