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

namespace ratecard::inline v0 {

/// What is known of a subscription or of a request, by attribute: the number of an enumerated value
/// (data center, platform), a count (group size), or a version. What was not stated is absent.
class attributes {
public:
    constexpr attributes() noexcept = default;

    /// \pre the attribute is one of the first 16.
    constexpr attributes& set(attribute_id which, std::int64_t value) {
        if (which.value >= max_attributes) detail::attribute_must_be_one_of_the_first_16();
        values_[which.value] = value;
        stated_ = static_cast<std::uint16_t>(stated_ | (1u << which.value));
        return reserve(which);
    }
    constexpr attributes& set(attribute_id which, version_number value) {
        return set(which, value.packed());
    }

    /// Says that no request can state this attribute, even where it is not known.
    /// \pre the attribute is one of the first 16.
    constexpr attributes& reserve(attribute_id which) {
        if (which.value >= max_attributes) detail::attribute_must_be_one_of_the_first_16();
        reserved_ = static_cast<std::uint16_t>(reserved_ | (1u << which.value));
        return *this;
    }

    /// Whether nothing is stated.
    [[nodiscard]] constexpr bool empty() const noexcept { return stated_ == 0; }
    [[nodiscard]] constexpr bool has(attribute_id which) const noexcept {
        return which.value < max_attributes && ((stated_ >> which.value) & 1u) != 0;
    }
    /// Whether it was stated or reserved here.
    [[nodiscard]] constexpr bool is_reserved(attribute_id which) const noexcept {
        return which.value < max_attributes && ((reserved_ >> which.value) & 1u) != 0;
    }
    /// The stated value; 0 when absent.
    [[nodiscard]] constexpr std::int64_t value(attribute_id which) const noexcept {
        return has(which) ? values_[which.value] : 0;
    }

    friend constexpr bool operator==(const attributes&, const attributes&) = default;

private:
    std::int64_t values_[max_attributes] = {};
    std::uint16_t stated_ = 0;
    std::uint16_t reserved_ = 0;
};

/// Attributes of which at most `Capacity` are stated, in little room: read like the others.
template <std::size_t Capacity>
class few_attributes {
public:
    constexpr few_attributes() noexcept = default;

    /// `core_errc::capacity_exceeded` when more are stated.
    [[nodiscard]] static constexpr result<few_attributes> from(const attributes& all) noexcept {
        few_attributes made;
        std::size_t next = 0;
        for (std::uint16_t a = 0; a < max_attributes; ++a) {
            const auto bit = static_cast<std::uint16_t>(1u << a);
            if (all.is_reserved({a}))
                made.reserved_ = static_cast<std::uint16_t>(made.reserved_ | bit);
            if (!all.has({a})) continue;
            if (next == Capacity) return core_errc::capacity_exceeded;
            if constexpr (Capacity != 0) made.values_[next++] = all.value({a});
            made.stated_ = static_cast<std::uint16_t>(made.stated_ | bit);
        }
        return made;
    }

    [[nodiscard]] constexpr bool has(attribute_id which) const noexcept {
        return which.value < max_attributes && ((stated_ >> which.value) & 1u) != 0;
    }
    /// Whether it was stated or reserved there.
    [[nodiscard]] constexpr bool is_reserved(attribute_id which) const noexcept {
        return which.value < max_attributes && ((reserved_ >> which.value) & 1u) != 0;
    }
    /// The stated value; 0 when absent.
    [[nodiscard]] constexpr std::int64_t value(attribute_id which) const noexcept {
        if constexpr (Capacity == 0) {
            return 0;
        } else {
            if (!has(which)) return 0;
            // The values stand in the order of the attributes: as many are before as are stated.
            return values_[static_cast<std::size_t>(
                std::popcount(stated_ & ((1u << which.value) - 1u)))];
        }
    }

    /// The attributes that are stated, and those that are reserved: bit a is attribute a.
    [[nodiscard]] constexpr std::uint16_t stated() const noexcept { return stated_; }
    [[nodiscard]] constexpr std::uint16_t reserved() const noexcept { return reserved_; }

    friend constexpr bool operator==(const few_attributes&, const few_attributes&) = default;

private:
    std::array<std::int64_t, (Capacity == 0 ? 1 : Capacity)> values_{};
    std::uint16_t stated_ = 0;
    std::uint16_t reserved_ = 0;
};

}  // namespace ratecard::inline v0

#endif
