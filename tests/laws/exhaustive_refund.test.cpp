// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

#include <ratecard/billing/refund.hpp>
#include <ratecard/lifecycle/coverage.hpp>

#include "examined.hpp"
#include "history.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr catalog_view reference = tencent_chat::catalog;

/// Counts what disagrees instead of asserting a million times, and keeps the first.
struct tally {
    std::int64_t asked = 0;
    std::int64_t wrong = 0;
    std::int64_t first_begins = 0, first_at = 0, first_months = 0;

    void add(bool agrees, std::int64_t begins, std::int64_t at, std::int64_t months) {
        ++asked;
        if (agrees) return;
        if (wrong++ == 0) {
            first_begins = begins;
            first_at = at;
            first_months = months;
        }
    }
};

/// The seconds at which a refund is asked for: so many after a multiple of 24 hours since the begin
/// of the term.
constexpr std::int64_t around[] = {-1, 0, 1};
constexpr std::int64_t as_it_begins[] = {1};

/// Every refund day of every term of one order, against whole numbers counted by hand.
void ask_every_day(const order& o, std::span<const std::int64_t> seconds_of_day, tally& t) {
    const std::array orders{o};
    const subscription s{.id = {1}, .created_at = o.begins, .orders = orders};
    const plan p = plan_of(o, {});
    const std::int64_t paid = o.paid_by.cash.minor_units() + o.paid_by.credit.minor_units();
    const std::int64_t price = list_cents(o.edition, 1);
    std::int64_t over = 0;
    for (std::int64_t n = 0; n < o.months; ++n) {
        const std::int64_t begin = p.boundaries[static_cast<std::size_t>(n)];
        const std::int64_t end = p.boundaries[static_cast<std::size_t>(n) + 1];
        const std::int64_t of = local_day(end) - local_day(begin);
        const std::int64_t share = paid / o.months + (n < paid % o.months ? 1 : 0);
        for (std::int64_t d = 0; d <= of; ++d)
            for (const std::int64_t off : seconds_of_day) {
                const std::int64_t at = begin + d * one_day + off;
                if (at < begin || end <= at) continue;
                const std::int64_t begun = std::min(of, off > 0 ? d + 1 : d);
                const std::int64_t used = divided(price * begun, of);
                const std::int64_t amount = std::max<std::int64_t>(0, paid - over - used);
                const auto answered = refund(examined(reference, s), instant{at});
                if (!answered || !answered->allowed()) {
                    t.add(false, o.begins.seconds_since_1970(), at, o.months);
                    continue;
                }
                const auto& q = *answered;
                const bool agrees = q->amount == cents(amount) && q->used == cents(used) &&
                                    q->paid_current_month == cents(share) &&
                                    q->consumed == cents(over) &&
                                    q->used_part.numerator() == static_cast<std::uint64_t>(begun) &&
                                    q->used_part.denominator() == static_cast<std::uint64_t>(of) &&
                                    checked_add(q->cash, q->credit) == q->amount;
                t.add(agrees, o.begins.seconds_since_1970(), at, o.months);
            }
        over += share;
    }
}

/// Every day of the given months of a year.
std::vector<civil_date> anchors_of(std::int32_t year, std::initializer_list<std::uint32_t> months) {
    std::vector<civil_date> found;
    for (const std::uint32_t month : months)
        for (std::uint32_t d = 1; d <= length_of_month(year, month); ++d)
            found.push_back({year, month, d});
    return found;
}

void expect_all_right(const tally& t, std::int64_t at_least) {
    INFO("first: begins " << t.first_begins << ", months " << t.first_months << ", at "
                          << t.first_at);
    CHECK(t.wrong == 0);
    CHECK(t.asked >= at_least);
}

}  // namespace

TEST_CASE(
    "the refund of a month bought on any day of a leap or common year agrees with a count by "
    "hand") {
    tally t;
    for (const std::int32_t year : {2023, 2024})
        for (const civil_date d : anchors_of(year, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}))
            for (const std::int64_t second : {0, 1, 43'200, 86'399})
                ask_every_day(bought(1, standard, 1, instant{from_local(day_number(d), second)},
                                     means(200'00, 100'01, 98'99)),
                              around, t);
    expect_all_right(t, 2 * 365 * 4 * 28 * 3);
}

TEST_CASE(
    "the refund of a month bought at any hour of any day of January agrees with a count by hand") {
    tally t;
    for (const std::int32_t year : {2023, 2024})
        for (const civil_date d : anchors_of(year, {1}))
            for (std::int64_t second = 0; second < one_day; second += 3'599)
                ask_every_day(bought(1, premium, 1, instant{from_local(day_number(d), second)}),
                              around, t);
    expect_all_right(t, 2 * 31 * 24 * 28 * 3);
}

TEST_CASE("the refund of 1 to 24 months from every anchor day agrees with a count by hand") {
    tally t;
    for (const std::int32_t year : {2023, 2024})
        for (const civil_date d : anchors_of(year, {1}))
            for (std::int32_t months = 1; months <= 24; ++months)
                ask_every_day(
                    bought(1, standard, months, instant{from_local(day_number(d), 36'000)},
                           means(7 * months + months / 2 + 12'345, 6'789, 0,
                                 list_cents(standard, months) - 7 * months - months / 2 - 12'345 -
                                     6'789)),
                    as_it_begins, t);
    expect_all_right(t, 2 * 31 * 300 * 28);
}

TEST_CASE("every boundary of every order agrees with a count by hand") {
    std::int64_t wrong = 0;
    std::int64_t asked = 0;
    for (const std::int32_t year : {2023, 2024, 2100})
        for (const civil_date d : anchors_of(year, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})) {
            const order o = bought(1, standard, 24, instant{from_local(day_number(d), 86'399)});
            for (int n = 0; n < 24; ++n, ++asked)
                if (term_of(reference, o, n).end().seconds_since_1970() !=
                    months_after(o.begins.seconds_since_1970(), n + 1))
                    ++wrong;
        }
    CHECK(wrong == 0);
    CHECK(asked == (365 + 366 + 365) * 24);
}
