// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <vector>

#include <ratecard/ratecard.hpp>

#include "customer.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr catalog_view written = tencent_chat::catalog;

// The quota table as the guide has it, written down again: -1 is unlimited, ~ marks a soft limit.
struct cell {
    std::int64_t most;
    bool soft = false;
};
struct quota_line {
    std::string_view key;
    quota_scope scope;
    quota_window window;
    cell in[3];  // Developer, Standard, Premium
};
constexpr quota_line table[] = {
    {"registered_users", quota_scope::subscription, quota_window::standing, {{100}, {-1}, {-1}}},
    {"friends", quota_scope::user, quota_window::standing, {{20}, {3'000}, {3'000}}},
    {"groups_joined", quota_scope::user, quota_window::standing, {{50}, {500}, {1'000}}},
    {"group_members", quota_scope::group, quota_window::standing, {{20}, {200}, {2'000}}},
    {"groups", quota_scope::subscription, quota_window::standing, {{100}, {-1}, {-1}}},
    {"live_groups", quota_scope::subscription, quota_window::standing, {{10}, {50}, {-1}}},
    {"daily_groups",
     quota_scope::subscription,
     quota_window::calendar_day,
     {{100}, {10'000}, {10'000}}},
    {"daily_broadcast_groups",
     quota_scope::subscription,
     quota_window::calendar_day,
     {{5}, {5}, {5}}},
    {"message_history", quota_scope::subscription, quota_window::age, {{7}, {7}, {30}}},
    {"mau",
     quota_scope::subscription,
     quota_window::calendar_month,
     {{100}, {10'000, true}, {10'000, true}}},
    {"applications", quota_scope::account, quota_window::standing, {{300}, {300}, {300}}},
};

constexpr bool is_cell(const quota_limit& l, const cell& expected) {
    if (expected.most < 0) return l.most.is_unlimited();
    return !l.most.is_unlimited() && l.most.most().count() == expected.most &&
           l.enforcement == (expected.soft ? enforcement::soft : enforcement::hard);
}
constexpr const quota_line& line_of(std::string_view key) {
    for (const quota_line& l : table)
        if (l.key == key) return l;
    std::abort();
}
constexpr bool is_line(const catalog_view& c, std::string_view key) {
    const quota_line& line = line_of(key);
    const auto q = c.find_quota(key);
    bool same = q && c[*q].scope == line.scope && c[*q].window == line.window;
    for (std::size_t e = 0; same && e < 3; ++e)
        same = is_cell(c.at(*q, c.find_edition(every_edition[e]).value()), line.in[e]);
    return same;
}

/// Scope, window and each cell of the table's line, in both owners; and in each edition the last one
/// is admitted and the next refused (or counted as overage), also as the snapshot's limit.
void line_holds(std::string_view key) {
    const quota_line& line = line_of(key);
    both_owners([&](const catalog_view& c) {
        const quota_id q = c.find_quota(key).value();
        CHECK(c[q].scope == line.scope);
        CHECK(c[q].window == line.window);
        for (std::size_t e = 0; e < 3; ++e) {
            CAPTURE(key, every_edition[e]);
            const cell& expected = line.in[e];
            CHECK(is_cell(limit_named(c, key, every_edition[e]), expected));
            customer app{c};
            app.has(every_edition[e], local(2024, 5, 2));
            const instant now = local(2024, 5, 3, 10);
            const auto snapshot = resolve(examined(c, app.facts()), now).value();
            const quota_limit l = *at(c.condition_rows(), snapshot, now).limit_of(q);
            CHECK(is_cell(l, expected));

            const window running = window_at(c[q].window, c.offering->billing_zone, now);
            const auto asked = [&](std::int64_t taken, std::int64_t wanted) {
                return decide({running.index, quantity{taken}}, l, running, quantity{wanted}, now)
                    .answer;
            };
            if (expected.most < 0) {
                CHECK(asked(1'000'000'000, 1) == quota_answer::admitted);
                continue;
            }
            CHECK(asked(expected.most - 1, 1) == quota_answer::admitted);
            CHECK(asked(0, expected.most) == quota_answer::admitted);
            const auto above =
                expected.soft ? quota_answer::admitted_above : quota_answer::limit_reached;
            CHECK(asked(expected.most, 1) == above);
            CHECK(asked(0, expected.most + 1) == above);
        }
    });
}

/// Groups created and disbanded against T2.7 and T2.7a, and what became of each.
class day_of_groups {
public:
    day_of_groups(const catalog_view& c, std::string_view edition)
        : catalog_{c}, edition_{edition_named(c, edition)} {}

    quota_answer creates(instant at, bool broadcast = false) {
        const quota_id kind =
            catalog_.find_quota(broadcast ? "daily_broadcast_groups" : "daily_groups").value();
        const auto d = begin_one(catalog_, edition_, kind, grown_, at);
        refused_by = d.refused_by ? catalog_[*d.refused_by].key.view() : std::string_view{};
        grown_ = d.next;
        if (is_admitted(d.answer)) groups_.push_back({kind, d.taken, {at, instant::never()}});
        return d.answer;
    }
    bool creates_many(std::int64_t count, instant at, bool broadcast = false) {
        bool all = true;
        for (std::int64_t i = 0; i < count; ++i) all = is_admitted(creates(at, broadcast)) && all;
        return all;
    }
    void disbands(std::size_t group, instant at) {
        one& g = groups_[group];
        grown_ = end_one(catalog_, g.kind, grown_, g.taken, at).next;
        g.life.end = at;
    }
    /// By the meter over lifetimes, rather than by the fold.
    [[nodiscard]] std::int64_t net(civil_date date, bool broadcast_only = false) const {
        const day d = civil(date.year, date.month, date.day);
        std::vector<lifetime> lives;
        for (const one& g : groups_)
            if (!broadcast_only || catalog_[g.kind].part_of) lives.push_back(g.life);
        return net_growth(lives, period{start_of(d, utc_plus_8), start_of(d + 1, utc_plus_8)})
            .value()
            .count();
    }
    [[nodiscard]] std::size_t size() const { return groups_.size(); }

    std::string_view refused_by{};

private:
    struct one {
        quota_id kind;
        growth_ticket<> taken;
        lifetime life;
    };
    catalog_view catalog_;
    edition_id edition_;
    growth<> grown_{};
    std::vector<one> groups_;
};

}  // namespace

TEST_CASE("T2.1 registered users: 100 on Developer, unlimited on Standard and Premium") {
    line_holds("registered_users");
    STATIC_REQUIRE(is_line(written, "registered_users"));
}

TEST_CASE("T2.1 the quota table has these eleven lines and no other") {
    both_owners([](const catalog_view& c) {
        REQUIRE(c.quotas.size() == std::size(table));
        for (const quota_line& line : table) CHECK(is_line(c, line.key));
        for (const quota& q : c.quotas)
            CHECK(q.part_of.has_value() == (q.key.view() == "daily_broadcast_groups"));
        CHECK(c.find_quota("channels") == catalog_errc::unknown_quota);
    });
}

TEST_CASE("T2.2 friends of a user: 20 on Developer, 3,000 on Standard and Premium") {
    line_holds("friends");
    STATIC_REQUIRE(is_line(written, "friends"));
}

TEST_CASE("T2.3 groups a user has joined: 50, 500 and 1,000") {
    line_holds("groups_joined");
    STATIC_REQUIRE(is_line(written, "groups_joined"));
}

TEST_CASE("T2.4 members of a group: 20, 200 and 2,000") {
    line_holds("group_members");
    STATIC_REQUIRE(is_line(written, "group_members"));
}

TEST_CASE("T2.4 another edition is another limit for the same members") {
    both_owners([](const catalog_view& c) {
        const auto may_join = [&](std::string_view edition, std::int64_t members) {
            return is_admitted(decide({0, quantity{members}},
                                      limit_named(c, "group_members", edition), standing_window,
                                      quantity{1}, local(2024, 5, 3))
                                   .answer);
        };
        CHECK(may_join("premium", 200));
        CHECK_FALSE(may_join("standard", 200));
        // More than the limit already, as after a move to a smaller plan: nobody joins.
        CHECK_FALSE(may_join("standard", 1'500));
    });
}

TEST_CASE(
    "T2.5 groups that are not live-streaming: 100 on Developer, unlimited on Standard and "
    "Premium") {
    line_holds("groups");
    STATIC_REQUIRE(is_line(written, "groups"));
}

TEST_CASE("T2.5 disbanded groups are not counted") {
    both_owners([](const catalog_view& c) {
        std::vector<lifetime> groups(100, lifetime{local(2024, 5, 1), instant::never()});
        const auto now = local(2024, 6, 1);
        const auto may_create = [&] {
            return decide({0, existing(groups, now).value()}, limit_named(c, "groups", "developer"),
                          standing_window, quantity{1}, now)
                .answer;
        };
        CHECK(may_create() == quota_answer::limit_reached);
        groups[17].end = now + seconds(1);
        CHECK(may_create() == quota_answer::limit_reached);
        groups[17].end = now;
        CHECK(existing(groups, now) == quantity{99});
        CHECK(may_create() == quota_answer::admitted);
    });
}

TEST_CASE("T2.6 live-streaming groups: 10 on Developer, 50 on Standard, unlimited on Premium") {
    line_holds("live_groups");
    STATIC_REQUIRE(is_line(written, "live_groups"));
}

TEST_CASE("T2.6 disbanded live-streaming groups are not counted, of whatever day they are") {
    both_owners([](const catalog_view& c) {
        const quota_limit& l = limit_named(c, "live_groups", "developer");
        quota_state state;
        std::vector<ticket> taken;
        const instant first = local(2024, 5, 1, 10);
        for (int i = 0; i < 10; ++i) {
            const auto d = decide(state, l, standing_window, quantity{1}, first);
            REQUIRE(d.answer == quota_answer::admitted);
            state = d.next;
            taken.push_back(d.taken);
        }
        const instant much_later = local(2025, 5, 1, 10);
        CHECK(decide(state, l, standing_window, quantity{1}, much_later).answer ==
              quota_answer::limit_reached);
        state = release(state, taken[3], standing_window).next;
        CHECK(decide(state, l, standing_window, quantity{1}, much_later).answer ==
              quota_answer::admitted);
    });
}

TEST_CASE("T2.7 net increase of groups in a civil day: 100, 10,000 and 10,000") {
    line_holds("daily_groups");
    STATIC_REQUIRE(is_line(written, "daily_groups"));
}

TEST_CASE("T2.7 the day's last place is taken, and a group disbanded on its own day frees one") {
    both_owners([](const catalog_view& c) {
        for (const std::string_view edition : every_edition) {
            const std::int64_t most = edition == "developer" ? 100 : 10'000;
            day_of_groups app{c, edition};
            CHECK(app.creates_many(most, local(2024, 5, 3, 0, 0, 0)));
            CHECK(app.creates(local(2024, 5, 3, 12)) == quota_answer::limit_reached);
            CHECK(app.refused_by == "daily_groups");
            CHECK(app.net({2024, 5, 3}) == most);
            app.disbands(0, local(2024, 5, 3, 23, 59, 58));
            CHECK(app.net({2024, 5, 3}) == most - 1);
            CHECK(app.creates(local(2024, 5, 3, 23, 59, 59)) == quota_answer::admitted);
            CHECK(app.creates(local(2024, 5, 3, 23, 59, 59)) == quota_answer::limit_reached);
        }
    });
}

TEST_CASE("T2.7 a disbanded group of an earlier day frees nothing") {
    both_owners([](const catalog_view& c) {
        day_of_groups app{c, "developer"};
        CHECK(app.creates_many(50, local(2024, 5, 2, 23, 59, 59)));
        CHECK(app.creates_many(100, local(2024, 5, 3, 8)));
        for (std::size_t i = 0; i < 50; ++i) app.disbands(i, local(2024, 5, 3, 9));
        CHECK(app.net({2024, 5, 3}) == 100);
        CHECK(app.creates(local(2024, 5, 3, 10)) == quota_answer::limit_reached);
        app.disbands(50, local(2024, 5, 3, 11));  // one of this day
        CHECK(app.creates(local(2024, 5, 3, 12)) == quota_answer::admitted);
        CHECK(app.creates(local(2024, 5, 3, 12)) == quota_answer::limit_reached);
    });
}

TEST_CASE("T2.7 the day begins at 00:00 in UTC+8") {
    both_owners([](const catalog_view& c) {
        day_of_groups app{c, "developer"};
        const instant midnight{1'714'752'000};  // 2024-05-03 16:00:00 UTC
        CHECK(midnight == local(2024, 5, 4));
        CHECK(app.creates_many(100, midnight - seconds(86'400)));
        CHECK(app.creates(midnight - seconds(1)) == quota_answer::limit_reached);
        CHECK(app.creates_many(100, midnight));
        CHECK(app.creates(midnight) == quota_answer::limit_reached);
        CHECK(app.net({2024, 5, 3}) == 100);
        CHECK(app.net({2024, 5, 4}) == 100);
    });
}

TEST_CASE("T2.7 a refused creation counts nowhere") {
    both_owners([](const catalog_view& c) {
        day_of_groups app{c, "developer"};
        CHECK(app.creates_many(100, local(2024, 5, 3, 8)));
        for (int i = 0; i < 20; ++i)
            CHECK(app.creates(local(2024, 5, 3, 9), i % 2 == 0) == quota_answer::limit_reached);
        CHECK(app.size() == 100);
        app.disbands(99, local(2024, 5, 3, 10));
        CHECK(app.creates(local(2024, 5, 3, 11)) == quota_answer::admitted);
        app.disbands(100, local(2024, 5, 3, 12));
        // None of the refused broadcast groups took one of the five.
        CHECK(app.creates(local(2024, 5, 3, 13), true) == quota_answer::admitted);
        for (std::size_t i = 0; i < 4; ++i) app.disbands(i, local(2024, 5, 3, 14));
        CHECK(app.creates_many(4, local(2024, 5, 3, 15), true));
    });
}

TEST_CASE("T2.7 a live-streaming group counts in T2.6 and in T2.7, or in neither") {
    both_owners([](const catalog_view& c) {
        const instant now = local(2024, 5, 3, 10);
        const window today = window_at(quota_window::calendar_day, c.offering->billing_zone, now);
        const auto asked = [&](std::int64_t live, std::int64_t of_the_day) {
            const std::array demands{quota_demand{{0, quantity{live}},
                                                  limit_named(c, "live_groups", "developer"),
                                                  standing_window,
                                                  quantity{1}},
                                     quota_demand{{today.index, quantity{of_the_day}},
                                                  limit_named(c, "daily_groups", "developer"),
                                                  today,
                                                  quantity{1}}};
            std::array<quota_decision, 2> decisions{};
            const joint_answer a = decide_all(demands, now, decisions);
            if (is_admitted(a.answer)) {
                CHECK(decisions[0].next.taken == quantity{live + 1});
                CHECK(decisions[1].next.taken == quantity{of_the_day + 1});
            } else {
                CHECK(decisions[0].next == demands[0].state);
                CHECK(decisions[1].next == demands[1].state);
            }
            return a;
        };
        CHECK(asked(9, 99) == joint_answer{quota_answer::admitted, 2});
        CHECK(asked(10, 99) == joint_answer{quota_answer::limit_reached, 0});
        CHECK(asked(9, 100) == joint_answer{quota_answer::limit_reached, 1});
    });
}

TEST_CASE("T2.7a online-member broadcast groups of a day: 5 in every edition") {
    line_holds("daily_broadcast_groups");
    STATIC_REQUIRE(is_line(written, "daily_broadcast_groups"));
    both_owners([](const catalog_view& c) {
        const quota_id narrow = c.find_quota("daily_broadcast_groups").value();
        CHECK(c[narrow].part_of == c.find_quota("daily_groups").value());
        for (const std::string_view edition : every_edition) {
            day_of_groups app{c, edition};
            CHECK(app.creates_many(5, local(2024, 5, 3, 8), true));
            CHECK(app.creates(local(2024, 5, 3, 9), true) == quota_answer::limit_reached);
            CHECK(app.refused_by == "daily_broadcast_groups");
            CHECK(app.creates(local(2024, 5, 3, 9), false) == quota_answer::admitted);
            CHECK(app.net({2024, 5, 3}) == 6);
            CHECK(app.net({2024, 5, 3}, true) == 5);
            CHECK(app.creates_many(5, local(2024, 5, 4), true));
        }
    });
}

TEST_CASE("T2.7a a broadcast group counts in T2.7 too") {
    both_owners([](const catalog_view& c) {
        day_of_groups app{c, "developer"};
        CHECK(app.creates_many(5, local(2024, 5, 3, 8), true));
        CHECK(app.creates_many(95, local(2024, 5, 3, 8)));
        CHECK(app.creates(local(2024, 5, 3, 9)) == quota_answer::limit_reached);

        day_of_groups full{c, "developer"};
        CHECK(full.creates_many(100, local(2024, 5, 3, 8)));
        CHECK(full.creates(local(2024, 5, 3, 9), true) == quota_answer::limit_reached);
        CHECK(full.refused_by == "daily_groups");
    });
}

TEST_CASE("T2.7a a broadcast group disbanded on its own day frees both places") {
    both_owners([](const catalog_view& c) {
        day_of_groups app{c, "developer"};
        CHECK(app.creates_many(5, local(2024, 5, 3, 8), true));
        CHECK(app.creates_many(95, local(2024, 5, 3, 8)));
        app.disbands(2, local(2024, 5, 3, 9));
        CHECK(app.creates(local(2024, 5, 3, 10), true) == quota_answer::admitted);
        CHECK(app.creates(local(2024, 5, 3, 10), true) == quota_answer::limit_reached);
        CHECK(app.creates(local(2024, 5, 3, 10), false) == quota_answer::limit_reached);
        app.disbands(3, local(2024, 5, 3, 11));
        CHECK(app.creates(local(2024, 5, 3, 11), false) == quota_answer::admitted);
        CHECK(app.creates(local(2024, 5, 3, 11), true) == quota_answer::limit_reached);
        CHECK(app.refused_by == "daily_groups");
        // On the day after it frees neither.
        day_of_groups late{c, "developer"};
        CHECK(late.creates_many(5, local(2024, 5, 3, 8), true));
        CHECK(late.creates_many(5, local(2024, 5, 4, 8), true));
        late.disbands(0, local(2024, 5, 4, 9));
        CHECK(late.creates(local(2024, 5, 4, 9), true) == quota_answer::limit_reached);
    });
}

TEST_CASE("T2.8 message history is kept for 7, 7 and 30 days") {
    static constexpr std::int64_t days_kept[] = {7, 7, 30};
    both_owners([](const catalog_view& c) {
        const quota_id history = c.find_quota("message_history").value();
        CHECK(c[history].window == quota_window::age);
        for (std::size_t e = 0; e < 3; ++e) {
            CHECK(is_cell(limit_named(c, "message_history", every_edition[e]),
                          line_of("message_history").in[e]));
            const limit most = limit_named(c, "message_history", every_edition[e]).most;
            const instant sent = local(2024, 2, 20, 10, 11, 12);
            const instant dropped = sent + seconds(days_kept[e] * 86'400);
            CHECK(dropped_at(sent, most) == dropped);
            CHECK(is_kept(sent, most, sent));
            CHECK(is_kept(sent, most, dropped - seconds(1)));
            CHECK_FALSE(is_kept(sent, most, dropped));
        }
    });
    STATIC_REQUIRE(is_line(written, "message_history"));
}

TEST_CASE(
    "T2.9 included monthly users: 100 hard on Developer, 10,000 soft on Standard and Premium") {
    line_holds("mau");
    STATIC_REQUIRE(is_line(written, "mau"));
}

TEST_CASE("T2.9 the 101st user of a month on Developer is refused, until the next civil month") {
    both_owners([](const catalog_view& c) {
        const quota_limit& l = limit_named(c, "mau", "developer");
        const auto logs_in = [&](quota_state& state, instant at) {
            const auto d = decide(
                state, l, window_at(quota_window::calendar_month, c.offering->billing_zone, at),
                quantity{1}, at);
            state = d.next;
            return d.answer;
        };
        quota_state state;
        for (int user = 1; user <= 100; ++user)
            CHECK(logs_in(state, local(2024, 2, 1) + hours(user)) == quota_answer::admitted);
        CHECK(logs_in(state, local(2024, 2, 10)) == quota_answer::limit_reached);
        CHECK(logs_in(state, local(2024, 2, 29, 23, 59, 59)) == quota_answer::limit_reached);
        CHECK(logs_in(state, local(2024, 3, 1)) == quota_answer::admitted);
        CHECK(state.taken == quantity{1});
        // A user who logged in before takes no place: nothing more is always admitted.
        CHECK(decide({0, quantity{100}}, l, standing_window, quantity{0}, local(2024, 2, 10))
                  .answer == quota_answer::admitted);
    });
}

TEST_CASE("T2.9 the 10,001st user on Standard and Premium is admitted, and charged as overage") {
    both_owners([](const catalog_view& c) {
        const charge_id by_user = charge_named(c, "mau");
        CHECK(c[by_user].included == c.find_quota("mau").value());
        for (const std::string_view edition : {"standard", "premium"}) {
            const auto d = decide({0, quantity{10'000}}, limit_named(c, "mau", edition),
                                  standing_window, quantity{1}, local(2024, 5, 3));
            CHECK(d.answer == quota_answer::admitted_above);
            CHECK(d.next.taken == quantity{10'001});
            CHECK(rate(c, edition_named(c, edition), version_named(c, "2022-12-26"),
                       {by_user, d.next.taken, {}}, local(2024, 5, 1))
                      ->charged == quantity{1});
        }
    });
}

TEST_CASE("T2.10 applications of an account: 300, whatever the edition") {
    line_holds("applications");
    STATIC_REQUIRE(is_line(written, "applications"));
    both_owners([](const catalog_view& c) {
        CHECK(c[c.find_quota("applications").value()].scope == quota_scope::account);
    });
}

TEST_CASE("T2.10 a place is freed by disabling and then deleting; disabling alone frees none") {
    both_owners([](const catalog_view& c) {
        const quota_limit& l = limit_named(c, "applications", "standard");
        std::vector<lifetime> places(299, lifetime{local(2024, 1, 1), instant::never()});
        const instant created = local(2024, 2, 1), disabled = local(2024, 3, 1),
                      gone = local(2024, 4, 1);
        const auto may_create = [&](std::optional<instant> disabled_at,
                                    std::optional<instant> deleted_at, instant now) {
            auto all = places;
            all.push_back(place_held(created, disabled_at, deleted_at).value());
            return is_admitted(
                decide({0, existing(all, now).value()}, l, standing_window, quantity{1}, now)
                    .answer);
        };
        CHECK_FALSE(may_create({}, {}, local(2025, 1, 1)));
        CHECK_FALSE(may_create(disabled, {}, local(2025, 1, 1)));
        CHECK_FALSE(may_create(disabled, gone, gone - seconds(1)));
        CHECK(may_create(disabled, gone, gone));
        CHECK(may_create(disabled, gone, created - seconds(1)));  // not yet created
    });
    CHECK(place_held(local(2024, 2, 1), {}, local(2024, 4, 1)) ==
          usage_errc::delete_before_disable);
    CHECK(place_held(local(2024, 2, 1), local(2024, 5, 1), local(2024, 4, 1)) ==
          usage_errc::delete_before_disable);
}
