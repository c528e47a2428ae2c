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
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/day_period.hpp>
#include <ratecard/time/period.hpp>

namespace ratecard::inline v0 {

namespace detail {

/// The boundaries of an order's months, 0 being its begin.
class order_months {
public:
    constexpr order_months(const catalog_view& c, const order& o)
        : zone_{&c.offering->billing_zone},
          begins_{o.begins},
          anchor_{anchor_at(o.anchored_at.value_or(o.begins), *zone_)},
          days_{anchor_, monthly},
          first_{o.anchored_at ? index_of(anchor_, monthly, o.begins, *zone_) : 0} {}

    [[nodiscard]] constexpr instant boundary(std::int64_t n) const {
        return n == 0 ? begins_ : instant_of(days_.after(first_ + n), anchor_.time, *zone_);
    }
    /// The month that contains `t`, were there months without end. \pre `begins <= t`.
    [[nodiscard]] constexpr numbered_period month_around(instant t) const {
        const numbered_period found = period_around(anchor_, monthly, t, *zone_);
        const std::int64_t n = found.number - first_;
        if (n > 0) return {n, found.span};
        // The first begins where the order does, also in an hour that clocks repeat.
        return {0, {begins_, n == 0 ? found.span.end() : boundary(1)}};
    }

private:
    const zone* zone_;
    instant begins_;
    anchor anchor_;
    monthly_days days_;
    std::int64_t first_;
};

}  // namespace detail

/// Month `n` of an order, from 0. Counted from the order's anchor, in the catalog's zone.
/// \pre `0 <= n < o.months`.
[[nodiscard]] constexpr period term_of(const catalog_view& c, const order& o, std::int64_t n) {
    if (n < 0 || n >= o.months) detail::index_must_be_below_the_size();
    const detail::order_months months{c, o};
    return {months.boundary(n), months.boundary(n + 1)};
}

/// When the last month of an order ends, were it not given back.
/// \pre `o.months >= 1`.
[[nodiscard]] constexpr instant end_of(const catalog_view& c, const order& o) {
    if (o.months < 1) detail::shares_must_be_at_least_one();
    return detail::order_months{c, o}.boundary(o.months);
}

/// Whether the last month of an order has ended by `t`, were it not given back.
/// \pre `o.months >= 1`.
[[nodiscard]] constexpr bool is_over(const catalog_view& c, const order& o, instant t) {
    // Months have 28 days at least, and clocks are never two days off: most need no calendar.
    const std::int64_t least = std::int64_t{o.months} * 28 - 2;
    return o.begins + days(least) <= t && end_of(c, o) <= t;
}

/// The month of an order that runs at an instant, and its number; nothing when none does.
struct running_month {
    std::int32_t number = 0;
    period month{instant{}, instant{1}};

    friend constexpr bool operator==(const running_month&, const running_month&) = default;
};

/// The month of an order that runs at `t`, were the order not given back. Without a walk over the
/// months.
/// \pre `o.months >= 1`.
[[nodiscard]] constexpr std::optional<running_month> month_at(const catalog_view& c, const order& o,
                                                              instant t) {
    if (o.months < 1) detail::shares_must_be_at_least_one();
    if (t < o.begins) return std::nullopt;
    const detail::order_months months{c, o};
    const numbered_period found = months.month_around(t);
    if (found.number >= o.months) return std::nullopt;
    return running_month{static_cast<std::int32_t>(found.number), found.span};
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
[[nodiscard]] constexpr covered_time coverage_of(const catalog_view& c, const subscription& s,
                                                 const order& o) {
    const auto given_back = refunded_at(s, o.id);
    const instant end = end_of(c, o);
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
