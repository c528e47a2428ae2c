// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>
#include <set>

#include <ratecard/core/condition.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {

constexpr attribute_id platform{0};
constexpr attribute_id sdk{1};
constexpr value_set web{1u << 3};
constexpr value_set native{0b0111};

// "Community needs SDK 5.8.1668 on native platforms, 2.17.0 on the web."
constexpr condition on_native{.attribute = sdk,
                              .test = ratecard::test::at_least,
                              .bound = version_number{"5.8.1668"}.packed(),
                              .where = platform,
                              .where_set = native};
constexpr attributes seen(std::int64_t on, version_number version) {
    return attributes{}.set(platform, on).set(sdk, version);
}

/// What the texts of `condition` and `holds` say, in sets and optionals.
bool expected(ratecard::test how, const std::set<std::int64_t>& set, std::int64_t bound,
              std::optional<std::int64_t> value, const std::set<std::int64_t>& where_set,
              std::optional<std::int64_t> where) {
    if (!where_set.empty() && !where) return false;
    const bool applies = where_set.empty() || where_set.contains(*where);
    if (!applies) return true;
    if (!value) return false;
    switch (how) {
        case ratecard::test::one_of: return set.contains(*value);
        case ratecard::test::none_of: return !set.contains(*value);
        case ratecard::test::at_least: return !(*value < bound);
        case ratecard::test::at_most: return !(bound < *value);
    }
    return false;
}

/// Of one attribute set, both ways to know it.
constexpr bool holds_of(const condition& c, const attributes& known) {
    const bool of_the_request = holds(c, attributes{}, known);
    return holds(c, known, attributes{}) == of_the_request && of_the_request;
}

std::set<std::int64_t> members(unsigned bits) {
    std::set<std::int64_t> found;
    for (int i = 0; i < 3; ++i)
        if (bits & (1u << i)) found.insert(i);
    return found;
}

}  // namespace

TEST_CASE("a bound on the native version does not apply to the web") {
    STATIC_REQUIRE(holds_of(on_native, seen(0, "5.8.1668")));
    STATIC_REQUIRE(holds_of(on_native, seen(2, "5.10.1")));
    STATIC_REQUIRE(!holds_of(on_native, seen(1, "5.8.1667")));
    STATIC_REQUIRE(holds_of(on_native, seen(3, "2.17.0")));
    STATIC_REQUIRE(holds_of(on_native, attributes{}.set(platform, 3)));
}

TEST_CASE("a missing attribute satisfies neither one_of nor none_of") {
    constexpr condition in{.attribute = platform, .test = ratecard::test::one_of, .set = web};
    constexpr condition out{.attribute = platform, .test = ratecard::test::none_of, .set = web};
    STATIC_REQUIRE(!holds_of(in, attributes{}));
    STATIC_REQUIRE(!holds_of(out, attributes{}));
    STATIC_REQUIRE(!holds_of(on_native, attributes{}.set(sdk, version_number{"9.0.0"})));
    STATIC_REQUIRE(!holds_of(on_native, attributes{}.set(platform, 0)));
    STATIC_REQUIRE(holds_of(in, attributes{}.set(platform, 3)));
    STATIC_REQUIRE(holds_of(out, attributes{}.set(platform, 4)));
}

TEST_CASE("a set contains values 0 to 63 and no other number") {
    STATIC_REQUIRE(value_set{~std::uint64_t{0}}.contains(0));
    STATIC_REQUIRE(value_set{~std::uint64_t{0}}.contains(63));
    STATIC_REQUIRE(!value_set{~std::uint64_t{0}}.contains(64));
    STATIC_REQUIRE(!value_set{~std::uint64_t{0}}.contains(-1));
    STATIC_REQUIRE(!value_set{~std::uint64_t{0}}.contains(INT64_MAX));
    STATIC_REQUIRE(!value_set{~std::uint64_t{0}}.contains(INT64_MIN));
    for (int bit = 0; bit < 64; ++bit)
        for (int value = -2; value < 66; ++value)
            CHECK(value_set{std::uint64_t{1} << bit}.contains(value) == (bit == value));
}

