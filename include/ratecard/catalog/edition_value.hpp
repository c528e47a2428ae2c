// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_EDITION_VALUE_HPP
#define RATECARD_CATALOG_EDITION_VALUE_HPP

#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/name.hpp>

namespace ratecard::inline v0 {

/// The value of a feature in an edition that has it.
struct edition_value {
    feature_id of{};
    edition_id in{};
    feature_value value{};

    friend constexpr bool operator==(const edition_value&, const edition_value&) = default;
};

/// One option of a feature whose value is an option, or some. Its number is its place among the
/// feature's options, which stand from the least to the most.
struct feature_option {
    feature_id of{};
    name key{};

    friend constexpr bool operator==(const feature_option&, const feature_option&) = default;
};

/// A text that features have as their value. Its id is its place.
struct value_text {
    name text{};

    friend constexpr bool operator==(const value_text&, const value_text&) = default;
};

}  // namespace ratecard::inline v0

#endif
