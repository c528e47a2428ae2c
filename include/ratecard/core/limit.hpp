// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_LIMIT_HPP
#define RATECARD_CORE_LIMIT_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/result.hpp>

/// Limits of quotas, what happens above them, and a packed 64-bit form.
namespace ratecard::inline v0 {

/// An upper bound: a quantity, or unlimited. "Unlimited" is a separate state, not a large number.
class limit {
public:
    /// The limit 0: nothing is admitted.
    constexpr limit() noexcept = default;
    /// At most `most`.
    constexpr explicit limit(quantity most) noexcept : most_{most.count()} {}
    /// At most `most` units. \pre `0 <= most <= quantity::max_count`.
    [[nodiscard]] static constexpr limit finite(std::int64_t most) { return limit{quantity{most}}; }
    /// No bound.
    [[nodiscard]] static constexpr limit unlimited() noexcept {
        limit l;
        l.most_ = no_bound;
        return l;
    }

    [[nodiscard]] constexpr bool is_unlimited() const noexcept { return most_ == no_bound; }
    /// The bound.
    /// \pre `!is_unlimited()`.
    [[nodiscard]] constexpr quantity most() const {
        if (is_unlimited()) detail::finite_limit_asked_of_an_unlimited_one();
        return quantity{most_};
    }
    /// True if `used + wanted` is within the limit. Limit 10 admits 2 beside 8 used, but not 3.
    [[nodiscard]] constexpr bool admits(quantity used, quantity wanted) const noexcept {
        return used.count() + wanted.count() <= most_;
    }

    friend constexpr bool operator==(const limit&, const limit&) = default;
    /// By bound. Unlimited is greater than every finite limit.
    friend constexpr std::strong_ordering operator<=>(const limit&, const limit&) = default;

private:
    static constexpr std::int64_t no_bound = INT64_MAX;
    std::int64_t most_ = 0;
};

/// What happens to usage above the limit.
enum class enforcement : std::uint8_t {
    unstated,  ///< not stated; a catalog with such a limit is not valid
    hard,      ///< usage above the limit is refused
    soft,      ///< usage above the limit is admitted, and charged if a charge includes this quota
};

/// The limit of one quota in one edition: the bound, its enforcement, and its grace.
struct quota_limit {
    limit most{};
    ratecard::enforcement enforcement = ratecard::enforcement::unstated;
    /// Percent of the limit that is admitted above it without a charge. A decision reports usage
    /// within the grace, so that the customer can be warned. At most 255 in a catalog.
    std::uint16_t grace_percent = 0;

    friend constexpr bool operator==(const quota_limit&, const quota_limit&) = default;
};

/// A hard limit: at most `most` units, more is refused.
[[nodiscard]] constexpr quota_limit hard(std::int64_t most) {
    return {limit::finite(most), enforcement::hard};
}
/// A soft limit: more than `most` units are admitted, and can be charged.
[[nodiscard]] constexpr quota_limit soft(std::int64_t most) {
    return {limit::finite(most), enforcement::soft};
}
/// A quota without a limit.
inline constexpr quota_limit no_limit{limit::unlimited(), enforcement::hard};

/// The same limit, with a grace of `percent` percent.
[[nodiscard]] constexpr quota_limit with_grace(quota_limit l, std::uint16_t percent) noexcept {
    l.grace_percent = percent;
    return l;
}

/// The limit plus its grace, rounded down to whole units. Usage above it is charged or refused. A
/// limit of 1000 with 5 % grace ends at 1050; a limit of 10 with 5 % grace ends at 10.
[[nodiscard]] constexpr limit end_of_grace(const quota_limit& l) noexcept {
    if (l.most.is_unlimited()) return l.most;
    const std::int64_t most = l.most.most().count();
    // Hundreds and remainder separately: the product `most * grace_percent` may not fit 64 bits.
    const std::int64_t grace = most / 100 * l.grace_percent + most % 100 * l.grace_percent / 100;
    const std::int64_t end = most + grace;
    return limit{quantity{end < quantity::max_count ? end : quantity::max_count}};
}

/// A quota's limit and the number of the clock that resets it, in one 64-bit word. From the lowest
/// bit: 50 bits for the limit (all set: unlimited), 2 for the enforcement, 8 for the grace, 4 for
/// the clock. With enforcement 3 the quota is refused, and the lowest bits are the reason.
class packed_limit {
public:
    static constexpr std::uint16_t max_grace_percent = 255;
    static constexpr std::uint8_t no_clock = 15;

