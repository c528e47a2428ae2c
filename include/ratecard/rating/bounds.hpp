// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_BOUNDS_HPP
#define RATECARD_RATING_BOUNDS_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/core/result.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>

namespace ratecard::inline v0 {

/// Holds a period to a maximum: what would bring its bills above it, beside what was billed `before`,
/// is taken off the last lines first, each down to nothing at most. Lines that are due nothing, or
/// less, are left alone; what they give back makes room, wherever they stand.
/// `errc::currency_mismatch`, `errc::overflow`; nothing of `lines` is changed then.
/// \return what was taken off.
[[nodiscard]] constexpr result<money> hold_to_maximum(std::span<bill_line> lines, money maximum,
                                                      money before) {
    const auto room = checked_subtract(maximum, before);
    if (!room) return room;
    const auto due = net_of(lines, maximum.unit());
    if (!due) return due;
    const money nothing{0, maximum.unit()};
    const auto over = checked_subtract(*due, room->is_negative() ? nothing : *room);
    if (!over) return over;
    if (over->is_negative()) return nothing;
    std::int64_t left = over->minor_units();
    for (std::size_t i = lines.size(); i-- > 0;) {
        bill_line& line = lines[i];
        const std::int64_t net = line.net().minor_units();
        const std::int64_t off = net <= 0 ? 0 : net < left ? net : left;
        left -= off;
        line.over_maximum = money{line.over_maximum.minor_units() + off, maximum.unit()};
    }
    return money{over->minor_units() - left, maximum.unit()};
}

/// The line that is missing to a minimum when a period closes: the minimum less what is due before
/// credits, and was billed `before`. Nothing where the minimum is reached.
/// `errc::currency_mismatch`, `errc::overflow`.
[[nodiscard]] constexpr result<std::optional<bill_line>> minimum_line(
    std::span<const bill_line> lines, money minimum, money before) {
    const auto due = net_of(lines, minimum.unit());
    if (!due) return due.error();
    const auto billed = checked_add(*due, before);
    if (!billed) return billed.error();
    const auto missing = checked_subtract(minimum, *billed);
    if (!missing) return missing.error();
    if (missing->is_zero() || missing->is_negative()) return std::optional<bill_line>{};
    return std::optional{line_of(line_kind::minimum, 0, 0, *missing)};
}

/// Uses up credits on the lines in their order, each up to what it is due.
/// `errc::currency_mismatch` between the credits and a line; `errc::negative_amount` for credits
/// below zero. Nothing of `lines` is changed then.
/// \return what was used.
[[nodiscard]] constexpr result<money> use_credits(std::span<bill_line> lines, money credits) {
    if (credits.is_negative()) return errc::negative_amount;
    for (const bill_line& line : lines)
        if (line.amount.unit() != credits.unit()) return errc::currency_mismatch;
    std::int64_t left = credits.minor_units();
    for (bill_line& line : lines) {
        const std::int64_t due = line.due().minor_units();
        const std::int64_t used = due <= 0 ? 0 : due < left ? due : left;
        left -= used;
        line.credited = money{line.credited.minor_units() + used, credits.unit()};
    }
    return money{credits.minor_units() - left, credits.unit()};
}

}  // namespace ratecard::inline v0

#endif
