// SPDX-License-Identifier: MIT
#include <cstdio>

#include <ratecard/ratecard.hpp>

using namespace ratecard;
using namespace ratecard::literals;

namespace {

int wrong_answers = 0;

void is_true(bool answer, const char* what) {
    if (answer) return;
    std::printf("wrong: %s\n", what);
    ++wrong_answers;
}

}  // namespace

int main() {
    const auto price = exact::product(0.015_dec, quantity{12'500}.above(quantity{10'000}), usd);
    is_true(price.round(rounding::half_away_from_zero) == money{3'750, usd}, "2,500 x 0.015 USD");
    is_true(checked_add(money{INT64_MAX, usd}, money{1, usd}) == core_errc::overflow, "overflow");
    is_true(checked_add(money{1, usd}, money{1, eur}) == money_errc::currency_mismatch,
            "two currencies");
    is_true(limit::finite(100).admits(quantity{99}, quantity{1}), "the 100th of 100");
    is_true(!limit::finite(100).admits(quantity{100}, quantity{1}), "the 101st of 100");
    const anchor end_of_january{.day = civil(2024, 1, 31)};
    is_true(day_period_at(end_of_january, monthly, 0).end() == civil(2024, 2, 29), "29 February");
    is_true(day_period_at(end_of_january, monthly, 1).end() == civil(2024, 3, 31), "31 March");

    // The reference catalog: a free application of 2024, at once and after nothing was bought.
    namespace chat = tencent_chat;
    const instant created = start_of(civil(2024, 3, 1), utc);
    const catalog_view catalog = chat::catalog.view();
    const auto resolved = resolve(*examine(catalog, subscription{.created_at = created}), created);
    is_true(resolved.has_value(), "a free application is resolved");
    if (!resolved) return wrong_answers;
    const auto ask = [&](chat::feature f, instant now) {
        return at(catalog.condition_rows(), *resolved, now).check(f).why();
    };
    is_true(ask(chat::feature::user_status, created) == reason::allowed, "user status is free");
    is_true(ask(chat::feature::push_to_all, created) == reason::not_applied, "push is applied for");
    is_true(ask(chat::feature::user_status, created - seconds(1)) == reason::stale, "stale");
    return wrong_answers;
}
