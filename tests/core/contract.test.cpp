// SPDX-License-Identifier: MIT
#include <type_traits>

#include <ratecard/core/contract.hpp>

#include "catch.hpp"

namespace {

template <auto Call>
concept a_constant = requires {
    typename std::bool_constant<(Call(), true)>;
};

constexpr void harmless() noexcept {}
namespace rules = ratecard::detail;

}  // namespace

// That they end the program is what tests/terminates shows, each by its name.
TEST_CASE(
    "a violated precondition is never a constant, so the compiler stops and prints its name") {
    STATIC_REQUIRE(a_constant<harmless>);
    STATIC_REQUIRE(!a_constant<rules::result_must_hold_a_value>);
    STATIC_REQUIRE(!a_constant<rules::money_must_not_be_int64_min>);
    STATIC_REQUIRE(!a_constant<rules::quantity_must_be_within_0_and_10_to_the_15>);
    STATIC_REQUIRE(!a_constant<rules::ratio_must_have_a_positive_denominator>);
    STATIC_REQUIRE(!a_constant<rules::period_must_end_after_it_starts>);
    STATIC_REQUIRE(!a_constant<rules::id_must_be_of_this_catalog>);
}

TEST_CASE("a violated precondition does not throw") {
    STATIC_REQUIRE(noexcept(rules::result_must_hold_a_value()));
    STATIC_REQUIRE(noexcept(rules::money_must_not_be_int64_min()));
    STATIC_REQUIRE(noexcept(rules::id_must_be_of_this_catalog()));
}
