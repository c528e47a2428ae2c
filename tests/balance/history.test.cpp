// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <ratecard/balance/history.hpp>

#include "any_grants.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr auto dropped = overage_at_reset::dropped;
constexpr auto carried = overage_at_reset::carried;

using use = grant_use<quantity>;
using g = grant<quantity>;

/// What is left of two grants, and the tally.
struct standing {
    tally<quantity> counted{};
    std::array<std::int64_t, 2> left{};
    bool operator==(const standing&) const = default;
};

/// From the opening at 0 to `until`.
constexpr standing counted(const std::array<g, 2>& grants, std::span<const use> uses,
                           std::span<const balance_reset> resets,
                           std::span<const grant_renewal> renewals, instant until) {
    std::array<std::size_t, 2> room{};
    std::array<quantity, 2> balances{};
    const auto order = burn_order<quantity>::of(grants, room).value();
    const auto start = opening(order, at(0), balances);
    const auto end =
        balances_at(order, {uses, resets, renewals}, start, balances, until, balances).value();
    return {end, {balances[0].count(), balances[1].count()}};
}
constexpr tally<quantity> tallied(instant now, std::int64_t overage, instant since,
                                  std::int64_t used, std::int64_t burned) {
    return {now, units(overage), since, units(used), units(burned)};
}

/// A history that owns its lists.
template <balance_amount Amount>
struct facts {
    std::vector<grant_use<Amount>> uses{};
    std::vector<balance_reset> resets{};
    std::vector<grant_renewal> renewals{};

    [[nodiscard]] grant_history<Amount> all() const { return {uses, resets, renewals}; }
};

constexpr std::int64_t last_second = 10;

template <balance_amount Amount>
facts<Amount> any_facts(const holding<Amount>& h, std::int64_t most) {
    facts<Amount> f;
    for (int n = *rc::gen::inRange(0, 8); n > 0; --n)
        f.uses.push_back({at(*rc::gen::inRange<std::int64_t>(-1, last_second + 2)),
                          so_many<Amount>(*up_to(most))});
    for (int n = *rc::gen::inRange(0, 4); n > 0; --n) {
        const instant when = at(*rc::gen::inRange<std::int64_t>(-1, last_second + 2));
        // Two at one instant are alike.
        f.resets.push_back({when, when.seconds_since_1970() % 2 == 0 ? dropped : carried});
    }
    if (!h.grants.empty())
        for (int n = *rc::gen::inRange(0, 4); n > 0; --n)
            f.renewals.push_back({h.grants[*rc::gen::inRange<std::size_t>(0, h.grants.size())].id,
                                  at(*rc::gen::inRange<std::int64_t>(-1, last_second + 2))});
    return f;
}

/// Second by second, fact by fact, unit by unit.
template <balance_amount Amount>
struct diary {
    const holding<Amount>& h;
    std::vector<std::int64_t> left{};
    std::int64_t overage = 0, used = 0, burned = 0;
    instant since{};

    [[nodiscard]] bool runs(std::size_t i, instant now) const {
        const auto& one = h.grants[i];
        return one.effective_from <= now && now < one.expires_at && now < one.voided_at;
    }
    template <class May>
    void burn_overage(May may) {
        for (; overage > 0; --overage, ++burned) {
            std::optional<std::size_t> first;
            for (std::size_t i = 0; i < left.size(); ++i)
                if (left[i] > 0 && may(i) &&
                    (!first || burns_before(h.grants[i], h.grants[*first])))
                    first = i;
            if (!first) return;
            --left[*first];
        }
    }
    void second(const facts<Amount>& f, instant now) {
        for (std::size_t i = 0; i < left.size(); ++i)
            if (!runs(i, now)) left[i] = 0;
        for (const auto& r : f.resets) {
            if (r.at != now || (since == now && now != at(0))) continue;
            since = now;
            used = burned = 0;
            if (r.overage == dropped) overage = 0;
            const auto ran_before = [&](std::size_t i) {
                return runs(i, now) && h.grants[i].effective_from < now;
            };
            for (std::size_t i = 0; i < left.size(); ++i) {
                if (!ran_before(i)) continue;
                const auto& bounds = h.grants[i].rollover;
                left[i] = bounds ? std::clamp(left[i], detail::units_of(bounds->minimum),
                                              detail::units_of(bounds->maximum))
                                 : 0;
            }
            burn_overage(ran_before);
        }
        for (std::size_t i = 0; i < left.size(); ++i) {
            if (!runs(i, now)) continue;
            const bool renewed = std::count(f.renewals.begin(), f.renewals.end(),
                                            grant_renewal{h.grants[i].id, now}) > 0;
            if (h.grants[i].effective_from == now || renewed)
                left[i] = detail::units_of(h.grants[i].amount);
        }
        burn_overage([&](std::size_t i) { return runs(i, now); });
    }
    void usage(const facts<Amount>& f, instant now) {
        for (const auto& u : f.uses) {
            if (u.at != now) continue;
            overage += detail::units_of(u.amount);
            used += detail::units_of(u.amount);
            burn_overage([&](std::size_t i) { return runs(i, now); });
        }
    }
};

}  // namespace

