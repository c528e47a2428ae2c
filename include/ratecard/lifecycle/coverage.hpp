// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_COVERAGE_HPP
#define RATECARD_LIFECYCLE_COVERAGE_HPP

#include <cstdint>
#include <optional>

#include <ratecard/account/order.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/day_period.hpp>
#include <ratecard/time/period.hpp>

/// Computes which time the orders of a subscription cover, month by month.
namespace ratecard::inline v0 {

namespace detail {

/// The boundaries of an order's months. Boundary 0 is the begin of the order.
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
    /// The month that contains `t`, as if the order had no last month. \pre `begins <= t`.
    [[nodiscard]] constexpr numbered_period month_around(instant t) const {
        const numbered_period month = period_around(anchor_, monthly, t, *zone_);
        const std::int64_t n = month.number - first_;
        if (n > 0) return {n, month.span};
        // In an hour that the local clock repeats, the calendar may place the boundary of the first
        // month at the other instant of that local time. The first month begins with the order.
        return {0, {begins_, n == 0 ? month.span.end() : boundary(1)}};
    }

private:
    const zone* zone_;
    instant begins_;
    anchor anchor_;
    monthly_days days_;
    std::int64_t first_;
};

}  // namespace detail

/// Month `n` of an order; the first is 0. Months are counted from the order's anchor, in the
/// catalog's billing zone. With the anchor 31 January, month 1 begins on the last day of February.
/// \pre `0 <= n < o.months`.
[[nodiscard]] constexpr period term_of(const catalog_view& c, const order& o, std::int64_t n) {
    if (n < 0 || n >= o.months) detail::index_must_be_below_the_size();
    const detail::order_months months{c, o};
    return {months.boundary(n), months.boundary(n + 1)};
}

/// When the last month of an order ends. Refunds are ignored.
/// \pre `o.months >= 1`.
[[nodiscard]] constexpr instant end_of(const catalog_view& c, const order& o) {
    if (o.months < 1) detail::shares_must_be_at_least_one();
    return detail::order_months{c, o}.boundary(o.months);
}

/// Whether the last month of an order has ended at or before `t`. Refunds are ignored.
/// \pre `o.months >= 1`.
[[nodiscard]] constexpr bool is_over(const catalog_view& c, const order& o, instant t) {
    // A month has at least 28 days, and a change of the zone moves it by less than two days. This
    // bound answers most calls without the calendar.
    const std::int64_t least_days = std::int64_t{o.months} * 28 - 2;
    return o.begins + days(least_days) <= t && end_of(c, o) <= t;
}

/// The month of an order that contains a given instant.
struct running_month {
    std::int32_t number = 0;  ///< counted from 0
    period month{instant{}, instant{1}};

    friend constexpr bool operator==(const running_month&, const running_month&) = default;
};

/// The month of an order that contains `t`; nothing before the first and after the last month.
/// Refunds are ignored. The cost does not grow with the number of months.
/// \pre `o.months >= 1`.
[[nodiscard]] constexpr std::optional<running_month> month_at(const catalog_view& c, const order& o,
                                                              instant t) {
    if (o.months < 1) detail::shares_must_be_at_least_one();
    if (t < o.begins) return std::nullopt;
    const detail::order_months months{c, o};
    const numbered_period month = months.month_around(t);
    if (month.number >= o.months) return std::nullopt;
    return running_month{static_cast<std::int32_t>(month.number), month.span};
}

/// The time that an order covers, with its refund taken into account: up to the refund if there is
/// one, or else up to the end of the last month. An order refunded before it began covers nothing:
/// `begin` and `end` are the instant of the refund.
struct covered_time {
    instant begin{};
    instant end{};          ///< not included
    bool refunded = false;  ///< whether a refund ended it early

    [[nodiscard]] constexpr bool contains(instant t) const noexcept {
        return begin <= t && t < end;
    }
    friend constexpr bool operator==(const covered_time&, const covered_time&) = default;
};

}  // namespace ratecard::inline v0

#endif
