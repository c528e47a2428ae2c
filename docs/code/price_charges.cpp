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

namespace market {
// [rows]
enum class plan : std::uint8_t { free, shop };
enum class priced : std::uint8_t { payment, machine };
enum class known_by : std::uint8_t { region };
enum class book : std::uint8_t { current };
edition_id id_of(plan);
charge_id id_of(priced);
attribute_id id_of(known_by);
version_id id_of(book);
constexpr version_id current = book::current;
constexpr edition_id shop = plan::shop;
constexpr charge_id of_machines = priced::machine;

constexpr auto seller = compile(
    offering{.product = "Shop", .unit = usd},
    std::array{edition_row{plan::free, "free"}, edition_row{plan::shop, "shop"}},
    version_row{book::current, "current"},
    attribute_row{known_by::region, {.key = "region", .kind = attribute_kind::count}},
    std::array{
        charge_row{priced::payment, "payments"},
        charge_row{priced::machine, {.key = "machines", .dimensions = {{known_by::region}, 1}}}},
    percentage_price{current, shop, priced::payment, card_payments, {}},
    std::array{
        matrix_price{current, shop, of_machines, {.values = {{2}}, .unit_price = 0.08_dec}, {}},
        matrix_price{current, shop, of_machines, {.unit_price = 0.05_dec}, {}}},
    change_rule{});
static_assert(validate(seller));

constexpr std::array hours{used_with{attributes{}.set(known_by::region, 2), quantity{10}},
                           used_with{attributes{}.set(known_by::region, 7), quantity{100}}};
constexpr std::array readings{metered{.charge = priced::payment, .each = payments},
                              metered{.charge = of_machines, .with = hours}};
static_assert(rate_period(seller, {.edition = shop, .version = current, .usage = readings})->due ==
              money{16'95, usd});  // 11.15, and 10 x 0.08 + 100 x 0.05
// [/rows]
}  // namespace market

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
enum class plan : std::uint8_t { free, team };
enum class item : std::uint8_t { gigabyte, seat };
enum class book : std::uint8_t { v2024 };
edition_id id_of(plan);
charge_id id_of(item);
version_id id_of(book);
constexpr edition_id team = plan::team;
constexpr version_id v2024 = book::v2024;
constexpr charge_id gigabytes = item::gigabyte, seats = item::seat;

constexpr auto shop = compile(
    offering{.product = "Shop", .unit = usd, .rating = presets::open_meter},
    std::array{edition_row{plan::free, "free"}, edition_row{plan::team, "team"}},
    version_row{book::v2024, "v2024"},
    std::array{
        charge_row{item::gigabyte, {.key = "storage", .unit = "GB"}},
        charge_row{item::seat, {.key = "seats", .unit = "seats", .kind = charge_kind::recurring}}},
    std::array{charge_price{v2024, team, gigabytes, storage[0]},
               charge_price{v2024, team, gigabytes, storage[1]},
               charge_price{v2024, team, gigabytes, storage[2]},
               charge_price{v2024, team, seats, {.unit_price = 12_dec}}},
    std::array{price_adjustment{.version = v2024,
                                .edition = team,
                                .charge = gigabytes,
                                .percentage_off = 50_dec,
                                .maximum = 60_dec},
               price_adjustment{.version = v2024, .edition = team, .minimum = 20_dec}},
    change_rule{});
static_assert(validate(shop));

/// The period so far, or to its end.
constexpr auto rated(std::int64_t units, bool closes = true) {
    const std::array usage{metered{.charge = gigabytes, .used = quantity{units}}};
    return rate_period<8, 4>(
        shop, {.edition = team, .version = v2024, .usage = usage, .agreed = {.closes = closes}});
}
static_assert(rated(11)->due == money{48'75, usd});   // half of 73.50, and one seat
static_assert(rated(100)->due == money{72'00, usd});  // held to 60.00, and one seat
static_assert(rated(0)->due == money{20'00, usd});    // one seat, and 8.00 to the minimum
// [/bill]

// [bill_again]
/// What a bill comes to when the period was billed up to `before` already.
constexpr result<money> due_between(std::int64_t before, std::int64_t now) {
    const auto first = rated(before, false), second = rated(now);
    if (!first) return first.error();
    if (!second) return second.error();
    const auto lines = [](const auto& period) {
        return std::span<const bill_line>{period->lines.data(), period->lines.size()};
    };
    std::array<bill_line, 16> bill{};
    const auto size = difference(lines(second), lines(first), bill);
    if (!size) return size.error();
    return due_of(std::span{bill}.first(*size), usd);
}
static_assert(due_between(0, 11) == money{36'75, usd});  // the seat was billed before
static_assert(due_between(11, 100) == money{23'25, usd});
static_assert(due_between(100, 100) == money{0, usd});  // nothing new, no line
// [/bill_again]

int main() {
    std::array<std::int64_t, 3> cents{};
    const bool same = rated_at_once(tenants, cents) == money{122'00, usd} &&
                      cents == std::array<std::int64_t, 3>{7'00, 41'50, 73'50};
    return same ? 0 : 1;
}
