// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/balance/burn.hpp>

#include "any_grants.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr auto partly = burn_extent::as_much_as_is_left;
constexpr auto wholly = burn_extent::all_or_nothing;

constexpr grant<quantity> grants[] = {
    {.id = {1}, .amount = units(10), .priority = 2},
    {.id = {2}, .amount = units(10), .priority = 1, .expires_at = at(100)},
    {.id = {3}, .amount = units(10), .priority = 1, .effective_from = at(50)},
};

using three = std::array<std::int64_t, 3>;

struct outcome {
    std::int64_t covered, uncovered;
    three left;
    bool operator==(const outcome&) const = default;
};

constexpr outcome burning(three before, std::int64_t wanted, burn_extent extent, instant now) {
    std::array<std::size_t, 3> room{};
    std::array<quantity, 3> balances{}, left{};
    for (std::size_t i = 0; i < 3; ++i) balances[i] = units(before[i]);
    const auto order = burn_order<quantity>::of(grants, room).value();
    const auto b = burn(order, balances, units(wanted), now, extent, left).value();
    return {b.covered.count(),
            b.uncovered.count(),
            {left[0].count(), left[1].count(), left[2].count()}};
}

template <balance_amount Amount>
burned<Amount> burning(holding<Amount>& h, Amount wanted, burn_extent extent, instant now) {
    return burn(h.order(), h.balances, wanted, now, extent, h.balances).value();
}

/// The other way round: one unit at a time, from the first in order that has one.
template <balance_amount Amount>
std::int64_t burned_one_by_one(holding<Amount>& h, std::int64_t wanted, instant now) {
    for (; wanted > 0; --wanted) {
        std::size_t first = h.grants.size();
        for (std::size_t i = 0; i < h.grants.size(); ++i) {
            const auto& g = h.grants[i];
            const bool runs = g.effective_from <= now && now < g.expires_at && now < g.voided_at;
            if (!runs || h.balances[i] == so_many<Amount>(0)) continue;
            if (first == h.grants.size() || burns_before(g, h.grants[first])) first = i;
        }
        if (first == h.grants.size()) break;
        h.balances[first] = so_many<Amount>(detail::units_of(h.balances[first]) - 1);
    }
    return wanted;
}

}  // namespace

TEST_CASE("grants burn in their own order, in whatever order they are listed") {
    STATIC_REQUIRE(burning({10, 10, 10}, 4, partly, at(60)) == outcome{4, 0, {10, 6, 10}});
    STATIC_REQUIRE(burning({10, 10, 10}, 10, partly, at(60)) == outcome{10, 0, {10, 0, 10}});
    STATIC_REQUIRE(burning({10, 10, 10}, 14, partly, at(60)) == outcome{14, 0, {10, 0, 6}});
    STATIC_REQUIRE(burning({10, 10, 10}, 24, partly, at(60)) == outcome{24, 0, {6, 0, 0}});
    STATIC_REQUIRE(burning({10, 0, 3}, 4, partly, at(60)) == outcome{4, 0, {9, 0, 0}});
}

TEST_CASE("a grant that is not active covers nothing and keeps its balance") {
    STATIC_REQUIRE(burning({10, 10, 10}, 14, partly, at(49)) == outcome{14, 0, {6, 0, 10}});
    STATIC_REQUIRE(burning({10, 10, 10}, 14, partly, at(50)) == outcome{14, 0, {10, 0, 6}});
    STATIC_REQUIRE(burning({10, 10, 10}, 14, partly, at(99)) == outcome{14, 0, {10, 0, 6}});
    STATIC_REQUIRE(burning({10, 10, 10}, 14, partly, at(100)) == outcome{14, 0, {6, 10, 0}});
}

TEST_CASE("an amount above the balances is partly uncovered, or nothing is burned") {
    STATIC_REQUIRE(burning({10, 10, 10}, 31, partly, at(60)) == outcome{30, 1, {0, 0, 0}});
    STATIC_REQUIRE(burning({10, 10, 10}, 31, wholly, at(60)) == outcome{0, 31, {10, 10, 10}});
    STATIC_REQUIRE(burning({10, 10, 10}, 30, wholly, at(60)) == outcome{30, 0, {0, 0, 0}});
    STATIC_REQUIRE(burning({10, 10, 10}, 0, wholly, at(60)) == outcome{0, 0, {10, 10, 10}});
    STATIC_REQUIRE(burning({10, 10, 10}, quantity::max_count, partly, at(0)) ==
                   outcome{20, quantity::max_count - 20, {0, 0, 10}});
}

TEST_CASE("without grants everything is uncovered") {
    STATIC_REQUIRE(burn(burn_order<money>{}, {}, money{7, usd}, at(0), partly, {}) ==
                   burned<money>{money{0, usd}, money{7, usd}});
}

