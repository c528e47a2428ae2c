// SPDX-License-Identifier: MIT
#include <ratecard/core/errc.hpp>

#include "catch.hpp"

using ratecard::errc;

TEST_CASE("no error has the number zero, which a result without an error holds") {
    STATIC_REQUIRE(static_cast<int>(money_errc::malformed_number) == 1);
    STATIC_REQUIRE(errc{} < money_errc::malformed_number);
}

TEST_CASE("errors fit one byte") { STATIC_REQUIRE(sizeof(errc) == 1); }
