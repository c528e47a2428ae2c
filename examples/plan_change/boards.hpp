// SPDX-License-Identifier: MIT
#ifndef PLAN_CHANGE_BOARDS_HPP
#define PLAN_CHANGE_BOARDS_HPP

#include <array>
#include <cstdint>

#include <ratecard/ratecard.hpp>

// A product with two editions for sale: the larger one costs more a month and less a call.
namespace boards {

using namespace ratecard;
using namespace ratecard::literals;

enum class plan : std::uint8_t { free, team, business };
enum class amount : std::uint8_t { included_calls };
enum class item : std::uint8_t { call };
enum class book : std::uint8_t { current };
edition_id id_of(plan);
quota_id id_of(amount);
charge_id id_of(item);
version_id id_of(book);

inline constexpr edition_id free_plan = plan::free, team = plan::team, business = plan::business;
inline constexpr charge_id calls = item::call;
inline constexpr version_id current = book::current;

inline constexpr auto catalog = compile(
    offering{.product = "Boards",
             .unit = usd,
             .billing_zone = zone::fixed(hours(8)),
             .terms = {.min_months = 1, .max_months = 12},
             .refunds = {.used = presets::prorations::tencent_chat},
             .rating = presets::stripe},
    std::array{edition_row{plan::free, "free"}, edition_row{plan::team, "team"},
               edition_row{plan::business, "business"}},
    quota_row{amount::included_calls,
              {.key = "calls", .window = quota_window::calendar_month},
              {hard(1'000), soft(10'000), soft(50'000)}},
    version_row{book::current, "2024"},
    std::array{plan_price{current, team, 49_dec, {}}, plan_price{current, business, 199_dec, {}}},
    charge_row{item::call, {.key = "calls", .unit = "calls", .included = amount::included_calls}},
    std::array{charge_price{current, team, calls, {.unit_price = 0.006_dec}, {}},
               charge_price{current, business, calls, {.unit_price = 0.002_dec}, {}}},
    // Up at once, down at the end of the period, never back to the free edition.
    std::array{
        change_rule{.kind = change_kind::with_credit, .divided = presets::prorations::stripe},
        change_rule{.kind = change_kind::at_period_end, .direction = change_direction::downgrade},
        change_rule{.to = free_plan, .kind = change_kind::forbidden}});
static_assert(validate(catalog));

}  // namespace boards

#endif
