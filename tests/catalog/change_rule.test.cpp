// SPDX-License-Identifier: MIT
#include <array>
#include <optional>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/catalog/change_rule.hpp>
#include <ratecard/catalog/view.hpp>

#include "catch.hpp"

using namespace ratecard;

TEST_CASE("a change rule by default forbids the change, and keeps periods, grants and add-ons") {
    STATIC_REQUIRE(change_rule{}.kind == change_kind::forbidden);
    STATIC_REQUIRE(change_rule{}.alignment == change_alignment::keep);
    STATIC_REQUIRE(change_rule{}.included == included_units::used_up);
    STATIC_REQUIRE(change_rule{}.grants == on_change::kept);
    STATIC_REQUIRE(change_rule{}.add_ons == on_change::kept);
    STATIC_REQUIRE(change_kind{} == change_kind::forbidden);
}

TEST_CASE(
    "a rule with a direction wins over the same rule without, but not over a more specific one") {
    constexpr edition_id a{0}, b{1};
    constexpr auto up = change_direction::upgrade, down = change_direction::downgrade;
    // From the least to the most specific rule.
    const std::vector<change_rule> rules{{},
                                         {.direction = up},
                                         {.from = a},
                                         {.from = a, .direction = up},
                                         {.to = b},
                                         {.to = b, .direction = up},
                                         {.from = a, .to = b},
                                         {.from = a, .to = b, .direction = up}};
    int tried = 0;
    for (unsigned choice = 2; choice < 512; ++choice) {
        const unsigned chosen = choice / 2;
        const bool backwards = choice % 2 == 1;
        std::vector<change_rule> some;
        const change_rule* expected = nullptr;
        for (unsigned i = 0; i < rules.size(); ++i)
            if ((chosen >> i & 1u) != 0) {
                some.insert(backwards ? some.begin() : some.end(), rules[i]);
                expected = &rules[i];
            }
        catalog_view c;
        c.changes = some;
        if (!(c.change(a, b) == *expected)) FAIL("rules " << chosen);
        if (!(c.change(a, b, up) == *expected)) FAIL("rules " << chosen);
        // In the other direction, rules with a direction do not apply.
        const change_rule other = c.change(a, b, down);
        if (other.direction) FAIL("a rule of another direction, of " << chosen);
        ++tried;
    }
    REQUIRE(tried == 510);
}

TEST_CASE("the order of the editions gives the direction, unless the caller passes one") {
    STATIC_REQUIRE(catalog_view::direction_of({0}, {1}) == change_direction::upgrade);
    STATIC_REQUIRE(catalog_view::direction_of({2}, {1}) == change_direction::downgrade);
    STATIC_REQUIRE(catalog_view::direction_of({1}, {1}) == change_direction::lateral);
}

TEST_CASE("two rules for the same changes are a fault, and so is a default rule with a direction") {
    const auto fault_of = [](const std::vector<change_rule>& rules) {
        catalog_builder b{offering{.product = "shop"}};
        b.add(edition{"free"}).add(edition{"sold"}).add(price_version{.key = "only"});
        for (const change_rule& r : rules) b.change("", "", r);
        const auto built = b.build();
        return built ? errc{} : built.error().code;
    };
    CHECK(fault_of({{}}) == errc{});
    CHECK(fault_of({{}, {.direction = change_direction::upgrade}}) == errc{});
    CHECK(fault_of({{.direction = change_direction::upgrade}}) ==
          catalog_errc::upgrade_rules_without_a_default);
    CHECK(fault_of({{}, {}}) == catalog_errc::duplicate_value);
    CHECK(fault_of({{},
                    {.direction = change_direction::upgrade},
                    {.direction = change_direction::upgrade}}) == catalog_errc::duplicate_value);
    CHECK(fault_of({{.divided = {.basis = proration_basis::usage_share}}}) ==
          core_errc::policy_out_of_range);
    CHECK(fault_of({{.divided = {.whole = proration_whole::order}}}) ==
          core_errc::policy_out_of_range);
    CHECK(fault_of({{.divided = {.month_days = 0}}}) == core_errc::policy_out_of_range);
}
