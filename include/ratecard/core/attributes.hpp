// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_ATTRIBUTES_HPP
#define RATECARD_CORE_ATTRIBUTES_HPP

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/version_number.hpp>

/// Attribute values of a subscription or a request, such as platform, group size or client version.
namespace ratecard::inline v0 {

/// Values by attribute. A value is the number of an enumerated value (data center, platform), a
/// count (group size), or a packed version. An attribute that was not set is absent.
class attributes {
public:
    constexpr attributes() noexcept = default;

    /// Sets the value of an attribute, and reserves it.
    /// \pre `which.value < max_attributes`.
    constexpr attributes& set(attribute_id which, std::int64_t value) {
        if (which.value >= max_attributes) detail::attribute_must_be_one_of_the_first_16();
        values_[which.value] = value;
        stated_ = static_cast<std::uint16_t>(stated_ | (1u << which.value));
        return reserve(which);
    }
    /// Sets an attribute that is a version.
    /// \pre `which.value < max_attributes`.
    constexpr attributes& set(attribute_id which, version_number value) {
        return set(which, value.packed());
    }

    /// Makes conditions ignore the request's value of this attribute, even if this object has no
    /// value for it.
    /// \pre `which.value < max_attributes`.
    constexpr attributes& reserve(attribute_id which) {
        if (which.value >= max_attributes) detail::attribute_must_be_one_of_the_first_16();
        reserved_ = static_cast<std::uint16_t>(reserved_ | (1u << which.value));
        return *this;
    }

    /// True if no attribute has a value.
    [[nodiscard]] constexpr bool empty() const noexcept { return stated_ == 0; }
    /// True if the attribute has a value.
    [[nodiscard]] constexpr bool has(attribute_id which) const noexcept {
        return which.value < max_attributes && ((stated_ >> which.value) & 1u) != 0;
    }
    /// True if the attribute was set or reserved here.
    [[nodiscard]] constexpr bool is_reserved(attribute_id which) const noexcept {
        return which.value < max_attributes && ((reserved_ >> which.value) & 1u) != 0;
    }
    /// The attribute's value, or 0 if it is absent.
    [[nodiscard]] constexpr std::int64_t value(attribute_id which) const noexcept {
        return has(which) ? values_[which.value] : 0;
    }

    friend constexpr bool operator==(const attributes&, const attributes&) = default;

private:
    std::int64_t values_[max_attributes] = {};
    std::uint16_t stated_ = 0;
    std::uint16_t reserved_ = 0;
};

/// A compact copy of `attributes` with room for `Capacity` values. It has the same read functions.
template <std::size_t Capacity>
class few_attributes {
public:
    constexpr few_attributes() noexcept = default;

    /// The copy. `core_errc::capacity_exceeded` if more than `Capacity` attributes have a value.
    [[nodiscard]] static constexpr result<few_attributes> from(const attributes& source) noexcept {
        few_attributes copy;
        std::size_t next = 0;
        for (std::uint16_t a = 0; a < max_attributes; ++a) {
            const auto bit = static_cast<std::uint16_t>(1u << a);
            if (source.is_reserved({a}))
                copy.reserved_ = static_cast<std::uint16_t>(copy.reserved_ | bit);
            if (!source.has({a})) continue;
            if (next == Capacity) return core_errc::capacity_exceeded;
            if constexpr (Capacity != 0) copy.values_[next++] = source.value({a});
            copy.stated_ = static_cast<std::uint16_t>(copy.stated_ | bit);
        }
        return copy;
    }

    /// True if the attribute has a value.
    [[nodiscard]] constexpr bool has(attribute_id which) const noexcept {
        return which.value < max_attributes && ((stated_ >> which.value) & 1u) != 0;
    }
    /// True if the attribute was set or reserved.
    [[nodiscard]] constexpr bool is_reserved(attribute_id which) const noexcept {
        return which.value < max_attributes && ((reserved_ >> which.value) & 1u) != 0;
    }
    /// The attribute's value, or 0 if it is absent.
    [[nodiscard]] constexpr std::int64_t value(attribute_id which) const noexcept {
        if constexpr (Capacity == 0) {
            return 0;
        } else {
            if (!has(which)) return 0;
            // Values are in the order of the attributes: count the values before this one.
            return values_[static_cast<std::size_t>(
                std::popcount(stated_ & ((1u << which.value) - 1u)))];
        }
    }

    /// The attributes that have a value. Bit a is attribute a.
    [[nodiscard]] constexpr std::uint16_t stated() const noexcept { return stated_; }
    /// The attributes that are reserved. Bit a is attribute a.
    [[nodiscard]] constexpr std::uint16_t reserved() const noexcept { return reserved_; }

    friend constexpr bool operator==(const few_attributes&, const few_attributes&) = default;

private:
    std::array<std::int64_t, (Capacity == 0 ? 1 : Capacity)> values_{};
    std::uint16_t stated_ = 0;
    std::uint16_t reserved_ = 0;
};

}  // namespace ratecard::inline v0

#endif
