// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_REFUND_ELIGIBILITY_HPP
#define RATECARD_BILLING_REFUND_ELIGIBILITY_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/time/calendar.hpp>

/// Which orders a refund includes, and why a refund is refused.
namespace ratecard::inline v0 {

/// Why a refund is refused. The first reason that applies, in this order, is given.
enum class refund_refusal : std::uint8_t {
    none,               ///< not refused
    no_order,           ///< nothing was ever bought
    already_refunded,   ///< the named order, or else the last one, was returned before
    after_last_end,     ///< the named order, or else every order, is over
    reclaimed,          ///< the resources are gone
    deleted,            ///< the customer deleted them
    not_offered,        ///< the seller refunds nothing
    abusive,            ///< the seller found the return abnormal or malicious
    promotional,        ///< an order was bought in a promotion that excludes refunds
    only_all_together,  ///< only all orders can be returned together, and not all are named
    limit_reached,      ///< the account had all its refunds, ever or in the civil year
};

/// A request to return orders.
struct refund_request {
    std::span<const order_id> orders{};  ///< empty: every order that is not over
    bool abusive = false;                ///< the seller found the request abusive
};

/// Whether an order can be part of a refund at `at`: it was placed by then, was not returned, and
/// is not over.
[[nodiscard]] constexpr bool is_refundable(const timeline_view& life, const covered_order& o,
                                           instant at) {
    return life.order_of(o).placed_at <= at && at < o.term_end && !(o.refunded_at <= at);
}

namespace detail {

/// Which orders a refund includes, and whether they can be returned in full.
struct refund_inputs {
    instant at{};
    bool recorded = false;             ///< the orders recorded as returned at `at`, as recorded
    const refund_request* asked = {};  ///< not null unless `recorded`
    bool may_be_in_full = false;       ///< the account has a full refund left
};

/// Whether `at` is within the full-refund window of an order. The last second counts.
constexpr bool is_within_window(const full_refund_window& w, const order& o, instant at) {
    const instant from = w.from == window_start::placed ? o.placed_at : o.begins;
    return w.length > duration{} && (at - from) <= w.length;
}

/// Whether a request names an order, or names none and so asks for all.
constexpr bool is_wanted(const refund_request& asked, order_id id) noexcept {
    for (const order_id wanted : asked.orders)
        if (wanted == id) return true;
    return asked.orders.empty();
}

/// Whether an order takes part in a refund that is asked for. Its end is not checked.
constexpr bool takes_part(const timeline_view& life, const refund_inputs& inputs,
                          const covered_order& covered) {
    const order& o = life.order_of(covered);
    if (o.promotional &&
        life.catalog().offering->refunds.promotions == promotional_orders::left_out)
        return false;
    return is_wanted(*inputs.asked, o.id) && o.placed_at <= inputs.at &&
           !(covered.refunded_at <= inputs.at);
}

/// Whether an order is returned in full.
/// \pre the order takes part.
constexpr bool is_in_full(const timeline_view& life, const refund_inputs& inputs,
                          const covered_order& o) {
    if (inputs.recorded) return life.facts().refunds[o.refund].in_full;
    return inputs.may_be_in_full &&
           is_within_window(life.catalog().offering->refunds.in_full, life.order_of(o), inputs.at);
}

/// How many refunds an account had before an instant: in all, and in the civil year of the instant.
struct refund_counts {
    std::int64_t ever = 0;
    std::int64_t in_year = 0;
};

/// Which refunds of an account are counted.
enum class counted_refunds : std::uint8_t { all, in_full };

/// Counts the refunds of an account before `at`. Orders returned at the same instant are one
/// refund.
constexpr refund_counts count_refunds(const timeline_view& life, counted_refunds which,
                                      instant at) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    const bool only_in_full = which == counted_refunds::in_full;
    const auto year_of = [&](instant t) {
        return date_of(day_of(t, c.offering->billing_zone)).year;
    };
    refund_counts counts;
    const auto add = [&](instant t) {
        ++counts.ever;
        if (year_of(t) == year_of(at)) ++counts.in_year;
    };
    std::optional<instant> last;  // orders returned at the same instant count once
    for (const std::uint32_t place : life.refunded()) {
        const order_refund& r = s.refunds[life.orders()[place].refund];
        if (at <= r.at) break;
        if ((only_in_full && !r.in_full) || r.at == last) continue;
        add(r.at);
        last = r.at;
    }
    for (const std::uint32_t place : life.account_refunds()) {
        const account_refund& r = s.account_refunds[place];
        if (r.at < at && (!only_in_full || r.in_full)) add(r.at);
    }
    return counts;
}

/// Whether the account may have another of these refunds at `at`, by its limits.
constexpr bool has_refund_left(const timeline_view& life, counted_refunds which, instant at,
                               const limit& ever, const limit& in_year) {
    if (ever.is_unlimited() && in_year.is_unlimited()) return true;
    const refund_counts counts = count_refunds(life, which, at);
    return ever.admits(quantity{counts.ever}, quantity{1}) &&
           in_year.admits(quantity{counts.in_year}, quantity{1});
}

/// Whether the order that ends last, of those placed by `at`, was returned by then.
constexpr bool last_was_returned(const timeline_view& life, instant at) {
    bool returned = false;
    instant latest{-instant::bound};
    for (const covered_order& o : life.orders()) {
        if (at < life.order_of(o).placed_at || o.term_end < latest) continue;
        returned = o.refunded_at <= at && (returned || latest < o.term_end);
        latest = o.term_end;
    }
    return returned;
}

/// Why a refund requested at `at` is refused; `none` if it is not.
constexpr result<refund_refusal> refusal_of(const timeline_view& life, const refund_request& asked,
                                            instant at) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    if (at < s.created_at) return account_errc::before_creation;
    const refund_policy& policy = c.offering->refunds;
    for (const order_id id : asked.orders) {
        bool known = false;
        for (const order& o : s.orders) known = known || o.id == id;
        if (!known) return account_errc::unknown_order;
    }
    bool placed = false, open = false, excluded = false, left = false;
    bool all_of_them = true;
    // Only these end what can be returned: the end of a plan, a bill, a finding, a deletion.
    bool may_be_gone = !s.bills.empty() || !s.findings.empty() || s.deleted_at;
    std::optional<refund_refusal> named;
    for (const covered_order& covered : life.orders()) {
        const order& o = life.order_of(covered);
        const bool wanted = is_wanted(asked, o.id);
        const bool gone = covered.refunded_at <= at;
        const bool over = covered.term_end <= at;
        const bool refundable = o.placed_at <= at && !gone && !over;
        may_be_gone = may_be_gone || gone || over;
        if (!wanted) {
            const bool stays = o.promotional && policy.promotions == promotional_orders::left_out;
            all_of_them = all_of_them && (!refundable || stays);
            continue;
        }
        if (!asked.orders.empty() && at < o.placed_at) return account_errc::refund_before_order;
        placed = placed || o.placed_at <= at;
        if (!refundable) {
            if (!asked.orders.empty() && !named)
                named = gone ? refund_refusal::already_refunded : refund_refusal::after_last_end;
            continue;
        }
        open = true;
        excluded = excluded || o.promotional;
        left = left || !o.promotional || policy.promotions == promotional_orders::refundable;
    }
    using enum refund_refusal;
    if (s.orders.empty()) return no_order;
    if (!placed) return account_errc::refund_before_order;
    if (named) return *named;
    if (!open) return last_was_returned(life, at) ? already_refunded : after_last_end;
    if (may_be_gone) {
        const auto current = state_at(life, at);
        if (!current) return current.error();
        if (current->state == state::reclaimed) return reclaimed;
        if (current->state == state::deleted) return deleted;
    }
    if (!policy.offered) return not_offered;
    if (asked.abusive) return abusive;
    if (excluded && policy.promotions == promotional_orders::refused) return promotional;
    if (!left) return promotional;
    if (policy.scope == refund_scope::all_together && !all_of_them) return only_all_together;
    if (!has_refund_left(life, counted_refunds::all, at, policy.per_account, policy.per_year))
        return limit_reached;
    return none;
}

