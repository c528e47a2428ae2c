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
using key = keys<plan, detail::no_key<feature_id>, amount, item, book>;

inline constexpr edition_id free_plan = key::id(plan::free), team = key::id(plan::team),
                            business = key::id(plan::business);
inline constexpr charge_id calls = key::id(item::call);
inline constexpr version_id current = key::id(book::current);

inline constexpr auto catalog = compile<key>(
    offering{.product = "Boards",
             .unit = usd,
             .billing_zone = zone::fixed(hours(8)),
             .terms = {.min_months = 1, .max_months = 12},
             .refunds = {.used = presets::prorations::tencent_chat},
             .rating = presets::stripe},
    std::array{edition{"free"}, edition{"team"}, edition{"business"}},
    std::array{quota_row<3>{{.key = "calls", .window = quota_window::calendar_month},
                            {hard(1'000), soft(10'000), soft(50'000)}}},
    std::array{price_version{.key = "2024"}},
    std::array{plan_price{current, team, 49_dec, {}}, plan_price{current, business, 199_dec, {}}},
    std::array{
        charge{.key = "calls", .unit = "calls", .included = key::id(amount::included_calls)}},
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
