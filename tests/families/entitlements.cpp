// SPDX-License-Identifier: MIT
// Cases of grants, wallets and access. What a peer means by its words is said here in terms of grants
// that are burned in an order, of their histories, of limits and of schedules.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/text.hpp>

#include "answers.hpp"
#include "figures.hpp"
#include "reading.hpp"
#include "set_aside.hpp"
#include "times.hpp"

namespace conformance {
namespace {

using namespace ratecard;

// ---- reading ----

std::int64_t times(std::int64_t a, std::int64_t b) {
    if (__builtin_mul_overflow(a, b, &a)) not_expressible("a figure of more digits than fit");
    return a;
}
/// Below zero it is refused.
quantity quantity_of(std::int64_t n) {
    if (quantity::max_count < n) not_expressible("more than 10^15 of the smallest unit");
    return value_of(quantity::from(n));
}
bool is_set(parameters& in, const char* name) {
    const json* j = in.find(name);
    return j != nullptr && truth_from(*j);
}
std::optional<instant> instant_of_member(parameters& in, const char* name) {
    const json* j = in.find(name);
    return j == nullptr ? std::nullopt : std::optional{whole_instant_from(*j)};
}
/// Activity is counted in minutes there.
instant cut_to_minute(instant t) { return t + seconds(-(time_of(t, utc).seconds() % 60)); }

/// Counts amounts of a case in the smallest unit that all its figures need; where raw usage is
/// divided before it is burned, in the divisor's part of that.
class amounts {
public:
    explicit amounts(const json& input) { look_at(input); }

    void divide_by(std::int64_t factor) { parts_ = factor; }

    [[nodiscard]] std::int64_t count(const json& j) const { return times(scale_.count(j), parts_); }
    [[nodiscard]] quantity units(const json& j) const { return quantity_of(count(j)); }
    [[nodiscard]] quantity raw_units(const json& j) const { return quantity_of(scale_.count(j)); }
    [[nodiscard]] std::int64_t one() const { return times(ten_to(scale_.decimals()), parts_); }

    [[nodiscard]] std::string text(std::int64_t n) const {
        if (parts_ == 1) return to_string(*decimal::from(n, scale_.decimals()));
        // Such cases are asserted to six decimals.
        const std::int64_t whole = one(), half = whole / 2;
        const std::int64_t rest = (times(n % whole, 1'000'000) + half) / whole;
        return to_string(*decimal::from(times(n / whole, 1'000'000) + rest, 6));
    }
    [[nodiscard]] std::string text(quantity q) const { return text(q.count()); }

private:
    void look_at(const json& j) {
        if (j.is_structured())
            for (const json& inner : j) look_at(inner);
        else if (j.is_string() && decimal::from(j.get_ref<const std::string&>()))
            scale_.add(j);
    }

    scale_of_units scale_{9};
    std::int64_t parts_ = 1;
};

/// One case while it is judged.
struct asked {
    parameters& in;
    answers& a;
    const json& expect;
    amounts of;

    /// An upper bound is kept: it is the answer then. Or else what passes it is.
    void give_at_most(const std::string& name, std::int64_t ours, const json& bound) const {
        const std::int64_t most = bound.is_string() ? of.count(bound) : integer_from(bound);
        const json shown = bound.is_string() ? json(of.text(ours)) : json(ours);
        a.give(name, ours <= most ? bound : shown);
    }
};

// ---- grants and what is left of them ----

/// When nothing has an end that matters.
constexpr instant late = instant::never() + seconds(-1);

struct purse {
    std::vector<grant<quantity>> grants{};
    std::vector<quantity> left{};
    std::vector<std::size_t> room{};

    /// \return its place.
    std::size_t add(quantity amount, std::int32_t priority = 0, instant from = {}) {
        grants.push_back({.id = grant_id{grants.size()},
                          .amount = amount,
                          .priority = priority,
                          .effective_from = from});
        left.push_back(amount);
        return grants.size() - 1;
    }
    [[nodiscard]] burn_order<quantity> order() {
        room.resize(grants.size());
        return value_of(burn_order<quantity>::of(grants, room));
    }
    burned<quantity> take(quantity wanted, burn_extent extent = burn_extent::as_much_as_is_left,
                          instant now = late) {
        return value_of(burn(order(), left, wanted, now, extent, left));
    }
    [[nodiscard]] quantity rest(instant now = late) {
        return value_of(available(order(), left, now));
    }
    [[nodiscard]] quantity used(std::size_t i) const { return grants[i].amount.above(left[i]); }
};

/// The places of texts in their order: an id that is the place compares as the text does.
std::vector<std::size_t> ranks_of(const std::vector<std::string>& ids) {
    std::vector<std::string> sorted = ids;
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::size_t> ranks;
    for (const std::string& id : ids)
        ranks.push_back(static_cast<std::size_t>(
            std::lower_bound(sorted.begin(), sorted.end(), id) - sorted.begin()));
    return ranks;
}

std::int32_t priority_from(const json* j, std::int32_t otherwise = 0) {
    return j == nullptr ? otherwise : static_cast<std::int32_t>(integer_from(*j));
}

// ---- OpenMeter: the history of grants ----

struct named_grants {
    std::vector<std::string> ids{};
    purse of{};
    std::vector<grant_renewal> renewals{};

    [[nodiscard]] std::size_t place(const std::string& id) const {
        const auto at = std::find(ids.begin(), ids.end(), id);
        if (at == ids.end()) throw refused{"unknown_grant"};
        return static_cast<std::size_t>(at - ids.begin());
    }
    [[nodiscard]] json shown(const std::vector<quantity>& balances, const amounts& as) const {
        json all = json::object();
        for (std::size_t i = 0; i < ids.size(); ++i) all[ids[i]] = as.text(balances[i]);
        return all;
    }
};

instant earliest(instant otherwise, std::initializer_list<const json*> of) {
    for (const json* j : of)
        if (j != nullptr) otherwise = std::min(otherwise, whole_instant_from(*j));
    return otherwise;
}

/// Ranks grants by priority, expiry, creation and id: the age there is that of the record, not that
/// of the grant, so that the rank is what this library knows as its priority.
void rank(purse& p, const std::vector<instant>& created) {
    purse by_age = p;
    for (std::size_t i = 0; i < created.size(); ++i) {
        grant<quantity>& g = by_age.grants[i];
        g.effective_from = std::min(created[i], g.expires_at);
    }
    std::int32_t place = 0;
    const auto order = by_age.order();
    for (const std::size_t i : order.places()) p.grants[i].priority = place++;
}

named_grants grants_from(const json& list, const amounts& as, instant until) {
    named_grants all;
    std::vector<instant> created;
    for (const json& one : list) all.ids.push_back(text_from(one.at("id")));
    const auto ranks = ranks_of(all.ids);
    for (std::size_t i = 0; i < list.size(); ++i) {
        parameters in{list[i]};
        in.ignore("id");
        grant<quantity> g;
        g.id = grant_id{ranks[i]};
        g.amount = as.units(in["amount"]);
        g.priority = priority_from(in.find("priority"));
        g.effective_from = whole_instant_from(in["effective_at"]);
        g.expires_at = earliest(instant::never(), {in.find("expires_at")});
        g.voided_at = earliest(instant::never(), {in.find("voided_at"), in.find("deleted_at")});
        if (g.voided_at != instant::never()) g.voided_at = cut_to_minute(g.voided_at);
        created.push_back(earliest(instant::never(), {in.find("created_at")}));
        if (const json* bounds = in.find("rollover_at_reset"))
            g.rollover = {as.units(bounds->at("min")), as.units(bounds->at("max"))};
        if (const json* again = in.find("recurrence")) {
            parameters of{*again};
            const anchor from = anchor_at(whole_instant_from(of["anchor"]), utc);
            const cadence every = cadence_from(of["interval"]);
            of.end("recurrence");
            for (std::int64_t n = index_of(from, every, g.effective_from, utc);; ++n) {
                const instant t = boundary_at(from, every, n, utc);
                if (until < t) break;
                if (g.effective_from <= t) all.renewals.push_back({g.id, t});
            }
        }
        in.end("grant");
        all.of.grants.push_back(g);
        all.of.left.push_back(quantity{});
    }
    rank(all.of, created);
    return all;
}

std::vector<grant_use<quantity>> uses_from(const json& list, const amounts& as) {
    std::vector<grant_use<quantity>> uses;
    for (const json& u : list)
        uses.push_back({whole_instant_from(u.at("at")), as.raw_units(u.at("amount"))});
    return uses;
}

/// What a run knows, and where it stands.
struct run {
    named_grants& grants;
    std::vector<grant_use<quantity>> uses{};
    std::vector<balance_reset> resets{};
    tally<quantity> now{};
    bool is_latest = false;  ///< usage is the last value, and grants are a limit of it

