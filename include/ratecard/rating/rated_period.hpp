// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_RATED_PERIOD_HPP
#define RATECARD_RATING_RATED_PERIOD_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/allocate.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/fee.hpp>
#include <ratecard/rating/pipeline.hpp>
#include <ratecard/rating/rate.hpp>

namespace ratecard::inline v0 {

/// A stretch of a billing period in which usage is priced by an edition and a version of the book.
struct price_segment {
    edition_id edition{};
    version_id version{};
    /// None: what is included is used up by the first units of the period, in whichever segment.
    /// Otherwise this part of it, rounded down, is included in what is used in this segment alone.
    std::optional<ratio> included{};

    friend constexpr bool operator==(const price_segment&, const price_segment&) = default;
};

/// What is known of a billing period when its charges are rated.
struct period_facts {
    edition_id edition{};
    version_id version{};
    instant begin{};
    /// Where prices changed within the period: its earlier stretches, in their order. The last one,
    /// whose place is their number, is that of `edition` and `version`.
    std::span<const price_segment> earlier{};
    std::optional<ratio> included{};  ///< of the last stretch, as in `price_segment`
    /// Whether it is the first one of the subscription: only then one-off charges are due.
    bool first = false;
    std::span<const metered> usage{};  ///< at most one reading a charge and segment
    /// What is agreed with this customer: it takes the place of what the price list states for all
    /// charges together, adjustment by adjustment.
    adjustments agreed{};
};

/// What the charges of a billing period come to: how each was rated, and the lines of the bill.
template <std::size_t Lines = 32, std::size_t Charges = 16>
struct rated_period {
    edition_id edition{};
    version_id version{};
    instant begin{};
    bounded<charge_line, Charges> charges{};
    bounded<bill_line, Lines> lines{};
    money net{};  ///< what the lines are due before credits
    money due{};  ///< what they are due

