// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_REFERENCE_CATALOG_HPP
#define RATECARD_TESTS_REFERENCE_CATALOG_HPP

#include <cstddef>
#include <string_view>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "catch.hpp"
#include "rebuilt_catalog.hpp"

// The two owners of the reference catalog: the constexpr one, and one built at run time under names.
namespace ratecard_test {

/// Runs a test over both owners of one catalog.
template <class Test>
void both_owners(const ratecard::catalog_view& written, Test&& test) {
    {
        INFO("the catalog written in C++");
        test(written);
    }
    {
        INFO("the catalog built at run time");
        const ratecard::owned_catalog built = rebuilt(written);
        test(built.view());
    }
}
/// Runs a test over both owners of the reference catalog.
template <class Test>
void both_owners(Test&& test) {
    both_owners(ratecard::tencent_chat::catalog.view(), test);
}

}  // namespace ratecard_test

#endif
