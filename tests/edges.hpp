// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_EDGES_HPP
#define RATECARD_TESTS_EDGES_HPP

#include <cstdint>

#include "property.hpp"

namespace ratecard_test {

/// Numbers where arithmetic on 64 bits goes wrong, if it does.
inline constexpr std::uint64_t edges[] = {
    0,
    1,
    2,
    3,
    7,
    10,
    (1ull << 31) - 1,
    1ull << 31,
    (1ull << 32) - 1,
    1ull << 32,
    (1ull << 32) + 1,
    1'000'000'000'000'000,
    1'000'000'000'000'000'000,
    (1ull << 63) - 1,
    1ull << 63,
    (1ull << 63) + 1,
    10'000'000'000'000'000'000u,
    0xffffffff00000000u,
    0xfffffffffffffffeu,
    0xffffffffffffffffu,
};

/// Any number of 64 bits, the edges and their neighbourhood more often than chance would have it.
inline rc::Gen<std::uint64_t> any_word() {
    return rc::gen::oneOf(
        rc::gen::arbitrary<std::uint64_t>(),
        rc::gen::elementOf(std::vector(std::begin(edges), std::end(edges))),
        rc::gen::map(rc::gen::pair(rc::gen::inRange(0, 64), rc::gen::inRange(0, 3)),
                     [](std::pair<int, int> p) {
                         return (std::uint64_t{1} << p.first) +
                                static_cast<std::uint64_t>(p.second) - 1;
                     }));
}
/// Not zero.
inline rc::Gen<std::uint64_t> any_divisor() {
    return rc::gen::map(any_word(), [](std::uint64_t w) { return w == 0 ? 1 : w; });
}
/// From 0 to `most`, both included, with the ends and the edges.
inline rc::Gen<std::int64_t> up_to(std::int64_t most) {
    return rc::gen::map(any_word(), [most](std::uint64_t w) {
        const auto size = static_cast<std::uint64_t>(most) + 1;
        return static_cast<std::int64_t>(w < size ? w : w % size);
    });
}
/// Within `-most` and `most`.
inline rc::Gen<std::int64_t> within(std::int64_t most) {
    return rc::gen::map(
        rc::gen::pair(up_to(most), rc::gen::arbitrary<bool>()),
        [](std::pair<std::int64_t, bool> p) { return p.second ? -p.first : p.first; });
}

}  // namespace ratecard_test

#endif