    /// Enforcement unstated, no clock.
    constexpr packed_limit() noexcept = default;

    /// Packs a limit. `core_errc::policy_out_of_range` if the grace is above 255 percent,
    /// `core_errc::capacity_exceeded` if `clock` is above 15 (`no_clock`).
    [[nodiscard]] static constexpr result<packed_limit> from(
        const quota_limit& l, std::uint8_t clock = no_clock) noexcept {
        if (l.grace_percent > max_grace_percent) return core_errc::policy_out_of_range;
        if (clock > no_clock) return core_errc::capacity_exceeded;
        const std::uint64_t most =
            l.most.is_unlimited() ? unlimited : static_cast<std::uint64_t>(l.most.most().count());
        return packed_limit{most | std::uint64_t{static_cast<std::uint8_t>(l.enforcement)} << 50 |
                            std::uint64_t{l.grace_percent} << 52 | std::uint64_t{clock} << 60};
    }
    /// A quota of which nothing can be taken, for a reason of the life, such as `suspended`, or
    /// because its snapshot is stale.
    [[nodiscard]] static constexpr packed_limit refused(reason why,
                                                        std::uint8_t clock = no_clock) noexcept {
        return packed_limit{static_cast<std::uint64_t>(why) | refused_bits << 50 |
                            std::uint64_t{clock} << 60};
    }
    /// Reads a word from outside. `core_errc::quantity_too_large` if its limit is above 10^15,
    /// `core_errc::malformed_bytes` if it is refused for another reason than a life has.
    [[nodiscard]] static constexpr result<packed_limit> from_word(std::uint64_t word) noexcept {
        const std::uint64_t most = word & unlimited;
        if ((word >> 50 & 3) == refused_bits) {
            const bool is_of_life = most == static_cast<std::uint64_t>(reason::suspended) ||
                                    most == static_cast<std::uint64_t>(reason::reclaimed) ||
                                    most == static_cast<std::uint64_t>(reason::deleted);
            if (!is_of_life || (word >> 52 & 0xff) != 0) return core_errc::malformed_bytes;
            return packed_limit{word};
        }
        if (most != unlimited && most > static_cast<std::uint64_t>(quantity::max_count))
            return core_errc::quantity_too_large;
        return packed_limit{word};
    }

    [[nodiscard]] constexpr std::uint64_t word() const noexcept { return word_; }
    /// Whether the limit decides: it is stated, and not refused.
    [[nodiscard]] constexpr bool decides() const noexcept {
        const std::uint64_t bits = word_ >> 50 & 3;
        return bits != 0 && bits != refused_bits;
    }
    /// Whether the limit decides, and `sum` is within it: at most 10^15 where it is unlimited.
    [[nodiscard]] constexpr bool holds(std::int64_t sum) const noexcept {
        constexpr auto highest = static_cast<std::uint64_t>(quantity::max_count);
        const std::uint64_t most = word_ & unlimited;
        return decides() && static_cast<std::uint64_t>(sum) <= (most < highest ? most : highest);
    }
    /// Why nothing can be taken; `allowed` if it is not refused.
    [[nodiscard]] constexpr reason refusal() const noexcept {
        return (word_ >> 50 & 3) == refused_bits ? static_cast<reason>(word_ & 0xff)
                                                 : reason::allowed;
    }
    /// The limit. Of a refused quota it is 0 and hard.
    [[nodiscard]] constexpr quota_limit limit() const noexcept {
        if ((word_ >> 50 & 3) == refused_bits) return {{}, enforcement::hard};
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
    static constexpr std::uint64_t refused_bits = 3;
    static constexpr std::uint64_t unlimited = (std::uint64_t{1} << 50) - 1;

    constexpr explicit packed_limit(std::uint64_t word) noexcept : word_{word} {}

    std::uint64_t word_ = std::uint64_t{no_clock} << 60;
};

}  // namespace ratecard::inline v0

#endif
