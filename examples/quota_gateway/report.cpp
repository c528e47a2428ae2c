// SPDX-License-Identifier: MIT
#include "report.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <tuple>

#include <ratecard/rim/fmt.hpp>

namespace quota_gateway {

using namespace ratecard;
using page::cell;
using page::painter;
using page::spoken;
using page::table;
using page::tone;

namespace {

std::string grouped(std::int64_t n) { return n == 0 ? "" : fmt::format("{}", quantity{n}); }

reader::tally told(const std::vector<reader>& readers, std::size_t application, wish what) {
    reader::tally sum;
    for (const reader& r : readers)
        for (const auto& [v, count] : r.told(application, what)) sum[v] += count;
    return sum;
}

std::string text_of(const verdict& v) {
    const catalog_view c = chat::catalog;
    if (v.why != reason::allowed) return spoken(to_string(c, v.why));
    return spoken(identifier(v.answer));
}

/// By application: how much of each wish was admitted.
std::string by_application(const std::vector<reader>& readers, const painter& paint) {
    table t{{{.heading = "application"},
             {.heading = "edition"},
             {.heading = "log-ins", .right = true},
             {.heading = "refused", .right = true},
             {.heading = "registered", .right = true},
             {.heading = "refused", .right = true},
             {.heading = "groups", .right = true},
             {.heading = "refused", .right = true}}};
    std::array<std::int64_t, 2 * wishes> sums{};
    for (std::size_t a = 0; a < applications; ++a) {
        const application& who = all_applications()[a];
        std::vector<cell> row{{who.name}, {who.plan}};
        for (std::size_t w = 0; w < wishes; ++w) {
            std::int64_t counts[2]{};
            for (const auto& [v, count] : told(readers, a, static_cast<wish>(w)))
                counts[v.is_admitted() ? 0 : 1] += count;
            for (std::size_t i = 0; i < 2; ++i) {
                row.push_back({grouped(counts[i]), i == 0 ? tone::plain : tone::bad});
                sums[2 * w + i] += counts[i];
            }
        }
        t.add(std::move(row));
    }
    t.line();
    std::vector<cell> row{{"all", tone::strong}, {}};
    for (const std::int64_t sum : sums) row.push_back({grouped(sum), tone::strong});
    t.add(std::move(row));
    return t.text(paint, "  ");
}

/// By answer: how often it was given, admitted ones first.
std::string by_answer(const std::vector<reader>& readers, const painter& paint) {
    std::map<std::tuple<bool, verdict>, std::array<std::int64_t, wishes>> sums;
    for (std::size_t a = 0; a < applications; ++a)
        for (std::size_t w = 0; w < wishes; ++w)
            for (const auto& [v, count] : told(readers, a, static_cast<wish>(w)))
                sums[{!v.is_admitted(), v}][w] += count;
    table t{{{.heading = "answer", .least = 34},
             {.heading = "log in", .right = true},
             {.heading = "register", .right = true},
             {.heading = "create group", .right = true}}};
    for (const auto& [key, counts] : sums) {
        const auto& [refused, v] = key;
        std::vector<cell> row{{text_of(v), refused ? tone::bad : tone::good}};
        for (const std::int64_t count : counts) row.push_back({grouped(count)});
        t.add(std::move(row));
    }
    return t.text(paint, "  ");
}

}  // namespace

std::string report(const std::vector<reader>& readers, std::size_t requests, const painter& paint,
                   bool& sound) {
    std::string out =
        page::ruler("the gate",
                    fmt::format("{} requests", quantity{static_cast<std::int64_t>(requests)})) +
        "\n\n";
    out += by_application(readers, paint) + "\n" + by_answer(readers, paint) + "\n";

    table t{{{.heading = "quota"},
             {.heading = "window"},
             {.heading = "limit", .right = true},
             {.heading = "counters", .right = true},
             {.heading = "taken in all", .right = true},
             {.heading = "most in one", .right = true},
             {.heading = "audit"}}};
    // Counters of one quota, window, limit and verdict are one row.
    struct sums {
        std::int64_t counters = 0, taken = 0, most = 0;
    };
    std::map<std::tuple<std::size_t, std::int64_t, std::string, audit_verdict>, sums> rows;
    sound = true;
    std::int64_t entries = 0;
    for (std::size_t a = 0; a < applications; ++a)
        for (std::size_t q = 0; q < counted.size(); ++q) {
            reader::log all;
            for (const reader& r : readers)
                all.insert(all.end(), r.logged(a, q).begin(), r.logged(a, q).end());
            // Nothing was given back, so this is the order of the exchanges.
            std::sort(all.begin(), all.end(), [](const logged& x, const logged& y) {
                return std::pair{x.decision.next.window, x.decision.next.taken} <
                       std::pair{y.decision.next.window, y.decision.next.taken};
            });
            entries += static_cast<std::int64_t>(all.size());
            const audit_report found = *audit(all);
            sound = sound && found.verdict == audit_verdict::sound;
            for (std::size_t i = 0; i < all.size(); ++i)
                if (i + 1 == all.size() ||
                    all[i + 1].decision.next.window != all[i].decision.next.window) {
                    const std::int64_t taken = all[i].decision.next.taken.count();
                    sums& row =
                        rows[{q, all[i].running.index, to_string(all[i].limit), found.verdict}];
                    ++row.counters;
                    row.taken += taken;
                    row.most = std::max(row.most, taken);
                }
        }
    for (const auto& [key, row] : rows) {
        const auto& [q, index, limit, found] = key;
        const quota& what = chat::catalog.view()[counted[q]];
        const std::string when = what.window == quota_window::calendar_day
                                     ? to_string(day{static_cast<std::int32_t>(index)})
                                 : what.window == quota_window::calendar_month ? "the month"
                                                                               : "for good";
        t.add(
            {{spoken(what.key.view())},
             {when},
             {limit},
             {grouped(row.counters)},
             {grouped(row.taken)},
             {grouped(row.most)},
             {spoken(identifier(found)), found == audit_verdict::sound ? tone::good : tone::bad}});
    }
    out += t.text(paint, "  ");
    std::int64_t resolved = 0, given_back = 0;
    for (const reader& r : readers) {
        resolved += r.resolved_on_the_spot();
        given_back += r.given_back();
    }
    out += fmt::format(
        "\n  {} admissions were replayed; {} were given back. {} requests found a snapshot that "
        "had\n"
        "  run out, and had it resolved on the spot.\n",
        quantity{entries}, quantity{given_back}, quantity{resolved});
    return out;
}

}  // namespace quota_gateway
