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
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/time/calendar.hpp>

/// Which orders a refund is of, or why it is refused.
namespace ratecard::inline v0 {

/// Why nothing is given back. In the order in which it is looked at.
enum class refund_refusal : std::uint8_t {
    none,               ///< not refused
    no_order,           ///< nothing was ever bought
    already_refunded,   ///< what was bought last, or was named, was given back before
    after_last_end,     ///< every month bought, or of what was named, is over
    reclaimed,          ///< the resources are gone
    deleted,            ///< the customer deleted them
    not_offered,        ///< this seller gives nothing back
    abusive,            ///< the return is abnormal or malicious
    promotional,        ///< an order was bought in a promotion that excludes refunds
    only_all_together,  ///< orders were named, and only all that are not over can be given back
    limit_reached,      ///< the account had all its refunds, ever or of the year
};

/// What is asked to be given back.
struct refund_request {
    std::span<const order_id> orders{};  ///< none: every order that is not over
    bool abusive = false;                ///< the seller's own finding
};

/// Whether an order takes part in a refund asked at `at`: it was placed by then, was not given back
/// before, and has a month that is not over.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr bool is_refundable(const catalog_view& c, const subscription& s,
                                           const order& o, instant at) {
    const auto before = refunded_at(s, o.id);
    return o.placed_at <= at && !(before && *before <= at) && !is_over(c, o, at);
}

