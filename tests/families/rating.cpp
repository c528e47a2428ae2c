// SPDX-License-Identifier: MIT
// Cases of charge models and of what is done to amounts, each priced by the policy of its peer.
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <ratecard/ratecard.hpp>

#include "answers.hpp"
#include "figures.hpp"
#include "reading.hpp"
#include "set_aside.hpp"

namespace conformance {
namespace {

using namespace ratecard;

// ---- reading ----

struct peer {
    std::string_view name;
    const rating_policy* policy;
};
constexpr peer peers[] = {{"openmeter", &presets::open_meter}, {"lago", &presets::lago},
                          {"killbill", &presets::kill_bill},   {"flexprice", &presets::flexprice},
                          {"meteroid", &presets::meteroid},    {"autumn", &presets::autumn},
                          {"polar", &presets::polar},          {"stripe", &presets::stripe},
                          {"zuplo", &presets::stripe}};

/// openmeter/unit/no-usage is of openmeter; docs/lago/package-201 of lago.
const peer& peer_of(std::string_view id) {
    if (id.starts_with("docs/")) id.remove_prefix(5);
    for (const peer& p : peers)
        if (id.starts_with(p.name) && id.substr(p.name.size()).starts_with('/')) return p;
    not_expressible("a peer without a preset");
}

currency currency_of(const json& one_case) {
    const json& precision = one_case.at("precision");
    const auto code = currency::from(text_from(one_case.at("currency")));
    const std::int64_t digits = precision.is_null() ? 2 : integer_from(precision);
    if (code && (precision.is_null() || code->digits() == digits)) return *code;
    return currency_of_digits(digits);
}

rounding mode_of(const json& one_case) {
    const std::string mode = text_from(one_case.at("rounding"));
    if (mode == "up") return rounding::away_from_zero;
    if (mode == "down") return rounding::toward_zero;
    return rounding::half_away_from_zero;
}

/// The steps of a price and how they are used.
struct steps {
    pricing how{};
    std::vector<tier> tiers{};
    limit included{};

    [[nodiscard]] std::span<const tier> rows() const { return tiers; }
    void hold() const {
        if (const auto found = find_tier_fault(how, rows())) throw refused{identifier(found->code)};
    }
};

/// One case while it is judged.
struct asked {
    explicit asked(const json& one_case)
        : from{peer_of(text_from(one_case.at("id")))},
          policy{*from.policy},
          unit{currency_of(one_case)},
          mode{mode_of(one_case)},
          is_rounded{!one_case.at("precision").is_null()},
          model{text_from(one_case.at("model"))},
          price{one_case.at("price")},
          context{one_case.at("context")},
          usage{one_case.at("usage")},
          expect{one_case.at("expect")} {}

    const peer& from;
    const rating_policy& policy;
    currency unit;
    rounding mode;
    bool is_rounded;
    std::string model;
    parameters price;
    parameters context;
    const json& usage;
    const json& expect;
    scale_of_units scale{};

