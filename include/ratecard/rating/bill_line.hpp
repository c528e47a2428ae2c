// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_BILL_LINE_HPP
#define RATECARD_RATING_BILL_LINE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/fee.hpp>

/// The lines of a bill, a fee as bill lines, and the difference of two bills.
namespace ratecard::inline v0 {

/// Why readings, lines and taxes do not fit together.
enum class rating_errc : std::uint16_t {
    another_period = 0x701,    ///< the two ratings to compare are of different periods
    another_reading,           ///< the line to explain was not computed from the reading
    unknown_segment,           ///< a reading names a segment that its period does not have
    no_tax_rate,               ///< no rate is given for a category of goods
    credit_above_the_line,     ///< more is credited for a line than its amount
    part_above_the_period,     ///< units count for more than the whole period
    segment_without_its_part,  ///< amounts are divided by time, but a segment has no part of it
};
/// Marks `rating_errc` as a list of errors.
constexpr bool is_error_list(rating_errc) noexcept { return true; }

/// What a line of a bill is for.
enum class line_kind : std::uint8_t {
    usage,       ///< units, or packages, at the unit price of a step
    flat,        ///< the flat amount of a step
    minimum,     ///< the difference to a minimum
    commitment,  ///< the difference to an amount committed to
    overage,     ///< usage above an amount committed to
};

/// A line of a bill: an amount, and what was taken off it step by step. A line that takes back an
/// earlier one has negative amounts.
struct bill_line {
    line_kind kind{};
    std::optional<charge_id> charge{};  ///< none for a line of the whole bill
    std::size_t segment = 0;            ///< its place, if prices change within the period
    std::size_t step = 0;               ///< the step of the price, for usage and flat lines
    /// The units that the line pays for, or packages. A flat amount pays for the units of its step
    /// if that has no unit price.
    std::int64_t units = 0;
    money amount{};
    money percentage_off{};
    money amount_off{};
    money over_maximum{};
    money credited{};

    /// What is taken off before credits.
    [[nodiscard]] constexpr money off() const {
        return money{
            percentage_off.minor_units() + amount_off.minor_units() + over_maximum.minor_units(),
            amount.unit()};
    }
    /// What is due before credits.
    [[nodiscard]] constexpr money net() const {
        return money{amount.minor_units() - off().minor_units(), amount.unit()};
    }
    /// What is due: the amount, less all that was taken off.
    [[nodiscard]] constexpr money due() const {
        return money{net().minor_units() - credited.minor_units(), amount.unit()};
    }
    /// Whether the line has neither units nor amounts.
    [[nodiscard]] constexpr bool is_nil() const noexcept {
        return units == 0 && amount.is_zero() && percentage_off.is_zero() && amount_off.is_zero() &&
               over_maximum.is_zero() && credited.is_zero();
    }

