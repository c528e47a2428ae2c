// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_LIMIT_HPP
#define RATECARD_CORE_LIMIT_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>

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

/// A limit above which everything is refused.
[[nodiscard]] constexpr quota_limit hard(std::int64_t most) {
    return {limit::finite(most), enforcement::hard};
}
/// A limit above which usage is admitted, and charged by the charge that names the quota.
[[nodiscard]] constexpr quota_limit soft(std::int64_t most) {
    return {limit::finite(most), enforcement::soft};
}
/// No limit: everything is admitted.
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

/// A quota's limit and the number of the clock that resets it, in one word: 50 bits of the limit, all
/// of them set where it is unlimited, 2 of how it is enforced, 8 of grace, 4 of the clock.
class packed_limit {
public:
    static constexpr std::uint16_t max_grace_percent = 255;
    static constexpr std::uint8_t no_clock = 15;

    /// Unstated, by no clock.
    constexpr packed_limit() noexcept = default;

    /// `core_errc::policy_out_of_range` for a grace above 255 percent, `core_errc::capacity_exceeded` for a clock
    /// that is not one of the first 15, nor `no_clock`.
    [[nodiscard]] static constexpr result<packed_limit> from(
        const quota_limit& l, std::uint8_t clock = no_clock) noexcept {
        if (l.grace_percent > max_grace_percent) return core_errc::policy_out_of_range;
        if (clock > no_clock) return core_errc::capacity_exceeded;
        const std::uint64_t most =
            l.most.is_unlimited() ? unlimited : static_cast<std::uint64_t>(l.most.most().count());
        return packed_limit{most | std::uint64_t{static_cast<std::uint8_t>(l.enforcement)} << 50 |
                            std::uint64_t{l.grace_percent} << 52 | std::uint64_t{clock} << 60};
    }
    /// The limit of a word from outside. `core_errc::quantity_too_large` for a limit that is none,
    /// `core_errc::malformed_bytes` for an enforcement that is none.
    [[nodiscard]] static constexpr result<packed_limit> from_word(std::uint64_t word) noexcept {
        const std::uint64_t most = word & unlimited;
        if (most != unlimited && most > static_cast<std::uint64_t>(quantity::max_count))
            return core_errc::quantity_too_large;
        if ((word >> 50 & 3) > static_cast<std::uint64_t>(enforcement::soft))
            return core_errc::malformed_bytes;
        return packed_limit{word};
    }

    [[nodiscard]] constexpr std::uint64_t word() const noexcept { return word_; }
    [[nodiscard]] constexpr quota_limit limit() const noexcept {
        const std::uint64_t most = word_ & unlimited;
        return {most == unlimited ? ratecard::limit::unlimited()
                                  : ratecard::limit::finite(static_cast<std::int64_t>(most)),
                static_cast<enforcement>(word_ >> 50 & 3),
                static_cast<std::uint16_t>(word_ >> 52 & 0xff)};
    }
    [[nodiscard]] constexpr std::uint8_t clock() const noexcept {
        return static_cast<std::uint8_t>(word_ >> 60);
    }

    friend constexpr bool operator==(const packed_limit&, const packed_limit&) = default;

private:
    static constexpr std::uint64_t unlimited = (std::uint64_t{1} << 50) - 1;

    constexpr explicit packed_limit(std::uint64_t word) noexcept : word_{word} {}

    std::uint64_t word_ = std::uint64_t{no_clock} << 60;
};

}  // namespace ratecard::inline v0

#endif
