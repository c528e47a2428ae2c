// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <optional>
#include <span>

#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/price_forms.hpp>

#include "catch.hpp"

using namespace ratecard;
using namespace ratecard::literals;

namespace {

template <std::size_t N>
constexpr std::optional<row_fault> found(const std::array<tier, N>& tiers,
                                         const pricing& how = {}) {
    return find_tier_fault(how, std::span<const tier>{tiers});
}
constexpr tier to(std::int64_t bound) { return {limit::finite(bound), 1_dec, {}, {}}; }
constexpr tier open_end{.unit_price = 1_dec};

}  // namespace

TEST_CASE("steps with rising bounds and an open end have no fault") {
    STATIC_REQUIRE(!found(std::array{open_end}));
    STATIC_REQUIRE(!found(std::array{to(1), to(2), open_end}));
}

TEST_CASE("neither an overlap, nor two tails, nor an end without a word about what lies beyond") {
    STATIC_REQUIRE(found(std::array{to(5), to(5), open_end}) ==
                   row_fault{catalog_errc::tiers_do_not_increase, 1});
    STATIC_REQUIRE(found(std::array{to(5), to(4), open_end}) ==
                   row_fault{catalog_errc::tiers_do_not_increase, 1});
    STATIC_REQUIRE(found(std::array{to(0), open_end}) ==
                   row_fault{catalog_errc::tiers_do_not_increase, 0});
    STATIC_REQUIRE(found(std::array{to(5), open_end, open_end}) ==
                   row_fault{catalog_errc::tier_after_the_open_one, 2});
    STATIC_REQUIRE(found(std::array{open_end, to(5)}) ==
                   row_fault{catalog_errc::tier_after_the_open_one, 1});
    STATIC_REQUIRE(found(std::array{to(5), to(9)}) ==
                   row_fault{catalog_errc::tiers_without_an_open_end, 1});
    STATIC_REQUIRE(!found(std::array{to(5), to(9)}, {.beyond = beyond_tiers::refused}));
    STATIC_REQUIRE(find_tier_fault({}, std::span<const tier>{}) ==
                   row_fault{catalog_errc::no_price, 0});
}

TEST_CASE("rows of a price list are looked at as the steps they state") {
    constexpr std::array rows{charge_price{.step = to(5)}, charge_price{.step = to(3)}};
    STATIC_REQUIRE(find_tier_fault({}, std::span<const charge_price>{rows}) ==
                   row_fault{catalog_errc::tiers_do_not_increase, 1});
}

TEST_CASE("what one step states is looked at with it") {
    constexpr auto one = [](const tier& t, const pricing& how = {}) {
        return found(std::array{to(1), t}, how);
    };
    STATIC_REQUIRE(one({.unit_price = decimal::from("-1").value()}) ==
                   row_fault{catalog_errc::negative_price, 1});
    STATIC_REQUIRE(one({.flat = decimal::from("-1").value()}) ==
                   row_fault{catalog_errc::negative_price, 1});
    STATIC_REQUIRE(one({.package = quantity{}}) == row_fault{catalog_errc::empty_package, 1});
    STATIC_REQUIRE(!one({.package = quantity{1}}));
    STATIC_REQUIRE(found(std::array{tier{.flat = 1_dec}}, {.tiers = tiering::stairstep}) ==
                   std::nullopt);
    STATIC_REQUIRE(found(std::array{open_end}, {.tiers = tiering::stairstep}) ==
                   row_fault{catalog_errc::stairstep_with_a_unit_price, 0});
    STATIC_REQUIRE(found(std::array{open_end}, {.scale = 7}) ==
                   row_fault{core_errc::policy_out_of_range, 0});
    STATIC_REQUIRE(found(std::array{open_end}, {.scale = -1}) ==
                   row_fault{core_errc::policy_out_of_range, 0});
    STATIC_REQUIRE(!found(std::array{open_end}, {.scale = 6}));
}
