// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_RATED_PERIOD_HPP
#define RATECARD_RATING_RATED_PERIOD_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/money/allocate.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/charge_line.hpp>
#include <ratecard/rating/period_facts.hpp>
#include <ratecard/rating/pipeline.hpp>
#include <ratecard/rating/rate.hpp>

/// Rates all charges of a billing period, and builds the lines of its bill.
namespace ratecard::inline v0 {

/// The rated charges of a billing period, and the lines of its bill. The lines of a charge are
/// together, in the order of the charges; the lines of the whole bill come last.
template <std::size_t Lines = 32, std::size_t Charges = 16>
struct rated_period {
    edition_id edition{};
    version_id version{};
    instant begin{};
    bounded<charge_line, Charges> charges{};
    bounded<bill_line, Lines> lines{};
    money net{};  ///< due before credits
    money due{};  ///< due after credits

    friend constexpr bool operator==(const rated_period&, const rated_period&) = default;
};

/// The rated charges and bill lines of a period, in memory of the caller.
struct rated_charges {
    std::span<const charge_line> charges{};
    std::span<const bill_line> lines{};
    money net{};
    money due{};
};

/// Memory of the caller for `rate_period`: for the charges and lines of its answer, and to work in.
struct rating_room {
    std::span<charge_line> charges{};
    std::span<bill_line> lines{};
    std::span<std::uint64_t> weights{};  ///< to work in: as long as `lines`
    std::span<money> shares{};  ///< to work in: as long as the longer of `lines` and `charges`
    std::span<exact> values{};  ///< to work in: as long as `charges`
};

/// Memory of a fixed size for a `rating_room`. It can be static or allocated; on the stack it takes
/// several kilobytes.
template <std::size_t Lines = 32, std::size_t Charges = 16>
struct rating_memory {
    std::array<charge_line, Charges> charges{};
    std::array<bill_line, Lines> lines{};
    std::array<std::uint64_t, Lines> weights{};
    std::array<money, detail::larger_of(Lines, Charges)> shares{};
    std::array<exact, Charges> values{};

    [[nodiscard]] constexpr rating_room room() noexcept {
        return {charges, lines, weights, shares, values};
    }
};

namespace detail {

/// Rates a billing period, charge by charge, into memory of the caller.
///
/// `apply_step(step, agreed, lines, size, first, of)` applies one step of the policy to the first
/// `size` of `lines`. It is called with the lines of each charge when they are written: `first` is
/// the place of the first of them, and `of` the charge in its last segment, or for a percentage in
/// the segment of the lines. At the end it is called with all lines, and a null `of`. It may add
/// lines after the first `size`, up to the end of `lines`, and returns the number of lines.
template <class ApplyStep>
class period_rating {
public:
    /// \pre the spans to work in are long enough.
    constexpr period_rating(const catalog_view& c, const period_facts& f, const rating_room& room,
                            const ApplyStep& apply_step)
        : c_{c}, f_{f}, room_{room}, apply_step_{apply_step} {
        if (room.weights.size() < room.lines.size() || room.shares.size() < room.lines.size() ||
            room.shares.size() < room.charges.size() || room.values.size() < room.charges.size())
            every_part_must_have_a_place();
    }

    constexpr result<rated_charges> run() {
        if (!c_.has(f_.edition)) return catalog_errc::unknown_edition;
        if (!c_.has(f_.version)) return catalog_errc::unknown_version;
        errc error = rate_readings();
        if (error == errc{}) error = rate_charges_without_reading();
        if (error == errc{} && is_settled_together()) error = settle_together();
        if (error == errc{}) error = adjust_all();
        if (error != errc{}) return error;
        const std::span<const bill_line> lines = room_.lines.first(lines_);
        const auto net = net_of(lines, c_.unit()), due = due_of(lines, c_.unit());
        if (!net) return net.error();
        if (!due) return due.error();
        return rated_charges{room_.charges.first(charges_), lines, *net, *due};
    }

private:
    /// Whether all charges are rounded together.
    [[nodiscard]] constexpr bool is_settled_together() const noexcept {
        return c_.offering->rating.point == rounding_point::statement;
    }
    /// Whether a charge of this kind is due in the period.
    [[nodiscard]] constexpr bool is_due(charge_kind kind) const noexcept {
        return kind != charge_kind::one_off || f_.first;
    }

