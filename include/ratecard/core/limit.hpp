// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_LIMIT_HPP
#define RATECARD_CORE_LIMIT_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/quantity.hpp>

namespace ratecard::inline v0 {

/// An upper bound: a quantity, or unlimited. Unlimited is a state of its own, not a large number.
class limit {
public:
    /// Nothing is admitted.
    constexpr limit() noexcept = default;
    constexpr explicit limit(quantity most) noexcept : most_{most.count()} {}
    [[nodiscard]] static constexpr limit finite(std::int64_t most) { return limit{quantity{most}}; }
    [[nodiscard]] static constexpr limit unlimited() noexcept {
        limit l;
        l.most_ = no_bound;
        return l;
    }

    [[nodiscard]] constexpr bool is_unlimited() const noexcept { return most_ == no_bound; }
    /// \pre `!is_unlimited()`.
    [[nodiscard]] constexpr quantity most() const {
        if (is_unlimited()) detail::finite_limit_asked_of_an_unlimited_one();
        return quantity{most_};
    }
    /// True when `wanted` more fit beside what is `used`.
    [[nodiscard]] constexpr bool admits(quantity used, quantity wanted) const noexcept {
        return used.count() + wanted.count() <= most_;
    }

    friend constexpr bool operator==(const limit&, const limit&) = default;
    /// Unlimited is above every finite limit.
    friend constexpr std::strong_ordering operator<=>(const limit&, const limit&) = default;

private:
    static constexpr std::int64_t no_bound = INT64_MAX;
    std::int64_t most_ = 0;
};

}  // namespace ratecard::inline v0

#endif
