// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/entitlement/by_name.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {
constexpr catalog_view chat_view = tencent_chat::catalog;
constexpr auto chat_names = *feature_names<31>::of(chat_view);
}  // namespace

TEST_CASE("a feature is found by its name, as the catalog finds it") {
    for (std::uint16_t f = 0; f < chat_view.features.size(); ++f) {
        const std::string key{chat_view.features[f].key.view()};
        CHECK(chat_names.find(key) == feature_id{f});
        for (std::size_t n = 0; n < key.size(); ++n)
            CHECK(chat_names.find(key.substr(0, n)) == chat_view.find_feature(key.substr(0, n)));
        CHECK(chat_names.find(key + "x") == errc::unknown_feature);
    }
    STATIC_REQUIRE(chat_names.find("") == errc::unknown_feature);
    STATIC_REQUIRE(chat_names.find("community") ==
                   tencent_chat::catalog.id(tencent_chat::feature::community));
}

TEST_CASE("a catalog with more features than there is room is a named error") {
    STATIC_REQUIRE_FALSE(feature_names<30>::of(chat_view).has_value());
    CHECK(feature_names<30>::of(chat_view).error() == errc::too_small);
}

TEST_CASE("names that differ in one byte are told apart") {
    law("whatever their length, and wherever it is", [] {
        const auto size = *rc::gen::inRange<std::size_t>(1, name::max_size + 1);
        std::string key(size, 'a');
        for (char& letter : key) letter = *rc::gen::element('a', 'b', 'z', '_');
        std::string other = key;
        other[*rc::gen::inRange<std::size_t>(0, size)] = '9';
        catalog_builder b{offering{.product = "any", .unit = usd}};
        b.add(edition{"free"}).add(price_version{"first", instant{0}, {}});
        b.add(feature{*name::from(other)}, {availability::included});
        b.change("", "", change_kind::forbidden);
        const auto built = b.build().value();
        const auto names = feature_names<1>::of(built.view()).value();
        RC_ASSERT(names.find(other) == feature_id{0});
        RC_ASSERT(names.find(key) == errc::unknown_feature);
        RC_ASSERT(names.find(key + std::string(60, 'a')) == errc::unknown_feature);
    });
}