    /// Rates the charges that were metered, in the order of their first readings, each in the order
    /// of its segments.
    constexpr errc rate_readings() {
        for (const metered& m : f_.usage) {
            if (m.segment > f_.earlier.size()) return rating_errc::unknown_segment;
            if (!c_.has(m.charge)) return catalog_errc::unknown_charge;
        }
        for (std::size_t i = 0; i < f_.usage.size(); ++i) {
            const charge_id charge = f_.usage[i].charge;
            if (is_listed_before(i)) continue;
            errc error = open(charge, charges_);
            if (error == errc{})
                error = f_.earlier.empty() ? rate_reading(i) : rate_segments(charge);
            if (error == errc{}) error = close();
            if (error != errc{}) return error;
        }
        return {};
    }
    /// Whether an earlier reading is of the same charge. If the period has one segment, two
    /// readings are an error, which `reading_at` finds.
    [[nodiscard]] constexpr bool is_listed_before(std::size_t reading) const noexcept {
        for (std::size_t i = 0; !f_.earlier.empty() && i < reading; ++i)
            if (f_.usage[i].charge == f_.usage[reading].charge) return true;
        return false;
    }
    constexpr errc rate_reading(std::size_t place) {
        const auto reading = reading_at(c_, f_, place);
        if (!reading) return reading.error();
        return is_due(c_[reading->charge].kind) ? rate_charge(*reading) : errc{};
    }
    constexpr errc rate_segments(charge_id charge) {
        for (std::size_t segment = 0; segment <= f_.earlier.size(); ++segment)
            for (std::size_t i = 0; i < f_.usage.size(); ++i)
                if (f_.usage[i].charge == charge && f_.usage[i].segment == segment)
                    if (const errc error = rate_reading(i); error != errc{}) return error;
        return {};
    }

    /// Rates the charges that are due without a reading, in the order of the catalog. The price of an
    /// add-on is no charge of the period: it is due for what was bought of it.
    constexpr errc rate_charges_without_reading() {
        for (std::size_t i = 0; i < c_.charges.size(); ++i) {
            const charge_id id{static_cast<std::uint16_t>(i)};
            const charge_kind kind = c_[id].kind;
            if (kind == charge_kind::usage && c_.price_adjustments.empty()) continue;
            if (!is_due(kind) || is_metered(id) || c_.is_price_of_add_on(id)) continue;
            const auto reading = reading_without_a_meter(c_, f_, id);
            if (!reading) continue;
            errc error = open(id, charges_);
            if (error == errc{}) error = rate_charge(*reading);
            if (error == errc{}) error = close();
            if (error != errc{}) return error;
        }
        return {};
    }
    [[nodiscard]] constexpr bool is_metered(charge_id id) const noexcept {
        for (const metered& m : f_.usage)
            if (m.charge == id) return true;
        return false;
    }

    /// Begins with a charge, whose first rated segment has the place `first`.
    constexpr errc open(charge_id charge, std::size_t first) {
        first_charge_ = first;
        first_line_ = lines_;
        if (c_.price_adjustments.empty()) return {};
        const auto terms = terms_of(c_, f_, charge);
        if (!terms) return terms.error();
        terms_ = *terms;
        return {};
    }

