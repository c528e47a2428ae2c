// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <type_traits>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/quota/decide.hpp>

#include "allocations.hpp"
#include "edges.hpp"
#include "examined.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

// By hand: feature 0 has no condition, feature 1 has two, feature 2 none.
constexpr attribute_id place{0}, size{1};
constexpr condition conditions[] = {
    {.attribute = place, .test = test::none_of, .set = {0b10}, .rank = 40},
    {.attribute = size, .test = test::at_most, .bound = 200, .rank = 50},
};
constexpr std::uint16_t ends[] = {0, 2, 2};
constexpr condition_table rows{conditions, ends, 3};

using small = snapshot<4, 2>;
// The catalog's order: not in edition, ..., the conditions' 40, over 45, 50.
constexpr small allowing_all = [] {
    small s{.valid_from = instant{10}, .valid_until = instant{20}, .features = 3, .quotas = 0};
    s.ranks = {1, 2, 3, 4, 45};
    s.answers = {feature_answer{reason::allowed}, feature_answer{reason::allowed, true},
                 feature_answer{reason::allowed}, feature_answer{}};
    return s;
}();
constexpr small refusing(feature_id f, feature_answer answer) {
    small s = allowing_all;
    s.answers[f.index()] = answer;
    return s;
}
constexpr small suspended_one = [] {
    small s = allowing_all;
    s.lifecycle = reason::suspended;
    for (std::size_t f = 0; f < 3; ++f) s.answers[f] = feature_answer{reason::suspended};
    return s;
}();
constexpr small early_refusal = refusing({1}, feature_answer{reason::not_in_edition});
constexpr small late_refusal = refusing({1}, feature_answer{reason::trial_over, true});

constexpr attributes asked(std::int64_t where, std::int64_t members) {
    return attributes{}.set(place, where).set(size, members);
}
constexpr reason reason_of(const small& s, feature_id f, const attributes& request) {
    return at(rows, s, s.valid_from).check(f, request).why();
}

}  // namespace