    [[nodiscard]] bool resets_at(instant t) const {
        return std::any_of(resets.begin(), resets.end(),
                           [t](const balance_reset& r) { return r.at == t; });
    }
    /// A grant that starts where the run ends belongs to the next one there, but after a reset.
    void leave_out_what_starts_at(instant until) {
        if (resets_at(until)) return;
        for (grant<quantity>& g : grants.of.grants)
            if (g.effective_from == until && now.at != until) {
                g.effective_from = until + seconds(1);
                g.expires_at = std::max(g.expires_at, g.effective_from);
                std::erase_if(grants.renewals,
                              [&](const grant_renewal& r) { return r.renewed == g.id; });
            }
    }
    void go_on(instant until) {
        if (is_latest) return go_on_to_the_last_value(until);
        now = value_of(balances_at(grants.of.order(), {uses, resets, grants.renewals}, now,
                                   grants.of.left, until, grants.of.left));
    }
    void go_on_to_the_last_value(instant until) {
        instant since = now.since;
        for (const balance_reset& r : resets)
            if (now.at < r.at && r.at <= until) since = std::max(since, r.at);
        std::optional<grant_use<quantity>> last;
        for (const auto& u : uses)
            if (since <= u.at && u.at < until && (!last || last->at <= u.at)) last = u;
        now = opening(grants.of.order(), until, grants.of.left);
        now.since = since;
        now.used = last ? last->amount : quantity{};
        const auto burned = grants.of.take(now.used, burn_extent::as_much_as_is_left, until);
        now.overage = burned.uncovered;
        now.burned = burned.covered;
    }
    [[nodiscard]] quantity balance() const { return grants.of.left.empty() ? quantity{} : sum(); }
    [[nodiscard]] quantity sum() const {
        std::int64_t all = 0;
        for (const quantity q : grants.of.left) all += q.count();
        return quantity_of(all);
    }
    [[nodiscard]] quantity used_between(instant from, instant to) const {
        std::int64_t all = 0;
        for (const auto& u : uses)
            if (from <= u.at && u.at < to) all += u.amount.count();
        return quantity_of(all);
    }
};

/// A stretch in which nothing happens but usage, as that peer tells a history.
json segment(run& at, const amounts& as, instant from, instant to, quantity& overage,
             const char* reason) {
    const quantity used = at.used_between(from, to);
    json s{{"from", text(from)},
           {"to", text(to)},
           {"total_balance_at_start", as.text(at.balance())},
           {"balances_at_start", at.grants.shown(at.grants.of.left, as)},
           {"overage_at_start", as.text(overage)},
           {"total_usage", as.text(used)}};
    const std::vector<quantity> before = at.grants.of.left;
    overage = at.grants.of
                  .take(quantity_of(used.count() + overage.count()),
                        burn_extent::as_much_as_is_left, from)
                  .uncovered;
    json burned = json::array();
    const auto order = at.grants.of.order();
    for (const std::size_t i : order.places()) {
        const quantity by = before[i].above(at.grants.of.left[i]);
        const bool is_last = at.grants.of.left[i] != quantity{};
        if (by != quantity{})
            burned.push_back({{"grant_id", at.grants.ids[i]},
                              {"usage", as.text(by)},
                              {"reason", is_last ? "segment_termination" : "grant_exhausted"}});
    }
    s["grant_usages"] = std::move(burned);
    s["overage"] = as.text(overage);
    s["balances_after"] = at.grants.shown(at.grants.of.left, as);
    s["total_balance_after"] = as.text(at.balance());
    if (*reason != '\0') s["ends_with"] = reason;
    return s;
}

/// The segments from where a run stands to `until`.
json segments_of(run at, const amounts& as, instant until) {
    json all = json::array();
    quantity overage = at.now.overage;
    instant from = at.now.at;
    for (;;) {
        const grant_history<quantity> happened{{}, at.resets, at.grants.renewals};
        std::optional<instant> next;
        const auto consider = [&](instant t) {
            if (from < t && t <= until && (!next || t < *next)) next = t;
        };
        for (const grant<quantity>& g : at.grants.of.grants) {
            consider(g.effective_from);
            if (g.effective_from < end_of(g)) consider(end_of(g));
        }
        for (const grant_renewal& r : happened.renewals) {
            const auto& g = at.grants.of.grants;
            const auto of = std::find_if(g.begin(), g.end(),
                                         [&](const auto& one) { return one.id == r.renewed; });
            if (of != g.end() && is_active(*of, r.at)) consider(r.at);
        }
        for (const balance_reset& r : happened.resets) consider(r.at);
        const bool is_reset = next && at.resets_at(*next);
        const bool is_renewal =
            next && std::any_of(happened.renewals.begin(), happened.renewals.end(),
                                [&](const grant_renewal& r) { return r.at == *next; });
        // What only starts or ends at the end of all opens no segment of its own.
        if (!next || (*next == until && !is_reset)) {
            if (from < until || all.empty() || at.resets_at(from))
                all.push_back(segment(at, as, from, until, overage, ""));
            return all;
        }
        all.push_back(segment(at, as, from, *next, overage,
                              is_reset     ? "usage_reset"
                              : is_renewal ? "recurrence"
                                           : "priority_change"));
        auto& left = at.grants.of.left;
        if (is_reset) {
            const auto r = std::find_if(at.resets.begin(), at.resets.end(),
                                        [&](const balance_reset& one) { return one.at == *next; });
            for (std::size_t i = 0; i < left.size(); ++i)
                if (end_of(at.grants.of.grants[i]) <= *next) left[i] = quantity{};
            if (r->overage == overage_at_reset::dropped) overage = quantity{};
            (void)value_of(reset(at.grants.of.order(), left, quantity{}, overage_at_reset::dropped,
                                 *next, left));
            all.push_back(segment(at, as, *next, *next, overage, "rollover"));
        }
        // With nothing used and nothing uncovered, this is what starts, ends or is renewed there.
        (void)value_of(balances_at(at.grants.of.order(), {{}, {}, at.grants.renewals},
                                   tally<quantity>{.at = from, .since = from}, left, *next, left));
        from = *next;
    }
}

void give_standing(asked& c, const run& r) {
    c.a.give("overage", c.of.text(r.now.overage));
    c.a.give("usage_in_period", c.of.text(r.now.used));
    c.a.give("usage_since", text(r.now.since));
    c.a.give("total_grant_usage", c.of.text(r.now.burned));
    c.a.give("total_balance", c.of.text(r.balance()));
    c.a.give("total_available_grant_amount", c.of.text(r.now.burned.count() + r.balance().count()));
}

/// The list expects some elements of ours: those of the indexes it names, or else of its places.
json by_index(json ours, const json& expect, const char* name) {
    for (std::size_t i = 0; i < ours.size(); ++i) ours[i]["index"] = i;
    const auto list = expect.find(name);
    if (list == expect.end()) return ours;
    json some = json::array();
    for (const json& wanted : *list) {
        const std::size_t i = wanted.contains("index")
                                  ? static_cast<std::size_t>(integer_from(wanted.at("index")))
                                  : some.size();
        some.push_back(i < ours.size() ? ours[i] : json(nullptr));
    }
    return some;
}

void burn_down(asked& c) {
    const instant until = whole_instant_from(c.in["until"]);
    named_grants grants = grants_from(c.in["grants"], c.of, until);
    run r{grants};
    const json* aggregation = c.in.find("aggregation");
    const std::string how = aggregation == nullptr ? "sum" : text_from(*aggregation);
    if (how != "sum" && how != "count" && how != "latest")
        not_expressible(fmt::format("grants burned by a meter of the aggregation {}", how));
    r.is_latest = how == "latest";
    r.uses = uses_from(c.in["usage"], c.of);
    const auto overage =
        is_set(c.in, "preserve_overage") ? overage_at_reset::carried : overage_at_reset::dropped;
    for (const json& at : c.in["resets"]) r.resets.push_back({whole_instant_from(at), overage});

    parameters start{c.in["start"]};
    r.now.at = whole_instant_from(start["at"]);
    r.now.since = instant_of_member(c.in, "usage_since").value_or(r.now.at);
    if (const auto since = instant_of_member(start, "usage_since")) r.now.since = *since;
    const auto settled = [&](const char* name) {
        const bool is_there = c.in.find("start")->contains(name);
        const json* j = start.find(name);
        if (j == nullptr && !is_there) return quantity{};
        // Not a finite figure, or missing where it is asked for.
        if (j == nullptr || !j->is_string() || !decimal::from(text_from(*j)))
            throw refused{"malformed_number"};
        return c.of.units(*j);
    };
    r.now.used = settled("usage_in_period");
    r.now.burned = settled("total_grant_usage");
    r.now.overage = settled("overage");
    const json& balances = start["balances"];
    start.end("start");
    for (const auto& [id, balance] : balances.items())
        grants.of.left[grants.place(id)] = c.of.units(balance);
    if (balances.size() != grants.ids.size()) throw refused{"every grant has its balance"};
    for (std::size_t i = 0; i < grants.ids.size(); ++i) {
        const grant<quantity>& g = grants.of.grants[i];
        if (!is_active(g, r.now.at)) grants.of.left[i] = quantity{};
        if (is_active(g, r.now.at) && g.effective_from == r.now.at) grants.of.left[i] = g.amount;
    }

    r.leave_out_what_starts_at(until);
    named_grants as_they_were = grants;
    run whole{as_they_were, r.uses, r.resets, r.now, r.is_latest};
    const bool is_told = !r.is_latest;
    json segments = is_told ? segments_of(whole, c.of, until) : json::array();
    if (const auto stop = instant_of_member(c.in, "also_split_at")) r.go_on(*stop);
    r.go_on(until);
    give_standing(c, r);
    c.a.give("balances", grants.shown(grants.of.left, c.of));
    if (!is_told) return;
    c.a.give("segment_count", segments.size());
    c.a.give("segments", by_index(std::move(segments), c.expect, "segments"));
}

// ---- OpenMeter: usage periods ----

/// From `since` on, periods are those of an anchor, up to where another begins.
struct recurrence {
    schedule periods;
    instant end = instant::never();
};

struct manual_reset {
    instant at;
    overage_at_reset overage;
    std::optional<instant> new_anchor;
};

struct timeline {
    std::vector<recurrence> parts{};

