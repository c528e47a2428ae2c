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

/// All charges of a billing period: each reading priced once, and the bill they make.
namespace ratecard::inline v0 {

/// What the charges of a billing period come to: how each was rated, and the lines of the bill. The
/// lines of a charge stand together, in the order of the charges; those of the whole bill are last.
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

/// The same in room of the caller's.
struct rated_charges {
    std::span<const charge_line> charges{};
    std::span<const bill_line> lines{};
    money net{};
    money due{};
};

/// Room of the caller's for `rate_period`: for the charges and lines of its answer, and to work in.
struct rating_room {
    std::span<charge_line> charges{};
    std::span<bill_line> lines{};
    std::span<std::uint64_t> weights{};  ///< to work in: as many as `lines`
    std::span<money> shares{};           ///< to work in: as many as `lines`, and as `charges`
    std::span<exact> values{};           ///< to work in: as many as `charges`
};

/// A `rating_room` of a size that is known: static, allocated, or where the stack has place for it.
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

/// Rates a billing period charge by charge into room of the caller's.
///
/// `adjust_lines(lines, size, agreed, first, of)` does what is agreed to the lines of each charge
/// as they are written, of which the first has the place `first`, and then to all of them, `of` no
/// charge. It may add lines behind the `size` it is handed, up to the room there is, and returns
/// their number.
template <class AdjustLines>
class period_rating {
public:
    /// \pre there is room to work in.
    constexpr period_rating(const catalog_view& c, const period_facts& f, const rating_room& room,
                            const AdjustLines& adjust_lines)
        : c_{c}, f_{f}, room_{room}, adjust_lines_{adjust_lines} {
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
    [[nodiscard]] constexpr bool is_settled_together() const noexcept {
        return c_.offering->rating.point == rounding_point::statement;
    }
    [[nodiscard]] constexpr bool is_due(charge_kind kind) const noexcept {
        return kind != charge_kind::one_off || f_.first;
    }

    /// The charges that were metered, in the order of their readings.
    constexpr errc rate_readings() {
        for (std::size_t i = 0; i < f_.usage.size(); ++i) {
            const auto reading = reading_at(c_, f_, i);
            if (!reading) return reading.error();
            if (!is_due(c_[reading->charge].kind)) continue;
            if (const errc error = rate_charge(*reading); error != errc{}) return error;
        }
        return {};
    }

    /// The recurring and one-off charges that no reading names, in the order of the catalog.
    constexpr errc rate_charges_without_reading() {
        for (std::size_t i = 0; i < c_.charges.size(); ++i) {
            const charge_id id{static_cast<std::uint16_t>(i)};
            const charge_kind kind = c_[id].kind;
            if (kind == charge_kind::usage || !is_due(kind) || is_metered(id)) continue;
            if (c_.price_of(id, f_.edition, f_.version).empty()) continue;
            const errc error =
                rate_charge({.charge = id, .used = quantity{1}, .segment = f_.earlier.size()});
            if (error != errc{}) return error;
        }
        return {};
    }
    [[nodiscard]] constexpr bool is_metered(charge_id id) const noexcept {
        for (const metered& m : f_.usage)
            if (m.charge == id) return true;
        return false;
    }

    /// Rates one charge and writes its lines. Where charges are rounded together, lines come later.
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
        return is_settled_together() ? errc{} : add_lines(charge, written);
    }

    /// Rounds the charges together, and writes the line of each.
    constexpr errc settle_together() {
        const auto charges = room_.charges.first(charges_);
        for (std::size_t i = 0; i < charges_; ++i) room_.values[i] = charges[i].before_rounding;
        const auto sum = round_together(room_.values.first(charges_), c_.unit(),
                                        c_.offering->rating.mode, room_.shares);
        if (!sum) return sum.error();
        for (std::size_t i = 0; i < charges_; ++i) charges[i].amount = room_.shares[i];
        for (const charge_line& charge : charges)
            if (const errc error = add_lines(charge, 0); error != errc{}) return error;
        return {};
    }

