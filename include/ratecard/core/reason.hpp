// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_REASON_HPP
#define RATECARD_CORE_REASON_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>

namespace ratecard::inline v0 {

/// How many attributes a catalog can declare.
inline constexpr std::uint16_t max_attributes = 16;

/// Why a feature is refused; `allowed` when it is not. In the order in which a check looks, unless
/// the catalog states another for those from `not_in_edition` on. Values from `first_attribute` on
/// mean that the attribute with that number was refused (`refused_by`).
enum class reason : std::uint8_t {
    allowed = 0,
    unknown_feature,      ///< no such feature in this catalog
    stale,                ///< the snapshot is past its validity
    suspended,            ///< the subscription is suspended, or in its grace, and this does not stay
    reclaimed,            ///< its resources are reclaimed
    deleted,              ///< it was deleted
    withheld,             ///< an override takes it away
    not_in_edition,       ///< the edition in force does not have it
    not_applied,          ///< it is given on application, and none was approved for this plan
    awaiting_activation,  ///< approved, and not yet active
    trial_not_activated,  ///< it is given as a trial that was not started
    trial_over,           ///< the trial's time has passed
    first_attribute = 32,
};

/// How many reasons from `not_in_edition` on are no attribute's.
inline constexpr std::uint8_t standing_reasons = 5;

/// Behind every reason: the rank of `allowed`.
inline constexpr std::uint8_t last_rank = 255;

/// The reason "a condition on this attribute does not hold".
[[nodiscard]] constexpr reason refused_by(attribute_id attribute) {
    if (attribute.value >= max_attributes) detail::attribute_must_be_one_of_the_first_16();
    return static_cast<reason>(static_cast<unsigned>(reason::first_attribute) + attribute.value);
}

/// The attribute that was refused, where one was.
[[nodiscard]] constexpr std::optional<attribute_id> attribute_of(reason why) noexcept {
    if (why < reason::first_attribute) return std::nullopt;
    return attribute_id{static_cast<std::uint16_t>(static_cast<unsigned>(why) -
                                                   static_cast<unsigned>(reason::first_attribute))};
}

}  // namespace ratecard::inline v0

#endif
