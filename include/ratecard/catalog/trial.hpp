// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_TRIAL_HPP
#define RATECARD_CATALOG_TRIAL_HPP

#include <ratecard/core/instant.hpp>
#include <ratecard/core/name.hpp>

namespace ratecard::inline v0 {

/// A time for which features are given free, once per subscription, from the instant of activation.
struct trial {
    name key{};
    duration length{};
    /// The service that activation also enables, and that bills its own usage by its own rules;
    /// empty when there is none.
    name activates{};

    friend constexpr bool operator==(const trial&, const trial&) = default;
};

}  // namespace ratecard::inline v0

#endif
