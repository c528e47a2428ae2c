// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_TIMELINE_HPP
#define RATECARD_LIFECYCLE_TIMELINE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/time/period.hpp>

/// The life of a subscription: its facts, checked and read once, in the order of time. Every
/// question about a subscription takes a timeline; `examine` makes one.
namespace ratecard::inline v0 {

/// One order of a subscription, and the time that it covers.
struct covered_order {
    covered_time covers{};
    instant term_end{};  ///< when its last month ends; refunds are ignored
    instant refunded_at = instant::never();
    std::uint32_t place = 0;      ///< its position in the subscription's orders
    std::uint32_t refund = none;  ///< the position of its refund in the subscription's refunds

    /// It was not refunded.
    static constexpr std::uint32_t none = UINT32_MAX;

    [[nodiscard]] constexpr bool is_refunded() const noexcept { return refund != none; }
    friend constexpr bool operator==(const covered_order&, const covered_order&) = default;
};

/// One purchase of an add-on, and the time in which the customer has it: up to its end, or to when
/// it was given up.
struct held_add_on {
    instant begin{};
    instant end{};
    std::uint32_t place = 0;  ///< its position in the subscription's add-ons

    [[nodiscard]] constexpr bool contains(instant t) const noexcept {
        return begin <= t && t < end;
    }
    friend constexpr bool operator==(const held_add_on&, const held_add_on&) = default;
};

/// A fact of a subscription: the list that holds it, and its position there.
struct fact_place {
    fact kind{};
    std::uint32_t index = 0;

    friend constexpr bool operator==(const fact_place&, const fact_place&) = default;
};

/// A stretch of time in which one plan is in force with one number of seats, from `begin` up to, not
/// including, `end`.
struct stretch {
    instant begin{};
    instant end{};
    edition_id edition{};
    version_id version{};
    quantity seats{1};
    /// The fact that began the plan: an order (prepaid), or a plan billed period by period.
    fact_place plan{};
    fact_place began_by{};     ///< the fact that began the stretch
    instant anchored_at{};     ///< months and billing periods are counted from here
    instant unbroken_until{};  ///< the end of the time without a gap between plans
    /// When the plan ends, on its last stretch; `never()` on all others. Not of prepaid plans.
    instant plan_ends = instant::never();
    std::int64_t first_window = 0;  ///< the number of the window in which it begins, in this life

    [[nodiscard]] constexpr bool is_prepaid() const noexcept { return plan.kind == fact::order; }
    [[nodiscard]] constexpr bool contains(instant t) const noexcept {
        return begin <= t && t < end;
    }
    friend constexpr bool operator==(const stretch&, const stretch&) = default;
};

namespace detail {

/// Something that happens to the plans that are billed period by period, in the order of time.
struct plan_event {
    /// Of one instant, they happen in this order.
    enum class kind : std::uint8_t { cancel, resume, start, change, seats, pause };

    instant at{};
    std::uint32_t place = 0;  ///< of the fact in its list
    kind what{};
};

}  // namespace detail

/// Memory of the caller's for a timeline. With so many entries in each list, a subscription whose
/// lists hold so many facts in all always fits.
template <std::size_t Facts>
struct timeline_memory {
    std::array<covered_order, Facts> orders{};
    std::array<stretch, 2 * Facts> stretches{};
    std::array<held_add_on, Facts> add_ons{};
    std::array<detail::plan_event, 2 * Facts> events{};
    std::array<suspension, Facts> suspensions{};
    std::array<instant, Facts> suspended_until{};
    std::array<state_change, 6 * Facts + 3> states{};
    std::array<std::uint32_t, Facts> places{};
};

/// Spans over memory of the caller's for a timeline.
struct timeline_room {
    std::span<covered_order> orders{};
    std::span<stretch> stretches{};  ///< twice as many as facts
    std::span<held_add_on> add_ons{};
    std::span<detail::plan_event> events{};  ///< to work in: twice as many as facts
    std::span<suspension> suspensions{};
    std::span<instant> suspended_until{};  ///< as many as `suspensions`
    std::span<state_change> states{};      ///< six times as many as facts, and three
    std::span<std::uint32_t> places{};     ///< as many as facts

