// SPDX-License-Identifier: MIT
#include <ratecard/ratecard.hpp>

using namespace ratecard;

// [growth]
namespace chat = tencent_chat;

constexpr edition_id standard = chat::edition::standard;
constexpr quota_id groups = chat::quota::daily_groups;
constexpr quota_id broadcast = chat::quota::daily_broadcast_groups;

constexpr instant noon =
    start_of(civil(2024, 5, 1), chat::catalog.view().offering->billing_zone) + hours(12);

constexpr growth_decision<2> created =
    begin_one(chat::catalog, standard, broadcast, growth<2>{}, noon);
static_assert(created.answer == quota_answer::admitted);

// It counts in both quotas; disbanded the same day it frees both.
static_assert(created.next.states[0].taken == quantity{1});
static_assert(created.next.states[1].taken == quantity{1});
constexpr growth<2> disbanded =
    end_one(chat::catalog, broadcast, created.next, created.taken, noon + hours(1)).next;
static_assert(disbanded.states[1].taken == quantity{0});
// [/growth]

constexpr growth<2> after(int count) {
    growth<2> current;
    for (int i = 0; i < count; ++i)
        current = begin_one(chat::catalog, standard, broadcast, current, noon).next;
    return current;
}
// [refused]
constexpr growth_decision<2> sixth = begin_one(chat::catalog, standard, broadcast, after(5), noon);
static_assert(sixth.answer == quota_answer::limit_reached && sixth.refused_by == broadcast);
static_assert(begin_one(chat::catalog, standard, groups, after(5), noon).answer ==
              quota_answer::admitted);
// [/refused]

int main() {}
