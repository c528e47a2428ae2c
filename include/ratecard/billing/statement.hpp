// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_STATEMENT_HPP
#define RATECARD_BILLING_STATEMENT_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
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
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/lifecycle/coverage.hpp>
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

/// A month of a subscription as lines that add up: plans bought, plans returned, and usage.
namespace ratecard::inline v0 {

/// What a line of a statement is about.
enum class statement_line_kind : std::uint8_t {
    order,   ///< a plan bought in the month, prepaid
    refund,  ///< a plan returned in the month
    usage,   ///< a usage or recurring charge of the month, postpaid
};

/// A plan bought in the month. The amount of the line is what was paid in cash and by credit.
struct order_line {
    std::size_t order = 0;  ///< its place in the orders of the subscription
    instant placed_at{};

    friend constexpr bool operator==(const order_line&, const order_line&) = default;
};

/// Plans returned at one instant of the month. The amount of the line is minus what was refunded.
/// `recorded_refund` at that instant explains it.
struct refund_line {
    instant at{};
    money cash{};
    money credit{};
    money voucher{};

    friend constexpr bool operator==(const refund_line&, const refund_line&) = default;
};

/// A usage or recurring charge of the month. The amount of the line is what is due for it.
struct usage_line {
    std::size_t billed = 0;  ///< the place of the bill line in `billed` of the statement
    /// The place of the charge in `charges` of the statement; none for a line of the whole bill.
    std::optional<std::size_t> charge{};

    friend constexpr bool operator==(const usage_line&, const usage_line&) = default;
};

/// One line of a statement: an amount, and the order, refund or usage it belongs to. The amount
/// counts to the prepaid part for orders and refunds, to the postpaid part for usage.
class statement_line {
public:
    constexpr statement_line() noexcept : order_{} {}
    constexpr statement_line(const order_line& line, money amount) noexcept
        : amount_{amount}, kind_{statement_line_kind::order}, order_{line} {}
    constexpr statement_line(const refund_line& line, money amount) noexcept
        : amount_{amount}, kind_{statement_line_kind::refund}, refund_{line} {}
    constexpr statement_line(const usage_line& line, money amount) noexcept
        : amount_{amount}, kind_{statement_line_kind::usage}, usage_{line} {}

    [[nodiscard]] constexpr statement_line_kind kind() const noexcept { return kind_; }
    [[nodiscard]] constexpr money amount() const noexcept { return amount_; }

    /// \pre `kind()` is `order`.
    [[nodiscard]] constexpr const order_line& order() const {
        if (kind_ != statement_line_kind::order) detail::statement_line_must_be_of_that_kind();
        return order_;
    }
    /// \pre `kind()` is `refund`.
    [[nodiscard]] constexpr const refund_line& refund() const {
        if (kind_ != statement_line_kind::refund) detail::statement_line_must_be_of_that_kind();
        return refund_;
    }
    /// \pre `kind()` is `usage`.
    [[nodiscard]] constexpr const usage_line& usage() const {
        if (kind_ != statement_line_kind::usage) detail::statement_line_must_be_of_that_kind();
        return usage_;
    }

    friend constexpr bool operator==(const statement_line& a, const statement_line& b) noexcept {
        if (a.kind_ != b.kind_ || a.amount_ != b.amount_) return false;
        switch (a.kind_) {
            case statement_line_kind::order: return a.order_ == b.order_;
            case statement_line_kind::refund: return a.refund_ == b.refund_;
            case statement_line_kind::usage: break;
        }
        return a.usage_ == b.usage_;
    }

private:
    money amount_{};
    statement_line_kind kind_{};
    union {
        order_line order_;
        refund_line refund_;
        usage_line usage_;
    };
};

/// A calendar month of a subscription, in memory of the caller. The line amounts add up to `prepaid
/// + postpaid`.
struct statement_view {
    civil_month month{};
    std::span<const statement_line> lines{};
    std::span<const charge_line> charges{};  ///< how each charge of the month was rated
    /// What is due for usage and recurring charges, and what was taken off.
    std::span<const bill_line> billed{};
    money prepaid{};                         ///< paid for plans, less what was refunded
    money postpaid{};                        ///< due for usage and recurring charges
    std::optional<edition_id> charged_as{};  ///< whose prices usage is charged by

    /// The charge of a line; null for a line of the whole bill, an order or a refund.
    [[nodiscard]] constexpr const charge_line* charge_of(const statement_line& line) const {
        if (line.kind() != statement_line_kind::usage || !line.usage().charge) return nullptr;
        return &charges[*line.usage().charge];
    }
};

/// A statement as one value, for a month of few lines. Each kind of line holds at most `Lines`.
template <std::size_t Lines = 32>
struct statement {
    civil_month month{};
    bounded<statement_line, Lines> lines{};
    bounded<charge_line, Lines> charges{};
    bounded<bill_line, Lines> billed{};
    money prepaid{};
    money postpaid{};
    std::optional<edition_id> charged_as{};

