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
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/day.hpp>

/// What a seller offers: editions, features, attributes, quotas, trials and add-ons.
namespace ratecard::inline v0 {

/// An edition that is on sale, or the free one with which a subscription starts. A catalog lists
/// its editions from the smallest to the largest.
struct edition {
    name key{};

    friend constexpr bool operator==(const edition&, const edition&) = default;
};

/// How an edition has a feature.
enum class availability : std::uint8_t {
    unstated,        ///< the cell is missing: the catalog has a fault
    absent,          ///< not in the edition
    included,        ///< in the edition
    on_application,  ///< in the edition after an application was approved and the delay has passed
    on_trial,        ///< available during the feature's trial
};

/// Something a customer may do.
struct feature {
    name key{};
    duration activation_delay{};      ///< usable from the approval plus this delay on
    std::optional<trial_id> trial{};  ///< the trial meant by `availability::on_trial`
    value_kind kind = value_kind::boolean;
    bool stays_in_grace = true;    ///< it works between the end of a plan and the suspension
    bool stays_suspended = false;  ///< it works during a suspension, such as reading or exporting

    friend constexpr bool operator==(const feature&, const feature&) = default;
};

/// The value of a feature in an edition that has it.
struct edition_value {
    feature_id of{};
    edition_id in{};
    feature_value value{};

    friend constexpr bool operator==(const edition_value&, const edition_value&) = default;
};

/// One option of a feature whose value is one option or a set of options. Its number is its place
/// among the feature's options, which are listed from the least to the most.
struct feature_option {
    feature_id of{};
    name key{};

    friend constexpr bool operator==(const feature_option&, const feature_option&) = default;
};

/// A text that is the value of a feature. Its id is its place in the table.
struct value_text {
    name text{};

    friend constexpr bool operator==(const value_text&, const value_text&) = default;
};

/// The kind of an attribute's values: one of a list, a count, or a version number.
enum class attribute_kind : std::uint8_t { enumerated, count, version };

/// Something that a condition tests, such as a region or the version of a client.
struct attribute {
    name key{};
    attribute_kind kind = attribute_kind::enumerated;
    /// True: fixed when the subscription is bought, such as a data center. False: stated by each
    /// request.
    bool fixed = false;
    /// The name of a refusal by this attribute, such as "sdk_too_old".
    name refusal{};

    friend constexpr bool operator==(const attribute&, const attribute&) = default;
};

/// One value of an enumerated attribute. Its number is its place among the attribute's values.
struct attribute_value {
    attribute_id of{};
    name key{};

    friend constexpr bool operator==(const attribute_value&, const attribute_value&) = default;
};

/// A condition of a feature. A feature can be used only if all its rules hold.
struct rule {
    feature_id of{};
    condition must{};

    friend constexpr bool operator==(const rule&, const rule&) = default;
};

/// What one counter of a quota counts for.
enum class quota_scope : std::uint8_t { subscription, user, group, account };

/// The time over which a quota counts.
enum class quota_window : std::uint8_t {
    standing,        ///< counts what exists now
    calendar_day,    ///< starts again each civil day
    calendar_month,  ///< starts again each civil month
    billing_period,  ///< starts again each month of the current order
    fixed,           ///< starts again after each `length` of the quota, counted from its `origin`
    age,             ///< not counted: the limit is an age in days of 24 hours
    calendar_week,   ///< starts again each week of civil days, on the quota's `week_begins`
    calendar_year,   ///< starts again each civil year
};

/// How much of something a customer may have.
struct quota {
    name key{};
    quota_scope scope = quota_scope::subscription;
    quota_window window = quota_window::standing;
    /// The wider quota of which this one is a part: what is taken from this one is taken from both.
    std::optional<quota_id> part_of{};
    duration length{};  ///< of a `fixed` window; zero for all others
    /// The begin of fixed window 0; without it, 1970 in UTC. A state in one word numbers windows up
    /// to 16,777,214: windows of 60 seconds for 31 years from here.
    instant origin{};
    /// The time of day at which windows of the calendar begin, such as 06:00 of the first day.
    time_of_day starts_at{};
    weekday week_begins = weekday::monday;  ///< the first day of a `calendar_week`
    /// It can be taken between the end of a plan and the suspension; only if the wider quota can.
    bool stays_in_grace = true;
    /// It can be taken during a suspension, such as exports of data; only if the wider quota can.
    bool stays_suspended = false;

