// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/account/order.hpp>

#include "application.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("cash and credit count as paid; all four payment methods settle the price") {
    constexpr payment p = means(1'00, 20'00, 300'00, 4'000'00);
    STATIC_REQUIRE(paid(p) == cents(21'00));
    STATIC_REQUIRE(settled(p) == cents(4'321'00));
    STATIC_REQUIRE(paid(means(0)) == cents(0));
    STATIC_REQUIRE(settled(means(0)) == cents(0));
}

TEST_CASE("a sum that does not fit is an error, whichever payment method overflows") {
    STATIC_REQUIRE(paid(means(INT64_MAX, 1)) == core_errc::overflow);
    STATIC_REQUIRE(paid(means(INT64_MAX, 0, INT64_MAX, INT64_MAX)) == cents(INT64_MAX));
    STATIC_REQUIRE(settled(means(INT64_MAX, 0, 1, 0)) == core_errc::overflow);
    STATIC_REQUIRE(settled(means(INT64_MAX, 0, 0, 1)) == core_errc::overflow);
    // The sum is checked at its end: the order of the parts does not matter.
    STATIC_REQUIRE(settled(means(INT64_MAX, 1, -1, 0)) == cents(INT64_MAX));
}

TEST_CASE("amounts of two currencies have no sum") {
    constexpr payment mixed{cents(1), money{1, eur}, cents(0), cents(0)};
    STATIC_REQUIRE(paid(mixed) == money_errc::currency_mismatch);
    STATIC_REQUIRE(settled(mixed) == money_errc::currency_mismatch);
    STATIC_REQUIRE(settled(payment{cents(1), cents(1), cents(0), money{}}) ==
                   money_errc::currency_mismatch);
}