    void begin(instant at, const anchor& from, cadence every) {
        if (!parts.empty()) {
            if (at <= parts.back().periods.start()) throw refused{"resets must follow each other"};
            parts.back().end = at;
        }
        parts.push_back({schedule{at, from, every, utc}});
    }
    [[nodiscard]] period at(instant t) const {
        auto of = parts.begin();
        while (of + 1 != parts.end() && of->end <= t) ++of;
        const period p =
            period_at(of->periods, index_of(of->periods, std::max(t, of->periods.start())));
        return {p.begin(), std::min(p.end(), of->end)};
    }
    /// The starts of periods from the one that contains `from`, up to and including `to`.
    [[nodiscard]] std::vector<instant> starts(instant from, instant to) const {
        std::vector<instant> all;
        for (period p = at(from); p.begin() <= to; p = at(p.end())) all.push_back(p.begin());
        return all;
    }
};

std::vector<manual_reset> manual_resets_from(const json* list) {
    std::vector<manual_reset> all;
    if (list == nullptr) return all;
    for (const json& one : *list) {
        parameters in{one};
        const instant at = cut_to_minute(whole_instant_from(in["at"]));
        const bool preserved = is_set(in, "preserve_overage");
        const bool retained = is_set(in, "retain_anchor");
        auto anchored = instant_of_member(in, "new_anchor");
        if (!anchored && !retained) anchored = at;
        in.end("manual reset");
        all.push_back(
            {at, preserved ? overage_at_reset::carried : overage_at_reset::dropped, anchored});
    }
    return all;
}

timeline timeline_from(parameters& in, const std::vector<manual_reset>& resets) {
    parameters usage_period{in["usage_period"]};
    anchor from = anchor_at(whole_instant_from(usage_period["anchor"]), utc);
    const cadence every = cadence_from(usage_period["interval"]);
    usage_period.end("usage period");
    timeline all;
    all.begin(whole_instant_from(in["measure_from"]), from, every);
    for (const manual_reset& r : resets) {
        if (r.new_anchor) from = anchor_at(*r.new_anchor, utc);
        all.begin(r.at, from, every);
    }
    return all;
}

void reset_times(asked& c) {
    const timeline all = timeline_from(c.in, manual_resets_from(c.in.find("manual_resets")));
    json found = json::array();
    for (const instant t :
         all.starts(whole_instant_from(c.in["from"]), whole_instant_from(c.in["to"])))
        found.push_back(text(t));
    c.a.give("times", std::move(found));
}

void usage_period_at(asked& c) {
    timeline all;
    for (const json& change : c.in["changes"]) {
        parameters in{change};
        const anchor from = anchor_at(whole_instant_from(in["anchor"]), utc);
        all.begin(whole_instant_from(in["from"]), from, cadence_from(in["interval"]));
        in.end("change");
    }
    const period p = all.at(whole_instant_from(c.in["at"]));
    c.a.give("from", text(p.begin()));
    c.a.give("to", text(p.end()));
}

void anchor_after_reset(asked& c) {
    const instant at = cut_to_minute(whole_instant_from(c.in["reset_at"]));
    const json& before = c.in["usage_period"].at("anchor");
    c.a.give("anchor", text(is_set(c.in, "retain_anchor") ? whole_instant_from(before) : at));
}

/// Reads what an entitlement of a meter is, and opens it where its measurement begins.
run measured(asked& c, named_grants& grants, const timeline& periods,
             const std::vector<manual_reset>& manual, instant until) {
    run r{grants};
    const json* aggregation = c.in.find("aggregation");
    r.is_latest = aggregation != nullptr && text_from(*aggregation) == "latest";
    r.uses = uses_from(c.in["usage"], c.of);
    const auto overage =
        is_set(c.in, "preserve_overage") ? overage_at_reset::carried : overage_at_reset::dropped;
    const instant start = periods.parts.front().periods.start();
    if (until < start) throw refused{"ends_before_it_begins"};
    for (const instant t : periods.starts(start, until)) {
        if (t == start) continue;
        const auto by_hand = std::find_if(manual.begin(), manual.end(),
                                          [t](const manual_reset& m) { return m.at == t; });
        r.resets.push_back({t, by_hand == manual.end() ? overage : by_hand->overage});
    }
    r.now = opening(grants.of.order(), start, grants.of.left);
    return r;
}

/// Raw usage may be converted before it is burned.
void convert(asked& c) {
    const json* conversion = c.in.find("unit_conversion");
    if (conversion == nullptr) return;
    parameters in{*conversion};
    const decimal factor = figure_from(in["factor"]);
    if (text_from(in["operation"]) != "divide" || factor.scale() != 0 || factor.count() <= 0)
        not_expressible("usage converted by more than a whole divisor");
    in.end("unit conversion");
    c.of.divide_by(factor.count());
}

void entitlement_balance(asked& c) {
    convert(c);
    const instant at = whole_instant_from(c.in["at"]);
    const auto manual = manual_resets_from(c.in.find("manual_resets"));
    const timeline periods = timeline_from(c.in, manual);
    named_grants grants = grants_from(c.in["grants"], c.of, at);
    run r = measured(c, grants, periods, manual, at);
    r.leave_out_what_starts_at(at);
    r.go_on(at);
    give_standing(c, r);
    c.a.give("balance", c.of.text(r.balance()));
    c.a.give("start_of_period", text(r.now.since));
    c.a.give("grant_balances", grants.shown(grants.of.left, c.of));
    const bool soft_limit = is_set(c.in, "soft_limit");
    c.a.give("has_access", soft_limit || r.balance() != quantity{});
}

void balance_windows(asked& c) {
    convert(c);
    const zone z = zone_of(c.in.find("time_zone"));
    const instant to = whole_instant_from(c.in["to"]);
    const auto manual = manual_resets_from(c.in.find("manual_resets"));
    const timeline periods = timeline_from(c.in, manual);
    named_grants grants = grants_from(c.in["grants"], c.of, to);
    run r = measured(c, grants, periods, manual, to);
    // Before the measurement nothing is counted.
    const instant from = std::max(instant_of_member(c.in, "from").value_or(r.now.at), r.now.at);
    const json& written = c.in["window"];
    const cadence every = cadence_from(written);
    const anchor midnights = calendar_anchor(every);
    std::int64_t n = index_of(midnights, every, from, z);
    if (boundary_at(midnights, every, n, z) < from) ++n;
    json windows = json::array();
    for (;; ++n) {
        const instant begin = boundary_at(midnights, every, n, z);
        const instant end = std::min(boundary_at(midnights, every, n + 1, z), to);
        if (to <= begin) break;
        r.go_on(begin);
        if (windows.empty()) {
            named_grants then = grants;
            json segments = segments_of(run{then, r.uses, r.resets, r.now, r.is_latest}, c.of, to);
            c.a.give("segment_count", segments.size());
            c.a.give("segments", by_index(std::move(segments), c.expect, "segments"));
        }
        windows.push_back({{"from", text(begin)},
                           {"to", text(end)},
                           {"usage", c.of.text(r.used_between(begin, end))},
                           {"balance_at_start", c.of.text(r.balance())},
                           {"overage_at_start", c.of.text(r.now.overage)}});
    }
    c.a.give("window_count", windows.size());
    c.a.give("windows", by_index(std::move(windows), c.expect, "windows"));
}

// ---- OpenMeter: one grant, and orders ----

grant<quantity> bounded_grant(asked& c) {
    grant<quantity> g;
    g.effective_from = whole_instant_from(c.in["effective_at"]);
    g.expires_at = earliest(instant::never(), {c.in.find("expires_at")});
    g.voided_at = earliest(instant::never(), {c.in.find("voided_at"), c.in.find("deleted_at")});
    return g;
}
void grant_active_at(asked& c) {
    c.a.give("active", is_active(bounded_grant(c), whole_instant_from(c.in["at"])));
}
void grant_effective_period(asked& c) {
    const grant<quantity> g = bounded_grant(c);
    c.a.give("from", text(g.effective_from));
    c.a.give("to", end_of(g) == instant::never() ? json(nullptr) : json(text(end_of(g))));
}

void give_order(asked& c, purse& p, const std::vector<std::string>& ids) {
    json order = json::array();
    const auto found = p.order();
    for (const std::size_t i : found.places()) order.push_back(ids[i]);
    c.a.give("order", std::move(order));
}
std::vector<std::string> ids_of(const json& list) {
    std::vector<std::string> ids;
    for (const json& one : list) ids.push_back(text_from(one.at("id")));
    return ids;
}

void order_grants(asked& c) {
    const json& list = c.in["grants"];
    const auto ids = ids_of(list);
    const auto ranks = ranks_of(ids);
    purse p;
    std::vector<instant> created;
    for (std::size_t i = 0; i < list.size(); ++i) {
        parameters in{list[i]};
        for (const char* other : {"id", "effective_at", "amount"}) in.ignore(other);
        created.push_back(earliest(instant::never(), {in.find("created_at")}));
        p.add(quantity{1}, priority_from(in.find("priority")));
        p.grants[i].id = grant_id{ranks[i]};
        p.grants[i].expires_at = earliest(instant::never(), {in.find("expires_at")});
        in.end("grant");
    }
    rank(p, created);
    give_order(c, p, ids);
}

void starting_snapshot(asked& c) {
    const instant at = whole_instant_from(c.in["at"]);
    named_grants grants = grants_from(c.in["grants"], c.of, at);
    run r{grants};
    r.now = opening(grants.of.order(), at, grants.of.left);
    give_standing(c, r);
    c.a.give("balances", grants.shown(grants.of.left, c.of));
}

void has_access(asked& c) {
    const instant at = whole_instant_from(c.in["at"]);
    parameters in{c.in["entitlement"]};
    grant<quantity> g;
    g.effective_from = instant_of_member(in, "active_from").value_or(at);
    g.expires_at = instant_of_member(in, "active_to").value_or(instant::never());
    const std::string type = text_from(in["type"]);
    const json* balance = in.find("balance");
    const bool soft_limit = is_set(in, "soft_limit");
    in.end("entitlement");
    const bool active = is_active(g, at);
    if (active && type == "metered" && balance == nullptr && !soft_limit)
        not_expressible("access by a balance that is not told");
    const bool any = type != "metered" || soft_limit ||
                     (balance != nullptr && c.of.units(*balance) != quantity{});
    c.a.give("has_access", active && any);
}

// ---- OpenMeter: credits ----

struct credit_list {
    std::vector<std::string> ids{};
    purse of{};
    std::vector<std::optional<std::set<std::string>>> features{};