/// The orders that a request includes.
/// \pre the request is not refused.
constexpr refund_inputs inputs_of(const timeline_view& life, const refund_request& asked,
                                  instant at) {
    const full_refund_window& window = life.catalog().offering->refunds.in_full;
    const bool may_be_in_full =
        window.length > duration{} &&
        has_refund_left(life, counted_refunds::in_full, at, window.per_account, window.per_year);
    return {.at = at, .asked = &asked, .may_be_in_full = may_be_in_full};
}

/// The orders recorded as returned at `at`. `account_errc::unknown_order` if there is none.
constexpr result<refund_inputs> recorded_inputs(const timeline_view& life, instant at) {
    if (refunded_at(life, at).empty()) return account_errc::unknown_order;
    return refund_inputs{.at = at, .recorded = true};
}

/// Calls `visit` with each order that a refund includes, until one of the calls fails.
/// \return the error of that call.
constexpr result<void> for_each_returned(const timeline_view& life, const refund_inputs& inputs,
                                         const auto& visit) {
    if (inputs.recorded) {
        for (const std::uint32_t place : refunded_at(life, inputs.at))
            if (const result<void> visited = visit(life.orders()[place]); !visited) return visited;
        return {};
    }
    for (const covered_order& o : life.orders()) {
        if (!takes_part(life, inputs, o)) continue;
        if (const result<void> visited = visit(o); !visited) return visited;
    }
    return {};
}

}  // namespace detail

}  // namespace ratecard::inline v0

#endif
