// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_RULE_HPP
#define RATECARD_CATALOG_RULE_HPP

#include <cstdint>

#include <ratecard/core/condition.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/name.hpp>

namespace ratecard::inline v0 {

enum class attribute_kind : std::uint8_t { enumerated, count, version };

/// Something a condition can look at.
struct attribute {
    name key{};
    attribute_kind kind = attribute_kind::enumerated;
    /// Fixed when the subscription is bought (a data center), rather than stated by each request.
    bool fixed = false;
    /// What a refusal by it is called, such as "sdk_too_old".
    name refusal{};

    friend constexpr bool operator==(const attribute&, const attribute&) = default;
};

/// One value of an enumerated attribute. Its number is its place among the attribute's values.
struct attribute_value {
    attribute_id of{};
    name key{};

    friend constexpr bool operator==(const attribute_value&, const attribute_value&) = default;
};

/// A condition of a feature. All rules of a feature must hold.
struct rule {
    feature_id of{};
    condition must{};

    friend constexpr bool operator==(const rule&, const rule&) = default;
};

}  // namespace ratecard::inline v0

#endif
