// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_REASON_HPP
#define RATECARD_CORE_REASON_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>

/// Reasons why a feature is refused.
namespace ratecard::inline v0 {

/// The largest number of attributes in a catalog.
inline constexpr std::uint16_t max_attributes = 16;

/// Why a feature is refused; `allowed` if it is not. A check tests them in this order. A catalog
/// can state another order for those from `not_in_edition` on. Values from `first_attribute` on
/// mean that a condition on the attribute with that number failed (`refused_by`).
enum class reason : std::uint8_t {
    allowed = 0,
    unknown_feature,      ///< the catalog has no such feature
    stale,                ///< the snapshot is no longer valid
    suspended,            ///< suspended or in grace; this feature is not kept then
    reclaimed,            ///< the subscription's resources were reclaimed
    deleted,              ///< the subscription was deleted
    withheld,             ///< an override takes the feature away
    not_in_edition,       ///< the edition in force does not include it
    not_applied,          ///< the feature needs an approved application, and this plan has none
    awaiting_activation,  ///< the application is approved, but not active yet
    trial_not_activated,  ///< the feature is offered as a trial that was not started
    trial_over,           ///< the trial has ended
    first_attribute = 32,
};

/// The number of reasons from `not_in_edition` on that are not about an attribute.
inline constexpr std::uint8_t standing_reasons = 5;

/// The rank of `allowed`: after every reason.
inline constexpr std::uint8_t last_rank = 255;

/// The reason "a condition on this attribute does not hold".
/// \pre `attribute.value < max_attributes`.
[[nodiscard]] constexpr reason refused_by(attribute_id attribute) {
    if (attribute.value >= max_attributes) detail::attribute_must_be_one_of_the_first_16();
    return static_cast<reason>(static_cast<unsigned>(reason::first_attribute) + attribute.value);
}

/// The attribute that was refused; nothing if the reason is not about an attribute.
[[nodiscard]] constexpr std::optional<attribute_id> attribute_of(reason why) noexcept {
    if (why < reason::first_attribute) return std::nullopt;
    return attribute_id{static_cast<std::uint16_t>(static_cast<unsigned>(why) -
                                                   static_cast<unsigned>(reason::first_attribute))};
}

}  // namespace ratecard::inline v0

#endif
