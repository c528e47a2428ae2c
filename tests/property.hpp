// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_PROPERTY_HPP
#define RATECARD_TESTS_PROPERTY_HPP

#include <string>
#include <utility>

#include <rapidcheck.h>

#include "catch.hpp"

namespace ratecard_test {

/// A law: `property` holds for all arguments, which rapidcheck generates from their types or the
/// property draws with `*rc::gen::...`; it asserts with RC_ASSERT and narrows with RC_PRE.
/// A counterexample is shrunk and printed with the RC_PARAMS that lead to it again.
///
///     TEST_CASE("allocation") {
///         law("the parts add up to the whole", [](std::int64_t whole) { RC_ASSERT(...); });
///     }
template <typename Property>
void law(const std::string& sentence, Property&& property) {
    INFO("law: " << sentence);
    CHECK(rc::check(sentence, std::forward<Property>(property)));
}

}  // namespace ratecard_test

#endif
