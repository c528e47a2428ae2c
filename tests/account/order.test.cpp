// SPDX-License-Identifier: MIT
#include <concepts>
#include <type_traits>

#include <ratecard/account/order.hpp>

#include "application.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("an order is a regular and trivially copyable value") {
    STATIC_REQUIRE(std::is_trivially_copyable_v<order>);
    STATIC_REQUIRE(std::regular<order>);
    STATIC_REQUIRE(std::regular<order_refund>);
    STATIC_REQUIRE(bought(1, standard, 1, local(2024, 3, 1)) ==
                   bought(1, standard, 1, local(2024, 3, 1)));
}

TEST_CASE("an order is by default for one month, has no anchor of another order and no promotion") {
    STATIC_REQUIRE(order{}.months == 1);
    STATIC_REQUIRE_FALSE(order{}.anchored_at);
    STATIC_REQUIRE_FALSE(order{}.promotional);
}

TEST_CASE("ids of orders, subscriptions and bills do not mix") {
    STATIC_REQUIRE_FALSE(std::is_convertible_v<order_id, subscription_id>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<bill_id, order_id>);
    STATIC_REQUIRE_FALSE(std::is_convertible_v<edition_id, version_id>);
}
