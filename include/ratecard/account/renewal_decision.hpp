// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_RENEWAL_DECISION_HPP
#define RATECARD_ACCOUNT_RENEWAL_DECISION_HPP

#include <span>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>

namespace ratecard::inline v0 {

/// The customer switched automatic renewal on or off.
struct renewal_decision {
    decision_id id{};
    instant at{};
    bool renews = true;

    friend constexpr bool operator==(const renewal_decision&, const renewal_decision&) = default;
};

/// What is decided at `t`: by the last decision made by then, of one second the one with the greater
/// id; `otherwise` before the first.
[[nodiscard]] constexpr bool is_set_to_renew(std::span<const renewal_decision> decisions, instant t,
                                             bool otherwise) noexcept {
    const renewal_decision* last = nullptr;
    for (const renewal_decision& d : decisions)
        if (d.at <= t &&
            (last == nullptr || last->at < d.at || (last->at == d.at && last->id < d.id)))
            last = &d;
    return last != nullptr ? last->renews : otherwise;
}

}  // namespace ratecard::inline v0

#endif