    [[nodiscard]] bool covers(std::size_t i, const json* feature) const {
        return !features[i] || (feature != nullptr && features[i]->contains(text_from(*feature)));
    }
};

credit_list credits_from(const json& list, const amounts& as) {
    credit_list all;
    all.ids = ids_of(list);
    const auto ranks = ranks_of(all.ids);
    for (std::size_t i = 0; i < list.size(); ++i) {
        parameters in{list[i]};
        in.ignore("id");
        const json* features = in.find("features");
        // Of one priority, what can pay for less is used first.
        const std::int32_t priority =
            2 * priority_from(in.find("priority")) + (features == nullptr ? 1 : 0);
        all.of.add(as.units(in["amount"]), priority);
        all.of.grants[i].id = grant_id{ranks[i]};
        all.of.grants[i].expires_at = earliest(instant::never(), {in.find("expires_at")});
        all.features.push_back(features == nullptr
                                   ? std::nullopt
                                   : std::optional{features->get<std::set<std::string>>()});
        in.end("credit");
    }
    return all;
}

/// Burns from the credits that may pay for it. \return what is left uncovered.
quantity collect(asked& c, credit_list& credits, const json& demand, json& allocations) {
    parameters in{demand};
    const json* feature = in.find("feature");
    const instant at = instant_of_member(in, "at").value_or(instant{});
    const quantity wanted = c.of.units(in["amount"]);
    in.end("demand");
    purse eligible;
    std::vector<std::size_t> from;
    for (std::size_t i = 0; i < credits.ids.size(); ++i) {
        if (!credits.covers(i, feature)) continue;
        eligible.grants.push_back(credits.of.grants[i]);
        eligible.left.push_back(credits.of.left[i]);
        from.push_back(i);
    }
    const quantity uncovered = eligible.take(wanted, burn_extent::as_much_as_is_left, at).uncovered;
    const auto order = eligible.order();
    for (const std::size_t e : order.places()) {
        const std::size_t i = from[e];
        const quantity taken = credits.of.left[i].above(eligible.left[e]);
        credits.of.left[i] = eligible.left[e];
        if (taken != quantity{})
            allocations.push_back({{"id", credits.ids[i]}, {"amount", c.of.text(taken)}});
    }
    return uncovered;
}
json rest_of(asked& c, const credit_list& credits) {
    json rest = json::object();
    for (std::size_t i = 0; i < credits.ids.size(); ++i)
        rest[credits.ids[i]] = c.of.text(credits.of.left[i]);
    return rest;
}
bool shortfall_is_advanced(asked& c) {
    const json* settlement = c.in.find("settlement");
    return settlement != nullptr && text_from(*settlement) == "credit_only";
}

void collect_credits(asked& c) {
    credit_list credits = credits_from(c.in["credits"], c.of);
    if (const json* booked = c.in.find("already_booked")) {
        const instant now = whole_instant_from(c.in["demand"].at("at"));
        for (const json& b : *booked) {
            if (now < whole_instant_from(b.at("at"))) continue;
            const auto at =
                std::find(credits.ids.begin(), credits.ids.end(), text_from(b.at("id")));
            if (at == credits.ids.end()) throw refused{"unknown_grant"};
            quantity& left = credits.of.left[static_cast<std::size_t>(at - credits.ids.begin())];
            left = left.above(c.of.units(b.at("amount")));
        }
    }
    json allocations = json::array();
    const json& demand = c.in["demand"];
    const quantity uncovered = collect(c, credits, demand, allocations);
    if (shortfall_is_advanced(c) && uncovered != quantity{})
        not_expressible("a shortfall booked as a debt of the customer: a receivable");
    const std::int64_t collected = c.of.count(demand.at("amount")) - uncovered.count();
    c.a.give("collected", c.of.text(collected));
    c.a.give("allocations", std::move(allocations));
    c.a.give("remaining", rest_of(c, credits));
}

void collect_credits_sequence(asked& c) {
    credit_list credits = credits_from(c.in["credits"], c.of);
    json collected = json::array(), allocations = json::array();
    for (const json& demand : c.in["demands"]) {
        json parts = json::array();
        const quantity uncovered = collect(c, credits, demand, parts);
        if (shortfall_is_advanced(c) && uncovered != quantity{})
            not_expressible("a shortfall booked as a debt of the customer: a receivable");
        collected.push_back(c.of.text(c.of.count(demand.at("amount")) - uncovered.count()));
        allocations.push_back(std::move(parts));
    }
    c.a.give("collected", std::move(collected));
    c.a.give("allocations", std::move(allocations));
    c.a.give("remaining", rest_of(c, credits));
}

// ---- flexprice ----

void grant_duration(asked& c) {
    const std::map<std::string, std::int64_t> lengths{
        {"hour", 3'600}, {"day", 86'400}, {"week", 604'800}};
    const auto found = lengths.find(text_from(c.in["unit"]));
    const std::int64_t count = integer_from(c.in["value"]);
    if (found == lengths.end() || count < 1) throw refused{"no fixed length"};
    const duration whole = seconds(times(count, found->second));
    if (INT64_MAX / 1'000'000'000 < whole.seconds)
        deliberate("lengths end where a count of nanoseconds does: here they are seconds");
    c.a.give("seconds", fmt::format("{}", whole.seconds));
}

void grant_exhausted(asked& c) {
    const quantity quota = c.of.units(c.in["quota"]);
    c.a.give("exhausted", threshold::at(quota).is_reached(limit{quota}, c.of.units(c.in["usage"])));
}
void grant_overage(asked& c) {
    c.a.give("overage", c.of.text(c.of.units(c.in["usage"]).above(c.of.units(c.in["quota"]))));
}

void credit_expiry(asked& c) {
    const instant from = whole_instant_from(c.in["granted_at"]);
    const json* unit = c.in.find("unit");
    const json* count = c.in.find("count");
    const zone z = zone_of(c.in.find("time_zone"));
    if (unit == nullptr || count == nullptr) return c.a.give("expires_at", json(nullptr));
    const cadence every = cadence_from({{"unit", *unit}, {"count", *count}});
    c.a.give("expires_at", text(boundary_at(anchor_at(from, z), every, 1, z)));
}

// ---- Autumn: access ----

/// A threshold of what is used, or of what remains: that is what is gone of some whole, at least.
void threshold_crossed(asked& c) {
    const std::string type = text_from(c.in["type"]);
    const bool by_remaining = type.starts_with("remaining");
    const bool by_percent = type.ends_with("_percentage");
    if (type != "usage" && type != "usage_percentage" && type != "remaining" &&
        type != "remaining_percentage")
        not_expressible(fmt::format("an alert of the type {}", type));
    const json* granted = c.in.find("granted");
    if (granted == nullptr && by_percent) not_expressible("an alert on a part of what is not told");
    const json& at = c.in["threshold"];
    // All amounts are times this, so that a part of a percent is whole too.
    const decimal figure = figure_from(at);
    const std::int64_t fine = by_percent ? times(100, ten_to(figure.scale())) : 1;
    const std::int64_t bound =
        by_percent ? times(c.of.count(*granted), figure.count()) : c.of.count(at);
    const auto told = [&](const char* when) {
        parameters in{c.in[when]};
        const json* usage = in.find("usage");
        const json* remaining = in.find("remaining");
        in.end(when);
        const json* value = by_remaining ? remaining : usage;
        if (value == nullptr) not_expressible("an alert on what is not told");
        return times(c.of.count(*value), fine);
    };
    const std::int64_t before = told("before"), after = told("after");
    const std::int64_t whole = std::max({bound, before, after});
    const auto taken = [&](std::int64_t n) {
        return quantity_of(by_remaining ? whole - n : std::max<std::int64_t>(0, n));
    };
    const threshold t = threshold::at(taken(bound));
    const quota_state earlier{standing_window.index, taken(before)};
    const quota_state later{standing_window.index, taken(after)};
    const warned given = warn({}, t, limit::unlimited(), earlier).next;
    c.a.give("crossed", warn(given, t, limit::unlimited(), later).is_due);
}

/// The entitlements of a feature that count at an instant, and what they admit together.
struct held {
    std::int64_t granted = 0;
    std::int64_t purchased = 0;
    std::optional<std::int64_t> overage = 0;  ///< none: without a bound
    bool any = false;
    bool is_unlimited = false;
};
held held_by(asked& c) {
    const auto at = instant_of_member(c.in, "at");
    const json* entity = c.in.find("entity");
    held all;
    for (const json& one : c.in["entitlements"]) {
        parameters in{one};
        in.ignore("id");
        in.ignore("interval");
        in.ignore("feature");
        const auto expires = instant_of_member(in, "expires_at");
        const json* of = in.find("entity");
        const json* granted = in.find("granted");
        const json* purchased = in.find("purchased");
        const json* most = in.find("max_purchase");
        const json* type = in.find("type");
        const bool overage_allowed = is_set(in, "overage_allowed");
        const bool unlimited = is_set(in, "unlimited") || is_set(in, "boolean") ||
                               (type != nullptr && text_from(*type) == "boolean");
        in.end("entitlement");
        grant<quantity> g;
        g.effective_from = instant{};
        g.expires_at = expires.value_or(instant::never());
        if (!is_active(g, at.value_or(instant{}))) continue;
        if (of != nullptr && entity != nullptr && *of != *entity) continue;
        all.any = true;
        all.is_unlimited = all.is_unlimited || unlimited;
        if (granted != nullptr) all.granted += c.of.units(*granted).count();
        if (purchased != nullptr) all.purchased += c.of.units(*purchased).count();
        if (!overage_allowed || !all.overage) continue;
        if (most == nullptr)
            all.overage.reset();
        else
            *all.overage += c.of.units(*most).count();
    }
    if (const json* bound = c.in.find("overage_limit"); bound != nullptr && all.overage != 0) {
        const std::int64_t most = c.of.units(*bound).count();
        all.overage = std::min(all.overage.value_or(most), most);
    }
    return all;
}

void check_access(asked& c) {
    const held h = held_by(c);
    const json* wanted = c.in.find("required");
    const json* taken = c.in.find("used");
    const quantity required = wanted == nullptr ? quantity_of(c.of.one()) : c.of.units(*wanted);
    const quantity used = taken == nullptr ? quantity{} : c.of.units(*taken);
    const quantity all = quantity_of(h.granted + h.purchased);
    const quota_limit most = h.is_unlimited || !h.overage
                                 ? no_limit
                                 : hard(quantity_of(all.count() + *h.overage).count());
    const quota_decision d =
        decide({standing_window.index, used}, most, standing_window, required, instant{});
    c.a.give("allowed", h.any && is_admitted(d.answer));
    c.a.give("granted", c.of.text(h.granted));
    c.a.give("purchased", c.of.text(h.purchased));
    c.a.give("balance", c.of.text(all.above(used)));
    c.a.give("usage", c.of.text(used));
}

/// What is bought is used first, then what is granted, then overage as far as it may be bought.
void use_sequence(asked& c) {
    struct one {
        std::string id;
        std::size_t own;
        std::optional<std::size_t> beyond;
        quantity granted, purchased;
    };
    std::vector<one> all;
    purse p;
    for (const json& e : c.in["entitlements"]) {
        parameters in{e};
        in.ignore("interval");
        const json* purchased = in.find("purchased");
        const json* granted = in.find("granted");
        const json* most = in.find("max_purchase");
        const bool overage_allowed = is_set(in, "overage_allowed");
        one o{text_from(in["id"]), 0, {}, {}, {}};
        in.end("entitlement");
        if (granted != nullptr) o.granted = c.of.units(*granted);
        if (purchased != nullptr) o.purchased = c.of.units(*purchased);
        o.own = p.add(quantity_of(o.granted.count() + o.purchased.count()), overage_allowed);
        if (overage_allowed) {
            // Without a bound: more than any case uses.
            const quantity bound =
                most == nullptr ? quantity{quantity::max_count / 1'000} : c.of.units(*most);
            o.beyond = p.add(bound, 2);
        }
        all.push_back(std::move(o));
    }
    const auto standing = [&] {
        std::int64_t granted = 0, purchased = 0, balance = 0, usage = 0;
        json per = json::object();
        for (const one& o : all) {
            const std::int64_t above = o.beyond ? p.used(*o.beyond).count() : 0;
            const std::int64_t bought = o.purchased.count() + above;
            const std::int64_t used = p.used(o.own).count() + above;
            per[o.id] = {{"granted", c.of.text(o.granted)},
                         {"purchased", c.of.text(bought)},
                         {"balance", c.of.text(p.left[o.own])},
                         {"usage", c.of.text(used)}};
            granted += o.granted.count();
            purchased += bought;
            balance += p.left[o.own].count();
            usage += used;
        }
        return json{{"granted", c.of.text(granted)},
                    {"purchased", c.of.text(purchased)},
                    {"balance", c.of.text(balance)},
                    {"usage", c.of.text(usage)},
                    {"per", std::move(per)}};
    };
    c.a.give("initial", standing());
    json steps = json::array();
    for (const json& amount : c.in["use"]) {
        if (c.of.count(amount) < 0) not_expressible("use of less than nothing");
        p.take(c.of.units(amount));  // what is beyond is not recorded
        steps.push_back(standing());
    }
    c.a.give("steps", std::move(steps));
}

// ---- Autumn: rollovers ----

/// Balances kept from earlier periods, the oldest burned first.
struct rollovers {
    purse of{};

    void add(quantity amount) { of.add(amount, static_cast<std::int32_t>(of.grants.size())); }
    /// What is above the maximum is taken from the oldest; one that is emptied so is gone.
    void trim(std::optional<quantity> most) {
        if (!most) return;
        const quantity excess = of.rest().above(*most);
        if (excess == quantity{}) return;
        of.take(excess);
        for (std::size_t i = of.left.size(); i-- != 0;)
            if (of.left[i] == quantity{}) {
                of.left.erase(of.left.begin() + static_cast<std::ptrdiff_t>(i));
                of.grants.erase(of.grants.begin() + static_cast<std::ptrdiff_t>(i));
            }
        for (std::size_t i = 0; i < of.grants.size(); ++i) of.grants[i].id = grant_id{i};
    }
    [[nodiscard]] json shown(const amounts& as) const {
        json list = json::array();
        for (const quantity q : of.left) list.push_back(as.text(q));
        return list;
    }
};

std::optional<quantity> rollover_maximum(asked& c, quantity granted) {
    if (const json* most = c.in.find("rollover_max")) return c.of.units(*most);
    const json* part = c.in.find("rollover_max_percentage");
    if (part == nullptr) return std::nullopt;
    // Cut to whole units, of which the figures of the case may be parts.
    const std::int64_t whole = c.of.one();
    return quantity_of(times(granted.count(), c.of.units(*part).count()) /
                       times(100 * whole, whole) * whole);
}

struct renewed_grant {
    rollovers kept{};
    quantity granted{};
    quantity balance{};
    std::optional<quantity> most{};

    void use(quantity amount) {
        const quantity rest = kept.of.take(amount).uncovered;
        purse own;
        own.add(balance);
        own.take(rest);
        balance = own.left[0];
    }
    void reset() {
        if (balance != quantity{}) kept.add(most ? std::min(balance, *most) : balance);
        kept.trim(most);
        balance = granted;
    }
    [[nodiscard]] quantity total() { return quantity_of(kept.of.rest().count() + balance.count()); }
};
renewed_grant renewed_from(asked& c) {
    renewed_grant g;
    g.granted = g.balance = c.of.units(c.in["grant"]);
    g.most = rollover_maximum(c, g.granted);
    return g;
}

void rollover_sequence(asked& c) {
    renewed_grant g = renewed_from(c);
    json steps = json::array();
    for (const json& action : c.in["actions"]) {
        parameters in{action};
        const std::string what = text_from(in["do"]);
        if (what == "use" && c.of.count(in["amount"]) < 0)
            not_expressible("use of less than nothing");
        else if (what == "use")
            g.use(c.of.units(in["amount"]));
        else if (what == "reset")
            g.reset();
        else
            not_expressible(fmt::format("rollovers with a {}", what));
        in.end("action");
        steps.push_back({{"balance", c.of.text(g.total())}, {"rollovers", g.kept.shown(c.of)}});
    }
    c.a.give("steps", std::move(steps));
}

void rollover_bound(asked& c) {
    renewed_grant g = renewed_from(c);
    for (std::int64_t n = integer_from(c.in["resets"]); n > 0; --n) g.reset();
    if (c.expect.contains("total_at_most"))
        c.give_at_most("total_at_most", g.kept.of.rest().count(), c.expect.at("total_at_most"));
    if (c.expect.contains("rows_at_most"))
        c.give_at_most("rows_at_most", static_cast<std::int64_t>(g.kept.of.left.size()),
                       c.expect.at("rows_at_most"));
    c.a.give("total", c.of.text(g.kept.of.rest()));
}

/// The maximum holds for each entity by itself.
void clear_rollovers(asked& c) {
    const json* bound = c.in.find("max");
    std::map<std::string, rollovers> all;
    for (const json& row : c.in["rows"]) {
        if (row.is_string()) {
            all["balance"].add(c.of.units(row));
            continue;
        }
        for (const auto& [entity, balance] : row.items()) all[entity].add(c.of.units(balance));
    }
    json totals = json::object(), bounds = json::object();
    for (auto& [entity, kept] : all) {
        if (bound != nullptr) kept.trim(c.of.units(*bound));
        totals[entity] = c.of.text(kept.of.rest());
    }
    if (c.expect.contains("total_at_most")) {
        for (const auto& [entity, most] : c.expect.at("total_at_most").items())
            if (all.contains(entity))
                bounds[entity] =
                    all.at(entity).of.rest() <= c.of.units(most) ? most : totals[entity];
        c.a.give("total_at_most", std::move(bounds));
    }
    c.a.give("total", std::move(totals));
}

/// Rollovers move to the first entitlement of their feature; one without any balance is dropped.
void carry_rollovers(asked& c) {
    struct to {
        std::string feature;
        std::optional<quantity> most;
        rollovers kept{};
    };
    std::vector<std::string> ids;
    std::vector<to> targets;
    for (const json& one : c.in["entitlements"]) {
        parameters in{one};
        const json* most = in.find("rollover_max");
        ids.push_back(text_from(in["id"]));
        targets.push_back({text_from(in["feature"]),
                           most == nullptr ? std::nullopt : std::optional{c.of.units(*most)}});
        in.end("entitlement");
    }
    for (const json& one : c.in["rollovers"]) {
        parameters in{one};
        const std::string feature = text_from(in["feature"]);
        const quantity balance = c.of.units(in["balance"]);
        bool any = balance != quantity{};
        if (const json* entities = in.find("entities"))
            for (const json& e : *entities) any = any || c.of.units(e) != quantity{};
        in.end("rollover");
        const auto target = std::find_if(targets.begin(), targets.end(),
                                         [&](const to& t) { return t.feature == feature; });
        if (any && target != targets.end()) target->kept.add(balance);
    }
    json all = json::object();
    for (std::size_t i = 0; i < ids.size(); ++i) {
        targets[i].kept.trim(targets[i].most);
        all[ids[i]] = targets[i].kept.shown(c.of);
    }
    c.a.give("rollovers", std::move(all));
}

// ---- Autumn: deductions ----

decimal product_of(const decimal& a, const decimal& b) {
    const auto d = decimal::from(times(a.count(), b.count()), a.scale() + b.scale());
    if (!d) not_expressible("a figure of more digits than a decimal has");
    return *d;
}

void credit_cost(asked& c) {
    const json& system = c.in["credit_system"];
    const json* cost = c.in.find("money_cost");
    const json* amount = c.in.find("amount");
    const auto listed = system.find(text_from(c.in["feature"]));
    const decimal rate = listed == system.end() ? figure_from("1") : figure_from(*listed);
    const decimal own = cost != nullptr     ? figure_from(*cost)
                        : amount != nullptr ? figure_from(*amount)
                                            : figure_from("1");
    c.a.give("own", to_string(own));
    c.a.give("credits", to_string(product_of(own, rate)));
}

/// A feature's own balance first, then credits at what it costs in them.
void track(asked& c) {
    const json& balances = c.in["balances"];
    const std::string feature = text_from(c.in["feature"]);
    if (c.of.count(c.in["amount"]) < 0) not_expressible("use of less than nothing");
    quantity rest = c.of.units(c.in["amount"]);
    json deductions = json::object();
    const auto deduct = [&](const std::string& from, quantity wanted) {
        purse p;
        p.add(c.of.units(balances.at(from)));
        const auto burned = p.take(wanted);
        if (burned.covered != quantity{}) deductions[from] = c.of.text(burned.covered);
        return burned.uncovered;
    };
    if (balances.contains(feature)) rest = deduct(feature, rest);
    const json* cost = c.in.find("credit_cost");
    std::vector<std::string> others;
    for (const auto& [name, balance] : balances.items())
        if (name != feature) others.push_back(name);
    if (rest != quantity{} && !others.empty()) {
        if (cost == nullptr || others.size() != 1)
            not_expressible("a cost in credits that is not told");
        const decimal each = figure_from(*cost);
        const std::int64_t all = times(rest.count(), each.count()), parts = ten_to(each.scale());
        if (all % parts != 0) not_expressible("credits in parts of their smallest unit");
        deduct(others.front(), quantity_of(all / parts));
    }
    c.a.give("deductions", std::move(deductions));
}

struct signed_balance {
    std::string id;
    std::int64_t balance = 0;
    std::int64_t starting = 0;
    bool usage_allowed = false;
};

/// Fills `rooms` in their order. \return what did not find room.
std::int64_t fill(std::vector<signed_balance>& all, std::int64_t amount, std::int64_t sign,
                  const std::function<std::int64_t(const signed_balance&)>& room_of) {
    purse rooms;
    for (std::size_t i = 0; i < all.size(); ++i)
        rooms.add(quantity_of(std::max<std::int64_t>(0, room_of(all[i]))),
                  static_cast<std::int32_t>(i));
    const auto burned = rooms.take(quantity_of(amount));
    for (std::size_t i = 0; i < all.size(); ++i) all[i].balance += sign * rooms.used(i).count();
    return burned.uncovered.count();
}

void deduct(asked& c) {
    const bool overage_allowed = is_set(c.in, "overage_allowed");
    const json* target = c.in.find("target_entity");
    std::vector<signed_balance> all;
    json entities = json::object();
    for (const json& one : c.in["balances"]) {
        parameters in{one};
        signed_balance b{text_from(in["id"]), c.of.count(in["balance"]), 0,
                         is_set(in, "usage_allowed")};
        if (const json* starting = in.find("starting_balance")) b.starting = c.of.count(*starting);
        const json* by_entity = in.find("entities");
        in.end("balance");
        if (by_entity != nullptr) {
            if (target == nullptr || !by_entity->contains(text_from(*target)))
                not_expressible("an amount of no entity from balances of entities");
            entities = *by_entity;
            b.balance = c.of.count(by_entity->at(text_from(*target)));
            b.id = text_from(*target);
        }
        all.push_back(std::move(b));
    }
    const std::vector<signed_balance> before = all;
    const std::int64_t amount = c.of.count(c.in["amount"]);
    std::int64_t rest = amount < 0 ? -amount : amount;
    const auto unbounded = [&](bool may) { return may ? quantity::max_count / 1'000 : 0; };
    if (amount >= 0) {
        rest = fill(all, rest, -1, [](const signed_balance& b) { return b.balance; });
        rest = fill(all, rest, -1, [&](const signed_balance& b) {
            return unbounded(overage_allowed && b.usage_allowed);
        });
    } else {
        rest = fill(all, rest, 1, [](const signed_balance& b) { return -b.balance; });
        rest = -fill(all, rest, 1, [&](const signed_balance& b) {
            return overage_allowed ? unbounded(true)
                                   : b.starting - std::max<std::int64_t>(0, b.balance);
        });
    }
    json balances = json::object(), untouched = json::array();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (entities.contains(all[i].id)) entities[all[i].id] = c.of.text(all[i].balance);
        balances[all[i].id] = c.of.text(all[i].balance);
        if (all[i].balance == before[i].balance) untouched.push_back(all[i].id);
    }
    c.a.give("balances", std::move(balances));
    c.a.give("untouched", std::move(untouched));
    c.a.give("entities", std::move(entities));
    c.a.give("remaining", c.of.text(rest));
}

/// Overage is paid back first, that of balances which allow it before others, then the oldest.
void split_top_up(asked& c) {
    const std::string prepaid = text_from(c.in["prepaid"]);
    purse debts;
    std::vector<std::string> ids;
    for (const json& one : c.in["balances"]) {
        parameters in{one};
        const std::string id = text_from(in["id"]);
        const std::int64_t balance = c.of.count(in["balance"]);
        const bool usage_allowed = is_set(in, "usage_allowed");
        const json* created = in.find("created_at");
        const bool of_entity = in.find("entity") != nullptr || in.find("entities") != nullptr ||
                               is_set(in, "per_entity");
        in.end("balance");
        if (id == prepaid || of_entity || balance >= 0) continue;
        const std::int64_t age = created == nullptr ? 0 : integer_from(*created);
        debts.add(quantity_of(-balance), usage_allowed ? 0 : 1, instant{} + seconds(age));
        ids.push_back(id);
    }
    const quantity rest = debts.take(c.of.units(c.in["quantity"])).uncovered;
    json deltas = json::array();
    const auto order = debts.order();
    for (const std::size_t i : order.places())
        if (debts.used(i) != quantity{})
            deltas.push_back({{"id", ids[i]}, {"delta", c.of.text(debts.used(i))}});
    if (rest != quantity{}) deltas.push_back({{"id", prepaid}, {"delta", c.of.text(rest)}});
    c.a.give("deltas", std::move(deltas));
}

// ---- Lago: grants and wallets ----

struct wallet_grants {
    std::vector<std::string> ids{};
    purse of{};
};
wallet_grants wallet_grants_from(asked& c) {
    const json& list = c.in["grants"];
    wallet_grants all{ids_of(list)};
    const auto ranks = ranks_of(all.ids);
    for (std::size_t i = 0; i < list.size(); ++i) {
        parameters in{list[i]};
        in.ignore("id");
        const std::string source = text_from(in["source"]);
        if (source != "granted" && source != "purchased")
            not_expressible(fmt::format("credits from {}", source));
        all.of.add(c.of.units(in["remaining_cents"]), priority_from(in.find("priority"), 50),
                   earliest(late, {in.find("created_at")}));
        all.of.grants[i].id = grant_id{ranks[i]};
        all.of.grants[i].kind = source == "granted" ? grant_kind::promotional : grant_kind::paid;
        in.end("grant");
    }
    return all;
}

/// All or nothing. \return what was taken from which, in that order.
std::vector<std::pair<std::string, quantity>> consume(wallet_grants& g, quantity amount) {
    const std::vector<quantity> before = g.of.left;
    if (g.of.take(amount, burn_extent::all_or_nothing).uncovered != quantity{})
        throw refused{"exceeds what is available"};
    std::vector<std::pair<std::string, quantity>> taken;
    const auto order = g.of.order();
    for (const std::size_t i : order.places())
        if (const quantity by = before[i].above(g.of.left[i]); by != quantity{})
            taken.emplace_back(g.ids[i], by);
    return taken;
}
json remaining_of(const wallet_grants& g, const amounts& as) {
    json all = json::object();
    for (std::size_t i = 0; i < g.ids.size(); ++i) all[g.ids[i]] = as.text(g.of.left[i]);
    return all;
}

void consume_grants(asked& c) {
    wallet_grants g = wallet_grants_from(c);
    const json* only = c.in.find("only_grant");
    // The others are as if they had not begun.
    if (only != nullptr)
        for (std::size_t i = 0; i < g.ids.size(); ++i)
            if (g.ids[i] != text_from(*only)) g.of.grants[i].effective_from = instant::never();
    const auto taken = consume(g, c.of.units(c.in["amount_cents"]));
    json consumed = json::object(), from = json::array();
    for (const auto& [id, amount] : taken) {
        consumed[id] = c.of.text(amount);
        from.push_back(id);
    }
    c.a.give("consumed", std::move(consumed));
    c.a.give("consumed_from", std::move(from));
    c.a.give("remaining", remaining_of(g, c.of));
}
void consume_grants_sequence(asked& c) {
    wallet_grants g = wallet_grants_from(c);
    json steps = json::array();
    for (const json& amount : c.in["amounts_cents"]) {
        json consumed = json::object();
        for (const auto& [id, by] : consume(g, c.of.units(amount))) consumed[id] = c.of.text(by);
        steps.push_back(std::move(consumed));
    }
    c.a.give("consumed", std::move(steps));
    c.a.give("remaining", remaining_of(g, c.of));
}

struct wallets {
    std::vector<std::string> ids{};
    purse of{};
    std::vector<const json*> written{};

    [[nodiscard]] std::size_t size() const { return ids.size(); }
};
wallets wallets_from(asked& c) {
    const json& list = c.in["wallets"];
    wallets all{ids_of(list)};
    std::int64_t age = 0;
    for (const json& one : list) {
        parameters in{one};
        for (const char* known :
             {"id", "fee_types", "metrics", "currency", "code", "threshold_top_up"})
            in.ignore(known);
        const json* balance = in.find("balance_cents");
        const json* created = in.find("created_at");
        const std::int64_t cents = balance == nullptr ? 0 : c.of.count(*balance);
        all.of.add(quantity_of(std::max<std::int64_t>(0, cents)),
                   priority_from(in.find("priority"), 50),
                   created == nullptr ? instant{} + seconds(age++) : whole_instant_from(*created));
        in.end("wallet");
        all.written.push_back(&one);
    }
    return all;
}
void order_wallets(asked& c) {
    wallets w = wallets_from(c);
    give_order(c, w.of, w.ids);
}

/// Fees of one type and metric are paid together, the largest group first.
struct fee_group {
    json type{}, metric{}, target{}, currency{};
    std::int64_t amount = 0;

    [[nodiscard]] bool is_like(const fee_group& g) const {
        return type == g.type && metric == g.metric && target == g.target && currency == g.currency;
    }
};
std::vector<fee_group> groups_from(asked& c, const json& list, const json& unit) {
    std::vector<fee_group> all;
    for (const json& fee : list) {
        parameters in{fee};
        const auto of = [&](const char* name) {
            const json* j = in.find(name);
            return j == nullptr ? json(nullptr) : *j;
        };
        fee_group g{of("type"), of("metric"), of("target_wallet"), of("currency")};
        if (g.currency.is_null()) g.currency = unit;
        g.amount = c.of.count(in["amount_cents"]);
        if (const json* tax = in.find("tax_cents")) g.amount += c.of.count(*tax);
        in.end("fee");
        const auto same = std::find_if(all.begin(), all.end(),
                                       [&](const fee_group& one) { return one.is_like(g); });
        if (same == all.end())
            all.push_back(std::move(g));
        else
            same->amount += g.amount;
    }
    return all;
}
void largest_first(std::vector<fee_group>& all) {
    std::stable_sort(all.begin(), all.end(),
                     [](const fee_group& a, const fee_group& b) { return b.amount < a.amount; });
}

bool may_pay(const json& wallet, const fee_group& g) {
    const auto lists = [&](const char* name, const json& value) {
        const json& list = wallet.at(name);
        return std::find(list.begin(), list.end(), value) != list.end();
    };
    if (!wallet.at("currency").is_null() && !g.currency.is_null() &&
        wallet.at("currency") != g.currency)
        return false;
    if (!g.target.is_null()) return wallet.contains("code") && wallet.at("code") == g.target;
    const bool has_types = !wallet.at("fee_types").empty(),
               has_metrics = !wallet.at("metrics").empty();
    if (!has_types && !has_metrics) return true;
    return (has_types && lists("fee_types", g.type)) ||
           (has_metrics && !g.metric.is_null() && lists("metrics", g.metric));
}

/// Burns from the wallets at `places`. \return what none of them had.
quantity pay(wallets& w, const std::vector<std::size_t>& places, quantity wanted,
             std::vector<std::int64_t>& paid) {
    purse some;
    for (const std::size_t i : places) {
        some.grants.push_back(w.of.grants[i]);
        some.left.push_back(w.of.left[i]);
    }
    const quantity uncovered = some.take(wanted).uncovered;
    for (std::size_t k = 0; k < places.size(); ++k) {
        paid[places[k]] += w.of.left[places[k]].above(some.left[k]).count();
        w.of.left[places[k]] = some.left[k];
    }
    return uncovered;
}
std::vector<std::size_t> payers_of(wallets& w, const fee_group& g) {
    std::vector<std::size_t> places;
    const auto order = w.of.order();
    for (const std::size_t i : order.places())
        if (may_pay(*w.written[i], g)) places.push_back(i);
    return places;
}
json allocations_of(asked& c, const wallets& w, const std::vector<std::int64_t>& paid) {
    json all = json::object();
    for (std::size_t i = 0; i < w.size(); ++i) all[w.ids[i]] = c.of.text(paid[i]);
    return all;
}

void allocate_wallets(asked& c) {
    wallets w = wallets_from(c);
    const json* unit = c.in.find("invoice_currency");
    auto groups = groups_from(c, c.in["fees"], unit == nullptr ? json(nullptr) : *unit);
    largest_first(groups);
    std::vector<std::int64_t> paid(w.size());
    quantity open = c.of.units(c.in["invoice_total_cents"]);
    const quantity total = open;
    for (const fee_group& g : groups) {
        // A begun cent of tax may have been rounded up on the invoice.
        const std::int64_t one = c.of.one();
        const quantity due = std::min(open, quantity_of((g.amount + one - 1) / one * one));
        const quantity uncovered = pay(w, payers_of(w, g), due, paid);
        open = open.above(due.above(uncovered));
    }
    c.a.give("allocations", allocations_of(c, w, paid));
    c.a.give("total", c.of.text(total.above(open)));
}

void allocate_ongoing_usage(asked& c) {
    wallets w = wallets_from(c);
    if (const json* drafts = c.in.find("draft_invoices"); drafts != nullptr && !drafts->empty())
        not_expressible("usage paid by drafts of invoices");
    auto groups = groups_from(c, c.in["usage"], nullptr);
    if (const json* billed = c.in.find("already_billed"))
        for (const fee_group& b : groups_from(c, *billed, nullptr)) {
            std::int64_t rest = b.amount;
            for (fee_group& g : groups) {
                if (g.type != b.type || g.metric != b.metric ||
                    (!b.target.is_null() && g.target != b.target))
                    continue;
                const std::int64_t part = std::min(rest, g.amount);
                g.amount -= part;
                rest -= part;
            }
        }
    largest_first(groups);
    std::vector<std::int64_t> paid(w.size());
    for (const fee_group& g : groups) {
        std::vector<std::size_t> places = payers_of(w, g);
        // None after one that is topped up; the last has no bound.
        for (std::size_t k = 0; k < places.size(); ++k)
            if (w.written[places[k]]->value("threshold_top_up", false)) places.resize(k + 1);
        if (places.empty()) continue;
        const quantity uncovered = pay(w, places, quantity_of(g.amount), paid);
        paid[places.back()] += uncovered.count();
    }
    c.a.give("allocations", allocations_of(c, w, paid));
}

// ---- Lago: credits and money ----

constexpr int credit_decimals = 5;

/// A figure with more decimals than a decimal has keeps so many that no rounding here tells it from
/// the rest: behind them only whether something is left matters.
decimal long_figure_from(const json& j) {
    std::string written = text_from(j);
    const auto point = written.find('.');
    if (point == std::string::npos || written.size() - point <= 13) return figure_from(j);
    const bool lost = written.find_first_not_of('0', point + 13) != std::string::npos;
    written.resize(point + 13);
    if (lost && (written.back() == '0' || written.back() == '5')) ++written.back();
    return figure_from(written);
}

decimal credits_rounded(const decimal& credits, rounding mode) {
    // In cents, 1000 times the credits are counted to their fifth decimal.
    const money m = value_of(exact::product(credits, quantity{1'000}, usd).round(mode));
    return value_of(decimal::from(m.minor_units(), credit_decimals));
}
decimal credits_left(const decimal& a, const decimal& b) {
    const auto units = [](const decimal& d) {
        if (credit_decimals < d.scale()) not_expressible("a balance of more than 5 decimals");
        return times(d.count(), ten_to(credit_decimals - d.scale()));
    };
    return value_of(decimal::from(units(a) - units(b), credit_decimals));
}

/// What a credit is worth.
struct exchange {
    decimal rate;
    currency unit;
    explicit exchange(parameters& in)
        : rate{figure_from(in["rate"])}, unit{currency_of_digits([&] {
              const json* digits = in.find("currency_exponent");
              return digits == nullptr ? 2 : integer_from(*digits);
          }())} {
        if (rate.scale() > 6 || rate.count() <= 0)
            not_expressible("a rate of more than 6 decimals");
    }
    [[nodiscard]] money worth(const decimal& credits) const {
        return value_of(
            exact::product(credits, value_of(quantity::from(rate.count())), unit, rate.scale())
                .round(rounding::half_away_from_zero));
    }
    [[nodiscard]] decimal credits(const money& m) const {
        const ratio turned{
            static_cast<std::uint64_t>(ten_to(credit_decimals - unit.digits() + rate.scale())),
            static_cast<std::uint64_t>(rate.count())};
        const money n = value_of(scaled{exact{m}, turned}.round(rounding::half_away_from_zero));
        return value_of(decimal::from(n.minor_units(), credit_decimals));
    }
};
std::string minor_text(const money& m) { return fmt::format("{}", m.minor_units()); }

void give_worth(asked& c, const money& m, const decimal& credits) {
    c.a.give("credits", to_string(credits));
    c.a.give("amount", m);
    c.a.give("amount_cents", minor_text(m));
}
void credits_to_money(asked& c) {
    const exchange by{c.in};
    const decimal credits = long_figure_from(c.in["credits"]);
    const money m = by.worth(credits);
    give_worth(c, m,
               is_set(c.in, "invoiced") ? by.credits(m)
                                        : credits_rounded(credits, rounding::half_away_from_zero));
}
void money_to_credits(asked& c) {
    const exchange by{c.in};
    const money m = value_of(exact::product(long_figure_from(c.in["amount_cents"]), quantity{1},
                                            by.unit, by.unit.digits())
                                 .round(rounding::half_away_from_zero));
    give_worth(c, m, by.credits(m));
}
void credits_round_to_zero(asked& c) {
    const exchange by{c.in};
    const decimal credits = long_figure_from(c.in["credits"]);
    c.a.give("rounds_to_zero", credits.count() != 0 && by.worth(credits).is_zero());
}
void top_up(asked& c) {
    const exchange by{c.in};
    c.in.ignore("kind");
    const decimal credits =
        credits_rounded(long_figure_from(c.in["credits"]), rounding::half_away_from_zero);
    give_worth(c, by.worth(credits), credits);
    c.a.give("credits_balance", to_string(credits));
    c.a.give("balance", by.worth(credits));
}
void void_credits(asked& c) {
    const exchange by{c.in};
    const decimal voided =
        credits_rounded(long_figure_from(c.in["void_credits"]), rounding::toward_zero);
    const decimal rest = credits_left(figure_from(c.in["credits_balance"]), voided);
    if (rest.is_negative()) throw refused{"exceeds what is available"};
    c.a.give("voided_credits", to_string(voided));
    c.a.give("voided_amount", by.worth(voided));
    c.a.give("credits_balance", to_string(rest));
    c.a.give("balance", by.worth(rest));
}
void void_credits_sequence(asked& c) {
    const exchange by{c.in};
    const auto cents = [](const money& m) { return value_of(quantity::from(m.minor_units())); };
    purse granted;
    granted.add(cents(by.worth(figure_from(c.in["granted_credits"]))));
    json consumed = json::array();
    for (const json& credits : c.in["void_credits"]) {
        const decimal voided = credits_rounded(long_figure_from(credits), rounding::toward_zero);
        const auto burned = granted.take(cents(by.worth(voided)), burn_extent::all_or_nothing);
        if (burned.uncovered != quantity{}) throw refused{"exceeds what is available"};
        consumed.push_back(text(burned.covered));
    }
    c.a.give("grant_cents", text(granted.grants[0].amount));
    c.a.give("consumed_cents", std::move(consumed));
    c.a.give("remaining_cents", text(granted.left[0]));
}
void decrease_wallet(asked& c) {
    const exchange by{c.in};
    const money amount = money_from(c.in["amount"], by.unit);
    const json* told = c.in.find("credits");
    const decimal credits = told == nullptr ? by.credits(amount) : figure_from(*told);
    const money before{c.of.count(c.in["balance_cents"]) / c.of.one(), by.unit};
    c.a.give("balance_cents", minor_text(value_of(checked_subtract(before, amount))));
    c.a.give("credits_balance",
             to_string(credits_left(figure_from(c.in["credits_balance"]), credits)));
    c.a.give("consumed_credits", to_string(credits));
    c.a.give("consumed_cents", minor_text(amount));
}

/// Charges paid one by one from a wallet that may be limited to some metrics.
void wallet_sequence(asked& c) {
    parameters wallet{c.in["wallet"]};
    const exchange by{wallet};
    decimal credits = figure_from(wallet["credits"]);
    const json* metrics = wallet.find("metrics");
    wallet.end("wallet");
    const json* percent_of_tax = c.in.find("tax_rate_percent");
    const tax_rate rate{
        0, value_of(percent(percent_of_tax == nullptr ? decimal{} : figure_from(*percent_of_tax)))};
    json steps = json::array();
    for (const json& charge : c.in["charges"]) {
        parameters in{charge};
        const json* metric = in.find("metric");
        taxed_line line{0, money_from(in["amount"], by.unit)};
        if (is_set(in, "taxed")) {
            std::uint64_t weight{};
            money part{};
            (void)value_of(add_tax({&line, 1}, {&rate, 1}, tax_behavior::exclusive, by.unit,
                                   rounding::half_away_from_zero, {&weight, 1}, {&part, 1}));
        }
        in.end("charge");
        const money due = value_of(
            checked_add(line.amount, line.tax.unit() == by.unit ? line.tax : money{0, by.unit}));
        const bool pays = metrics == nullptr || metrics->empty() ||
                          (metric != nullptr &&
                           std::find(metrics->begin(), metrics->end(), *metric) != metrics->end());
        purse left;
        left.add(quantity_of(by.worth(credits).minor_units()));
        const quantity covered =
            pays ? left.take(quantity_of(due.minor_units())).covered : quantity{};
        const money prepaid{covered.count(), by.unit};
        if (pays) credits = credits_left(credits, by.credits(prepaid));
        steps.push_back({{"total_with_tax", text(due)},
                         {"prepaid", text(prepaid)},
                         {"invoice_total", text(value_of(checked_subtract(due, prepaid)))},
                         {"credits_balance", to_string(credits)},
                         {"balance", text(by.worth(credits))}});
    }
    c.a.give("steps", std::move(steps));
}

// ---- Lago: top-ups ----

void top_ups(asked& c, bool must_be_due) {
    const std::string method = text_from(c.in["method"]), trigger = text_from(c.in["trigger"]);
    if ((method != "fixed" && method != "target") ||
        (trigger != "threshold" && trigger != "interval"))
        not_expressible(fmt::format("top-ups of the method {} at {}", method, trigger));
    const decimal rate = figure_from(c.in["rate"]);
    const auto units = [&](const char* name) {
        const json* j = c.in.find(name);
        return j == nullptr ? quantity{} : c.of.units(*j);
    };
    /// An amount of money as credits.
    const auto bought_for = [&](const char* name) -> std::optional<quantity> {
        const json* j = c.in.find(name);
        if (j == nullptr) return std::nullopt;
        const std::int64_t all = times(c.of.units(*j).count(), ten_to(rate.scale()));
        if (rate.count() <= 0 || all % rate.count() != 0)
            not_expressible("a limit in money that is no decimal figure of credits");
        return quantity_of(all / rate.count());
    };
    const json* ongoing = c.in.find("ongoing_balance");
    const std::int64_t balance =
        (ongoing == nullptr ? 0 : c.of.count(*ongoing)) + units("pending_credits").count();
    const net_balance<quantity> now{quantity_of(std::max<std::int64_t>(0, balance)),
                                    quantity_of(std::max<std::int64_t>(0, -balance))};
    const quantity mark = units("threshold_credits");
    const quantity target = units("target"), package = units("paid_credits");
    quantity paid{}, granted = units("granted_credits");
    const auto least = bought_for("min_amount"), most = bought_for("max_amount");
    const bool without_limits = is_set(c.in, "ignore_limits");
    const bool is_given = is_set(c.in, "grant_target");
    const bool by_mark = trigger == "threshold";
    bool due = !is_set(c.in, "rule_expired");
    if (by_mark && must_be_due) due = due && value_of(is_low(now, mark));
    if (method == "target") {
        granted = {};
        (is_given ? granted : paid) =
            value_of(top_up_to(now, target, is_given ? quantity{} : least.value_or(quantity{})));
        due = due && (paid != quantity{} || granted != quantity{});
    } else {
        // What is given along comes once, and counts first.
        const std::int64_t with = balance + granted.count();
        const net_balance<quantity> then{quantity_of(std::max<std::int64_t>(0, with)),
                                         quantity_of(std::max<std::int64_t>(0, -with))};
        paid = by_mark ? value_of(top_up_above(then, mark, package)) : package;
        if (most && !without_limits) paid = std::min(paid, *most);
    }
    if (!due) paid = granted = {};
    c.a.give("due", due);
    c.a.give("paid_credits", c.of.text(paid));
    c.a.give("granted_credits", c.of.text(granted));
}
void top_up_due(asked& c) { top_ups(c, true); }
void top_up_amount(asked& c) { top_ups(c, false); }

void interval_top_up_due(asked& c) {
    const zone z = zone_of(c.in.find("time_zone"));
    const std::string interval = text_from(c.in["interval"]);
    const std::map<std::string, cadence> cadences{{"weekly", weekly},
                                                  {"monthly", monthly},
                                                  {"quarterly", quarterly},
                                                  {"semiannual", half_yearly},
                                                  {"yearly", yearly}};
    const auto every = cadences.find(interval);
    if (every == cadences.end()) not_expressible(fmt::format("top-ups that are {}", interval));
    const instant created = whole_instant_from(c.in["created_at"]);
    const instant start = instant_of_member(c.in, "started_at").value_or(created);
    const instant at = whole_instant_from(c.in["at"]);
    const auto last = instant_of_member(c.in, "last_top_up_at");
    const auto expires = instant_of_member(c.in, "expires_at");
    const day today = day_of(at, z);
    const anchor from{.day = day_of(start, z)};
    const period running =
        period_at(from, every->second, index_of(from, every->second, start_of(today, z), z), z);
    const bool begins = day_of(running.begin(), z) == today && from.day <= today;
    const bool is_over = expires && *expires <= at;
    const bool was_today = day_of(created, z) == today || (last && day_of(*last, z) == today);
    c.a.give("due", begins && !is_over && !was_today);
}

// ---- all of them ----

void text_of_entitlement(asked&) {
    not_expressible("entitlements that are text, of types that the peer gives them");
}
void record_of_peer(asked&) { not_expressible("a check of the peer's own records"); }
void names_of_features(asked&) {
    not_expressible("the names of features that are held, without what is held");
}
void chunked_history(asked&) { not_expressible("a history that the peer has written, cut anew"); }

using question = void (*)(asked&);

const std::map<std::string, question> questions{
    {"burn_down", burn_down},
    {"reset_times", reset_times},
    {"usage_period_at", usage_period_at},
    {"anchor_after_reset", anchor_after_reset},
    {"entitlement_balance", entitlement_balance},
    {"balance_windows", balance_windows},
    {"grant_active_at", grant_active_at},
    {"grant_effective_period", grant_effective_period},
    {"order_grants", order_grants},
    {"starting_snapshot", starting_snapshot},
    {"has_access", has_access},
    {"collect_credits", collect_credits},
    {"collect_credits_as_of", collect_credits},
    {"collect_credits_sequence", collect_credits_sequence},
    {"chunk_history_by_resets", chunked_history},
    {"grant_duration", grant_duration},
    {"grant_exhausted", grant_exhausted},
    {"grant_overage", grant_overage},
    {"credit_expiry", credit_expiry},
    {"validate_grant", record_of_peer},
    {"threshold_crossed", threshold_crossed},
    {"check_access", check_access},
    {"check_access_features", names_of_features},
    {"use_sequence", use_sequence},
    {"rollover_sequence", rollover_sequence},
    {"rollover_bound", rollover_bound},
    {"clear_rollovers", clear_rollovers},
    {"carry_rollovers", carry_rollovers},
    {"validate_rollover", record_of_peer},
    {"credit_cost", credit_cost},
    {"track", track},
    {"deduct", deduct},
    {"split_top_up", split_top_up},
    {"consume_grants", consume_grants},
    {"consume_grants_sequence", consume_grants_sequence},
    {"order_wallets", order_wallets},
    {"allocate_wallets", allocate_wallets},
    {"allocate_ongoing_usage", allocate_ongoing_usage},
    {"credits_to_money", credits_to_money},
    {"money_to_credits", money_to_credits},
    {"credits_round_to_zero", credits_round_to_zero},
    {"top_up", top_up},
    {"void_credits", void_credits},
    {"void_credits_sequence", void_credits_sequence},
    {"decrease_wallet", decrease_wallet},
    {"wallet_sequence", wallet_sequence},
    {"top_up_due", top_up_due},
    {"top_up_amount", top_up_amount},
    {"interval_top_up_due", interval_top_up_due},
    {"resolve_entitlements", text_of_entitlement},
    {"cast_entitlement_value", text_of_entitlement},
};

verdict judged(const json& one_case) {
    return judged_by_question(
        questions, one_case,
        [](const auto& found, parameters& in, const json& input, json& expect, answers& ours) {
            try {
                asked c{in, ours, expect, amounts{input}};
                found.second(c);
            } catch (const malformed&) {
                not_expressible(found.first + " in another form");
            }
        });
}

const learned entitlements{"entitlements", judged};

}  // namespace
}  // namespace conformance
