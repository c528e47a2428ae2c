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
/// `adjust_lines(lines, size, agreed, first, of)` applies the adjustments `agreed` to `lines`. It
/// is called with the lines of each charge when they are written: `first` is the place of the first
/// of them, and `of` the charge. At the end it is called with all lines, and a null `of`. It may
/// add lines after the first `size`, up to the end of `lines`, and returns the number of lines.
template <class AdjustLines>
class period_rating {
public:
    /// \pre the spans to work in are long enough.
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
    /// Whether all charges are rounded together.
    [[nodiscard]] constexpr bool is_settled_together() const noexcept {
        return c_.offering->rating.point == rounding_point::statement;
    }
    /// Whether a charge of this kind is due in the period.
    [[nodiscard]] constexpr bool is_due(charge_kind kind) const noexcept {
        return kind != charge_kind::one_off || f_.first;
    }

    /// Rates the charges that were metered, in the order of their readings.
    constexpr errc rate_readings() {
        for (std::size_t i = 0; i < f_.usage.size(); ++i) {
            const auto reading = reading_at(c_, f_, i);
            if (!reading) return reading.error();
            if (!is_due(c_[reading->charge].kind)) continue;
            if (const errc error = rate_charge(*reading); error != errc{}) return error;
        }
        return {};
    }

    /// Rates the recurring and one-off charges without a reading, in the order of the catalog. The
    /// price of an add-on is no charge of the period: it is due for what was bought of it.
    constexpr errc rate_charges_without_reading() {
        for (std::size_t i = 0; i < c_.charges.size(); ++i) {
            const charge_id id{static_cast<std::uint16_t>(i)};
            const charge_kind kind = c_[id].kind;
            if (kind == charge_kind::usage || !is_due(kind) || is_metered(id)) continue;
            if (c_.is_price_of_add_on(id)) continue;  // due where the add-on was bought
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

    /// Rates one charge and writes its lines. If charges are rounded together, `settle_together`
    /// writes the lines later.
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

    /// Rounds the charges together, and writes a line for each.
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

    /// Adds the lines of a charge: under a commitment, the lines of its parts; if each line is
    /// rounded by itself, the `written` ones; otherwise one.
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
            const auto adjusted = adjust_charge(charge, *stated, room, written);
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

    /// Applies what the price list states for a charge to its lines.
    constexpr result<std::size_t> adjust_charge(const charge_line& charge,
                                                const price_adjustment& stated,
                                                std::span<bill_line> room, std::size_t written) {
        const auto listed = adjustments_of(stated, c_.unit());
        if (!listed) return listed.error();
        adjustments of_charge = *listed;
        of_charge.closes = f_.agreed.closes;
        return adjust_lines_(room, written, of_charge, lines_, &charge);
    }

    /// Applies what is agreed with the customer, or else stated for all charges together, to all
    /// lines.
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

/// Rates a billing period into `room`:
///
/// 1. Each reading is priced once, in the order of the readings. A promoted charge has a line of
///    zero.
/// 2. Recurring and one-off charges without a reading follow, each once.
/// 3. What the price list states for a charge is applied to the lines of the charge.
/// 4. What is agreed with the customer, or else stated for all charges together, is applied to all
///    lines. Both follow the order of the offering's policy.
///
/// If prices change within the period, each unit is priced in the segment in which it was used.
/// Each segment begins with the first step of its price, and adjustments of a charge apply to each
/// segment by itself. Included units are used up by the first units of the period, unless a segment
/// has a part of its own. Charges without a reading, and what is stated for all charges, follow the
/// last segment.
///
/// The function is pure: a preview is the same value as the bill. A bill in the middle of a period
/// is rated on the usage so far with `agreed.closes` false; the next bill is the `difference`
/// between its lines and the lines before.
///
/// `catalog_errc::duplicate_value` if a charge has two readings in a segment.
/// `rating_errc::unknown_segment` if a reading names a segment that the period does not have.
/// `core_errc::capacity_exceeded` if the charges or lines do not fit. Otherwise errors as for
/// `rate`, `under_commitment` and `adjust`.
/// \return the charges and lines, which are in `room`. After an error the content of `room` must
/// not be used.
/// \pre each span to work in is as long as `rating_room` says.
[[nodiscard]] constexpr result<rated_charges> rate_period(const catalog_view& c,
                                                          const period_facts& f,
                                                          const rating_room& room) {
    const auto adjust_lines = [&](std::span<bill_line> lines, std::size_t size,
                                  const adjustments& agreed, std::size_t, const charge_line*) {
        return adjust(c.offering->rating, agreed, lines, size, c.unit(), room.weights, room.shares);
    };
    return detail::period_rating{c, f, room, adjust_lines}.run();
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
