// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_PERIOD_FACTS_HPP
#define RATECARD_RATING_PERIOD_FACTS_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
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
    /// The part of what is free in a period that only this segment may use, rounded down: included
    /// and free units, free transactions and free amounts. None: the first units of the period use
    /// it up, in whichever segment.
    std::optional<ratio> included{};
    /// The part of the period that the segment takes. Needed if `rating_policy::stated` is
    /// `by_time`.
    std::optional<ratio> part{};

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
    std::optional<ratio> part{};      ///< of the last segment, as in `price_segment`
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
                                    : price_segment{f.edition, f.version, f.included, f.part};
}

/// The priced units of a reading.
constexpr result<quantity> units_of(const catalog_view& c, const metered& m) {
    if (m.each.empty() && m.with.empty())
        return m.in_priced_units ? result<quantity>{m.used} : priced_units(c[m.charge], m.used);
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
    const auto some = part_of(all.most(), part);
    if (!some) return some.error();
    return limit{*some};
}

/// One unit without attributes, at each scale.
inline constexpr std::array<std::array<used_with, 1>, pricing::max_scale + 1> one_unit_with{
    {{{{{}, quantity{1}}}},
     {{{{}, quantity{10}}}},
     {{{{}, quantity{100}}}},
     {{{{}, quantity{1'000}}}},
     {{{{}, quantity{10'000}}}},
     {{{{}, quantity{100'000}}}},
     {{{{}, quantity{1'000'000}}}}}};

/// The reading of a recurring or one-off charge that was not metered: one unit, at the scale of its
/// price. By a price matrix, the unit has no attributes, so the default row prices it.
constexpr metered one_unit_of(const catalog_view& c, charge_id charge, std::size_t segment) {
    const std::span<const used_with> one{
        one_unit_with[static_cast<std::size_t>(c[charge].pricing.scale)]};
    return {.charge = charge,
            .used = one[0].used,
            .segment = segment,
            .with = one,
            .in_priced_units = true};
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
        reading.free_part = *by.included;
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

/// The reading from which a charge was rated; one unit, or an empty one, if it had no reading.
constexpr result<metered> reading_of(const catalog_view& c, const period_facts& f,
                                     const charge_line& line) {
    for (std::size_t i = 0; i < f.usage.size(); ++i)
        if (f.usage[i].charge == line.charge && f.usage[i].segment == line.segment)
            return reading_at(c, f, i);
    if (line.used != quantity{}) return one_unit_of(c, line.charge, line.segment);
    return metered{.charge = line.charge, .segment = line.segment};
}

/// What the price list states for a whole period.
struct period_terms {
    adjustments amounts{};  ///< without a percentage, which holds for the units of each segment
    std::optional<commitment> committed{};
};

/// Whether a row of the price list states an amount for a period.
constexpr bool states_an_amount(const price_adjustment& row) noexcept {
    return row.commitment || row.minimum || row.maximum || row.amount_off;
}

/// The row of a charge, or of all charges, that the prices of a segment state; null if none.
constexpr const price_adjustment* stated_row(const catalog_view& c, const period_facts& f,
                                             std::optional<charge_id> of, std::size_t segment) {
    const price_segment by = segment_at(f, segment);
    return c.find_adjustment(of, by.edition, by.version);
}

/// The amounts that each segment states, times its part of the period, added up.
class amounts_by_time {
public:
    constexpr explicit amounts_by_time(const catalog_view& c) noexcept : c_{c} {}

    /// Adds what a segment states, if it states something.
    constexpr void add(const price_adjustment* row, const std::optional<ratio>& part) {
        every_maximum_ = every_maximum_ && row != nullptr && row->maximum;
        if (row == nullptr || !states_an_amount(*row)) return;
        if (!part) return fail(rating_errc::segment_without_its_part);
        add(off_, row->amount_off, *part);
        add(least_, row->minimum, *part);
        add(most_, row->maximum, *part);
        if (!row->commitment) return;
        add(committed_, row->commitment->amount, *part);
        terms_ = *row->commitment;
    }

    /// A maximum holds only if every segment states one.
    constexpr result<period_terms> total() {
        period_terms all;
        all.amounts.amount_off = settled(off_);
        all.amounts.minimum = settled(least_);
        if (every_maximum_) all.amounts.maximum = settled(most_);
        if (const auto amount = settled(committed_)) {
            const auto in_main_units =
                decimal::from(amount->minor_units(), amount->unit().digits());
            all.committed = terms_;
            if (in_main_units)
                all.committed->amount = *in_main_units;
            else
                fail(in_main_units.error());
        }
        if (error_ != errc{}) return error_;
        return all;
    }

private:
    constexpr void fail(errc error) noexcept {
        if (error_ == errc{}) error_ = error;
    }
    constexpr void add(std::optional<scaled>& sum, const std::optional<decimal>& amount,
                       const ratio& part) {
        if (!amount) return;
        const scaled more{exact::product(*amount, quantity{1}, c_.unit()), part};
        const auto total = sum ? checked_add(*sum, more) : result<scaled>{more};
        if (total)
            sum = *total;
        else
            fail(total.error());
    }
    constexpr std::optional<money> settled(const std::optional<scaled>& sum) {
        if (!sum) return std::nullopt;
        const auto amount = sum->round(c_.offering->rating.mode);
        if (amount) return *amount;
        fail(amount.error());
        return std::nullopt;
    }

    const catalog_view& c_;
    std::optional<scaled> off_{}, least_{}, most_{}, committed_{};
    commitment terms_{};
    bool every_maximum_ = true;
    errc error_{};
};

/// What the price list states for a charge, or for all charges, in the whole period.
constexpr result<period_terms> terms_of(const catalog_view& c, const period_facts& f,
                                        std::optional<charge_id> of) {
    const std::size_t last = f.earlier.size();
    if (c.offering->rating.stated == stated_amounts::by_time && last != 0) {
        amounts_by_time sum{c};
        for (std::size_t place = 0; place <= last; ++place)
            sum.add(stated_row(c, f, of, place), segment_at(f, place).part);
        return sum.total();
    }
    for (std::size_t place = last + 1; place-- > 0;) {
        const price_adjustment* const row = stated_row(c, f, of, place);
        if (row == nullptr || !states_an_amount(*row)) continue;
        const auto listed = adjustments_of(*row, c.unit());
        if (!listed) return listed.error();
        return period_terms{{.amount_off = listed->amount_off,
                             .maximum = listed->maximum,
                             .minimum = listed->minimum},
                            row->commitment};
    }
    return period_terms{};
}

/// Whether a charge has a price, of whatever form, in a segment.
constexpr bool has_price(const catalog_view& c, const period_facts& f, charge_id charge,
                         std::size_t segment) {
    const price_segment by = segment_at(f, segment);
    return !c.price_of(charge, by.edition, by.version).empty() ||
           c.percentage_of(charge, by.edition, by.version) != nullptr ||
           !c.capacity_of(charge, by.edition, by.version).empty() ||
           !c.matrix_of(charge, by.edition, by.version).empty();
}

/// The reading of a charge that was not metered, if it is due all the same: one unit of a recurring
/// or one-off charge that is priced by units, in the last segment; nothing of a charge with a
/// commitment or a minimum, in the last segment that states it.
constexpr std::optional<metered> reading_without_a_meter(const catalog_view& c,
                                                         const period_facts& f, charge_id charge) {
    const std::size_t last = f.earlier.size();
    const price_segment by = segment_at(f, last);
    if (c[charge].kind != charge_kind::usage &&
        (!c.price_of(charge, by.edition, by.version).empty() ||
         !c.matrix_of(charge, by.edition, by.version).empty()))
        return one_unit_of(c, charge, last);
    for (std::size_t place = last + 1; place-- > 0;) {
        const price_adjustment* const row = stated_row(c, f, charge, place);
        if (row != nullptr && (row->commitment || row->minimum) && has_price(c, f, charge, place))
            return metered{.charge = charge, .segment = place};
    }
    return std::nullopt;
}

/// A part of a cost under a commitment of which `before` is used up. The difference to the
/// commitment is missing only if this is the last part, and the period closes with it.
constexpr result<committed> under_commitment(const commitment& to, const exact& cost,
                                             const exact& before, bool closes) {
    commitment now = to;
    now.true_up = to.true_up && closes;
    return ratecard::under_commitment(now, cost, before);
}

}  // namespace detail

}  // namespace ratecard::inline v0

#endif
