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

    friend constexpr bool operator==(const quota_limit&, const quota_limit&) = default;
};

[[nodiscard]] constexpr quota_limit hard(std::int64_t most) {
    return {limit::finite(most), enforcement::hard};
}
[[nodiscard]] constexpr quota_limit soft(std::int64_t most) {
    return {limit::finite(most), enforcement::soft};
}
inline constexpr quota_limit no_limit{limit::unlimited(), enforcement::hard};

}  // namespace ratecard::inline v0

#endif
