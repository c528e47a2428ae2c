// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/account/bill.hpp>

#include "application.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("a bill is overdue if the balance is negative or smaller than the bill") {
    STATIC_REQUIRE(is_overdue(cents(10), cents(10)) == false);
    STATIC_REQUIRE(is_overdue(cents(9), cents(10)) == true);
    STATIC_REQUIRE(is_overdue(cents(0), cents(0)) == false);
    STATIC_REQUIRE(is_overdue(cents(-1), cents(0)) == true);
    STATIC_REQUIRE(is_overdue(cents(-1), cents(-5)) == true);  // negative, whatever is owed
    STATIC_REQUIRE(is_overdue(cents(INT64_MAX), cents(INT64_MAX)) == false);
}

TEST_CASE("a balance of another currency is an error") {
    STATIC_REQUIRE(is_overdue(money{10, eur}, cents(10)) == money_errc::currency_mismatch);
    STATIC_REQUIRE(is_overdue(money{}, cents(0)) == money_errc::currency_mismatch);
}

TEST_CASE("a bill is unpaid by default, and the payment is part of its value") {
    STATIC_REQUIRE_FALSE(billed(1, local(2024, 4, 2)).paid_at);
    STATIC_REQUIRE(billed(1, local(2024, 4, 2)) == billed(1, local(2024, 4, 2)));
    STATIC_REQUIRE_FALSE(billed(1, local(2024, 4, 2)) ==
                         billed(1, local(2024, 4, 2), local(2024, 4, 2)));
}