    [[nodiscard]] constexpr statement_view view() const noexcept {
        return {month,
                {lines.data(), lines.size()},
                {charges.data(), charges.size()},
                {billed.data(), billed.size()},
                prepaid,
                postpaid,
                charged_as};
    }
    /// The charge of a line; null for a line of the whole bill, an order or a refund.
    [[nodiscard]] constexpr const charge_line* charge_of(const statement_line& line) const {
        return view().charge_of(line);
    }

    friend constexpr bool operator==(const statement&, const statement&) = default;
};

/// Memory of the caller for `statement_of`: for its lines, for those of `rate_period`, and to work
/// in.
struct statement_room {
    std::span<statement_line> lines{};
    rating_room usage{};
    /// To work in, if usage is priced by the plan it was used under. One place for each order
    /// suffices.
    std::span<plan_segment> segments{};
    std::span<price_segment> prices{};  ///< to work in: at least as many as `segments`
};

/// Memory of a fixed size for a `statement_room`. It can be static or allocated; on the stack it
/// takes several kilobytes.
template <std::size_t Lines = 32, std::size_t Charges = Lines, std::size_t Segments = Lines>
struct statement_memory {
    std::array<statement_line, Lines> lines{};
    rating_memory<Lines, Charges> usage{};
    std::array<plan_segment, Segments> segments{};
    std::array<price_segment, Segments> prices{};

    [[nodiscard]] constexpr statement_room room() noexcept {
        return {lines, usage.room(), segments, prices};
    }
};

/// The place of the order by whose edition and version a month of usage is charged: the last order
/// that covers a part of the month. None if no order does; then no usage is charged.
[[nodiscard]] constexpr std::optional<std::size_t> charged_order(const timeline_view& life,
                                                                 const period& month) {
    const stretch* const last = last_plan_at(life, month.end() - seconds(1));
    if (last == nullptr || last->end <= month.begin() || !last->is_prepaid()) return std::nullopt;
    return last->plan.index;
}

/// The civil days on which the usage of a month is billed and debited. They lie in the next month.
[[nodiscard]] constexpr day_period issue_days(const catalog_view& c, civil_month month) {
    const day first = first_day(next(month));
    const billing_policy& p = c.offering->billing;
    return {first + (p.issue_from - 1), first + p.issue_until};
}

namespace detail {

/// Writes a statement into memory of the caller, part by part.
/// \pre the month exists.
class statement_writer {
public:
    constexpr statement_writer(const timeline_view& life, civil_month month,
                               const statement_room& room)
        : life_{life},
          c_{life.catalog()},
          within_{period_of(month, c_.offering->billing_zone)},
          room_{room},
          statement_{.month = month,
                     .lines = room.lines.first(0),
                     .prepaid = money{0, c_.unit()},
                     .postpaid = money{0, c_.unit()}} {
        if (room.prices.size() < room.segments.size()) every_part_must_have_a_place();
    }

    /// Adds one line for each plan bought in the month.
    constexpr errc add_orders() {
        for (const covered_order& covered : life_.orders()) {
            const order& o = life_.order_of(covered);
            if (!within_.contains(o.placed_at)) continue;
            const auto amount = paid(o.paid_by);
            if (!amount) return amount.error();
            const order_line line{covered.place, o.placed_at};
            const errc error = add({line, *amount}, statement_.prepaid);
            if (error != errc{}) return error;
        }
        return {};
    }

    /// Adds one line for all plans returned at the same instant of the month.
    constexpr errc add_refunds() {
        std::optional<instant> last;
        for (const std::uint32_t place : life_.refunded()) {
            const instant at = life_.orders()[place].refunded_at;
            if (!within_.contains(at) || at == last) continue;
            last = at;
            const auto quote = recorded_refund(life_, at);
            if (!quote) return quote.error();
            const refund_line line{at, quote->cash, quote->credit, quote->voucher};
            const errc error = add({line, -quote->amount}, statement_.prepaid);
            if (error != errc{}) return error;
        }
        return {};
    }

    /// Adds the usage and recurring charges of the month, if an order covers a part of it.
    constexpr errc add_usage(std::span<const metered> usage, const adjustments& agreed) {
        const auto charged = charged_order(life_, within_);
        if (!charged) return {};
        const order& o = life_.facts().orders[*charged];
        statement_.charged_as = o.edition;
        period_facts facts{.edition = o.edition,
                           .version = o.version,
                           .begin = within_.begin(),
                           .first = within_.contains(life_.stretches().front().begin),
                           .usage = usage,
                           .agreed = agreed};
        if (c_.offering->billing.priced_by == usage_prices::plan_of_use)
            if (const errc error = find_segments(facts); error != errc{}) return error;
        const auto rated = rate_period(c_, facts, room_.usage);
        if (!rated) return rated.error();
        statement_.charges = rated->charges;
        statement_.billed = rated->lines;
        return add_billed_lines();
    }

