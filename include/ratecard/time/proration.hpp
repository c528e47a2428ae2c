// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_PRORATION_HPP
#define RATECARD_TIME_PRORATION_HPP

#include <cstdint>

namespace ratecard::inline v0 {

/// What of a running period counts as used.
enum class used_unit : std::uint8_t {
    started_day,  ///< 24 hours, the begun one whole: 0 s is 0, 1 s to 24 h is 1
    second,       ///< to the second
};

/// Which period the used part is a part of.
enum class service_month : std::uint8_t {
    running_term,    ///< the term that runs, from its own begin to its own end
    calendar_month,  ///< the civil month of the instant; use before its first day, or before the term
                     ///< began, does not count
};

/// How a price is divided over time: policy data of a seller.
struct proration {
    used_unit unit = used_unit::second;
    service_month month = service_month::running_term;

    friend constexpr bool operator==(const proration&, const proration&) = default;
};

}  // namespace ratecard::inline v0

#endif
