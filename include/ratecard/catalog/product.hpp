// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_PRODUCT_HPP
#define RATECARD_CATALOG_PRODUCT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/core/condition.hpp>
#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/quantity.hpp>

namespace ratecard::inline v0 {

/// A plan on sale, or the one a subscription starts with. Editions stand in the catalog from the
/// smallest to the largest.
struct edition {
    name key{};

    friend constexpr bool operator==(const edition&, const edition&) = default;
};

/// How an edition has a feature.
enum class availability : std::uint8_t {
    unstated,        ///< a hole in the table: the catalog is refused
    absent,          ///< not in the edition
    included,        ///< in the edition
    on_application,  ///< in the edition once an application was approved, after the activation delay
    on_trial,        ///< within the time of the feature's trial
};

/// Something a customer may do.
struct feature {
    name key{};
    duration activation_delay{};      ///< from approval to use, both ends usable
    std::optional<trial_id> trial{};  ///< the trial that gives it where it is `on_trial`
    value_kind kind = value_kind::boolean;
    bool stays_in_grace = true;    ///< it runs between a plan's end and the suspension
    bool stays_suspended = false;  ///< it runs while suspended, such as reading or exporting

    friend constexpr bool operator==(const feature&, const feature&) = default;
};

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

/// What the values of an attribute are: one of a list, a count, or a version number.
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

/// Of what one state is kept.
enum class quota_scope : std::uint8_t { subscription, user, group, account };

/// Over what time it is counted.
enum class quota_window : std::uint8_t {
    standing,        ///< what exists now
    calendar_day,    ///< anew each civil day
    calendar_month,  ///< anew each civil month
    billing_period,  ///< anew each month of the order that runs
    fixed,           ///< anew each time the quota's `length` has passed, counted from 1970
    age,             ///< not counted: the limit is an age in days of 24 hours
};

/// How much of something a customer may have.
struct quota {
    name key{};
    quota_scope scope = quota_scope::subscription;
    quota_window window = quota_window::standing;
    /// The wider quota this one is a part of: what takes from this takes from that too.
    std::optional<quota_id> part_of{};
    duration length{};  ///< of a fixed window

    friend constexpr bool operator==(const quota&, const quota&) = default;
};

/// A time for which features are given free, once per subscription, from the instant of activation.
struct trial {
    name key{};
    duration length{};
    /// The service that activation also enables, and that bills its own usage by its own rules;
    /// empty when there is none.
    name activates{};

    friend constexpr bool operator==(const trial&, const trial&) = default;
};

/// Something that is sold beside an edition, in units.
struct add_on {
    name key{};
    /// The charge whose prices are those of its units, for a month; none where the catalog knows none.
    std::optional<charge_id> charged{};

    friend constexpr bool operator==(const add_on&, const add_on&) = default;
};

/// A row of what add-ons give: a feature, with a value where it has one; more of a quota, for each
/// unit; or both.
struct add_on_gift {
    add_on_id of{};
    std::optional<feature_id> gives{};
    feature_value value{};  ///< of the feature
    std::optional<quota_id> raises{};
    quantity per_unit{};  ///< by how much each unit raises the quota

    friend constexpr bool operator==(const add_on_gift&, const add_on_gift&) = default;
};

}  // namespace ratecard::inline v0

#endif
