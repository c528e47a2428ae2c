// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_PREVIEW_HPP
#define RATECARD_BILLING_PREVIEW_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/plan.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/billing/invoice.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/examine.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/pipeline.hpp>
#include <ratecard/time/period.hpp>

/// Quotes a fact before it is recorded: the difference of the invoice with it and the invoice
/// without it.
namespace ratecard::inline v0 {

namespace detail {

/// The list of a subscription that holds facts of a type.
constexpr auto& list_for(subscription& s, const plan_start&) noexcept { return s.plans; }
constexpr auto& list_for(subscription& s, const plan_change&) noexcept { return s.plan_changes; }
constexpr auto& list_for(subscription& s, const seat_change&) noexcept { return s.seat_changes; }
constexpr auto& list_for(subscription& s, const plan_pause&) noexcept { return s.pauses; }
constexpr auto& list_for(subscription& s, const plan_cancellation&) noexcept {
    return s.cancellations;
}
constexpr auto& list_for(subscription& s, const add_on_purchase&) noexcept { return s.add_ons; }
constexpr auto& list_for(subscription& s, const add_on_return&) noexcept {
    return s.add_on_returns;
}
constexpr auto& list_for(subscription& s, const order&) noexcept { return s.orders; }
constexpr auto& list_for(subscription& s, const order_refund&) noexcept { return s.refunds; }

}  // namespace detail

/// A fact that can be quoted before it is recorded: a plan that starts, changes, pauses or ends, a
/// number of seats, an add-on bought or given up, an order or its refund.
template <class Fact>
concept previewed_fact = requires(subscription& s, const Fact& f) {
    detail::list_for(s, f);
};

/// A line in which two invoices differ.
struct changed_line {
    bool is_added = true;   ///< false: the invoice without the fact has it, the other one does not
    std::size_t place = 0;  ///< its place in the lines of the invoice that has it
    money amount{};         ///< what it adds to what is due; that of a line taken away is negated

    friend constexpr bool operator==(const changed_line&, const changed_line&) = default;
};

/// What a fact would change on an invoice, in memory of the caller. The amounts of `lines` add up to
/// `net`.
struct preview_view {
    invoice_view before{};  ///< without the fact
    invoice_view after{};   ///< with it
    /// First those that are taken away, then those that are added, in the order of their invoices.
    std::span<const changed_line> lines{};
    money net{};  ///< how much more is due, or was paid in advance; below zero it is a credit

    /// The line on its invoice.
    [[nodiscard]] constexpr const invoice_line& on_invoice(const changed_line& line) const {
        return (line.is_added ? after : before).lines[line.place];
    }
};

/// Memory of the caller for `preview`.
template <previewed_fact Fact>
struct preview_room {
    /// To work in: one place more than the subscription has facts of this kind.
    std::span<Fact> facts{};
    timeline_room life{};  ///< to work in: for all facts of the subscription, and one more
    invoice_room before{};
    invoice_room after{};
    /// One place for each line of both invoices.
    std::span<changed_line> lines{};
};

/// Memory of a fixed size for a `preview_room`. It can be static or allocated; on the stack it takes
/// tens of kilobytes.
template <previewed_fact Fact, std::size_t Facts = 32, std::size_t Lines = 32>
struct preview_memory {
    std::array<Fact, Facts> facts{};
    timeline_memory<Facts> life{};
    invoice_memory<Lines> before{};
    invoice_memory<Lines> after{};
    std::array<changed_line, 2 * Lines> lines{};

