// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>

#include <ratecard/core/wide.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;
using detail::reciprocal;

namespace {

constexpr std::uint64_t too_much = std::uint64_t{1} << 63;

/// Around the multiple of `divisor` at or below `n`, as far as it is below 2^63.
constexpr bool divides_around(std::uint64_t n, std::uint64_t divisor) {
    const reciprocal by{divisor};
    const std::uint64_t multiple = n / divisor * divisor;
    for (const std::uint64_t near :
         {multiple - 1, multiple, multiple + 1, multiple + divisor - 1, multiple + divisor / 2, n})
        if (near < too_much && by.quotient(near) != near / divisor) return false;
    return true;
}

constexpr bool divides_everywhere(std::uint64_t divisor) {
    for (int bits = 0; bits < 64; ++bits)
        for (const std::uint64_t n : {(std::uint64_t{1} << bits) - 1, std::uint64_t{1} << bits})
            if (!divides_around(n, divisor)) return false;
    return divides_around(too_much - 1, divisor) && divides_around(divisor, divisor);
}

}  // namespace

TEST_CASE("a division by a power of ten is a multiplication, up to 2^63") {
    constexpr auto all = [] {
        for (int i = 0; i <= 18; ++i)
            if (!divides_everywhere(detail::power_of_ten(i))) return false;
        return true;
    };
    STATIC_REQUIRE(all());
}

TEST_CASE("the powers of ten up to 10^18 have their reciprocals beside them") {
    REQUIRE(detail::reciprocals_of_ten.size() == 19);
    law("each reciprocal divides by its power of ten", [] {
        const std::uint64_t n = *any_word() % too_much;
        for (std::size_t i = 0; i < detail::reciprocals_of_ten.size(); ++i)
            RC_ASSERT(detail::reciprocals_of_ten[i].quotient(n) ==
                      n / detail::power_of_ten(static_cast<int>(i)));
    });
}

TEST_CASE("a division by any number up to 2^63 is a multiplication") {
    STATIC_REQUIRE(divides_everywhere(1));
    STATIC_REQUIRE(divides_everywhere(too_much));
    STATIC_REQUIRE(divides_everywhere(too_much - 1));
    STATIC_REQUIRE(reciprocal{} == reciprocal{1});
    bool all = true;
    for (std::uint64_t d = 1; d <= 3'000; ++d) all = all && divides_everywhere(d);
    for (int bits = 1; bits < 63; ++bits)
        for (const std::uint64_t d :
             {(std::uint64_t{1} << bits) - 1, (std::uint64_t{1} << bits) + 1})
            all = all && divides_everywhere(d);
    CHECK(all);
    law("the quotient agrees with a division", [] {
        const std::uint64_t n = *any_word() % too_much;
        const std::uint64_t d = *any_divisor() % too_much + 1;
        RC_ASSERT(reciprocal{d}.quotient(n) == n / d);
        RC_ASSERT(divides_around(n, d));
    });
}
