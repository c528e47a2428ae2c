// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/core/wide.hpp>

#include "catch.hpp"

namespace {
// Found where ratecard has no type of this name.
struct native_wide {};
using ratecard::detail::wide;
}  // namespace

namespace ratecard::inline v0::detail {
using found = native_wide;
}

TEST_CASE("these headers know no integer of 128 bits") {
    STATIC_REQUIRE(std::is_class_v<ratecard::detail::found>);
    STATIC_REQUIRE(ratecard::detail::multiply(UINT64_MAX, UINT64_MAX) == wide{UINT64_MAX - 1, 1});
}