    [[nodiscard]] constexpr preview_room<Fact> room() noexcept {
        return {facts, life, before.room(), after.room(), lines};
    }
};

namespace detail {

/// Whether a line of one invoice is a line of another one, too.
constexpr bool is_same_line(const invoice_view& a, const invoice_line& in_a, const invoice_view& b,
                            const invoice_line& in_b) {
    if (in_a.kind() != invoice_line_kind::usage || in_b.kind() != invoice_line_kind::usage)
        return in_a == in_b;
    return in_a.amount() == in_b.amount() &&
           a.billed[in_a.usage().billed] == b.billed[in_b.usage().billed];
}

/// Writes the lines in which two invoices differ.
/// \return how many there are.
constexpr result<std::size_t> write_changes(const invoice_view& before, const invoice_view& after,
                                            std::span<changed_line> room) {
    if (room.size() < before.lines.size() + after.lines.size()) return core_errc::capacity_exceeded;
    const std::size_t all = before.lines.size();
    for (std::size_t i = 0; i < all; ++i) room[i] = {false, i, -before.lines[i].amount()};
    // Lines that both have are marked as added, and left out at the end. Nearly always, the line that
    // is looked for is the first that is left.
    std::size_t first = 0, written = all;
    for (std::size_t i = 0; i < after.lines.size(); ++i) {
        while (first < all && room[first].is_added) ++first;
        std::size_t found = first;
        while (found < all && (room[found].is_added ||
                               !is_same_line(before, before.lines[found], after, after.lines[i])))
            ++found;
        if (found < all)
            room[found].is_added = true;
        else
            room[written++] = {true, i, after.lines[i].amount()};
    }
    std::size_t kept = 0;
    for (std::size_t i = 0; i < written; ++i)
        if (i >= all || !room[i].is_added) room[kept++] = room[i];
    return kept;
}

}  // namespace detail

/// What an invoice has because of a fact, and would not have without it. `within` is the time of the
/// invoice: for what a change costs now, the billing period in which it is made. Recorded as it is,
/// the fact leads to the invoice `after`.
///
/// For example, with 30.00 a seat from 16 March to 16 April, a change from 5 to 7 seats on 1 April
/// has one line of 29.03 in that period. In the next one it takes a line of 150.00 away, and adds one
/// of 210.00.
///
/// An error of `examine` if the fact contradicts others: for example
/// `account_errc::no_plan_to_change`, `account_errc::plan_change_refused` or
/// `catalog_errc::seats_out_of_range`. `core_errc::capacity_exceeded` if the room is too small.
/// Otherwise errors as for `invoice_of`.
/// \return the two invoices and the lines in which they differ, in `room`.
template <previewed_fact Fact>
[[nodiscard]] constexpr result<preview_view> preview(const timeline_view& life, const Fact& planned,
                                                     const period& within,
                                                     std::span<const metered> usage,
                                                     const adjustments& agreed,
                                                     const preview_room<Fact>& room) {
    subscription facts = life.facts();
    auto& list = detail::list_for(facts, planned);
    if (room.facts.size() <= list.size()) return core_errc::capacity_exceeded;
    for (std::size_t i = 0; i < list.size(); ++i) room.facts[i] = list[i];
    room.facts[list.size()] = planned;
    list = room.facts.first(list.size() + 1);
    const auto changed = examine(life.catalog(), facts, room.life);
    if (!changed) return changed.error().code;

    const auto before = invoice_of(life, within, usage, agreed, room.before);
    if (!before) return before.error();
    const auto after = invoice_of(*changed, within, usage, agreed, room.after);
    if (!after) return after.error();
    const auto size = detail::write_changes(*before, *after, room.lines);
    if (!size) return size.error();
    const money parts[] = {after->prepaid, after->due, -before->prepaid, -before->due};
    const auto net = sum(parts, life.catalog().unit());
    if (!net) return net.error();
    return preview_view{
        .before = *before, .after = *after, .lines = room.lines.first(*size), .net = *net};
}

/// The same for an invoice without usage.
template <previewed_fact Fact>
[[nodiscard]] constexpr result<preview_view> preview(const timeline_view& life, const Fact& planned,
                                                     const period& within,
                                                     const preview_room<Fact>& room) {
    return preview(life, planned, within, {}, {}, room);
}

}  // namespace ratecard::inline v0

#endif
