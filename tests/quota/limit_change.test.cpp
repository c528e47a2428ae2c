// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/limit_change.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr window today{0, instant{100}};
constexpr instant now{10};
constexpr quota_state eight{0, quantity{8}};

constexpr limit_change to_five(above_policy above, instant until = instant{50}) {
    return {hard(10), hard(5), above, until};
}
constexpr quota_answer one_more(const limit_change& c, const quota_state& s, instant at = now) {
    return decide(s, limit_at(c, s, today, at).limit, today, quantity{1}, at).answer;
}

}  // namespace

TEST_CASE(
    "usage above a smaller new limit is blocked, has the old limit for a time, or is billed") {
    constexpr auto block = to_five(above_policy::block_new);
    STATIC_REQUIRE(limit_at(block, eight, today, now).where == standing::above_blocked);
    STATIC_REQUIRE(one_more(block, eight) == quota_answer::limit_reached);

    constexpr auto grace = to_five(above_policy::grace_until);
    STATIC_REQUIRE(limit_at(grace, eight, today, now) ==
                   limit_in_force{standing::above_in_grace, hard(10)});
    STATIC_REQUIRE(one_more(grace, eight, instant{49}) == quota_answer::admitted);
    STATIC_REQUIRE(one_more(grace, {0, quantity{10}}) == quota_answer::limit_reached);
    STATIC_REQUIRE(limit_at(grace, eight, today, instant{50}).where == standing::above_blocked);
    STATIC_REQUIRE(one_more(grace, eight, instant{50}) == quota_answer::limit_reached);

    constexpr auto bill = to_five(above_policy::bill);
    STATIC_REQUIRE(limit_at(bill, eight, today, now).where == standing::above_billed);
    STATIC_REQUIRE(one_more(bill, eight) == quota_answer::admitted_above);
}

TEST_CASE("block_new admits nothing above the new limit, even if that is soft or has a grace") {
    constexpr limit_change soft_one{hard(10), soft(5), above_policy::block_new, {}};
    STATIC_REQUIRE(one_more(soft_one, eight) == quota_answer::limit_reached);
    constexpr limit_change lenient{hard(10), with_grace(hard(5), 100), above_policy::block_new, {}};
    STATIC_REQUIRE(one_more(lenient, eight) == quota_answer::limit_reached);
    STATIC_REQUIRE(one_more(lenient, {0, quantity{5}}) == quota_answer::admitted_in_grace);
}

TEST_CASE("within the new limit only the new limit applies") {
    law("only the new limit applies within it, under every policy", [] {
        const auto s = *any_state();
        const auto w = *any_window();
        const auto t = *any_moment();
        const limit_change c{*any_limit(), *any_limit(),
                             *rc::gen::element(above_policy::block_new, above_policy::grace_until,
                                               above_policy::bill),
                             *any_moment()};
        const auto found = limit_at(c, s, w, t);
        const quantity taken = s.window < w.index ? quantity{} : s.taken;
        const bool is_above = !c.after.most.is_unlimited() && c.after.most.most() < taken;
        RC_ASSERT((found.where == standing::within) == !is_above);
        if (!is_above) RC_ASSERT(found.limit == c.after);
        // What is used is kept: no policy changes what is taken, and blocking admits nothing.
        if (found.where == standing::above_blocked)
            RC_ASSERT(!is_admitted(decide(s, found.limit, w, *any_amount(), t).answer));
    });
}
