// SPDX-License-Identifier: MIT
#include "catch.hpp"

TEST_CASE("a name may have commas, semicolons; [brackets], \"quotes\", back\\slashes, $dollars, *") {
    SUCCEED();
}
