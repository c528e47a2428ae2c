// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <vector>

#include <ratecard/quota/decide_all.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr window today{3, instant{400}};
constexpr instant now{350};
constexpr quota_demand wants_one(std::int64_t taken, quota_limit l) {
    return {{3, quantity{taken}}, l, today, quantity{1}};
}

}  // namespace

TEST_CASE("all demands are admitted, or none") {
    constexpr auto decided = [](const auto& demands) {
        std::array<quota_decision, 2> out{};
        const joint_answer joint = decide_all(demands, now, out);
        return std::pair{joint, out};
    };
    constexpr auto both = decided(std::array{wants_one(4, hard(5)), wants_one(9, hard(10))});
    STATIC_REQUIRE(both.first == joint_answer{quota_answer::admitted, 2});
    STATIC_REQUIRE(both.first.allowed());
    STATIC_REQUIRE(both.second[0].next.taken == quantity{5});
    STATIC_REQUIRE(both.second[1].next.taken == quantity{10});
    STATIC_REQUIRE(both.second[1].taken == ticket{3, quantity{1}});

    constexpr auto none = decided(std::array{wants_one(4, hard(5)), wants_one(10, hard(10))});
    STATIC_REQUIRE(none.first == joint_answer{quota_answer::limit_reached, 1});
    STATIC_REQUIRE(!none.first.allowed());
    STATIC_REQUIRE(none.first.why() == quota_answer::limit_reached);
    STATIC_REQUIRE(none.second[0].next == quota_state{3, quantity{4}});
    STATIC_REQUIRE(none.second[0].taken == ticket{});
    STATIC_REQUIRE_FALSE(is_admitted(none.second[0].answer));
    STATIC_REQUIRE(none.second[1].next == quota_state{3, quantity{10}});
}

TEST_CASE("the first demand that refuses is named, with its own answer") {
    std::array<quota_decision, 3> out{};
    const std::array demands{wants_one(0, hard(5)),
                             quota_demand{{}, hard(5), {2, instant{300}}, quantity{1}},
                             wants_one(5, hard(5))};
    CHECK(decide_all(demands, now, out) == joint_answer{quota_answer::window_closed, 1});
    CHECK(out[0].answer == quota_answer::window_closed);
    CHECK(out[1].answer == quota_answer::window_closed);
    CHECK(out[2].answer == quota_answer::limit_reached);
}

TEST_CASE(
    "one exceeded soft limit makes the common answer admitted_above, unless another refuses") {
    std::array<quota_decision, 2> out{};
    const std::array above{wants_one(5, soft(5)), wants_one(0, hard(5))};
    CHECK(decide_all(above, now, out) == joint_answer{quota_answer::admitted_above, 2});
    CHECK(out[0].answer == quota_answer::admitted_above);
    CHECK(out[1].answer == quota_answer::admitted);
    const std::array refused{wants_one(5, soft(5)), wants_one(5, hard(5))};
    CHECK(decide_all(refused, now, out) == joint_answer{quota_answer::limit_reached, 1});
}

TEST_CASE("demands are answered together as each alone: inside a grace, admitted_in_grace") {
    std::array<quota_decision, 2> out{};
    const std::array in_grace{wants_one(10, with_grace(hard(10), 20)), wants_one(0, hard(5))};
    CHECK(decide_all(in_grace, now, out) == joint_answer{quota_answer::admitted_in_grace, 2});
    const std::array above{wants_one(5, soft(5)), wants_one(10, with_grace(hard(10), 20))};
    CHECK(decide_all(above, now, out) == joint_answer{quota_answer::admitted_above, 2});
    // One demand alone is decided as it is without the others.
    for (std::int64_t taken = 8; taken <= 13; ++taken) {
        const std::array one{wants_one(taken, with_grace(soft(10), 20))};
        const joint_answer joint = decide_all(one, now, out);
        CHECK(joint.answer ==
              decide(one[0].state, one[0].limit, one[0].running, one[0].amount, now).answer);
    }
}

TEST_CASE("an empty list of demands is admitted") {
    STATIC_REQUIRE(decide_all({}, now, {}) == joint_answer{quota_answer::admitted, 0});
}

TEST_CASE("a joint decision is either every single decision, or none") {
    law("all demands are taken, or none is", [] {
        const auto t = *any_moment();
        std::vector<quota_demand> demands;
        const int size = *rc::gen::inRange(0, 6);
        for (int i = 0; i < size; ++i)
            demands.push_back({*any_state(), *any_limit(), *any_window(), *any_amount()});
        std::vector<quota_decision> out(demands.size() + 1);
        const quota_decision untouched = out.back();
        const joint_answer joint = decide_all(demands, t, out);

        std::size_t first = demands.size();
        bool any_above = false, any_in_grace = false;
        for (std::size_t i = demands.size(); i-- > 0;) {
            const auto& d = demands[i];
            const auto a = decide(d.state, d.limit, d.running, d.amount, t).answer;
            if (!is_admitted(a)) first = i;
            any_above = any_above || a == quota_answer::admitted_above;
            any_in_grace = any_in_grace || a == quota_answer::admitted_in_grace;
        }
        RC_ASSERT(joint.refused_by == first);
        RC_ASSERT(is_admitted(joint.answer) == (first == demands.size()));
        for (std::size_t i = 0; i < demands.size(); ++i) {
            const auto& d = demands[i];
            const auto alone = decide(d.state, d.limit, d.running, d.amount, t);
            if (first == demands.size()) {
                RC_ASSERT(out[i] == alone);
            } else {
                RC_ASSERT(out[i].next == d.state);
                RC_ASSERT(out[i].taken == ticket{});
                RC_ASSERT(!is_admitted(out[i].answer));
                if (i == first) RC_ASSERT(joint.answer == alone.answer);
            }
        }
        if (first == demands.size())
            RC_ASSERT(joint.answer == (any_above      ? quota_answer::admitted_above
                                       : any_in_grace ? quota_answer::admitted_in_grace
                                                      : quota_answer::admitted));
        RC_ASSERT(out.back() == untouched);
    });
}
