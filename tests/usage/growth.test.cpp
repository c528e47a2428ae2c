// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/quota/open_tickets.hpp>
#include <ratecard/usage/growth.hpp>
#include <ratecard/usage/meters.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr edition_id free_edition{0};
constexpr quota_id any_kind{0};     // things made a day
constexpr quota_id narrow_kind{1};  // of these, special ones

/// A catalog of which only the two daily quotas matter: the second is a part of the first.
owned_catalog with_limits(quota_limit all, quota_limit narrow) {
    return catalog_builder{
        offering{.product = "pots", .unit = usd, .billing_zone = zone::fixed(hours(8))}}
        .add(edition{"free"})
        .add(quota{.key = "made", .window = quota_window::calendar_day}, {all})
        .add(
            quota{.key = "made_special", .window = quota_window::calendar_day, .part_of = any_kind},
            {narrow})
        .add(price_version{"first", instant{}, {}})
        .change("", "", change_kind::forbidden)
        .build()
        .value();
}

struct thing {
    quota_id kind;
    growth_ticket<> taken;
    lifetime life;
};

constexpr instant first_midnight{-28'800};  // 1970-01-01 00:00 in UTC+8
constexpr period civil_day_of(instant t) {
    const std::int64_t n = (t - first_midnight).seconds / 86'400;
    return {first_midnight + days(n), first_midnight + days(n + 1)};
}

/// What a history has come to: the fold, and every thing admitted, from which the oracle counts.
struct history {
    growth<> grown{};
    std::vector<thing> things{};
    instant now = first_midnight + hours(1);

    [[nodiscard]] std::int64_t net(bool narrow_only) const {
        std::int64_t count = 0;
        const period today = civil_day_of(now);
        for (const thing& t : things)
            if (today.contains(t.life.begin) && now < t.life.end &&
                (!narrow_only || t.kind == narrow_kind))
                ++count;
        return count;
    }
};

struct limits {
    std::int64_t all, narrow;
};

/// One more, if it may be: and it may exactly when both limits have room.
bool begin(const catalog_view& c, history& h, quota_id kind, limits most) {
    const bool fits = h.net(false) < most.all && (kind == any_kind || h.net(true) < most.narrow);
    const auto d = begin_one(c, free_edition, kind, h.grown, h.now);
    if (is_admitted(d.answer) != fits) return false;
    if (!fits) {
        const bool narrow = kind == narrow_kind && h.net(true) >= most.narrow;
        return d.answer == quota_answer::limit_reached &&
               d.refused_by == (narrow ? narrow_kind : any_kind) && d.next == h.grown;
    }
    h.grown = d.next;
    h.things.push_back({kind, d.taken, {h.now}});
    return h.net(false) <= most.all && h.net(true) <= most.narrow;
}
void end(const catalog_view& c, history& h, std::size_t which) {
    thing& t = h.things[which];
    h.grown = end_one(c, t.kind, h.grown, t.taken, h.now).next;
    t.life.end = h.now;
}
/// The fold counts what the meter counts over lifetimes.
bool fold_is_meter(const history& h) {
    std::vector<lifetime> all, narrow;
    for (const thing& t : h.things) {
        all.push_back(t.life);
        if (t.kind == narrow_kind) narrow.push_back(t.life);
    }
    const period today = civil_day_of(h.now);
    const auto counted = [&](const quota_state& s) {
        return s.window == (today.begin() - first_midnight).seconds / 86'400 ? s.taken : quantity{};
    };
    return net_growth(all, today) == counted(h.grown.states[1]) &&
           net_growth(narrow, today) == counted(h.grown.states[0]);
}

/// Every continuation of a history by up to `steps` begins, ends and midnights. Returns how many
/// went wrong.
std::int64_t explore(const catalog_view& c, const history& h, limits most, int steps,
                     std::int64_t& seen) {
    ++seen;
    std::int64_t wrong = fold_is_meter(h) ? 0 : 1;
    if (steps == 0) return wrong;
    for (const quota_id kind : {any_kind, narrow_kind}) {
        history next = h;
        next.now = h.now + seconds(1);
        if (!begin(c, next, kind, most)) ++wrong;
        wrong += explore(c, next, most, steps - 1, seen);
    }
    for (std::size_t i = 0; i < h.things.size(); ++i) {
        if (h.things[i].life.end != instant::never()) continue;
        history next = h;
        next.now = h.now + seconds(1);
        end(c, next, i);
        wrong += explore(c, next, most, steps - 1, seen);
    }
    history tomorrow = h;
    tomorrow.now = civil_day_of(h.now).end();
    return wrong + explore(c, tomorrow, most, steps - 1, seen);
}

}  // namespace

