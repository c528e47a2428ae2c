// SPDX-License-Identifier: MIT
#include <cstdint>
#include <map>

#include <ratecard/core/attributes.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {
constexpr attribute_id platform{1};
constexpr attribute_id sdk{2};
}  // namespace

TEST_CASE("an attribute that was not set is absent, even if its value would be zero") {
    STATIC_REQUIRE(!attributes{}.has(platform));
    STATIC_REQUIRE(attributes{}.value(platform) == 0);
    STATIC_REQUIRE(attributes{}.set(platform, 0).has(platform));
    STATIC_REQUIRE(attributes{}.set(platform, 0) != attributes{});
    STATIC_REQUIRE(!attributes{}.set(platform, 7).has(sdk));
}

TEST_CASE("a version is stored as one integer that compares like the version") {
    STATIC_REQUIRE(attributes{}.set(sdk, version_number{"5.8.1668"}).value(sdk) ==
                   version_number{"5.8.1668"}.packed());
}

TEST_CASE("an attribute beyond the first 16 never has a value") {
    for (unsigned i = 16; i <= 65'535; ++i) {
        attributes all;
        for (std::uint16_t a = 0; a < 16; ++a) all.set(attribute_id{a}, 1);
        if (all.has(attribute_id{static_cast<std::uint16_t>(i)})) FAIL(i);
        if (all.value(attribute_id{static_cast<std::uint16_t>(i)}) != 0) FAIL(i);
    }
    SUCCEED();
}

TEST_CASE("attributes behave like a map from 16 ids to numbers") {
    law("the last value set counts, and other attributes do not change it", [] {
        std::map<std::uint16_t, std::int64_t> expected;
        attributes known;
        for (int i = *rc::gen::inRange(0, 40); i > 0; --i) {
            const auto which = *rc::gen::inRange<std::uint16_t>(0, 16);
            expected[which] = *rc::gen::arbitrary<std::int64_t>();
            known.set({which}, expected[which]);
        }
        for (std::uint16_t a = 0; a < 16; ++a) {
            RC_ASSERT(known.has({a}) == expected.contains(a));
            RC_ASSERT(known.value({a}) == (expected.contains(a) ? expected[a] : 0));
        }
    });
}

TEST_CASE("a reserved attribute has no value, and an attribute with a value is reserved") {
    STATIC_REQUIRE(attributes{}.reserve(platform).is_reserved(platform));
    STATIC_REQUIRE(!attributes{}.reserve(platform).has(platform));
    STATIC_REQUIRE(attributes{}.set(platform, 7).is_reserved(platform));
    STATIC_REQUIRE(attributes{}.reserve(platform).set(platform, 7).value(platform) == 7);
    STATIC_REQUIRE(!attributes{}.reserve(platform).is_reserved(sdk));
    STATIC_REQUIRE(!attributes{}.reserve(platform).is_reserved({16}));
}