TEST_CASE("money burns like quantities, up to the largest amount") {
    STATIC_REQUIRE([] {
        const grant<money> rich[] = {{.id = {2}, .amount = money{INT64_MAX, jpy}, .priority = 1},
                                     {.id = {1}, .amount = money{INT64_MAX, jpy}}};
        std::array<std::size_t, 2> room{};
        std::array<money, 2> left{rich[0].amount, rich[1].amount};
        const auto order = burn_order<money>::of(rich, room).value();
        const auto all = burn(order, left, money{INT64_MAX, jpy}, at(0), wholly, left).value();
        const auto more = burn(order, left, money{1, jpy}, at(0), partly, left).value();
        return all == burned<money>{money{INT64_MAX, jpy}, money{0, jpy}} &&
               more == burned<money>{money{1, jpy}, money{0, jpy}} && left[1] == money{0, jpy} &&
               left[0] == money{INT64_MAX - 1, jpy};
    }());
}

TEST_CASE("an invalid amount is an error, and nothing is written") {
    static constexpr grant<money> own[] = {
        {.id = {1},
         .amount = money{10, usd},
         .rollover = {{.minimum = money{12, usd}, .maximum = money{12, usd}}}},
        {.id = {2}, .amount = money{10, usd}}};
    constexpr auto fault = [](money first, money second, money wanted) {
        std::array<std::size_t, 2> room{};
        std::array<money, 2> left{money{7, eur}, money{7, eur}};
        const std::array balances{first, second};
        const auto order = burn_order<money>::of(own, room).value();
        const auto b = burn(order, balances, wanted, at(0), partly, left);
        if (left != std::array{money{7, eur}, money{7, eur}}) return errc{};
        return b.error();
    };
    constexpr auto cents = [](std::int64_t n) { return money{n, usd}; };
    STATIC_REQUIRE(fault(cents(1), cents(1), cents(-1)) == money_errc::negative_amount);
    STATIC_REQUIRE(fault(cents(1), cents(-1), cents(1)) == money_errc::negative_amount);
    STATIC_REQUIRE(fault(cents(1), cents(1), money{1, eur}) == money_errc::currency_mismatch);
    STATIC_REQUIRE(fault(cents(1), money{1, eur}, cents(1)) == money_errc::currency_mismatch);
    STATIC_REQUIRE(fault(money{1, eur}, money{1, eur}, money{1, eur}) ==
                   money_errc::currency_mismatch);
    STATIC_REQUIRE(fault(cents(1), cents(11), cents(1)) == balance_errc::balance_above_its_grant);
    STATIC_REQUIRE(fault(cents(13), cents(10), cents(1)) == balance_errc::balance_above_its_grant);
    // As much as a reset can have lifted it to, there may be.
    STATIC_REQUIRE([] {
        std::array<std::size_t, 2> room{};
        std::array left{money{12, usd}, money{10, usd}};
        const auto order = burn_order<money>::of(own, room).value();
        return burn(order, left, money{13, usd}, at(0), partly, left).has_value() &&
               left == std::array{money{0, usd}, money{9, usd}};
    }());
}

