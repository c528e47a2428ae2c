// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_ADJUSTMENT_HPP
#define RATECARD_RATING_ADJUSTMENT_HPP

#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include <ratecard/core/bounded.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/rated_period.hpp>

/// What late or corrected facts add to a bill that was closed, line by line.
namespace ratecard::inline v0 {

/// What a later bill adds to a line of a closed one, or takes back from it.
struct adjustment_line {
    instant period{};  ///< the begin of the period that the closed bill is of
    /// The place of the line in the closed bill; none where that has no such line.
    std::optional<std::size_t> original{};
    bill_line by{};

    friend constexpr bool operator==(const adjustment_line&, const adjustment_line&) = default;
};

/// What facts that arrived or were corrected after a bill was closed add to it: `again` is the same
/// period rated on all that is known by now, at the prices it was billed by. Their sum is what is due
/// by now less what was billed, and for the same facts there is none.
///
/// Each closes the gap to what was billed so far: where adjustments were billed before, `closed` is
/// the period as it was rated then.
///
/// `rating_errc::another_period` when the two begin at different instants or are of different editions or
/// versions of the book, `core_errc::capacity_exceeded` when there are more lines than the answer holds (as many as
/// both together always suffice), `core_errc::overflow`.
template <std::size_t Lines = 64, std::size_t A, std::size_t B, std::size_t C, std::size_t D>
[[nodiscard]] constexpr result<bounded<adjustment_line, Lines>> adjustment_lines(
    const rated_period<A, B>& closed, const rated_period<C, D>& again) {
    if (closed.begin != again.begin || closed.edition != again.edition ||
        closed.version != again.version)
        return rating_errc::another_period;
    const std::span<const bill_line> before{closed.lines.data(), closed.lines.size()};
    std::array<bill_line, Lines> lines{};
    const auto size = difference({again.lines.data(), again.lines.size()}, before, lines);
    if (!size) return size.error();
    bounded<adjustment_line, Lines> adjusted;
    for (const bill_line& line : std::span{lines}.first(*size))
        adjusted.push_back({closed.begin, place_of(line, before), line});
    return adjusted;
}

}  // namespace ratecard::inline v0

#endif
