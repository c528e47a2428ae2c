// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/rim/current.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {

/// A value that says how many of its kind there are.
class counted {
public:
    counted(int number, int& alive) : number_{number}, alive_{&alive} { ++*alive_; }
    counted(counted&& other) noexcept : number_{other.number_}, alive_{other.alive_} { ++*alive_; }
    counted(const counted&) = delete;
    counted& operator=(const counted&) = delete;
    ~counted() { --*alive_; }
    [[nodiscard]] int number() const { return number_; }

private:
    int number_;
    int* alive_;
};

}  // namespace

TEST_CASE("load returns the value of the last replace") {
    current<int> c{1};
    CHECK(c.load() == 1);
    const auto first = c.replace(2);
    CHECK(c.load() == 2);
    CHECK(first < c.replace(3));
    CHECK(c.load() == 3);
    STATIC_REQUIRE(noexcept(c.load()));
    STATIC_REQUIRE_FALSE(std::is_copy_constructible_v<current<int>>);
}

TEST_CASE("a replaced value stays at its address until it is freed") {
    int alive = 0;
    {
        current<counted> c{counted{1, alive}};
        const counted& first = c.load();
        const auto mark = c.replace(counted{2, alive});
        const counted& second = c.load();
        const auto later = c.replace(counted{3, alive});
        CHECK(first.number() == 1);
        CHECK(second.number() == 2);
        CHECK(alive == 3);
        CHECK(c.kept() == 2);

        CHECK(c.free_until(mark) == 1);
        CHECK(second.number() == 2);
        CHECK(alive == 2);
        CHECK(c.free_until(mark) == 0);
        CHECK(c.free_until(later) == 1);
        CHECK(c.kept() == 0);
        CHECK(c.load().number() == 3);
        CHECK(alive == 1);
        static_cast<void>(c.replace(counted{4, alive}));
    }
    CHECK(alive == 0);
}
