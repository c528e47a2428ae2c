// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_QUANTITY_HPP
#define RATECARD_CORE_QUANTITY_HPP

#include <compare>
#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>

namespace ratecard::inline v0 {

/// How many: a whole number from 0 to 10^15 of a metric's smallest unit.
///
/// The bound makes sums of two and products with a price total: they always fit.
class quantity {
public:
    static constexpr std::int64_t max_count = 1'000'000'000'000'000;

    constexpr quantity() noexcept = default;
    /// \pre `0 <= count <= max_count`.
    constexpr explicit quantity(std::int64_t count) : count_{count} {
        if (count < 0 || count > max_count) detail::quantity_must_be_within_0_and_10_to_the_15();
    }
    /// Outside data. `core_errc::negative_quantity` or `core_errc::quantity_too_large` when out of range.
    [[nodiscard]] static constexpr result<quantity> from(std::int64_t count) noexcept {
        if (count < 0) return core_errc::negative_quantity;
        if (count > max_count) return core_errc::quantity_too_large;
        return quantity{count};
    }

    [[nodiscard]] constexpr std::int64_t count() const noexcept { return count_; }

    /// What of `*this` lies above `included`: zero when nothing does.
    [[nodiscard]] constexpr quantity above(quantity included) const noexcept {
        return count_ > included.count_ ? quantity{count_ - included.count_} : quantity{};
    }

    friend constexpr bool operator==(const quantity&, const quantity&) = default;
    friend constexpr std::strong_ordering operator<=>(const quantity&, const quantity&) = default;

private:
    std::int64_t count_ = 0;
};

/// The sum, or `core_errc::quantity_too_large`.
[[nodiscard]] constexpr result<quantity> checked_add(quantity a, quantity b) noexcept {
    return quantity::from(a.count() + b.count());
}

}  // namespace ratecard::inline v0

#endif
