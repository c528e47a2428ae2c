// SPDX-License-Identifier: MIT
// terminates: every_part_must_have_a_place
#include <array>
#include <cstddef>
#include <span>

#include <ratecard/balance/burn.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const std::array<grant<quantity>, 2> grants{{{.id = {1}}, {.id = {2}}}};
    std::array<std::size_t, 2> room{};
    const auto order = burn_order<quantity>::of(grants, room).value();
    std::array<quantity, 2> balances{};
    const std::span left = std::span{balances}.first(unknown(std::size_t{1}));
    return burn(order, balances, quantity{}, instant{}, burn_extent::all_or_nothing, left)
        .has_value();
}
