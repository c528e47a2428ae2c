// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <type_traits>
#include <vector>

#include <ratecard/quota/rate_limit.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr rate_limit three_in_ten = *rate_limit::from(quantity{3}, 10, quantity{2});

constexpr rate_decision ask(const rate_state& s, std::int64_t now, std::int64_t amount,
                            const rate_limit& r = three_in_ten) {
    return decide(s, r, quantity{amount}, now);
}

/// A bucket that is looked at each tick: it gains `units` each tick, and a unit costs `ticks`.
class bucket {
public:
    bucket(std::int64_t units, std::int64_t ticks, std::int64_t burst)
        : units_{units}, ticks_{ticks}, most_{burst * ticks}, holds_{most_} {}
    void wait(std::int64_t ticks) {
        for (std::int64_t i = 0; i < ticks; ++i) {
            holds_ += units_;
            if (holds_ > most_) holds_ = most_;
        }
    }
    [[nodiscard]] std::int64_t whole_units() const { return holds_ / ticks_; }
    void take(std::int64_t amount) { holds_ -= amount * ticks_; }

private:
    std::int64_t units_, ticks_, most_, holds_;
};

}  // namespace

TEST_CASE("a burst comes at once, then units come as the bucket refills") {
    constexpr auto burst = ask({}, 100, 2);
    STATIC_REQUIRE(burst.allowed());
    STATIC_REQUIRE(burst.taken == quantity{2});
    // A unit takes 10/3 of a tick: it is there after four.
    constexpr auto next = ask(burst.next, 100, 1);
    STATIC_REQUIRE(!next.allowed());
    STATIC_REQUIRE(next.why() == rate_answer::too_soon);
    STATIC_REQUIRE(next.next == burst.next);
    STATIC_REQUIRE(next.taken == quantity{});
    STATIC_REQUIRE(next.admitted_at == 104);
    STATIC_REQUIRE(ask(burst.next, 103, 1).answer == rate_answer::too_soon);
    STATIC_REQUIRE(ask(burst.next, 104, 1).answer == rate_answer::admitted);
    STATIC_REQUIRE(ask(burst.next, 106, 2).answer == rate_answer::too_soon);
    STATIC_REQUIRE(ask(burst.next, 107, 2).answer == rate_answer::admitted);
    STATIC_REQUIRE(ask({}, 100, 3).answer == rate_answer::more_than_burst);
    STATIC_REQUIRE(
        decide(rate_state{}, three_in_ten, quantity{3}, 100, taking::as_much_as_fits).taken ==
        quantity{2});
    STATIC_REQUIRE(
        decide(burst.next, three_in_ten, quantity{1}, 103, taking::as_much_as_fits).answer ==
        rate_answer::too_soon);
}

TEST_CASE("an invalid rate is a named error") {
    CHECK(rate_limit::from(quantity{}, 10, quantity{1}) == core_errc::policy_out_of_range);
    CHECK(rate_limit::from(quantity{1}, 0, quantity{1}) == core_errc::policy_out_of_range);
    CHECK(rate_limit::from(quantity{1}, -5, quantity{1}) == core_errc::policy_out_of_range);
    CHECK(rate_limit::from(quantity{1}, 10, quantity{}) == core_errc::policy_out_of_range);
    CHECK(rate_limit::from(quantity{1}, INT64_MAX, quantity{1}) == core_errc::overflow);
    CHECK(rate_limit::from(quantity{1}, std::int64_t{1} << 61, quantity{1}).has_value());
    CHECK(rate_limit::from(quantity{1}, std::int64_t{1} << 61, quantity{2}) == core_errc::overflow);
    CHECK(rate_limit::within_any(10, quantity{5}, quantity{5}) == core_errc::policy_out_of_range);
    // The same rate, said otherwise.
    CHECK(rate_limit::from(quantity{30}, 100, quantity{2}) == three_in_ten);
}

