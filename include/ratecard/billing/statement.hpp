// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_STATEMENT_HPP
#define RATECARD_BILLING_STATEMENT_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/billing/plan_segment.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/pipeline.hpp>
#include <ratecard/rating/rated_period.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/day_period.hpp>
#include <ratecard/time/period.hpp>

namespace ratecard::inline v0 {

/// What a line of a statement is about.
enum class statement_line_kind : std::uint8_t {
    order,   ///< a plan bought in the month, prepaid
    refund,  ///< a plan given back in the month
    usage,   ///< a line of the month's usage and recurring charges, postpaid
};

/// One line. `amount` is what it adds to its part of the statement: what was really paid for an order,
/// minus what was given back, or what a line of the rated period is due.
struct statement_line {
    statement_line_kind kind{};
    std::size_t order = 0;      ///< of an order: its place among the subscription's orders
    instant at{};               ///< of an order or refund: when
    refund_quote given_back{};  ///< of a refund
    bill_line billed{};         ///< of usage: the line of the rated period
    charge_line charged{};      ///< of usage: the charge it is a line of; none of its own where the
                                ///< line is of all charges together
    money amount{};

    friend constexpr bool operator==(const statement_line&, const statement_line&) = default;
};

/// A calendar month of a subscription. The lines add up to `prepaid + postpaid`.
template <std::size_t Lines = 32>
struct statement {
    civil_month month{};
    bounded<statement_line, Lines> lines{};
    money prepaid{};                         ///< really paid for plans, less what was given back
    money postpaid{};                        ///< due for usage
    std::optional<edition_id> charged_as{};  ///< whose prices usage was charged by

    friend constexpr bool operator==(const statement&, const statement&) = default;
};

/// The order whose edition and version a month of usage is charged by, by its place: the last one
/// that covered a part of the month; nothing when none did, and then no usage is charged.
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr std::optional<std::size_t> charged_order(const catalog_view& c,
                                                                 const subscription& s,
                                                                 const period& month) {
    std::optional<std::size_t> last;
    for (std::size_t i = 0; i < s.orders.size(); ++i) {
        const covered_time covered = coverage_of(c, s, s.orders[i]);
        const bool touches = covered.begin < covered.end && covered.begin < month.end() &&
                             month.begin() < covered.end;
        if (touches && (!last || s.orders[*last].begins <= s.orders[i].begins)) last = i;
    }
    return last;
}

/// When the first order of a subscription begins. \pre there is one.
[[nodiscard]] constexpr instant first_begin(const subscription& s) {
    instant first = s.orders.front().begins;
    for (const order& o : s.orders) first = o.begins < first ? o.begins : first;
    return first;
}

/// The civil days, of the month after, on which a month's usage is billed and debited.
[[nodiscard]] constexpr day_period issue_days(const catalog_view& c, civil_month month) {
    const day first = first_day(next(month));
    const billing_policy& p = c.offering->billing;
    return {first + (p.issue_from - 1), first + p.issue_until};
}

/// The statement of a civil month: the plans bought and given back in it, and its usage as
/// `rate_period` rates it, with what is `agreed` with the customer. Where usage is priced by the plan
/// it was used under, a reading names its place among `plan_segments` of the month. One-off charges are due in the
/// month in which the first order begins.
///
/// Facts that contradict each other are reported as the `errc` of `find_contradiction`;
/// `time_errc::no_such_date` when there is no such month; `core_errc::capacity_exceeded` when there are more lines than
/// the statement holds; what `rate_period` and `refund` report.
template <std::size_t Lines = 32>
[[nodiscard]] constexpr result<statement<Lines>> statement_of(const catalog_view& c,
                                                              const subscription& s,
                                                              civil_month month,
                                                              std::span<const metered> usage,
                                                              const adjustments& agreed = {}) {
    if (const auto wrong = find_contradiction(c, s)) return wrong->code;
    if (!civil_from({month.year, month.month, 1})) return time_errc::no_such_date;
    const period within = period_of(month, c.offering->billing_zone);
    const money zero{0, c.unit()};
    statement<Lines> made{.month = month, .prepaid = zero, .postpaid = zero};
    std::optional<errc> wrong;
    const auto add = [&](const statement_line& line, money& into) {
        const auto both = checked_add(into, line.amount);
        if (!both)
            wrong = both.error();
        else if (made.lines.full())
            wrong = core_errc::capacity_exceeded;
        else {
            into = *both;
            made.lines.push_back(line);
        }
    };
    for (std::size_t i = 0; i < s.orders.size() && !wrong; ++i) {
        const order& o = s.orders[i];
        if (!within.contains(o.placed_at) || is_listed_before(s.orders, i)) continue;
        const auto really_paid = paid(o.paid_by);
        if (!really_paid) return really_paid.error();
        add({.kind = statement_line_kind::order,
             .order = i,
             .at = o.placed_at,
             .amount = *really_paid},
            made.prepaid);
    }
    for (std::size_t i = 0; i < s.refunds.size() && !wrong; ++i) {
        const instant at = s.refunds[i].at;
        bool first = within.contains(at);
        for (std::size_t j = 0; j < i; ++j) first = first && s.refunds[j].at != at;
        if (!first) continue;
        const auto given_back = recorded_refund(c, s, at);
        if (!given_back) return given_back.error();
        add({.kind = statement_line_kind::refund,
             .at = at,
             .given_back = *given_back,
             .amount = -given_back->amount},
            made.prepaid);
    }
    if (const auto by = charged_order(c, s, within)) {
        const order& o = s.orders[*by];
        made.charged_as = o.edition;
        std::array<price_segment, Lines> earlier{};
        std::size_t changes = 0;
        std::optional<ratio> included;
        if (c.offering->billing.priced_by == usage_prices::plan_of_use) {
            const auto segments = plan_segments<Lines>(c, s, within);
            if (!segments) return segments.error();
            const std::span<const plan_segment> all{segments->data(), segments->size()};
            for (; changes + 1 < all.size(); ++changes)
                earlier[changes] = {all[changes].edition, all[changes].version,
                                    included_part(c, all, within, changes)};
            if (!all.empty()) included = included_part(c, all, within, changes);
        }
        const auto rated =
            rate_period<Lines, Lines>(c, {.edition = o.edition,
                                          .version = o.version,
                                          .begin = within.begin(),
                                          .earlier = std::span{earlier}.first(changes),
                                          .included = included,
                                          .first = within.contains(first_begin(s)),
                                          .usage = usage,
                                          .agreed = agreed});
        if (!rated) return rated.error();
        for (std::size_t i = 0; i < rated->lines.size() && !wrong; ++i) {
            statement_line line{.kind = statement_line_kind::usage,
                                .billed = rated->lines[i],
                                .amount = rated->lines[i].due()};
            for (const charge_line& charged : rated->charges)
                if (charged.charge == line.billed.charge && charged.segment == line.billed.segment)
                    line.charged = charged;
            add(line, made.postpaid);
        }
    }
    if (wrong) return *wrong;
    return made;
}

}  // namespace ratecard::inline v0

#endif
