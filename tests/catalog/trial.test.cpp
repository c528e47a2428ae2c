// SPDX-License-Identifier: MIT
#include <ratecard/catalog/builder.hpp>
#include <ratecard/catalog/product.hpp>

#include "catch.hpp"
#include "refused/small_catalog.hpp"

using namespace ratecard;

TEST_CASE("a trial by default has zero length and enables no other service") {
    STATIC_REQUIRE(trial{.key = "call", .length = days(60)}.activates.empty());
    STATIC_REQUIRE(trial{.key = "call"}.length == seconds(0));
    STATIC_REQUIRE(!trial{}.gives);
    STATIC_REQUIRE(!trial{}.lasts);
    STATIC_REQUIRE(trial{}.once == once_for::subscription);
}

TEST_CASE("a trial lasts seconds, or civil days or months, and may give an edition") {
    constexpr auto with = [](duration length, std::optional<cadence> lasts) {
        const auto found = small::spoiled([=](small::tables& t) {
                               t.trials[0].what.length = length;
                               t.trials[0].what.lasts = lasts;
                           }).find_fault();
        return found ? found->code : errc{};
    };
    STATIC_REQUIRE(with(days(14), {}) == errc{});
    STATIC_REQUIRE(with({}, monthly) == errc{});
    STATIC_REQUIRE(with({}, cadence{calendar_unit::day, 14}) == errc{});
    STATIC_REQUIRE(with({}, {}) == catalog_errc::trial_without_a_length);
    STATIC_REQUIRE(with(days(14), monthly) == catalog_errc::trial_with_two_lengths);
    STATIC_REQUIRE(with(seconds(-1), monthly) == catalog_errc::trial_with_two_lengths);
    STATIC_REQUIRE(with({}, hourly) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(with({}, cadence{calendar_unit::month, 1'201}) ==
                   core_errc::policy_out_of_range);
    STATIC_REQUIRE(small::spoiled([](small::tables& t) {
                       t.trials[0].what.gives = small::nowhere<edition_id>;
                   }).find_fault() ==
                   fault{catalog_errc::unknown_edition, entity::trial, 0, "call", {}});
}

TEST_CASE("the builder lets a trial give an edition, by name") {
    catalog_builder b{small::tables{}.compiled()};
    b.add(trial{.key = "pro", .lasts = monthly, .once = once_for::customer})
        .gives_edition("pro", "pro");
    const auto built = b.build();
    REQUIRE(built);
    CHECK(built->view()[built->view().find_trial("pro").value()].gives == small::pro);
    CHECK(catalog_builder{b}.gives_edition("pro", "gold").build().error().code ==
          catalog_errc::unknown_edition);
    CHECK(catalog_builder{b}.gives_edition("team", "pro").build().error().code ==
          catalog_errc::unknown_trial);
}
