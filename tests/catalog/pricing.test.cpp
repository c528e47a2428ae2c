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
constexpr std::optional<row_fault> fault_in(const std::array<tier, N>& tiers,
                                            const pricing& model = {}) {
    return find_tier_fault(model, std::span<const tier>{tiers});
}
constexpr tier to(std::int64_t bound) { return {limit::finite(bound), 1_dec, {}, {}}; }
constexpr tier open_end{.unit_price = 1_dec};

}  // namespace

TEST_CASE("steps with increasing bounds and an open end have no fault") {
    STATIC_REQUIRE(!fault_in(std::array{open_end}));
    STATIC_REQUIRE(!fault_in(std::array{to(1), to(2), open_end}));
}

TEST_CASE("bounds increase, only the last step is open, and a bounded end states what is beyond") {
    STATIC_REQUIRE(fault_in(std::array{to(5), to(5), open_end}) ==
                   row_fault{catalog_errc::tiers_do_not_increase, 1});
    STATIC_REQUIRE(fault_in(std::array{to(5), to(4), open_end}) ==
                   row_fault{catalog_errc::tiers_do_not_increase, 1});
    STATIC_REQUIRE(fault_in(std::array{to(0), open_end}) ==
                   row_fault{catalog_errc::tiers_do_not_increase, 0});
    STATIC_REQUIRE(fault_in(std::array{to(5), open_end, open_end}) ==
                   row_fault{catalog_errc::tier_after_the_open_one, 2});
    STATIC_REQUIRE(fault_in(std::array{open_end, to(5)}) ==
                   row_fault{catalog_errc::tier_after_the_open_one, 1});
    STATIC_REQUIRE(fault_in(std::array{to(5), to(9)}) ==
                   row_fault{catalog_errc::tiers_without_an_open_end, 1});
    STATIC_REQUIRE(!fault_in(std::array{to(5), to(9)}, {.beyond = beyond_tiers::refused}));
    STATIC_REQUIRE(find_tier_fault({}, std::span<const tier>{}) ==
                   row_fault{catalog_errc::no_price, 0});
}

TEST_CASE("rows of a price list are checked like the steps they state") {
    constexpr std::array rows{charge_price{.step = to(5)}, charge_price{.step = to(3)}};
    STATIC_REQUIRE(find_tier_fault({}, std::span<const charge_price>{rows}) ==
                   row_fault{catalog_errc::tiers_do_not_increase, 1});
}

TEST_CASE("prices, packages and scale are checked with the steps") {
    constexpr auto one = [](const tier& t, const pricing& model = {}) {
        return fault_in(std::array{to(1), t}, model);
    };
    STATIC_REQUIRE(one({.unit_price = decimal::from("-1").value()}) ==
                   row_fault{catalog_errc::negative_price, 1});
    STATIC_REQUIRE(one({.flat = decimal::from("-1").value()}) ==
                   row_fault{catalog_errc::negative_price, 1});
    STATIC_REQUIRE(one({.package = quantity{}}) == row_fault{catalog_errc::empty_package, 1});
    STATIC_REQUIRE(!one({.package = quantity{1}}));
    STATIC_REQUIRE(fault_in(std::array{tier{.flat = 1_dec}}, {.tiers = tiering::stairstep}) ==
                   std::nullopt);
    STATIC_REQUIRE(fault_in(std::array{open_end}, {.tiers = tiering::stairstep}) ==
                   row_fault{catalog_errc::stairstep_with_a_unit_price, 0});
    STATIC_REQUIRE(fault_in(std::array{open_end}, {.scale = 7}) ==
                   row_fault{core_errc::policy_out_of_range, 0});
    STATIC_REQUIRE(fault_in(std::array{open_end}, {.scale = -1}) ==
                   row_fault{core_errc::policy_out_of_range, 0});
    STATIC_REQUIRE(!fault_in(std::array{open_end}, {.scale = 6}));
}
