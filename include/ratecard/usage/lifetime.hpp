// SPDX-License-Identifier: MIT
#ifndef RATECARD_USAGE_LIFETIME_HPP
#define RATECARD_USAGE_LIFETIME_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/period.hpp>

namespace ratecard::inline v0 {

/// The time something exists that holds a place in a quota (a group, an application): from `begin`
/// up to, not including, `end`.
struct lifetime {
    instant begin{};
    instant end = instant::never();

    friend constexpr bool operator==(const lifetime&, const lifetime&) = default;
};

/// The lifetime of a place that is freed in two steps: disabled first, then deleted. Disabling alone
/// frees nothing. `errc::delete_before_disable` when it was deleted without having been disabled,
/// `errc::ends_before_it_begins` when it was disabled before it was created.
[[nodiscard]] constexpr result<lifetime> place_held(instant created,
                                                    std::optional<instant> disabled,
                                                    std::optional<instant> deleted) noexcept {
    if (disabled && *disabled < created) return errc::ends_before_it_begins;
    if (deleted && (!disabled || *deleted < *disabled)) return errc::delete_before_disable;
    return lifetime{created, deleted.value_or(instant::never())};
}

/// How many of a range of lifetimes exist at `now`. `errc::ends_before_it_begins` for one that does.
template <class Lifetimes>
[[nodiscard]] constexpr result<quantity> existing(const Lifetimes& lifetimes, instant now) {
    std::int64_t count = 0;
    for (const lifetime& l : lifetimes) {
        if (l.end < l.begin) return errc::ends_before_it_begins;
        if (l.begin <= now && now < l.end) ++count;
    }
    return quantity::from(count);
}

/// How many of a range of lifetimes began in a period and did not end in it. What ended of an earlier
/// time counts nothing. `errc::ends_before_it_begins` for one that does.
template <class Lifetimes>
[[nodiscard]] constexpr result<quantity> net_growth(const Lifetimes& lifetimes,
                                                    const period& within) {
    std::int64_t count = 0;
    for (const lifetime& l : lifetimes) {
        if (l.end < l.begin) return errc::ends_before_it_begins;
        if (within.contains(l.begin) && within.end() <= l.end) ++count;
    }
    return quantity::from(count);
}

}  // namespace ratecard::inline v0

#endif
