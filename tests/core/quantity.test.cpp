// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>

#include <ratecard/core/quantity.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("a quantity is a count from 0 to 10^15; other data is a named error") {
    STATIC_REQUIRE(quantity{}.count() == 0);
    STATIC_REQUIRE(quantity::from(0) == quantity{});
    STATIC_REQUIRE(quantity::from(1'000'000'000'000'000) == quantity{quantity::max_count});
    STATIC_REQUIRE(quantity::from(-1) == core_errc::negative_quantity);
    STATIC_REQUIRE(quantity::from(INT64_MIN) == core_errc::negative_quantity);
    STATIC_REQUIRE(quantity::from(1'000'000'000'000'001) == core_errc::quantity_too_large);
    STATIC_REQUIRE(quantity::from(INT64_MAX) == core_errc::quantity_too_large);
}

TEST_CASE("above returns only the part above the included quantity") {
    STATIC_REQUIRE(quantity{12'500}.above(quantity{10'000}) == quantity{2'500});
    STATIC_REQUIRE(quantity{10'001}.above(quantity{10'000}) == quantity{1});
    STATIC_REQUIRE(quantity{10'000}.above(quantity{10'000}) == quantity{});
    STATIC_REQUIRE(quantity{}.above(quantity{quantity::max_count}) == quantity{});
}

TEST_CASE("a sum of quantities that is too large is an error, not a saturated sum") {
    STATIC_REQUIRE(checked_add(quantity{2}, quantity{3}) == quantity{5});
    STATIC_REQUIRE(checked_add(quantity{quantity::max_count}, quantity{}) ==
                   quantity{quantity::max_count});
    STATIC_REQUIRE(checked_add(quantity{quantity::max_count}, quantity{1}) ==
                   core_errc::quantity_too_large);
    STATIC_REQUIRE(checked_add(quantity{quantity::max_count}, quantity{quantity::max_count}) ==
                   core_errc::quantity_too_large);
}

TEST_CASE("quantities behave like whole numbers") {
    law("the part above and the part within add up to the whole", [] {
        const auto all = *up_to(quantity::max_count), included = *up_to(quantity::max_count);
        const auto above = quantity{all}.above(quantity{included}).count();
        RC_ASSERT(above + std::min(all, included) == all);
    });
    law("quantities are ordered like their counts", [] {
        const auto a = *up_to(quantity::max_count), b = *up_to(quantity::max_count);
        RC_ASSERT((quantity{a} <=> quantity{b}) == (a <=> b));
    });
    law("a sum of quantities is exact, or an error if it is too large", [] {
        const auto a = *up_to(quantity::max_count), b = *up_to(quantity::max_count);
        const auto sum = checked_add(quantity{a}, quantity{b});
        RC_ASSERT(sum.has_value() == (a + b <= 1'000'000'000'000'000));
        if (sum) RC_ASSERT(sum->count() == a + b);
    });
    law("any number is a quantity, or negative_quantity or quantity_too_large", [](std::int64_t n) {
        const auto q = quantity::from(n);
        if (q) RC_ASSERT(q->count() == n);
        RC_ASSERT((q == core_errc::negative_quantity) == (n < 0));
        RC_ASSERT((q == core_errc::quantity_too_large) == (n > 1'000'000'000'000'000));
    });
}
