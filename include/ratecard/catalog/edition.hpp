// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_EDITION_HPP
#define RATECARD_CATALOG_EDITION_HPP

#include <ratecard/core/name.hpp>

namespace ratecard::inline v0 {

/// A plan on sale, or the one a subscription starts with. Editions stand in the catalog from the
/// smallest to the largest.
struct edition {
    name key{};

    friend constexpr bool operator==(const edition&, const edition&) = default;
};

}  // namespace ratecard::inline v0

#endif
