// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <utility>
#include <vector>

#include <ratecard/quota/open_tickets.hpp>
#include <ratecard/quota/reserve.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr instant now{};

/// Three are taken twice, and the first three are given back `times` times.
constexpr quota_state three_and_three(int times) {
    std::array<ticket_place<ticket>, 4> room{};
    open_tickets tickets{std::span<ticket_place<ticket>>{room}};
    const auto a = decide(quota_state{}, hard(6), standing_window, quantity{3}, now);
    const auto b = decide(a.next, hard(6), standing_window, quantity{3}, now);
    const ticket_id first = *tickets.open(a.taken);
    static_cast<void>(tickets.open(b.taken));
    quota_state state = b.next;
    for (int i = 0; i < times; ++i)
        if (const auto t = tickets.close(first); t.allowed())
            state = release(state, *t, standing_window).next;
    return state;
}

}  // namespace

TEST_CASE("a ticket that is given back twice counts once") {
    STATIC_REQUIRE(three_and_three(0).taken == quantity{6});
    STATIC_REQUIRE(three_and_three(1).taken == quantity{3});
    STATIC_REQUIRE(three_and_three(2).taken == quantity{3});
    STATIC_REQUIRE(three_and_three(9).taken == quantity{3});
}

TEST_CASE("a reservation that is committed twice counts once, and leaves another's alone") {
    constexpr epoch e{0, 0, instant::never()};
    std::array<ticket_place<reservation>, 2> room{};
    open_tickets<reservation> open{room};
    const auto mine = reserve({}, hard(200), e, quantity{60}, now);
    const auto other = reserve(mine.next, hard(200), e, quantity{60}, now);
    const ticket_id of_mine = *open.open(mine.reserved), of_other = *open.open(other.reserved);
    reserving_state state = other.next;
    for (const ticket_id& id : {of_mine, of_mine, of_other})
        if (const auto r = open.close(id); r.allowed()) {
            const auto c = commit(state, *r, e, now);
            CHECK(c.answer == commit_answer::committed);
            state = c.next;
        }
    CHECK(state.taken == quantity{120});
    CHECK(state.reserved == quantity{});
}

TEST_CASE("what is not open is refused by its name") {
    std::array<ticket_place<ticket>, 1> room{};
    open_tickets<ticket> tickets{room};
    CHECK(tickets.close({}).why() == close_refusal::never_opened);
    CHECK(tickets.close({0, 1}).why() == close_refusal::never_opened);
    CHECK(tickets.close({7, 1}).why() == close_refusal::never_opened);
    const auto id = tickets.open({0, quantity{1}});
    REQUIRE(id.has_value());
    CHECK(tickets.is_open(*id));
    CHECK(tickets.open({0, quantity{1}}) == core_errc::capacity_exceeded);
    CHECK(*tickets.close(*id) == ticket{0, quantity{1}});
    CHECK(tickets.close(*id).why() == close_refusal::closed_before);
    // The place is used again, by another name.
    const auto again = tickets.open({0, quantity{2}});
    CHECK(again->place == id->place);
    CHECK(tickets.close(*id).why() == close_refusal::closed_before);
    CHECK(tickets.close({again->place, again->round + 1}).why() == close_refusal::never_opened);
    CHECK(*tickets.close(*again) == ticket{0, quantity{2}});
    open_tickets<ticket> none{std::span<ticket_place<ticket>>{}};
    CHECK(none.open({}) == core_errc::capacity_exceeded);
    CHECK(none.close({0, 1}).why() == close_refusal::never_opened);
}

TEST_CASE("each open ticket is closed once, also after its room was stored and read") {
    law("a name closes if it was opened and not closed since", [] {
        const auto places = *rc::gen::inRange<std::size_t>(0, 6);
        std::vector<ticket_place<ticket>> room(places);
        open_tickets<ticket> tickets{room};
        std::vector<std::pair<ticket_id, ticket>> opened;
        std::set<std::size_t> still_open;
        const int steps = *rc::gen::inRange(0, 80);
        for (int i = 0; i < steps; ++i) {
            switch (*rc::gen::inRange(0, 5)) {
                case 0:
                case 1: {
                    const ticket t{i, *any_amount()};
                    const auto id = tickets.open(t);
                    RC_ASSERT(id.has_value() == (still_open.size() < places));
                    if (!id) break;
                    for (const auto& [other, unused] : opened) RC_ASSERT(!(other == *id));
                    still_open.insert(opened.size());
                    opened.emplace_back(*id, t);
                    break;
                }
                case 2: {  // the room is copied to somewhere else
                    auto copy = room;
                    room.swap(copy);
                    tickets = open_tickets<ticket>{room};
                    break;
                }
                default: {
                    if (opened.empty()) break;
                    const auto which = *rc::gen::inRange<std::size_t>(0, opened.size());
                    const auto& [id, held] = opened[which];
                    const bool open = still_open.erase(which) == 1;
                    RC_ASSERT(tickets.is_open(id) == open);
                    const auto closed = tickets.close(id);
                    RC_ASSERT(closed.allowed() == open);
                    if (open) {
                        RC_ASSERT(*closed == held);
                    } else {
                        RC_ASSERT(closed.why() == close_refusal::closed_before);
                    }
                }
            }
        }
    });
}
