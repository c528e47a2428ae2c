// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdint>
#include <type_traits>

#include <ratecard/quota/net_change.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr window today{0, instant{100}};
constexpr instant now{10};
constexpr net_change of(std::int64_t begun, std::int64_t ended) {
    return {0, quantity{begun}, quantity{ended}};
}
constexpr net_decision ask(const net_change& s, std::int64_t amount, quota_limit l = hard(2),
                           taking how = taking::all_or_nothing) {
    return decide(s, l, today, quantity{amount}, now, how);
}

}  // namespace

TEST_CASE("each end of an older thing makes room for one begin") {
    STATIC_REQUIRE(ask(of(0, 3), 5).answer == quota_answer::admitted);
    STATIC_REQUIRE(ask(of(0, 3), 5).next == of(5, 3));
    STATIC_REQUIRE(ask(of(0, 3), 6).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(ask(of(2, 0), 1).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(ask(of(0, 3), 6, soft(2)).answer == quota_answer::admitted_above);
    STATIC_REQUIRE(ended(of(2, 0), quantity{1}, today) == of(2, 1));
    STATIC_REQUIRE(ask(of(0, 3), 5, hard(0), taking::as_much_as_fits) ==
                   net_decision{quota_answer::admitted_in_part, of(3, 3), quantity{3}});
    STATIC_REQUIRE(ask(of(2, 1), 1).next == of(3, 1));
}

TEST_CASE("a net change starts at zero in each window") {
    constexpr window next{1, instant{200}};
    STATIC_REQUIRE(ended(of(2, 3), quantity{1}, next) == net_change{1, {}, quantity{1}});
    STATIC_REQUIRE(decide(of(0, 9), hard(2), next, quantity{3}, instant{150}).answer ==
                   quota_answer::limit_reached);
    STATIC_REQUIRE(ended({1, {}, {}}, quantity{1}, today) == net_change{1, {}, quantity{1}});
    STATIC_REQUIRE(decide(of(1, 2), hard(9), today, quantity{1}, today.end) ==
                   net_decision{quota_answer::window_closed, of(1, 2), {}});
    STATIC_REQUIRE(ended(of(0, quantity::max_count), quantity{1}, today) ==
                   core_errc::quantity_too_large);
    STATIC_REQUIRE(ask(of(quantity::max_count, quantity::max_count), 1).answer ==
                   quota_answer::counter_full);
    STATIC_REQUIRE(std::is_trivially_copyable_v<net_decision>);
}

TEST_CASE("a net change is the signed difference of begins and ends") {
    law("a net change never exceeds a hard limit, and as_much_as_fits takes all that is left", [] {
        const auto l = *any_limit();
        const net_change s =
            of(*rc::gen::inRange<std::int64_t>(0, 20), *rc::gen::inRange<std::int64_t>(0, 20));
        const auto amount = *rc::gen::inRange<std::int64_t>(0, 30);
        const auto how = *rc::gen::element(taking::all_or_nothing, taking::as_much_as_fits);
        const auto d = ask(s, amount, l, how);
        const limit end = end_of_grace(l);
        const bool bounded = l.enforcement == enforcement::hard && !end.is_unlimited();
        const std::int64_t net = s.begun.count() - s.ended.count();
        const std::int64_t room = bounded ? end.most().count() - net : 1'000;
        // A limit that is passed already admits not even nothing.
        const std::int64_t fits = amount <= room                   ? amount
                                  : how == taking::as_much_as_fits ? std::max<std::int64_t>(room, 0)
                                                                   : 0;
        const bool admitted = amount <= room || (how == taking::as_much_as_fits && room > 0);
        RC_ASSERT(is_admitted(d.answer) == admitted);
        RC_ASSERT(d.begins.count() == fits);
        RC_ASSERT(d.next == of(s.begun.count() + fits, s.ended.count()));
        if (admitted) RC_ASSERT((d.answer == quota_answer::admitted_in_part) == (fits < amount));
        if (admitted && fits == amount && !l.most.is_unlimited())
            RC_ASSERT((d.answer == quota_answer::admitted) ==
                      (net + amount <= l.most.most().count()));
    });
}