    /// Rates one charge in one segment. Writes its lines if each is rounded by itself; `write` writes
    /// all others.
    constexpr errc rate_charge(const metered& m) {
        if (charges_ == room_.charges.size()) return core_errc::capacity_exceeded;
        charge_line& charge = room_.charges[charges_];
        const std::span<bill_line> room = room_.lines.subspan(lines_);
        std::size_t written = 0;
        const price_segment by = segment_at(f_, m.segment);
        const errc error =
            rate_into(charge, c_, by.edition, by.version, m, f_.begin,
                      [&](line_kind kind, std::size_t step, std::int64_t units, money amount) {
                          if (written < room.size())
                              room[written] = line_of(kind, step, units, amount);
                          ++written;
                      });
        if (error != errc{}) return error;
        ++charges_;
        const bool by_line = charge.point == rounding_point::line && !charge.promoted;
        return by_line && !terms_.committed ? keep(charge, written) : errc{};
    }
    /// Keeps lines that were written behind the others.
    constexpr errc keep(const charge_line& charge, std::size_t written) {
        if (room_.lines.size() - lines_ < written) return core_errc::capacity_exceeded;
        for (bill_line& line : room_.lines.subspan(lines_, written)) {
            line.charge = charge.charge;
            line.segment = charge.segment;
        }
        lines_ += written;
        return {};
    }

    /// Rounds the charges together, and writes the lines of each.
    constexpr errc settle_together() {
        const auto charges = room_.charges.first(charges_);
        for (std::size_t i = 0; i < charges_; ++i) room_.values[i] = charges[i].before_rounding;
        const auto sum = round_together(room_.values.first(charges_), c_.unit(),
                                        c_.offering->rating.mode, room_.shares);
        if (!sum) return sum.error();
        for (std::size_t i = 0; i < charges_; ++i) charges[i].amount = room_.shares[i];
        for (std::size_t i = 0, end = 0; i < charges_; i = end) {
            while (end < charges_ && charges[end].charge == charges[i].charge) ++end;
            errc error = open(charges[i].charge, i);
            if (error == errc{}) error = write(end);
            if (error != errc{}) return error;
        }
        return {};
    }

    /// Writes the lines of a charge, unless all charges are rounded together first.
    constexpr errc close() { return is_settled_together() ? errc{} : write(charges_); }

    /// Writes and adjusts the lines of a charge: its rated segments end before the place `end`.
    constexpr errc write(std::size_t end) {
        const auto charges = room_.charges.subspan(first_charge_, end - first_charge_);
        if (charges.empty()) return {};
        const bool promoted = charges.front().promoted;
        if (!promoted && terms_.committed) {
            exact before{money{0, c_.unit()}};
            for (const charge_line& charge : charges) {
                const bool closes = f_.agreed.closes && &charge == &charges.back();
                const errc error = write_committed(*terms_.committed, before, charge, closes);
                if (error != errc{}) return error;
            }
        } else if (promoted || charges.front().point != rounding_point::line) {
            for (const charge_line& charge : charges) {
                if (lines_ < room_.lines.size())
                    room_.lines[lines_] =
                        line_of(line_kind::usage, 0, charge.charged.count(), charge.amount);
                if (const errc error = keep(charge, 1); error != errc{}) return error;
            }
        }
        if (promoted || c_.price_adjustments.empty()) return {};
        return adjust_charge(charges);
    }

    /// Writes the lines of a charge in one segment under a commitment of the whole period. Each
    /// part is rounded up to this segment, less what was rounded up to the segment before.
    constexpr errc write_committed(const commitment& to, exact& earlier, const charge_line& charge,
                                   bool closes) {
        const exact nothing{money{0, c_.unit()}};
        const auto before = under_commitment(to, earlier, nothing, false);
        if (!before) return before.error();
        const auto cost = checked_add(earlier, charge.before_rounding);
        if (!cost) return cost.error();
        const auto now = under_commitment(to, *cost, nothing, closes);
        if (!now) return now.error();
        earlier = *cost;
        const rounding mode = charge.rounded;
        const auto rise = [&](const auto& risen_to, const auto& previous) -> result<money> {
            const auto a = risen_to.round(mode), b = previous.round(mode);
            if (!a) return a;
            if (!b) return b;
            return checked_subtract(*a, *b);
        };
        const auto within = rise(now->within, before->within);
        const auto overage = rise(now->overage, before->overage);
        const auto missing = now->missing.round(mode);
        for (const auto& part : {within, overage, missing})
            if (!part) return part.error();
        const std::span<bill_line> room = room_.lines.subspan(lines_);
        std::size_t written = 0;
        const auto add = [&](line_kind kind, std::int64_t units, const money& amount) {
            if (units == 0 && amount.is_zero()) return;
            if (written < room.size()) room[written] = line_of(kind, 0, units, amount);
            ++written;
        };
        const std::int64_t units = charge.charged.count();
        const bool all_above = within->is_zero() && !overage->is_zero();
        add(line_kind::usage, all_above ? 0 : units, *within);
        add(line_kind::overage, all_above ? units : 0, *overage);
        add(line_kind::commitment, 0, *missing);
        return keep(charge, written);
    }