TEST_CASE("a clock that cannot be counted is refused, at every edge") {
    constexpr std::int64_t last = three_in_ten.last_tick();
    STATIC_REQUIRE(last == (std::int64_t{1} << 61) / 3);
    STATIC_REQUIRE(ask({}, last, 2).answer == rate_answer::admitted);
    STATIC_REQUIRE(ask({}, last + 1, 1).answer == rate_answer::clock_out_of_range);
    STATIC_REQUIRE(ask({}, -last, 2).answer == rate_answer::admitted);
    STATIC_REQUIRE(ask({}, -last - 1, 1).answer == rate_answer::clock_out_of_range);
    STATIC_REQUIRE(ask({}, INT64_MIN, 1).answer == rate_answer::clock_out_of_range);
    // From bytes: a state that no decision leads to.
    STATIC_REQUIRE(
        ask({INT64_MAX, three_in_ten.parts(), three_in_ten.unit(), quantity{2}}, -last, 2).answer ==
        rate_answer::too_soon);
    STATIC_REQUIRE(noexcept(decide(rate_state{}, three_in_ten, quantity{}, 0)));
    STATIC_REQUIRE(is_admitted(rate_answer::admitted_in_part));
    STATIC_REQUIRE_FALSE(is_admitted(rate_answer::too_soon));
}

TEST_CASE("a rate limit rounds nothing") {
    law("it admits the same as a bucket that is refilled at every tick, without drift", [] {
        const auto units = *rc::gen::inRange<std::int64_t>(1, 40);
        const auto ticks = *rc::gen::inRange<std::int64_t>(1, 40);
        const auto burst = *rc::gen::inRange<std::int64_t>(1, 9);
        const rate_limit r = *rate_limit::from(quantity{units}, ticks, quantity{burst});
        bucket exact{units, ticks, burst};
        rate_state s;
        std::int64_t now = *within(1'000'000);
        const int steps = *rc::gen::inRange(0, 300);
        for (int i = 0; i < steps; ++i) {
            const std::int64_t pause = *rc::gen::element<std::int64_t>(0, 0, 1, 1, 2, 3, 7, 50);
            now += pause;
            exact.wait(pause);
            const auto amount = *rc::gen::inRange<std::int64_t>(0, 11);
            const auto how = *rc::gen::element(taking::all_or_nothing, taking::as_much_as_fits);
            const auto d = decide(s, r, quantity{amount}, now, how);
            const std::int64_t whole = exact.whole_units();
            if (amount <= whole) {
                RC_ASSERT(d.answer == rate_answer::admitted);
                RC_ASSERT(d.taken == quantity{amount});
            } else if (how == taking::as_much_as_fits && whole > 0) {
                RC_ASSERT(d.answer == rate_answer::admitted_in_part);
                RC_ASSERT(d.taken == quantity{whole});
            } else {
                RC_ASSERT(d.answer ==
                          (amount > burst ? rate_answer::more_than_burst : rate_answer::too_soon));
                RC_ASSERT(d.next == s);
                RC_ASSERT(d.taken == quantity{});
            }
            if (d.answer == rate_answer::too_soon) {
                bucket later = exact;
                later.wait(d.admitted_at - now - 1);
                RC_ASSERT(later.whole_units() < amount);
                later.wait(1);
                RC_ASSERT(later.whole_units() >= amount);
            }
            exact.take(d.taken.count());
            s = d.next;
        }
    });
    law("a clock that goes back gains nothing", [] {
        const auto r =
            *rate_limit::from(quantity{*rc::gen::inRange<std::int64_t>(1, 9)}, 7, quantity{4});
        rate_state s;
        std::int64_t now = 0;
        for (int i = 0; i < 40; ++i) {
            now += *rc::gen::inRange<std::int64_t>(0, 4);
            const quantity amount{*rc::gen::inRange<std::int64_t>(0, 4)};
            const auto back = decide(s, r, amount, now - *rc::gen::element(0, 0, 1, 9));
            if (is_admitted(back.answer)) {
                // A clock that does not go back would have admitted it too, on the same past.
                RC_ASSERT(is_admitted(decide(s, r, amount, now).answer));
            }
            s = back.next;
        }
    });
}