    constexpr timeline_room() noexcept = default;
    template <std::size_t Facts>
    constexpr timeline_room(timeline_memory<Facts>& memory) noexcept
        : orders{memory.orders},
          stretches{memory.stretches},
          add_ons{memory.add_ons},
          events{memory.events},
          suspensions{memory.suspensions},
          suspended_until{memory.suspended_until},
          states{memory.states},
          places{memory.places} {}
};

namespace detail {

/// The part of a sorted list that `is_before` holds for: how many entries it has.
template <class T>
[[nodiscard]] constexpr std::size_t count_before(std::span<const T> sorted, const auto& is_before) {
    std::size_t first = 0;
    for (std::size_t left = sorted.size(); left > 0;) {
        const std::size_t half = left / 2;
        if (is_before(sorted[first + half])) {
            first += half + 1;
            left -= half + 1;
        } else {
            left = half;
        }
    }
    return first;
}

class examination;

/// Lets `examine` alone make a timeline.
class examination_key {
    friend class examination;
    constexpr examination_key() noexcept = default;
};

}  // namespace detail

/// A subscription whose facts hold no contradiction, read in the order of time. It refers to the
/// catalog, the subscription and the memory that it was made of: all of them must outlive it.
///
/// Only `examine` makes one, so that a function that takes a timeline never meets facts that were
/// not checked.
class timeline_view {
public:
    [[nodiscard]] constexpr const catalog_view& catalog() const noexcept { return *catalog_; }
    [[nodiscard]] constexpr const subscription& facts() const noexcept { return *facts_; }

    /// Each order once, by its begin, then by its id.
    [[nodiscard]] constexpr std::span<const covered_order> orders() const noexcept {
        return orders_;
    }
    /// The positions in `orders()` of those that were refunded, by the time of the refund.
    [[nodiscard]] constexpr std::span<const std::uint32_t> refunded() const noexcept {
        return refunded_;
    }
    /// The plans in force, in the order of time. They do not overlap; between them no plan is in
    /// force.
    [[nodiscard]] constexpr std::span<const stretch> stretches() const noexcept {
        return stretches_;
    }
    /// What suspends the subscription, by begin.
    [[nodiscard]] constexpr std::span<const suspension> suspensions() const noexcept {
        return suspensions_;
    }
    /// The states of the subscription in the order of time, from its creation on: each differs from
    /// the one before it, and holds up to the next.
    [[nodiscard]] constexpr std::span<const state_change> states() const noexcept {
        return states_;
    }
    /// When the resources are reclaimed, assuming that no facts are added; nothing if they never
    /// are. Suspensions that overlap or touch count as one, and the cause that began it sets the
    /// retention. Reclaiming is at the start of the civil day on which the suspension begins plus
    /// the retention, for the first suspension that lasts longer than that. With a retention of 90
    /// days, a suspension that begins on 2 April leads to reclaiming at the start of 1 July.
    [[nodiscard]] constexpr std::optional<instant> reclaimed_at() const noexcept {
        return reclaimed_at_;
    }

    /// Positions of facts in the lists of the subscription: each fact once, in the order of its
    /// list.
    [[nodiscard]] constexpr std::span<const std::uint32_t> bills() const noexcept { return bills_; }
    [[nodiscard]] constexpr std::span<const std::uint32_t> purchases() const noexcept {
        return purchases_;
    }
    /// The purchases of add-ons, each once, in the order of their list.
    [[nodiscard]] constexpr std::span<const held_add_on> add_ons() const noexcept {
        return add_ons_;
    }
    [[nodiscard]] constexpr std::span<const std::uint32_t> account_refunds() const noexcept {
        return account_refunds_;
    }

    /// The order at a position of `orders()`, as the subscription states it.
    [[nodiscard]] constexpr const order& order_of(const covered_order& o) const {
        return facts_->orders[o.place];
    }

private:
    friend class detail::examination;
    template <std::size_t>
    friend class timeline;

    constexpr timeline_view(const catalog_view& c, const subscription& s) noexcept
        : catalog_{&c}, facts_{&s} {}