    /// Adds the lines of a charge: the `written` ones, where each is rounded by itself; under a
    /// commitment, those that it makes of the charge; otherwise one.
    constexpr errc add_lines(const charge_line& charge, std::size_t written) {
        const std::span<bill_line> room = room_.lines.subspan(lines_);
        const price_adjustment* const stated =
            c_.find_adjustment(charge.charge, charge.edition, charge.version);
        if (stated != nullptr && stated->commitment) {
            const auto parts = under_commitment(*stated->commitment, charge.before_rounding,
                                                exact{money{0, c_.unit()}});
            if (!parts) return parts.error();
            const auto lines = lines_of(*parts, charge.rounded, room);
            if (!lines) return lines.error();
            written = *lines;
        } else if (charge.point != rounding_point::line || charge.promoted) {
            if (!room.empty())
                room[0] = line_of(line_kind::usage, 0, charge.charged.count(), charge.amount);
            written = 1;
        }
        if (room.size() < written) return core_errc::capacity_exceeded;
        if (stated != nullptr) {
            const auto adjusted = adjust_of_charge(charge, *stated, room, written);
            if (!adjusted) return adjusted.error();
            written = *adjusted;
        }
        for (bill_line& line : room.first(written)) {
            line.charge = charge.charge;
            line.segment = charge.segment;
        }
        lines_ += written;
        return {};
    }

    /// Does what the price list states for a charge to its lines.
    constexpr result<std::size_t> adjust_of_charge(const charge_line& charge,
                                                   const price_adjustment& stated,
                                                   std::span<bill_line> room, std::size_t written) {
        const auto listed = adjustments_of(stated, c_.unit());
        if (!listed) return listed.error();
        adjustments of_charge = *listed;
        of_charge.closes = f_.agreed.closes;
        return adjust_lines_(room, written, of_charge, lines_, &charge);
    }

    /// Does what is agreed, or stated for all charges together, to all lines.
    constexpr errc adjust_all() {
        const auto listed =
            adjustments_of(c_.adjustment_of(std::nullopt, f_.edition, f_.version), c_.unit());
        if (!listed) return listed.error();
        const auto adjusted =
            adjust_lines_(room_.lines, lines_, agreed_or(f_.agreed, *listed), std::size_t{0},
                          static_cast<const charge_line*>(nullptr));
        if (!adjusted) return adjusted.error();
        lines_ = *adjusted;
        return {};
    }

    const catalog_view& c_;
    const period_facts& f_;
    const rating_room& room_;
    const AdjustLines& adjust_lines_;
    std::size_t charges_ = 0;
    std::size_t lines_ = 0;
};

}  // namespace detail

/// Rates a billing period: each charge by its meter's reading, in the order of the readings, and
/// behind them the recurring and one-off charges that no reading names, each once; then what the
/// price list states for a charge is done to its lines, and what it states for all charges
/// together, or is agreed with the customer, to all lines, in the order of the offering's policy. A
/// promotion leaves a line of nothing.
///
/// Where prices change within the period, each unit is priced in the segment it was used in, and in
/// no other: each segment begins with the first step of its price, what is included is used up by
/// the first units of the period (or parted, where a segment says so), and what the price list
/// states for a charge holds for each segment by itself. What is due without a reading, and what is
/// stated for all charges, is that of the last one.
///
/// Pure: a preview and the bill are the same value. A bill in the middle of a period is rated on
/// the usage so far with `agreed.closes` false; the next one is the `difference` of its lines to
/// the lines before.
///
/// Each reading is priced once.
///
/// `catalog_errc::duplicate_value` for two readings of one charge in a segment,
/// `rating_errc::unknown_segment`, `core_errc::capacity_exceeded` when there are more charges or
/// lines than there is room for, and the errors of `rate`, `under_commitment` and `adjust`.
/// \return the charges and lines, which stand in `room`; nothing of it may be used after an error.
/// \pre each of the spans to work in is as long as `rating_room` says.
[[nodiscard]] constexpr result<rated_charges> rate_period(const catalog_view& c,
                                                          const period_facts& f,
                                                          const rating_room& room) {
    const auto adjust_lines = [&](std::span<bill_line> lines, std::size_t size,
                                  const adjustments& agreed, std::size_t, const charge_line*) {
        return adjust(c.offering->rating, agreed, lines, size, c.unit(), room.weights, room.shares);
    };
    return detail::period_rating{c, f, room, adjust_lines}.run();
}

/// The same as one value, for few charges and lines.
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
