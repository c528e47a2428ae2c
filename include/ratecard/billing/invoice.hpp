// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_INVOICE_HPP
#define RATECARD_BILLING_INVOICE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/billing/period_lines.hpp>
#include <ratecard/billing/plan_segment.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/period_facts.hpp>
#include <ratecard/rating/pipeline.hpp>
#include <ratecard/rating/rated_period.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/day_period.hpp>
#include <ratecard/time/period.hpp>

/// What a subscription owes for a time, as lines that add up: plans bought and returned, billing
/// periods with seats and add-ons, and usage.
namespace ratecard::inline v0 {

/// What a line of an invoice is about.
enum class invoice_line_kind : std::uint8_t {
    order,   ///< a plan bought in the time, prepaid
    add_on,  ///< units of an add-on bought in the time, prepaid
    refund,  ///< plans returned in the time
    period,  ///< a billing period of a plan, a part of one, or units of an add-on
    usage,   ///< a usage or recurring charge of the time
};

/// A plan bought in the time of the invoice. The amount of the line is what was paid in cash and by credit.
struct order_line {
    std::size_t order = 0;  ///< its place in the orders of the subscription
    instant placed_at{};

    friend constexpr bool operator==(const order_line&, const order_line&) = default;
};

/// Units of an add-on bought in that time. The amount of the line is what was paid in cash and by
/// credit.
struct add_on_line {
    std::size_t purchase = 0;  ///< its place in the add-ons of the subscription
    instant begins{};

    friend constexpr bool operator==(const add_on_line&, const add_on_line&) = default;
};

/// Plans returned at one instant of that time. The amount of the line is minus what was refunded.
/// `recorded_refund` at that instant explains it.
struct refund_line {
    instant at{};
    money cash{};
    money credit{};
    money voucher{};

    friend constexpr bool operator==(const refund_line&, const refund_line&) = default;
};

/// A usage or recurring charge of that time. The amount of the line is what is due for it.
struct usage_line {
    std::size_t billed = 0;  ///< the place of the bill line in `billed` of the invoice
    /// The place of the charge in `charges` of the invoice; none for a line of the whole bill.
    std::optional<std::size_t> charge{};

    friend constexpr bool operator==(const usage_line&, const usage_line&) = default;
};

/// One line of an invoice: an amount, and the order, refund, billing period or usage it belongs to.
/// The amounts of orders and refunds were paid already; those of the other lines are due.
class invoice_line {
public:
    constexpr invoice_line() noexcept : order_{} {}
    constexpr invoice_line(const order_line& line, money amount) noexcept
        : amount_{amount}, kind_{invoice_line_kind::order}, order_{line} {}
    constexpr invoice_line(const add_on_line& line, money amount) noexcept
        : amount_{amount}, kind_{invoice_line_kind::add_on}, add_on_{line} {}
    constexpr invoice_line(const refund_line& line, money amount) noexcept
        : amount_{amount}, kind_{invoice_line_kind::refund}, refund_{line} {}
    constexpr invoice_line(const period_line& line, money amount) noexcept
        : amount_{amount}, kind_{invoice_line_kind::period}, period_{line} {}
    constexpr invoice_line(const usage_line& line, money amount) noexcept
        : amount_{amount}, kind_{invoice_line_kind::usage}, usage_{line} {}

    [[nodiscard]] constexpr invoice_line_kind kind() const noexcept { return kind_; }
    [[nodiscard]] constexpr money amount() const noexcept { return amount_; }

    /// \pre `kind()` is `order`.
    [[nodiscard]] constexpr const order_line& order() const {
        if (kind_ != invoice_line_kind::order) detail::invoice_line_must_be_of_that_kind();
        return order_;
    }
    /// \pre `kind()` is `add_on`.
    [[nodiscard]] constexpr const add_on_line& add_on() const {
        if (kind_ != invoice_line_kind::add_on) detail::invoice_line_must_be_of_that_kind();
        return add_on_;
    }
    /// \pre `kind()` is `refund`.
    [[nodiscard]] constexpr const refund_line& refund() const {
        if (kind_ != invoice_line_kind::refund) detail::invoice_line_must_be_of_that_kind();
        return refund_;
    }
    /// \pre `kind()` is `period`.
    [[nodiscard]] constexpr const period_line& period() const {
        if (kind_ != invoice_line_kind::period) detail::invoice_line_must_be_of_that_kind();
        return period_;
    }
    /// \pre `kind()` is `usage`.
    [[nodiscard]] constexpr const usage_line& usage() const {
        if (kind_ != invoice_line_kind::usage) detail::invoice_line_must_be_of_that_kind();
        return usage_;
    }