    const catalog_view* catalog_;
    const subscription* facts_;
    std::span<const covered_order> orders_{};
    std::span<const stretch> stretches_{};
    std::span<const suspension> suspensions_{};
    std::span<const instant> suspended_until_{};
    std::span<const state_change> states_{};
    std::optional<instant> reclaimed_at_{};
    std::span<const std::uint32_t> refunded_{};
    std::span<const std::uint32_t> bills_{};
    std::span<const std::uint32_t> purchases_{};
    std::span<const held_add_on> add_ons_{};
    std::span<const std::uint32_t> account_refunds_{};

    friend constexpr std::optional<suspension_cause> cause_at(const timeline_view&, instant);
};

/// The period of a plan that contains `t`, with its number: a month of an order, or a billing period,
/// both counted from the anchor of the plan. Periods go on after the end of the plan.
/// \pre `s.begin <= t`.
[[nodiscard]] constexpr numbered_period plan_period_at(const timeline_view& life, const stretch& s,
                                                       instant t) {
    const catalog_view& c = life.catalog();
    if (s.is_prepaid())
        return detail::order_months{c, life.facts().orders[s.plan.index]}.month_around(t);
    const zone& z = c.offering->billing_zone;
    return period_around(anchor_at(s.anchored_at, z), c.offering->billing.every, t, z);
}

/// The plan in force at `t`; null if none is.
[[nodiscard]] constexpr const stretch* plan_at(const timeline_view& life, instant t) {
    const std::size_t begun =
        detail::count_before(life.stretches(), [&](const stretch& s) { return s.begin <= t; });
    if (begun == 0 || !life.stretches()[begun - 1].contains(t)) return nullptr;
    return &life.stretches()[begun - 1];
}

/// The plan in force at `t`, or else the last one before it; null before the first.
[[nodiscard]] constexpr const stretch* last_plan_at(const timeline_view& life, instant t) {
    const std::size_t begun =
        detail::count_before(life.stretches(), [&](const stretch& s) { return s.begin <= t; });
    return begun == 0 ? nullptr : &life.stretches()[begun - 1];
}

/// The positions in `orders()` of the orders that were refunded at `t`.
[[nodiscard]] constexpr std::span<const std::uint32_t> refunded_at(const timeline_view& life,
                                                                   instant t) {
    const auto refund_of = [&](std::uint32_t place) { return life.orders()[place].refunded_at; };
    const std::size_t first = detail::count_before(
        life.refunded(), [&](std::uint32_t place) { return refund_of(place) < t; });
    const std::size_t end = detail::count_before(
        life.refunded(), [&](std::uint32_t place) { return refund_of(place) <= t; });
    return life.refunded().subspan(first, end - first);
}

/// The first plan that begins after `t`; null if none does.
[[nodiscard]] constexpr const stretch* next_plan_after(const timeline_view& life, instant t) {
    const std::size_t begun =
        detail::count_before(life.stretches(), [&](const stretch& s) { return s.begin <= t; });
    return begun == life.stretches().size() ? nullptr : &life.stretches()[begun];
}

/// The position in the subscription's orders of the order that covers `t`; nothing if none does.
[[nodiscard]] constexpr std::optional<std::size_t> order_at(const timeline_view& life, instant t) {
    const stretch* const plan = plan_at(life, t);
    if (plan == nullptr || !plan->is_prepaid()) return std::nullopt;
    return plan->plan.index;
}

/// The edition in force at `t`: the edition of the plan in force, or else of the last one before
/// `t`. Before the first plan it is `edition_before_orders()`.
[[nodiscard]] constexpr edition_id edition_at(const timeline_view& life, instant t) {
    const stretch* const plan = last_plan_at(life, t);
    return plan != nullptr ? plan->edition : life.catalog().edition_before_orders();
}

/// Whether the subscription has an edition at `t`: a plan began by then, or the offering has a default
/// edition.
[[nodiscard]] constexpr bool has_edition_at(const timeline_view& life, instant t) {
    return life.catalog().offering->default_edition || last_plan_at(life, t) != nullptr;
}

/// The end of the time from `t` on in which plans are in force without a gap; `t` if none is.
[[nodiscard]] constexpr instant covered_until(const timeline_view& life, instant t) {
    const stretch* const plan = plan_at(life, t);
    return plan != nullptr ? plan->unbroken_until : t;
}

/// The latest end among the orders that were not refunded; nothing if there are none.
[[nodiscard]] constexpr std::optional<instant> last_end(const timeline_view& life) {
    std::optional<instant> last;
    for (const covered_order& o : life.orders())
        if (!o.is_refunded() && (!last || *last < o.covers.end)) last = o.covers.end;
    return last;
}

/// The cause of the suspension in force at `t`; nothing if none is. Among several, the one that
/// began first; if they began in the same second, the first in the order of `suspension_cause`.
[[nodiscard]] constexpr std::optional<suspension_cause> cause_at(const timeline_view& life,
                                                                 instant t) {
    // `suspended_until_` is the latest end up to each suspension: the first one above `t` is the end
    // of the first suspension that has not ended by `t`.
    const std::size_t ended =
        detail::count_before(life.suspended_until_, [&](instant until) { return until <= t; });
    if (ended == life.suspensions().size() || t < life.suspensions()[ended].begin)
        return std::nullopt;
    return life.suspensions()[ended].cause;
}

/// The state of the subscription at `now`. `account_errc::before_creation` if `now` is before the
/// subscription was created.
[[nodiscard]] constexpr result<status> state_at(const timeline_view& life, instant now) {
    if (now < life.facts().created_at) return account_errc::before_creation;
    const std::size_t begun = detail::count_before(
        life.states(), [&](const state_change& change) { return change.at <= now; });
    return life.states()[begun - 1].becomes;
}

/// The next change of status after `now`, assuming that no facts are added; nothing if there is
/// none. `account_errc::before_creation` if `now` is before the subscription was created.
[[nodiscard]] constexpr result<std::optional<state_change>> next_change(const timeline_view& life,
                                                                        instant now) {
    if (now < life.facts().created_at) return account_errc::before_creation;
    const std::size_t begun = detail::count_before(
        life.states(), [&](const state_change& change) { return change.at <= now; });
    if (begun == life.states().size()) return std::optional<state_change>{};
    return std::optional{life.states()[begun]};
}

/// A timeline as one value that owns what it refers to, for a subscription of at most `Facts` facts
/// in all. The facts behind the subscription's spans, and the tables of the catalog, stay where they
/// are and must outlive it.
template <std::size_t Facts = 32>
class timeline {
public:
    /// For `examine`. Where facts contradict each other, says so in `found`, and answers nothing.
    constexpr timeline(detail::examination_key, const catalog_view& c, const subscription& s,
                       std::optional<contradiction>& found);

