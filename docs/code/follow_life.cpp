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
constexpr instant end = end_of(product, orders[0]);  // 1 April, 10:00
static_assert(state_at(product, customer, begin)->state == state::active);
static_assert(state_at(product, customer, end)->state == state::expired);
static_assert(state_at(product, customer, end + hours(72)) ==
              status{state::suspended, suspension_cause::expiry});
static_assert(state_at(product, customer, start_of(civil(2024, 5, 4), local)) ==
              status{state::reclaimed, suspension_cause::expiry});
static_assert(state_at(product, customer, begin - seconds(1)) == account_errc::before_creation);
// [/states]

// [walk]
constexpr int changes_after(const subscription& s, instant t) {
    int count = 0;
    for (auto next = next_change(product, s, t); next && *next; next = next_change(product, s, t)) {
        t = (*next)->at;  // a timer for this instant; (*next)->becomes is the state then
        ++count;
    }
    return count;
}
static_assert(changes_after(customer, begin) == 3);  // expired, suspended, reclaimed
// [/walk]

// [bill]
constexpr std::array bills{
    bill{.id = {1}, .amount = money{5'00, usd}, .issued_at = begin},
};
constexpr subscription owing{.id = {7}, .created_at = begin, .orders = orders, .bills = bills};
static_assert(state_at(product, owing, begin + days(14)) ==
              status{state::suspended, suspension_cause::arrears});
// [/bill]

// [reminders]
constexpr auto days_of = expiry_reminders(product, end);
static_assert(days_of.size() == 4);
static_assert(days_of[0] == civil(2024, 3, 29) && days_of[3] == civil(2024, 4, 1));
static_assert(*overdue_reminder(bills[0], money{4'99, usd}) == bills[0].issued_at);
static_assert(!*overdue_reminder(bills[0], money{5'00, usd}));
// [/reminders]

int main() {}
