// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_PERIOD_FACTS_HPP
#define RATECARD_RATING_PERIOD_FACTS_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/pipeline.hpp>
#include <ratecard/rating/rate.hpp>

/// The facts of a billing period that its rating needs.
namespace ratecard::inline v0 {

/// A part of a billing period in which usage is priced by one edition and version.
struct price_segment {
    edition_id edition{};
    version_id version{};
    /// The part of the included units that only this segment may use, rounded down. None: the
    /// included units are used up by the first units of the period, in whichever segment.
    std::optional<ratio> included{};

    friend constexpr bool operator==(const price_segment&, const price_segment&) = default;
};

/// The facts of a billing period that are needed to rate its charges.
struct period_facts {
    edition_id edition{};
    version_id version{};
    instant begin{};
    /// The earlier segments of the period in order of time, if prices change within it. The last
    /// segment is that of `edition` and `version`; its place is `earlier.size()`.
    std::span<const price_segment> earlier{};
    std::optional<ratio> included{};  ///< of the last segment, as in `price_segment`
    /// Whether this is the first period of the subscription. One-off charges are due only then.
    bool first = false;
    std::span<const metered> usage{};  ///< at most one reading for each charge and segment
    /// What is agreed with this customer. Each adjustment set here replaces the one that the price
    /// list states for all charges together.
    adjustments agreed{};
};

namespace detail {

/// The prices of the segment at a place.
constexpr price_segment segment_at(const period_facts& f, std::size_t place) {
    return place < f.earlier.size() ? f.earlier[place]
                                    : price_segment{f.edition, f.version, f.included};
}

/// The priced units of a reading.
constexpr result<quantity> units_of(const catalog_view& c, const metered& m) {
    if (m.each.empty() && m.with.empty()) return priced_units(c[m.charge], m.used);
    quantity sum;
    errc error{};
    const auto add = [&](quantity units) {
        const auto more = checked_add(sum, units);
        if (error != errc{}) return;
        if (more)
            sum = *more;
        else
            error = more.error();
    };
    for (const quantity units : m.each) add(units);
    for (const used_with& u : m.with) add(u.used);
    if (error != errc{}) return error;
    return sum;
}

/// A part of a limit, rounded down.
constexpr result<limit> part_of(const limit& all, const ratio& part) {
    if (all.is_unlimited()) return all;
    const wide product = multiply(static_cast<std::uint64_t>(all.most().count()), part.numerator());
    const wide whole = divide(product, part.denominator()).value;
    if (whole.high != 0 || whole.low > static_cast<std::uint64_t>(quantity::max_count))
        return core_errc::quantity_too_large;
    return limit{quantity{static_cast<std::int64_t>(whole.low)}};
}

/// The reading at a place of the list. If its segment has included units of its own, they are set;
/// what earlier segments used of the same charge is added.
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
        const auto used_before = checked_add(reading.used_before, *units);
        if (!used_before) return used_before.error();
        reading.used_before = *used_before;
        const auto events = checked_add(reading.events_before,
                                        quantity{static_cast<std::int64_t>(other.each.size())});
        if (!events) return events.error();
        reading.events_before = *events;
    }
    return reading;
}

/// The reading from which a charge was rated; an empty one if the charge had no reading.
constexpr result<metered> reading_of(const catalog_view& c, const period_facts& f,
                                     const charge_line& line) {
    for (std::size_t i = 0; i < f.usage.size(); ++i)
        if (f.usage[i].charge == line.charge && f.usage[i].segment == line.segment)
            return reading_at(c, f, i);
    return metered{.charge = line.charge, .segment = line.segment};
}

}  // namespace detail

}  // namespace ratecard::inline v0

#endif