    [[nodiscard]] constexpr statement_view statement() const noexcept { return statement_; }

private:
    constexpr errc add(const statement_line& line, money& total) {
        const auto sum = checked_add(total, line.amount());
        if (!sum) return sum.error();
        if (lines_ == room_.lines.size()) return core_errc::capacity_exceeded;
        room_.lines[lines_] = line;
        ++lines_;
        statement_.lines = room_.lines.first(lines_);
        total = *sum;
        return {};
    }

    /// Splits the month where its prices change because the plan does.
    constexpr errc find_segments(period_facts& facts) {
        const auto count = plan_segments(life_, within_, room_.segments);
        if (!count) return count.error();
        if (*count == 0) return {};
        const std::span<const plan_segment> segments = room_.segments.first(*count);
        const std::size_t last = segments.size() - 1;
        for (std::size_t i = 0; i < last; ++i)
            room_.prices[i] = {segments[i].edition, segments[i].version,
                               included_part(c_, segments, within_, i)};
        facts.earlier = room_.prices.first(last);
        facts.included = included_part(c_, segments, within_, last);
        return {};
    }

    /// Adds one line for each bill line, with its charge. Bill lines and charges are in the same
    /// order.
    constexpr errc add_billed_lines() {
        std::size_t charge = 0;
        for (std::size_t i = 0; i < statement_.billed.size(); ++i) {
            const bill_line& line = statement_.billed[i];
            usage_line usage{.billed = i};
            if (line.charge) {
                while (statement_.charges[charge].charge != *line.charge ||
                       statement_.charges[charge].segment != line.segment)
                    ++charge;
                usage.charge = charge;
            }
            const errc error = add({usage, line.due()}, statement_.postpaid);
            if (error != errc{}) return error;
        }
        return {};
    }

    const timeline_view& life_;
    const catalog_view& c_;
    period within_;
    const statement_room& room_;
    statement_view statement_;
    std::size_t lines_ = 0;
};

}  // namespace detail

/// The statement of a civil month: the plans bought and returned in it, and its usage as
/// `rate_period` rates it with the `agreed` adjustments. If usage is priced by the plan it was used
/// under, each reading names its segment among `plan_segments` of the month. One-off charges are
/// due in the month in which the first order begins.
///
/// `time_errc::no_such_date` if there
/// is no such month. `core_errc::capacity_exceeded` if the lines do not fit. Otherwise errors as
/// for `rate_period` and `refund`.
/// \return the statement, whose lines are in `room`. After an error the content of `room` must not
/// be used.
/// \pre each span to work in is as long as `statement_room` and `rating_room` say.
[[nodiscard]] constexpr result<statement_view> statement_of(
    const timeline_view& life, civil_month month, std::span<const metered> usage,
    const adjustments& agreed, const statement_room& room) {
    if (!civil_from({month.year, month.month, 1})) return time_errc::no_such_date;
    detail::statement_writer writer{life, month, room};
    errc error = writer.add_orders();
    if (error == errc{}) error = writer.add_refunds();
    if (error == errc{}) error = writer.add_usage(usage, agreed);
    if (error != errc{}) return error;
    return writer.statement();
}

/// The statement as one value, for a month of few lines. It takes about 400 bytes of stack for each
/// of `Lines`.
template <std::size_t Lines = 32>
[[nodiscard]] constexpr result<statement<Lines>> statement_of(const timeline_view& life,
                                                              civil_month month,
                                                              std::span<const metered> usage,
                                                              const adjustments& agreed = {}) {
    statement<Lines> value;
    std::array<std::uint64_t, Lines> weights{};
    std::array<money, Lines> shares{};
    std::array<exact, Lines> values{};
    std::array<plan_segment, Lines> segments{};
    std::array<price_segment, Lines> prices{};
    const rating_room rating{value.charges.room(), value.billed.room(), weights, shares, values};
    const auto written =
        statement_of(life, month, usage, agreed, {value.lines.room(), rating, segments, prices});
    if (!written) return written.error();
    value.month = month;
    value.lines.resize(written->lines.size());
    value.charges.resize(written->charges.size());
    value.billed.resize(written->billed.size());
    value.prepaid = written->prepaid;
    value.postpaid = written->postpaid;
    value.charged_as = written->charged_as;
    return result<statement<Lines>>{std::in_place, value};  // copied once
}

}  // namespace ratecard::inline v0

#endif