    /// Applies what the price list states for a charge to its lines: amounts to all of them, a
    /// percentage to those of its segment.
    constexpr errc adjust_charge(std::span<const charge_line> charges) {
        adjustments amounts = terms_.amounts;
        const rating_policy& policy = c_.offering->rating;
        amounts.closes = f_.agreed.closes;
        if (const auto fault = find_fault(policy, amounts)) return *fault;
        for (const charge_line& charge : charges) {
            const price_adjustment* const row =
                c_.find_adjustment(charge.charge, charge.edition, charge.version);
            if (row != nullptr && row->percentage_off &&
                !has_step(policy, rating_step::percentage_discount))
                return catalog_errc::adjustment_without_its_step;
        }
        for (std::size_t s = 0; s < policy.steps; ++s) {
            if (policy.order[s] == rating_step::percentage_discount) {
                const errc error = take_percentages(charges);
                if (error != errc{}) return error;
                continue;
            }
            const std::size_t size = lines_ - first_line_;
            const auto now = apply_step_(policy.order[s], amounts, room_.lines.subspan(first_line_),
                                         size, first_line_, &charges.back());
            if (!now) return now.error();
            if (const errc error = keep(charges.back(), *now - size); error != errc{}) return error;
        }
        return {};
    }
    constexpr errc take_percentages(std::span<const charge_line> charges) {
        std::size_t first = first_line_;
        for (const charge_line& charge : charges) {
            std::size_t end = first;
            while (end < lines_ && room_.lines[end].segment == charge.segment) ++end;
            const auto lines = room_.lines.subspan(first, end - first);
            const price_adjustment* const row =
                c_.find_adjustment(charge.charge, charge.edition, charge.version);
            if (row != nullptr && row->percentage_off) {
                const auto part = percent(*row->percentage_off);
                if (!part) return part.error();
                const auto now =
                    apply_step_(rating_step::percentage_discount, {.percentage_off = *part}, lines,
                                lines.size(), first, &charge);
                if (!now) return now.error();
            }
            first = end;
        }
        return {};
    }

    /// Applies what is agreed with the customer, or else stated for all charges together, to all
    /// lines.
    constexpr errc adjust_all() {
        if (c_.price_adjustments.empty()) return adjust_all_by(f_.agreed);
        const auto terms = terms_of(c_, f_, std::nullopt);
        if (!terms) return terms.error();
        adjustments listed = terms->amounts;
        const price_adjustment* const row =
            c_.find_adjustment(std::nullopt, f_.edition, f_.version);
        if (row != nullptr && row->percentage_off) {
            const auto part = percent(*row->percentage_off);
            if (!part) return part.error();
            listed.percentage_off = *part;
        }
        return adjust_all_by(agreed_or(f_.agreed, listed));
    }
    constexpr errc adjust_all_by(const adjustments& agreed) {
        const rating_policy& policy = c_.offering->rating;
        if (const auto fault = find_fault(policy, agreed)) return *fault;
        if (!agreed.percentage_off && !agreed.amount_off && !agreed.maximum && !agreed.minimum &&
            !agreed.credits)
            return {};
        for (std::size_t s = 0; s < policy.steps; ++s) {
            const auto now = apply_step_(policy.order[s], agreed, room_.lines, lines_,
                                         std::size_t{0}, static_cast<const charge_line*>(nullptr));
            if (!now) return now.error();
            lines_ = *now;
        }
        return {};
    }

