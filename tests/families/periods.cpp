// SPDX-License-Identifier: MIT
// Cases of schedules and boundaries. What a peer does beyond counting from an anchor is said here, in
// terms of anchors, cadences and schedules.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
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

json date_or_null(const std::optional<day>& d) { return d ? json(text(*d)) : json(nullptr); }

day day_in_utc(instant t) { return day_of(t, utc); }

/// The parts of a UTC date and time, of which a case asserts some.
json parts_of(instant t) {
    constexpr std::array<const char*, 7> weekdays{"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    const day d = day_in_utc(t);
    const civil_date date = date_of(d);
    const int s = time_of(t, utc).seconds();
    return {{"year", date.year},
            {"month", date.month},
            {"day", date.day},
            {"hour", s / 3'600},
            {"minute", s / 60 % 60},
            {"second", s % 60},
            {"weekday", weekdays[static_cast<std::size_t>((d.since_1970 % 7 + 7) % 7)]}};
}
void give_time(answers& a, instant t) {
    a.give("time", text(t));
    a.give("parts", parts_of(t));
}

// ---- one schedule ----

struct asked_schedule {
    anchor from;
    cadence every;
    zone in;
    [[nodiscard]] std::int64_t index(instant t) const { return index_of(from, every, t, in); }
    [[nodiscard]] instant boundary(std::int64_t n) const { return boundary_at(from, every, n, in); }
};
asked_schedule schedule_from(parameters& in) {
    const zone z = zone_of(in.find("time_zone"));
    return {anchor_at(whole_instant_from(in["anchor"]), z), cadence_from(in["period"]), z};
}

void boundaries(parameters& in, answers& a) {
    const asked_schedule s = schedule_from(in);
    json dates = json::array();
    for (const json& n : in["n"]) dates.push_back(text(day_of(s.boundary(integer_from(n)), s.in)));
    a.give("dates", dates);
}

void boundaries_from_start(parameters& in, answers& a) {
    const asked_schedule s = schedule_from(in);
    const schedule from{whole_instant_from(in["start"]), s.from, s.every, s.in};
    json dates = json::array(), served = json::array();
    for (const json& n : in["n"]) {
        const period p = period_at(from, integer_from(n));
        const day end = day_of(p.end(), s.in);
        dates.push_back(text(end));
        served.push_back(
            {{"from", text(day_of(p.begin(), s.in))}, {"to_inclusive", text(end - 1)}});
    }
    a.give("dates", dates);
    a.give("served_days", served);
}

bool is_inclusive(parameters& in) {
    const std::string boundary = text_from(in["boundary"]);
    if (boundary != "inclusive" && boundary != "exclusive")
        throw malformed{"boundary is inclusive or exclusive"};
    return boundary == "inclusive";
}

void next_boundary(parameters& in, answers& a) {
    const asked_schedule s = schedule_from(in);
    const instant t = whole_instant_from(in["time"]);
    const std::int64_t n = s.index(t);
    give_time(a, is_inclusive(in) && s.boundary(n) == t ? t : s.boundary(n + 1));
}
void previous_boundary(parameters& in, answers& a) {
    const asked_schedule s = schedule_from(in);
    const instant t = whole_instant_from(in["time"]);
    const std::int64_t n = s.index(t);
    give_time(a, is_inclusive(in) || s.boundary(n) != t ? s.boundary(n) : s.boundary(n - 1));
}
void period_of_time(parameters& in, answers& a) {
    const asked_schedule s = schedule_from(in);
    const std::int64_t n = s.index(whole_instant_from(in["time"]));
    a.give("from", text(s.boundary(n)));
    a.give("to", text(s.boundary(n + 1)));
}
void cycle(parameters& in, answers& a, std::int64_t from_now) {
    const asked_schedule s = schedule_from(in);
    instant t = s.boundary(s.index(whole_instant_from(in["now"])) + from_now);
    if (const json* floor = in.find("floor")) t = std::max(t, whole_instant_from(*floor));
    give_time(a, t);
}
void cycle_start(parameters& in, answers& a) { cycle(in, a, 0); }
void cycle_end(parameters& in, answers& a) { cycle(in, a, 1); }

void one_later(parameters& in, answers& a, const char* from) {
    const zone z = zone_of(in.find("time_zone"));
    give_time(a, boundary_at(anchor_at(whole_instant_from(in[from]), z), cadence_from(in["period"]),
                             1, z));
}
void add_interval(parameters& in, answers& a) { one_later(in, a, "start"); }
void next_reset(parameters& in, answers& a) { one_later(in, a, "current_reset"); }

/// Days and weeks of 24 hours, months and years of the calendar.
void add_period(parameters& in, answers& a) {
    const zone z = zone_of(in.find("time_zone"));
    const cadence c = cadence_from(in["period"]);
    const instant start = whole_instant_from(in["start"]);
    give_time(a, c.unit() == calendar_unit::day ? start + days(c.count())
                                                : boundary_at(anchor_at(start, z), c, 1, z));
}
void add_duration(parameters& in, answers& a) {
    const zone z = zone_of(in.find("time_zone"));
    give_time(a, later(whole_instant_from(in["start"]), duration_from(in["duration"]), z));
}

// ---- two periods ----

void contains(parameters& in, answers& a) {
    const auto p = period_from(in["period"]);
    a.give("result", p && p->contains(whole_instant_from(in["time"])));
}
void overlaps(parameters& in, answers& a) {
    const auto p = period_from(in["period"]), other = period_from(in["other"]);
    a.give("result", p && other && p->overlaps(*other));
}
void common_part(parameters& in, answers& a) {
    const auto p = period_from(in["period"]), other = period_from(in["other"]);
    const auto both = p && other ? intersection(*p, *other) : std::nullopt;
    a.give("period", both ? shown(*both, "from", "to") : json(nullptr));
}

// ---- recurrences, one after the other ----

struct recurrence {
    schedule periods;
    instant end;  // where the next one begins
};
std::vector<recurrence> recurrences_from(parameters& in) {
    const zone z = zone_of(in.find("time_zone"));
    std::vector<recurrence> all;
    for (const json& j : in["recurrences"]) {
        fields one{j, "the recurrence"};
        const instant start = whole_instant_from(one["effective_from"]);
        const instant anchored = whole_instant_from(one["anchor"]);
        if (!all.empty()) all.back().end = start;
        all.push_back({schedule{start, anchor_at(anchored, z), cadence_from(one["period"]), z},
                       instant::never()});
        one.end();
    }
    if (all.empty()) throw malformed{"there are no recurrences"};
    return all;
}

void usage_period_at(parameters& in, answers& a) {
    const auto all = recurrences_from(in);
    const instant t = whole_instant_from(in["time"]);
    auto of = all.begin();
    while (of + 1 != all.end() && of->end <= t) ++of;
    const instant start = of->periods.start();
    const period p = period_at(of->periods, index_of(of->periods, std::max(t, start)));
    a.give("from", text(p.begin()));
    a.give("to", text(std::min(p.end(), of->end)));
}

void reset_times(parameters& in, answers& a) {
    const auto all = recurrences_from(in);
    const instant from = whole_instant_from(in["from"]), to = whole_instant_from(in["to"]);
    json times = json::array();
    for (const recurrence& r : all) {
        const instant begin = std::max(from, r.periods.start());
        if (to < begin || r.end <= begin) continue;
        for (std::int64_t n = index_of(r.periods, begin);; ++n) {
            const instant t = period_at(r.periods, n).begin();
            if (to < t || r.end <= t) break;
            if (from <= t) times.push_back(text(t));
        }
    }
    a.give("count", times.size());
    if (!times.empty()) {
        a.give("first", times.front());
        a.give("last", times.back());
    }
    a.give("times", std::move(times));
}

// ---- openmeter: items of a subscription ----

/// As lists whose order is not asserted are compared: in one order.
json sorted_items(json list) {
    const auto key = [](const json& j) {
        const auto of = [&j](const char* name) {
            return j.contains(name) ? j.at(name).dump() : std::string{};
        };
        return std::tuple{of("item"), of("version"), of("index")};
    };
    std::stable_sort(list.begin(), list.end(),
                     [&](const json& x, const json& y) { return key(x) < key(y); });
    return list;
}

void subscription_item_periods(parameters& in, answers& a) {
    const instant start = whole_instant_from(in["subscription_start"]);
    const instant until = whole_instant_from(in["generate_until"]);
    const zone z = zone_of(in.find("time_zone"));
    const auto end_of = [&](const char* name) {
        const json* j = in.find(name);
        return j == nullptr ? instant::never() : whole_instant_from(*j);
    };
    const instant phase_end = end_of("phase_end");
    const instant last = std::min(phase_end, end_of("subscription_end"));
    const json* phase_start = in.find("phase_start");
    const instant first = phase_start == nullptr ? start : whole_instant_from(*phase_start);
    const anchor anchored = anchor_at(whole_instant_from(in["billing_anchor"]), z);
    const cadence billed = duration_from(in["billing_cadence"]).every();
    const auto cut = [&](const period& p) { return intersection(p, period{first, last}); };
    const auto billing_of = [&](instant t) {
        return billing_cycle{
            *cut(period_at(anchored, billed, index_of(anchored, billed, t, z), z))};
    };

    json list = json::array();
    std::map<std::string, int> versions;
    for (const json& j : in["items"]) {
        fields item{j, "the item"};
        const std::string key = text_from(item["key"]);
        const int version = versions[key]++;
        const bool arrears = text_from(item["price_type"]).ends_with("in_arrears");
        const auto after = [&](const char* name, instant otherwise) {
            const json* by = item.optional(name);
            return by == nullptr ? otherwise : later(start, duration_from(*by), z);
        };
        const instant begin = std::max(first, after("start_after", start));
        const instant end = std::min(last, after("end_after", instant::never()));
        const json* every = item.optional("cadence");
        item.end();
        const auto add = [&](const json& index, const json& service, const json& full,
                             const billing_cycle& billing) {
            list.push_back({{"item", key},
                            {"version", version},
                            {"index", index},
                            {"service", service},
                            {"full_service", full},
                            {"billing", shown(billing.span(), "from", "to")}});
        };
        if (last <= begin) continue;
        if (every == nullptr) {  // once
            const bool open = phase_end == instant::never();
            const json service{{"from", text(begin)}, {"to", text(open ? begin : end)}};
            const billing_cycle billing = billing_of(begin);
            if (arrears ? billing.end() <= until : billing.begin() <= until)
                add(nullptr, service, service, billing);
            continue;
        }
        if (end <= begin) continue;
        const metering_schedule clock{schedule{begin, anchored, duration_from(*every).every(), z}};
        for (std::int64_t n = 0;; ++n) {
            const period uncut = whole_period_at(clock.periods(), n);
            const auto service = intersection(clock.at(n).span(), period{begin, end});
            if (!service) break;
            const billing_cycle billing =
                billing_of(arrears ? service->end() - seconds(1) : service->begin());
            const bool due = arrears ? service->end() <= until && billing.end() <= until
                                     : billing.begin() <= until;
            if (!due) break;
            add(n, shown(*service, "from", "to"), shown(uncut, "from", "to"), billing);
        }
    }
    a.give("periods", sorted_items(std::move(list)));
}

// ---- killbill ----

void billing_interval(parameters& in, answers& a) {
    const billed_interval b = billed_from(in, in["bcd"], in.find("end"));
    a.give("has_something_to_bill", b.effective_end.has_value());
    a.give("first_billing_cycle_date", text(b.first()));
    a.give("effective_end_date", date_or_null(b.effective_end));
    a.give("last_billing_cycle_date", text(b.cycles.boundary(b.last())));
    a.give("next_billing_cycle_date",
           text(b.effective_end ? b.cycles.boundary(b.last() + 1) : b.first()));
    a.give("whole_periods_between_first_and_last_billing_cycle", b.last());
}

void billing_items(parameters& in, answers& a) {
    if (const json* t = in.find("start_instant")) {
        const day local = day_of(whole_instant_from(*t), zone_from(in["time_zone"]));
        if (local != day_from(in["start"])) throw malformed{"start is not that of start_instant"};
    }
    const billed_interval b = billed_from(in, in["bcd"], in.find("end"));
    json items = json::array();
    for (const billed_item& i : b.items())
        items.push_back({{"start", text(i.part.first())}, {"end", text(i.part.end())}});
    a.give("items", items);
}

/// So many periods one after the other, each anchored where the one before it ended.
void steps(parameters& in, answers& a, std::int64_t step) {
    const cadence c = cadence_from(in["period"]);
    day d = day_from(in["start"]);
    for (std::int64_t n = integer_from(in["n"]); n > 0; --n) d = boundary_day_at({d}, c, step);
    a.give("date", text(d));
}
void advance(parameters& in, answers& a) { steps(in, a, 1); }
void recede(parameters& in, answers& a) { steps(in, a, -1); }

day local_day_from(parameters& in, const char* name) {
    return day_of(whole_instant_from(in[name]), zone_of(in.find("time_zone")));
}
void align_proposed(parameters& in, answers& a) {
    in.ignore("period");
    in.ignore("original");
    const auto bcd = static_cast<std::uint32_t>(integer_from(in["bcd"]));
    a.give("date", text(clamped_day(month_of(local_day_from(in, "proposed")), bcd)));
}
void align_next(parameters& in, answers& a) {
    const cadence c = cadence_from(in["period"]);
    const day proposed = local_day_from(in, "proposed");
    const std::int64_t bcd = integer_from(in["bcd"]);
    if (c.unit() == calendar_unit::month) {
        in.ignore("original");
        a.give("date", text(value_of(anchor_on_day_of_month(proposed, bcd)).day));
        return;
    }
    const cycle_schedule s{{local_day_from(in, "original")}, c};
    const std::int64_t n = s.last_until(proposed);
    a.give("date", text(s.boundary(n) == proposed ? proposed : s.boundary(n + 1)));
}
void bcd_from_instant(parameters& in, answers& a) {
    a.give("bcd", date_of(local_day_from(in, "instant")).day);
}
void effective_date_for_new_bcd(parameters& in, answers& a) {
    const json* stated = in.find("effective_date");
    const day today = std::max(local_day_from(in, "now"), local_day_from(in, "subscription_start"));
    const day base = stated == nullptr ? today : day_from(*stated);
    const std::int64_t bcd = integer_from(in["new_bcd"]);
    a.give("date", text(value_of(anchor_on_day_of_month(base, bcd)).day));
}
void whole_periods_between(parameters& in, answers& a) {
    const day start = day_from(in["start"]);
    const cadence c = cadence_from(in["period"]);
    const instant end = midnight(day_from(in["end"]));
    a.give("count", std::max<std::int64_t>(0, index_of({start}, c, end, utc)));
}

// ---- meteroid ----

/// Anchored on the billing day of the start's month; days and weeks on the start.
schedule from_billing_day(day start, std::int64_t billing_day, cadence c) {
    anchor from{start};
    if (c.unit() == calendar_unit::month)
        from = value_of(anchor_on_day_of_month(first_day(month_of(start)), billing_day));
    return {midnight(start), from, c, utc};
}
schedule billing_from(parameters& in, const char* start) {
    return from_billing_day(day_from(in[start]), integer_from(in["billing_day"]),
                            cadence_from(in["period"]));
}
void give_days(answers& a, const period& p) {
    a.give("start", text(day_in_utc(p.begin())));
    a.give("end", text(day_in_utc(p.end())));
}
void advance_period(parameters& in, answers& a) {
    const schedule s = billing_from(in, "invoice_date");
    const bool first = truth_from(in["first_period"]);
    const bool short_one = first || s.every().unit() != calendar_unit::month;
    const day start = day_in_utc(s.start());
    give_days(a, short_one
                     ? period_at(s, 0)
                     : period{s.start(),
                              midnight(boundary_day_at(
                                  {first_day(month_of(start)), {}, s.anchored_at().day_of_month},
                                  s.every(), 1))});
}
void arrear_period(parameters& in, answers& a) {
    const schedule s = billing_from(in, "billing_start");
    const instant before = midnight(day_from(in["invoice_date"])) - days(1);
    if (before < s.start()) throw refused{"no period has ended"};
    give_days(a, period_at(s, index_of(s, before)));
}
void elapsed_cycles(parameters& in, answers& a) {
    const schedule s = billing_from(in, "billing_start");
    const instant t = midnight(day_from(in["date"]));
    a.give("cycles", t < s.start() ? 0 : index_of(s, t));
}
void period_of_date(parameters& in, answers& a) {
    const schedule s = billing_from(in, "billing_start");
    const instant t = midnight(day_from(in["date"]));
    give_days(a, period_at(s, t < s.start() ? 0 : index_of(s, t)));
}

// ---- flexprice ----

/// An empty or unknown zone is UTC.
zone zone_or_utc(const json* j) {
    return j == nullptr ? utc : zone_named(text_from(*j)).value_or(utc);
}
std::string unit_from(const json& period) { return text_from(period.at("unit")); }

instant calendar_start_after(instant t, cadence c, const zone& z) {
    const anchor a = calendar_anchor(c);
    return boundary_at(a, c, index_of(a, c, t, z) + 1, z);
}

/// What follows a start under an anchor: mostly the anchor's next boundary, but a year always later,
/// and so many months later only when the anchor's day of the month is not still to come.
struct next_rule {
    instant anchored;
    std::string unit;
    std::int32_t count;
    zone in;
    std::optional<instant> end{};

    [[nodiscard]] instant after(instant start) const {
        const instant next = uncut(start);
        return end && *end < next ? *end : next;
    }
    [[nodiscard]] instant uncut(instant start) const {
        const anchor a = anchor_at(anchored, in);
        const day from = day_of(start, in);
        const auto day_of_month = static_cast<std::uint8_t>(date_of(a.day).day);
        const auto at = [&](const anchor& origin, cadence c) {
            return boundary_at(origin, c, 1, in);
        };
        const auto in_months = [&](std::int32_t months) {
            return at({from, a.time, day_of_month}, {calendar_unit::month, months});
        };
        if (unit == "day") return at({from, a.time}, {calendar_unit::day, count});
        if (unit == "week") {
            const std::int32_t ahead = ((a.day - from) % 7 + 7) % 7;
            return instant_of(from + (ahead == 0 ? 7 * count : ahead + 7 * (count - 1)), a.time,
                              in);
        }
        if (unit == "month") {
            const day here = clamped_day(month_of(from), day_of_month);
            return from < here ? instant_of(here, a.time, in) : in_months(count);
        }
        if (unit == "quarter" || unit == "half_year")
            return start < anchored ? anchored : in_months((unit == "quarter" ? 3 : 6) * count);
        if (unit == "year") {
            const civil_date of_anchor = date_of(a.day);
            const civil_month m{date_of(from).year + count, of_anchor.month};
            return instant_of(clamped_day(m, day_of_month), a.time, in);
        }
        not_expressible(fmt::format("a next boundary of the unit {}", unit));
    }
    /// The period that contains a time, of those from a start on.
    [[nodiscard]] period containing(instant t, instant start) const {
        for (instant next = after(start);; next = after(start)) {
            if (next <= start) throw refused{"no period contains it"};
            if (t < next) return {start, next};
            start = next;
        }
    }
};
next_rule rule_from(parameters& in, const zone& z) {
    const json& every = in["period"];
    const json& anchored = in["billing_anchor"];
    const cadence c = cadence_from(every);
    next_rule rule{{}, unit_from(every), static_cast<std::int32_t>(every.at("count")), z};
    if (anchored.is_object()) {
        fields by{anchored, "the anchor"};
        const instant t = whole_instant_from(by["calendar_start_after"]);
        const zone of = zone_or_utc(by.optional("time_zone"));
        const cadence one{c.unit(), c.count() / rule.count};
        rule.anchored = calendar_start_after(start_of(day_of(t, of), of), one, of);
        by.end();
    } else {
        rule.anchored = whole_instant_from(anchored);
    }
    if (const json* end = in.find("subscription_end")) rule.end = whole_instant_from(*end);
    return rule;
}
next_rule rule_from(parameters& in) { return rule_from(in, zone_or_utc(in.find("time_zone"))); }

void next_billing_date(parameters& in, answers& a) {
    give_time(a, rule_from(in).after(whole_instant_from(in["start"])));
}
void period_start_for_event(parameters& in, answers& a) {
    const next_rule rule = rule_from(in);
    const instant event = whole_instant_from(in["event"]);
    const instant start = whole_instant_from(in["subscription_start"]);
    const auto now = period_from(in["current_period"]);
    if (event < start) throw refused{"event_before_subscription"};
    if (!now) throw malformed{"the current period is empty"};
    a.give("period_start",
           text(now->contains(event)   ? now->begin()
                : event < now->begin() ? rule.containing(event, start).begin()
                                       : rule.containing(event, now->end()).begin()));
}
void period_from_known(parameters& in, answers& a) {
    if (in.find("known_period") == nullptr) return period_of_date(in, a);
    const next_rule rule = rule_from(in);
    const instant t = whole_instant_from(in["time"]);
    const auto known = period_from(in["known_period"]);
    if (!known) throw malformed{"the known period is empty"};
    if (t < known->begin()) throw refused{"before_the_known_period"};
    const period p = known->contains(t) ? *known : rule.containing(t, known->end());
    a.give("from", text(p.begin()));
    a.give("to", text(p.end()));
}
void billing_periods(parameters& in, answers& a) {
    next_rule rule = rule_from(in);
    const json* end = in.find("end");
    if (end == nullptr) not_expressible("periods up to the time of the run");
    rule.end = whole_instant_from(*end);
    std::vector<instant> ends;
    json periods = json::array();
    for (instant t = whole_instant_from(in["start"]); t < *rule.end; t = ends.back()) {
        ends.push_back(rule.after(t));
        if (ends.back() <= t) throw refused{"empty_period"};
        periods.push_back(shown({t, ends.back()}, "from", "to"));
    }
    a.give("count", ends.size());
    constexpr std::array names{"first_end", "second_end", "third_end", "fourth_end", "fifth_end"};
    for (std::size_t i = 0; i < std::min(ends.size(), names.size()); ++i)
        a.give(names[i], text(ends[i]));
    if (!ends.empty()) a.give("last_end", text(ends.back()));
    a.give("periods", periods);
}
void next_usage_reset(parameters& in, answers& a) {
    const json* of_anchor = in.find("anchor_zone");
    const json* named = in.find("time_zone");
    const bool own = named != nullptr && !text_from(*named).empty();
    const zone z = zone_or_utc(own ? named : of_anchor);
    const instant t = whole_instant_from(in["time"]);
    const instant start = whole_instant_from(in["subscription_start"]);
    const std::string kind = text_from(in["reset"]);
    const json* end = in.find("subscription_end");
    instant next{};
    if (kind == "daily") {
        in.ignore("billing_anchor");
        next = start_of(day_of(t, z) + 1, z);
    } else if (kind == "monthly") {
        if (t < start) throw refused{"no_period"};
        const next_rule rule{whole_instant_from(in["billing_anchor"]), "month", 1, z, {}};
        next = start_of(day_of(rule.containing(t, start).end(), z), z);
    } else {
        not_expressible(fmt::format("a usage reset that is {}", kind));
    }
    in.ignore("period");
    if (end != nullptr) next = std::min(next, whole_instant_from(*end));
    give_time(a, next);
}
void calendar_start(parameters& in, answers& a) {
    const zone z = zone_or_utc(in.find("time_zone"));
    give_time(a,
              calendar_start_after(whole_instant_from(in["start"]), cadence_from(in["period"]), z));
}
void advance_days(parameters& in, answers& a) {
    const zone z = zone_or_utc(in.find("time_zone"));
    const instant t = whole_instant_from(in["time"]);
    const auto by = static_cast<std::int32_t>(integer_from(in["days"]));
    give_time(a, by == 0 ? t : boundary_at(anchor_at(t, z), daily, by, z));
}
void floor_day(parameters& in, answers& a) {
    const zone z = zone_or_utc(in.find("time_zone"));
    give_time(a, start_of(day_of(whole_instant_from(in["time"]), z), z));
}
void floor_week(parameters& in, answers& a) {
    const zone z = zone_or_utc(in.find("time_zone"));
    const anchor mondays = calendar_anchor(weekly);
    const std::int64_t n = index_of(mondays, weekly, whole_instant_from(in["time"]), z);
    give_time(a, boundary_at(mondays, weekly, n, z));
}
void floor_hour(parameters& in, answers& a) {
    const zone z = zone_or_utc(in.find("time_zone"));
    const instant t = whole_instant_from(in["time"]);
    give_time(a, t - seconds(time_of(t, z).seconds() % 3'600));
}

// ---- lago ----

/// A window of days as lago gives it: the first second, and the last one.
struct window_of_days {
    period whole;
    instant from;
    instant to;
};

void lago_boundaries(parameters& in, answers& a) {
    const zone z = zone_of(in.find("time_zone"));
    const cadence every = cadence_from(in["interval"]);
    const std::string aligned = text_from(in["billing_time"]);
    if (aligned != "calendar" && aligned != "anniversary")
        not_expressible(fmt::format("the billing time {}", aligned));
    const day subscribed = day_of(whole_instant_from(in["subscription_at"]), z);
    const auto anchor_of = [&](cadence c) {
        return aligned == "calendar" ? calendar_anchor(c) : anchor{subscribed};
    };
    const instant at = whole_instant_from(in["billing_at"]);
    const auto flag = [&](const char* name) {
        const json* j = in.find(name);
        return j != nullptr && truth_from(*j);
    };
    const bool advance = flag("pay_in_advance"), running = flag("current_usage");
    const bool current = flag("current_period");
    const bool terminated = text_from(in["status"]) == "terminated";
    const json* ended = in.find("terminated_at");
    const json* begun = in.find("started_at");

    /// The period before that of `at`, or so many later.
    const auto whole = [&](cadence c, std::int64_t n) {
        const anchor from = anchor_of(c);
        return period_at(from, c, index_of(from, c, at, z) + n, z);
    };
    const auto days_in_zone = [&](const period& p) {
        return day_of(p.end(), z) - day_of(p.begin(), z);
    };
    const auto give = [&](const std::string& name, const period& p, bool to_the_day) {
        if (begun == nullptr) {
            a.give(name + "from_datetime", json(nullptr));
            a.give(name + "to_datetime", json(nullptr));
            return;
        }
        const instant start = whole_instant_from(*begun);
        const instant first = to_the_day ? start_of(day_of(start, z), z) : start;
        instant last = p.end() - seconds(1);
        if (terminated && ended != nullptr) last = std::min(last, whole_instant_from(*ended));
        a.give(name + "from_datetime", text(std::max(p.begin(), first)));
        a.give(name + "to_datetime", text(std::max(last, start)));
    };

    const bool now = terminated || running;
    const period billed = whole(every, now || advance ? 0 : -1);
    give("", billed, true);
    const bool charges_monthly = flag("bill_charges_monthly");
    const bool fixed_monthly = flag("bill_fixed_charges_monthly");
    const bool closes = day_of(at, z) == day_of(whole(every, 0).begin(), z) || now;
    // A window of usage is always one that has passed; it may be a month of a longer period.
    const auto window = [&](const std::string& name, bool by_month, bool other_by_month) {
        const period p = whole(by_month ? monthly : every, now ? 0 : -1);
        if (!by_month && other_by_month && !closes) {
            a.give(name + "from_datetime", json(nullptr));
            a.give(name + "to_datetime", json(nullptr));
        } else {
            give(name, p, false);
        }
        a.give(name + "duration_in_days", days_in_zone(p));
    };
    window("charges_", charges_monthly, fixed_monthly);
    window("fixed_charges_", fixed_monthly, charges_monthly);
    const json* from_date = in.find("from_date");
    const anchor own = anchor_of(every);
    a.give("period_days",
           days_in_zone(from_date == nullptr
                            ? billed
                            : period_at(own, every,
                                        index_of(own, every, start_of(day_from(*from_date), z), z),
                                        z)));
    a.give("next_end_of_period", text(whole(every, 0).end() - seconds(1)));
    a.give("previous_beginning_of_period", text(whole(every, current ? 0 : -1).begin()));
}

// ---- all of them ----

using question = void (*)(parameters&, answers&);

const std::map<std::string, question> questions{
    {"boundaries", boundaries},
    {"boundaries_from_start", boundaries_from_start},
    {"next_boundary", next_boundary},
    {"previous_boundary", previous_boundary},
    {"period_at", period_of_time},
    {"cycle_start", cycle_start},
    {"cycle_end", cycle_end},
    {"add_interval", add_interval},
    {"next_reset", next_reset},
    {"add_period", add_period},
    {"add_duration", add_duration},
    {"contains", contains},
    {"overlaps", overlaps},
    {"intersection", common_part},
    {"usage_period_at", usage_period_at},
    {"reset_times", reset_times},
    {"subscription_item_periods", subscription_item_periods},
    {"billing_interval", billing_interval},
    {"billing_items", billing_items},
    {"advance", advance},
    {"recede", recede},
    {"align_proposed_to_bcd", align_proposed},
    {"align_next_to_bcd", align_next},
    {"bcd_from_instant", bcd_from_instant},
    {"effective_date_for_new_bcd", effective_date_for_new_bcd},
    {"whole_periods_between", whole_periods_between},
    {"advance_period", advance_period},
    {"arrear_period", arrear_period},
    {"elapsed_cycles", elapsed_cycles},
    {"find_period", period_from_known},
    {"next_billing_date", next_billing_date},
    {"period_start_for_event", period_start_for_event},
    {"billing_periods", billing_periods},
    {"next_usage_reset", next_usage_reset},
    {"calendar_anchor", calendar_start},
    {"advance_days", advance_days},
    {"floor_day", floor_day},
    {"floor_week", floor_week},
    {"floor_hour", floor_hour},
    {"lago_boundaries", lago_boundaries},
};

/// Whether an answer is asserted to parts of a second, which no instant here has.
bool is_finer_than_a_second(const json& j) {
    if (j.is_structured()) return std::any_of(j.begin(), j.end(), is_finer_than_a_second);
    if (!j.is_string()) return false;
    const auto& s = j.get_ref<const std::string&>();
    return s.size() > 20 && s[10] == 'T' && s[19] == '.';
}

verdict judged(const json& one_case) {
    return judged_by_question(
        questions, one_case,
        [](const auto& found, parameters& in, const json&, json& expect, answers& ours) {
            if (is_finer_than_a_second(expect)) not_expressible("an answer finer than a second");
            if (found.first == "subscription_item_periods" && expect.contains("periods"))
                expect["periods"] = sorted_items(expect["periods"]);
            found.second(in, ours);
        });
}

const learned periods{"periods", judged};

}  // namespace
}  // namespace conformance
