// SPDX-License-Identifier: MIT
#include <ratecard/core/version.hpp>

#include "catch.hpp"

TEST_CASE("the version is one number that a preprocessor can compare") {
#if RATECARD_VERSION >= 100 && RATECARD_VERSION < 1'000'000
    SUCCEED();
#else
    FAIL("not major * 10000 + minor * 100 + patch");
#endif
}
