// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_PACKED_LIMIT_HPP
#define RATECARD_CORE_PACKED_LIMIT_HPP

#include <cstdint>

#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/quota_limit.hpp>
#include <ratecard/core/result.hpp>

namespace ratecard::inline v0 {

/// A quota's limit and the number of the clock that resets it, in one word: 50 bits of the limit, all
/// of them set where it is unlimited, 2 of how it is enforced, 8 of grace, 4 of the clock.
class packed_limit {
public:
    static constexpr std::uint16_t max_grace_percent = 255;
    static constexpr std::uint8_t no_clock = 15;

    /// Unstated, by no clock.
    constexpr packed_limit() noexcept = default;

    /// `errc::policy_out_of_range` for a grace above 255 percent, `errc::too_small` for a clock
    /// that is not one of the first 15, nor `no_clock`.
    [[nodiscard]] static constexpr result<packed_limit> from(
        const quota_limit& l, std::uint8_t clock = no_clock) noexcept {
        if (l.grace_percent > max_grace_percent) return errc::policy_out_of_range;
        if (clock > no_clock) return errc::too_small;
        const std::uint64_t most =
            l.most.is_unlimited() ? unlimited : static_cast<std::uint64_t>(l.most.most().count());
        return packed_limit{most | std::uint64_t{static_cast<std::uint8_t>(l.enforcement)} << 50 |
                            std::uint64_t{l.grace_percent} << 52 | std::uint64_t{clock} << 60};
    }
    /// The limit of a word from outside. `errc::quantity_too_large` for a limit that is none,
    /// `errc::malformed_bytes` for an enforcement that is none.
    [[nodiscard]] static constexpr result<packed_limit> from_word(std::uint64_t word) noexcept {
        const std::uint64_t most = word & unlimited;
        if (most != unlimited && most > static_cast<std::uint64_t>(quantity::max_count))
            return errc::quantity_too_large;
        if ((word >> 50 & 3) > static_cast<std::uint64_t>(enforcement::soft))
            return errc::malformed_bytes;
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
