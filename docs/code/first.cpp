// SPDX-License-Identifier: MIT
#include <cstdio>

#include <ratecard/ratecard.hpp>
using namespace ratecard;
using namespace ratecard::literals;

enum class plan { free, pro };
edition_id id_of(plan);
enum class action { share };
feature_id id_of(action);

constexpr auto notes = compile(
    {.product = "Notes", .unit = usd},
    std::array{edition_row{plan::free, "free"}, edition_row{plan::pro, "pro"}},
    feature_row{action::share, "share", {availability::absent, availability::included}},
    price_version{"2024"}, plan_price{.edition = plan::pro, .amount = 9.99_dec}, change_rule{});
static_assert(validate(notes));

int main() {
    const auto begin = "2024-01-31"_utc, now = begin + days(10);
    const order bought{
        .edition = plan::pro, .placed_at = begin, .begins = begin, .paid_by = in_cash({9'99, usd})};
    const subscription customer{.created_at = begin, .orders = {&bought, 1}};
    const auto life = examine(notes, customer);
    if (!life) return 1;
    const auto share = check(*life, action::share, now);
    const auto fee = monthly_fee(notes, plan::pro, {});
    const auto back = refund(*life, now);
    if (!share || !fee || !back || !back->allowed()) return 1;
    std::printf("share: %s, fee: %d cents, refund: %d cents\n", share->allowed() ? "yes" : "no",
                int(fee->minor_units()), int((*back)->amount.minor_units()));
}
