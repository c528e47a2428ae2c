// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>

#include <ratecard/ratecard.hpp>

using namespace ratecard;

constexpr instant january = start_of(civil(2024, 1, 1), zone::fixed(seconds(0)));
constexpr instant february = start_of(civil(2024, 2, 1), zone::fixed(seconds(0)));
constexpr instant march = start_of(civil(2024, 3, 1), zone::fixed(seconds(0)));

// [grants]
constexpr std::array grants{
    grant<money>{.id = {1}, .amount = money{100'00, usd}, .effective_from = january},
    grant<money>{.id = {2},
                 .amount = money{20'00, usd},
                 .effective_from = january,
                 .expires_at = february,
                 .kind = grant_kind::promotional},
};

struct wallet {
    std::array<std::size_t, 2> room{};
    std::array<money, 2> left{grants[0].amount, grants[1].amount};
};
// [/grants]

// [burn]
constexpr result<money> pay(wallet& w, money price, instant now) {
    const auto order = burn_order<money>::of(grants, w.room);
    if (!order) return order.error();
    const auto taken = burn(*order, w.left, price, now, burn_extent::as_much_as_is_left, w.left);
    if (!taken) return taken.error();
    return taken->uncovered;  // to be paid otherwise
}

static_assert([] {
    wallet w;
    // The promotional 20.00 expire, so they go first.
    const bool covered = pay(w, money{30'00, usd}, january) == money{0, usd} &&
                         w.left == std::array{money{90'00, usd}, money{0, usd}};
    return covered && pay(w, money{99'99, usd}, february) == money{9'99, usd};
}());
// [/burn]

// [history]
constexpr grant<quantity> calls[] = {{.id = {1},
                                      .amount = quantity{1'000},
                                      .effective_from = january,
                                      .rollover = {{quantity{0}, quantity{200}}}}};
constexpr grant_use<quantity> uses[] = {{january + days(3), quantity{700}},
                                        {february + days(3), quantity{250}}};
constexpr balance_reset resets[] = {{february, overage_at_reset::carried}};

static_assert([] {
    std::array<std::size_t, 1> room{};
    std::array<quantity, 1> left{};
    const auto order = burn_order<quantity>::of(calls, room).value();
    const tally<quantity> start = opening(order, january, left);
    const auto end = balances_at(order, {uses, resets, {}}, start, left, march, left).value();
    // 300 were left of January, 200 of them rolled over, and 250 were used.
    return left[0] == quantity{0} && end.overage == quantity{50} && end.since == february &&
           end.used == quantity{250} && end.burned == quantity{200};
}());
// [/history]

int main() {}
