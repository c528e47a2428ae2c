// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_ATTRIBUTES_HPP
#define RATECARD_CORE_ATTRIBUTES_HPP

#include <cstdint>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/reason.hpp>
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

}  // namespace ratecard::inline v0

#endif
