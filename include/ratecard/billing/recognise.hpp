// SPDX-License-Identifier: MIT
#ifndef RATECARD_BILLING_RECOGNISE_HPP
#define RATECARD_BILLING_RECOGNISE_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/core/bounded.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/zone.hpp>

namespace ratecard::inline v0 {

/// What of a prepaid amount is earned in a civil month, and what is deferred at its end.
struct earned_month {
    civil_month month{};
    money earned{};    ///< below zero where more was given back than was not earned yet
    money deferred{};  ///< paid, and neither earned nor given back by the end of the month

    friend constexpr bool operator==(const earned_month&, const earned_month&) = default;
};

/// What of an order was given back before its time was over.
struct given_back {
    instant at{};
    money amount{};

    friend constexpr bool operator==(const given_back&, const given_back&) = default;
};

/// Splits what was paid for a stretch of time over the civil months of a zone, to the second: by the
/// end of each month the part of the time that is over is earned, cut to whole minor units, so that
/// the months add up to what was paid, and merging two of them changes nothing.
///
/// Where a part was given back, the months before are as they were, for they are closed; the month of
/// that instant earns what was kept and is not earned yet, and is the last one. The months add up to
/// what was kept.
///
/// `errc::too_small` when there are more months than the answer holds, `errc::negative_amount` for
/// an amount below zero, `errc::currency_mismatch`, `errc::credit_above_the_line` when more was given
/// back than paid, `errc::refund_after_end` when it was given back after the time was over,
/// `errc::refund_before_order` when before it began: then nothing of it is earned, and there is no
/// month to say so of.
template <std::size_t Months = 64>
[[nodiscard]] constexpr result<bounded<earned_month, Months>> recognise(
    money paid, const period& covered, const zone& z, const std::optional<given_back>& back = {}) {
    const money nothing{0, paid.unit()};
    if (paid.is_negative() || (back && back->amount.is_negative())) return errc::negative_amount;
    if (back && back->amount.unit() != paid.unit()) return errc::currency_mismatch;
    if (back && paid < back->amount) return errc::credit_above_the_line;
    if (back && back->at < covered.begin()) return errc::refund_before_order;
    if (back && covered.end() < back->at) return errc::refund_after_end;
    const money kept{paid.minor_units() - (back ? back->amount.minor_units() : 0), paid.unit()};
    const auto length = static_cast<std::uint64_t>(covered.length().seconds);

    bounded<earned_month, Months> made;
    money before = nothing;
    for (civil_month month = month_of(day_of(covered.begin(), z));; month = next(month)) {
        const instant end = (std::min)(period_of(month, z).end(), covered.end());
        const bool last = end == covered.end() || (back && back->at < end);
        money by_now = kept;
        money all = kept;
        if (!last) {
            const ratio over{static_cast<std::uint64_t>((end - covered.begin()).seconds), length};
            const auto cut = scaled{exact{paid}, over}.round(rounding::toward_zero);
            if (!cut) return cut.error();
            by_now = *cut;
            all = paid;
        }
        if (made.full()) return errc::too_small;
        made.push_back({month, money{by_now.minor_units() - before.minor_units(), paid.unit()},
                        money{all.minor_units() - by_now.minor_units(), paid.unit()}});
        if (last) return made;
        before = by_now;
    }
}

}  // namespace ratecard::inline v0

#endif
