// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_ABUSE_FINDING_HPP
#define RATECARD_ACCOUNT_ABUSE_FINDING_HPP

#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>

namespace ratecard::inline v0 {

/// The seller found a subscription misused, and perhaps lifted that later.
struct abuse_finding {
    finding_id id{};
    instant found_at{};
    std::optional<instant> lifted_at{};

    friend constexpr bool operator==(const abuse_finding&, const abuse_finding&) = default;
};

}  // namespace ratecard::inline v0

#endif