    friend constexpr bool operator==(const invoice_line& a, const invoice_line& b) noexcept {
        if (a.kind_ != b.kind_ || a.amount_ != b.amount_) return false;
        switch (a.kind_) {
            case invoice_line_kind::order: return a.order_ == b.order_;
            case invoice_line_kind::add_on: return a.add_on_ == b.add_on_;
            case invoice_line_kind::refund: return a.refund_ == b.refund_;
            case invoice_line_kind::period: return a.period_ == b.period_;
            case invoice_line_kind::usage: break;
        }
        return a.usage_ == b.usage_;
    }

private:
    money amount_{};
    invoice_line_kind kind_{};
    union {
        order_line order_;
        add_on_line add_on_;
        refund_line refund_;
        period_line period_;
        usage_line usage_;
    };
};

/// An invoice in memory of the caller. The amounts of its lines add up to `prepaid + due`.
struct invoice_view {
    period within{instant{}, instant{1}};  ///< the time that it is for
    std::span<const invoice_line> lines{};
    std::span<const charge_line> charges{};  ///< how each charge of the month was rated
    /// What is due for usage and recurring charges, and what was taken off.
    std::span<const bill_line> billed{};
    money prepaid{};                         ///< paid for orders, less what was refunded
    money due{};                             ///< due for billing periods and usage
    std::optional<edition_id> charged_as{};  ///< whose prices usage is charged by

    /// The charge of a line; null for a line of the whole bill, an order or a refund.
    [[nodiscard]] constexpr const charge_line* charge_of(const invoice_line& line) const {
        if (line.kind() != invoice_line_kind::usage || !line.usage().charge) return nullptr;
        return &charges[*line.usage().charge];
    }
};

/// An invoice as one value, of few lines. Each kind of line holds at most `Lines`.
template <std::size_t Lines = 32>
struct invoice {
    period within{instant{}, instant{1}};
    bounded<invoice_line, Lines> lines{};
    bounded<charge_line, Lines> charges{};
    bounded<bill_line, Lines> billed{};
    money prepaid{};
    money due{};
    std::optional<edition_id> charged_as{};

    [[nodiscard]] constexpr invoice_view view() const noexcept {
        return {within,
                {lines.data(), lines.size()},
                {charges.data(), charges.size()},
                {billed.data(), billed.size()},
                prepaid,
                due,
                charged_as};
    }
    /// The charge of a line; null for a line of the whole bill, an order or a refund.
    [[nodiscard]] constexpr const charge_line* charge_of(const invoice_line& line) const {
        return view().charge_of(line);
    }

    friend constexpr bool operator==(const invoice&, const invoice&) = default;
};

/// Memory of the caller for `invoice_of` and `statement_of`: for their lines, for those of
/// `rate_period`, and to work in.
struct invoice_room {
    std::span<invoice_line> lines{};
    rating_room usage{};
    /// To work in, if usage is priced by the plan it was used under. One place for each plan
    /// suffices.
    std::span<plan_segment> segments{};
    std::span<price_segment> prices{};  ///< to work in: at least as many as `segments`
};

/// Memory of a fixed size for an `invoice_room`. It can be static or allocated; on the stack it
/// takes several kilobytes.
template <std::size_t Lines = 32, std::size_t Charges = Lines, std::size_t Segments = Lines>
struct invoice_memory {
    std::array<invoice_line, Lines> lines{};
    rating_memory<Lines, Charges> usage{};
    std::array<plan_segment, Segments> segments{};
    std::array<price_segment, Segments> prices{};

    [[nodiscard]] constexpr invoice_room room() noexcept {
        return {lines, usage.room(), segments, prices};
    }
};

/// The plan by whose edition and version the usage of a time is charged: the last one that covers a
/// part of it. Null if no plan does; then no usage is charged.
[[nodiscard]] constexpr const stretch* charged_plan(const timeline_view& life,
                                                    const period& within) {
    const stretch* const last = last_plan_at(life, within.end() - seconds(1));
    return last == nullptr || last->end <= within.begin() ? nullptr : last;
}

/// The civil days on which the usage of a month is billed and debited. They lie in the next month.
[[nodiscard]] constexpr day_period issue_days(const catalog_view& c, civil_month month) {
    const day first = first_day(next(month));
    const billing_policy& p = c.offering->billing;
    return {first + (p.issue_from - 1), first + p.issue_until};
}

namespace detail {

/// Writes an invoice into memory of the caller, part by part.
class invoice_writer {
public:
    constexpr invoice_writer(const timeline_view& life, const period& within,
                             const invoice_room& room)
        : life_{life},
          c_{life.catalog()},
          within_{within},
          room_{room},
          invoice_{.within = within,
                   .lines = room.lines.first(0),
                   .prepaid = money{0, c_.unit()},
                   .due = money{0, c_.unit()}} {
        if (room.prices.size() < room.segments.size()) every_part_must_have_a_place();
    }

