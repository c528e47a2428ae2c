// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/rim/atomic_open_tickets.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("shared tickets are closed once, and refused by name after that") {
    atomic_open_tickets<2> tickets;
    CHECK(tickets.close({}).why() == close_refusal::never_opened);
    CHECK(tickets.close({0, 1}).why() == close_refusal::never_opened);
    CHECK(tickets.close({2, 1}).why() == close_refusal::never_opened);
    const auto one = tickets.open({0, quantity{1}});
    const auto two = tickets.open({0, quantity{2}});
    REQUIRE((one && two));
    CHECK(tickets.open({0, quantity{3}}) == core_errc::capacity_exceeded);
    CHECK(*tickets.close(*one) == ticket{0, quantity{1}});
    CHECK(tickets.close(*one).why() == close_refusal::closed_before);
    const auto three = tickets.open({0, quantity{3}});
    REQUIRE(three.has_value());
    CHECK(three->place == one->place);
    CHECK(tickets.close(*one).why() == close_refusal::closed_before);
    CHECK(*tickets.close(*two) == ticket{0, quantity{2}});
    CHECK(*tickets.close(*three) == ticket{0, quantity{3}});
}
