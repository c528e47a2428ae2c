// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_COVERAGE_HPP
#define RATECARD_LIFECYCLE_COVERAGE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/time/period.hpp>

namespace ratecard::inline v0 {

namespace detail {

/// Boundary `n` of an order's months, 0 being its begin.
constexpr instant boundary_of(const catalog_view& c, const order& o, std::int64_t n) {
    const zone& z = c.offering->billing_zone;
    const anchor a = anchor_at(o.anchored_at.value_or(o.begins), z);
    const std::int64_t first = o.anchored_at ? index_of(a, monthly, o.begins, z) : 0;
    return n == 0 ? o.begins : boundary_at(a, monthly, first + n, z);
}

}  // namespace detail

/// Month `n` of an order, from 0. Counted from the order's anchor, in the catalog's zone.
/// \pre `0 <= n < o.months`.
[[nodiscard]] constexpr period term_of(const catalog_view& c, const order& o, std::int64_t n) {
    if (n < 0 || n >= o.months) detail::index_must_be_below_the_size();
    return {detail::boundary_of(c, o, n), detail::boundary_of(c, o, n + 1)};
}

/// When the last month of an order ends, were it not given back.
/// \pre `o.months >= 1`.
[[nodiscard]] constexpr instant end_of(const catalog_view& c, const order& o) {
    if (o.months < 1) detail::shares_must_be_at_least_one();
    return detail::boundary_of(c, o, o.months);
}

/// The time an order really covers: up to its end, or to the instant it was given back. An order
/// given back before it began covers nothing: both ends are that instant.
struct covered_time {
    instant begin{};
    instant end{};
    bool refunded = false;

    [[nodiscard]] constexpr bool contains(instant t) const noexcept {
        return begin <= t && t < end;
    }
    friend constexpr bool operator==(const covered_time&, const covered_time&) = default;
};

/// When an order was given back, if it was.
[[nodiscard]] constexpr std::optional<instant> refunded_at(const subscription& s,
                                                           order_id id) noexcept {
    for (const order_refund& r : s.refunds)
        if (r.order == id) return r.at;
    return std::nullopt;
}

/// The time an order of a subscription really covers.
/// \pre `o` is an order of `s`, not a copy of one where `s.order_ends` are given.
[[nodiscard]] constexpr covered_time coverage_of(const catalog_view& c, const subscription& s,
                                                 const order& o) {
    const auto given_back = refunded_at(s, o.id);
    const instant end = s.order_ends.empty()
                            ? end_of(c, o)
                            : s.order_ends[static_cast<std::size_t>(&o - s.orders.data())];
    if (!given_back || end <= *given_back) return {o.begins, end, false};
    return {*given_back < o.begins ? *given_back : o.begins, *given_back, true};
}

/// The order in effect at `t`, by its place; nothing when none is.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr std::optional<std::size_t> order_at(const catalog_view& c,
                                                            const subscription& s, instant t) {
    for (std::size_t i = 0; i < s.orders.size(); ++i)
        if (coverage_of(c, s, s.orders[i]).contains(t)) return i;
    return std::nullopt;
}

/// The edition in force at `t`: that of the order in effect, or of the last one that was; the
/// catalog's default before the first.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr edition_id edition_at(const catalog_view& c, const subscription& s,
                                              instant t) {
    edition_id edition = c.offering->default_edition;
    instant latest{-instant::bound};
    for (const order& o : s.orders) {
        const covered_time covered = coverage_of(c, s, o);
        if (covered.begin <= t && covered.begin < covered.end && latest <= covered.begin) {
            latest = covered.begin;
            edition = o.edition;
        }
    }
    return edition;
}

/// The end of the unbroken time that orders cover from `t` on, `t` itself when none covers it.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr instant covered_until(const catalog_view& c, const subscription& s,
                                              instant t) {
    for (auto running = order_at(c, s, t); running; running = order_at(c, s, t))
        t = coverage_of(c, s, s.orders[*running]).end;
    return t;
}

/// The last end of all orders not given back; nothing when there is none.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr std::optional<instant> last_end(const catalog_view& c,
                                                        const subscription& s) {
    std::optional<instant> last;
    for (const order& o : s.orders) {
        const covered_time covered = coverage_of(c, s, o);
        if (!covered.refunded && (!last || *last < covered.end)) last = covered.end;
    }
    return last;
}

}  // namespace ratecard::inline v0

#endif
