// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_TRIAL_END_HPP
#define RATECARD_BILLING_TRIAL_END_HPP

#include <cstdint>

#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/answer.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/end_of_trial.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/lifecycle/timeline.hpp>

/// Starts a trial, with its end.
namespace ratecard::inline v0 {

/// Why a trial does not start. The checks run in this order, and the first that fails is named.
enum class trial_refusal : std::uint8_t {
    none,          ///< not refused
    already_used,  ///< the subscription had this trial before
    not_running,   ///< the subscription is suspended, reclaimed or deleted
};

/// A trial that starts: the fact to record, its end, and the service it enables. The service bills
/// its own usage.
struct trial_start {
    trial_activation fact{};
    instant ends{};
    name activates{};

    friend constexpr bool operator==(const trial_start&, const trial_start&) = default;
};

/// Starts a trial at `now`, or says why not. A subscription has each trial once.
///
/// `catalog_errc::unknown_trial` if the id is not of this catalog. `account_errc::before_creation`
/// if `now` is before the subscription was created, `core_errc::instant_out_of_range` if it is after
/// the year 9999.
[[nodiscard]] constexpr result<answer<trial_start, trial_refusal>> start_trial(
    const timeline_view& life, trial_id which, instant now) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    if (!c.has(which)) return catalog_errc::unknown_trial;
    const auto current = state_at(life, now);
    if (!current) return current.error();
    if (!instant::from(now.seconds_since_1970())) return core_errc::instant_out_of_range;
    for (const trial_activation& t : s.trials)
        if (t.trial == which) return trial_refusal::already_used;
    if (current->state != state::active && current->state != state::expired)
        return trial_refusal::not_running;
    return trial_start{.fact = trial_activation{which, now},
                       .ends = end_of_trial(c[which], now, c.offering->billing_zone),
                       .activates = c[which].activates};
}

}  // namespace ratecard::inline v0

#endif
