// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_RATING_RECOMPUTED_HPP
#define RATECARD_TESTS_RATING_RECOMPUTED_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include <ratecard/rating/explanation.hpp>
#include <ratecard/rating/period_explanation.hpp>

#include "big.hpp"

// Checks explanations: recomputes every amount from an explanation alone, with arithmetic of its
// own, and reports the first difference.
namespace ratecard_test {

/// A number of the main unit of money, with a sign, over 10^30.
struct fraction {
    bool minus = false;
    big magnitude{};

    friend bool operator==(const fraction&, const fraction&) = default;
};
inline fraction of(const ratecard::exact& e) {
    return {e.is_negative(),
            big{e.high(), e.low()} * ten_to_the(30 - e.scale() - e.unit().digits())};
}
inline fraction of(const ratecard::decimal& d) {
    return {d.is_negative(),
            big{static_cast<std::uint64_t>(d.is_negative() ? -d.count() : d.count())} *
                ten_to_the(30 - d.scale())};
}
inline fraction of(const ratecard::money& m) {
    return {m.is_negative(), big{static_cast<std::uint64_t>(std::abs(m.minor_units()))} *
                                 ten_to_the(30 - m.unit().digits())};
}

/// Minor units that a value over 10^30, times a part, is rounded to.
inline std::optional<std::int64_t> minor_of(const big& value, ratecard::currency unit,
                                            ratecard::rounding mode, std::uint64_t numerator = 1,
                                            std::uint64_t denominator = 1) {
    const auto w = rounded(false, value * big{numerator},
                           ten_to_the(30 - unit.digits()) * big{denominator}, mode);
    if (!w || w->magnitude > big{std::uint64_t{INT64_MAX}}) return std::nullopt;
    return static_cast<std::int64_t>(w->magnitude.word(0));
}

template <std::size_t Steps>
std::string_view disagreement(const ratecard::explanation<Steps>& e) {
    using namespace ratecard;
    if (e.conversion) {
        const bool divides = e.conversion->by == unit_conversion::operation::divide;
        const big factor{static_cast<std::uint64_t>(e.conversion->factor.count())};
        const big one = ten_to_the(e.conversion->factor.scale());
        const auto units = rounded(false,
                                   big{static_cast<std::uint64_t>(e.metered.count())} *
                                       ten_to_the(e.conversion->scale) * (divides ? one : factor),
                                   divides ? factor : one, e.conversion->rounded);
        if (!units || !(units->magnitude == big{static_cast<std::uint64_t>(e.used.count())}))
            return "units that are not those metered, converted";
    } else if (e.metered != e.used) {
        return "units that were not metered";
    }
    if (!e.included.is_unlimited() && e.segment == 0 && e.included.most() < e.free_units)
        return "free units that are not included";
    if (e.promoted || e.steps.empty()) return e.amount.is_zero() ? "" : "something for nothing";
    const currency unit = e.amount.unit();
    big total;
    std::int64_t by_line = 0;
    for (std::size_t i = 0; i < e.steps.size(); ++i) {
        const derived_value& step = e.steps[i];
        if (step.part_of > i || (i > 0 && step.part_of == i)) return "a part of nothing before it";
        if (step.by == derivation::sum) continue;
        const int scale = step.by == derivation::by_unit ? e.scale : 0;
        const big value = big{static_cast<std::uint64_t>(step.price.count())} *
                          big{static_cast<std::uint64_t>(step.units.count())} *
                          ten_to_the(30 - step.price.scale() - scale);
        if (!(value == of(step.value).magnitude)) return "a value that is not its product";
        total = total + value;
        if (e.point == rounding_point::line) by_line += minor_of(value, unit, e.rounded).value();
    }
    if (!(of(e.steps[0].value).magnitude == total)) return "a sum that is not that of its parts";
    if (e.point == rounding_point::line)
        return by_line == e.amount.minor_units() ? "" : "an amount that is not that of its lines";
    if (e.point == rounding_point::statement) {
        const auto cut = minor_of(total, unit, rounding::floor).value();
        const auto more = minor_of(total, unit, rounding::ceiling).value();
        return cut == e.amount.minor_units() || more == e.amount.minor_units()
                   ? ""
                   : "an amount that is not beside its value";
    }
    const auto mode = e.point == rounding_point::none ? rounding::exact : e.rounded;
    if (minor_of(total, unit, mode) != e.amount.minor_units())
        return "an amount that is not the rounded sum";
    return "";
}

/// A bill while it is computed again.
struct recomputed_line {
    std::int64_t net = 0, due = 0;
};

/// What each charge brings to the bill, as amounts in the order of its lines.
template <std::size_t Steps>
std::vector<std::int64_t> amounts_of(const ratecard::explained_charge<Steps>& charge) {
    using namespace ratecard;
    const explanation<Steps>& e = charge.of;
    const currency unit = e.amount.unit();
    std::vector<std::int64_t> amounts;
    const auto add = [&](std::optional<std::int64_t> amount, bool if_nothing) {
        if (amount.value() != 0 || if_nothing) amounts.push_back(*amount);
    };
    if (charge.committed_to) {
        // Rounded up to this segment, less what was rounded up to the one before.
        const big before = of(charge.before).magnitude;
        const big cost = before + (e.steps.empty() ? big{} : of(e.steps[0].value).magnitude);
        const big to = of(charge.committed_to->amount).magnitude;
        const decimal factor = charge.committed_to->overage_factor;
        const auto within = [&](const big& sum) {
            return minor_of(std::min(sum, to), unit, e.rounded).value();
        };
        const auto above = [&](const big& sum) {
            if (!(sum > to)) return std::int64_t{0};
            return minor_of(sum - to, unit, e.rounded, static_cast<std::uint64_t>(factor.count()),
                            ten_to_the(factor.scale()).word(0))
                .value();
        };
        const auto covered = within(cost) - within(before), over = above(cost) - above(before);
        const bool all_above = covered == 0 && over != 0;
        add(covered, e.charged != quantity{} && !all_above);
        add(over, all_above && e.charged != quantity{});
        add(minor_of(of(charge.parts.missing).magnitude, unit, e.rounded), false);
        return amounts;
    }
    if (e.point != rounding_point::line || e.promoted) {
        amounts.push_back(e.amount.minor_units());
        return amounts;
    }
    for (const derived_value& step : e.steps) {
        if (step.by == derivation::sum) continue;
        bool flat_alone = false;  // a step with a flat amount alone has no line of usage
        for (const derived_value& other : e.steps)
            flat_alone = flat_alone || (step.by != derivation::flat && step.price == decimal{} &&
                                        other.by == derivation::flat && other.tier == step.tier);
        if (!flat_alone)
            add(minor_of(of(step.value).magnitude, unit, e.rounded),
                step.by != derivation::flat && step.units != quantity{});
    }
    return amounts;
}

template <std::size_t L, std::size_t C, std::size_t S, std::size_t A>
std::string_view disagreement(const ratecard::period_explanation<L, C, S, A>& e) {
    using namespace ratecard;
    const rounding mode = e.rounded;
    const currency unit = e.due.unit();
    big whole;
    std::int64_t settled = 0;
    std::vector<recomputed_line> lines;
    const auto add_line = [&](std::int64_t amount) { lines.push_back({amount, amount}); };

    // The adjustments of a charge come before the lines of the next one. A percentage is of the lines
    // of one segment; all others are of the lines of all segments.
    std::size_t next = 0;
    const auto adjust = [&](std::optional<charge_id> charge,
                            std::size_t first_of_all) -> std::string_view {
        while (next < e.adjustments.size() && e.adjustments[next].charge == charge) {
            const explained_adjustment& head = e.adjustments[next];
            const bool of_segment = charge && head.by == rating_step::percentage_discount;
            const auto is_of_it = [&](const explained_adjustment& a) {
                return a.charge == charge && (!of_segment || a.segment == head.segment);
            };
            std::size_t first = first_of_all, end = lines.size();
            while (of_segment && first < end && e.lines[first].segment != head.segment) ++first;
            if (of_segment)
                for (end = first; end < lines.size() && e.lines[end].segment == head.segment;)
                    ++end;
            std::vector<explained_adjustment> group;
            for (; next < e.adjustments.size() && e.adjustments[next].by == head.by &&
                   is_of_it(e.adjustments[next]);
                 ++next)
                group.push_back(e.adjustments[next]);
            std::int64_t all = 0, positive = 0, due = 0;
            for (std::size_t i = first; i < lines.size(); ++i) {
                all += lines[i].net;
                positive += std::max<std::int64_t>(lines[i].net, 0);
                due += std::max<std::int64_t>(lines[i].due, 0);
            }
            const std::int64_t stated = head.stated.minor_units();
            if (head.by == rating_step::minimum) {
                const auto added = head.amount.minor_units();
                if (group.size() != 1 || head.of_all.minor_units() != all ||
                    added != stated - all || head.line != lines.size())
                    return "a minimum that is not what was missing";
                add_line(added);
                continue;
            }
            std::vector<std::int64_t> off(lines.size());
            for (const explained_adjustment& a : group) {
                if (a.line < first || a.line >= lines.size()) return "a line that is not there";
                const recomputed_line& line = lines[a.line];
                const bool credits = a.by == rating_step::credits;
                if (a.base.minor_units() != (credits ? line.due : line.net))
                    return "a base that is not what the line was due";
                off[a.line] = a.amount.minor_units();
            }
            std::int64_t left = 0;
            switch (head.by) {
                case rating_step::percentage_discount:
                    for (std::size_t i = first; i < end; ++i) {
                        const auto magnitude = static_cast<std::uint64_t>(std::abs(lines[i].net));
                        const auto part =
                            rounded(lines[i].net < 0, big{magnitude} * big{head.part.numerator()},
                                    big{head.part.denominator()}, mode);
                        const auto want = static_cast<std::int64_t>(part->magnitude.word(0));
                        if (off[i] != (part->negative ? -want : want))
                            return "a percentage that is not that of its base";
                    }
                    break;
                case rating_step::amount_discount: {
                    const std::int64_t shared = std::min(stated, positive);
                    if (head.of_all.minor_units() != positive) return "another whole";
                    for (std::size_t i = first; i < lines.size(); ++i) {
                        const big share = big{static_cast<std::uint64_t>(shared)} *
                                          big{static_cast<std::uint64_t>(
                                              std::max<std::int64_t>(lines[i].net, 0))};
                        const big given = big{static_cast<std::uint64_t>(off[i])} *
                                          big{static_cast<std::uint64_t>(positive)};
                        const big away = given > share ? given - share : share - given;
                        if (away >= big{static_cast<std::uint64_t>(positive)})
                            return "a share that is a whole unit away";
                        left += off[i];
                    }
                    if (left != shared) return "shares that do not add up";
                    break;
                }
                case rating_step::maximum:
                    left = std::max<std::int64_t>(0, all - std::max<std::int64_t>(0, stated));
                    for (std::size_t i = lines.size(); i-- > first;) {
                        const auto most = std::max<std::int64_t>(0, lines[i].net);
                        const auto want = std::min(most, left);
                        if (off[i] != want) return "a maximum that is not kept from the end";
                        left -= want;
                    }
                    break;
                case rating_step::credits:
                    left = std::min(stated, due);
                    for (std::size_t i = first; i < lines.size(); ++i) {
                        const auto want = std::min(std::max<std::int64_t>(0, lines[i].due), left);
                        if (off[i] != want) return "credits that are not used in order";
                        left -= want;
                    }
                    break;
                case rating_step::minimum: break;
            }
            for (std::size_t i = first; i < lines.size(); ++i) {
                if (head.by != rating_step::credits) lines[i].net -= off[i];
                lines[i].due -= off[i];
            }
        }
        return "";
    };

    std::size_t first_of_charge = 0;
    for (std::size_t n = 0; n < e.charges.size(); ++n) {
        const auto& charge = e.charges[n];
        const bool begins = n == 0 || e.charges[n - 1].of.charge != charge.of.charge;
        const bool ends =
            n + 1 == e.charges.size() || e.charges[n + 1].of.charge != charge.of.charge;
        if (begins) first_of_charge = lines.size();
        if (charge.committed_to && !charge.parts.missing.is_zero() &&
            (!ends || !charge.committed_to->true_up))
            return "a commitment that is missing too early";
        if (const auto why = disagreement(charge.of); !why.empty()) return why;
        const std::size_t first = lines.size();
        for (const std::int64_t amount : amounts_of(charge)) {
            if (lines.size() >= e.lines.size() ||
                e.lines[lines.size()].amount != money{amount, unit})
                return "a line that is not what its charge came to";
            add_line(amount);
        }
        for (std::size_t i = first; i < lines.size(); ++i)
            if (e.lines[i].charge != charge.of.charge || e.lines[i].segment != charge.of.segment)
                return "a line of another charge";
        if (ends)
            if (const auto why = adjust(charge.of.charge, first_of_charge); !why.empty())
                return why;
        if (!charge.of.steps.empty()) whole = whole + of(charge.of.steps[0].value).magnitude;
        settled += charge.of.amount.minor_units();
    }
    if (!e.charges.empty() && e.charges[0].of.point == rounding_point::statement &&
        minor_of(whole, unit, mode) != settled)
        return "charges that do not add up to the rounded sum";
    if (const auto why = adjust(std::nullopt, 0); !why.empty()) return why;
    if (next != e.adjustments.size()) return "an adjustment of nothing";
    if (lines.size() != e.lines.size()) return "another number of lines";
    std::int64_t net = 0, due = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (e.lines[i].net().minor_units() != lines[i].net ||
            e.lines[i].due().minor_units() != lines[i].due)
            return "a line that is due something else";
        net += lines[i].net;
        due += lines[i].due;
    }
    if (net != e.net.minor_units() || due != e.due.minor_units())
        return "a total that is not that of the lines";
    return "";
}

}  // namespace ratecard_test

#endif