TEST_CASE("a bucket whose rate changed keeps its fill and its promise") {
    constexpr rate_limit seven = *rate_limit::from(quantity{7}, 1'000, quantity{7});
    constexpr rate_limit ten = *rate_limit::from(quantity{10}, 60'000, quantity{10});
    constexpr std::int64_t now = 1'790'000'000'000;  // milliseconds
    // One of seven was used. A minute later the bucket is full, and the rate is ten a minute.
    constexpr rate_state used = decide({}, seven, quantity{1}, now).next;
    constexpr rate_state down = *carried(used, ten, now + 60'000);
    STATIC_REQUIRE(decide(down, ten, quantity{7}, now + 60'000).allowed());
    constexpr auto eighth = decide(down, ten, quantity{8}, now + 60'000);
    STATIC_REQUIRE(eighth.answer == rate_answer::too_soon);
    STATIC_REQUIRE(eighth.admitted_at == now + 60'000 + 6'000);
    // All ten a minute were used, and the rate is seven a second: no burst at once.
    constexpr rate_state empty = decide({}, ten, quantity{10}, now).next;
    constexpr rate_state up = *carried(empty, seven, now);
    STATIC_REQUIRE(decide(up, seven, quantity{1}, now).admitted_at == now + 143);
    STATIC_REQUIRE(decide(up, seven, quantity{7}, now).admitted_at == now + 1'000);
    // A smaller burst: what is held beyond it is lost, and nobody waits for what cannot be held.
    constexpr rate_limit small = *rate_limit::from(quantity{10}, 60'000, quantity{3});
    STATIC_REQUIRE(decide(*carried(empty, small, now), small, quantity{1}, now).admitted_at ==
                   now + 6'000);
    STATIC_REQUIRE(decide(*carried(used, small, now), small, quantity{3}, now).allowed());
    // Half a unit is kept: 500 of 1,000 ticks have passed, at twice the rate 250 are missing.
    constexpr rate_limit one = *rate_limit::from(quantity{1}, 1'000, quantity{5});
    constexpr rate_limit two = *rate_limit::from(quantity{1}, 500, quantity{5});
    constexpr rate_state spent = decide({}, one, quantity{5}, now).next;
    STATIC_REQUIRE(
        decide(*carried(spent, two, now + 500), two, quantity{1}, now + 500).admitted_at ==
        now + 750);
}

TEST_CASE("a bucket is not read by another rate") {
    constexpr rate_limit seven = *rate_limit::from(quantity{7}, 1'000, quantity{7});
    constexpr rate_state used = ask({}, 100, 1).next;
    constexpr auto other = decide(used, seven, quantity{1}, 200);
    STATIC_REQUIRE(other == rate_decision{rate_answer::other_rate, used, {}, 200});
    constexpr rate_limit larger_burst = *rate_limit::from(quantity{3}, 10, quantity{3});
    STATIC_REQUIRE(decide(used, larger_burst, quantity{1}, 200).why() == rate_answer::other_rate);
    // The same rate said otherwise is the same, and a state of no rate is full in any.
    STATIC_REQUIRE(decide(used, *rate_limit::from(quantity{30}, 100, quantity{2}), quantity{1}, 200)
                       .allowed());
    STATIC_REQUIRE(carried(used, three_in_ten, INT64_MIN) == used);
    STATIC_REQUIRE(carried(rate_state{}, seven, 5) == rate_state{});
    STATIC_REQUIRE(decide(rate_state{}, seven, quantity{7}, 5).allowed());
    // A clock that one of the two rates cannot count, and a state of no rate that can be.
    STATIC_REQUIRE(carried(used, seven, three_in_ten.last_tick() + 1) == core_errc::overflow);
    STATIC_REQUIRE(carried(used, *rate_limit::from(quantity{1'000'000'007}, 1'000, quantity{7}),
                           three_in_ten.last_tick()) == core_errc::overflow);
    STATIC_REQUIRE(carried({5, -3, 10, quantity{2}}, seven, 5) == core_errc::overflow);
    STATIC_REQUIRE(ask({105}, 100, 1).answer == rate_answer::other_rate);
    STATIC_REQUIRE(carried({105}, seven, 100) == core_errc::overflow);
    STATIC_REQUIRE(noexcept(carried(rate_state{}, three_in_ten, 0)));
}

namespace {

constexpr std::int64_t whole =
    27'720;  // parts of a unit, of which every rate below adds whole ones

/// A rate of few units and ticks, and how much of a unit comes in a tick.
struct stated_rate {
    std::int64_t units = *rc::gen::inRange<std::int64_t>(1, 40);
    std::int64_t ticks = *rc::gen::inRange<std::int64_t>(1, 13);
    std::int64_t burst = *rc::gen::inRange<std::int64_t>(1, 9);

    [[nodiscard]] rate_limit limit() const {
        return *rate_limit::from(quantity{units}, ticks, quantity{burst});
    }
    [[nodiscard]] std::int64_t gain() const { return units * (whole / ticks); }
    [[nodiscard]] std::int64_t most() const { return burst * whole; }
    /// What comes in one fraction of a tick, which is what a change to this rate can round away.
    [[nodiscard]] std::int64_t fraction() const { return whole / limit().unit() + 1; }
};

/// Random requests of a bucket whose rate changes up to `changes` times, beside an exact one.
void changing(int changes) {
    stated_rate rate;
    std::int64_t holds = rate.most(), now = *within(1'000'000);
    std::int64_t rounded = 0, before_this_change = 0;
    rate_state s = decide({}, rate.limit(), quantity{}, now).next;
    const int steps = *rc::gen::inRange(0, 120);
    for (int i = 0; i < steps; ++i) {
        const std::int64_t pause = *rc::gen::element<std::int64_t>(0, 0, 1, 1, 2, 3, 7, 50);
        now += pause;
        holds = std::min(rate.most(), holds + pause * rate.gain());
        if (changes > 0 && *rc::gen::inRange(0, 4) == 0) {
            --changes;
            rate = stated_rate{};
            const auto next = carried(s, rate.limit(), now);
            RC_ASSERT(next.has_value());
            s = *next;
            holds = std::min(holds, rate.most());
            before_this_change += rounded;
            rounded = rate.fraction();
        }
        const auto amount = *rc::gen::inRange<std::int64_t>(0, 11);
        const std::int64_t wanted = amount * whole;
        const auto d = decide(s, rate.limit(), quantity{amount}, now);
        if (d.allowed()) {
            RC_ASSERT(wanted <= holds);
            holds -= wanted;
        } else if (amount > rate.burst) {
            RC_ASSERT(d.answer == rate_answer::more_than_burst);
        } else {
            RC_ASSERT(d.answer == rate_answer::too_soon);
            RC_ASSERT(holds - before_this_change < wanted);
            const auto ticks = [&](std::int64_t missing) {
                return missing <= 0 ? 0 : (missing + rate.gain() - 1) / rate.gain();
            };
            RC_ASSERT(now + ticks(wanted - holds) <= d.admitted_at);
            RC_ASSERT(d.admitted_at <= now + ticks(wanted - holds + before_this_change));
        }
        s = d.next;
    }
}

}  // namespace

TEST_CASE("after a change of its rate, a bucket answers as an exact one") {
    law("admitted is what is there, and the wait is what is missing at the new rate",
        [] { changing(1); });
    law("each change before the last rounds away less than comes in a fraction of a tick",
        [] { changing(100); });
    law("a clock that went back, and a change meanwhile, give nothing that was not there", [] {
        const rate_limit a =
            *rate_limit::from(quantity{*rc::gen::inRange<std::int64_t>(1, 9)}, 7, quantity{4});
        const rate_limit b = *rate_limit::from(quantity{*rc::gen::inRange<std::int64_t>(1, 9)}, 5,
                                               quantity{*rc::gen::inRange<std::int64_t>(1, 6)});
        const std::int64_t now = *within(1'000), back = *rc::gen::inRange<std::int64_t>(0, 40);
        const rate_state s = decide({}, a, quantity{4}, now).next;  // empty at `now`
        const auto next = carried(s, b, now - back);
        RC_ASSERT(next.has_value());
        for (const std::int64_t later : {now - back, now})
            RC_ASSERT(decide(*next, b, quantity{1}, later).answer == rate_answer::too_soon);
        RC_ASSERT(decide(*next, b, quantity{1}, now + b.unit()).allowed());
    });
}

TEST_CASE("a rate from within_any never admits more than its limit in any window") {
    law("every window of that length admits at most the limit", [] {
        const auto ticks = *rc::gen::inRange<std::int64_t>(1, 15);
        const auto most = *rc::gen::inRange<std::int64_t>(2, 12);
        const auto burst = *rc::gen::inRange<std::int64_t>(1, most);
        const rate_limit r = *rate_limit::within_any(ticks, quantity{most}, quantity{burst});
        rate_state s;
        std::vector<std::int64_t> came(120, 0);
        for (std::size_t t = 0; t < came.size(); ++t) {
            if (*rc::gen::inRange(0, 3) == 0) continue;
            const auto d = decide(s, r, quantity{*rc::gen::inRange<std::int64_t>(1, 13)},
                                  static_cast<std::int64_t>(t), taking::as_much_as_fits);
            s = d.next;
            came[t] = d.taken.count();
        }
        for (std::size_t t = 0; t < came.size(); ++t) {
            std::int64_t sum = 0;
            for (std::size_t i = t; i < came.size() && i < t + static_cast<std::size_t>(ticks); ++i)
                sum += came[i];
            RC_ASSERT(sum <= most);
        }
    });
}
