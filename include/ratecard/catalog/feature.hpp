// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_FEATURE_HPP
#define RATECARD_CATALOG_FEATURE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/name.hpp>

namespace ratecard::inline v0 {

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

/// A row of the feature matrix: a feature, and how each edition has it.
template <std::size_t Editions>
struct feature_row {
    feature what{};
    std::array<availability, Editions> in{};
};

}  // namespace ratecard::inline v0

#endif