TEST_CASE("a begin takes from its quota and the wider one, and an end gives both back") {
    const auto c = with_limits(hard(3), hard(2));
    const instant now = first_midnight;
    const auto first = begin_one(c, free_edition, narrow_kind, growth<>{}, now);
    CHECK(first.answer == quota_answer::admitted);
    CHECK(first.next.states[0] == quota_state{0, quantity{1}});
    CHECK(first.next.states[1] == quota_state{0, quantity{1}});
    const auto second = begin_one(c, free_edition, any_kind, first.next, now);
    CHECK(second.next.states[0] == quota_state{0, quantity{1}});
    CHECK(second.next.states[1] == quota_state{0, quantity{2}});
    const auto left = end_one(c, narrow_kind, second.next, first.taken, now + hours(23)).next;
    CHECK(left.states[0] == quota_state{0, quantity{0}});
    CHECK(left.states[1] == quota_state{0, quantity{1}});
}

TEST_CASE("an end on a later day gives nothing back") {
    const auto c = with_limits(hard(3), hard(2));
    const auto old = begin_one(c, free_edition, narrow_kind, growth<>{}, first_midnight);
    const auto fresh = begin_one(c, free_edition, narrow_kind, old.next, first_midnight + days(1));
    CHECK(fresh.next.states[1] == quota_state{1, quantity{1}});
    CHECK(end_one(c, narrow_kind, fresh.next, old.taken, first_midnight + days(1)) ==
          release_decision<growth<>>{release_answer::free_already, fresh.next});
    // and where nothing has begun on that day yet, the day begins with nothing
    const auto rolled = end_one(c, narrow_kind, old.next, old.taken, first_midnight + days(1)).next;
    CHECK(rolled.states[1] == quota_state{1, quantity{}});
}

TEST_CASE("an end that comes twice is refused by a quota that holds no more, and changes none") {
    const auto c = with_limits(hard(9), hard(5));
    const auto one = begin_one(c, free_edition, narrow_kind, growth<>{}, first_midnight);
    const auto other = begin_one(c, free_edition, any_kind, one.next, first_midnight);
    const auto ended = end_one(c, narrow_kind, other.next, one.taken, first_midnight);
    CHECK(ended.allowed());
    const auto again = end_one(c, narrow_kind, ended.next, one.taken, first_midnight);
    CHECK(again == release_decision<growth<>>{release_answer::not_taken, ended.next});
}

TEST_CASE("a request that the wider quota refuses takes nothing from the narrower") {
    const auto c = with_limits(hard(1), hard(5));
    const auto full = begin_one(c, free_edition, any_kind, growth<>{}, first_midnight);
    const auto refused = begin_one(c, free_edition, narrow_kind, full.next, first_midnight);
    CHECK(!refused.allowed());
    CHECK(refused.why() == quota_answer::limit_reached);
    CHECK(refused.refused_by == any_kind);
    CHECK(refused.next == full.next);
    CHECK(refused.taken == growth_ticket<>{});
}

TEST_CASE("a soft limit in the chain admits growth above it, and reports that") {
    const auto c = with_limits(soft(1), hard(5));
    const auto one = begin_one(c, free_edition, any_kind, growth<>{}, first_midnight);
    CHECK(one.answer == quota_answer::admitted);
    const auto two = begin_one(c, free_edition, narrow_kind, one.next, first_midnight);
    CHECK(two.answer == quota_answer::admitted_above);
    CHECK_FALSE(two.refused_by);
}

TEST_CASE("a grace in the chain admits growth inside it, and reports that") {
    const auto c = with_limits(with_grace(hard(2), 50), hard(5));
    growth<> grown;
    for (const auto expected : {quota_answer::admitted, quota_answer::admitted,
                                quota_answer::admitted_in_grace, quota_answer::limit_reached}) {
        const auto d = begin_one(c, free_edition, narrow_kind, grown, first_midnight);
        CHECK(d.answer == expected);
        grown = d.next;
    }
}

