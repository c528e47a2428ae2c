// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_CONDITION_HPP
#define RATECARD_CORE_CONDITION_HPP

#include <cstdint>

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/id.hpp>

/// Conditions on attributes, such as "platform is iOS" or "version at least 5.8".
namespace ratecard::inline v0 {

/// How a condition compares the value of its attribute.
enum class test : std::uint8_t {
    one_of,    ///< the enumerated value is in the set
    none_of,   ///< the enumerated value is not in the set
    at_least,  ///< the count or version is greater than or equal to the bound
    at_most,   ///< the count or version is less than or equal to the bound
};

/// A set of enumerated values, each a number from 0 to 63. Bit v is value v.
struct value_set {
    std::uint64_t bits = 0;

    [[nodiscard]] constexpr bool contains(std::int64_t value) const noexcept {
        return value >= 0 && value < 64 && ((bits >> value) & 1u) != 0;
    }
    friend constexpr bool operator==(const value_set&, const value_set&) = default;
};

/// A test of one attribute. It can be restricted by a second, enumerated attribute: "native SDK 5.8
/// or later" tests the version, but only where the platform is native.
struct condition {
    attribute_id attribute{};
    ratecard::test test = ratecard::test::one_of;
    value_set set{};         ///< for `one_of` and `none_of`
    std::int64_t bound = 0;  ///< for `at_least` and `at_most`; inclusive
    /// The attribute that restricts the condition; read only if `where_set` is not empty.
    attribute_id where{};
    value_set where_set{};  ///< applies only where `where` is in this set; empty: everywhere
    std::uint8_t rank = 0;  ///< position of this refusal among all reasons; set by the catalog

    friend constexpr bool operator==(const condition&, const condition&) = default;
};

/// Whether the condition holds for a request to a subscription. A value fixed or reserved by the
/// subscription overrides the request's. A missing attribute fails every condition.
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

/// Whether the request can change the outcome of the condition. It cannot if the subscription fixes
/// or reserves every attribute that the condition reads.
template <class Fixed>
[[nodiscard]] constexpr bool depends_on_request(const condition& c, const Fixed& fixed) noexcept {
    return !fixed.is_reserved(c.attribute) ||
           (c.where_set.bits != 0 && !fixed.is_reserved(c.where));
}

/// The conditions of a catalog's features. Within a feature they are in the order in which they
/// refuse.
///
/// The conditions of feature f are `conditions[ends[f - 1]]` up to, not including,
/// `conditions[ends[f]]`. Those of feature 0 start at 0.
struct condition_table {
    const condition* conditions = nullptr;
    const std::uint16_t* ends = nullptr;
    std::uint16_t features = 0;
    std::uint64_t fingerprint = 0;  ///< of the catalog; its snapshots have the same

    [[nodiscard]] constexpr const condition* begin_of(feature_id f) const noexcept {
        return conditions + (f.value == 0 ? 0 : ends[f.value - 1]);
    }
    [[nodiscard]] constexpr const condition* end_of(feature_id f) const noexcept {
        return conditions + ends[f.value];
    }
};

}  // namespace ratecard::inline v0

#endif
