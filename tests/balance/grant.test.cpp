// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <ratecard/balance/grant.hpp>

#include "any_grants.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr grant<quantity> plain{.id = {5}, .amount = units(100), .effective_from = at(10)};

constexpr grant<quantity> with(auto member, auto value) {
    grant<quantity> g = plain;
    g.*member = value;
    return g;
}

using g = grant<quantity>;

/// Every grant whose criteria are drawn from two or three values each, with an id of its own: as
/// many with a low id as with a high one.
std::vector<g> every_grant() {
    std::vector<g> all;
    std::uint64_t id = 0;
    for (int round = 0; round < 2; ++round)
        for (const std::int32_t priority : {-1, 0, 7})
            for (const instant expires : {at(3), at(4), instant::never()})
                for (const grant_kind kind : {grant_kind::paid, grant_kind::promotional})
                    for (const std::int64_t from : {0, 1})
                        all.push_back({.id = {++id * 7919 % 101},
                                       .priority = priority,
                                       .effective_from = at(from),
                                       .expires_at = expires,
                                       .kind = kind});
    return all;
}

}  // namespace

TEST_CASE("a grant is a regular value that can be copied as bytes") {
    STATIC_REQUIRE(std::is_trivially_copyable_v<grant<quantity>>);
    STATIC_REQUIRE(std::is_trivially_copyable_v<grant<money>>);
    STATIC_REQUIRE(std::is_aggregate_v<grant<money>>);
    STATIC_REQUIRE(plain == plain);
    STATIC_REQUIRE(plain != with(&g::priority, 1));
}

TEST_CASE("a grant is active from its effective instant up to, not including, its expiry") {
    constexpr g expiring = with(&g::expires_at, at(20));
    STATIC_REQUIRE_FALSE(is_active(expiring, at(9)));
    STATIC_REQUIRE(is_active(expiring, at(10)));
    STATIC_REQUIRE(is_active(expiring, at(19)));
    STATIC_REQUIRE_FALSE(is_active(expiring, at(20)));
    STATIC_REQUIRE(is_active(plain, at(253'402'300'799)));
    STATIC_REQUIRE_FALSE(is_active(plain, instant::never()));
    STATIC_REQUIRE_FALSE(is_active(with(&g::expires_at, at(10)), at(10)));
}

TEST_CASE("a voided grant ends when it is voided, but not before it began nor after it expired") {
    STATIC_REQUIRE(end_of(plain) == instant::never());
    STATIC_REQUIRE(end_of(with(&g::voided_at, at(15))) == at(15));
    STATIC_REQUIRE(is_active(with(&g::voided_at, at(15)), at(14)));
    STATIC_REQUIRE_FALSE(is_active(with(&g::voided_at, at(15)), at(15)));
    STATIC_REQUIRE(end_of(with(&g::voided_at, at(5))) == at(10));
    STATIC_REQUIRE_FALSE(is_active(with(&g::voided_at, at(5)), at(10)));
    constexpr g both = [] {
        g one = with(&g::voided_at, at(25));
        one.expires_at = at(20);
        return one;
    }();
    STATIC_REQUIRE(end_of(both) == at(20));
}

TEST_CASE("each criterion of the burn order decides if those before it are equal") {
    // In burn order; each differs from the one before in all criteria behind the deciding one too,
    // the other way.
    constexpr g order[] = {
        {.id = {9}, .priority = 1, .effective_from = at(8), .kind = grant_kind::paid},
        {.id = {8},
         .priority = 2,
         .effective_from = at(8),
         .expires_at = at(50),
         .kind = grant_kind::paid},
        {.id = {7},
         .priority = 2,
         .effective_from = at(7),
         .expires_at = at(60),
         .kind = grant_kind::promotional},
        {.id = {6},
         .priority = 2,
         .effective_from = at(5),
         .expires_at = at(60),
         .kind = grant_kind::paid},
        {.id = {4},
         .priority = 2,
         .effective_from = at(6),
         .expires_at = at(60),
         .kind = grant_kind::paid},
        {.id = {5},
         .priority = 2,
         .effective_from = at(6),
         .expires_at = at(60),
         .kind = grant_kind::paid},
        {.id = {1}, .priority = 2, .kind = grant_kind::promotional},
    };
    STATIC_REQUIRE([&] {
        for (std::size_t i = 0; i < std::size(order); ++i)
            for (std::size_t j = 0; j < std::size(order); ++j)
                if (burns_before(order[i], order[j]) != (i < j)) return false;
        return true;
    }());
}

TEST_CASE("amount, voiding and rollover do not move a grant in the burn order") {
    STATIC_REQUIRE_FALSE(burns_before(plain, with(&g::voided_at, at(15))));
    STATIC_REQUIRE_FALSE(burns_before(with(&g::voided_at, at(15)), plain));
    STATIC_REQUIRE_FALSE(burns_before(with(&g::amount, units(1)), plain));
    STATIC_REQUIRE_FALSE(
        burns_before(with(&g::rollover, rollover_bounds<quantity>{units(1), units(2)}), plain));
}

TEST_CASE("the burn order is a strict total order of grants whose ids differ") {
    const auto all = every_grant();
    REQUIRE(all.size() == 72);
    int wrong = 0;
    for (const g& a : all) {
        if (burns_before(a, a)) ++wrong;
        for (const g& b : all) {
            if (a.id != b.id && burns_before(a, b) == burns_before(b, a)) ++wrong;
            for (const g& c : all)
                if (burns_before(a, b) && burns_before(b, c) && !burns_before(a, c)) ++wrong;
        }
    }
    CHECK(wrong == 0);
    law("the burn order is a strict total order for any criteria, and for money, too", [] {
        const auto a = any_grant<money>(1, 9), b = any_grant<money>(2, 9);
        const auto c = any_grant<money>(3, 9);
        RC_ASSERT(!burns_before(a, a));
        RC_ASSERT(burns_before(a, b) != burns_before(b, a));
        RC_ASSERT(!(burns_before(a, b) && burns_before(b, c)) || burns_before(a, c));
    });
}

TEST_CASE("a grant holds at most its amount, or what a reset lifts it to") {
    STATIC_REQUIRE(fullest(plain) == units(100));
    STATIC_REQUIRE(fullest(with(&g::rollover, rollover_bounds<quantity>{units(7), units(500)})) ==
                   units(100));
    STATIC_REQUIRE(fullest(with(&g::rollover, rollover_bounds<quantity>{units(101), units(500)})) ==
                   units(101));
}
