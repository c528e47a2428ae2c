// SPDX-License-Identifier: MIT
#include <cstdio>
#include <ratecard/ratecard.hpp>
using namespace ratecard;

enum class plan { free, pro };
enum class action { share };
using key = keys<plan, action>;
constexpr auto app = compile<key>(
    offering{.product = "Notes", .unit = usd}, std::array{edition{"free"}, edition{"pro"}},
    std::array{feature_row<2>{{"share"}, {availability::absent, availability::included}}},
    std::array{plan_price{{}, key::id(plan::pro), *decimal::from("9.99")}},
    std::array{price_version{"2024", instant{}}}, std::array{change_rule{}});
static_assert(validate(app));

int main() {
    const instant begin = start_of(civil(2024, 1, 31), utc), now = begin + days(10);
    const payment p{{9'99, usd}, {0, usd}, {0, usd}, {0, usd}};  // cash, credit, voucher, discount
    const order o{.edition = key::id(plan::pro), .placed_at = begin, .begins = begin, .paid_by = p};
    const subscription customer{.created_at = begin, .orders = {&o, 1}};
    const auto has = resolve(app, customer, now);
    auto may = check(app.view().condition_rows(), at(*has, now), key::id(action::share), {});
    const auto fee = monthly_fee(app, key::id(plan::pro), version_id{});
    const auto back = *refund(app, customer, now);
    std::printf("share: %s, fee: %d cents, refund: %d cents\n", may.allowed() ? "yes" : "no",
                int(fee->minor_units()), int(back->amount.minor_units()));
    return may.allowed() && fee == money{9'99, usd} && back->amount == money{6'55, usd} ? 0 : 1;
}