TEST_CASE("counting starts with the whole amount of active grants, and zero for the others") {
    STATIC_REQUIRE([] {
        const grant<money> grants[] = {
            {.id = {1}, .amount = money{5, usd}},
            {.id = {2}, .amount = money{5, usd}, .effective_from = at(1)},
            {.id = {3}, .amount = money{5, usd}, .effective_from = at(-5), .expires_at = at(0)}};
        std::array<std::size_t, 3> room{};
        std::array<money, 3> left{};
        const auto order = burn_order<money>::of(grants, room).value();
        const money zero{0, usd};
        return opening(order, at(0), left, zero) == tally<money>{at(0), zero, at(0), zero, zero} &&
               left == std::array{money{5, usd}, zero, zero};
    }());
}

TEST_CASE("the unused part of a grant ends with it, and later usage is overage") {
    static constexpr use uses[] = {{at(10), units(10)}, {at(30), units(10)}};
    STATIC_REQUIRE(counted({g{.id = {1}, .amount = units(100), .expires_at = at(20)},
                            g{.id = {2}, .amount = units(1), .voided_at = at(9)}},
                           uses, {}, {},
                           at(50)) == standing{tallied(at(50), 10, at(0), 20, 10), {0, 0}});
}

TEST_CASE("overage is burned as soon as a grant starts, before usage at that instant") {
    static constexpr use uses[] = {{at(10), units(60)}, {at(20), units(50)}};
    constexpr std::array grants{
        g{.id = {1}, .amount = units(100), .priority = 1, .effective_from = at(20)},
        g{.id = {2}, .amount = units(100), .priority = 2, .effective_from = at(15)}};
    STATIC_REQUIRE(counted(grants, uses, {}, {}, at(14)) ==
                   standing{tallied(at(14), 60, at(0), 60, 0), {0, 0}});
    STATIC_REQUIRE(counted(grants, uses, {}, {}, at(15)) ==
                   standing{tallied(at(15), 0, at(0), 60, 60), {0, 40}});
    STATIC_REQUIRE(counted(grants, uses, {}, {}, at(20)) ==
                   standing{tallied(at(20), 0, at(0), 60, 60), {100, 40}});
    STATIC_REQUIRE(counted(grants, uses, {}, {}, at(21)) ==
                   standing{tallied(at(21), 0, at(0), 110, 110), {50, 40}});
}

TEST_CASE(
    "a reset counts usage from zero, and burns carried overage from the balances rolled over") {
    static constexpr use uses[] = {{at(10), units(10)}, {at(20), units(100)}, {at(50), units(5)}};
    static constexpr balance_reset carrying[] = {{at(50), carried}};
    static constexpr balance_reset dropping[] = {{at(50), dropped}};
    constexpr std::array grants{
        g{.id = {1}, .amount = units(100), .rollover = {{units(50), units(50)}}},
        // It starts after the reset: neither rolled over nor burned for what is carried.
        g{.id = {2},
          .amount = units(9),
          .priority = -1,
          .effective_from = at(50),
          .rollover = {{units(9), units(9)}}}};
    STATIC_REQUIRE(counted(grants, uses, carrying, {}, at(50)) ==
                   standing{tallied(at(50), 0, at(50), 0, 10), {40, 9}});
    STATIC_REQUIRE(counted(grants, uses, carrying, {}, at(51)) ==
                   standing{tallied(at(51), 0, at(50), 5, 15), {40, 4}});
    STATIC_REQUIRE(counted(grants, uses, dropping, {}, at(50)) ==
                   standing{tallied(at(50), 0, at(50), 0, 0), {50, 9}});
}

