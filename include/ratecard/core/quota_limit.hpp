// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_QUOTA_LIMIT_HPP
#define RATECARD_CORE_QUOTA_LIMIT_HPP

#include <cstdint>

#include <ratecard/core/limit.hpp>

namespace ratecard::inline v0 {

/// What happens above the limit.
enum class enforcement : std::uint8_t {
    unstated,  ///< a hole in the table: the catalog is refused
    hard,      ///< refused
    soft,      ///< admitted, and charged where a charge names the quota as included
};

/// The limit of one quota in one edition.
struct quota_limit {
    limit most{};
    ratecard::enforcement enforcement = ratecard::enforcement::unstated;
    /// Percent of the limit that are admitted above it without a charge: an answer of its own, so
    /// that the customer can be told. At most 255 in a catalog.
    std::uint16_t grace_percent = 0;

    friend constexpr bool operator==(const quota_limit&, const quota_limit&) = default;
};

[[nodiscard]] constexpr quota_limit hard(std::int64_t most) {
    return {limit::finite(most), enforcement::hard};
}
[[nodiscard]] constexpr quota_limit soft(std::int64_t most) {
    return {limit::finite(most), enforcement::soft};
}
inline constexpr quota_limit no_limit{limit::unlimited(), enforcement::hard};

/// The limit, with so many percent of it as grace.
[[nodiscard]] constexpr quota_limit with_grace(quota_limit l, std::uint16_t percent) noexcept {
    l.grace_percent = percent;
    return l;
}

/// The limit and its grace together: what is above is charged, or refused. Less than one whole unit
/// of grace is none.
[[nodiscard]] constexpr limit end_of_grace(const quota_limit& l) noexcept {
    if (l.most.is_unlimited()) return l.most;
    const std::int64_t most = l.most.most().count();
    // Hundreds and the rest apart: the product of the two together may not fit.
    const std::int64_t grace = most / 100 * l.grace_percent + most % 100 * l.grace_percent / 100;
    const std::int64_t end = most + grace;
    return limit{quantity{end < quantity::max_count ? end : quantity::max_count}};
}

}  // namespace ratecard::inline v0

#endif