    const catalog_view& c_;
    const period_facts& f_;
    const rating_room& room_;
    const ApplyStep& apply_step_;
    std::size_t charges_ = 0;
    std::size_t lines_ = 0;
    // Of the charge that is being rated: its first rated segment, its first line and what is stated
    // for it. Without price adjustments, nothing is ever stated.
    std::size_t first_charge_ = 0;
    std::size_t first_line_ = 0;
    period_terms terms_{};
};

}  // namespace detail

/// Rates a billing period into `room`:
///
/// 1. Each reading is priced once, in the order of the readings; the segments of a charge are in
///    the order of time. A promoted charge has a line of zero, and nothing else is billed for it.
/// 2. Charges without a reading follow, each once: a recurring or one-off charge as one unit, at
///    whatever scale, and a charge with a commitment or a minimum as with a reading of 0.
/// 3. What the price list states for a charge is applied to the lines of the charge.
/// 4. What is agreed with the customer, or else stated for all charges together, is applied to all
///    lines. Both follow the order of the offering's policy.
///
/// If prices change within the period, each unit is priced in the segment in which it was used, by
/// the steps of that price from the first on. What is free in the period is used up by its first
/// units, unless a segment has a part of its own. Commitment, minimum, maximum and amount off are
/// those of the period, as `rating_policy::stated` says: they apply once to the lines of all its
/// segments. A percentage of a charge applies to the lines of the segment that states it.
/// Recurring and one-off charges without a reading, and a percentage of all charges, follow the
/// last segment.
///
/// The function is pure: a preview is the same value as the bill. A bill in the middle of a period
/// is rated on the usage so far with `agreed.closes` false; the next bill is the `difference`
/// between its lines and the lines before. The bills add up to that of the whole period.
///
/// `catalog_errc::duplicate_value` if a charge has two readings in a segment.
/// `rating_errc::unknown_segment` if a reading names a segment that the period does not have.
/// `rating_errc::segment_without_its_part` if the policy divides amounts by time and a segment has
/// no part. `core_errc::capacity_exceeded` if the charges or lines do not fit. Otherwise errors as
/// for `rate`, `under_commitment` and `adjust`.
/// \return the charges and lines, which are in `room`. After an error the content of `room` must
/// not be used.
/// \pre each span to work in is as long as `rating_room` says.
[[nodiscard]] constexpr result<rated_charges> rate_period(const catalog_view& c,
                                                          const period_facts& f,
                                                          const rating_room& room) {
    const auto apply_step = [&](rating_step step, const adjustments& agreed,
                                std::span<bill_line> lines, std::size_t size, std::size_t,
                                const charge_line*) {
        return adjust_by(step, agreed, c.offering->rating.mode, lines, size, c.unit(), room.weights,
                         room.shares);
    };
    return detail::period_rating{c, f, room, apply_step}.run();
}

/// Rates a billing period as one value, for few charges and lines. Errors as for the overload that
/// takes `room`.
template <std::size_t Lines = 32, std::size_t Charges = 16>
[[nodiscard]] constexpr result<rated_period<Lines, Charges>> rate_period(const catalog_view& c,
                                                                         const period_facts& f) {
    std::array<std::uint64_t, Lines> weights{};
    std::array<money, detail::larger_of(Lines, Charges)> shares{};
    std::array<exact, Charges> values{};
    rated_period<Lines, Charges> period{
        .edition = f.edition, .version = f.version, .begin = f.begin};
    const auto rated = rate_period(
        c, f, rating_room{period.charges.room(), period.lines.room(), weights, shares, values});
    if (!rated) return rated.error();
    period.charges.resize(rated->charges.size());
    period.lines.resize(rated->lines.size());
    period.net = rated->net;
    period.due = rated->due;
    return result<rated_period<Lines, Charges>>{std::in_place, period};  // copied once
}

}  // namespace ratecard::inline v0

#endif
