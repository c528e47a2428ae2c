// SPDX-License-Identifier: MIT
#include <ratecard/catalog/builder.hpp>

#include "catch.hpp"
#include "refused/small_catalog.hpp"

using namespace ratecard;

namespace {
constexpr auto built = small::tables{}.compiled();
constexpr catalog_view c = built;
constexpr feature_id writing{0}, calling{1};
}  // namespace

TEST_CASE("a feature has its stated value in an edition, or none") {
    STATIC_REQUIRE(c.value_of(writing, small::basic) == feature_value::option(0));
    STATIC_REQUIRE(c.value_of(writing, small::pro) == feature_value::option(1));
    STATIC_REQUIRE(c.value_of(calling, small::pro) == std::nullopt);
}

TEST_CASE("options and texts are numbered by their place") {
    STATIC_REQUIRE(c.options_of(writing) == 2);
    STATIC_REQUIRE(c.options_of(calling) == 0);
    STATIC_REQUIRE(c.find_option(writing, "rich") == std::uint8_t{1});
    STATIC_REQUIRE(c.find_option(calling, "rich") == catalog_errc::unknown_value);
    STATIC_REQUIRE(c[text_id{0}].text == name{"small"});
}

TEST_CASE("a feature can have a value of its kind whose options or text exist") {
    STATIC_REQUIRE(c.can_be(writing, feature_value::option(1)));
    STATIC_REQUIRE_FALSE(c.can_be(writing, feature_value::option(2)));
    STATIC_REQUIRE_FALSE(c.can_be(writing, feature_value::options({1})));
    STATIC_REQUIRE(c.can_be(calling, feature_value{}));
    STATIC_REQUIRE_FALSE(c.can_be(calling, feature_value::integer(0)));
    STATIC_REQUIRE_FALSE(c.can_be(feature_id{2}, feature_value{}));
    catalog_builder b{c};
    b.add(feature{.key = "export", .kind = value_kind::options},
          {availability::absent, availability::absent});
    b.add(feature{.key = "model", .kind = value_kind::text},
          {availability::absent, availability::absent});
    b.add_option("export", "csv").add_option("export", "pdf");
    const auto more = b.build().value();
    CHECK(more.view().can_be({2}, feature_value::options({0b11})));
    CHECK_FALSE(more.view().can_be({2}, feature_value::options({0b100})));
    CHECK(more.view().can_be({3}, feature_value::text({0})));
    CHECK_FALSE(more.view().can_be({3}, feature_value::text({1})));
}
