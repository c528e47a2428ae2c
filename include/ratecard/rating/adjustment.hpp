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

/// Adjusts a closed bill, line by line, for late or corrected facts.
namespace ratecard::inline v0 {

/// What a later bill adds to a line of a closed bill, or takes back from it.
struct adjustment_line {
    instant period{};  ///< the begin of the period of the closed bill
    /// The place of the line in the closed bill; none if the closed bill has no such line.
    std::optional<std::size_t> original{};
    bill_line by{};

    friend constexpr bool operator==(const adjustment_line&, const adjustment_line&) = default;
};

/// What is added to a closed bill because facts arrived late or were corrected. `again` is the same
/// period rated on all facts known now, at the prices of the closed bill. The lines add up to what
/// is due now less what was billed; the same facts give no lines. For example, a line of 10.00 that
/// is now 12.00 gives one line of 2.00.
///
/// If adjustments were billed before, `closed` is the period as it was rated for the last of them.
///
/// `rating_errc::another_period` if the two begin at different instants, or have different editions
/// or versions. `core_errc::capacity_exceeded` if there are more than `Lines`; as many as both have
/// together always suffice. `core_errc::overflow` if a difference does not fit.
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
