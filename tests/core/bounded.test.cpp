// SPDX-License-Identifier: MIT
#include <vector>

#include <ratecard/core/bounded.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr bounded<int, 3> list(auto... items) {
    bounded<int, 3> made;
    (made.push_back(items), ...);
    return made;
}

}  // namespace

TEST_CASE("a bounded list keeps the order in which values were added") {
    STATIC_REQUIRE(list().empty());
    STATIC_REQUIRE(list().size() == 0);
    STATIC_REQUIRE(list(4, 5).size() == 2);
    STATIC_REQUIRE(list(4, 5)[0] == 4);
    STATIC_REQUIRE(list(4, 5)[1] == 5);
    STATIC_REQUIRE(!list(4, 5).full());
    STATIC_REQUIRE(list(4, 5, 6).full());
    STATIC_REQUIRE(bounded<int, 3>::capacity == 3);
    STATIC_REQUIRE(bounded<int, 0>{}.full());
    STATIC_REQUIRE(bounded<int, 0>{}.empty());
}

TEST_CASE("a list is written into its room, and then made as long as what was written") {
    constexpr auto list = [] {
        bounded<int, 3> written;
        written.room()[0] = 4;
        written.room()[1] = 5;
        written.resize(2);
        return written;
    }();
    STATIC_REQUIRE(list.size() == 2);
    STATIC_REQUIRE(list[1] == 5);
    STATIC_REQUIRE(bounded<int, 3>{}.room().size() == 3);
    STATIC_REQUIRE(bounded<int, 0>{}.room().empty());
}

TEST_CASE("bounded lists are equal if they hold equal values in the same order") {
    STATIC_REQUIRE(list(1, 2) == list(1, 2));
    STATIC_REQUIRE(list(1, 2) != list(2, 1));
    STATIC_REQUIRE(list(1, 2) != list(1, 2, 0));
    STATIC_REQUIRE(list() != list(0));
}

TEST_CASE("a bounded list behaves like a vector until it is full") {
    law("items are the same by index, by iteration and by data", [](std::vector<int> items) {
        bounded<int, 16> made;
        for (const int item : items)
            if (!made.full()) made.push_back(item);
        if (items.size() > 16) items.resize(16);
        RC_ASSERT(made.size() == items.size());
        RC_ASSERT(std::vector<int>(made.begin(), made.end()) == items);
        for (std::size_t i = 0; i < items.size(); ++i) {
            RC_ASSERT(made[i] == items[i]);
            RC_ASSERT(made.data()[i] == items[i]);
        }
    });
}
