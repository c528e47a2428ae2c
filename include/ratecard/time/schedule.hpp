// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_SCHEDULE_HPP
#define RATECARD_TIME_SCHEDULE_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/zone.hpp>

namespace ratecard::inline v0 {

/// The periods of something that starts at an instant, and is aligned to an anchor that may lie
/// elsewhere: period 0 is what is left of the anchor's period at the start, the others are whole.
/// Created on 15 May and anchored on 1 June, monthly: 15 May to 1 June, 1 June to 1 July.
class schedule {
public:
    /// \pre `start` is representable in the zone.
    constexpr schedule(instant start, const ratecard::anchor& a, cadence every, const zone& z)
        : start_{start},
          anchor_{a},
          every_{every},
          zone_{z},
          first_{index_of(a, every, start, z)} {}

    [[nodiscard]] constexpr instant start() const noexcept { return start_; }
    [[nodiscard]] constexpr const ratecard::anchor& anchored_at() const noexcept { return anchor_; }
    [[nodiscard]] constexpr cadence every() const noexcept { return every_; }
    [[nodiscard]] constexpr const zone& in() const noexcept { return zone_; }
    /// The number that period 0 has among those of the anchor.
    [[nodiscard]] constexpr std::int64_t first() const noexcept { return first_; }

    friend constexpr bool operator==(const schedule&, const schedule&) = default;

private:
    instant start_;
    ratecard::anchor anchor_;
    cadence every_;
    zone zone_;
    std::int64_t first_;
};

/// Period `n` of a schedule as if it were not cut at the start: what a price is for.
/// \pre `n >= 0`, and both ends are representable.
[[nodiscard]] constexpr period whole_period_at(const schedule& s, std::int64_t n) {
    if (n < 0) detail::schedule_has_no_period_before_its_start();
    return period_at(s.anchored_at(), s.every(), s.first() + n, s.in());
}

/// Period `n` of a schedule, from 0. \pre `n >= 0`, and both ends are representable.
[[nodiscard]] constexpr period period_at(const schedule& s, std::int64_t n) {
    const period whole = whole_period_at(s, n);
    return n == 0 ? period{s.start(), whole.end()} : whole;
}

/// The number of the period that contains `t`. \pre `s.start() <= t`.
[[nodiscard]] constexpr std::int64_t index_of(const schedule& s, instant t) {
    if (t < s.start()) detail::schedule_has_no_period_before_its_start();
    return index_of(s.anchored_at(), s.every(), t, s.in()) - s.first();
}

}  // namespace ratecard::inline v0

#endif
