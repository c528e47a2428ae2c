// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/batch_avx512.hpp>

using namespace ratecard;
using namespace ratecard::literals;

// [tiers]
constexpr std::array storage{tier{.up_to = limit::finite(5), .unit_price = 7_dec},
                             tier{.up_to = limit::finite(10), .unit_price = 6.50_dec},
                             tier{.unit_price = 6_dec}};
constexpr pricing graduated{};
constexpr pricing volume{.tiers = tiering::volume};

constexpr result<exact> costs(const pricing& how, std::int64_t units) {
    return fee(how, std::span<const tier>{storage}, quantity{units}, usd);
}
static_assert(costs(graduated, 11) == exact{money{73'50, usd}});  // 5 x 7 + 5 x 6.50 + 1 x 6
static_assert(costs(volume, 11) == exact{money{66'00, usd}});     // 11 x 6
// [/tiers]

// [packages]
constexpr std::array messages{tier{.unit_price = 15_dec, .package = quantity{10}}};
static_assert(fee({}, std::span<const tier>{messages}, quantity{121}, usd, limit::finite(10)) ==
              exact{money{180'00, usd}});  // 111 beside the 10 included: 12 packages
// [/packages]

// [fractions]
constexpr pricing tenths{.scale = 1};  // a quantity counts tenths of a unit
static_assert(fee(tenths, std::span<const tier>{std::array{tier{.unit_price = 0.0125_dec}}},
                  quantity{100'009}, usd)
                  ->round(rounding::half_away_from_zero) == money{125'01, usd});
// [/fractions]

// [percentage]
constexpr percentage card_payments{.rate = 0.013_dec,
                                   .per_event = 2_dec,
                                   .free_events = quantity{3},
                                   .free_amount = quantity{250'00}};
constexpr std::array payments{quantity{50'00}, quantity{100'00}, quantity{250'00},
                              quantity{400'00}};
static_assert(percentage_fee(card_payments, payments, usd) ==
              exact::product(11.15_dec, quantity{1}, usd));  // 550 x 1.3 % + 2 x 2
// [/percentage]

// [card]
constexpr auto card = rate_card<3>::from(graduated, std::span<const tier>{storage}, usd,
                                         rounding::half_away_from_zero)
                          .value();
static_assert(rate(card, quantity{11}) == money{73'50, usd});
static_assert(card.largest() == quantity{quantity::max_count});

constexpr std::array tenants{quantity{1}, quantity{6}, quantity{11}};
static_assert([] {
    std::array<std::int64_t, 3> cents{};
    const auto total = rate(card, std::span<const quantity>{tenants}, cents);
    return total == money{122'00, usd} && cents == std::array<std::int64_t, 3>{7'00, 41'50, 73'50};
}());
// [/card]

// [instructions]
// At run time only: the same amounts, sum and errors, eight at a time where the machine can.
result<money, row_fault> rated_at_once(std::span<const quantity> used,
                                       std::span<std::int64_t> cents) {
    return rate<instructions::avx512>(card, used, cents);
}
// [/instructions]

// [bill]
struct rated_period {
    std::array<bill_line, 8> lines{};
    std::size_t size = 0;
};

/// The bill of a period so far, under the terms agreed.
constexpr result<rated_period> rated(std::int64_t units, const adjustments& agreed) {
    rated_period b;
    const quantity used{units};
    const auto written = lines_of(graduated, std::span<const tier>{storage}, {used, used}, usd,
                                  rounding::half_away_from_zero, b.lines);
    if (!written) return written.error();
    std::array<std::uint64_t, 8> weights{};
    std::array<money, 8> parts{};
    const auto size = adjust(presets::open_meter, agreed, b.lines, *written, usd, weights, parts);
    if (!size) return size.error();
    b.size = *size;
    return b;
}

/// What is due now, when the period was billed up to `before` already.
constexpr result<money> due_between(std::int64_t before, std::int64_t now,
                                    const adjustments& agreed) {
    const auto first = rated(before, agreed), second = rated(now, agreed);
    if (!first) return first.error();
    if (!second) return second.error();
    std::array<bill_line, 16> lines{};
    const auto size = difference(std::span{second->lines}.first(second->size),
                                 std::span{first->lines}.first(first->size), lines);
    if (!size) return size.error();
    return due_of(std::span{lines}.first(*size), usd);
}

constexpr adjustments half_off{.percentage_off = ratio{1, 2}, .maximum = money{60'00, usd}};
static_assert(due_between(0, 11, half_off) == money{36'75, usd});
static_assert(due_between(11, 100, half_off) == money{23'25, usd});  // held to 60.00
static_assert(due_between(100, 100, half_off) == money{0, usd});     // nothing new, no line
// [/bill]

int main() {
    std::array<std::int64_t, 3> cents{};
    const bool same = rated_at_once(tenants, cents) == money{122'00, usd} &&
                      cents == std::array<std::int64_t, 3>{7'00, 41'50, 73'50};
    return same ? 0 : 1;
}
