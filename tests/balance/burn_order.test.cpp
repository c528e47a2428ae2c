// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/balance/burn.hpp>

#include "any_grants.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

template <balance_amount Amount, std::size_t N>
constexpr std::optional<errc> fault_of(const std::array<grant<Amount>, N>& grants) {
    std::array<std::size_t, N> room{};
    const auto order = burn_order<Amount>::of(grants, room);
    if (order) return {};
    return order.error();
}

constexpr rollover_bounds<quantity> bounds(std::int64_t least, std::int64_t most) {
    return {units(least), units(most)};
}
constexpr money cents(std::int64_t n) { return money{n, usd}; }

}  // namespace

TEST_CASE("an empty list of grants has an order") {
    STATIC_REQUIRE(burn_order<money>{}.places().empty());
    STATIC_REQUIRE(burn_order<money>::of({}, {}).value().grants().empty());
}

TEST_CASE("the order gives the indices of the grants in their list") {
    STATIC_REQUIRE([] {
        const grant<quantity> grants[] = {
            {.id = {1}, .priority = 3}, {.id = {2}, .priority = 1}, {.id = {3}, .priority = 2}};
        std::size_t room[5] = {9, 9, 9, 9, 9};
        const auto order = burn_order<quantity>::of(grants, room).value();
        return order.places().size() == 3 && order.places()[0] == 1 && order.places()[1] == 2 &&
               order.places()[2] == 0 && order.grants()[0].id == grant_id{1} && room[3] == 9;
    }());
}

TEST_CASE("two grants with one id are an error, wherever they are in the list") {
    using three = std::array<grant<quantity>, 3>;
    STATIC_REQUIRE(fault_of(three{{{.id = {1}}, {.id = {2}}, {.id = {1}, .priority = 9}}}) ==
                   account_errc::duplicate_id);
    STATIC_REQUIRE_FALSE(fault_of(three{{{.id = {1}}, {.id = {2}}, {.id = {3}}}}).has_value());
}

TEST_CASE("an invalid grant is an error") {
    using one = std::array<grant<quantity>, 1>;
    using one_paid = std::array<grant<money>, 1>;
    using two_paid = std::array<grant<money>, 2>;
    STATIC_REQUIRE(fault_of(one{{{.effective_from = at(2), .expires_at = at(1)}}}) ==
                   account_errc::ends_before_it_begins);
    STATIC_REQUIRE_FALSE(
        fault_of(one{{{.effective_from = at(2), .expires_at = at(2)}}}).has_value());
    STATIC_REQUIRE_FALSE(
        fault_of(one{{{.effective_from = at(2), .voided_at = at(1)}}}).has_value());
    STATIC_REQUIRE(fault_of(one{{{.rollover = bounds(2, 1)}}}) ==
                   balance_errc::rollover_minimum_above_maximum);
    STATIC_REQUIRE_FALSE(fault_of(one{{{.rollover = bounds(2, 2)}}}).has_value());
    STATIC_REQUIRE(fault_of(one_paid{{{.amount = cents(-1)}}}) == money_errc::negative_amount);
    STATIC_REQUIRE(
        fault_of(one_paid{{{.amount = cents(1), .rollover = {{cents(-1), cents(1)}}}}}) ==
        money_errc::negative_amount);
    STATIC_REQUIRE(
        fault_of(one_paid{{{.amount = cents(1), .rollover = {{cents(-1), cents(-1)}}}}}) ==
        money_errc::negative_amount);
    STATIC_REQUIRE(fault_of(two_paid{
                       {{.id = {1}, .amount = cents(1)}, {.id = {2}, .amount = money{1, eur}}}}) ==
                   money_errc::currency_mismatch);
    STATIC_REQUIRE(
        fault_of(one_paid{{{.amount = cents(1), .rollover = {{cents(0), money{1, eur}}}}}}) ==
        money_errc::currency_mismatch);
    STATIC_REQUIRE(fault_of(one_paid{{{.amount = cents(1), .rollover = {{money{}, cents(1)}}}}}) ==
                   money_errc::currency_mismatch);
}

TEST_CASE("the room needs one entry for each grant") {
    STATIC_REQUIRE([] {
        const grant<quantity> grants[] = {{.id = {1}}, {.id = {2}}};
        std::size_t room[1]{};
        return burn_order<quantity>::of(grants, room).error() == core_errc::capacity_exceeded;
    }());
}

TEST_CASE("the order does not depend on how the grants are listed") {
    law("each grant is ordered before the grants that burn later, for any list", [] {
        auto h = any_holding<money>(100);
        const auto order = h.order();
        std::vector<grant_id> ids;
        for (const std::size_t place : order.places()) ids.push_back(h.grants[place].id);
        for (std::size_t i = 1; i < ids.size(); ++i)
            RC_ASSERT(burns_before(h.grants[order.places()[i - 1]], h.grants[order.places()[i]]));
        holding<money> other;
        for (const std::size_t place : any_listing(h.grants.size()))
            other.add(h.grants[place], h.balances[place]);
        const auto again = other.order();
        for (std::size_t i = 0; i < ids.size(); ++i)
            RC_ASSERT(other.grants[again.places()[i]].id == ids[i]);
    });
}
