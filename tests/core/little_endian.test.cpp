// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <ratecard/core/little_endian.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("a number is written as bytes, least significant first, and read back") {
    std::vector<std::byte> bytes;
    detail::to_little_endian<4>(0x0102'0304, [&](std::byte b) { bytes.push_back(b); });
    CHECK(bytes == std::vector{std::byte{4}, std::byte{3}, std::byte{2}, std::byte{1}});
    law("numbers written one after the other are read back", [] {
        const std::uint64_t first = *any_word(), second = *any_word();
        std::vector<std::byte> room;
        const auto put = [&](std::byte b) { room.push_back(b); };
        detail::to_little_endian(first, put);
        detail::to_little_endian<2>(second, put);
        std::size_t at = 0;
        RC_ASSERT(detail::from_little_endian(room, at) == first);
        RC_ASSERT(detail::from_little_endian<2>(room, at) == (second & 0xffff));
        RC_ASSERT(at == 10u);
    });
}