TEST_CASE("a renewal gives the whole amount again, after a reset, but not when the grant ends") {
    static constexpr use uses[] = {{at(1), units(120)}};
    static constexpr balance_reset resets[] = {{at(10), carried}};
    static constexpr grant_renewal renewals[] = {{{1}, at(10)}, {{2}, at(10)}, {{2}, at(5)}};
    constexpr std::array grants{g{.id = {1}, .amount = units(100)},
                                g{.id = {2}, .amount = units(7), .expires_at = at(10)}};
    STATIC_REQUIRE(counted(grants, uses, {}, renewals, at(6)) ==
                   standing{tallied(at(6), 6, at(0), 120, 114), {0, 0}});
    STATIC_REQUIRE(counted(grants, uses, {}, renewals, at(10)) ==
                   standing{tallied(at(10), 0, at(0), 120, 120), {94, 0}});
    STATIC_REQUIRE(counted(grants, uses, resets, renewals, at(10)) ==
                   standing{tallied(at(10), 0, at(10), 0, 6), {94, 0}});
}

TEST_CASE("earlier overage is burned at once, and nothing else changes if no time passes") {
    STATIC_REQUIRE([] {
        const g grants[] = {{.id = {1}, .amount = units(100)},
                            {.id = {2}, .amount = units(100), .effective_from = at(5)}};
        const use uses[] = {{at(0), units(10)}, {at(-1), units(10)}};
        const balance_reset resets[] = {{at(0)}, {at(-1)}};
        std::array<std::size_t, 2> room{};
        std::array balances{units(30), units(100)};
        const auto order = burn_order<quantity>::of(grants, room).value();
        const auto start = tallied(at(0), 20, at(-9), 3, 4);
        return balances_at(order, {uses, resets, {}}, start, balances, at(0), balances) ==
                   tallied(at(0), 0, at(-9), 3, 24) &&
               balances == std::array{units(10), units(0)};
    }());
}

TEST_CASE("invalid facts are an error, and nothing is written") {
    static constexpr grant<money> own[] = {{.id = {1}, .amount = money{10, usd}}};
    constexpr auto cents = [](std::int64_t n) { return money{n, usd}; };
    constexpr auto fault = [](const grant_history<money>& happened, tally<money> start,
                              money balance = money{5, usd}, instant until = at(100)) {
        std::array<std::size_t, 1> room{};
        std::array next{money{7, eur}};
        const std::array balances{balance};
        const auto order = burn_order<money>::of(own, room).value();
        const auto end = balances_at(order, happened, start, balances, until, next);
        return end || next[0] != money{7, eur} ? errc{} : end.error();
    };
    constexpr tally<money> fresh{at(0), cents(0), at(0), cents(0), cents(0)};
    static constexpr grant_use<money> below[] = {{at(1), money{-1, usd}}};
    static constexpr grant_use<money> euros[] = {{at(1), money{1, eur}}};
    static constexpr grant_use<money> huge[] = {{at(1), money{INT64_MAX, usd}},
                                                {at(99), money{1, usd}}};
    static constexpr balance_reset both[] = {{at(1), carried}, {at(1), dropped}};
    static constexpr grant_renewal unknown[] = {{{1}, at(1)}, {{2}, at(2)}};
    STATIC_REQUIRE(fault({below, {}, {}}, fresh) == money_errc::negative_amount);
    STATIC_REQUIRE(fault({euros, {}, {}}, fresh) == money_errc::currency_mismatch);
    STATIC_REQUIRE(fault({huge, {}, {}}, fresh) == core_errc::overflow);
    STATIC_REQUIRE(fault({{}, both, {}}, fresh) == balance_errc::resets_disagree);
    STATIC_REQUIRE(fault({{}, {}, unknown}, fresh) == balance_errc::unknown_grant);
    STATIC_REQUIRE(fault({}, fresh, cents(-1)) == money_errc::negative_amount);
    STATIC_REQUIRE(fault({}, fresh, cents(11)) == balance_errc::balance_above_its_grant);
    STATIC_REQUIRE(fault({}, fresh, cents(5), at(-1)) == account_errc::ends_before_it_begins);
    STATIC_REQUIRE(fault({}, {at(0), cents(-1), at(0), cents(0), cents(0)}) ==
                   money_errc::negative_amount);
    STATIC_REQUIRE(fault({}, {at(0), cents(0), at(0), cents(-1), cents(0)}) ==
                   money_errc::negative_amount);
    STATIC_REQUIRE(fault({}, {at(0), cents(0), at(0), cents(0), money{0, eur}}) ==
                   money_errc::currency_mismatch);
    STATIC_REQUIRE(fault({}, {at(0), cents(1), at(0), cents(INT64_MAX), cents(0)}) ==
                   core_errc::overflow);
    STATIC_REQUIRE(fault({}, {at(0), cents(1), at(0), cents(0), cents(INT64_MAX)}) ==
                   core_errc::overflow);
    // What lies outside of the stretch is not counted.
    STATIC_REQUIRE(fault({huge, {}, {}}, fresh, cents(5), at(99)) == errc{});
}

