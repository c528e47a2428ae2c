// SPDX-License-Identifier: MIT
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
    STATIC_REQUIRE(ask({INT64_MAX}, -last, 2).answer == rate_answer::too_soon);
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
