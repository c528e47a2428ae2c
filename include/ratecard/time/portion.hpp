// SPDX-License-Identifier: MIT
#ifndef RATECARD_TIME_PORTION_HPP
#define RATECARD_TIME_PORTION_HPP

#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/time/period.hpp>

namespace ratecard::inline v0 {

/// A period and an interval inside it: the only thing of which a fraction is made. An interval that
/// lies beside the period, or reaches beyond it, has none.
class portion {
public:
    /// \pre `whole` contains `part`.
    constexpr portion(const period& whole, const period& part) : whole_{whole}, part_{part} {
        if (!whole.contains(part)) detail::part_must_lie_inside_the_period();
    }
    /// `errc::part_outside_the_period` when `whole` does not contain `part`.
    [[nodiscard]] static constexpr result<portion> from(const period& whole,
                                                        const period& part) noexcept {
        if (!whole.contains(part)) return errc::part_outside_the_period;
        return portion{whole, part};
    }

    [[nodiscard]] constexpr const period& whole() const noexcept { return whole_; }
    [[nodiscard]] constexpr const period& part() const noexcept { return part_; }
    /// Whether something else came before the part, so that it begins with a change.
    [[nodiscard]] constexpr bool begins_inside() const noexcept {
        return whole_.begin() < part_.begin();
    }
    [[nodiscard]] constexpr bool ends_inside() const noexcept { return part_.end() < whole_.end(); }

    friend constexpr bool operator==(const portion&, const portion&) = default;

private:
    period whole_;
    period part_;
};

}  // namespace ratecard::inline v0

#endif