namespace detail {

/// Which orders a refund is of, and which of them are given back in full.
struct refund_inputs {
    instant at{};
    bool recorded = false;             ///< those recorded at `at`, as they are recorded
    const refund_request* asked = {};  ///< otherwise: what is asked,
    bool may_be_in_full = false;       ///< and whether the account has a full refund left
};

/// The refund of an order that was recorded, if it was.
constexpr const order_refund* find_refund(const subscription& s, order_id id) noexcept {
    for (const order_refund& r : s.refunds)
        if (r.order == id) return &r;
    return nullptr;
}

constexpr bool is_within_window(const full_refund_window& w, const order& o, instant at) {
    const instant from = w.from == window_start::placed ? o.placed_at : o.begins;
    return w.length > duration{} && (at - from) <= w.length;
}

constexpr bool is_wanted(const refund_request& asked, order_id id) noexcept {
    for (const order_id wanted : asked.orders)
        if (wanted == id) return true;
    return asked.orders.empty();
}

/// Whether the order at a place of the list takes part in a refund, unless it is over.
constexpr bool takes_part(const catalog_view& c, const subscription& s, const refund_inputs& of,
                          std::size_t place) {
    const order& o = s.orders[place];
    if (is_listed_before(s.orders, place)) return false;
    if (of.recorded) return refunded_at(s, o.id) == of.at;
    if (o.promotional && c.offering->refunds.promotions == promotional_orders::left_out)
        return false;
    const auto before = refunded_at(s, o.id);
    return is_wanted(*of.asked, o.id) && o.placed_at <= of.at && !(before && *before <= of.at);
}

/// \pre the order takes part.
constexpr bool is_in_full(const catalog_view& c, const subscription& s, const refund_inputs& of,
                          const order& o) {
    if (of.recorded) return find_refund(s, o.id)->in_full;
    return of.may_be_in_full && is_within_window(c.offering->refunds.in_full, o, of.at);
}

/// How many refunds an account had before an instant: ever, and in the civil year of that instant.
struct refunds_had {
    std::int64_t ever = 0;
    std::int64_t in_year = 0;
};

/// Which refunds of an account count.
enum class counted_refunds : std::uint8_t { all, in_full };

constexpr refunds_had refunds_before(const catalog_view& c, const subscription& s,
                                     counted_refunds which, instant at) {
    const bool only_in_full = which == counted_refunds::in_full;
    const auto year_of = [&](instant t) {
        return date_of(day_of(t, c.offering->billing_zone)).year;
    };
    refunds_had had;
    const auto count = [&](instant t) {
        ++had.ever;
        if (year_of(t) == year_of(at)) ++had.in_year;
    };
    for (std::size_t i = 0; i < s.refunds.size(); ++i) {
        const order_refund& r = s.refunds[i];
        if (at <= r.at || (only_in_full && !r.in_full)) continue;
        bool first = true;  // orders of one instant are one refund
        for (std::size_t j = 0; j < i; ++j)
            if (s.refunds[j].at == r.at && (!only_in_full || s.refunds[j].in_full)) first = false;
        if (first) count(r.at);
    }
    for (std::size_t i = 0; i < s.account_refunds.size(); ++i) {
        const account_refund& r = s.account_refunds[i];
        if (r.at < at && (!only_in_full || r.in_full) && !is_listed_before(s.account_refunds, i))
            count(r.at);
    }
    return had;
}

/// Whether the account has one of those refunds left at an instant.
constexpr bool has_one_left(const catalog_view& c, const subscription& s, counted_refunds which,
                            instant at, const limit& ever, const limit& in_year) {
    if (ever.is_unlimited() && in_year.is_unlimited()) return true;
    const refunds_had had = refunds_before(c, s, which, at);
    return ever.admits(quantity{had.ever}, quantity{1}) &&
           in_year.admits(quantity{had.in_year}, quantity{1});
}

/// Whether, of the orders placed by `at`, the one that ends last was given back by then.
constexpr bool last_was_returned(const catalog_view& c, const subscription& s, instant at) {
    bool returned = false;
    instant latest{-instant::bound};
    for (const order& o : s.orders) {
        const instant end = end_of(c, o);
        if (at < o.placed_at || end < latest) continue;
        const auto before = refunded_at(s, o.id);
        returned = before && *before <= at && (returned || latest < end);
        latest = end;
    }
    return returned;
}

/// Why a refund asked at `at` is refused; `none` when it is not.
constexpr result<refund_refusal> refusal_of(const catalog_view& c, const subscription& s,
                                            const refund_request& asked, instant at) {
    if (const auto found = find_contradiction(c, s)) return found->code;
    if (at < s.created_at) return account_errc::before_creation;
    const refund_policy& policy = c.offering->refunds;
    for (const order_id id : asked.orders) {
        bool known = false;
        for (const order& o : s.orders) known = known || o.id == id;
        if (!known) return account_errc::unknown_order;
    }
    bool placed = false, open = false, excluded = false, left = false;
    bool all_of_them = true;
    // Nothing but the end of a plan, a bill, a finding and a deletion ends what there is to give back.
    bool may_be_gone = !s.bills.empty() || !s.findings.empty() || s.deleted_at;
    std::optional<refund_refusal> named;
    for (const order& o : s.orders) {
        const bool wanted = is_wanted(asked, o.id);
        const auto before = refunded_at(s, o.id);
        const bool gone = before && *before <= at;
        const bool over = is_over(c, o, at);
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
    if (!open) return last_was_returned(c, s, at) ? already_refunded : after_last_end;
    if (may_be_gone) {
        const auto life = state_at(c, s, at);
        if (!life) return life.error();
        if (life->state == state::reclaimed) return reclaimed;
        if (life->state == state::deleted) return deleted;
    }
    if (!policy.offered) return not_offered;
    if (asked.abusive) return abusive;
    if (excluded && policy.promotions == promotional_orders::refused) return promotional;
    if (!left) return promotional;
    if (policy.scope == refund_scope::all_together && !all_of_them) return only_all_together;
    if (!has_one_left(c, s, counted_refunds::all, at, policy.per_account, policy.per_year))
        return limit_reached;
    return none;
}

/// The orders that a refund is of which is not refused.
constexpr refund_inputs inputs_of(const catalog_view& c, const subscription& s,
                                  const refund_request& asked, instant at) {
    const full_refund_window& window = c.offering->refunds.in_full;
    const bool may_be_in_full =
        window.length > duration{} &&
        has_one_left(c, s, counted_refunds::in_full, at, window.per_account, window.per_year);
    return {.at = at, .asked = &asked, .may_be_in_full = may_be_in_full};
}

/// The orders recorded as given back at `at`. `account_errc::unknown_order` when nothing was given back
/// then.
constexpr result<refund_inputs> recorded_at(const catalog_view& c, const subscription& s,
                                            instant at) {
    if (const auto found = find_contradiction(c, s)) return found->code;
    for (const order_refund& r : s.refunds)
        if (r.at == at) return refund_inputs{.at = at, .recorded = true};
    return account_errc::unknown_order;
}

}  // namespace detail

}  // namespace ratecard::inline v0

#endif
