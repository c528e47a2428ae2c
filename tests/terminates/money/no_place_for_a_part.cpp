// SPDX-License-Identifier: MIT
// terminates: every_part_must_have_a_place
#include <ratecard/money/allocate.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const std::uint64_t weights[] = {1, 1};
    money parts[2];
    return allocate(money{2, usd}, weights, std::span{parts, unknown<std::size_t>(1)}).has_value();
}
