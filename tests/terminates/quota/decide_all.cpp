// SPDX-License-Identifier: MIT
// terminates: every_part_must_have_a_place
// Two demands, room for one decision.
#include <array>
#include <cstddef>
#include <span>

#include <ratecard/quota/decide_all.hpp>

#include "terminates.hpp"

int main() {
    const std::array<ratecard::quota_demand, 2> demands{};
    std::array<ratecard::quota_decision, 2> room{};
    const std::size_t size = terminates::unknown(std::size_t{1});
    const auto answer =
        ratecard::decide_all(demands, ratecard::instant{}, std::span{room}.first(size));
    return static_cast<int>(answer.refused_by);
}