    /// Refers to this value: it is valid as long as this is.
    [[nodiscard]] constexpr timeline_view view() const& noexcept {
        timeline_view life{catalog_, facts_};
        life.orders_ = {memory_.orders.data(), sizes_.orders};
        life.stretches_ = {memory_.stretches.data(), sizes_.stretches};
        life.suspensions_ = {memory_.suspensions.data(), sizes_.suspensions};
        life.suspended_until_ = {memory_.suspended_until.data(), sizes_.suspensions};
        life.states_ = {memory_.states.data(), sizes_.states};
        life.reclaimed_at_ = reclaimed_at_;
        const std::uint32_t* place = memory_.places.data();
        const auto next = [&](std::uint32_t size) {
            place += size;
            return std::span<const std::uint32_t>{place - size, size};
        };
        // In the order in which they are examined.
        life.refunded_ = next(sizes_.refunded);
        life.bills_ = next(sizes_.bills);
        life.purchases_ = next(sizes_.purchases);
        life.account_refunds_ = next(sizes_.account_refunds);
        life.add_ons_ = {memory_.add_ons.data(), sizes_.add_ons};
        return life;
    }
    constexpr operator timeline_view() const& noexcept { return view(); }

private:
    struct sizes {
        std::uint32_t orders = 0, stretches = 0, suspensions = 0, states = 0;
        std::uint32_t refunded = 0, bills = 0, purchases = 0, account_refunds = 0, add_ons = 0;
    };

    catalog_view catalog_;
    subscription facts_;
    timeline_memory<Facts> memory_{};
    sizes sizes_{};
    std::optional<instant> reclaimed_at_{};
};

}  // namespace ratecard::inline v0

#endif
