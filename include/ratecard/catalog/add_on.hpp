// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_ADD_ON_HPP
#define RATECARD_CATALOG_ADD_ON_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/quantity.hpp>

namespace ratecard::inline v0 {

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