TEST_CASE("a history gives the same balances as its facts one by one") {
    law("the balances agree with a count of every second and unit", [] {
        auto h = any_holding<money>(12);
        const auto f = any_facts(h, 15);
        const instant until = at(*rc::gen::inRange<std::int64_t>(0, last_second + 1));
        diary<money> d{.h = h};
        for (std::size_t i = 0; i < h.grants.size(); ++i)
            d.left.push_back(d.runs(i, at(0)) ? h.balances[i].minor_units() : 0);
        d.overage = *rc::gen::inRange<std::int64_t>(0, 9);
        const auto zero = so_many<money>(0);
        const tally<money> start{at(0), so_many<money>(d.overage), at(0), zero, zero};
        d.burn_overage([&](std::size_t i) { return d.runs(i, at(0)); });
        for (instant now = at(0); now < until; now = now + seconds(1)) {
            d.usage(f, now);
            d.second(f, now + seconds(1));
        }
        auto left = h.balances;
        const auto end = balances_at(h.order(), f.all(), start, h.balances, until, left).value();
        for (std::size_t i = 0; i < left.size(); ++i) RC_ASSERT(left[i].minor_units() == d.left[i]);
        RC_ASSERT(end == (tally<money>{until, so_many<money>(d.overage), d.since,
                                       so_many<money>(d.used), so_many<money>(d.burned)}));
    });
    law("computing a history in two parts changes nothing", [] {
        auto h = any_holding<quantity>(12);
        const auto f = any_facts(h, 15);
        const auto stop = *rc::gen::inRange<std::int64_t>(0, last_second + 1);
        const auto order = h.order();
        const auto start = opening(order, at(0), h.balances);
        auto in_one = h.balances, in_two = h.balances;
        const auto end =
            balances_at(order, f.all(), start, in_one, at(last_second), in_one).value();
        const auto middle = balances_at(order, f.all(), start, in_two, at(stop), in_two).value();
        RC_ASSERT(balances_at(order, f.all(), middle, in_two, at(last_second), in_two) == end);
        RC_ASSERT(in_one == in_two);
    });
    law("the order in which grants and facts are listed changes nothing", [] {
        auto h = any_holding<quantity>(12);
        const auto f = any_facts(h, 15);
        const auto places = any_listing(h.grants.size());
        holding<quantity> listed;
        for (const std::size_t place : places) listed.add(h.grants[place], h.balances[place]);
        facts<quantity> mixed;
        for (const std::size_t i : any_listing(f.uses.size())) mixed.uses.push_back(f.uses[i]);
        for (const std::size_t i : any_listing(f.resets.size()))
            mixed.resets.push_back(f.resets[i]);
        for (const std::size_t i : any_listing(f.renewals.size()))
            mixed.renewals.push_back(f.renewals[i]);
        const tally<quantity> start{};
        RC_ASSERT(balances_at(h.order(), f.all(), start, h.balances, at(last_second), h.balances) ==
                  balances_at(listed.order(), mixed.all(), start, listed.balances, at(last_second),
                              listed.balances));
        for (std::size_t i = 0; i < places.size(); ++i)
            RC_ASSERT(listed.balances[i] == h.balances[places[i]]);
    });
    law("without resets, usage is burned or overage, and every balance is within its grant", [] {
        auto h = any_holding<money>(INT64_MAX / 64);
        auto f = any_facts(h, INT64_MAX / 64);
        f.resets.clear();
        const auto zero = so_many<money>(0);
        const tally<money> start{at(0), zero, at(0), zero, zero};
        const auto end =
            balances_at(h.order(), f.all(), start, h.balances, at(last_second), h.balances).value();
        RC_ASSERT(end.used.minor_units() == end.burned.minor_units() + end.overage.minor_units());
        for (std::size_t i = 0; i < h.grants.size(); ++i) {
            RC_ASSERT(h.balances[i] >= zero && h.balances[i] <= fullest(h.grants[i]));
            if (!is_active(h.grants[i], at(last_second))) RC_ASSERT(h.balances[i] == zero);
            if (end.overage > zero) RC_ASSERT(h.balances[i] == zero);
        }
    });
}
