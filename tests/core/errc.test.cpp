// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/core/errc.hpp>

#include "catch.hpp"

using ratecard::core_errc;
using ratecard::errc;

namespace {

/// A list of errors that this library does not know.
enum class other_errc : std::uint16_t { lost = 0x7701, found };
constexpr bool is_error_list(other_errc) noexcept { return true; }

enum class colour : std::uint16_t { red = 1 };

}  // namespace

TEST_CASE("no error is the default, and no code of a list equals it") {
    STATIC_REQUIRE(errc{} == errc{});
    STATIC_REQUIRE(errc{}.value() == 0);
    STATIC_REQUIRE(errc{} != core_errc::malformed_version);
}

TEST_CASE("an error holds the code of any list, and codes of two lists differ") {
    STATIC_REQUIRE(errc{other_errc::found} == other_errc::found);
    STATIC_REQUIRE(errc{other_errc::found} != other_errc::lost);
    STATIC_REQUIRE(errc{other_errc::lost} != core_errc::malformed_version);
    STATIC_REQUIRE(errc{other_errc::lost}.value() >> 8 == 0x77);
}

TEST_CASE("an error can only be made from the code of a list") {
    STATIC_REQUIRE(ratecard::error_list<other_errc>);
    STATIC_REQUIRE(!ratecard::error_list<colour>);
    STATIC_REQUIRE(!ratecard::error_list<int>);
}

TEST_CASE("an error fits two bytes") { STATIC_REQUIRE(sizeof(errc) == 2); }