    constexpr result<invoice_view> write(std::span<const metered> usage,
                                         const adjustments& agreed) {
        if (const auto done = add_orders(); !done) return done.error();
        if (const auto done = add_add_ons(); !done) return done.error();
        if (const auto done = add_refunds(); !done) return done.error();
        const auto add_period = [&](const period_line& line, money amount) {
            return add({line, amount}, invoice_.due);
        };
        if (const auto done = for_each_period_line(life_, within_, add_period); !done)
            return done.error();
        if (const auto done = add_usage(usage, agreed); !done) return done.error();
        return invoice_;
    }

private:
    /// Adds one line for each plan bought in the time.
    constexpr result<void> add_orders() {
        for (const covered_order& covered : life_.orders()) {
            const order& o = life_.order_of(covered);
            if (!within_.contains(o.placed_at)) continue;
            const auto amount = paid(o.paid_by);
            if (!amount) return amount.error();
            const order_line line{covered.place, o.placed_at};
            if (const auto added = add({line, *amount}, invoice_.prepaid); !added) return added;
        }
        return {};
    }
    /// Adds one line for each purchase of an add-on that was paid in the time.
    constexpr result<void> add_add_ons() {
        for (const held_add_on& held : life_.add_ons()) {
            const add_on_purchase& p = life_.facts().add_ons[held.place];
            if (!p.paid_by || !within_.contains(p.begins)) continue;
            const auto amount = paid(*p.paid_by);
            if (!amount) return amount.error();
            const add_on_line line{held.place, p.begins};
            if (const auto added = add({line, *amount}, invoice_.prepaid); !added) return added;
        }
        return {};
    }
    /// Adds one line for all plans returned at the same instant of the time.
    constexpr result<void> add_refunds() {
        std::optional<instant> last;
        for (const std::uint32_t place : life_.refunded()) {
            const instant at = life_.orders()[place].refunded_at;
            if (!within_.contains(at) || at == last) continue;
            last = at;
            const auto quote = recorded_refund(life_, at);
            if (!quote) return quote.error();
            const refund_line line{at, quote->cash, quote->credit, quote->voucher};
            if (const auto added = add({line, -quote->amount}, invoice_.prepaid); !added)
                return added;
        }
        return {};
    }
    /// Adds the usage and recurring charges of the time, if a plan covers a part of it.
    constexpr result<void> add_usage(std::span<const metered> usage, const adjustments& agreed) {
        const stretch* const plan = charged_plan(life_, within_);
        if (plan == nullptr) return {};
        invoice_.charged_as = plan->edition;
        period_facts facts{.edition = plan->edition,
                           .version = plan->version,
                           .begin = within_.begin(),
                           .first = within_.contains(life_.stretches().front().begin),
                           .usage = usage,
                           .agreed = agreed};
        if (c_.offering->billing.priced_by == usage_prices::plan_of_use)
            if (const auto found = find_segments(facts); !found) return found;
        const auto rated = rate_period(c_, facts, room_.usage);
        if (!rated) return rated.error();
        invoice_.charges = rated->charges;
        invoice_.billed = rated->lines;
        return add_billed_lines();
    }

    constexpr result<void> add(const invoice_line& line, money& total) {
        const auto sum = checked_add(total, line.amount());
        if (!sum) return sum.error();
        if (lines_ == room_.lines.size()) return core_errc::capacity_exceeded;
        room_.lines[lines_] = line;
        ++lines_;
        invoice_.lines = room_.lines.first(lines_);
        total = *sum;
        return {};
    }

    /// Splits the time where its prices change because the plan does.
    constexpr result<void> find_segments(period_facts& facts) {
        const auto count = plan_segments(life_, within_, room_.segments);
        if (!count) return count.error();
        if (*count == 0) return {};
        const std::span<const plan_segment> segments = room_.segments.first(*count);
        const std::size_t last = segments.size() - 1;
        for (std::size_t i = 0; i < last; ++i)
            room_.prices[i] = {segments[i].edition, segments[i].version,
                               included_part(c_, segments, within_, i),
                               part_of_period(segments, within_, i)};
        facts.earlier = room_.prices.first(last);
        facts.included = included_part(c_, segments, within_, last);
        facts.part = part_of_period(segments, within_, last);
        return {};
    }

