// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_TRIAL_ACTIVATION_HPP
#define RATECARD_ACCOUNT_TRIAL_ACTIVATION_HPP

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>

namespace ratecard::inline v0 {

/// A trial was started.
struct trial_activation {
    trial_id trial{};
    instant activated_at{};
    activation_id id{};

    friend constexpr bool operator==(const trial_activation&, const trial_activation&) = default;
};

}  // namespace ratecard::inline v0

#endif