TEST_CASE("a begin has an answer for every kind of window a catalog can hold") {
    constexpr anchor of_31_january{.day = civil(2024, 1, 31)};
    const instant now = start_of(civil(2024, 2, 10), utc);
    for (const auto kind :
         {quota_window::standing, quota_window::calendar_day, quota_window::calendar_month,
          quota_window::billing_period, quota_window::fixed, quota_window::age}) {
        const auto c = catalog_builder{offering{.product = "pots", .unit = usd}}
                           .add(edition{"free"})
                           .add(quota{.key = "any"}, {hard(5)})
                           .add(quota{.key = "of_kind",
                                      .window = kind,
                                      .part_of = any_kind,
                                      .length = seconds(kind == quota_window::fixed ? 60 : 0)},
                                {hard(1)})
                           .add(price_version{"first", instant{}, {}})
                           .change("", "", change_kind::forbidden)
                           .build()
                           .value();
        const auto of_an_order =
            begin_one(c, free_edition, narrow_kind, growth<>{}, of_31_january, now);
        CHECK(of_an_order.answer == quota_answer::admitted);
        const window running = window_at(c.view()[narrow_kind], utc, of_31_january, now);
        CHECK(of_an_order.next.states[0] == quota_state{running.index, quantity{1}});
        CHECK(begin_one(c, free_edition, narrow_kind, of_an_order.next, of_31_january, now)
                  .refused_by == narrow_kind);
        CHECK(end_one(c, narrow_kind, of_an_order.next, of_an_order.taken, of_31_january, now)
                  .next.states[0]
                  .taken == quantity{});

        const auto without = begin_one(c, free_edition, narrow_kind, growth<>{}, now);
        if (kind == quota_window::billing_period) {
            CHECK(without.answer == quota_answer::window_closed);
            CHECK(without.refused_by == narrow_kind);
            CHECK(without.next == growth<>{});
            CHECK(end_one(c, narrow_kind, growth<>{}, without.taken, now).next.states[0].taken ==
                  quantity{});
        } else {
            CHECK(without.next == of_an_order.next);
        }
    }
}

TEST_CASE("limits and windows of a chain can come from the caller") {
    const auto c = with_limits(hard(1), hard(1));
    const window mine{7, first_midnight + days(9)};
    const auto terms = [&](quota_id q) {
        return quota_terms{q == any_kind ? hard(2) : hard(3), mine};
    };
    const auto one = begin_one(c, narrow_kind, growth<>{}, terms, first_midnight);
    const auto two = begin_one(c, narrow_kind, one.next, terms, first_midnight);
    CHECK(two.next.states[0] == quota_state{7, quantity{2}});
    const auto three = begin_one(c, narrow_kind, two.next, terms, first_midnight);
    CHECK(three.answer == quota_answer::limit_reached);
    CHECK(three.refused_by == any_kind);
    const auto left = end_one(c, narrow_kind, two.next, one.taken, [&](quota_id) { return mine; });
    CHECK(left.answer == release_answer::released);
    CHECK(left.next == one.next);
}

TEST_CASE("three quotas nest like two, with a depth of three") {
    const auto c =
        catalog_builder{offering{.product = "pots", .unit = usd}}
            .add(edition{"free"})
            .add(quota{.key = "day", .window = quota_window::calendar_day}, {hard(2)})
            .add(quota{.key = "b", .window = quota_window::calendar_day, .part_of = quota_id{0}},
                 {hard(9)})
            .add(quota{.key = "c", .window = quota_window::calendar_day, .part_of = quota_id{1}},
                 {hard(9)})
            .add(price_version{"first", instant{}, {}})
            .change("", "", change_kind::forbidden)
            .build()
            .value();
    const auto one = begin_one(c, free_edition, quota_id{2}, growth<3>{}, instant{});
    const auto two = begin_one(c, free_edition, quota_id{0}, one.next, instant{});
    CHECK(two.answer == quota_answer::admitted);
    const auto third = begin_one(c, free_edition, quota_id{2}, two.next, instant{});
    CHECK(third.answer == quota_answer::limit_reached);
    CHECK(third.refused_by == quota_id{0});
    const auto left = end_one(c, quota_id{2}, two.next, one.taken, instant{}).next;
    for (const auto& [at, taken] : {std::pair{0u, 0}, {1u, 0}, {2u, 1}})
        CHECK(left.states[at].taken == quantity{taken});
}

TEST_CASE("a catalog with quotas that are part of each other is not valid") {
    for (std::uint16_t wider = 0; wider < 4; ++wider) {
        const auto built = catalog_builder{offering{.product = "pots", .unit = usd}}
                               .add(edition{"free"})
                               .add(quota{.key = "a", .part_of = quota_id{1}}, {hard(2)})
                               .add(quota{.key = "b", .part_of = quota_id{wider}}, {hard(2)})
                               .add(quota{.key = "c"}, {hard(2)})
                               .add(price_version{"first", instant{}, {}})
                               .change("", "", change_kind::forbidden)
                               .build();
        CHECK(built.has_value() == (wider == 2));
        if (!built) CHECK(built.error().code == catalog_errc::unknown_quota);
    }
}