    /// Adds one line for each bill line, with its charge. Bill lines and charges are in the same
    /// order.
    constexpr result<void> add_billed_lines() {
        std::size_t charge = 0;
        for (std::size_t i = 0; i < invoice_.billed.size(); ++i) {
            const bill_line& line = invoice_.billed[i];
            usage_line usage{.billed = i};
            if (line.charge) {
                while (invoice_.charges[charge].charge != *line.charge ||
                       invoice_.charges[charge].segment != line.segment)
                    ++charge;
                usage.charge = charge;
            }
            if (const auto added = add({usage, line.due()}, invoice_.due); !added) return added;
        }
        return {};
    }

    const timeline_view& life_;
    const catalog_view& c_;
    period within_;
    const invoice_room& room_;
    invoice_view invoice_;
    std::size_t lines_ = 0;
};

/// An invoice as one value, as `write(room)` writes it.
template <std::size_t Lines>
constexpr result<invoice<Lines>> invoice_by(const auto& write) {
    invoice<Lines> value;
    std::array<std::uint64_t, Lines> weights{};
    std::array<money, Lines> shares{};
    std::array<exact, Lines> values{};
    std::array<plan_segment, Lines> segments{};
    std::array<price_segment, Lines> prices{};
    const rating_room rating{value.charges.room(), value.billed.room(), weights, shares, values};
    const result<invoice_view> written =
        write(invoice_room{value.lines.room(), rating, segments, prices});
    if (!written) return written.error();
    value.within = written->within;
    value.lines.resize(written->lines.size());
    value.charges.resize(written->charges.size());
    value.billed.resize(written->billed.size());
    value.prepaid = written->prepaid;
    value.due = written->due;
    value.charged_as = written->charged_as;
    return result<invoice<Lines>>{std::in_place, value};  // copied once
}

}  // namespace detail

/// What a subscription owes for a time, such as a billing period or a civil month: the plans and
/// add-ons bought and returned in it, prepaid; the billing periods of its plan, with seats, add-ons
/// and all changes; and its usage as `rate_period` rates it with the `agreed` adjustments.
///
/// If usage is priced by the plan it was used under, each reading names its segment among
/// `plan_segments` of the time. One-off charges are due in the time in which the first plan begins.
///
/// `core_errc::capacity_exceeded` if the lines do not fit. Otherwise errors as for
/// `for_each_period_line`, `rate_period` and `refund`.
/// \return the invoice, whose lines are in `room`. After an error the content of `room` must not be
/// used.
/// \pre each span to work in is as long as `invoice_room` and `rating_room` say.
[[nodiscard]] constexpr result<invoice_view> invoice_of(const timeline_view& life,
                                                        const period& within,
                                                        std::span<const metered> usage,
                                                        const adjustments& agreed,
                                                        const invoice_room& room) {
    return detail::invoice_writer{life, within, room}.write(usage, agreed);
}

/// The invoice as one value, of few lines. It takes about 500 bytes of stack for each of `Lines`.
template <std::size_t Lines = 32>
[[nodiscard]] constexpr result<invoice<Lines>> invoice_of(const timeline_view& life,
                                                          const period& within,
                                                          std::span<const metered> usage = {},
                                                          const adjustments& agreed = {}) {
    return detail::invoice_by<Lines>(
        [&](const invoice_room& room) { return invoice_of(life, within, usage, agreed, room); });
}

/// The statement of a civil month: its invoice. `time_errc::no_such_date` if there is no such month.
/// Otherwise as for `invoice_of`.
[[nodiscard]] constexpr result<invoice_view> statement_of(const timeline_view& life,
                                                          civil_month month,
                                                          std::span<const metered> usage,
                                                          const adjustments& agreed,
                                                          const invoice_room& room) {
    if (!civil_from({month.year, month.month, 1})) return time_errc::no_such_date;
    const zone& z = life.catalog().offering->billing_zone;
    return invoice_of(life, period_of(month, z), usage, agreed, room);
}

/// The statement as one value, for a month of few lines.
template <std::size_t Lines = 32>
[[nodiscard]] constexpr result<invoice<Lines>> statement_of(const timeline_view& life,
                                                            civil_month month,
                                                            std::span<const metered> usage,
                                                            const adjustments& agreed = {}) {
    return detail::invoice_by<Lines>(
        [&](const invoice_room& room) { return statement_of(life, month, usage, agreed, room); });
}

}  // namespace ratecard::inline v0

#endif