TEST_CASE("a feature is allowed if nothing refuses it") {
    STATIC_REQUIRE(reason_of(allowing_all, {0}, {}) == reason::allowed);
    STATIC_REQUIRE(reason_of(allowing_all, {1}, asked(0, 200)) == reason::allowed);
    STATIC_REQUIRE(reason_of(allowing_all, {2}, asked(1, 9'999)) == reason::allowed);
}

TEST_CASE("only the conditions of the feature itself are tested") {
    STATIC_REQUIRE(reason_of(allowing_all, {1}, asked(1, 200)) == refused_by(place));
    STATIC_REQUIRE(reason_of(allowing_all, {0}, asked(1, 201)) == reason::allowed);
    STATIC_REQUIRE(reason_of(allowing_all, {2}, asked(1, 201)) == reason::allowed);
}

TEST_CASE("the reason with the lowest rank is named, whether it is a condition or not") {
    STATIC_REQUIRE(reason_of(allowing_all, {1}, asked(1, 201)) == refused_by(place));
    STATIC_REQUIRE(reason_of(allowing_all, {1}, asked(0, 201)) == refused_by(size));
    STATIC_REQUIRE(reason_of(early_refusal, {1}, asked(1, 201)) == reason::not_in_edition);
    // The snapshot's own refusal ranks between the two conditions.
    STATIC_REQUIRE(reason_of(late_refusal, {1}, asked(1, 201)) == refused_by(place));
    STATIC_REQUIRE(reason_of(late_refusal, {1}, asked(0, 201)) == reason::trial_over);
    STATIC_REQUIRE(reason_of(late_refusal, {1}, asked(0, 200)) == reason::trial_over);
}

TEST_CASE("an attribute missing from the request fails every condition") {
    STATIC_REQUIRE(reason_of(allowing_all, {1}, {}) == refused_by(place));
    STATIC_REQUIRE(reason_of(allowing_all, {1}, attributes{}.set(place, 0)) == refused_by(size));
    STATIC_REQUIRE(reason_of(allowing_all, {1}, attributes{}.set(size, 3)) == refused_by(place));
}

TEST_CASE("a value fixed by the subscription overrides the request's") {
    constexpr small fixed_one = [] {
        small s = allowing_all;
        s.fixed = *few_attributes<4>::from(attributes{}.set(place, 1));
        return s;
    }();
    STATIC_REQUIRE(reason_of(fixed_one, {1}, asked(0, 1)) == refused_by(place));
    STATIC_REQUIRE(reason_of(fixed_one, {1}, attributes{}.set(size, 1)) == refused_by(place));
}

TEST_CASE("an unknown feature is refused as unknown before any other reason") {
    STATIC_REQUIRE(reason_of(allowing_all, {3}, {}) == reason::unknown_feature);
    STATIC_REQUIRE(reason_of(suspended_one, {3}, {}) == reason::unknown_feature);
    STATIC_REQUIRE(gate<small>{}.check(feature_id{3}).why() == reason::unknown_feature);
    STATIC_REQUIRE(gate<small>{}.check(feature_id{4}).why() == reason::unknown_feature);
    STATIC_REQUIRE(reason_of(allowing_all, {4}, {}) == reason::unknown_feature);
    STATIC_REQUIRE(reason_of(allowing_all, {65'535}, {}) == reason::unknown_feature);
    // If the table has fewer features than the snapshot, features with conditions are not allowed.
    STATIC_REQUIRE(
        at(condition_table{}, allowing_all, allowing_all.valid_from).check(feature_id{1}).why() ==
        reason::unknown_feature);
}

TEST_CASE("outside its validity, a snapshot refuses as stale") {
    for (const std::int64_t now : {-100, 9, 20, 21, 1'000'000})
        for (std::uint16_t f = 0; f < 3; ++f) {
            CHECK(at(rows, allowing_all, instant{now}).check(feature_id{f}, asked(0, 1)).why() ==
                  reason::stale);
            CHECK(at(rows, suspended_one, instant{now}).check(feature_id{f}, asked(0, 1)).why() ==
                  reason::stale);
        }
    CHECK(at(rows, allowing_all, instant{19}).check(feature_id{0}).allowed());
}

TEST_CASE("the lifecycle refuses before editions and conditions") {
    STATIC_REQUIRE(reason_of(suspended_one, {0}, {}) == reason::suspended);
    STATIC_REQUIRE(reason_of(suspended_one, {1}, asked(1, 201)) == reason::suspended);
}

TEST_CASE("a check and a decision do not allocate or throw") {
    STATIC_REQUIRE(noexcept(at(rows, allowing_all, instant{}).check(feature_id{}, attributes{})));
    STATIC_REQUIRE(
        noexcept(at(rows, allowing_all, instant{}).decide(quota_id{}, quota_state{}, quantity{})));
    const std::size_t before = allocations;
    unsigned allowed = 0;
    quota_state state;
    for (std::int64_t i = 0; i < 10'000; ++i) {
        const attributes request = asked(i % 3, i % 400);
        const auto f = static_cast<std::uint16_t>(i % 4);
        allowed += at(rows, allowing_all, instant{i % 30}).check(feature_id{f}, request).allowed()
                       ? 1u
                       : 0u;
        const auto d = decide(state, hard(100), standing_window, quantity{1}, instant{i});
        state = i % 5 == 0 ? release(d.next, d.taken, standing_window).next : d.next;
    }
    const std::size_t after = allocations;
    CHECK(after == before);
    CHECK(allowed > 0);
    CHECK(an_allocation_is_counted());
}

TEST_CASE("a check names the first failing reason in the catalog's order, for any order") {
    // A feature on application with conditions on a fixed attribute, two enumerated attributes, a
    // count, and a version that is tested only for some values of another attribute.
    law("compared with each reason tested alone", [] {
        std::mt19937 chance{static_cast<unsigned>(*rc::gen::inRange(0, 1'000'000'000))};
        const auto below = [&](std::uint32_t n) { return static_cast<std::int64_t>(chance() % n); };
        constexpr attribute_id a_place{0}, a_device{1}, a_type{2}, a_size{3}, a_version{4};
        std::vector<reason> order{reason::not_in_edition,      reason::not_applied,
                                  reason::awaiting_activation, reason::trial_not_activated,
                                  reason::trial_over,          refused_by(a_place),
                                  refused_by(a_device),        refused_by(a_type),
                                  refused_by(a_size),          refused_by(a_version)};
        std::shuffle(order.begin(), order.end(), chance);
        catalog_builder b{offering{.product = "any", .unit = usd}};
        b.add(edition{"free"})
            .add(edition{"paid"})
            .add(price_version{"first", instant{-1'000'000}, {}});
        b.add(feature{"f", seconds(50)}, {availability::on_application, availability::absent});
        for (const attribute& a : {attribute{"place", attribute_kind::enumerated, true, "r0"},
                                   attribute{"device", attribute_kind::enumerated, false, "r1"},
                                   attribute{"type", attribute_kind::enumerated, false, "r2"},
                                   attribute{"size", attribute_kind::count, false, "r3"},
                                   attribute{"version", attribute_kind::version, false, "r4"}})
            b.add(a);
        for (const char* const of : {"place", "device", "type"})
            b.add_value(of, name{"v0"}).add_value(of, name{"v1"}).add_value(of, name{"v2"});
        std::array<condition, 5> musts{
            condition{.attribute = a_place, .test = test::none_of, .set = {1u + chance() % 7}},
            condition{.attribute = a_device, .test = test::one_of, .set = {1u + chance() % 7}},
            condition{.attribute = a_type, .test = test::one_of, .set = {1u + chance() % 7}},
            condition{.attribute = a_size, .test = test::at_most, .bound = below(4)},
            condition{.attribute = a_version,
                      .test = test::at_least,
                      .bound = below(4),
                      .where = a_device,
                      .where_set = {chance() % 8}}};
        std::shuffle(musts.begin(), musts.end(), chance);
        for (const condition& must : musts) b.require("f", must);
        b.change("", "", change_kind::forbidden).order(order);
        const auto built = b.build();
        RC_ASSERT(built.has_value());
        const catalog_view c = built->view();

        attributes fixed, request;
        fixed.set(a_place, below(3));
        for (const attribute_id a : {a_device, a_type, a_size, a_version})
            if (below(5) != 0) request.set(a, below(a == a_size || a == a_version ? 5 : 3));
        std::vector<approval> approvals;
        if (below(4) != 0) approvals.push_back({feature_id{0}, instant{below(100)}});
        const subscription s{.created_at = instant{-10}, .fixed = fixed, .approvals = approvals};
        const instant now{below(200)};

        const auto fails = [&](reason why) {
            if (why == reason::not_applied)
                return approvals.empty() || now < approvals[0].approved_at;
            if (why == reason::awaiting_activation)
                return !approvals.empty() && approvals[0].approved_at <= now &&
                       now < approvals[0].approved_at + seconds(50);
            const auto attribute = attribute_of(why);
            if (!attribute) return false;
            const attributes& stated = *attribute == a_place ? fixed : request;
            for (const condition& must : musts) {
                if (must.attribute != *attribute) continue;
                if (must.where_set.bits != 0) {
                    if (!request.has(a_device)) return true;
                    if (((must.where_set.bits >> request.value(a_device)) & 1u) == 0) return false;
                }
                if (!stated.has(*attribute)) return true;
                const auto value = stated.value(*attribute);
                switch (must.test) {
                    case test::one_of: return ((must.set.bits >> value) & 1u) == 0;
                    case test::none_of: return ((must.set.bits >> value) & 1u) != 0;
                    case test::at_least: return value < must.bound;
                    case test::at_most: return value > must.bound;
                }
            }
            return false;
        };
        const auto first = std::find_if(order.begin(), order.end(), fails);
        const reason expected = first == order.end() ? reason::allowed : *first;
        const auto snapshot = resolve<1, 0>(examined(c, s), now);
        RC_ASSERT(snapshot.has_value());
        RC_ASSERT(at(c.condition_rows(), *snapshot, now).check(feature_id{0}, request).why() ==
                  expected);
    });
}
