// SPDX-License-Identifier: MIT
// terminates: every_part_must_have_a_place
// Room for four lines, and for the shares of three.
#include <cstddef>

#include <ratecard/rating/rated_period.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "terminates.hpp"

int main() {
    using namespace ratecard;
    rating_memory<4, 2> memory;
    rating_room room = memory.room();
    room.shares = room.shares.first(terminates::unknown(std::size_t{3}));
    const auto rated = rate_period(
        tencent_chat::catalog, {.edition = edition_id{1}, .version = version_id{1}}, room);
    return rated ? 0 : 1;
}
