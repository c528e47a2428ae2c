// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_QUANTITY_HPP
#define RATECARD_CORE_QUANTITY_HPP

#include <compare>
#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>

/// Checked whole numbers of units.
namespace ratecard::inline v0 {

/// A whole number from 0 to 10^15, in the smallest unit of a metric (a byte, a message, a user).
///
/// The bound makes arithmetic safe: the sum of two quantities fits 64 bits, and the product with a
/// price fits 128 bits.
class quantity {
public:
    static constexpr std::int64_t max_count = 1'000'000'000'000'000;

    constexpr quantity() noexcept = default;
    /// `count` units.
    /// \pre `0 <= count <= max_count`.
    constexpr explicit quantity(std::int64_t count) : count_{count} {
        if (count < 0 || count > max_count) detail::quantity_must_be_within_0_and_10_to_the_15();
    }
    /// A count from outside. `core_errc::negative_quantity` or `core_errc::quantity_too_large` if
    /// it is out of range.
    [[nodiscard]] static constexpr result<quantity> from(std::int64_t count) noexcept {
        if (count < 0) return core_errc::negative_quantity;
        if (count > max_count) return core_errc::quantity_too_large;
        return quantity{count};
    }

    [[nodiscard]] constexpr std::int64_t count() const noexcept { return count_; }

    /// The part above `included`, or zero: 12 above 10 is 2, and 8 above 10 is 0.
    [[nodiscard]] constexpr quantity above(quantity included) const noexcept {
        return count_ > included.count_ ? quantity{count_ - included.count_} : quantity{};
    }

    friend constexpr bool operator==(const quantity&, const quantity&) = default;
    friend constexpr std::strong_ordering operator<=>(const quantity&, const quantity&) = default;

private:
    std::int64_t count_ = 0;
};

/// The sum of two quantities. `core_errc::quantity_too_large` if it is above 10^15.
[[nodiscard]] constexpr result<quantity> checked_add(quantity a, quantity b) noexcept {
    return quantity::from(a.count() + b.count());
}

}  // namespace ratecard::inline v0

#endif
