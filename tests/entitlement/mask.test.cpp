// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>

#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/resolve.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {
constexpr catalog_view c = chat::catalog;
}  // namespace

TEST_CASE("a mask has exactly the features that a check allows") {
    law("for any edition, instant and platform", [] {
        application a;
        a.orders = {bought(1, *rc::gen::element(standard, premium), 1, local(2024, 2, 1))};
        const instant now = local(2024, 1, 20) + days(*rc::gen::inRange(0, 60));
        const auto s = resolve<40, 11>(examined(c, a.facts()), now).value();
        attributes request;
        if (*rc::gen::arbitrary<bool>())
            request.set(chat::attribute::platform, *rc::gen::inRange(0, 4));
        const instant then = now + days(*rc::gen::inRange(0, 20));
        const auto mask = at(c.condition_rows(), s, then).mask(request);
        std::size_t allowed = 0;
        for (std::uint16_t f = 0; f < 70; ++f) {
            const bool may =
                at(c.condition_rows(), s, then).check(feature_id{f}, request).allowed();
            RC_ASSERT(mask.contains(feature_id{f}) == may);
            allowed += may ? 1u : 0u;
        }
        RC_ASSERT(mask.count() == allowed);
    });
}

namespace {

/// Whether a mask with every bit set contains its features, and none after them.
template <std::size_t Features>
constexpr bool ends_where_it_should() {
    feature_mask<Features> full;
    for (std::uint64_t& word : full.words) word = ~std::uint64_t{};
    for (std::uint16_t f = 0; f < 300; ++f)
        if (full.contains(feature_id{f}) != (f < Features)) return false;
    return !full.contains(feature_id{0xffff});
}

}  // namespace

TEST_CASE("a mask contains no feature at or above its bound, whatever its bits are") {
    STATIC_REQUIRE(ends_where_it_should<1>());
    STATIC_REQUIRE(ends_where_it_should<40>());
    STATIC_REQUIRE(ends_where_it_should<63>());
    STATIC_REQUIRE(ends_where_it_should<64>());
    STATIC_REQUIRE(ends_where_it_should<65>());
    STATIC_REQUIRE(ends_where_it_should<128>());
}

TEST_CASE("a stale snapshot allows no feature") {
    STATIC_REQUIRE(gate<snapshot<64, 11>>{}.mask() == feature_mask<64>{});
    STATIC_REQUIRE(feature_mask<65>{}.words.size() == 2);
}