TEST_CASE(
    "net growth never exceeds the limit, and admits everything that fits: every short history") {
    std::int64_t seen = 0;
    for (std::int64_t all = 0; all <= 3; ++all)
        for (std::int64_t narrow = 0; narrow <= 2; ++narrow) {
            const auto c = with_limits(hard(all), hard(narrow));
            CHECK(explore(c, {}, {all, narrow}, 8, seen) == 0);
        }
    CHECK(seen > 500'000);
}

TEST_CASE("net growth never exceeds the limit, in any interleaving that asks first") {
    law("net growth stays within the limits in long histories, too", [] {
        const limits most{*rc::gen::inRange<std::int64_t>(0, 40),
                          *rc::gen::inRange<std::int64_t>(0, 12)};
        const auto c = with_limits(hard(most.all), hard(most.narrow));
        history h;
        const int steps = *rc::gen::inRange(0, 300);
        for (int i = 0; i < steps; ++i) {
            switch (*rc::gen::inRange(0, 10)) {
                case 0: h.now = h.now + seconds(*rc::gen::inRange(0, 86'400)); break;
                case 1:
                case 2:
                case 3:
                    if (!h.things.empty()) {
                        const auto which = *rc::gen::inRange<std::size_t>(0, h.things.size());
                        if (h.things[which].life.end == instant::never()) end(c, h, which);
                    }
                    break;
                case 4:
                case 5: RC_ASSERT(begin(c, h, narrow_kind, most)); break;
                default: RC_ASSERT(begin(c, h, any_kind, most)); break;
            }
            RC_ASSERT(fold_is_meter(h));
        }
    });
}

TEST_CASE("net growth never exceeds the limit, though ends are told again and again") {
    law("an end closes its ticket once, in every quota of the chain", [] {
        const limits most{*rc::gen::inRange<std::int64_t>(0, 9),
                          *rc::gen::inRange<std::int64_t>(0, 5)};
        const auto c = with_limits(hard(most.all), hard(most.narrow));
        std::array<ticket_place<growth_ticket<>>, 200> room{};
        open_tickets<growth_ticket<>> tickets{room};
        std::vector<ticket_id> names;
        history h;
        const int steps = *rc::gen::inRange(0, 150);
        for (int i = 0; i < steps; ++i) {
            if (*rc::gen::inRange(0, 12) == 0) h.now = h.now + seconds(40'000);
            if (!h.things.empty() && *rc::gen::inRange(0, 2) == 0) {
                const auto which = *rc::gen::inRange<std::size_t>(0, h.things.size());
                thing& t = h.things[which];
                const auto taken = tickets.close(names[which]);
                RC_ASSERT(taken.allowed() == (t.life.end == instant::never()));
                if (!taken.allowed()) continue;
                const auto d = end_one(c, t.kind, h.grown, *taken, h.now);
                RC_ASSERT(d.allowed());
                h.grown = d.next;
                t.life.end = h.now;
            } else {
                RC_ASSERT(begin(c, h, *rc::gen::element(any_kind, narrow_kind), most));
                if (names.size() < h.things.size())
                    names.push_back(*tickets.open(h.things.back().taken));
            }
            RC_ASSERT(fold_is_meter(h));
        }
    });
}

TEST_CASE("without a limit, growth equals the meter net_growth") {
    law("nothing is refused, and the growth of a day equals net_growth of the lifetimes", [] {
        const auto c = with_limits(no_limit, no_limit);
        history h;
        const int steps = *rc::gen::inRange(0, 120);
        for (int i = 0; i < steps; ++i) {
            h.now = h.now + seconds(*rc::gen::inRange(0, 9'000));
            if (*rc::gen::inRange(0, 3) == 0 && !h.things.empty()) {
                const auto which = *rc::gen::inRange<std::size_t>(0, h.things.size());
                if (h.things[which].life.end == instant::never()) end(c, h, which);
            } else {
                RC_ASSERT(begin(c, h, *rc::gen::arbitrary<bool>() ? narrow_kind : any_kind,
                                {1'000, 1'000}));
            }
            RC_ASSERT(fold_is_meter(h));
        }
    });
}
