// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_CONDITION_HPP
#define RATECARD_CORE_CONDITION_HPP

#include <cstdint>

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/id.hpp>

namespace ratecard::inline v0 {

/// How a condition looks at its attribute.
enum class test : std::uint8_t {
    one_of,    ///< an enumerated value inside the set
    none_of,   ///< an enumerated value outside the set
    at_least,  ///< a count or version not below the bound
    at_most,   ///< a count or version not above the bound
};

/// A set of enumerated values, by number 0 to 63.
struct value_set {
    std::uint64_t bits = 0;

    [[nodiscard]] constexpr bool contains(std::int64_t value) const noexcept {
        return value >= 0 && value < 64 && ((bits >> value) & 1u) != 0;
    }
    friend constexpr bool operator==(const value_set&, const value_set&) = default;
};

/// What must hold of one attribute, everywhere or only where another enumerated attribute has one of
/// some values ("native SDK 5.8 or later": the version, where the platform is native).
struct condition {
    attribute_id attribute{};
    ratecard::test test = ratecard::test::one_of;
    value_set set{};         ///< of one_of and none_of
    std::int64_t bound = 0;  ///< of at_least and at_most, both included
    attribute_id where{};
    value_set where_set{};  ///< empty: everywhere
    std::uint8_t rank = 0;  ///< place of its refusal among all reasons; the catalog's owner sets it

    friend constexpr bool operator==(const condition&, const condition&) = default;
};

/// Whether the condition holds for a request to a subscription. What is fixed for the subscription,
/// or reserved there, stands before what the request says; an attribute that was not stated satisfies
/// nothing.
template <class Fixed>
[[nodiscard]] constexpr bool holds(const condition& c, const Fixed& fixed,
                                   const attributes& request) noexcept {
    const auto has = [&](attribute_id a) {
        return fixed.is_reserved(a) ? fixed.has(a) : request.has(a);
    };
    const auto value_of = [&](attribute_id a) {
        return fixed.is_reserved(a) ? fixed.value(a) : request.value(a);
    };
    if (c.where_set.bits != 0) {
        if (!has(c.where)) return false;
        if (!c.where_set.contains(value_of(c.where))) return true;
    }
    if (!has(c.attribute)) return false;
    const std::int64_t value = value_of(c.attribute);
    switch (c.test) {
        case test::one_of: return c.set.contains(value);
        case test::none_of: return !c.set.contains(value);
        case test::at_least: return value >= c.bound;
        case test::at_most: return value <= c.bound;
    }
    return false;
}

/// Whether a request can make a difference to the condition: what it looks at is not fixed for the
/// subscription, nor reserved there.
template <class Fixed>
[[nodiscard]] constexpr bool depends_on_request(const condition& c, const Fixed& fixed) noexcept {
    return !fixed.is_reserved(c.attribute) ||
           (c.where_set.bits != 0 && !fixed.is_reserved(c.where));
}

/// The conditions of a catalog's features, each feature's in the order of its refusals.
/// `ends[f]` is the end of feature f's conditions, `ends[f - 1]` their begin.
struct condition_table {
    const condition* conditions = nullptr;
    const std::uint16_t* ends = nullptr;
    std::uint16_t features = 0;

    [[nodiscard]] constexpr const condition* begin_of(feature_id f) const noexcept {
        return conditions + (f.value == 0 ? 0 : ends[f.value - 1]);
    }
    [[nodiscard]] constexpr const condition* end_of(feature_id f) const noexcept {
        return conditions + ends[f.value];
    }
};

}  // namespace ratecard::inline v0

#endif
