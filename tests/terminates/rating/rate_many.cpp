// SPDX-License-Identifier: MIT
// terminates: every_part_must_have_a_place
// Two tenants, room for one amount.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/rating/batch.hpp>

#include "terminates.hpp"

int main() {
    using namespace ratecard;
    const std::array price{tier{}};
    const auto card =
        rate_card<1>::from({}, std::span<const tier>{price}, usd, rounding::floor).value();
    const std::array<quantity, 2> used{};
    std::array<std::int64_t, 2> room{};
    const std::size_t size = terminates::unknown(std::size_t{1});
    const auto total = rate(card, std::span<const quantity>{used}, std::span{room}.first(size));
    return total ? 0 : 1;
}