TEST_CASE("a condition holds as defined: every condition over three values") {
    // Each attribute is stated by nobody, by the request, by the subscription, or by both.
    struct stated {
        std::optional<std::int64_t> fixed, request;
        [[nodiscard]] std::optional<std::int64_t> value() const { return fixed ? fixed : request; }
    };
    constexpr stated sdks[] = {{{}, {}}, {{}, -1}, {{}, 0}, {{}, 1}, {{}, 2},
                               {-1, {}}, {0, {}},  {2, {}}, {0, 2},  {2, 0}};
    constexpr stated platforms[] = {{{}, {}}, {{}, 0}, {{}, 1}, {{}, 3}, {0, {}}, {1, 0}, {2, 3}};
    int cases = 0;
    for (const auto how : {ratecard::test::one_of, ratecard::test::none_of,
                           ratecard::test::at_least, ratecard::test::at_most})
        for (unsigned set = 0; set < 8; ++set)
            for (std::int64_t bound = -1; bound <= 3; ++bound)
                for (unsigned where_set = 0; where_set < 8; ++where_set)
                    for (const stated& value : sdks)
                        for (const stated& where : platforms) {
                            attributes fixed, request;
                            if (value.fixed) fixed.set(sdk, *value.fixed);
                            if (value.request) request.set(sdk, *value.request);
                            if (where.fixed) fixed.set(platform, *where.fixed);
                            if (where.request) request.set(platform, *where.request);
                            const condition c{.attribute = sdk,
                                              .test = how,
                                              .set = {set},
                                              .bound = bound,
                                              .where = platform,
                                              .where_set = {where_set}};
                            if (holds(c, fixed, request) !=
                                expected(how, members(set), bound, value.value(),
                                         members(where_set), where.value()))
                                FAIL(int(how) << ' ' << set << ' ' << bound << ' ' << where_set);
                            ++cases;
                        }
    REQUIRE(cases == 4 * 8 * 5 * 8 * 10 * 7);
}

TEST_CASE("a value of the subscription overrides the request's") {
    constexpr condition on_web{.attribute = platform, .set = web};
    STATIC_REQUIRE(holds(on_web, attributes{}.set(platform, 3), attributes{}.set(platform, 0)));
    STATIC_REQUIRE(!holds(on_web, attributes{}.set(platform, 0), attributes{}.set(platform, 3)));
}

TEST_CASE("a reserved attribute without a value satisfies no condition") {
    constexpr attributes reserved = attributes{}.reserve(platform);
    constexpr condition in{.attribute = platform, .test = ratecard::test::one_of, .set = web};
    constexpr condition out{.attribute = platform, .test = ratecard::test::none_of, .set = native};
    STATIC_REQUIRE(!holds(in, reserved, attributes{}.set(platform, 3)));
    STATIC_REQUIRE(!holds(out, reserved, attributes{}.set(platform, 3)));
    STATIC_REQUIRE(!holds(on_native, reserved, seen(0, "9.0")));
    STATIC_REQUIRE(!holds(on_native, reserved, seen(3, "9.0")));
    STATIC_REQUIRE(holds(in, attributes{}.reserve(sdk), attributes{}.set(platform, 3)));
}

TEST_CASE("a feature's conditions lie between the previous feature's end and its own") {
    static constexpr std::array<condition, 3> conditions{
        condition{.bound = 1}, condition{.bound = 2}, condition{.bound = 3}};
    static constexpr std::array<std::uint16_t, 4> ends{2, 2, 3, 3};
    static constexpr condition_table table{conditions.data(), ends.data(), 4};
    const auto size = [](std::uint16_t f) { return table.end_of({f}) - table.begin_of({f}); };
    CHECK(size(0) == 2);
    CHECK(table.begin_of({0})->bound == 1);
    CHECK(size(1) == 0);
    CHECK(size(2) == 1);
    CHECK(table.begin_of({2})->bound == 3);
    CHECK(size(3) == 0);
}