TEST_CASE("burning loses nothing, creates nothing and keeps the order") {
    law("covered plus uncovered is the wanted amount, and balances lose the covered amount", [] {
        auto h = any_holding<quantity>(quantity::max_count / 8);
        const auto before = h;
        const auto wanted = *up_to(quantity::max_count);
        const auto extent = *rc::gen::element(partly, wholly);
        const auto b = burning(h, units(wanted), extent, any_second());
        RC_ASSERT(b.covered.count() + b.uncovered.count() == wanted);
        RC_ASSERT(before.units_left() - h.units_left() == b.covered.count());
        RC_ASSERT(extent == partly || b.covered == quantity{} || b.uncovered == quantity{});
        for (std::size_t i = 0; i < h.grants.size(); ++i)
            RC_ASSERT(h.balances[i] <= before.balances[i]);
    });
    law("a grant is touched only when all active ones before it are empty", [] {
        auto h = any_holding<money>(INT64_MAX / 8);
        const auto before = h;
        const auto now = any_second();
        const auto b = burning(h, so_many<money>(*up_to(INT64_MAX)), partly, now);
        for (std::size_t i = 0; i < h.grants.size(); ++i) {
            const auto& g = h.grants[i];
            if (!is_active(g, now)) RC_ASSERT(h.balances[i] == before.balances[i]);
            if (is_active(g, now) && !b.uncovered.is_zero()) RC_ASSERT(h.balances[i].is_zero());
            if (h.balances[i] == before.balances[i]) continue;
            for (std::size_t j = 0; j < h.grants.size(); ++j)
                if (is_active(h.grants[j], now) && burns_before(h.grants[j], g))
                    RC_ASSERT(h.balances[j].is_zero());
        }
    });
    law("burning an amount equals burning it unit by unit", [] {
        auto h = any_holding<money>(12);
        auto other = h;
        const auto now = any_second();
        const auto wanted = *rc::gen::inRange<std::int64_t>(0, 50);
        const auto b = burning(h, so_many<money>(wanted), partly, now);
        RC_ASSERT(burned_one_by_one(other, wanted, now) == b.uncovered.minor_units());
        RC_ASSERT(h.balances == other.balances);
    });
    law("burning two amounts in turn equals burning their sum", [] {
        auto h = any_holding<quantity>(20);
        auto at_once = h;
        const auto now = any_second();
        const auto a = *up_to(40), b = *up_to(40);
        const auto first = burning(h, units(a), partly, now);
        const auto second = burning(h, units(b), partly, now);
        const auto both = burning(at_once, units(a + b), partly, now);
        RC_ASSERT(h.balances == at_once.balances);
        RC_ASSERT(first.covered.count() + second.covered.count() == both.covered.count());
    });
    law("the order in which grants are listed changes nothing", [] {
        auto h = any_holding<quantity>(20);
        holding<quantity> listed;
        const auto places = any_listing(h.grants.size());
        for (const std::size_t place : places) listed.add(h.grants[place], h.balances[place]);
        const auto now = any_second();
        const auto wanted = units(*up_to(60));
        const auto extent = *rc::gen::element(partly, wholly);
        RC_ASSERT(burning(h, wanted, extent, now) == burning(listed, wanted, extent, now));
        for (std::size_t i = 0; i < places.size(); ++i)
            RC_ASSERT(listed.balances[i] == h.balances[places[i]]);
    });
    law("with all_or_nothing all is covered if it is available, and nothing if it is not", [] {
        auto h = any_holding<quantity>(20);
        const auto now = any_second();
        const auto wanted = units(*up_to(60));
        const auto there = available(h.order(), h.balances, now).value();
        const auto b = burning(h, wanted, wholly, now);
        RC_ASSERT(b.covered == (wanted <= there ? wanted : quantity{}));
    });
}

TEST_CASE("three grants burn the same as unit by unit, for every balance, order and amount") {
    std::int64_t seen = 0, wrong = 0;
    std::array<std::int32_t, 3> priorities{0, 1, 2};
    do {
        for (std::int64_t a = 0; a <= 3; ++a)
            for (std::int64_t b = 0; b <= 3; ++b)
                for (std::int64_t c = 0; c <= 3; ++c)
                    for (std::int64_t wanted = 0; wanted <= 10; ++wanted) {
                        holding<quantity> h;
                        const std::int64_t left[] = {a, b, c};
                        for (std::size_t i = 0; i < 3; ++i)
                            h.add({.id = {i},
                                   .amount = units(3),
                                   .priority = priorities[i],
                                   .effective_from = at(i == 2 ? 5 : 0)},
                                  units(left[i]));
                        for (const instant now : {at(4), at(5)}) {
                            auto burned_now = h, by_unit = h;
                            const auto made = burning(burned_now, units(wanted), partly, now);
                            const auto missing = burned_one_by_one(by_unit, wanted, now);
                            ++seen;
                            if (made.uncovered.count() != missing ||
                                burned_now.balances != by_unit.balances)
                                ++wrong;
                        }
                    }
    } while (std::next_permutation(priorities.begin(), priorities.end()));
    CHECK(seen == 8448);
    CHECK(wrong == 0);
}

TEST_CASE("the available amount is the sum of the active balances, or an overflow") {
    constexpr auto there = [](three before, instant now) {
        std::array<std::size_t, 3> room{};
        std::array<quantity, 3> balances{};
        for (std::size_t i = 0; i < 3; ++i) balances[i] = units(before[i]);
        return available(burn_order<quantity>::of(grants, room).value(), balances, now);
    };
    STATIC_REQUIRE(there({1, 2, 4}, at(0)) == units(3));
    STATIC_REQUIRE(there({1, 2, 4}, at(50)) == units(7));
    STATIC_REQUIRE(there({1, 2, 4}, at(100)) == units(5));
    STATIC_REQUIRE(there({11, 2, 4}, at(100)) == balance_errc::balance_above_its_grant);
    STATIC_REQUIRE(available(burn_order<money>{}, {}, at(0), money{0, eur}) == money{0, eur});
    STATIC_REQUIRE([] {
        const grant<money> rich[] = {{.id = {1}, .amount = money{INT64_MAX, usd}},
                                     {.id = {2}, .amount = money{1, usd}}};
        std::array<std::size_t, 2> room{};
        const std::array left{rich[0].amount, rich[1].amount};
        const auto order = burn_order<money>::of(rich, room).value();
        return available(order, left, at(0), money{0, usd}) == core_errc::overflow &&
               available(order, left, at(0)) == money_errc::currency_mismatch &&
               available(order, left, at(0), money{0, eur}) == money_errc::currency_mismatch;
    }());
}
