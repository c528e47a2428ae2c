// SPDX-License-Identifier: MIT
#include "notes.hpp"

using namespace notes;

constexpr zone local = sold.billing_zone;
constexpr money none{0, usd};
constexpr instant begin = start_of(civil(2024, 3, 1), local);
constexpr instant upgraded = begin + days(10);
constexpr std::array orders{
    order{.id = {1},
          .owner = {7},
          .edition = plan::team,
          .version = y2024,
          .months = 2,
          .placed_at = begin,
          .begins = begin,
          .paid_by = {money{60'00, usd}, none, none, none}},
    order{.id = {2},
          .owner = {7},
          .edition = plan::company,
          .version = y2024,
          .months = 1,
          .placed_at = upgraded,
          .begins = upgraded,
          .paid_by = {money{90'00, usd}, none, none, none}},
};
constexpr std::array refunds{order_refund{.order = {1}, .at = upgraded}};
constexpr subscription customer{
    .id = {7}, .created_at = begin, .orders = orders, .refunds = refunds};

// [statement]
constexpr std::array usage{metered{.charge = guests, .used = quantity{103}}};
constexpr auto life = *examine(product, customer);
constexpr invoice<> march = *statement_of(life, {2024, 3}, usage);

static_assert(march.lines.size() == 4);  // two orders, a refund, a charge
static_assert(march.prepaid == money{60'00 + 90'00 - 50'32, usd});
static_assert(march.charged_as == plan::company);
static_assert(march.due == money{2'98, usd});  // 3 x 0.995 = 2.985, half to even
// [/statement]

// [errors]
static_assert(statement_of<3>(life, {2024, 3}, usage) == core_errc::capacity_exceeded);
// [/errors]

// [room]
constexpr money due_for_march = [] {
    invoice_memory<64> memory;  // once for all months: static, or allocated
    const auto march_again = statement_of(life, {2024, 3}, usage, {}, memory.room());
    return march_again->due;
}();
static_assert(due_for_march == money{2'98, usd});
// [/room]

// [lines]
static_assert(march.lines[0].order().order == 0);
static_assert(march.lines[2].refund().cash == money{50'32, usd});
static_assert(march.charge_of(march.lines[3])->charged == quantity{3});
static_assert(march.billed[march.lines[3].usage().billed].due() == march.lines[3].amount());
// [/lines]

// [empty]
constexpr auto july = *statement_of(life, {2024, 7}, usage);
static_assert(july.lines.empty() && !july.charged_as);  // no order covered a part of it
// [/empty]

// [days]
static_assert(issue_days(product, {2024, 3}).first() == civil(2024, 4, 1));
static_assert(issue_days(product, {2024, 3}).last() == civil(2024, 4, 2));
// [/days]

// [apply]
constexpr std::array bills{bill{{1}, money{30'00, usd}, start_of(civil(2024, 4, 1), local), {}},
                           bill{{2}, money{45'00, usd}, start_of(civil(2024, 5, 1), local), {}}};
constexpr std::array sent{
    bill_payment{{1}, money{50'00, usd}, start_of(civil(2024, 5, 3), local), bill_id{2}}};
static_assert([] {
    std::array<bill_balance, 2> balances{};
    const auto all = apply(sent, bills, usd, start_of(civil(2024, 6, 1), local), balances);
    return balances[1].open == money{0, usd} && balances[0].open == money{25'00, usd} &&
           all->credit == money{0, usd} && all->in_arrears_since == bills[0].issued_at;
}());
// [/apply]

// [earned]
constexpr period two_months{begin, start_of(civil(2024, 5, 1), local)};
constexpr auto earned =
    *recognise(money{60'00, usd}, two_months, local, given_back{upgraded, money{50'32, usd}});
static_assert(earned.size() == 1);  // given back in March: nothing is earned after
static_assert(earned[0].earned == money{9'68, usd});
static_assert(recognise(money{61'00, usd}, two_months, local)->begin()[1].earned ==
              money{30'00, usd});  // 31 days of March, 30 of April
// [/earned]

// [revenue]
constexpr auto revenue = *revenue_of(life);
static_assert(revenue.size() == 2);
static_assert(revenue[0] == earned_month{{2024, 3}, money{70'64, usd}, money{29'04, usd}});
static_assert(revenue[1] == earned_month{{2024, 4}, money{29'04, usd}, none});
// [/revenue]

int main() {}
