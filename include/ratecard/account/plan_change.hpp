// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_PLAN_CHANGE_HPP
#define RATECARD_ACCOUNT_PLAN_CHANGE_HPP

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>

namespace ratecard::inline v0 {

/// A customer changed the edition of a plan that is billed period by period.
struct plan_change {
    change_id id{};
    edition_id to{};
    instant at{};

    friend constexpr bool operator==(const plan_change&, const plan_change&) = default;
};

}  // namespace ratecard::inline v0

#endif
