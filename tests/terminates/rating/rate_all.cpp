// SPDX-License-Identifier: MIT
// terminates: every_part_must_have_a_place
// Two meters, room for one line.
#include <array>
#include <cstddef>
#include <span>

#include <ratecard/rating/rate.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "terminates.hpp"

int main() {
    using namespace ratecard;
    const std::array<metered, 2> meters{};
    std::array<charge_line, 2> room{};
    const std::size_t size = terminates::unknown(std::size_t{1});
    const auto total = rate_all(tencent_chat::catalog, edition_id{1}, version_id{1}, meters,
                                instant{}, std::span{room}.first(size));
    return total ? 0 : 1;
}
