// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_TIME_ANY_PRORATION_HPP
#define RATECARD_TESTS_TIME_ANY_PRORATION_HPP

#include <vector>

#include <ratecard/time/proration.hpp>

namespace ratecard_test {

/// Every well-formed policy that divides time, with each of the choices that change how it counts.
inline std::vector<ratecard::proration> all_prorations() {
    using namespace ratecard;
    std::vector<proration> all;
    for (const auto basis :
         {proration_basis::second, proration_basis::civil_day, proration_basis::day_of_24_hours,
          proration_basis::day_of_360, proration_basis::whole_period, proration_basis::none,
          proration_basis::exact_difference})
        for (const auto whole : {proration_whole::running_period, proration_whole::order,
                                 proration_whole::calendar_month, proration_whole::fixed_months,
                                 proration_whole::actual_365, proration_whole::actual_actual})
            for (const auto day : {change_day::to_old, change_day::to_new, change_day::to_both})
                for (const bool served : {false, true})
                    for (const auto calendar : {thirty_360::plain, thirty_360::bond, thirty_360::us,
                                                thirty_360::european, thirty_360::german}) {
                        const proration p{.basis = basis,
                                          .whole = whole,
                                          .change_day = day,
                                          .end_day_served = served,
                                          .calendar = calendar};
                        const bool has_end_day = basis == proration_basis::civil_day ||
                                                 basis == proration_basis::day_of_360;
                        if (is_well_formed(p) && (has_end_day || !served) &&
                            (basis == proration_basis::day_of_360 || calendar == thirty_360::plain))
                            all.push_back(p);
                    }
    return all;
}

}  // namespace ratecard_test

#endif