    friend constexpr bool operator==(const quota&, const quota&) = default;
};

/// Whether windows of this kind follow the civil calendar.
[[nodiscard]] constexpr bool is_of_calendar(quota_window w) noexcept {
    return w == quota_window::calendar_day || w == quota_window::calendar_week ||
           w == quota_window::calendar_month || w == quota_window::calendar_year;
}

/// Whether the windows of two quotas begin at the same instants.
[[nodiscard]] constexpr bool have_same_windows(const quota& a, const quota& b) noexcept {
    return a.window == b.window && a.length == b.length && a.origin == b.origin &&
           a.starts_at == b.starts_at && a.week_begins == b.week_begins;
}

/// Who can have a trial only once.
enum class once_for : std::uint8_t {
    subscription,  ///< each subscription, so that a customer with two has it twice
    customer,      ///< each customer, whatever subscriptions they have
};

/// A time in which features, or a whole edition, are free, counted from the activation.
struct trial {
    name key{};
    duration length{};  ///< in seconds; zero if `lasts` is stated
    /// Another service that the activation enables, and that bills its own usage; empty: none.
    name activates{};
    /// The civil days or months that it lasts, up to the same local time; none: it has a `length`.
    std::optional<cadence> lasts{};
    /// The edition that the customer has meanwhile; none: only features that are `on_trial`.
    std::optional<edition_id> gives{};
    once_for once = once_for::subscription;

    friend constexpr bool operator==(const trial&, const trial&) = default;
};

/// How often a unit of an add-on is paid.
enum class add_on_payment : std::uint8_t {
    recurring,  ///< for each month in which the customer has it
    once,       ///< when it is bought, such as a data import
};

/// Something that is sold in units, in addition to an edition.
struct add_on {
    name key{};
    /// The charge that prices one unit, for a month or once; none: the catalog has no price for it.
    std::optional<charge_id> charged{};
    add_on_payment paid = add_on_payment::recurring;

    friend constexpr bool operator==(const add_on&, const add_on&) = default;
};

/// What a rule of an add-on says.
enum class add_on_relation : std::uint8_t {
    sold_with,  ///< sold with this edition; without such a rule it is sold with every edition
    needs,      ///< sold only to customers who have another add-on
    excludes,   ///< a customer cannot have both; which of the two states it does not matter
};

/// A rule for who may buy an add-on.
struct add_on_rule {
    add_on_id of{};
    add_on_relation relation = add_on_relation::sold_with;
    std::optional<edition_id> edition{};  ///< of `sold_with`
    std::optional<add_on_id> other{};     ///< of `needs` and `excludes`

    friend constexpr bool operator==(const add_on_rule&, const add_on_rule&) = default;
};

/// One thing that an add-on gives: a feature (with its value, if it has one), more of a quota, or
/// both.
///
/// The limit of a quota is the larger of the edition's limit and of all limits that add-ons set,
/// plus what each unit of each add-on raises it by: with 100 in the edition, an add-on that sets
/// 1,000 and raises by 50, and 3 units of it, the limit is 1,150.
struct add_on_gift {
    add_on_id of{};
    std::optional<feature_id> gives{};
    feature_value value{};             ///< of the feature
    std::optional<quota_id> raises{};  ///< the quota that is raised, set, or both
    quantity per_unit{};               ///< by how much each unit raises the quota
    std::optional<limit> sets{};       ///< the least limit of the quota with this add-on

    friend constexpr bool operator==(const add_on_gift&, const add_on_gift&) = default;
};

}  // namespace ratecard::inline v0

#endif
