// SPDX-License-Identifier: MIT
// terminates: every_part_must_have_a_place
// Two holders, room for one share.
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/quota/lease.hpp>

#include "terminates.hpp"

int main() {
    using namespace ratecard;
    const std::array<std::uint64_t, 2> weights{1, 1};
    std::array<quantity, 2> room{};
    const std::size_t size = terminates::unknown(std::size_t{1});
    const auto shared = shares(limit::finite(5), quantity{}, weights, std::span{room}.first(size));
    return static_cast<int>(shared.has_value());
}
