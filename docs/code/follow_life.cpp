// SPDX-License-Identifier: MIT
#include "notes.hpp"

using namespace notes;

constexpr zone local = sold.billing_zone;
constexpr money none{0, usd};
constexpr instant begin = start_of(civil(2024, 3, 1), local) + hours(10);
constexpr std::array orders{
    order{.id = {1},
          .owner = {7},
          .edition = plan::team,
          .version = y2024,
          .months = 1,
          .placed_at = begin,
          .begins = begin,
          .paid_by = {money{30'00, usd}, none, none, none}},
};
constexpr subscription customer{.id = {7}, .created_at = begin, .orders = orders};

// [states]
constexpr auto life = *examine(product, customer);
constexpr instant end = end_of(product, orders[0]);  // 1 April, 10:00
static_assert(state_at(life, begin)->state == state::active);
static_assert(state_at(life, end)->state == state::expired);
static_assert(state_at(life, end + hours(72)) ==
              status{state::suspended, suspension_cause::expiry});
static_assert(state_at(life, start_of(civil(2024, 5, 4), local)) ==
              status{state::reclaimed, suspension_cause::expiry});
static_assert(state_at(life, begin - seconds(1)) == account_errc::before_creation);
// [/states]

// [walk]
constexpr int changes_after(const timeline_view& life_of_one, instant t) {
    int count = 0;
    for (auto next = next_change(life_of_one, t); next && *next;
         next = next_change(life_of_one, t)) {
        t = (*next)->at;  // a timer for this instant; (*next)->becomes is the state then
        ++count;
    }
    return count;
}
static_assert(changes_after(life, begin) == 3);  // expired, suspended, reclaimed
// [/walk]

// [bill]
constexpr std::array bills{
    bill{.id = {1}, .amount = money{5'00, usd}, .issued_at = begin},
};
constexpr subscription owing{.id = {7}, .created_at = begin, .orders = orders, .bills = bills};
constexpr auto in_arrears = *examine(product, owing);
static_assert(state_at(in_arrears, begin + days(14)) ==
              status{state::suspended, suspension_cause::arrears});
// [/bill]

// [reminders]
constexpr auto days_of = expiry_reminders(product, end);
static_assert(days_of.size() == 4);
static_assert(days_of[0] == civil(2024, 3, 29) && days_of[3] == civil(2024, 4, 1));
static_assert(*overdue_reminder(bills[0], money{4'99, usd}) == bills[0].issued_at);
static_assert(!*overdue_reminder(bills[0], money{5'00, usd}));
// [/reminders]

// [room]
constexpr std::size_t plans_of(const subscription& s) {
    timeline_memory<1'000> memory;
    const auto long_life = examine(product, s, memory);
    return long_life ? long_life->stretches().size() : 0;
}
static_assert(plans_of(customer) == 1);
// [/room]

int main() {}
