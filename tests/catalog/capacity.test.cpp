// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <span>

#include <ratecard/catalog/price_forms.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

namespace {

using step = capacity_tier<2>;
constexpr step up_to(std::int64_t one, std::int64_t other, decimal price = 1_dec) {
    return {{limit::finite(one), limit::finite(other)}, price};
}
template <std::size_t N>
constexpr auto fault_in(const std::array<step, N>& tiers) {
    return find_capacity_fault(std::span<const step>{tiers});
}

}  // namespace

TEST_CASE("a capacity step holds quantities up to and including each limit") {
    constexpr step t = up_to(10, 100);
    STATIC_REQUIRE(t.holds({quantity{10}, quantity{100}}));
    STATIC_REQUIRE_FALSE(t.holds({quantity{11}, quantity{0}}));
    STATIC_REQUIRE_FALSE(t.holds({quantity{0}, quantity{101}}));
    STATIC_REQUIRE(step{{limit::unlimited(), limit::finite(1)}, {}}.holds(
        {quantity{quantity::max_count}, quantity{1}}));
}

TEST_CASE("each capacity step has a larger limit than the one before, and no smaller one") {
    STATIC_REQUIRE(!fault_in(std::array{up_to(10, 100), up_to(10, 101), up_to(50, 101)}));
    STATIC_REQUIRE(fault_in(std::array{up_to(10, 100), up_to(10, 100)}) ==
                   row_fault{catalog_errc::tiers_do_not_increase, 1});
    STATIC_REQUIRE(fault_in(std::array{up_to(10, 100), up_to(20, 99)}) ==
                   row_fault{catalog_errc::tiers_do_not_increase, 1});
    STATIC_REQUIRE(
        fault_in(std::array{up_to(10, 100), up_to(20, 100, decimal::from("-1").value())}) ==
        row_fault{catalog_errc::negative_price, 1});
    STATIC_REQUIRE(find_capacity_fault(std::span<const step>{}) ==
                   row_fault{catalog_errc::no_price, 0});
}