    [[nodiscard]] bool is(std::string_view name) const { return from.name == name; }
    [[nodiscard]] exact amount(const decimal& d) const {
        return exact::product(d, quantity{1}, unit);
    }
    [[nodiscard]] exact amount(const json& j) const { return amount(figure_from(j)); }
    [[nodiscard]] money settled(const json& j) const {
        return value_of(amount(j).round(rounding::exact));
    }
    [[nodiscard]] exact rounded(const exact& e) const {
        return is_rounded ? exact{value_of(e.round(mode))} : e;
    }
};

exact plus(const exact& a, const exact& b) { return value_of(checked_add(a, b)); }
exact zero(currency unit) { return exact{money{0, unit}}; }

std::string shown(const exact& e) {
    return fmt::format("{}{}:{}e-{} {}", e.is_negative() ? "-" : "", e.high(), e.low(),
                       e.scale() + e.unit().digits(), e.unit().code());
}

verdict judged_by(const asked& c, const exact& ours, const json& wanted, std::string_view what) {
    if (ours == c.amount(wanted)) return {};
    return {outcome::failed, fmt::format("{} {}: {}", c.from.name, c.model, what), wanted.dump(),
            shown(ours)};
}

verdict judged_amount(asked& c, const exact& unrounded) {
    if (c.price.find("conversion_rate") != nullptr) {
        const decimal rate = figure_from(c.price["conversion_rate"]);
        const scaled converted{unrounded, ratio{static_cast<std::uint64_t>(rate.count()),
                                                static_cast<std::uint64_t>(ten_to(rate.scale()))}};
        return judged_by(c, exact{value_of(converted.round(c.mode))}, c.expect.at("amount"),
                         "amount");
    }
    return judged_by(c, c.rounded(unrounded), c.expect.at("amount"), "amount");
}

// ---- steps ----

/// Reads the price of a tiered model. Whole units are made of the case's scale afterwards.
steps steps_from(asked& c) {
    steps s;
    const bool by_volume = c.model == "volume";
    s.how = by_volume ? c.policy.volume : c.policy.graduated;
    const json* tiers = c.price.find("tiers");
    const json* free_units = c.price.find("free_units");
    const json* free_usage = c.price.find("discount_usage");
    const json* allowance = c.price.find("allowance");
    const json* package = c.price.find("package_size");
    const json* billing_units = c.price.find("billing_units");
    if (!c.usage.is_null()) c.scale.add(c.usage);
    for (const json* j : {free_units, free_usage, allowance, package, billing_units})
        if (j != nullptr) c.scale.add(*j);
    if (tiers != nullptr)
        for (const json& t : *tiers)
            for (const char* name : {"up_to", "from", "block_size", "first_unit"})
                if (t.contains(name)) c.scale.add(t.at(name));
    for (const char* name : {"prior_usage", "full_units", "from", "to"})
        if (const json* j = c.context.find(name)) c.scale.add(*j);
    for (const char* name : {"buckets", "groups", "usage_by_day", "prior_snapshots",
                             "cumulative_by_subperiod", "prior_events"})
        if (const json* j = c.context.find(name))
            for (const json& one : *j) c.scale.add(one);
    s.how.scale = c.scale.decimals();

    const auto limit_from = [&](const json* j) {
        return j == nullptr ? limit{} : limit{c.scale.units(*j)};
    };
    if (free_units != nullptr) s.included = limit_from(free_units);
    if (free_usage != nullptr) s.included = limit_from(free_usage);
    if (allowance != nullptr) s.included = limit_from(allowance);
    if (const json* entitlement = c.price.find("entitlement")) {
        parameters p{*entitlement};
        const bool enabled = truth_from(p["enabled"]);
        const json* included = p.find("included");
        (void)p.find("soft");
        (void)p.find("reset");
        p.end("entitlement");
        if (enabled) s.included = included == nullptr ? limit::unlimited() : limit_from(included);
    }

    if (const json* amount = c.price.find("package_amount")) {
        s.tiers.push_back({.unit_price = figure_from(*amount), .package = c.scale.units(*package)});
        s.how.flat_when_unused = false;
        if (const json* to = c.price.find("package_rounding"))
            s.how.rest = text_from(*to) == "down" ? part_package::free : part_package::charged;
        return s;
    }
    if (tiers == nullptr) {
        const json* each = c.price.find("unit_amount");
        s.how.flat_when_unused = false;
        s.tiers.push_back(
            {.unit_price = figure_from(each != nullptr ? *each : c.price["multiplier"])});
        return s;
    }
    if (const json* p = c.price.find("policy"))
        s.how.tiers = text_from(*p) == "TOP_TIER" ? tiering::volume : tiering::graduated;
    std::int64_t below = 0;
    for (std::size_t i = 0; i < tiers->size(); ++i) {
        parameters p{(*tiers)[i]};
        const json* up_to = p.find("up_to");
        tier t;
        if (const json* block = p.find("block_size")) {
            t.package = c.scale.units(*block);
            if (const json* blocks = p.find("max_blocks"))
                t.up_to =
                    limit::finite(below += t.package->count() * quantity_from(*blocks).count());
            t.unit_price = figure_from(p["block_price"]);
        } else {
            if (up_to != nullptr) t.up_to = limit{c.scale.units(*up_to)};
            if (p.find("first_unit") != nullptr && i + 1 < tiers->size()) {
                const std::int64_t next = c.scale.count((*tiers)[i + 1].at("first_unit"));
                const auto one = ten_to(s.how.scale);
                t.up_to = limit::finite(by_volume ? next - one : next);
            }
            const json* rate = p.find("rate_percent");
            if (const json* each = p.find("unit_amount"))
                t.unit_price = figure_from(*each);
            else if (rate != nullptr)
                t.unit_price = value_of(
                    decimal::from(figure_from(*rate).count(), figure_from(*rate).scale() + 2));
            if (const json* flat = p.find("flat_amount")) t.flat = figure_from(*flat);
            if (const json* first = p.find("from"); first != nullptr && i > 0) {
                // The usual form begins one above the last bound, the adjacent one at it.
                const std::int64_t gap = c.scale.count(*first) - below;
                const auto one = ten_to(s.how.scale);
                if (gap != 0 && gap != one) deliberate("a gap between ranges");
            }
            if (!t.up_to.is_unlimited()) below = t.up_to.most().count();
        }
        p.end("tier");
        s.tiers.push_back(t);
    }
    if (billing_units != nullptr) {
        // Usage is rounded up to whole billing units before the step is found: sold by them.
        const std::int64_t size = c.scale.count(*billing_units);
        for (tier& t : s.tiers) {
            if (!t.up_to.is_unlimited() && t.up_to.most().count() % size != 0)
                not_expressible("a bound within a billing unit");
            t.package = quantity{size};
        }
    }
    if (!s.tiers.back().up_to.is_unlimited() && s.how.beyond == beyond_tiers::unstated)
        s.how.beyond = beyond_tiers::refused;
    return s;
}

exact fee_of(const asked& c, const steps& s, std::int64_t units) {
    const auto q = quantity::from(units);
    if (!q) throw refused{identifier(q.error())};
    s.hold();
    return value_of(fee(s.how, s.rows(), *q, c.unit, s.included));
}

/// What of each step the lines of a case state.
verdict judged_parts(asked& c, const steps& s, std::int64_t units) {
    if (!c.expect.contains("lines")) return {};
    std::map<std::int64_t, tier_part> parts;
    (void)value_of(for_each_tier_part(s.how, s.rows(),
                                      charged_of(s.how, quantity{units}, s.included), c.unit,
                                      [&](const tier_part& part, const tier&) {
                                          parts[static_cast<std::int64_t>(part.step) + 1] = part;
                                      }));
    for (const json& line : c.expect.at("lines")) {
        if (!line.contains("tier") || !line.at("tier").is_number()) continue;
        const tier_part& part = parts[integer_from(line.at("tier"))];
        const auto differs = [&](const char* name, const exact& ours) {
            return line.contains(name) && !(ours == c.amount(line.at(name)));
        };
        const bool wrong_units =
            line.contains("quantity") && c.scale.count(line.at("quantity")) != part.units.count();
        if (wrong_units || differs("unit_part", part.by_unit) || differs("flat_part", part.flat) ||
            differs("amount", plus(part.by_unit, part.flat)))
            return {outcome::failed, fmt::format("{} {}: line", c.from.name, c.model), line.dump(),
                    fmt::format("{} units, {}, {}", part.units.count(), shown(part.by_unit),
                                shown(part.flat))};
    }
    return {};
}

// ---- bills of one period, one after the other ----

/// A rating of a period up to a quantity: its lines, and what the policy does to them.
class rated {
public:
    rated(const asked& c, const steps& s, std::int64_t units, const adjustments& agreed,
          const rating_policy& policy)
        : lines_(2 * s.tiers.size() + 1) {
        s.hold();
        const auto q = quantity::from(units);
        if (!q) throw refused{identifier(q.error())};
        size_ = value_of(ratecard::lines_of(s.how, s.rows(), charged_of(s.how, *q, s.included),
                                            c.unit, c.mode, lines_));
        adjust(c, agreed, policy);
    }
    /// Only what is new in a period, of which earlier bills came to `before`.
    rated(const asked& c, const std::vector<bill_line>& lines, const adjustments& agreed,
          const rating_policy& policy, money before)
        : lines_{lines}, size_{lines.size()} {
        lines_.resize(size_ + 1);
        adjust(c, agreed, policy, before);
    }
    [[nodiscard]] std::span<const bill_line> lines() const {
        return std::span{lines_}.first(size_);
    }

private:
    void adjust(const asked& c, const adjustments& agreed, const rating_policy& policy,
                std::optional<money> before = {}) {
        std::vector<std::uint64_t> weights(lines_.size());
        std::vector<money> parts(lines_.size());
        if (!before) {
            size_ =
                value_of(ratecard::adjust(policy, agreed, lines_, size_, c.unit, weights, parts));
            return;
        }
        if (const auto fault = find_fault(policy, agreed)) throw refused{identifier(*fault)};
        // Peers that bill what is new say what was billed before, after discounts: what it came to at
        // the maximum and the minimum, which follow them.
        for (std::size_t i = 0; i < policy.steps; ++i) {
            const auto now = std::span{lines_}.first(size_);
            const rating_step step = policy.order[i];
            if (step == rating_step::maximum && agreed.maximum) {
                (void)value_of(hold_to_maximum(now, *agreed.maximum, *before));
            } else if (step == rating_step::minimum && agreed.minimum) {
                if (!agreed.closes) continue;
                if (const auto line = value_of(minimum_line(now, *agreed.minimum, *before)))
                    lines_[size_++] = *line;
            } else {
                size_ = value_of(
                    adjust_by(step, agreed, policy.mode, lines_, size_, c.unit, weights, parts));
            }
        }
    }
    std::vector<bill_line> lines_;
    std::size_t size_ = 0;
};

std::vector<bill_line> less(std::span<const bill_line> now, std::span<const bill_line> before) {
    std::vector<bill_line> lines(now.size() + before.size());
    lines.resize(value_of(difference(now, before, lines)));
    return lines;
}

/// The lines expected, as far as they are stated, are ours; lines of nothing are left out of both.
verdict judged_lines(asked& c, const std::vector<bill_line>& ours,
                     const std::vector<bool>& by_package) {
    const auto fails = [&](const json& line, const std::string& why) {
        std::string all;
        for (const bill_line& l : ours)
            all += fmt::format("[{} step {} units {} amount {} off {} credited {}]",
                               identifier(l.kind), l.step, l.units, text(l.amount), text(l.off()),
                               text(l.credited));
        return verdict{outcome::failed, fmt::format("{} {}: {}", c.from.name, c.model, why),
                       line.dump(), all};
    };
    if (!c.expect.contains("lines")) return {};
    std::vector<bool> taken(ours.size());
    for (const json& line : c.expect.at("lines")) {
        const auto is_zero = [&](const char* name) {
            return !line.contains(name) || figure_from(line.at(name)) == decimal{};
        };
        if (is_zero("amount") && is_zero("discount") && is_zero("quantity")) continue;
        bool found = false;
        for (std::size_t i = 0; i < ours.size() && !found; ++i) {
            const bill_line& l = ours[i];
            if (taken[i]) continue;
            const auto same = [&](const char* name, const money& m) {
                return !line.contains(name) || exact{m} == c.amount(line.at(name));
            };
            bool fits = same("amount", l.amount) && same("discount", l.off()) &&
                        same("discount_percentage_part", l.percentage_off) &&
                        same("discount_maximum_part", l.over_maximum) &&
                        same("credits", l.credited) && same("total", l.due());
            if (line.contains("tier")) {
                const json& step = line.at("tier");
                fits =
                    fits && (step.is_number()
                                 ? l.kind != line_kind::minimum &&
                                       static_cast<std::int64_t>(l.step) + 1 == integer_from(step)
                                 : (step == "minimum") == (l.kind == line_kind::minimum));
            }
            if (line.contains("kind"))
                fits = fits && (line.at("kind") == "flat") == (l.kind == line_kind::flat);
            if (line.contains("quantity") && l.kind == line_kind::usage && c.model != "dynamic") {
                const bool whole = l.step < by_package.size() && by_package[l.step];
                fits = fits && (whole ? figure_from(line.at("quantity")) ==
                                            value_of(decimal::from(l.units, 0))
                                      : c.scale.count(line.at("quantity")) == l.units);
            }
            if (fits) taken[i] = found = true;
        }
        if (!found) return fails(line, "a line expected is not ours");
    }
    for (std::size_t i = 0; i < ours.size(); ++i)
        if (!taken[i] && !ours[i].is_nil() &&
            !(ours[i].amount.is_zero() && ours[i].off().is_zero()))
            return fails(c.expect.at("lines"), "a line of ours is not expected");
    return {};
}

verdict judged_bill(asked& c, const steps& s) {
    adjustments agreed;
    if (const json* j = c.price.find("discount_percentage"))
        agreed.percentage_off = value_of(percent(figure_from(*j)));
    if (const json* j = c.price.find("maximum")) agreed.maximum = c.settled(*j);
    if (const json* j = c.price.find("minimum")) agreed.minimum = c.settled(*j);
    if (const json* j = c.context.find("ignore_minimum"); j != nullptr && truth_from(*j))
        agreed.minimum = {};
    const json* credits = c.context.find("credits");
    const json* ignored = c.context.find("ignore_credits");
    if (credits != nullptr && (ignored == nullptr || !truth_from(*ignored))) {
        money all{0, c.unit};
        if (credits->is_array())
            for (const json& one : *credits) all = value_of(checked_add(all, c.settled(one)));
        else
            all = c.settled(*credits);
        agreed.credits = all;
    }
    std::vector<bill_line> bill;
    // A minimum below the maximum of the same line is a seller's slip that the policy refuses.
    if (const json* by_part = c.context.find("cumulative_by_subperiod")) {
        (void)c.context["cumulative_usage"];
        (void)c.context.find("prior_booked");
        const json& runs = c.context["prior_runs"];
        const bool closes = truth_from(c.context["final_run"]);
        const auto parts_of = [&](const json& ends, bool with_minimum) {
            std::vector<std::vector<bill_line>> parts;
            std::vector<bill_line> before;
            for (std::size_t i = 0; i < ends.size(); ++i) {
                adjustments terms = agreed;
                terms.closes = with_minimum && i + 1 == ends.size();
                const rated now{c, s, c.scale.count(ends[i]), terms, c.policy};
                parts.push_back(less(now.lines(), before));
                before.assign(now.lines().begin(), now.lines().end());
            }
            return parts;
        };
        const auto now = parts_of(*by_part, closes);
        const auto booked =
            runs.empty() ? std::vector<std::vector<bill_line>>{} : parts_of(runs.back(), false);
        for (std::size_t i = 0; i < now.size(); ++i)
            for (const bill_line& line :
                 less(now[i], i < booked.size() ? booked[i] : std::vector<bill_line>{}))
                bill.push_back(line);
    } else if (c.context.find("cumulative_usage") != nullptr) {
        const json& snapshots = c.context["prior_snapshots"];
        (void)c.context.find("prior_booked");
        const json* final_run = c.context.find("final_run");
        (void)c.context.find("prior_ignore_minimum");
        agreed.closes = final_run == nullptr || truth_from(*final_run);
        adjustments earlier = agreed;
        earlier.closes = final_run == nullptr && c.context.find("prior_ignore_minimum") == nullptr;
        const rated now{c, s, c.scale.count(c.usage), agreed, c.policy};
        if (snapshots.empty()) {
            bill.assign(now.lines().begin(), now.lines().end());
        } else {
            const rated before{c, s, c.scale.count(snapshots.back()), earlier, c.policy};
            bill = less(now.lines(), before.lines());
        }
    } else {
        const json* position = c.context.find("line_position");
        const std::string where = position == nullptr ? "single" : text_from(*position);
        const json* prior = c.context.find("prior_usage");
        const std::int64_t before = prior == nullptr ? 0 : c.scale.count(*prior);
        const std::int64_t own = c.usage.is_null() ? 0 : c.scale.count(c.usage);
        agreed.closes = where != "mid";
        const json* billed = c.context.find("prior_billed");
        const rating_policy nothing{};
        std::vector<bill_line> lines;
        if (s.how.tiers == tiering::volume) {
            // The whole quantity has one price, which is known when the period closes.
            if (where == "single" || where == "last") {
                const rated all{c, s, before + own, {}, nothing};
                lines.assign(all.lines().begin(), all.lines().end());
            }
        } else {
            const rated now{c, s, before + own, {}, nothing};
            // The first amount at zero belongs to the line that opens the period, once.
            const bool opens = prior == nullptr || (before == 0 && billed == nullptr);
            if (opens)
                lines.assign(now.lines().begin(), now.lines().end());
            else
                lines = less(now.lines(), rated{c, s, before, {}, nothing}.lines());
        }
        const money before_this = billed == nullptr ? money{0, c.unit} : c.settled(*billed);
        const rated done{c, lines, agreed, c.policy, before_this};
        bill.assign(done.lines().begin(), done.lines().end());
    }
    std::vector<bool> by_package;
    for (const tier& t : s.tiers) by_package.push_back(t.package.has_value());
    if (const verdict v = judged_lines(c, bill, by_package); v.kind != outcome::passed) return v;
    return judged_by(c, exact{value_of(due_of(bill, c.unit))}, c.expect.at("amount"), "amount");
}

// ---- models ----

verdict prorated_settings(asked& c);

verdict tiered(asked& c) {
    if (c.context.find("unit_settings") != nullptr) {
        const json* by_days = c.context.find("prorated");
        if (by_days != nullptr && truth_from(*by_days)) return prorated_settings(c);
        // Not prorated: the last units set count.
        for (const char* name : {"period_to_inclusive", "full_period_days"})
            (void)c.context.find(name);
    }
    if (c.price.find("unit_config") != nullptr) {
        // What is priced is the line's own quantity, converted.
        parameters conversion{c.price["unit_config"]};
        const std::string op = text_from(conversion["operation"]);
        const json* mode = conversion.find("rounding");
        const json* precision = conversion.find("precision");
        const decimal factor = figure_from(conversion["factor"]);
        conversion.end("unit_config");
        steps s = steps_from(c);
        const std::string how = mode == nullptr ? "none" : text_from(*mode);
        const int decimals = how == "none" ? s.how.scale
                             : precision == nullptr
                                 ? 0
                                 : static_cast<int>(figure_from(*precision).count());
        unit_conversion by{.by = op == "divide" ? unit_conversion::operation::divide
                                                : unit_conversion::operation::multiply,
                           .factor = factor,
                           .rounded = how == "ceiling" ? rounding::ceiling
                                      : how == "floor" ? rounding::floor
                                      : how == "none"  ? rounding::exact
                                                       : rounding::half_away_from_zero,
                           .scale = decimals};
        if (const json* prior = c.context.find("prior_usage"); prior != nullptr)
            (void)prior;  // this line's own quantity only
        const quantity own = value_of(converted(by, c.scale.units(c.usage), s.how.scale));
        std::int64_t count = own.count();
        for (int i = decimals; i < s.how.scale; ++i) count *= 10;
        // The lines of the case are those of the converted quantity.
        (void)c.context.find("line_position");
        rated all{c, s, count, {}, c.policy};
        std::vector<bill_line> bill(all.lines().begin(), all.lines().end());
        if (const verdict v = judged_lines(c, bill, {}); v.kind != outcome::passed) return v;
        return judged_by(c, exact{value_of(due_of(bill, c.unit))}, c.expect.at("amount"), "amount");
    }
    steps s = steps_from(c);
    if (const json* least = c.context.find("minimum_units"))
        (void)least;  // a bound on what is bought

    if (c.is("openmeter")) {
        if (const json* is = c.context.find("amount_is"); is != nullptr && *is == "cumulative") {
            (void)c.context.find("from");
            return judged_amount(c, fee_of(c, s, c.scale.count(c.context["to"])));
        }
        return judged_bill(c, s);
    }
    if (c.context.find("pay_in_advance") != nullptr) {
        // The charge with this event less the charge without it, both entered by events alone.
        s.how.flat_when_unused = false;
        const json* prior = c.context.find("prior_usage");
        std::int64_t running = 0, peak = 0;
        if (const json* events = c.context.find("prior_events"))
            for (const json& one : *events) peak = std::max(peak, running += c.scale.count(one));
        else if (prior != nullptr)
            peak = running = c.scale.count(*prior);
        // What was billed at the peak is not given back below it, and not billed again up to it.
        const std::int64_t now = std::max(peak, running + c.scale.count(c.usage));
        return judged_amount(c, plus(fee_of(c, s, now), -fee_of(c, s, peak)));
    }
    for (const char* name : {"buckets", "groups"})
        if (const json* parts = c.context.find(name)) {
            exact sum = zero(c.unit);
            for (const json& one : *parts) sum = plus(sum, fee_of(c, s, c.scale.count(one)));
            return judged_amount(c, sum);
        }
    if (const json* days = c.context.find("usage_by_day")) {
        std::int64_t charged = 0;
        for (const json& one : *days)
            charged += charged_of(s.how, c.scale.units(one), s.included).priced.count();
        s.included = limit{};
        return judged_amount(c, fee_of(c, s, charged));
    }
    (void)c.context.find("group");
    for (const char* name : {"period_from", "period_to"}) (void)c.context.find(name);
    std::int64_t units = c.scale.count(c.usage);
    if (units < 0) {
        // Below zero: minus the price of as much above it, where that is allowed.
        const json* allowed = c.context.find("allow_negative");
        if (allowed == nullptr || !truth_from(*allowed)) return judged_amount(c, zero(c.unit));
        s.how.rest = c.price.find("billing_units") != nullptr ? part_package::charged : s.how.rest;
        return judged_amount(c, -fee_of(c, s, -units));
    }
    (void)c.context.find("allow_negative");
    exact total = zero(c.unit);
    if (const json* full = c.context.find("full_units")) {
        // The step is found with the full units, the price is for the prorated ones.
        s.hold();
        (void)value_of(for_each_tier_part(s.how, s.rows(), {quantity{units}, c.scale.units(*full)},
                                          c.unit, [&](const tier_part& part, const tier&) {
                                              total = plus(total, plus(part.by_unit, part.flat));
                                          }));
        return judged_amount(c, total);
    }
    total = fee_of(c, s, units);
    if (const json* maximum = c.price.find("maximum"); maximum != nullptr)
        total = c.rounded(total) > c.amount(*maximum) ? c.amount(*maximum) : total;
    if (const json* billed = c.context.find("prior_billed"))
        total = plus(c.rounded(total), -c.amount(*billed));
    if (const verdict v = judged_parts(c, s, units); v.kind != outcome::passed) return v;
    return judged_amount(c, total);
}

/// Several units, each priced by itself.
verdict by_units(asked& c) {
    const std::string policy = text_from(c.price["policy"]);
    const json& units = c.price["units"];
    const json& used = c.context["usage_by_unit"];
    exact total = zero(c.unit);
    for (const auto& [name, blocks] : units.items()) {
        const json one = {{"tiers", blocks}, {"policy", policy}};
        asked part = c;
        part.price = parameters{one};
        part.scale = {};
        part.scale.add(used.at(name));
        steps s = steps_from(part);
        if (s.how.tiers == tiering::volume) s.how.beyond = c.policy.volume.beyond;
        total = plus(total, fee_of(part, s, part.scale.count(used.at(name))));
    }
    if (const json* billed = c.context.find("prior_billed"))
        total = plus(total, -c.amount(*billed));
    (void)c.context.find("prior_lines");
    return judged_amount(c, total);
}

verdict capacity(asked& c) {
    constexpr std::size_t most = 4;
    const json& tiers = c.price["tiers"];
    const json& used = c.context["usage_by_unit"];
    std::vector<std::string> names;
    for (const auto& [name, value] : used.items()) {
        names.push_back(name);
        c.scale.add(value);
    }
    if (names.size() > most) not_expressible("a capacity of more than four units");
    std::vector<capacity_tier<most>> read;
    for (const json& t : tiers) {
        capacity_tier<most> one;
        one.limits.fill(limit::unlimited());
        for (std::size_t u = 0; u < names.size(); ++u)
            if (const json& bound = t.at("limits").at(names[u]); !bound.is_null())
                one.limits[u] = limit{c.scale.units(bound)};
        one.price = figure_from(t.at("price"));
        read.push_back(one);
    }
    std::array<quantity, most> units{};
    for (std::size_t u = 0; u < names.size(); ++u) units[u] = c.scale.units(used.at(names[u]));
    exact total = value_of(capacity_fee(std::span<const capacity_tier<most>>{read}, units, c.unit));
    if (const json* billed = c.context.find("prior_billed"))
        total = plus(total, -c.amount(*billed));
    return judged_amount(c, total);
}

verdict percentages(asked& c) {
    percentage p{.scale = 0};
    const auto optional_figure = [&](const char* name) -> std::optional<decimal> {
        const json* j = c.price.find(name);
        return j == nullptr ? std::nullopt : std::optional{figure_from(*j)};
    };
    const json* free_events = c.price.find("free_events");
    const json* free_units = c.price.find("free_units");
    c.scale.add(c.usage);
    if (free_units != nullptr) c.scale.add(*free_units);
    for (const char* name : {"events", "running_totals", "prior_events"})
        if (const json* j = c.context.find(name))
            for (const json& one : *j) c.scale.add(one);
    p.scale = c.scale.decimals();
    const decimal rate = figure_from(c.price["rate_percent"]);
    p.rate = value_of(decimal::from(rate.count(), rate.scale() + 2));
    p.per_event = optional_figure("fixed_amount").value_or(decimal{});
    if (free_events != nullptr) p.free_events = quantity_from(*free_events);
    // Free units of nothing count as not stated.
    if (free_units != nullptr && figure_from(*free_units) != decimal{})
        p.free_amount = c.scale.units(*free_units);
    p.least = optional_figure("per_transaction_min");
    p.most = optional_figure("per_transaction_max");

    std::vector<quantity> events;
    const json* count = c.context.find("event_count");
    if (c.scale.count(c.usage) < 0 && c.context.find("pay_in_advance") == nullptr)
        return judged_amount(c, zero(c.unit));  // nothing is paid of less than nothing
    const quantity all = c.scale.units(c.usage);
    const auto fee_up_to = [&](std::size_t n) {
        return value_of(percentage_fee(p, std::span{events}.first(n), c.unit));
    };
    if (c.context.find("pay_in_advance") != nullptr) {
        (void)c.context.find("prior_usage");
        for (const json& one : c.context["prior_events"]) events.push_back(c.scale.units(one));
        events.push_back(all);
        return judged_amount(c, plus(fee_up_to(events.size()), -fee_up_to(events.size() - 1)));
    }
    const json* totals = c.context.find("running_totals");
    if (const json* each = c.context.find("events")) {
        for (const json& one : *each) events.push_back(c.scale.units(one));
    } else if (all != quantity{}) {
        // The first events by their running totals; the others share what is left, in whole.
        const std::int64_t n = count == nullptr ? 1 : integer_from(json::parse(text_from(*count)));
        std::int64_t sum = 0;
        for (std::int64_t i = 0; i + 1 < n; ++i) {
            const auto at = static_cast<std::size_t>(i);
            const std::int64_t to = totals != nullptr && at < totals->size()
                                        ? c.scale.count((*totals)[at])
                                        : sum + (all.count() - sum) / (n - i);
            events.emplace_back(to - sum);
            sum = to;
        }
        events.emplace_back(all.count() - sum);
    }
    return judged_amount(c, fee_up_to(events.size()));
}

verdict dynamic(asked& c) {
    if (c.is("openmeter")) {
        steps s = steps_from(c);
        return judged_bill(c, s);
    }
    // Events carry their amounts in minor units.
    exact sum = zero(c.unit);
    const auto add = [&](const json& j) {
        const decimal minor = figure_from(j);
        sum = plus(
            sum, c.amount(value_of(decimal::from(minor.count(), minor.scale() + c.unit.digits()))));
    };
    (void)c.context.find("pay_in_advance");
    if (const json* total = c.price.find("event_amount_total_minor")) add(*total);
    if (const json* amounts = c.context.find("event_amounts_minor"))
        for (const json& one : *amounts) add(one);
    return judged_amount(c, sum);
}

verdict flat(asked& c) {
    const json* position = c.context.find("line_position");
    const std::string where = position == nullptr ? "single" : text_from(*position);
    const money whole = c.settled(c.price["flat_amount"]);
    const json* term = c.price.find("payment_term");
    const bool in_advance = term != nullptr && text_from(*term) == "in_advance";
    const bool due = where == "single" || (in_advance ? where == "first" : where == "last");
    std::vector<bill_line> lines;
    if (due) lines.push_back(line_of(line_kind::flat, 0, 0, whole));
    adjustments agreed;
    if (const json* j = c.price.find("discount_percentage"))
        agreed.percentage_off = value_of(percent(figure_from(*j)));
    const rated done{c, lines, agreed, c.policy, money{0, c.unit}};
    return judged_amount(c, exact{value_of(due_of(done.lines(), c.unit))});
}

verdict rounding_of(asked& c) {
    if (const json* to = c.context.find("direction"))
        c.mode =
            text_from(*to) == "away_from_zero" ? rounding::away_from_zero : rounding::toward_zero;
    return judged_amount(c, c.amount(c.price["amount"]));
}

verdict minimum(asked& c) {
    const json* days = c.context.find("days");
    const json* whole = c.context.find("period_days");
    (void)c.context.find("from");
    (void)c.context.find("to");
    const std::int64_t num = days == nullptr ? 1 : quantity_from(json(text_from(*days))).count();
    const std::int64_t den = whole == nullptr ? 1 : quantity_from(json(text_from(*whole))).count();
    // minimum x days / whole - used, rounded once.
    const exact least = exact::product(figure_from(c.price["minimum"]), quantity{num}, c.unit);
    decimal used = figure_from(c.context["used"]);
    if (c.is("flexprice")) {
        const money settled = value_of(c.amount(used).round(c.mode));
        used = value_of(decimal::from(settled.minor_units(), c.unit.digits()));
    }
    const exact missing = plus(least, -exact::product(used, quantity{den}, c.unit));
    if (missing.is_negative()) return judged_amount(c, zero(c.unit));
    const json* conversion = c.price.find("conversion_rate");
    ratio part{1, static_cast<std::uint64_t>(den)};
    if (conversion != nullptr) {
        const decimal rate = figure_from(*conversion);
        part = value_of(
            checked_multiply(part, ratio{static_cast<std::uint64_t>(rate.count()),
                                         static_cast<std::uint64_t>(ten_to(rate.scale()))}));
    }
    return judged_by(c, exact{value_of(scaled{missing, part}.round(c.mode))}, c.expect.at("amount"),
                     "amount");
}

verdict committed_fees(asked& c) {
    money paid{0, c.unit};
    for (const json& one : c.context["fees"]) paid = value_of(checked_add(paid, c.settled(one)));
    (void)c.context.find("fees_of_other_periods");
    const auto parts = value_of(under_commitment(
        {.amount = figure_from(c.price["commitment"]), .overage_factor = {}, .true_up = true},
        exact{paid}, zero(c.unit)));
    return judged_amount(c, parts.missing);
}

verdict commitments(asked& c) {
    const bool true_up = truth_from(c.price["true_up"]);
    (void)c.price.find("duration");
    const commitment to{figure_from(c.price["commitment"]), figure_from(c.price["overage_factor"]),
                        true_up};
    exact cost = zero(c.unit), before = zero(c.unit);
    if (const json* base = c.context.find("current_base")) {
        cost = c.amount(*base);
        before = c.amount(c.context["prior_base"]);
    } else {
        steps s = steps_from(c);
        cost = fee_of(c, s, c.scale.count(c.usage));
    }
    std::array<bill_line, 3> lines{};
    const auto parts = value_of(under_commitment(to, cost, before));
    const std::size_t n = value_of(lines_of(parts, c.mode, lines));
    for (const auto& [name, kind] :
         {std::pair{"utilized", line_kind::usage}, std::pair{"overage", line_kind::overage}})
        if (c.expect.contains(name)) {
            money part{0, c.unit};
            for (const bill_line& l : std::span{lines}.first(n))
                if (l.kind == kind) part = l.amount;
            const verdict v = judged_by(c, exact{part}, c.expect.at(name), name);
            if (v.kind != outcome::passed) return v;
        }
    return judged_by(c, exact{value_of(due_of(std::span{lines}.first(n), c.unit))},
                     c.expect.at("amount"), "amount");
}

/// The part of a commitment for the days of an interval that are invoiced.
verdict prorated_commitment(asked& c) {
    const std::map<std::string, cadence> intervals{
        {"weekly", weekly},           {"monthly", monthly},        {"quarterly", quarterly},
        {"half_yearly", half_yearly}, {"semiannual", half_yearly}, {"yearly", yearly}};
    const auto every = intervals.find(text_from(c.price["interval"]));
    if (every == intervals.end()) not_expressible("an interval that is not known");
    const day from = day_from(c.context["from"]);
    const day end = day_from(c.context["to_inclusive"]) + 1;
    const day subscribed = day_from(c.context["subscribed_at"]);
    const bool calendar = text_from(c.price["billing_time"]) == "calendar";
    const day monday = civil(2000, 1, 3), new_year = civil(2000, 1, 1);
    const anchor at{.day = !calendar ? subscribed : every->second == weekly ? monday : new_year};
    std::int64_t n = 0;
    while (day_period_at(at, every->second, n).end() <= from) ++n;
    while (from < day_period_at(at, every->second, n).first()) --n;
    const day_period whole = day_period_at(at, every->second, n);
    const auto part = scaled{c.amount(c.price["commitment"]),
                             ratio{static_cast<std::uint64_t>(end - from),
                                   static_cast<std::uint64_t>(whole.end() - whole.first())}};
    return judged_by(c, exact{value_of(part.round(c.mode))}, c.expect.at("amount"), "amount");
}

/// The minute of a day: "09:30".
std::int64_t minute_from(const json& j) {
    const std::string text = text_from(j);
    if (text.size() != 5 || text[2] != ':') throw malformed{"not a time of day: " + text};
    const auto two_digits = [&](std::size_t at) {
        return quantity_from(json(text.substr(at, 2))).count();
    };
    return two_digits(0) * 60 + two_digits(3);
}

/// Each window of a day priced by itself, under the commitment of its time of day or of the line.
verdict windowed_commitments(asked& c) {
    struct terms {
        std::int64_t begin, end;
        tier price;
        std::optional<commitment> to;
    };
    std::map<std::int64_t, const json*> quantities;
    for (const json& w : c.context["windows"]) {
        quantities[minute_from(w.at("start"))] = &w.at("quantity");
        c.scale.add(w.at("quantity"));
    }
    const auto terms_from = [&](const json& j, bool is_bucket) {
        parameters p{j};
        terms t{0, 24 * 60, {.unit_price = figure_from(p["unit_amount"])}, {}};
        if (is_bucket) {
            t.begin = minute_from(p["start"]);
            t.end = minute_from(p["end"]);
        }
        const json* amount = p.find("commitment_amount");
        const json* units = p.find("commitment_quantity");
        const json* factor = p.find("overage_factor");
        const json* true_up = p.find("true_up");
        const auto to = [&](const exact& committed) {
            const money settled = value_of(committed.round(rounding::exact));
            return commitment{value_of(decimal::from(settled.minor_units(), c.unit.digits())),
                              factor == nullptr ? *decimal::from(1, 0) : figure_from(*factor),
                              true_up != nullptr && truth_from(*true_up)};
        };
        if (amount != nullptr) t.to = to(c.amount(*amount));
        if (units != nullptr) {
            scale_of_units scale;
            scale.add(*units);
            t.to = to(
                exact::product(t.price.unit_price, scale.units(*units), c.unit, scale.decimals()));
        }
        p.end("terms of a window");
        return t;
    };
    std::vector<terms> all;
    if (const json* buckets = c.price.find("time_of_day_buckets"))
        for (const json& b : *buckets) all.push_back(terms_from(b, true));
    all.push_back(terms_from(c.price["line"], false));
    std::set<std::int64_t> starts;
    for (const auto& [start, units] : quantities) starts.insert(start);
    if (const json* grid = c.context.find("grid")) {
        const std::string text = text_from(*grid);
        const std::int64_t step = text.find("hour") != std::string::npos     ? 60
                                  : text.find("minute") != std::string::npos ? 1
                                                                             : 0;
        if (step == 0) not_expressible("a grid of windows that is not known");
        for (std::int64_t m = 0; m < 24 * 60; m += step) starts.insert(m);
    }
    exact within = zero(c.unit), overage = zero(c.unit), missing = zero(c.unit);
    for (const std::int64_t start : starts) {
        const auto t = std::find_if(all.begin(), all.end(), [&](const terms& one) {
            return one.begin <= start && start < one.end;
        });
        const auto used = quantities.find(start);
        const quantity q = used == quantities.end() ? quantity{} : c.scale.units(*used->second);
        const std::array price{t->price};
        const exact cost =
            value_of(fee({.scale = c.scale.decimals()}, std::span<const tier>{price}, q, c.unit));
        if (!t->to) {
            within = plus(within, cost);
            continue;
        }
        const committed parts = value_of(under_commitment(*t->to, cost, zero(c.unit)));
        within = plus(within, parts.within);
        overage = plus(overage, exact{value_of(parts.overage.round(c.mode))});
        missing = plus(missing, parts.missing);
    }
    if (c.expect.contains("lines"))
        for (const json& line : c.expect.at("lines")) {
            const std::string part = text_from(line.at("part"));
            const exact& ours = part == "overage" ? overage : part == "true_up" ? missing : within;
            if (const verdict v = judged_by(c, ours, line.at("amount"), part);
                v.kind != outcome::passed)
                return v;
        }
    return judged_amount(c, plus(plus(within, overage), missing));
}

/// Units that came and went, each with the part of the period that it counts for.
verdict prorated(asked& c) {
    c.model = "graduated";
    const json* full = c.context.find("events_full");
    const json* counted = c.context.find("events_prorated");
    const json* events = c.context.find("events");
    if (full != nullptr)
        for (const json& one : *full) c.scale.add(one);
    if (counted != nullptr)
        for (const json& one : *counted) c.scale.add(one);
    if (events != nullptr)
        for (const json& one : *events) c.scale.add(one.at("units"));
    const json* carried = c.context.find("carried_units");
    if (carried != nullptr) c.scale.add(*carried);
    const steps s = steps_from(c);
    s.hold();
    std::vector<prorated_change> changes;
    const auto part_of = [](std::int64_t up, std::int64_t down) {
        const auto magnitude = [](std::int64_t n) {
            return static_cast<std::uint64_t>(n < 0 ? -n : n);
        };
        return ratio{magnitude(up), magnitude(down)};
    };
    if (carried != nullptr) changes.push_back({c.scale.count(*carried)});
    if (full != nullptr)
        for (std::size_t i = 0; i < full->size(); ++i) {
            const std::int64_t units = c.scale.count((*full)[i]);
            if (units != 0)
                changes.push_back({units, part_of(c.scale.count(counted->at(i)), units)});
        }
    if (events != nullptr) {
        const civil_month month = month_from(c.context["period"]);
        const day end = first_day(next(month));
        for (const json& one : *events)
            changes.push_back({c.scale.count(one.at("units")),
                               part_of(end - day_from(one.at("date")), days_in(month))});
    } else {
        (void)c.context.find("period");
    }
    // What happens later counts for less of the period. The peer prices the events as they are listed,
    // also the units that go at a time at which others, listed before, have not come yet.
    for (std::size_t i = 1; i < changes.size(); ++i)
        if (changes[i - 1].part < changes[i].part)
            deliberate("events whose parts contradict the order in which they are listed");
    const auto total = value_of(prorated_fee(s.how, s.rows(), changes, c.unit));
    return judged_by(c, exact{value_of(total.round(c.mode))}, c.expect.at("amount"), "amount");
}

/// Units set on a day hold until the next are set, or the period ends; the part of each is of the
/// whole month.
verdict prorated_settings(asked& c) {
    const json& settings = c.context["unit_settings"];
    const day end = day_from(c.context["period_to_inclusive"]) + 1;
    const auto whole =
        static_cast<std::uint64_t>(quantity_from(c.context["full_period_days"]).count());
    (void)c.context["period_from"];
    (void)c.context["prorated"];
    for (const json& one : settings) c.scale.add(one.at("units"));
    if (c.model != "unit")
        deliberate("units prorated to 6 digits, then all priced in the range of the last ones");
    const decimal each = figure_from(c.price["unit_amount"]);
    scaled sum{zero(c.unit), ratio{1, 1}};
    for (std::size_t i = 0; i < settings.size(); ++i) {
        const day from = day_from(settings[i].at("date"));
        const day to = i + 1 < settings.size() ? day_from(settings[i + 1].at("date")) : end;
        sum = value_of(
            checked_add(sum, scaled{exact::product(each, c.scale.units(settings[i].at("units")),
                                                   c.unit, c.scale.decimals()),
                                    ratio{static_cast<std::uint64_t>(to - from), whole}}));
    }
    return judged_by(c, exact{value_of(sum.round(c.mode))}, c.expect.at("amount"), "amount");
}

verdict discounts(asked& c) {
    const json* is = c.context.find("amount_is");
    const bool wants_net = is != nullptr && *is == "net";
    std::vector<bill_line> lines;
    const auto add = [&](const json& j) {
        lines.push_back(line_of(line_kind::flat, lines.size(), 0, c.settled(j)));
    };
    if (const json* amounts = c.price.find("amounts"))
        for (const json& one : *amounts) add(one);
    else
        add(c.price["amount"]);
    std::vector<std::uint64_t> weights(lines.size());
    std::vector<money> parts(lines.size());
    const auto take = [&](parameters& coupon) {
        if (const json* off = coupon.find("percent_off")) {
            const auto part = percent(figure_from(*off));
            (void)value_of(take_percentage(lines, value_of(part), c.unit, c.mode));
        }
        if (const json* off = coupon.find("amount_off"))
            (void)value_of(
                take_amount(lines, value_of(c.amount(*off).round(c.mode)), weights, parts));
    };
    if (const json* coupons = c.price.find("coupons")) {
        const json* cycle = c.context.find("cycle");
        for (const bool by_percent : {true, false})
            for (const json& one : *coupons) {
                parameters coupon{one};
                const json* cycles = coupon.find("cycles");
                if ((coupon.find("percent_off") != nullptr) != by_percent) continue;
                if (cycles != nullptr && cycle != nullptr &&
                    figure_from(*cycles) <= figure_from(*cycle))
                    continue;
                take(coupon);
                coupon.end("coupon");
            }
    } else {
        take(c.price);
    }
    exact off = zero(c.unit);
    for (const bill_line& line : lines) off = plus(off, exact{line.off()});
    const exact net{value_of(due_of(lines, c.unit))};
    if (c.expect.contains("discount"))
        if (const verdict v = judged_by(c, off, c.expect.at("discount"), "discount");
            v.kind != outcome::passed)
            return v;
    if (c.expect.contains("lines"))
        for (std::size_t i = 0; i < lines.size(); ++i)
            if (const verdict v = judged_by(c, exact{lines[i].off()},
                                            c.expect.at("lines").at(i).at("amount"), "line");
                v.kind != outcome::passed)
                return v;
    return judged_by(c, wants_net ? net : off, c.expect.at("amount"), "amount");
}

verdict allocation(asked& c) {
    const json& items = c.price["items"];
    std::vector<std::uint64_t> weights;
    std::vector<std::string> keys;
    std::vector<std::size_t> order;
    std::uint64_t whole = 0;
    bool of_amounts = false;
    for (const json& item : items) {
        keys.push_back(text_from(item.at("key")));
        of_amounts = item.contains("amount");
        weights.push_back(
            of_amounts ? static_cast<std::uint64_t>(c.settled(item.at("amount")).minor_units())
                       : static_cast<std::uint64_t>(figure_from(item.at("weight")).count()));
        whole += weights.back();
        order.push_back(order.size());
    }
    if (const json* tie = c.context.find("tie_break"); tie != nullptr && *tie != "item_order")
        std::sort(order.begin(), order.end(),
                  [&](std::size_t a, std::size_t b) { return keys[a] < keys[b]; });
    std::vector<std::uint64_t> ordered;
    for (const std::size_t i : order) ordered.push_back(weights[i]);
    money total = c.settled(c.price["amount"]);
    if (of_amounts && static_cast<std::uint64_t>(total.minor_units()) > whole)
        total = money{static_cast<std::int64_t>(whole), c.unit};
    std::vector<money> parts(items.size());
    (void)value_of(allocate(total, ordered, parts));
    bool of_what_is_left = false;
    for (const json& line : c.expect.at("lines")) {
        of_what_is_left = of_what_is_left || line.contains("left");
        for (std::size_t at = 0; at < order.size(); ++at) {
            const std::size_t i = order[at];
            if (keys[i] != text_from(line.at("key"))) continue;
            const bool left = line.contains("left");
            const exact ours =
                left ? plus(c.amount(items[i].at("amount")), -exact{parts[at]}) : exact{parts[at]};
            if (const verdict v = judged_by(c, ours, line.at(left ? "left" : "amount"), "line");
                v.kind != outcome::passed)
                return v;
        }
    }
    // Lines of what is left stand beside the amount that was asked for, be it more than all of them.
    return judged_by(c, of_what_is_left ? c.amount(c.price["amount"]) : exact{total},
                     c.expect.at("amount"), "amount");
}

verdict subtotal(asked& c) {
    const json* round = c.context.find("round");
    const bool each = round == nullptr || *round != "sum";
    exact sum = zero(c.unit);
    const auto add = [&](const exact& e) { sum = plus(sum, each ? c.rounded(e) : e); };
    if (const json* amounts = c.price.find("amounts"))
        for (const json& one : *amounts) add(c.amount(one));
    if (const json* repeated = c.price.find("amount_repeated"))
        for (std::int64_t i = quantity_from(c.price["times"]).count(); i > 0; --i)
            add(c.amount(*repeated));
    if (const json* usage = c.price.find("usage"))
        for (const json& one : *usage) {
            scale_of_units scale;
            scale.add(one.at("quantity"));
            add(exact::product(figure_from(one.at("unit_amount")), scale.units(one.at("quantity")),
                               c.unit, scale.decimals()));
        }
    return judged_amount(c, sum);
}

verdict packages(asked& c) {
    c.scale.add(c.usage);
    c.scale.add(c.price["package_size"]);
    const std::array sold{tier{.package = c.scale.units(c.price["package_size"])}};
    const quantity q = c.scale.units(c.usage);
    std::int64_t count = 0;
    (void)value_of(for_each_tier_part(
        {}, std::span<const tier>{sold}, {q, q}, c.unit,
        [&](const tier_part& part, const tier&) { count = part.packages->count(); }));
    return judged_by(c, c.amount(value_of(decimal::from(count, 0))), c.expect.at("amount"),
                     "count");
}

verdict tier_found(asked& c) {
    c.model = "volume";
    steps s = steps_from(c);
    std::size_t found = 0;
    const quantity q = c.scale.units(c.usage);
    (void)value_of(
        for_each_tier_part(s.how, s.rows(), {q, q}, c.unit,
                           [&](const tier_part& part, const tier&) { found = part.step + 1; }));
    return judged_by(c, c.amount(value_of(decimal::from(static_cast<std::int64_t>(found), 0))),
                     c.expect.at("amount"), "tier");
}

verdict conversion(asked& c) {
    c.scale.add(c.usage);
    const std::string mode = text_from(c.price["rounding"]);
    const int precision = static_cast<int>(figure_from(c.price["precision"]).count());
    unit_conversion how{.by = text_from(c.price["operation"]) == "divide"
                                  ? unit_conversion::operation::divide
                                  : unit_conversion::operation::multiply,
                        .factor = figure_from(c.price["factor"]),
                        .rounded = mode == "ceiling" ? rounding::ceiling
                                   : mode == "floor" ? rounding::floor
                                   : mode == "none"  ? rounding::exact
                                                     : rounding::half_away_from_zero,
                        .scale = mode == "none" ? 6 : precision};
    const std::int64_t count = c.scale.count(c.usage);
    if (count < 0) {
        // A conversion of less than nothing is that of as much, turned round.
        if (how.rounded == rounding::ceiling)
            how.rounded = rounding::floor;
        else if (how.rounded == rounding::floor)
            how.rounded = rounding::ceiling;
    }
    const auto units = converted(how, quantity{count < 0 ? -count : count}, c.scale.decimals());
    if (units == money_errc::inexact) deliberate("a quotient without an end, cut by the peer");
    const std::int64_t n = value_of(units).count();
    return judged_by(c, c.amount(value_of(decimal::from(count < 0 ? -n : n, how.scale))),
                     c.expect.at("amount"), "quantity");
}

verdict free_usage(asked& c) {
    (void)c.price.find("unit_amount");
    (void)c.context.find("line_position");
    c.scale.add(c.usage);
    c.scale.add(c.price["discount_usage"]);
    c.scale.add(c.context["prior_usage"]);
    const limit free{c.scale.units(c.price["discount_usage"])};
    const quantity before = c.scale.units(c.context["prior_usage"]);
    const quantity now = value_of(checked_add(before, c.scale.units(c.usage)));
    const std::int64_t billable_before = charged_of({}, before, free).priced.count();
    const std::int64_t billable = charged_of({}, now, free).priced.count() - billable_before;
    const std::map<std::string, std::int64_t> ours{
        {"billable", billable},
        {"discounted", c.scale.count(c.usage) - billable},
        {"discounted_before", before.count() - billable_before},
        {"billable_before", billable_before}};
    const auto in_units = [&](std::int64_t n) {
        return c.amount(value_of(decimal::from(n, c.scale.decimals())));
    };
    if (c.expect.contains("lines"))
        for (const json& line : c.expect.at("lines"))
            if (const verdict v = judged_by(c, in_units(ours.at(text_from(line.at("tier")))),
                                            line.at("quantity"), "line");
                v.kind != outcome::passed)
                return v;
    return judged_by(c, in_units(billable), c.expect.at("amount"), "quantity");
}

verdict capped(asked& c) {
    steps s = steps_from(c);
    const rated all{c, s, c.scale.count(c.usage), {}, presets::open_meter};
    const rated done{c,
                     {all.lines().begin(), all.lines().end()},
                     {.maximum = c.settled(c.price["maximum"])},
                     presets::open_meter,
                     c.settled(c.context["prior_billed"])};
    money off{0, c.unit}, gross{0, c.unit};
    for (const bill_line& line : done.lines()) {
        off = value_of(checked_add(off, line.off()));
        gross = value_of(checked_add(gross, line.amount));
    }
    if (c.expect.contains("gross"))
        if (const verdict v = judged_by(c, exact{gross}, c.expect.at("gross"), "gross");
            v.kind != outcome::passed)
            return v;
    return judged_by(c, exact{off}, c.expect.at("amount"), "discount");
}

/// One range by itself: a step behind a free one.
verdict one_range(asked& c) {
    const json& range = c.price["tiers"].at(0);
    c.model = "graduated";
    steps s = steps_from(c);
    s.how.beyond = beyond_tiers::unbilled;
    const auto one = ten_to(s.how.scale);
    const std::int64_t first = c.scale.count(range.at("from")) - one;
    std::int64_t units = c.scale.count(c.usage);
    if (first > 0) {
        s.tiers.insert(s.tiers.begin(), tier{.up_to = limit::finite(first)});
        s.how.flat_when_unused = false;
    }
    const exact total = fee_of(c, s, units);
    return judged_amount(c, total);
}

verdict invoice(asked& c) {
    if (c.price.find("sum_of") != nullptr) not_expressible("a sum over other cases");
    exact sum = zero(c.unit);
    for (const json& one : c.price["parts"]) {
        const std::string model = text_from(one.at("model"));
        if (model == "flat") {
            sum = plus(sum, c.rounded(c.amount(one.at("flat_amount"))));
            continue;
        }
        json terms = one;
        terms.erase("model");
        terms.erase("quantity");
        asked part = c;
        part.model = model;
        part.price = parameters{terms};
        part.scale = {};
        part.scale.add(one.at("quantity"));
        const steps s = steps_from(part);
        part.price.end("part");
        sum = plus(sum, c.rounded(fee_of(part, s, part.scale.count(one.at("quantity")))));
    }
    return judged_amount(c, sum);
}

using model = verdict (*)(asked&);
const std::map<std::string_view, model> models{
    {"unit", tiered},
    {"package", tiered},
    {"graduated", tiered},
    {"volume", tiered},
    {"graduated_percentage", tiered},
    {"capacity", capacity},
    {"percentage", percentages},
    {"dynamic", dynamic},
    {"flat", flat},
    {"rounding", rounding_of},
    {"minimum_true_up", minimum},
    {"commitment_true_up", committed_fees},
    {"commitment_proration", prorated_commitment},
    {"prorated_graduated", prorated},
    {"windowed_commitment", windowed_commitments},
    {"commitment", commitments},
    {"discount", discounts},
    {"allocation", allocation},
    {"subtotal", subtotal},
    {"package_count", packages},
    {"tier_lookup", tier_found},
    {"unit_conversion", conversion},
    {"usage_discount", free_usage},
    {"maximum_discount", capped},
    {"graduated_range", one_range},
    {"graduated_percentage_range", one_range},
    {"invoice", invoice},
};

verdict judged(const json& one_case) {
    try {
        asked c{one_case};
        const auto found = models.find(c.model);
        if (found == models.end())
            not_expressible(fmt::format("model {} is not learned yet", c.model));
        const bool several = one_case.at("price").contains("units");
        const verdict v = several ? by_units(c) : found->second(c);
        if (v.kind == outcome::passed) {
            c.price.end("price");
            c.context.end("context");
        }
        return v;
    } catch (const set_aside& why) {
        return {why.kind, why.reason, {}, {}};
    } catch (const refused& why) {
        if (one_case.at("expect").contains("error")) return {};
        // Terms that contradict themselves are an error here, whatever a peer makes of them.
        for (const errc code :
             {errc{money_errc::discount_out_of_range}, errc{core_errc::policy_out_of_range}})
            if (why.why == identifier(code))
                return {outcome::deliberate, fmt::format("terms refused: {}", why.why), {}, {}};
        return {outcome::failed, fmt::format("refused: {}", why.why), one_case.at("expect").dump(),
                std::string{why.why}};
    }
}

const learned rating{"rating", judged};

}  // namespace
}  // namespace conformance
