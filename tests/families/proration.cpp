// SPDX-License-Identifier: MIT
// Cases of prices divided over time, each by the policy of its peer. Where a peer's figure is an
// accident (a ratio or a daily price rounded before it multiplies, a tie that binary floats miss, a
// zone that is passed and not used), the accident must explain it to the last digit.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <ratecard/ratecard.hpp>

#include "answers.hpp"
#include "cycles.hpp"
#include "reading.hpp"
#include "set_aside.hpp"
#include "times.hpp"

namespace conformance {
namespace {

using namespace ratecard;
namespace policies = presets::prorations;

/// What a peer does that this library refuses to do.
enum class accident {
    none,
    ratio_to_nine_places,
    daily_price_rounded,
    daily_price_cut,
    tie_missed,
    zone_not_used,
};
constexpr std::array accidents{accident::ratio_to_nine_places, accident::daily_price_rounded,
                               accident::daily_price_cut, accident::tie_missed,
                               accident::zone_not_used};
std::string_view reason_of(accident a) {
    switch (a) {
        case accident::ratio_to_nine_places: return "a ratio rounded before it multiplies";
        case accident::daily_price_rounded: return "a daily price rounded before it multiplies";
        case accident::daily_price_cut: return "a daily price cut before it multiplies";
        case accident::tie_missed: return "a tie that a binary float misses";
        case accident::zone_not_used: return "a zone that is passed and not used";
        case accident::none: break;
    }
    return "";
}

/// A case on the way to its answers.
struct asked {
    parameters in;
    const json& expect;
    accident by;
    answers ours{};
    currency unit = usd;
};

// ---- figures ----

std::uint64_t unsigned_of(std::int64_t n) {
    if (n < 0) throw refused{"negative"};
    return static_cast<std::uint64_t>(n);
}
ratio part_from(std::int64_t of, std::int64_t all) {
    if (all < 1) throw malformed{"a part of nothing"};
    return {unsigned_of(of), unsigned_of(all)};
}
ratio ratio_from(const json& j) {
    return part_from(integer_from(j.at("num")), integer_from(j.at("den")));
}

/// 10^scale times the ratio, ties away from zero.
std::int64_t figure_of(ratio r, int scale) {
    const auto q = ratecard::detail::divide(
        ratecard::detail::multiply(r.numerator(), ratecard::detail::power_of_ten(scale)),
        r.denominator());
    if (q.value.high != 0) throw refused{"overflow"};
    return static_cast<std::int64_t>(q.value.low +
                                     (q.remainder >= r.denominator() - q.remainder ? 1 : 0));
}
std::string written(std::int64_t count, int scale) {
    std::string digits = fmt::format("{:0{}}", count < 0 ? -count : count, scale + 1);
    if (scale != 0) digits.insert(digits.size() - static_cast<std::size_t>(scale), 1, '.');
    return (count < 0 ? "-" : "") + digits;
}
int scale_from(parameters& in, int otherwise) {
    const json* r = in.find("rounding");
    return r == nullptr ? otherwise : static_cast<int>(integer_from(r->at("scale")));
}
/// A number as it is, to a scale, as a figure that may be longer.
void give_figure(asked& c, const std::string& name, const std::string& figure) {
    const auto wanted = c.expect.find(name);
    const bool same = wanted != c.expect.end() && wanted->is_string() &&
                      shortest(wanted->get<std::string>()) == shortest(figure);
    c.ours.give(name, same ? *wanted : json(figure));
}
void give_ratio(asked& c, const std::string& name, ratio r) {
    const auto wanted = c.expect.find(name);
    if (wanted != c.expect.end() && wanted->is_object() && ratio_from(*wanted) == r)
        c.ours.give(name, *wanted);
    else
        c.ours.give(name, json{{"num", r.numerator()}, {"den", r.denominator()}});
}
/// What is given as a binary float, to 1e-9; to 1e-4 where a tie was missed.
void give_nearly(asked& c, const std::string& name, long double value) {
    const auto wanted = c.expect.find(name);
    const long double off = c.by == accident::tie_missed ? 1e-4L : 1e-9L;
    if (wanted != c.expect.end() && wanted->is_string() &&
        std::fabs(std::stold(wanted->get<std::string>()) - value) <= off)
        c.ours.give(name, *wanted);
    else
        c.ours.give(name, json(fmt::format("{:.12f}", value)));
}

// ---- amounts ----

currency currency_from(parameters& in) {
    const json* code = in.find("currency");
    const json* decimals = in.find("currency_decimals");
    if (code != nullptr) {
        const auto found = currency::from(text_from(*code));
        if (!found) not_expressible("a currency that this library does not carry");
        return *found;
    }
    switch (decimals == nullptr ? 2 : integer_from(*decimals)) {
        case 0: return jpy;
        case 2: return usd;
        case 3: return kwd;
        default: not_expressible("a currency of a precision that none has");
    }
}
decimal decimal_from(const json& j) {
    if (j.is_number_integer()) return value_of(decimal::from(integer_from(j), 0));
    const auto d = decimal::from(text_from(j));
    if (!d) not_expressible("a figure of more digits than a decimal has");
    return *d;
}
/// A price for so many.
exact priced(const asked& c, const json& price, const json* count = nullptr) {
    const decimal times = count == nullptr ? value_of(decimal::from(1, 0)) : decimal_from(*count);
    if (times.scale() > pricing::max_scale) not_expressible("a count of more than 6 decimals");
    return exact::product(decimal_from(price), value_of(quantity::from(times.count())), c.unit,
                          times.scale());
}
exact priced_side(const asked& c, const json& side) {
    return priced(c, side.at("price"), side.contains("quantity") ? &side.at("quantity") : nullptr);
}

money rounded(const asked& c, const exact& e) {
    (void)c;
    return value_of(e.round(rounding::half_away_from_zero));
}
/// A part of a price, rounded once; or as the accident has it.
money prorated(const asked& c, const exact& price, ratio part) {
    constexpr std::uint64_t billion = 1'000'000'000;
    const auto daily = [&](rounding mode) {
        const money day = value_of(scaled{price, ratio{1, part.denominator()}}.round(mode));
        return rounded(c, value_of(checked_multiply(exact{day}, part.numerator())));
    };
    switch (c.by) {
        case accident::ratio_to_nine_places:
            part = ratio{unsigned_of(figure_of(part, 9)), billion};
            break;
        case accident::daily_price_rounded: return daily(rounding::half_away_from_zero);
        case accident::daily_price_cut: return daily(rounding::toward_zero);
        case accident::tie_missed:
            return value_of(scaled{price, part}.round(rounding::half_toward_zero));
        case accident::none:
        case accident::zone_not_used: break;
    }
    return value_of(scaled{price, part}.round(rounding::half_away_from_zero));
}
money minus(money a, money b) { return value_of(checked_subtract(a, b)); }
money plus(money a, money b) { return value_of(checked_add(a, b)); }
money zero_of(const asked& c) { return {0, c.unit}; }
money at_least_zero(money m) { return m.is_negative() ? money{0, m.unit()} : m; }
money lesser(money a, money b) { return b < a ? b : a; }

/// Integer minor units, as lago writes them.
money minor_from(const asked& c, const json& j) {
    const decimal d = decimal_from(j);
    if (d.scale() != 0) not_expressible("parts of a minor unit");
    return {d.count(), c.unit};
}
void give_minor(asked& c, const std::string& name, money m) {
    c.ours.give(name, json(fmt::format("{}", m.minor_units())));
}

// ---- periods ----

zone zone_asked(asked& c) {
    const zone z = zone_of(c.in.find("time_zone"));
    return c.by == accident::zone_not_used ? utc : z;
}
period of_days(const day_period& d) { return {midnight(d.first()), midnight(d.end())}; }
period of_days(day first, day end) {
    if (end <= first) throw refused{"empty"};
    return {midnight(first), midnight(end)};
}
/// A date or an instant.
instant moment_from(const json& j) {
    return text_from(j).size() == 10 ? midnight(day_from(j)) : whole_instant_from(j);
}
std::optional<period> moments_from(const json& j) {
    const bool by_start = j.contains("start");
    const instant begin = moment_from(j.at(by_start ? "start" : "from"));
    const instant end = moment_from(j.at(by_start ? "end" : "to"));
    return end <= begin ? std::nullopt : std::optional{period{begin, end}};
}
/// What is left of a period at an instant that may lie outside it.
ratio left_of(const proration& how, const period& whole, instant at, const zone& z) {
    if (whole.end() <= at) return {0, 1};
    if (at < whole.begin()) return {1, 1};
    return value_of(unused_part(how, whole, at, z));
}
ratio part_of_days(const proration& how, const period& whole, const period& part) {
    return value_of(part_of(value_of(period_part::from(whole, part)), how, utc));
}

constexpr proration fixed_months(std::uint8_t days, proration_basis basis) {
    return {.basis = basis,
            .whole = proration_whole::fixed_months,
            .month_days = days,
            .above_one = above_one::refused};
}

// ---- a change now ----

/// The policy that a mode names.
proration policy_from(asked& c, const std::string& mode) {
    if (mode == "per_second" || mode == "per_duration") return policies::stripe;
    if (mode == "per_day_inclusive") return policies::flexprice;
    if (mode.starts_with("per_day") || mode == "actual_days") return policies::meteroid;
    if (mode == "fixed_30_days") {
        // The used days count; what is left of 30 is left.
        proration p = fixed_months(30, proration_basis::civil_day);
        p.above_one = above_one::capped;
        return p;
    }
    // The day of a change is one that the old plan was used on.
    if (mode.empty() && c.in.find("behavior") != nullptr) return policies::lago_termination;
    not_expressible(fmt::format("the proration {}", mode));
}

std::string mode_from(asked& c) {
    const json* mode = c.in.find("mode");
    return mode == nullptr ? "" : text_from(*mode);
}

/// What is left of the running period when the change is made.
ratio left_at_change(asked& c) {
    const std::string mode = mode_from(c);
    const json* left = c.in.find("days_left");
    const json* used = c.in.find("days_used");
    const json* of = c.in.find("period_days");
    const json* hours_left = c.in.find("hours_left");
    const json* fraction = c.in.find("remaining_fraction");
    const json* whole = c.in.find("period");
    const json* at = c.in.find("change_at");
    if (at == nullptr) at = c.in.find("change_date");
    const zone z = zone_asked(c);
    if (fraction != nullptr) return ratio_from(*fraction);
    if (mode == "document_halves_month" || mode == "half_of_period") return {1, 2};
    if (left != nullptr && of != nullptr) return part_from(integer_from(*left), integer_from(*of));
    if (used != nullptr && of != nullptr)
        return part_from(integer_from(*of) - integer_from(*used), integer_from(*of));
    if (hours_left != nullptr) return part_from(integer_from(*hours_left), 30 * 24);
    if (whole == nullptr || at == nullptr || !whole->is_object() || whole->contains("unit"))
        not_expressible("a change without a period or a part of one");
    auto running = moments_from(*whole);
    if (!running) throw refused{"invalid_period"};
    const instant change = moment_from(*at);
    if (mode == "per_second_inclusive_end") {
        running = period{running->begin(), running->end() - seconds(1)};
        return left_of(policies::stripe, *running, change, z);
    }
    return left_of(policy_from(c, mode), *running, change, z);
}

std::int32_t months_in(const json& side, const char* name) {
    if (!side.contains(name)) return 0;
    const cadence every = cadence_from(side.at(name));
    return every.unit() == calendar_unit::month ? every.count() : 0;
}

/// Lines of components, of which each may have a cadence of its own (Meteroid).
void change_of_components(asked& c) {
    const auto whole = moments_from(c.in["period"]);
    if (!whole) throw refused{"invalid_period"};
    const instant at = moment_from(c.in["change_date"]);
    const proration how = policy_from(c, mode_from(c));
    money credit = zero_of(c), charge = zero_of(c);
    std::int64_t lines = 0;
    const auto add = [&](const json& component, bool is_new) {
        const std::string kind =
            component.contains("kind") ? text_from(component.at("kind")) : "recurring";
        if (kind == "usage") return;
        ratio part = left_of(how, *whole, at, utc);
        if (component.contains("cadence")) {
            const cadence every = cadence_from(component.at("cadence"));
            const std::int64_t days_of_period = whole->length().seconds / 86'400;
            const std::int64_t nominal = every.unit() == calendar_unit::day ? every.count()
                                         : every.count() == 1               ? 30
                                         : every.count() == 3               ? 91
                                         : every.count() == 6               ? 182
                                         : every.count() == 12              ? 365
                                                                            : 30 * every.count();
            const std::int64_t off = nominal - days_of_period;
            if (4 * (off < 0 ? -off : off) > nominal) {
                const std::int64_t left = (whole->end() - at).seconds / 86'400;
                part = part_from(std::min(left, nominal), nominal);
            }
        }
        if (kind == "one_time") part = {is_new ? 1u : 0u, 1};
        const money line = prorated(c, priced_side(c, component), part);
        if (line.is_zero()) return;
        ++lines;
        (is_new ? charge : credit) = plus(is_new ? charge : credit, line);
    };
    const auto add_all = [&](const char* name, bool is_new) {
        const json* side = c.in.find(name);
        if (side == nullptr) return;
        if (side->is_array())
            for (const json& one : *side) add(one, is_new);
        else
            add(*side, is_new);
    };
    add_all("old", false);
    add_all("removed", false);
    add_all("new", true);
    add_all("added", true);
    c.ours.give("credit", credit);
    c.ours.give("charge", charge);
    c.ours.give("net", minus(charge, credit));
    c.ours.give("line_count", lines);
}

/// An item of Kill Bill: a whole period is its price, another one its part of it.
money item_amount(const asked& c, const exact& price, const billed_item& i, const proration& how) {
    if (i.part == i.whole) return rounded(c, price);
    return prorated(c, price, part_of_days(how, of_days(i.whole), of_days(i.part)));
}
proration of_mode(const std::string& mode) {
    return mode == "fixed_30_days" ? policies::kill_bill_fixed_30 : policies::kill_bill;
}

/// Items of Kill Bill: the old period is repaired, the new plan billed in advance.
void change_of_items(asked& c) {
    const day at = day_from(c.in["change_date"]);
    const json& old_side = c.in["old"];
    const json& new_side = c.in["new"];
    const auto paid = moments_from(old_side.at("paid_period"));
    if (!paid) throw refused{"invalid_period"};
    const money credit = prorated(c, priced_side(c, old_side),
                                  left_of(policies::kill_bill, *paid, midnight(at), utc));
    const auto items = billed(at, std::nullopt, at, integer_from(new_side.at("bcd")),
                              cadence_from(new_side.at("period")), "in_advance")
                           .items();
    money charge = zero_of(c);
    for (const billed_item& i : items)
        charge = plus(charge, item_amount(c, priced_side(c, new_side), i, policies::kill_bill));
    c.ours.give("credit", credit);
    c.ours.give("charge", charge);
    c.ours.give("net", minus(charge, credit));
    c.ours.give("item_count", items.size() + (credit.is_zero() ? 0 : 1));
}

void change_now(asked& c) {
    const json* old_side = c.in.find("old");
    const json* new_side = c.in.find("new");
    if (old_side != nullptr && old_side->contains("paid_period")) return change_of_items(c);
    if (c.in.find("currency_decimals") != nullptr) return change_of_components(c);

    const std::string mode = mode_from(c);
    const json* stated = c.in.find("behavior");
    const std::string behavior = stated == nullptr ? "" : text_from(*stated);
    const json* action = c.in.find("action");
    const json* anchored = c.in.find("anchor");
    c.in.ignore("time_zone");
    const bool in_advance = [&] {
        const json* j = c.in.find("pay_in_advance");
        return j == nullptr || truth_from(*j);
    }();
    if (!in_advance) not_expressible("a change of what is paid in arrears");
    for (const std::string_view known : {"", "charge_only", "credit_only", "none", "deferred",
                                         "prorate_charge", "prorate", "both"})
        if (behavior == known) goto known_behavior;
    not_expressible(fmt::format("the behavior {}", behavior));
known_behavior:
    const exact nothing{zero_of(c)};
    const exact old_price = old_side == nullptr ? nothing : priced_side(c, *old_side);
    exact new_price = new_side == nullptr ? nothing : priced_side(c, *new_side);
    const bool none = mode == "none";
    const bool reset = anchored != nullptr && text_from(*anchored) == "reset";
    const ratio left = none ? ratio{0, 1} : left_at_change(c);
    if (none)
        for (const char* name :
             {"days_used", "days_left", "period_days", "period", "change_at", "remaining_fraction"})
            c.in.ignore(name);

    // A price of longer periods than the running one is worth as much less of it.
    const std::int32_t old_months = old_side == nullptr ? 0 : months_in(*old_side, "period");
    const std::int32_t new_months = new_side == nullptr ? 0 : months_in(*new_side, "period");
    ratio new_part = reset || none ? ratio{1, 1} : left;
    if (old_months != 0 && new_months != 0 && !reset)
        new_part = value_of(checked_multiply(left, part_from(old_months, new_months)));

    money credit = prorated(c, old_price, left), charge = prorated(c, new_price, new_part);
    const money used_old = minus(rounded(c, old_price), credit);
    if (behavior == "none" || behavior == "charge_only") credit = zero_of(c);
    if (behavior == "none" || behavior == "credit_only") charge = zero_of(c);
    if (const json* paid = c.in.find("amount_paid")) {
        const json* earlier = c.in.find("earlier_credits");
        const bool only_quantity = action != nullptr && text_from(*action) == "quantity_change";
        const money most = minus(rounded(c, priced(c, *paid)),
                                 earlier == nullptr ? zero_of(c) : rounded(c, priced(c, *earlier)));
        if (!only_quantity) credit = at_least_zero(lesser(credit, most));
    } else {
        c.in.ignore("earlier_credits");
    }
    const money net = minus(charge, credit);
    const money next = rounded(c, new_price);
    c.ours.give("credit", credit);
    c.ours.give("credit_old", credit);
    c.ours.give("used_old", used_old);
    c.ours.give("charge", charge);
    c.ours.give("charge_new", charge);
    c.ours.give("net", net);
    c.ours.give("net_charge", net);
    c.ours.give("net_credit", -net);
    // What is left of the credit is set against the next invoice.
    c.ours.give("next_invoice_due", minus(next, at_least_zero(-net)));
    c.ours.give("next_charge", next);
    const json* running = c.in.find("period");
    if (running != nullptr && !running->contains("unit")) {
        const auto p = moments_from(*running);
        const std::string end = text(day_of(p->end(), utc));
        c.ours.give("next_charge_date", end);
        c.ours.give("new_plan_start", behavior == "deferred"
                                          ? end
                                          : text(day_of(moment_from(c.in["change_at"]), utc)));
    } else if (c.expect.contains("next_charge_date")) {
        not_expressible("a date of which the case gives none");
    }
    // Terms: what is in arrears is billed when the period ends, with what is still to be credited.
    const auto terms_of = [](const json* side) {
        return side != nullptr && side->contains("terms") ? text_from(side->at("terms")) : "";
    };
    const bool old_later = terms_of(old_side) == "in_arrears";
    const bool new_later = terms_of(new_side) == "in_arrears";
    // One line for both, rounded once.
    const auto together = [&](const exact& old_part_of, ratio old_part) {
        return value_of(
            value_of(checked_add(scaled{new_price, new_part}, scaled{old_part_of, old_part}))
                .round(rounding::half_away_from_zero));
    };
    const ratio used{left.denominator() - std::min(left.numerator(), left.denominator()),
                     left.denominator()};
    money now = net, at_end = zero_of(c);
    if (behavior == "deferred") {
        now = zero_of(c);
    } else if (!terms_of(old_side).empty() && !terms_of(new_side).empty()) {
        const money difference = together(-old_price, left);
        now = new_later ? zero_of(c) : old_later ? charge : difference;
        at_end = new_later   ? (old_later ? together(old_price, used) : difference)
                 : old_later ? used_old
                             : zero_of(c);
    }
    c.ours.give("charge_now", now);
    c.ours.give("at_period_end", at_end);
}

void next_invoice_after_change(asked& c) {
    const exact old_price = priced_side(c, c.in["old"]), new_price = priced_side(c, c.in["new"]);
    const ratio left = left_at_change(c);
    const money credit = prorated(c, old_price, left), charge = prorated(c, new_price, left);
    c.ours.give("credit", credit);
    c.ours.give("charge", charge);
    c.ours.give("next_invoice_total", minus(plus(rounded(c, new_price), charge), credit));
}

void refund_from(asked& c) {
    const auto whole = period_from(c.in["billing_period"]);
    if (!whole) throw refused{"invalid_period"};
    const instant now = whole_instant_from(c.in["now"]);
    const cadence every = cadence_from(c.in["refund_cycle"]);
    instant from = now;
    if (truth_from(c.in["no_partial_refund"])) {
        // The first begin of a sub-cycle that is not before now.
        const anchor a = anchor_at(whole->begin(), utc);
        const std::int64_t n = index_of(a, every, now, utc);
        from = boundary_at(a, every, n, utc);
        if (from < now) from = boundary_at(a, every, n + 1, utc);
    }
    c.ours.give("refund", from < whole->end());
    for (const char* name : {"from", "refund_from", "starts_at", "time"})
        c.ours.give(name, from < whole->end() ? json(text(from)) : json(nullptr));
}

// ---- a price for a part of its period ----

/// Whole months of a part: its days over 30.4, and one more for a rest of 16.
void months_by_threshold(asked& c, const exact& price, const period& part) {
    const cadence every = cadence_from(c.in["period"]);
    if (every.unit() != calendar_unit::month) not_expressible("months of a period without months");
    const std::int64_t tenths = part.length().seconds / 86'400 * 10;
    const std::int64_t months = tenths / 304 + (tenths % 304 >= 160 ? 1 : 0);
    c.ours.give("months", months);
    c.ours.give("amount", prorated(c, price, part_from(months, every.count())));
}

void prorate_price(asked& c) {
    const json* count = c.in.find("quantity");
    const exact price = priced(c, c.in["price"], count);
    const std::string mode = mode_from(c);
    if (const json* enabled = c.in.find("enabled")) {
        const auto service = period_from(c.in["service_period"]);
        const auto full = period_from(c.in["full_period"]);
        const bool whole =
            !truth_from(*enabled) || !service || !full || full->length() <= service->length();
        // The lengths count, wherever they lie.
        c.ours.give("amount",
                    whole ? rounded(c, price)
                          : prorated(c, price,
                                     value_of(used_part(policies::open_meter, *full,
                                                        full->begin() + service->length(), utc))));
        return;
    }
    if (const json* fraction = c.in.find("remaining_fraction")) {
        c.ours.give("amount", prorated(c, price, ratio_from(*fraction)));
        return;
    }
    const json* of = c.in.find("period_days");
    if (const json* served = c.in.find("days")) {
        const json& all = of == nullptr ? c.in["period_days"] : *of;
        c.ours.give("amount",
                    prorated(c, price, part_from(integer_from(*served), integer_from(all))));
        return;
    }
    const period part =
        of_days(day_from(c.in["service_start"]), day_from(c.in["service_end_inclusive"]) + 1);
    if (mode.starts_with("whole_month_threshold_16_of_30.4"))
        return months_by_threshold(c, price, part);
    if (of != nullptr) {
        const std::int64_t served = part.length().seconds / 86'400;
        c.ours.give("amount", prorated(c, price, part_from(served, integer_from(*of))));
        return;
    }
    const json* start = c.in.find("period_start");
    if (start == nullptr) not_expressible("a part of a period that is not given");
    const period whole = of_days(day_from(*start), day_from(c.in["period_end_inclusive"]) + 1);
    const bool thirty = mode.find("30") != std::string::npos;
    if (!thirty && !mode.starts_with("per_day") && mode != "actual_days")
        not_expressible(fmt::format("the proration {}", mode));
    c.ours.give("amount",
                prorated(c, price,
                         part_of_days(thirty ? policies::kill_bill_fixed_30 : policies::meteroid,
                                      whole, part)));
}

void price_times_quantity(asked& c) {
    c.ours.give("amount", rounded(c, priced(c, c.in["price"], &c.in["quantity"])));
}

/// The days from the start to the first billing day, of a term that would begin at the start.
void first_invoice(asked& c) {
    const cadence every = cadence_from(c.in["period"]);
    const day start = day_of(whole_instant_from(c.in["start"]), utc);
    const day first =
        value_of(anchor_on_day_of_month(start, integer_from(c.in["billing_day"]))).day;
    const proration how = policy_from(c, mode_from(c));
    const period whole = period_at(anchor{start}, every, 0, utc);
    const exact price = priced(c, c.in["price"]);
    c.ours.give("amount",
                first == start
                    ? rounded(c, price)
                    : prorated(c, price, part_of_days(how, whole, of_days(start, first))));
}

void cancel_refund(asked& c) {
    const auto whole = moments_from(c.in["period"]);
    if (!whole) throw refused{"invalid_period"};
    const ratio left =
        left_of(policy_from(c, mode_from(c)), *whole, moment_from(c.in["cancel_date"]), utc);
    c.ours.give("refund", prorated(c, priced(c, c.in["price"]), left));
}

/// The calendar month that holds a part.
void factor_of_month(asked& c, const std::string& mode) {
    const day start = day_from(c.in["service_start"]);
    const period month = period_of(month_of(start), utc);
    const json* last = c.in.find("service_end_inclusive");
    const bool remaining = last == nullptr && mode.starts_with("remaining");
    if (last == nullptr && !remaining) throw malformed{"there is no end"};
    const period part = of_days(start, remaining ? day_of(month.end(), utc) : day_from(*last) + 1);
    proration how = policies::meteroid;
    if (mode.find("30_360") != std::string::npos || mode.find("30_day") != std::string::npos)
        how = fixed_months(30, proration_basis::day_of_360);
    else if (mode.ends_with("over_30"))
        how = fixed_months(30, proration_basis::civil_day);
    else if (mode != "actual_days" && mode.find("calendar_days") == std::string::npos)
        not_expressible(fmt::format("the proration {}", mode));
    give_ratio(c, "factor", part_of_days(how, month, part));
}

void proration_factor(asked& c) {
    if (const json* of = c.in.find("full")) {
        c.in.ignore("mode");
        const auto full = moments_from(*of), part = moments_from(c.in["part"]);
        if (!full || (part && full->length() <= part->length()))
            c.ours.give("factor", json(nullptr));  // it is not prorated
        else
            give_ratio(c, "factor",
                       part ? value_of(used_part(policies::meteroid, *full,
                                                 full->begin() + part->length(), utc))
                            : ratio{0, 1});
        return;
    }
    if (c.in.find("service_start") != nullptr) return factor_of_month(c, mode_from(c));
    const period whole = of_days(day_from(c.in["period_start"]), day_from(c.in["period_end"]));
    const ratio part = part_of_days(policies::kill_bill, whole,
                                    of_days(day_from(c.in["start"]), day_from(c.in["end"])));
    const int scale = scale_from(c.in, 9);
    give_figure(c, "factor", written(figure_of(part, scale), scale));
}

void first_cycle_factor(asked& c) {
    c.in.ignore("mode");
    const day start = day_from(c.in["billing_start"]);
    const cadence every = cadence_from(c.in["period"]);
    c.in.ignore("invoice_date");
    anchor from{start};
    if (every.unit() == calendar_unit::month)
        from = value_of(
            anchor_on_day_of_month(first_day(month_of(start)), integer_from(c.in["billing_day"])));
    const schedule s{midnight(start), from, every, utc};
    const period_part first{whole_period_at(s, 0), period_at(s, 0)};
    c.in.ignore("billing_day");
    if (integer_from(c.in["cycle_index"]) != 0 || !first.begins_inside())
        c.ours.give("factor", json(nullptr));
    else
        give_ratio(c, "factor", value_of(part_of(first, policies::meteroid, utc)));
}

void months_between_actual(asked& c) {
    const day start = day_from(c.in["service_start"]);
    const instant end = midnight(day_from(c.in["service_end_inclusive"]) + 1);
    const anchor from{start};
    const std::int64_t n = index_of(from, monthly, end, utc);
    const ratio rest =
        value_of(used_part(policies::kill_bill, period_at(from, monthly, n, utc), end, utc));
    const ratio months{unsigned_of(n) * rest.denominator() + rest.numerator(), rest.denominator()};
    const int scale = scale_from(c.in, 9);
    give_figure(c, "months", written(figure_of(months, scale), scale));
}

void contract_total(asked& c) {
    const exact price = priced(c, c.in["price"]);
    const cadence every = cadence_from(c.in["period"]);
    const day start = day_from(c.in["start"]);
    const instant end = midnight(day_from(c.in["end_inclusive"]) + 1);
    const proration how = policy_from(c, mode_from(c));
    const anchor from = value_of(
        anchor_on_day_of_month(first_day(month_of(start)), integer_from(c.in["billing_day"])));
    const schedule s{midnight(start), from, every, utc};
    const json* flag = c.in.find("final_period_takes_remainder_of_first");
    const bool remainder = flag != nullptr && truth_from(*flag);
    const period_part leading{whole_period_at(s, 0), period_at(s, 0)};
    money first = zero_of(c), final = zero_of(c);
    std::int64_t wholes = 0;
    if (leading.begins_inside()) first = prorated(c, price, value_of(part_of(leading, how, utc)));
    for (std::int64_t n = leading.begins_inside() ? 1 : 0;; ++n) {
        const period p = period_at(s, n);
        if (end < p.end()) {
            if (p.begin() < end)
                final = remainder ? minus(rounded(c, price), first)
                                  : prorated(c, price, part_of_days(how, p, {p.begin(), end}));
            break;
        }
        ++wholes;
    }
    const money middle = rounded(c, value_of(checked_multiply(price, unsigned_of(wholes))));
    c.ours.give("first", first);
    c.ours.give("whole_periods", wholes);
    c.ours.give("final", final);
    c.ours.give("total", plus(plus(first, middle), final));
}

/// The months from a start on, by a billing day, the first and the last one perhaps cut.
void total_amount(asked& c) {
    const exact price = priced(c, c.in["price_per_month"]);
    const day start = day_from(c.in["start"]);
    const instant end = midnight(day_from(c.in["bill_through_inclusive"]) + 1);
    const std::string mode = mode_from(c);
    const proration how = mode == "fixed_30_days" || mode == "actual_over_30"
                              ? fixed_months(30, proration_basis::civil_day)
                          : mode == "strict_30_360" ? fixed_months(30, proration_basis::day_of_360)
                                                    : policy_from(c, mode);
    const anchor from = value_of(
        anchor_on_day_of_month(first_day(month_of(start)), integer_from(c.in["billing_day"])));
    const schedule s{midnight(start), from, monthly, utc};
    scaled total{exact{zero_of(c)}, ratio{1, 1}};
    for (std::int64_t n = 0;; ++n) {
        const auto part = intersection(period_at(s, n), period{s.start(), end});
        if (!part) break;
        const period whole = whole_period_at(s, n);
        const ratio of = *part == whole ? ratio{1, 1} : part_of_days(how, whole, *part);
        total = value_of(checked_add(total, scaled{price, of}));
    }
    c.ours.give("amount", value_of(total.round(rounding::half_away_from_zero)));
}

void split_amount(asked& c) {
    const exact price = priced(c, c.in["price_per_month"]);
    const day start = day_from(c.in["service_start"]);
    const instant end = midnight(day_from(c.in["service_end_inclusive"]) + 1);
    const money total = rounded(c, priced(c, c.in["total"]));
    c.in.ignore("mode");
    if (text_from(c.in["parts"]) != "by_calendar_month")
        not_expressible("parts that are not calendar months");
    constexpr std::array names{"january",   "february", "march",    "april",
                               "may",       "june",     "july",     "august",
                               "september", "october",  "november", "december"};
    money left = total;
    for (civil_month m = month_of(start);; m = next(m)) {
        const period month = period_of(m, utc);
        const auto part = intersection(month, {midnight(start), end});
        // The last month takes what is left of the total.
        const money amount =
            end <= month.end() ? left
            : *part == month   ? rounded(c, price)
                             : prorated(c, price, part_of_days(policies::kill_bill, month, *part));
        c.ours.give(names[m.month - 1], amount);
        left = minus(left, amount);
        if (end <= month.end()) break;
    }
}

// ---- killbill ----

void billing_cycles(asked& c) {
    const billed_interval b = billed_from(c.in, c.in["bcd"], c.in.find("end"));
    const int scale = scale_from(c.in, 9);
    std::int64_t sum = 0;
    for (const billed_item& i : b.items())
        sum += figure_of(i.part == i.whole
                             ? ratio{1, 1}
                             : part_of_days(policies::kill_bill, of_days(i.whole), of_days(i.part)),
                         scale);
    give_figure(c, "number_of_cycles", written(sum, scale));
}

void days_between_fixed_month(asked& c) {
    const auto days = static_cast<std::int32_t>(integer_from(c.in["fixed_days_in_month"]));
    const day end = day_from(c.in["end"]);
    c.ours.give("days", days_360(day_from(c.in["start"]), end, thirty_360::plain, end, days));
}

void give_factor(asked& c, day first, day end, const day_period& part) {
    const json* fixed = c.in.find("fixed_days_in_month");
    const proration how = fixed == nullptr
                              ? policies::kill_bill
                              : fixed_months(static_cast<std::uint8_t>(integer_from(*fixed)),
                                             proration_basis::day_of_360);
    const ratio of = part_of_days(how, of_days(first, end), of_days(part));
    const int scale = scale_from(c.in, 9);
    give_figure(c, "factor", written(figure_of(of, scale), scale));
}
void factor_leading(asked& c) {
    const day start = day_from(c.in["start"]), next = day_from(c.in["next_billing_cycle_date"]);
    const day before = boundary_day_at({next}, cadence_from(c.in["period"]), -1);
    if (next <= start) return give_figure(c, "factor", "0");
    give_factor(c, before, next, {start, next});
}
void factor_trailing(asked& c) {
    const day end = day_from(c.in["end"]), last = day_from(c.in["last_billing_cycle_date"]);
    const day after = boundary_day_at({last}, cadence_from(c.in["period"]), 1);
    if (end <= last) return give_figure(c, "factor", "0");
    give_factor(c, last, after, {last, end});
}

/// What of a paid period is given back.
money repaired(asked& c, const exact& price, day cancelled, const period& whole,
               const proration& how) {
    return prorated(c, price, left_of(how, whole, midnight(cancelled), utc));
}
void cancel_credit(asked& c) {
    if (const json* billed_amount = c.in.find("amount_billed")) {
        const std::int64_t all = integer_from(c.in["term_months"]);
        const std::int64_t left = all - integer_from(c.in["months_used"]);
        c.ours.give("credit", prorated(c, priced(c, *billed_amount), part_from(left, all)));
        return;
    }
    const json* paid = c.in.find("paid_in_advance");
    if (paid != nullptr && !truth_from(*paid)) not_expressible("a credit of what is not paid");
    c.in.ignore("bcd");
    const cadence every = cadence_from(c.in["period"]);
    const day end = day_from(c.in["period_end"]);
    const json* start = c.in.find("period_start");
    const day first = start == nullptr ? boundary_day_at({end}, every, -1) : day_from(*start);
    c.ours.give("credit", repaired(c, priced(c, c.in["price"]), day_from(c.in["cancel_date"]),
                                   of_days(first, end), of_mode(mode_from(c))));
}

/// One item: a whole period, or the part up to a billing day or from it.
billed_item item_from(day start, day end, std::optional<std::int64_t> bcd, cadence every) {
    const bool from_bcd = every.unit() != calendar_unit::month || !bcd ||
                          clamped_day(month_of(start), static_cast<std::uint32_t>(*bcd)) == start;
    if (from_bcd) {
        const auto day_of_month = static_cast<std::uint8_t>(bcd.value_or(0));
        return {{start, end}, {start, boundary_day_at({start, {}, day_of_month}, every, 1)}};
    }
    return {{start, end}, {boundary_day_at({end}, every, -1), end}};
}
void charge(asked& c) {
    const cadence every = cadence_from(c.in["period"]);
    const json* bcd = c.in.find("bcd");
    const billed_item item =
        item_from(day_from(c.in["start"]), day_from(c.in["end"]),
                  bcd == nullptr ? std::nullopt : std::optional{integer_from(*bcd)}, every);
    c.ours.give("amount", item_amount(c, priced(c, c.in["price"]), item, of_mode(mode_from(c))));
}

struct invoiced {
    money total;
    std::int64_t items = 0;
    void add(money amount) {
        if (amount.is_zero()) return;
        total = plus(total, amount);
        ++items;
    }
};
void give(asked& c, const invoiced& i) {
    c.ours.give("total", i.total);
    c.ours.give("item_count", i.items);
}

void invoice_total(asked& c) {
    const billed_interval b = billed_from(c.in, c.in["bcd"], c.in.find("end"));
    const exact price = priced(c, c.in["price"]);
    invoiced all{zero_of(c)};
    json items = json::array();
    for (const billed_item& i : b.items()) {
        all.add(item_amount(c, price, i, policies::kill_bill));
        items.push_back({{"start", text(i.part.first())}, {"end", text(i.part.end())}});
    }
    give(c, all);
    c.ours.give("items", items);
}

/// Each price holds from its change up to the next one.
void invoice_total_with_changes(asked& c) {
    const cadence every = cadence_from(c.in["period"]);
    const day target = day_from(c.in["target_date"]);
    const std::string mode = text_from(c.in["mode"]);
    const json* last = c.in.find("end");
    const json& changes = c.in["changes"];
    invoiced all{zero_of(c)};
    for (std::size_t n = 0; n < changes.size(); ++n) {
        const day start = day_from(changes[n].at("date"));
        if (target < start) break;
        std::optional<day> end;
        if (last != nullptr) end = day_from(*last);
        if (n + 1 < changes.size()) end = day_from(changes[n + 1].at("date"));
        for (const billed_item& i :
             billed(start, end, target, integer_from(changes[n].at("bcd")), every, mode).items())
            all.add(item_amount(c, priced_side(c, changes[n]), i, policies::kill_bill));
    }
    give(c, all);
}

void invoice_total_multi(asked& c) {
    const cadence every = cadence_from(c.in["period"]);
    const json* target = c.in.find("target_date");
    invoiced all{zero_of(c)};
    for (const json& item : c.in["items"]) {
        const exact price = priced_side(c, item);
        const std::string kind = text_from(item.at("kind"));
        if (kind == "leading") {
            const day start = day_from(item.at("start"));
            const billed_interval b =
                billed(start, std::nullopt, target == nullptr ? start : day_from(*target),
                       integer_from(item.at("bcd")), every, "in_advance");
            for (const billed_item& i : b.items())
                all.add(item_amount(c, price, i, policies::kill_bill));
        } else if (kind == "charge") {
            const auto bcd =
                item.contains("bcd") ? std::optional{integer_from(item.at("bcd"))} : std::nullopt;
            const billed_item i =
                item_from(day_from(item.at("start")), day_from(item.at("end")), bcd, every);
            all.add(item_amount(c, price, i, policies::kill_bill));
        } else if (kind == "cancel_credit") {
            const period whole =
                of_days(day_from(item.at("period_start")), day_from(item.at("period_end")));
            all.add(
                -repaired(c, price, day_from(item.at("cancel_date")), whole, policies::kill_bill));
        } else {
            not_expressible(fmt::format("items of the kind {}", kind));
        }
    }
    give(c, all);
}

// ---- lago ----

/// The schedule of a plan: the calendar's, or that of the day it was subscribed to.
struct plan_schedule {
    anchor from;
    cadence every;
    zone in;
    [[nodiscard]] period of(instant t) const {
        return period_at(from, every, index_of(from, every, t, in), in);
    }
    [[nodiscard]] day local(instant t) const { return day_of(t, in); }
};
plan_schedule plan_from(asked& c, const char* subscribed) {
    const zone z = zone_asked(c);
    const cadence every = cadence_from(c.in["interval"]);
    const std::string aligned = text_from(c.in["billing_time"]);
    const json* at = c.in.find("subscription_at");
    c.in.ignore("pay_in_advance");
    c.in.ignore("mode");
    if (aligned == "calendar") return {calendar_anchor(every), every, z};
    if (aligned != "anniversary") not_expressible(fmt::format("the billing time {}", aligned));
    const json& from = at == nullptr ? c.in[subscribed] : *at;
    return {anchor{day_of(whole_instant_from(from), z)}, every, z};
}
/// Civil days from one to another, the last outside, as a part of a whole period. None is nothing;
/// days that a case counts beyond its period are no part of it.
ratio days_of_plan(const plan_schedule& plan, const period& whole, day first, day end) {
    const std::int64_t all = plan.local(whole.end()) - plan.local(whole.begin());
    return part_from(std::max<std::int64_t>(0, end - first), all);
}
/// The day on which a plan ends is used, unless another one begins on it.
proration ending(asked& c) {
    const json* cause = c.in.find("cause");
    const bool changed =
        cause != nullptr && (text_from(*cause) == "upgrade" || text_from(*cause) == "downgrade");
    return changed ? policies::lago : policies::lago_termination;
}

long double near_value(const exact& price, ratio part) {
    return static_cast<long double>(price.low()) * static_cast<long double>(part.numerator()) /
           static_cast<long double>(part.denominator());
}

void subscription_fee(asked& c) {
    const plan_schedule plan = plan_from(c, "started_at");
    const money price = minor_from(c, c.in["price_minor"]);
    const json& window = c.in["boundaries"];
    const std::string situation = text_from(c.in["situation"]);
    const instant from = whole_instant_from(window.at("from"));
    const day last = plan.local(whole_instant_from(window.at("to")));
    const json* first_started = c.in.find("first_started_at");
    const json& started = c.in["started_at"];
    const json* trial = c.in.find("trial_days");
    const auto free_days = static_cast<std::int32_t>(trial == nullptr ? 0 : integer_from(*trial));
    const day paid_from =
        plan.local(whole_instant_from(first_started == nullptr ? started : *first_started)) +
        free_days;
    const day begin = free_days == 0 ? plan.local(from) : std::max(plan.local(from), paid_from);
    const day end = situation == "terminated_by_upgrade" ? last : last + 1;
    const ratio part = days_of_plan(plan, plan.of(from), begin, end);
    give_minor(c, "amount_minor", prorated(c, exact{price}, part));
    give_nearly(c, "precise_minor", near_value(exact{price}, part));
}

void first_fee(asked& c) {
    const plan_schedule plan = plan_from(c, "started_at");
    const instant start = start_of(plan.local(whole_instant_from(c.in["started_at"])), plan.in);
    const period whole = plan.of(start);
    const ratio part = value_of(part_of({whole, {start, whole.end()}}, policies::lago, plan.in));
    give_minor(c, "amount_minor", prorated(c, exact{minor_from(c, c.in["price_minor"])}, part));
}

/// From a start that may be before the period, up to a change.
void fee_used(asked& c) {
    const plan_schedule plan = plan_from(c, "started_at");
    const instant at = whole_instant_from(c.in["terminated_at"]);
    const json* started = c.in.find("started_at");
    const period whole = plan.of(at);
    const day first = plan.local(whole.begin());
    const day begin =
        started == nullptr ? first : std::max(first, plan.local(whole_instant_from(*started)));
    const bool to_new = ending(c).change_day == change_day::to_new;
    const ratio part = days_of_plan(plan, whole, begin, plan.local(at) + (to_new ? 0 : 1));
    give_minor(c, "amount_minor", prorated(c, exact{minor_from(c, c.in["price_minor"])}, part));
}

/// The tax rate in percent of an amount that may be a part of one.
money with_rate(const scaled& net, const json& rate, bool and_net) {
    const decimal percent = decimal_from(rate);
    const std::uint64_t hundred = 100 * ratecard::detail::power_of_ten(percent.scale());
    const ratio times{unsigned_of(percent.count()) + (and_net ? hundred : 0), hundred};
    return value_of(scaled{net.whole(), value_of(checked_multiply(net.part(), times))}.round(
        rounding::half_away_from_zero));
}

void fee_unused(asked& c) {
    c.in.ignore("started_at");
    const plan_schedule plan = plan_from(c, "started_at");
    const instant at = whole_instant_from(c.in["change_at"]);
    const money price = minor_from(c, c.in["price_minor"]);
    const money amount =
        prorated(c, exact{price}, value_of(unused_part(ending(c), plan.of(at), at, plan.in)));
    give_minor(c, "amount_minor", amount);
    if (const json* rate = c.in.find("tax_rate"))
        give_minor(c, "total_with_tax_minor",
                   with_rate(scaled{exact{amount}, ratio{1, 1}}, *rate, true));
}

/// The new plan for the rest of its period, the day of the change included.
void fee_remaining(asked& c) {
    const plan_schedule plan = plan_from(c, "started_at");
    c.in.ignore("requested_at");
    c.in.ignore("started_at");
    c.in.ignore("cause");
    const instant at = whole_instant_from(c.in["change_at"]);
    const period whole = plan.of(at);
    const money price = minor_from(c, c.in["price_minor"]);
    const money amount =
        prorated(c, exact{price}, value_of(unused_part(policies::lago, whole, at, plan.in)));
    give_minor(c, "amount_minor", amount);
    if (const json* rate = c.in.find("tax_rate"))
        give_minor(c, "total_with_tax_minor",
                   with_rate(scaled{exact{amount}, ratio{1, 1}}, *rate, true));
    c.ours.give("from", text(start_of(plan.local(at), plan.in)));
    c.ours.give("to", text(whole.end() - seconds(1)));
}

void created_and_terminated(asked& c) {
    const plan_schedule plan = plan_from(c, "at");
    const instant at = whole_instant_from(c.in["at"]);
    const period whole = plan.of(at);
    const exact price{minor_from(c, c.in["price_minor"])};
    const json& rate = c.in["tax_rate"];
    const auto give_total = [&](const std::string& name, const proration& how) {
        const money item = prorated(c, price, value_of(unused_part(how, whole, at, plan.in)));
        const scaled net{exact{item}, ratio{1, 1}};
        give_minor(c, name + "_total_minor", with_rate(net, rate, true));
        give_minor(c, name + "_excl_tax_minor", item);
        give_minor(c, name + "_tax_minor", with_rate(net, rate, false));
    };
    give_total("first_invoice", policies::lago);
    give_total("credit", policies::lago_termination);
}

void prorate_fixed_charge(asked& c) {
    const zone z = zone_asked(c);
    c.in.ignore("pay_in_advance");
    const std::int64_t served =
        day_of(whole_instant_from(c.in["to"]), z) - day_of(whole_instant_from(c.in["from"]), z) + 1;
    if (const json* stated = c.in.find("days"))
        if (integer_from(*stated) != served) throw malformed{"days are not those from and to"};
    const json* count = c.in.find("quantity");
    if (count != nullptr) not_expressible("fixed charges of a quantity");
    give_minor(c, "amount_minor",
               prorated(c, exact{minor_from(c, c.in["price_minor"])},
                        part_from(served, integer_from(c.in["period_days"]))));
}

void upgrade_fixed_charge(asked& c) {
    c.in.ignore("pay_in_advance");
    c.in.ignore("change_at");
    const std::int64_t left = integer_from(c.in["days_left"]);
    const std::int64_t all = integer_from(c.in["period_days"]);
    const std::int64_t paid_days = integer_from(c.in["old_days_paid"]);
    const money due =
        prorated(c, exact{minor_from(c, c.in["new_price_minor"])}, part_from(left, all));
    const money paid =
        prorated(c, exact{minor_from(c, c.in["old_price_minor"])}, part_from(paid_days, all));
    const money back =
        paid_days == 0 ? zero_of(c) : prorated(c, exact{paid}, part_from(left, paid_days));
    give_minor(c, "amount_minor", minus(due, back));
}

void termination_credit(asked& c) {
    const zone z = zone_asked(c);
    for (const char* name : {"interval", "billing_time", "pay_in_advance", "mode"})
        c.in.ignore(name);
    const json& window = c.in["period_days"];
    const day first = day_from(window.at("from")), end = day_from(window.at("to")) + 1;
    const period whole{start_of(first, z), start_of(end, z)};
    const day at = day_of(whole_instant_from(c.in["terminated_at"]), z);
    const bool to_new = ending(c).change_day == change_day::to_new;
    const json* trial = c.in.find("trial_days");
    const day paid_from = day_of(whole_instant_from(c.in["started_at"]), z) +
                          static_cast<std::int32_t>(trial == nullptr ? 0 : integer_from(*trial));
    const day left_from = std::max(to_new ? at : at + 1, paid_from);
    const auto part_between = [&](day from, day to) {
        return part_from(std::max<std::int64_t>(0, to - from), end - first);
    };
    const exact price{minor_from(c, c.in["price_minor"])};
    const ratio left = part_between(left_from, end);
    const json* before = c.in.find("earlier_credit_on_fee_minor");
    const money earlier = before == nullptr ? zero_of(c) : minor_from(c, *before);
    const money item = at_least_zero(minus(prorated(c, price, left), earlier));
    const ratio used = part_between(std::max(first, paid_from), to_new ? at : at + 1);

    const json& invoice = c.in["invoice"];
    const money fee = minor_from(c, invoice.at("fee_minor"));
    const money others = minor_from(c, invoice.at("other_fees_minor"));
    const money coupons = minor_from(c, invoice.at("coupons_minor"));
    const money paid = minor_from(c, invoice.at("paid_minor"));
    const money fees = plus(fee, others);
    // What the coupons leave of a fee.
    const ratio net_of_coupons =
        fees.is_zero() ? ratio{1, 1}
                       : part_from(minus(fees, coupons).minor_units(), fees.minor_units());
    const json& rate = c.in["tax_rate"];
    const scaled net{exact{item}, net_of_coupons};
    const money total = with_rate(net, rate, true);
    const std::string way = text_from(c.in["on_termination"]);
    money back = zero_of(c);
    if (way == "refund" || way == "offset") {
        const money of_fee =
            fees.is_zero()
                ? zero_of(c)
                : prorated(c, exact{paid}, part_from(fee.minor_units(), fees.minor_units()));
        const money used_total =
            with_rate({exact{prorated(c, price, used)}, net_of_coupons}, rate, true);
        back = lesser(at_least_zero(minus(of_fee, used_total)), total);
    } else if (way != "credit") {
        not_expressible(fmt::format("a termination with {}", way));
    }
    const money rest = minus(total, back);
    give_minor(c, "item_minor", item);
    give_minor(c, "tax_minor", with_rate(net, rate, false));
    give_minor(c, "total_minor", total);
    give_minor(c, "refund_minor", back);
    give_minor(c, "credit_minor", way == "offset" ? zero_of(c) : rest);
    give_minor(c, "offset_minor", way == "offset" ? rest : zero_of(c));
    give_nearly(c, "precise_item_minor",
                near_value(price, left) - static_cast<long double>(earlier.minor_units()));
    c.ours.give("credit_note", total.is_zero() ? json(nullptr) : json::object());
}

// ---- flexprice, meteroid ----

void cap_credit(asked& c) {
    const auto figure = [&](const char* name) { return rounded(c, priced(c, c.in[name])); };
    const money paid = figure("amount_paid");
    const money left = minus(paid, figure("earlier_credits"));
    c.ours.give("credit", at_least_zero(lesser(figure("credit"), lesser(paid, left))));
}

void prorate_credits(asked& c) {
    const auto whole = period_from(c.in["period"]);
    const std::string mode = mode_from(c);
    const zone z = zone_asked(c);
    c.in.ignore("rounding");
    if (!whole) throw refused{"invalid_period"};
    const ratio left = left_of(mode.empty() ? policies::stripe : policy_from(c, mode), *whole,
                               whole_instant_from(c.in["from"]), z);
    const decimal credits = decimal_from(c.in["credits"]);
    const ratio amount =
        value_of(checked_multiply(left, ratio{unsigned_of(credits.count()),
                                              ratecard::detail::power_of_ten(credits.scale())}));
    give_figure(c, "credits", written(figure_of(amount, 8), 8));
    give_figure(c, "factor", written(figure_of(left, 16), 16));
}

void days_between(asked& c) {
    const zone z = zone_asked(c);
    c.ours.give("days", day_of(whole_instant_from(c.in["end"]), z) -
                            day_of(whole_instant_from(c.in["start"]), z));
}

void change_direction(asked& c) {
    const auto total = [&](const char* name) {
        money sum = zero_of(c);
        for (const json& price : c.in[name]) sum = plus(sum, rounded(c, priced(c, price)));
        return sum;
    };
    const money before = total("old_prices"), after = total("new_prices");
    c.ours.give("direction", before < after ? "upgrade" : after < before ? "downgrade" : "lateral");
}

void net_lines(asked& c) {
    std::vector<std::pair<std::string, money>> lines;
    for (const json& line : c.in["lines"]) {
        const bool keyed = line.contains("key") && !line.at("key").is_null();
        const std::string key = keyed ? text_from(line.at("key")) : "";
        const decimal d = decimal_from(line.at("amount"));
        const money amount = value_of(money::from(d, c.unit));
        const auto same = std::find_if(lines.begin(), lines.end(),
                                       [&](const auto& l) { return keyed && l.first == key; });
        if (same == lines.end())
            lines.emplace_back(key, amount);
        else
            same->second = plus(same->second, amount);
    }
    json left = json::array();
    for (const auto& [key, amount] : lines)
        if (!amount.is_zero()) left.push_back(text(amount));
    c.ours.give("lines", left);
}

// ---- all of them ----

using question = void (*)(asked&);

const std::map<std::string, question> questions{
    {"change_now", change_now},
    {"next_invoice_after_change", next_invoice_after_change},
    {"refund_from", refund_from},
    {"prorate_price", prorate_price},
    {"price_times_quantity", price_times_quantity},
    {"first_invoice", first_invoice},
    {"cancel_refund", cancel_refund},
    {"proration_factor", proration_factor},
    {"first_cycle_factor", first_cycle_factor},
    {"months_between_actual", months_between_actual},
    {"contract_total", contract_total},
    {"total_amount", total_amount},
    {"split_amount", split_amount},
    {"billing_cycles", billing_cycles},
    {"days_between_fixed_month", days_between_fixed_month},
    {"proration_factor_leading", factor_leading},
    {"proration_factor_trailing", factor_trailing},
    {"cancel_credit", cancel_credit},
    {"charge", charge},
    {"invoice_total", invoice_total},
    {"invoice_total_with_changes", invoice_total_with_changes},
    {"invoice_total_multi", invoice_total_multi},
    {"subscription_fee", subscription_fee},
    {"first_fee", first_fee},
    {"used_part", fee_used},
    {"unused_part", fee_unused},
    {"remaining_part", fee_remaining},
    {"create_and_terminate_same_instant", created_and_terminated},
    {"prorate_fixed_charge", prorate_fixed_charge},
    {"upgrade_fixed_charge", upgrade_fixed_charge},
    {"termination_credit", termination_credit},
    {"cap_credit", cap_credit},
    {"prorate_credits", prorate_credits},
    {"days_between", days_between},
    {"change_direction", change_direction},
    {"net_lines", net_lines},
};

verdict judged_with(question ask, const json& input, const json& expect, const std::string& op,
                    accident by) {
    asked c{parameters{input}, expect, by};
    try {
        c.in.ignore("op");
        c.unit = currency_from(c.in);
        ask(c);
        c.in.end("input");
    } catch (const refused& r) {
        // A part of more than its period is refused here, whatever a peer makes of it.
        if (!expect.contains("error") && (r.why == identifier(time_errc::part_outside_the_period) ||
                                          r.why == identifier(time_errc::part_above_one)))
            deliberate("a part of more than its period");
        c.ours = {};
        c.ours.refuse(r.why);
    }
    return compared(c.ours, expect, op);
}

verdict judged(const json& one_case) {
    fields of{one_case, "the case"};
    const json& input = of["input"];
    const json& expect = of["expect"];
    const std::string op = text_from(fields{input, "input"}["op"]);
    try {
        const auto ask = questions.find(op);
        if (ask == questions.end()) not_expressible(fmt::format("op {} is not learned yet", op));
        const verdict v = judged_with(ask->second, input, expect, op, accident::none);
        if (v.kind == outcome::passed) return v;
        for (const accident a : accidents)
            if (judged_with(ask->second, input, expect, op, a).kind == outcome::passed)
                deliberate(std::string{reason_of(a)});
        return v;
    } catch (const set_aside& why) {
        return {why.kind, why.reason, {}, {}};
    } catch (const json::exception&) {
        return {outcome::not_expressible, op + " in another form", {}, {}};
    }
}

const learned proration_family{"proration", judged};

}  // namespace
}  // namespace conformance
