// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/entitlement/by_name.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {
constexpr catalog_view chat_view = tencent_chat::catalog;
constexpr auto chat_names = *feature_names<31>::of(chat_view);

/// A catalog of features with these names.
owned_catalog named(const std::vector<std::string>& keys) {
    catalog_builder b{offering{.product = "any", .unit = usd}};
    b.add(edition{"free"}).add(price_version{"first", instant{0}, {}});
    for (const std::string& key : keys) b.add(feature{*name::from(key)}, {availability::included});
    b.change("", "", change_kind::forbidden);
    return b.build().value();
}
}  // namespace

TEST_CASE("a feature is found by its name, with the same result as in the catalog") {
    for (std::uint16_t f = 0; f < chat_view.features.size(); ++f) {
        const std::string key{chat_view.features[f].key.view()};
        CHECK(chat_names.find(key) == feature_id{f});
        for (std::size_t n = 0; n < key.size(); ++n)
            CHECK(chat_names.find(key.substr(0, n)) == chat_view.find_feature(key.substr(0, n)));
        CHECK(chat_names.find(key + "x") == catalog_errc::unknown_feature);
    }
    STATIC_REQUIRE(chat_names.find("") == catalog_errc::unknown_feature);
    STATIC_REQUIRE(chat_names.find("community") == tencent_chat::feature::community);
}

TEST_CASE("a catalog with too many features for the table is a named error") {
    STATIC_REQUIRE_FALSE(feature_names<30>::of(chat_view).has_value());
    CHECK(feature_names<30>::of(chat_view).error() == core_errc::capacity_exceeded);
}

TEST_CASE("names that differ in one byte give different features") {
    law("for any length and any position of the byte", [] {
        const auto size = *rc::gen::inRange<std::size_t>(1, name::max_size + 1);
        std::string key(size, 'a');
        for (char& letter : key) letter = *rc::gen::element('a', 'b', 'z', '_');
        std::string other = key;
        other[*rc::gen::inRange<std::size_t>(0, size)] = '9';
        const auto built = named({other});
        const auto names = feature_names<1>::of(built.view()).value();
        RC_ASSERT(names.find(other) == feature_id{0});
        RC_ASSERT(names.find(key) == catalog_errc::unknown_feature);
        RC_ASSERT(names.find(key + std::string(60, 'a')) == catalog_errc::unknown_feature);
    });
}

TEST_CASE("a name with one byte changed is not found, at any length and position") {
    for (std::size_t size = 1; size <= name::max_size; ++size) {
        const std::string key(size, 'a');
        const auto built = named({key});
        const auto names = feature_names<1>::of(built.view()).value();
        std::size_t mistaken = 0;
        for (std::size_t place = 0; place < size; ++place)
            for (char letter = 'b'; letter <= 'z'; ++letter) {
                std::string other = key;
                other[place] = letter;
                mistaken += names.find(other) == catalog_errc::unknown_feature ? 0u : 1u;
            }
        CHECK(mistaken == 0);
        CHECK(names.find(key) == feature_id{0});
    }
}

TEST_CASE("a name with bytes added or removed is not found") {
    for (std::size_t size = 1; size <= name::max_size; ++size) {
        const auto built = named({std::string(size, 'a')});
        const auto names = feature_names<1>::of(built.view()).value();
        for (std::size_t other = 0; other <= 100; ++other)
            CHECK(names.find(std::string(other, 'a')).has_value() == (other == size));
    }
}

TEST_CASE("names that differ only in the middle have the same hash, and each is found") {
    for (std::size_t size = 33; size <= name::max_size; ++size) {
        // The first and the last 16 bytes of all keys are the same.
        std::vector<std::string> keys;
        for (std::size_t place = 16; place < size - 16; ++place)
            for (const char letter : {'b', 'c', 'd', 'e'}) {
                keys.emplace_back(size, 'a');
                keys.back()[place] = letter;
            }
        const detail::name_words first{keys[0]};
        const auto built = named(keys);
        const auto names = feature_names<64>::of(built.view()).value();
        for (std::uint16_t f = 0; f < keys.size(); ++f) {
            REQUIRE(detail::name_words{keys[f]}.hash() == first.hash());
            CHECK(names.find(keys[f]) == feature_id{f});
            keys[f][20] = 'z';
            if (size > 36) CHECK(names.find(keys[f]) == catalog_errc::unknown_feature);
        }
        CHECK(names.find(std::string(size, 'a')) == catalog_errc::unknown_feature);
    }
}