    friend constexpr bool operator==(const bill_line&, const bill_line&) = default;
};

/// A line with an amount from which nothing is taken off.
[[nodiscard]] constexpr bill_line line_of(line_kind kind, std::size_t step, std::int64_t units,
                                          money amount) noexcept {
    const money nothing{0, amount.unit()};
    return {kind, std::nullopt, 0, step, units, amount, nothing, nothing, nothing, nothing};
}

namespace detail {

/// The sum of one amount of each line.
constexpr result<money> sum_of(std::span<const bill_line> lines, currency unit, auto amount_of) {
    money total{0, unit};
    for (const bill_line& line : lines) {
        const auto new_total = checked_add(total, amount_of(line));
        if (!new_total) return new_total;
        total = *new_total;
    }
    return total;
}

}  // namespace detail

/// The sum of what the lines are due before credits. `core_errc::overflow` if it does not fit.
[[nodiscard]] constexpr result<money> net_of(std::span<const bill_line> lines, currency unit) {
    return detail::sum_of(lines, unit, [](const bill_line& line) { return line.net(); });
}
/// The sum of what the lines are due. `core_errc::overflow` if it does not fit.
[[nodiscard]] constexpr result<money> due_of(std::span<const bill_line> lines, currency unit) {
    return detail::sum_of(lines, unit, [](const bill_line& line) { return line.due(); });
}

namespace detail {

/// Rounds one amount of a fee, and calls `visit(kind, step, units, amount)` unless units and amount
/// are both zero. Returns why the amount cannot be rounded.
constexpr errc visit_rounded(line_kind kind, std::size_t step, std::int64_t units,
                             const exact& before_rounding, rounding mode, auto&& visit) {
    const auto amount = before_rounding.round(mode);
    if (!amount) return amount.error();
    if (units != 0 || !amount->is_zero()) visit(kind, step, units, *amount);
    return {};
}

/// Calls `visit(kind, step, units, amount)` with each unrounded amount of a fee: for each step
/// entered, one for its usage and one for its flat amount.
template <price_row Row>
constexpr result<quantity> for_each_amount(const pricing& model, std::span<const Row> rows,
                                           const charged_units& charged, currency unit,
                                           auto&& visit) {
    return for_each_tier_part(
        model, rows, charged, unit, [&](const tier_part& part, const tier& t) {
            // A step with only a flat amount has no usage line: the flat amount pays for its units.
            const bool flat_only = t.unit_price == decimal{} && t.flat != decimal{};
            const std::int64_t units = part.packages ? part.packages->count() : part.units.count();
            if (!flat_only) visit(line_kind::usage, part.step, units, part.by_unit);
            if (t.flat != decimal{})
                visit(line_kind::flat, part.step, flat_only ? units : 0, part.flat);
        });
}

}  // namespace detail

/// Calls `visit` with each line of a fee, rounded by `mode`: for each step entered, one line for
/// its usage and one for its flat amount. Lines with neither units nor an amount are left out.
///
/// `catalog_errc::beyond_the_last_tier`, `core_errc::overflow` and `money_errc::inexact` as for
/// `fee` and rounding; some lines may have been visited then.
/// \return the units that are billed, as for `for_each_tier_part`.
/// \pre `!find_tier_fault(model, rows)`.
template <price_row Row>
constexpr result<quantity> for_each_line(const pricing& model, std::span<const Row> rows,
                                         const charged_units& charged, currency unit, rounding mode,
                                         auto&& visit) {
    errc error{};
    const auto billed = detail::for_each_amount(
        model, rows, charged, unit,
        [&](line_kind kind, std::size_t step, std::int64_t units, const exact& amount) {
            if (error != errc{}) return;
            error = detail::visit_rounded(kind, step, units, amount, mode,
                                          [&](line_kind k, std::size_t s, std::int64_t u, money m) {
                                              visit(line_of(k, s, u, m));
                                          });
        });
    if (billed && error != errc{}) return error;
    return billed;
}

/// Writes a fee as lines of a bill. Errors as for `for_each_line`, and
/// `core_errc::capacity_exceeded` if they do not fit in `lines`; two for each step always suffice.
/// After an error the content of `lines` must not be used.
/// \return how many lines were written.
/// \pre `!find_tier_fault(model, rows)`.
template <price_row Row>
[[nodiscard]] constexpr result<std::size_t> lines_of(const pricing& model,
                                                     std::span<const Row> rows,
                                                     const charged_units& charged, currency unit,
                                                     rounding mode, std::span<bill_line> lines) {
    std::size_t written = 0;
    const auto billed =
        for_each_line(model, rows, charged, unit, mode, [&](const bill_line& next_line) {
            if (written < lines.size()) lines[written] = next_line;
            ++written;
        });
    if (!billed) return billed.error();
    if (written > lines.size()) return core_errc::capacity_exceeded;
    return written;
}

/// The place of the last line in `lines` with the same charge, segment, kind and step as `line`;
/// none if there is no such line.
[[nodiscard]] constexpr std::optional<std::size_t> place_of(
    const bill_line& line, std::span<const bill_line> lines) noexcept {
    for (std::size_t i = lines.size(); i-- > 0;)
        if (lines[i].charge == line.charge && lines[i].segment == line.segment &&
            lines[i].kind == line.kind && lines[i].step == line.step)
            return i;
    return std::nullopt;
}

/// What is billed when a period is rated again: each line of `now` less the line of `before` with
/// the same charge, segment, kind and step. A line that is only in `before` is taken back. Lines of
/// nothing are left out, so the same facts bill no line. For example, 12.00 after 10.00 bills 2.00.
///
/// `core_errc::capacity_exceeded` if they do not fit in `lines`; as many as both have together
/// always suffice. `core_errc::overflow` if a difference does not fit. After an error the content
/// of `lines` must not be used.
/// \return how many lines were written.
[[nodiscard]] constexpr result<std::size_t> difference(std::span<const bill_line> now,
                                                       std::span<const bill_line> before,
                                                       std::span<bill_line> lines) {
    std::size_t written = 0;
    std::optional<errc> error;
    const auto nothing_like = [](const bill_line& line) {
        bill_line zero = line_of(line.kind, line.step, 0, money{0, line.amount.unit()});
        zero.charge = line.charge;
        zero.segment = line.segment;
        return zero;
    };
    const auto write = [&](bill_line line, const bill_line& earlier) {
        const auto take = [&](money& from, const money& amount) {
            const auto rest = checked_subtract(from, amount);
            if (rest)
                from = *rest;
            else
                error = rest.error();
        };
        line.units -= earlier.units;
        take(line.amount, earlier.amount);
        take(line.percentage_off, earlier.percentage_off);
        take(line.amount_off, earlier.amount_off);
        take(line.over_maximum, earlier.over_maximum);
        take(line.credited, earlier.credited);
        const money parts[] = {line.amount, -line.percentage_off, -line.amount_off,
                               -line.over_maximum, -line.credited};
        for (std::size_t i = 1; !error && i <= std::size(parts); ++i)
            if (const auto fits = sum(std::span{parts}.first(i), line.amount.unit()); !fits)
                error = fits.error();
        if (error || line.is_nil()) return;
        if (written == lines.size())
            error = core_errc::capacity_exceeded;
        else
            lines[written++] = line;
    };
    for (const bill_line& line : now) {
        const auto old = place_of(line, before);
        write(line, old ? before[*old] : nothing_like(line));
    }
    for (const bill_line& b : before)
        if (!place_of(b, now)) write(nothing_like(b), b);
    if (error) return *error;
    return written;
}

}  // namespace ratecard::inline v0

#endif
