// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <span>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/fmt.hpp>

using namespace ratecard;
using namespace ratecard::literals;

// [rules]
enum class plan : std::uint8_t { free, team, business };
enum class book : std::uint8_t { current };
enum class item : std::uint8_t { call };
edition_id id_of(plan);
charge_id id_of(item);
version_id id_of(book);
constexpr edition_id team = plan::team, business = plan::business;
constexpr version_id current = book::current;
constexpr charge_id calls = item::call;

constexpr auto boards = compile(
    offering{.product = "Boards", .unit = usd},
    std::array{edition_row{plan::free, "free"}, edition_row{plan::team, "team"},
               edition_row{plan::business, "business"}},
    version_row{book::current, "2024"},
    std::array{plan_price{current, team, 30_dec, {}}, plan_price{current, business, 60_dec, {}}},
    charge_row{item::call, "calls"},
    std::array{charge_price{current, team, calls, {.unit_price = 0.1_dec}, {}},
               charge_price{current, business, calls, {.unit_price = 0.01_dec}, {}}},
    std::array{
        change_rule{.kind = change_kind::with_credit, .divided = presets::prorations::stripe},
        change_rule{.kind = change_kind::at_period_end, .direction = change_direction::downgrade},
        change_rule{.to = plan::free, .kind = change_kind::forbidden}});
static_assert(validate(boards));
// [/rules]

// [quote]
constexpr period february = period_of({2024, 2}, utc);
constexpr money thirty{30'00, usd};
constexpr running_plan running{.edition = team,
                               .version = current,
                               .whole = february,
                               .began = february.begin(),
                               .price = thirty,
                               .paid = thirty};
constexpr instant noon = instant_of(civil(2024, 2, 15), {12, 0, 0}, utc);
constexpr change_quote up =
    **quote_change(boards, running, business, change_direction::upgrade, noon);
static_assert(up.old_side.amount == money{15'00, usd});  // credited: half of 30.00
static_assert(up.new_side.amount == money{30'00, usd});  // charged: half of 60.00
static_assert(up.net == money{15'00, usd});
// [/quote]

// [stretches]
constexpr std::array changes{plan_change{{1}, business, noon}, plan_change{{1}, business, noon}};
constexpr auto stretches = *stretches_of(boards, running, changes);
static_assert(stretches.size() == 2);  // what is told twice is one change
static_assert(stretches[0].kept == money{15'00, usd});
static_assert(stretches[1].kept == money{30'00, usd});
// [/stretches]

int main() {
    // [simulate]
    const std::array<metered, 1> quiet{metered{.charge = calls, .used = quantity{100}}};
    const std::array<metered, 1> busy{metered{.charge = calls, .used = quantity{900}}};
    const std::array<month_usage, 4> expected{quiet, busy, busy, busy};
    const scenario s{
        .plan = running, .to = business, .direction = change_direction::upgrade, .usage = expected};
    std::array<money, 4> stay{}, change{};
    const auto staying = costs_if_changed(boards, s, std::nullopt, stay);
    const auto changing = costs_if_changed(boards, s, noon, change);
    const auto even = break_even(change, stay);
    std::printf("staying costs %s, changing now %s, even from month %zu on\n",
                to_string(**staying).c_str(), to_string(**changing).c_str(), **even + 1);
    // [/simulate]

    // [cheapest]
    const std::array offers{term_offer{team, 1, {30'00, usd}},
                            term_offer{business, 1, {60'00, usd}},
                            term_offer{business, 3, {170'00, usd}}};
    const std::size_t editions = 3;
    std::array<std::optional<money>, 4 * editions> costs{};
    for (std::size_t m = 0; m < expected.size(); ++m)
        for (const edition_id e : {team, business})
            costs[m * editions + e.index()] =
                *usage_cost(boards, e, current, expected[m], month_of(boards, s, m)->begin());
    const auto found = cheapest<12>(offers, costs, expected.size(), editions, usd);
    for (const chosen_term& t : found->best.terms)
        std::printf("month %zu: %d of %s\n", t.month + 1, offers[t.offer].months,
                    to_string(boards.view()[offers[t.offer].edition].key).c_str());
    std::printf("%s, and %s less than the next best\n", to_string(found->best.cost).c_str(),
                to_string(found->margin).c_str());
    // [/cheapest]
    return staying && changing && even && found ? 0 : 1;
}
