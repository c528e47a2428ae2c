// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_PRORATION_HPP
#define RATECARD_TIME_PRORATION_HPP

#include <cstdint>

/// Policies for dividing a price when only a part of its period is used.
namespace ratecard::inline v0 {

/// The unit in which a period is counted when its price is divided.
enum class proration_basis : std::uint8_t {
    second,            ///< elapsed time
    civil_day,         ///< days of the zone's calendar; the time of day is ignored
    day_of_24_hours,   ///< 24 hours each from the period's begin: 0 s is 0 days, 1 s is 1 day
    day_of_360,        ///< days of a calendar in which every month has `month_days` days
    whole_period,      ///< not divided: the period is used as soon as it has begun
    usage_share,       ///< not time: the used share of the included units
    none,              ///< all is used from the first second on: nothing is credited
    exact_difference,  ///< nothing is used: all is credited, and the other price is due in full
};

/// To which side of a change the day of the change belongs. For `day_of_24_hours`: the day that has
/// begun.
enum class change_day : std::uint8_t {
    to_old,   ///< the day is used
    to_new,   ///< the day is unused
    to_both,  ///< the day is counted twice
};

/// The whole, of which the counted part is a fraction.
enum class proration_whole : std::uint8_t {
    running_period,  ///< the period that contains the change
    order,           ///< all periods of an order together
    calendar_month,  ///< the civil month of the change; use before its first day does not count
    fixed_months,    ///< `month_days` for each month of the period, whatever its real length
    actual_365,      ///< a year of 365 days: a period of n months is n/12 of it
    actual_actual,   ///< like `actual_365`, but days in leap years are parts of 366 (ISDA)
};

/// How days are counted in a calendar of equal months ("30/360").
enum class thirty_360 : std::uint8_t {
    plain,     ///< 30 days a month plus the difference of days: the 31st is after the 30th
    bond,      ///< the 31st is the 30th, at the end only if the begin is the 30th (ISDA 4.16(f))
    us,        ///< `bond`, and the last day of February counts as the 30th (US 30/360)
    european,  ///< the 31st counts as the 30th (ISDA 4.16(g))
    german,    ///< `european`, and the last day of February counts as the 30th, except at
               ///< the period's end (ISDA 4.16(h))
};

/// One side of a change: the part of the period before it, or after it.
enum class proration_side : std::uint8_t { used, unused };

/// What happens if more is counted than the whole, such as 31 days of 30.
enum class above_one : std::uint8_t {
    capped,   ///< the part is the whole
    refused,  ///< the error is `time_errc::part_above_one`
};

/// Which price the unused part is credited at.
enum class credit_basis : std::uint8_t {
    list_price,                   ///< the list price now
    price_paid,                   ///< the price that was asked when it was bought
    price_paid_net_of_discounts,  ///< the amount that was really paid
};

/// How a seller divides a price over its period. It is policy data of a catalog.
struct proration {
    proration_basis basis = proration_basis::second;
    proration_whole whole = proration_whole::running_period;
    ratecard::change_day change_day = ratecard::change_day::to_new;
    bool end_day_served = false;  ///< the civil day on which the period ends counts as a day of it
    thirty_360 calendar = thirty_360::plain;  ///< for `day_of_360`
    std::uint8_t month_days = 30;             ///< for `fixed_months`; for `day_of_360` if `plain`
    proration_side counted = proration_side::used;  ///< the other side is the rest
    ratecard::above_one above_one = ratecard::above_one::capped;
    credit_basis credit = credit_basis::list_price;

    friend constexpr bool operator==(const proration&, const proration&) = default;
};

/// True if the two sides of every change, each counted by itself, add up to the whole. If not, only
/// one side is counted, and the other is the rest.
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

/// True if the basis and the whole go together, and `month_days` is within 1 to 31.
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

/// How known sellers and billing systems divide a price, from their documents and tests.
namespace presets::prorations {

/// Stripe: by seconds; the unused part is credited at the current price.
inline constexpr proration stripe{.counted = proration_side::unused};
/// Stripe, flexible billing: by seconds; the unused part is credited at the amount that was paid.
inline constexpr proration stripe_flexible{.counted = proration_side::unused,
                                           .credit = credit_basis::price_paid_net_of_discounts};
/// Lago: civil days of the whole period; the day of an upgrade belongs to the new plan.
inline constexpr proration lago{.basis = proration_basis::civil_day,
                                .credit = credit_basis::price_paid};
/// Lago, termination: civil days of the whole period; the day of the termination is used.
inline constexpr proration lago_termination{.basis = proration_basis::civil_day,
                                            .change_day = change_day::to_old,
                                            .counted = proration_side::unused,
                                            .credit = credit_basis::price_paid};
/// Kill Bill: civil days of the period; the unused part is credited.
inline constexpr proration kill_bill{.basis = proration_basis::civil_day,
                                     .counted = proration_side::unused,
                                     .credit = credit_basis::price_paid};
/// Kill Bill, fixed days: days of equal months, 30 for each month.
inline constexpr proration kill_bill_fixed_30{.basis = proration_basis::day_of_360,
                                              .whole = proration_whole::fixed_months,
                                              .counted = proration_side::unused,
                                              .credit = credit_basis::price_paid};
/// OpenMeter: by elapsed time; usage over a whole period costs the whole price.
inline constexpr proration open_meter{};
/// FlexPrice: civil days; the day on which the period ends counts.
inline constexpr proration flexprice{.basis = proration_basis::civil_day,
                                     .end_day_served = true,
                                     .counted = proration_side::unused,
                                     .credit = credit_basis::price_paid_net_of_discounts};
/// Meteroid: civil days; the day of a change belongs to the new plan.
inline constexpr proration meteroid{.basis = proration_basis::civil_day,
                                    .counted = proration_side::unused};
/// Tencent Chat: days of 24 hours from the begin of the month; a day that has begun is used. The
/// whole is the civil days of the current month. The used part is priced at the list price.
inline constexpr proration tencent_chat{.basis = proration_basis::day_of_24_hours,
                                        .change_day = change_day::to_old};

}  // namespace presets::prorations
}  // namespace ratecard::inline v0

#endif
