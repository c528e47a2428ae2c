// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_PLAN_HPP
#define RATECARD_ACCOUNT_PLAN_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>

/// Facts about plans that are billed period by period: how they start, change, pause and end.
namespace ratecard::inline v0 {

/// A plan that is billed period by period starts. It runs until it is cancelled.
struct plan_start {
    plan_id id{};
    edition_id edition{};
    version_id version{};  ///< the price-book version by which it is priced
    quantity seats{1};
    instant begins{};
    /// Billing periods are counted from here. None: from its begin.
    std::optional<instant> anchored_at{};

    friend constexpr bool operator==(const plan_start&, const plan_start&) = default;
};

/// The customer changes the edition of a plan that is billed period by period.
struct plan_change {
    change_id id{};
    edition_id to{};
    instant at{};

    friend constexpr bool operator==(const plan_change&, const plan_change&) = default;
};

/// The customer changes the number of seats of a plan that is billed period by period.
struct seat_change {
    change_id id{};
    quantity seats{1};  ///< the number from then on, not the difference
    instant at{};

    friend constexpr bool operator==(const seat_change&, const seat_change&) = default;
};

/// A plan that is billed period by period pauses: it gives nothing and costs nothing until it is
/// resumed.
struct plan_pause {
    pause_id id{};
    instant begins{};
    instant ends = instant::never();  ///< when it is resumed; `never()` while that is not known

    friend constexpr bool operator==(const plan_pause&, const plan_pause&) = default;
};

/// When a cancellation ends a plan.
enum class cancellation_time : std::uint8_t {
    at_period_end,  ///< at the end of the billing period in which it is cancelled
    at_once,        ///< when it is cancelled
};

/// The customer cancels a plan that is billed period by period.
struct plan_cancellation {
    cancellation_id id{};
    instant at{};
    cancellation_time ends = cancellation_time::at_period_end;

    friend constexpr bool operator==(const plan_cancellation&, const plan_cancellation&) = default;
};

/// The customer gives up an add-on: all units of one purchase.
struct add_on_return {
    return_id id{};
    purchase_id purchase{};
    instant at{};

    friend constexpr bool operator==(const add_on_return&, const add_on_return&) = default;
};

}  // namespace ratecard::inline v0

#endif
