// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/rim/batch_avx512.hpp>

#include "rating/any_card.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

/// Says so where only the form without the instructions is tested.
void say_what_is_tested() {
    if (!machine_has(instructions::avx512))
        WARN("skipped: this machine has no AVX-512, and each quantity is rated without it");
}

/// Whether both forms give the same sum or error, and the same amounts before its place.
template <std::size_t MaxTiers, class Count>
bool same(const rate_card<MaxTiers>& card, std::span<const Count> used) {
    std::vector<std::int64_t> wide(used.size(), -5), one(used.size(), -6);
    const auto total = rate<instructions::avx512>(card, used, std::span<std::int64_t>{wide});
    const auto expected = rate(card, used, std::span<std::int64_t>{one});
    const std::size_t rated = expected ? used.size() : expected.error().index;
    return total == expected &&
           std::ranges::equal(std::span{wide}.first(rated), std::span{one}.first(rated));
}

rate_card<1> one_price(decimal price, rounding mode, currency unit) {
    const std::array only{tier{.unit_price = price}};
    return rate_card<1>::from({}, std::span<const tier>{only}, unit, mode).value();
}

}  // namespace

TEST_CASE("eight quantities at a time have the same amounts as each alone") {
    say_what_is_tested();
    law("the amounts are the same at every edge of a card, from any place in the list", [] {
        const priced p = any_priced();
        const auto of = card_of(p);
        auto used = where_it_matters(p, of);
        if (*rc::gen::arbitrary<bool>()) std::ranges::reverse(used);
        if (*rc::gen::arbitrary<bool>())  // more than a block, and most of it proved
            used.insert(used.begin(), 1'500, of.largest().value_or(quantity{}));
        const auto from = *rc::gen::inRange<std::size_t>(0, used.size());
        const auto size = *rc::gen::inRange<std::size_t>(0, used.size() - from + 1);
        RC_ASSERT(same(of, std::span<const quantity>{used}.subspan(from, size)));
        for (std::size_t i = 0; i + 9 <= used.size(); i += 9)
            RC_ASSERT(same(of, std::span<const quantity>{used}.subspan(i, 9)));
    });
    law("the amounts are the same for covered quantities of every magnitude", [] {
        const priced p = any_priced();
        const auto of = card_of(p);
        RC_PRE(of.largest().has_value());
        std::vector<quantity> used;
        for (int i = 0; i < 40; ++i)
            used.emplace_back(*up_to(of.largest()->count()) >> *rc::gen::inRange(0, 50));
        RC_ASSERT(same(of, std::span<const quantity>{used}));
    });
}

#ifdef __x86_64__
TEST_CASE("a block is rated at once exactly if rating without the instructions can do so") {
    say_what_is_tested();
    if (!machine_has(instructions::avx512)) return;
    law("the sum and the amounts of a block are those without the instructions", [] {
        const priced p = any_priced();
        const auto of = card_of(p);
        const auto last = of.largest().value_or(quantity{}).count();
        std::vector<quantity> used;
        for (int i = 0; i < 19; ++i) used.emplace_back(*up_to(last));
        if (*rc::gen::inRange(0, 4) == 0 && last < quantity::max_count)
            used[*rc::gen::inRange<std::size_t>(0, 19)] = quantity{last + 1};
        std::vector<std::int64_t> wide(19), one(19);
        const auto sum = detail::batch_avx512::rate_block(of, std::span<const quantity>{used},
                                                          std::span<std::int64_t>{wide});
        RC_ASSERT(sum == detail::batch::rate_block(of, std::span<const quantity>{used},
                                                   std::span<std::int64_t>{one}));
        if (sum != detail::batch::not_at_once) RC_ASSERT(wide == one);
    });
}
#endif

TEST_CASE(
    "every quantity up to 5,000 is rated the same, with each kind of card and each rounding") {
    say_what_is_tested();
    std::vector<quantity> used;
    for (std::int64_t n = 0; n <= 5'000; ++n) used.emplace_back(n);
    const std::array steps{
        tier{limit::finite(100), 0.0125_dec, 1_dec, {}},
        tier{limit::finite(1'000), 0.0115_dec, {}, {}},
        tier{limit::finite(3'000), 0.1_dec, 0.005_dec, quantity{7}},
        tier{limit::unlimited(), 0.0005_dec, {}, {}},
    };
    int cards = 0;
    for (const rounding mode : every_rounding)
        for (const tiering tiers : {tiering::graduated, tiering::volume})
            for (const std::size_t first : {0u, 2u, 3u})
                for (const auto& free : {limit{}, limit::finite(13)}) {
                    const auto card =
                        rate_card<4>::from({.tiers = tiers},
                                           std::span<const tier>{steps}.subspan(first), usd, mode,
                                           free)
                            .value();
                    REQUIRE(same(card, std::span<const quantity>{used}));
                    ++cards;
                }
    REQUIRE(cards == 10 * 2 * 3 * 2);
}

TEST_CASE("an invalid count is reported with its place") {
    say_what_is_tested();
    const auto card = one_price(0.015_dec, rounding::half_to_even, usd);
    std::vector<std::int64_t> used(3'001, 7);
    for (const std::size_t place : {3'000u, 2'999u, 2'048u, 1'023u, 8u, 7u, 0u}) {
        for (const std::int64_t wrong :
             {std::int64_t{-1}, INT64_MIN, INT64_MAX, quantity::max_count + 1}) {
            used[place] = wrong;
            std::vector<std::int64_t> amounts(used.size());
            CHECK(
                rate<instructions::avx512>(card, std::span<const std::int64_t>{used},
                                           std::span<std::int64_t>{amounts}) ==
                row_fault{wrong < 0 ? core_errc::negative_quantity : core_errc::quantity_too_large,
                          place});
            CHECK(same(card, std::span<const std::int64_t>{used}));
        }
    }
}

TEST_CASE("an overflow is reported with its place, also eight at a time") {
    say_what_is_tested();
    const auto dear = one_price(4'611'686'018'427'387'904_dec, rounding::floor, jpy);
    const std::vector<quantity> four(8, quantity{1});
    std::vector<std::int64_t> amounts(8);
    CHECK(rate<instructions::avx512>(dear, std::span<const quantity>{four},
                                     std::span<std::int64_t>{amounts}) ==
          row_fault{core_errc::overflow, 1});
    const auto one_each = one_price(1_dec, rounding::exact, jpy);
    std::vector<quantity> many(9'223, quantity{quantity::max_count});
    CHECK(same(one_each, std::span<const quantity>{many}));
    many.push_back(quantity{372'036'854'775'808});  // one more than fits
    CHECK(same(one_each, std::span<const quantity>{many}));
}

TEST_CASE("places after the last quantity are not written") {
    const auto card = one_price(1_dec, rounding::exact, jpy);
    const std::vector<quantity> used(9, quantity{3});
    std::vector<std::int64_t> amounts(20, -1);
    CHECK(rate<instructions::avx512>(card, std::span<const quantity>{used},
                                     std::span<std::int64_t>{amounts}) == money{27, jpy});
    CHECK(std::ranges::count(amounts, 3) == 9);
    CHECK(std::ranges::count(amounts, -1) == 11);
}