    friend constexpr bool operator==(const rated_period&, const rated_period&) = default;
};

/// What the price list states for a charge, or for all charges together, as amounts of the view's
/// currency. `money_errc::discount_out_of_range`, `core_errc::ratio_overflow`, `money_errc::inexact` and
/// `core_errc::overflow` for a row that validation refuses.
[[nodiscard]] constexpr result<adjustments> adjustments_of(const price_adjustment& row,
                                                           currency unit) {
    adjustments made;
    if (row.percentage_off) {
        const auto part = percent(*row.percentage_off);
        if (!part) return part.error();
        made.percentage_off = *part;
    }
    const auto settle = [&](const std::optional<decimal>& amount, std::optional<money>& into) {
        if (!amount) return std::optional<errc>{};
        const auto whole = exact::product(*amount, quantity{1}, unit).round(rounding::exact);
        if (!whole) return std::optional{whole.error()};
        into = *whole;
        return std::optional<errc>{};
    };
    if (const auto wrong = settle(row.amount_off, made.amount_off)) return *wrong;
    if (const auto wrong = settle(row.maximum, made.maximum)) return *wrong;
    if (const auto wrong = settle(row.minimum, made.minimum)) return *wrong;
    return made;
}

namespace detail {

/// By what usage in a segment is priced.
constexpr price_segment segment_at(const period_facts& f, std::size_t place) {
    return place < f.earlier.size() ? f.earlier[place]
                                    : price_segment{f.edition, f.version, f.included};
}

/// How many units a reading is of, in those that are priced.
constexpr result<quantity> units_of(const catalog_view& c, const metered& m) {
    if (m.each.empty() && m.with.empty()) return priced_units(c[m.charge], m.used);
    quantity sum;
    const auto add = [&](const auto& all, auto used) -> std::optional<errc> {
        for (const auto& one : all) {
            const auto both = checked_add(sum, used(one));
            if (!both) return both.error();
            sum = *both;
        }
        return std::nullopt;
    };
    if (const auto wrong = add(m.each, [](quantity q) { return q; })) return *wrong;
    if (const auto wrong = add(m.with, [](const used_with& u) { return u.used; })) return *wrong;
    return sum;
}

/// A part of a limit, rounded down to whole smallest units.
constexpr result<limit> part_of(const limit& all, const ratio& part) {
    if (all.is_unlimited()) return all;
    const wide product = multiply(static_cast<std::uint64_t>(all.most().count()), part.numerator());
    const wide whole = divide(product, part.denominator()).value;
    if (whole.high != 0 || whole.low > static_cast<std::uint64_t>(quantity::max_count))
        return core_errc::quantity_too_large;
    return limit{quantity{static_cast<std::int64_t>(whole.low)}};
}

/// The reading at a place among those of a period, with what was used of its charge in the segments
/// before.
constexpr result<metered> reading_at(const catalog_view& c, const period_facts& f,
                                     std::size_t place) {
    metered reading = f.usage[place];
    if (reading.segment > f.earlier.size()) return rating_errc::unknown_segment;
    if (!c.has(reading.charge)) return catalog_errc::unknown_charge;
    const price_segment by = segment_at(f, reading.segment);
    if (by.included) {
        if (!c.has(by.edition)) return catalog_errc::unknown_edition;
        const auto& quota = c[reading.charge].included;
        const limit all = reading.included ? *reading.included
                          : quota          ? c.at(*quota, by.edition).most
                                           : limit{};
        const auto part = part_of(all, *by.included);
        if (!part) return part.error();
        reading.included = *part;
    }
    for (std::size_t j = 0; j < f.usage.size(); ++j) {
        const metered& other = f.usage[j];
        if (other.charge != reading.charge || j == place) continue;
        if (other.segment == reading.segment) return catalog_errc::duplicate_value;
        if (other.segment > reading.segment || by.included || segment_at(f, other.segment).included)
            continue;
        const auto units = units_of(c, other);
        if (!units) return units.error();
        const auto all = checked_add(reading.used_before, *units);
        if (!all) return all.error();
        reading.used_before = *all;
        const auto events = checked_add(reading.events_before,
                                        quantity{static_cast<std::int64_t>(other.each.size())});
        if (!events) return events.error();
        reading.events_before = *events;
    }
    return reading;
}

/// What the line of a charge was made of.
constexpr result<metered> reading_of(const catalog_view& c, const period_facts& f,
                                     const charge_line& line) {
    for (std::size_t i = 0; i < f.usage.size(); ++i)
        if (f.usage[i].charge == line.charge && f.usage[i].segment == line.segment)
            return reading_at(c, f, i);
    return metered{.charge = line.charge, .segment = line.segment};
}

/// What a price that has no steps for a quantity makes of a reading, as lines.
constexpr result<std::size_t> lines_of(const catalog_view& c, const charge_line& line,
                                       const metered& reading, std::span<bill_line> room) {
    std::size_t written = 0;
    std::optional<errc> wrong;
    const auto read = for_each_priced_part(
        c, line.edition, line.version, line.included, reading, [&](const priced_part& part) {
            const auto amount = part.value.round(line.rounded);
            if (!amount)
                wrong = amount.error();
            else if (part.by == derivation::flat && amount->is_zero())
                return;
            else if (written == room.size())
                wrong = core_errc::capacity_exceeded;
            else if (part.by == derivation::flat)
                room[written++] = line_of(line_kind::flat, part.step, 0, *amount);
            else
                room[written++] = line_of(line_kind::usage, part.step, part.units.count(), *amount);
        });
    if (!read) return read.error();
    if (wrong) return *wrong;
    return written;
}

/// Writes the lines of one charge before anything is done to them.
constexpr result<std::size_t> write_lines(const catalog_view& c, const period_facts& f,
                                          const charge_line& line, const price_adjustment& stated,
                                          std::span<bill_line> room) {
    if (stated.commitment) {
        const exact nothing{money{0, c.unit()}};
        const auto parts = under_commitment(*stated.commitment, line.before_rounding, nothing);
        if (!parts) return parts.error();
        return lines_of(*parts, line.rounded, room);
    }
    if (line.point == rounding_point::line && !line.promoted) {
        const pricing& how = c[line.charge].pricing;
        const auto steps = c.price_of(line.charge, line.edition, line.version);
        if (steps.empty()) {
            const auto reading = reading_of(c, f, line);
            if (!reading) return reading.error();
            return lines_of(c, line, *reading, room);
        }
        return lines_of(how, steps, charged_of(how, line.used, line.included), c.unit(),
                        line.rounded, room);
    }
    if (room.empty()) return core_errc::capacity_exceeded;
    room[0] = line_of(line_kind::usage, 0, line.charged.count(), line.amount);
    return std::size_t{1};
}

/// `agreed`, and where it states nothing, what is `listed`.
constexpr adjustments agreed_or(const adjustments& agreed, const adjustments& listed) {
    adjustments made = agreed;
    if (!made.percentage_off) made.percentage_off = listed.percentage_off;
    if (!made.amount_off) made.amount_off = listed.amount_off;
    if (!made.maximum) made.maximum = listed.maximum;
    if (!made.minimum) made.minimum = listed.minimum;
    return made;
}

/// The charges that are due: those that were metered and, behind them in the order of the catalog,
/// those of the edition that are due without a reading, once.
template <std::size_t Charges>
constexpr result<bounded<charge_line, Charges>> charges_of(const catalog_view& c,
                                                           const period_facts& f) {
    bounded<charge_line, Charges> made;
    const auto add = [&](const metered& m) -> std::optional<errc> {
        const price_segment by = segment_at(f, m.segment);
        const auto rated_charge = rate(c, by.edition, by.version, m, f.begin);
        if (!rated_charge) return rated_charge.error();
        if (made.full()) return core_errc::capacity_exceeded;
        made.push_back(*rated_charge);
        return std::nullopt;
    };
    for (std::size_t i = 0; i < f.usage.size(); ++i) {
        const auto reading = reading_at(c, f, i);
        if (!reading) return reading.error();
        if (c[reading->charge].kind == charge_kind::one_off && !f.first) continue;
        if (const auto wrong = add(*reading)) return *wrong;
    }
    for (std::size_t i = 0; i < c.charges.size(); ++i) {
        const charge_id what{static_cast<std::uint16_t>(i)};
        const charge_kind kind = c[what].kind;
        if (kind == charge_kind::usage || (kind == charge_kind::one_off && !f.first)) continue;
        if (c.price_of(what, f.edition, f.version).empty()) continue;
        bool metered_too = false;
        for (const metered& m : f.usage) metered_too = metered_too || m.charge == what;
        if (metered_too) continue;
        if (const auto wrong =
                add({.charge = what, .used = quantity{1}, .segment = f.earlier.size()}))
            return *wrong;
    }
    return made;
}

/// Rounds the charges together, where the policy says so.
template <std::size_t Charges>
constexpr std::optional<errc> settle_together(const catalog_view& c,
                                              bounded<charge_line, Charges>& charges) {
    if (c.offering->rating.point != rounding_point::statement) return std::nullopt;
    std::array<exact, Charges> values{};
    std::array<money, Charges> amounts{};
    for (std::size_t i = 0; i < charges.size(); ++i) values[i] = charges[i].before_rounding;
    const auto sum = round_together(std::span{values}.first(charges.size()), c.unit(),
                                    c.offering->rating.mode, amounts);
    if (!sum) return sum.error();
    bounded<charge_line, Charges> settled;
    for (std::size_t i = 0; i < charges.size(); ++i) {
        charge_line line = charges[i];
        line.amount = amounts[i];
        settled.push_back(line);
    }
    charges = settled;
    return std::nullopt;
}

/// Calls `adjust_lines(lines, size, agreed, first, of)` for the lines of each charge as they are
/// written, of which the first has the place `first`, and then for all of them, `of` no charge. It
/// may add lines behind the `size` it is handed, up to the room there is, and returns their number.
template <std::size_t Lines, std::size_t Charges>
constexpr result<rated_period<Lines, Charges>> rated(const catalog_view& c, const period_facts& f,
                                                     auto&& adjust_lines) {
    if (!c.has(f.edition)) return catalog_errc::unknown_edition;
    if (!c.has(f.version)) return catalog_errc::unknown_version;
    const auto rated_each = charges_of<Charges>(c, f);
    if (!rated_each) return rated_each.error();
    bounded<charge_line, Charges> charges = *rated_each;
    if (const auto wrong = settle_together(c, charges)) return *wrong;

    std::array<bill_line, Lines> lines{};
    std::size_t size = 0;
    for (const charge_line& line : charges) {
        const price_adjustment stated = c.adjustment_of(line.charge, line.edition, line.version);
        const auto room = std::span{lines}.subspan(size);
        const auto written = write_lines(c, f, line, stated, room);
        if (!written) return written.error();
        const auto listed = adjustments_of(stated, c.unit());
        if (!listed) return listed.error();
        adjustments of_charge = *listed;
        of_charge.closes = f.agreed.closes;
        const auto adjusted = adjust_lines(room, *written, of_charge, size, &line);
        if (!adjusted) return adjusted.error();
        for (std::size_t i = 0; i < *adjusted; ++i) {
            room[i].charge = line.charge;
            room[i].segment = line.segment;
        }
        size += *adjusted;
    }
    const auto listed =
        adjustments_of(c.adjustment_of(std::nullopt, f.edition, f.version), c.unit());
    if (!listed) return listed.error();
    const auto adjusted =
        adjust_lines(std::span<bill_line>{lines}, size, agreed_or(f.agreed, *listed),
                     std::size_t{0}, static_cast<const charge_line*>(nullptr));
    if (!adjusted) return adjusted.error();

    rated_period<Lines, Charges> made{
        .edition = f.edition, .version = f.version, .begin = f.begin, .charges = charges};
    for (const bill_line& line : std::span{lines}.first(*adjusted)) made.lines.push_back(line);
    const std::span<const bill_line> all{made.lines.data(), made.lines.size()};
    const auto net = net_of(all, c.unit());
    if (!net) return net.error();
    const auto due = due_of(all, c.unit());
    if (!due) return due.error();
    made.net = *net;
    made.due = *due;
    return made;
}

}  // namespace detail

/// Rates a billing period: each charge by its meter's reading, in the order of the readings, and
/// behind them the recurring and one-off charges that no reading names, each once; then what the
/// price list states for a charge is done to its lines, and what it states for all charges together,
/// or is agreed with the customer, to all lines, in the order of the offering's policy. A promotion
/// leaves a line of nothing.
///
/// Where prices change within the period, each unit is priced in the segment it was used in, and in
/// no other: each segment begins with the first step of its price, what is included is used up by the
/// first units of the period (or parted, where a segment says so), and what the price list states for a charge holds for each segment by
/// itself. What is due without a reading, and what is stated for all charges, is that of the last one.
///
/// Pure: a preview and the bill are the same value. A bill in the middle of a period is rated on the
/// usage so far with `agreed.closes` false; the next one is the `difference` of its lines to the
/// lines before.
///
/// `catalog_errc::duplicate_value` for two readings of one charge in a segment, `rating_errc::unknown_segment`, `core_errc::capacity_exceeded` when there are more
/// charges or lines than the answer holds, and the errors of `rate`, `under_commitment` and `adjust`.
template <std::size_t Lines = 32, std::size_t Charges = 16>
[[nodiscard]] constexpr result<rated_period<Lines, Charges>> rate_period(const catalog_view& c,
                                                                         const period_facts& f) {
    std::array<std::uint64_t, Lines> weights{};
    std::array<money, Lines> parts{};
    return detail::rated<Lines, Charges>(
        c, f,
        [&](std::span<bill_line> lines, std::size_t size, const adjustments& agreed, std::size_t,
            const charge_line*) {
            return adjust(c.offering->rating, agreed, lines, size, c.unit(), weights, parts);
        });
}

}  // namespace ratecard::inline v0

#endif
