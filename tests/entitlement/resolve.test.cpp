// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "application.hpp"
#include "edges.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr catalog_view c = chat::catalog;
constexpr feature_id push = chat::feature::push_to_all;
constexpr feature_id call = chat::feature::call;
constexpr feature_id search = chat::feature::user_status;
constexpr trial_id call_trial = chat::trial::call;

/// The end of the validity of what is resolved at `now`.
instant until(const application& app, instant now) {
    return resolve(examined(c, app.facts()), now).value().valid_until;
}
reason answer_of(const application& app, feature_id f, instant now) {
    return resolve(examined(c, app.facts()), now).value().answers[f.index()].why();
}

std::int64_t up_to_seconds(std::int64_t most) { return *rc::gen::inRange<std::int64_t>(0, most); }

/// Consistent facts of all kinds, and the instants of their events.
struct random_facts {
    application app{};
    std::vector<instant> edges{};

    random_facts() {
        constexpr std::int64_t day = 86'400;
        const bool retired = *rc::gen::inRange(0, 5) == 0;
        if (retired) app.created_at = local(2022, 6, 1);
        const auto sometime = [&] {
            const instant t =
                app.created_at +
                seconds(*rc::gen::inRange<std::int64_t>(0, 500) * day + up_to_seconds(day));
            edges.push_back(t);
            return t;
        };
        instant begins = sometime();
        const int orders = *rc::gen::inRange(0, 6);
        for (int i = 0; i < orders; ++i) {
            const edition_id e = *rc::gen::arbitrary<bool>() ? premium : standard;
            const auto months = *rc::gen::inRange<std::int32_t>(1, 4);
            order o = bought(app.orders.size() + 1, e, months, begins);
            if (*rc::gen::inRange(0, 3) == 0)
                o.placed_at = std::max(app.created_at, begins - seconds(up_to_seconds(20 * day)));
            app.orders.push_back(o);
            instant end = end_of(c, o);
            if (*rc::gen::inRange(0, 4) == 0) {  // refunded while it runs, or before
                const std::int64_t length = (end - o.placed_at).seconds;
                end = o.placed_at + seconds(up_to_seconds(length));
                app.refunds.push_back({o.id, end, {o.id.value}});
                if (end < begins) end = begins;
            }
            edges.push_back(begins);
            edges.push_back(end);
            edges.push_back(end + days(1));
            const int gap = *rc::gen::inRange(0, 4);
            begins = end;
            if (gap == 2) begins = end + seconds(up_to_seconds(3 * day));
            if (gap == 3) begins = end + seconds(up_to_seconds(120 * day));
        }
        for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
            const instant issued = sometime();
            std::optional<instant> paid;
            if (*rc::gen::inRange(0, 3) != 0) paid = issued + seconds(up_to_seconds(4 * day));
            if (paid) edges.push_back(*paid);
            edges.push_back(issued + days(1));
            app.bills.push_back(billed(static_cast<std::uint64_t>(100 + i), issued, paid));
        }
        for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
            app.approvals.push_back({push, sometime(), {static_cast<std::uint64_t>(i)}});
            edges.push_back(edges.back() + days(2));
        }
        if (*rc::gen::arbitrary<bool>()) {
            app.trials.push_back({call_trial, sometime()});
            edges.push_back(edges.back() + days(60));
        }
        for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
            const instant from = sometime();
            const instant to = *rc::gen::arbitrary<bool>()
                                   ? instant::never()
                                   : from + seconds(up_to_seconds(90 * day));
            if (to != instant::never()) edges.push_back(to);
            app.purchases.push_back({*rc::gen::element(search, push, call),
                                     from,
                                     to,
                                     cents(500),
                                     cents(0),
                                     {static_cast<std::uint64_t>(i)}});
        }
        if (retired && *rc::gen::arbitrary<bool>()) app.migrated_at = sometime();
        if (*rc::gen::inRange(0, 8) == 0) app.deleted_at = sometime();
        const attribute_id center = chat::attribute::data_center;
        app.fixed.set(center, *rc::gen::inRange<std::int64_t>(0, 5));
    }

    /// An event, one second before or after one, or any instant.
    [[nodiscard]] instant moment() const {
        const instant t = *rc::gen::arbitrary<bool>()
                              ? edges[*rc::gen::inRange<std::size_t>(0, edges.size())] +
                                    seconds(*rc::gen::inRange(-1, 2))
                              : app.created_at + seconds(up_to_seconds(86'400ll * 700));
        return std::max(t, app.created_at);
    }
};

attributes any_request() {
    attributes request;
    const auto state = [&](chat::attribute a, std::int64_t below) {
        if (*rc::gen::inRange(0, 5) != 0) request.set(a, *rc::gen::inRange<std::int64_t>(0, below));
    };
    state(chat::attribute::platform, 4);
    state(chat::attribute::group_type, 5);
    state(chat::attribute::group_size, 400);
    state(chat::attribute::message_kind, 5);
    if (*rc::gen::inRange(0, 5) != 0)
        request.set(chat::attribute::sdk,
                    *rc::gen::element(version_number{"5.8.1667"}, version_number{"5.8.1668"},
                                      version_number{"2.17.0"}, version_number{"6.1.2155"}));
    return request;
}

}  // namespace

TEST_CASE("a catalog with too many features or quotas for the snapshot is a named error") {
    const application app;
    CHECK(resolve<31, 11>(examined(c, app.facts()), app.created_at));
    CHECK(resolve<30, 11>(examined(c, app.facts()), app.created_at) ==
          core_errc::capacity_exceeded);
    CHECK(resolve<31, 10>(examined(c, app.facts()), app.created_at) ==
          core_errc::capacity_exceeded);
}

TEST_CASE("resolving before the creation is a named error") {
    const application app;
    CHECK(resolve(examined(c, app.facts()), app.created_at - seconds(1)) ==
          account_errc::before_creation);
}

TEST_CASE("a snapshot has the edition, version and limits in force") {
    application app;
    app.created_at = local(2022, 6, 1);
    app.migrated_at = local(2024, 2, 10);
    app.orders = {bought(1, standard, 1, local(2024, 2, 1)),
                  bought(2, premium, 1, local(2024, 3, 1))};
    REQUIRE_FALSE(contradiction_in(c, app.facts()));
    const auto at = [&](instant t) { return resolve(examined(c, app.facts()), t).value(); };
    CHECK(at(local(2024, 1, 31)).edition == developer);
    CHECK(at(local(2024, 2, 1)).edition == standard);
    CHECK(at(local(2024, 2, 9)).version == original_book);
    CHECK(at(local(2024, 2, 10)).version == current_book);
    CHECK(at(local(2024, 3, 1)).edition == premium);
    for (const instant t : {local(2024, 1, 31), local(2024, 2, 1), local(2024, 3, 1)}) {
        const auto s = at(t);
        CHECK(s.valid_from == t);
        CHECK(s.features == c.features.size());
        CHECK(s.quotas == c.quotas.size());
        for (std::uint16_t q = 0; q < s.quotas; ++q)
            CHECK(s.limits[q].limit() == c.at(quota_id{q}, s.edition));
    }
}

TEST_CASE("a snapshot never ends if nothing will change") {
    const application app;
    CHECK(until(app, local(2024, 1, 1)) == instant::never());
}

TEST_CASE("a snapshot is valid until the next event") {
    application app;
    app.orders = {bought(1, premium, 1, local(2024, 2, 1))};
    CHECK(until(app, local(2024, 1, 1)) == local(2024, 2, 1));
    CHECK(until(app, local(2024, 2, 1)) == local(2024, 3, 1));
    CHECK(until(app, local(2024, 3, 1)) == local(2024, 3, 2));   // suspended
    CHECK(until(app, local(2024, 3, 2)) == local(2024, 5, 31));  // day D + 90: reclaimed
    CHECK(until(app, local(2024, 5, 31)) == instant::never());
    CHECK(resolve(examined(c, app.facts()), local(2024, 3, 2))->lifecycle == reason::suspended);
    CHECK(resolve(examined(c, app.facts()), local(2024, 5, 31))->lifecycle == reason::reclaimed);
    app.deleted_at = local(2024, 2, 10);
    CHECK(until(app, local(2024, 2, 1)) == local(2024, 2, 10));
    CHECK(resolve(examined(c, app.facts()), local(2024, 2, 10))->lifecycle == reason::deleted);

    application with_bill;
    with_bill.bills = {billed(1, local(2024, 2, 1), local(2024, 2, 5))};
    CHECK(until(with_bill, local(2024, 2, 1)) == local(2024, 2, 2));
    CHECK(until(with_bill, local(2024, 2, 2)) == local(2024, 2, 5));
    CHECK(until(with_bill, local(2024, 2, 5)) == instant::never());
}

TEST_CASE("an approval, an activation, a trial and a migration end a snapshot") {
    application app;
    app.created_at = local(2022, 6, 1);
    app.approvals = {{push, local(2024, 1, 10)}};
    app.trials = {{call_trial, local(2024, 2, 1)}};
    app.migrated_at = local(2024, 5, 1);
    CHECK(until(app, local(2024, 1, 1)) == local(2024, 1, 10));
    CHECK(until(app, local(2024, 1, 10)) == local(2024, 1, 12));
    CHECK(until(app, local(2024, 1, 12)) == local(2024, 2, 1));
    CHECK(until(app, local(2024, 2, 1)) == local(2024, 4, 1));
    CHECK(until(app, local(2024, 4, 1)) == local(2024, 5, 1));
    CHECK(until(app, local(2024, 5, 1)) == instant::never());
}

TEST_CASE("a feature purchase gives the feature from its begin up to, not including, its end") {
    application app;
    app.orders = {bought(1, standard, 24, local(2024, 1, 1))};
    app.purchases = {{search, local(2024, 2, 1), local(2024, 3, 1), cents(500), cents(0)}};
    REQUIRE_FALSE(contradiction_in(c, app.facts()));
    CHECK(answer_of(app, search, local(2024, 2, 1) - seconds(1)) == reason::not_in_edition);
    CHECK(answer_of(app, search, local(2024, 2, 1)) == reason::allowed);
    CHECK(answer_of(app, search, local(2024, 3, 1) - seconds(1)) == reason::allowed);
    CHECK(answer_of(app, search, local(2024, 3, 1)) == reason::not_in_edition);
    CHECK(until(app, local(2024, 1, 15)) == local(2024, 2, 1));
    CHECK(until(app, local(2024, 2, 15)) == local(2024, 3, 1));
    CHECK(until(app, local(2024, 3, 15)) == local(2026, 1, 1));
    // The purchase gives no other feature.
    CHECK(answer_of(app, push, local(2024, 2, 15)) == reason::not_in_edition);
}

TEST_CASE("the earliest approval that still counts gives the feature") {
    application app;
    app.orders = {bought(1, standard, 1, local(2024, 2, 1)),
                  bought(2, premium, 1, local(2024, 3, 1))};
    app.approvals = {{push, local(2024, 1, 1), {1}},
                     {push, local(2024, 3, 10), {2}},
                     {push, local(2024, 3, 5), {3}}};
    CHECK(answer_of(app, push, local(2024, 3, 4)) == reason::not_applied);
    CHECK(answer_of(app, push, local(2024, 3, 6)) == reason::awaiting_activation);
    CHECK(answer_of(app, push, local(2024, 3, 7)) == reason::allowed);
    CHECK(until(app, local(2024, 3, 6)) == local(2024, 3, 7));
}

TEST_CASE("a plan refunded before it began does not end an approval") {
    application app;
    app.approvals = {{push, local(2024, 1, 1)}};
    order planned = bought(1, standard, 1, local(2024, 2, 1));
    planned.placed_at = local(2024, 1, 10);
    app.orders = {planned};
    app.refunds = {{{1}, local(2024, 1, 20)}};
    REQUIRE_FALSE(contradiction_in(c, app.facts()));
    app.orders.push_back(bought(2, premium, 1, local(2024, 2, 1)));
    REQUIRE_FALSE(contradiction_in(c, app.facts()));
    CHECK(answer_of(app, push, local(2024, 2, 2)) == reason::allowed);
}

TEST_CASE("a trial gives only its own feature") {
    auto builder = builder_of(chat::catalog);
    const auto more = builder.add(trial{"other", days(5), {}}).build().value();
    application app;
    app.trials = {{more.view().find_trial("other").value(), local(2024, 1, 1)}};
    const auto s = resolve(examined(more, app.facts()), local(2024, 1, 2)).value();
    CHECK(s.answers[call.index()].why() == reason::trial_not_activated);
}

TEST_CASE("the answers of a snapshot stay correct while it is valid") {
    law("resolving later within the validity gives the same answers", [] {
        const random_facts facts;
        const subscription s = facts.app.facts();
        RC_ASSERT(!contradiction_in(c, s));
        const instant t = facts.moment();
        const auto early = resolve(examined(c, s), t);
        RC_ASSERT(early.has_value());
        RC_ASSERT(early->valid_from == t);
        RC_ASSERT(t < early->valid_until);

        // Any instant within the validity; its last second and events are drawn more often.
        const instant end = std::min(early->valid_until, t + days(800));
        instant then = t + seconds(up_to_seconds((end - t).seconds));
        if (*rc::gen::inRange(0, 3) == 0) then = end - seconds(1);
        const instant edge = facts.moment();
        if (t <= edge && edge < end) then = edge;
        const auto late = resolve(examined(c, s), then);
        RC_ASSERT(late.has_value());
        RC_ASSERT(early->edition == late->edition);
        RC_ASSERT(early->version == late->version);
        RC_ASSERT(early->lifecycle == late->lifecycle);
        RC_ASSERT(early->answers == late->answers);
        RC_ASSERT(early->ranks == late->ranks);
        RC_ASSERT(early->limits == late->limits);
        const attributes request = any_request();
        for (std::uint16_t f = 0; f < early->features; ++f)
            RC_ASSERT(at(c.condition_rows(), *early, then).check(feature_id{f}, request) ==
                      at(c.condition_rows(), *late, then).check(feature_id{f}, request));
    });
}

TEST_CASE("a snapshot never answers outside its validity") {
    law("before and after its validity, every answer is stale", [] {
        const random_facts facts;
        const auto s = resolve(examined(c, facts.app.facts()), facts.moment()).value();
        const instant now = facts.moment();
        const attributes request = any_request();
        const bool inside = s.valid_from <= now && now < s.valid_until;
        for (std::uint16_t f = 0; f < s.features; ++f) {
            const auto answer = at(c.condition_rows(), s, now).check(feature_id{f}, request);
            RC_ASSERT((answer.why() == reason::stale) == !inside);
        }
    });
}

TEST_CASE("a request cannot set a fixed attribute, even if the subscription has no value for it") {
    both_owners([](const catalog_view& view) {
        const attribute_id center = view.find_attribute("data_center").value();
        const attribute_id platform = view.find_attribute("platform").value();
        const attribute_id sdk = view.find_attribute("sdk").value();
        const feature_id community = view.find_feature("community").value();
        attributes request;
        request.set(center, view.find_value(center, "china").value())
            .set(platform, view.find_value(platform, "web").value())
            .set(sdk, version_number{"2.17.0"});
        const instant now{1'710'000'000};
        subscription unknown{.created_at = now};
        subscription known = unknown;
        known.fixed.set(center, view.find_value(center, "singapore").value());
        const auto answer = [&](const subscription& s) {
            const auto resolved = resolve(examined(view, s), now).value();
            return at(view.condition_rows(), resolved, now).check(community, request).why();
        };
        CHECK(answer(unknown) == refused_by(center));
        CHECK(answer(known) == reason::allowed);
    });
}

TEST_CASE("the catalog sets which features stay in grace and while suspended") {
    // The reference catalog, but search is kept while suspended, and push ends with the plan.
    std::vector<feature> features(c.features.begin(), c.features.end());
    features[search.index()].stays_suspended = true;
    features[push.index()].stays_in_grace = false;
    catalog_view staying = c;
    staying.features = features;
    application app;
    app.orders = {bought(1, premium, 1, local(2024, 3, 1))};
    app.approvals = {{push, local(2024, 3, 2), {1}}};
    const subscription s = app.facts();
    const auto answer = [&](feature_id f, instant now) {
        const auto resolved = resolve(examined(staying, s), now).value();
        return at(staying.condition_rows(), resolved, now).check(f).why();
    };
    const instant over = local(2024, 4, 1), later = local(2024, 4, 2);
    CHECK(answer(push, over - seconds(1)) == reason::allowed);
    CHECK(answer(push, over) == reason::suspended);
    CHECK(answer(search, over) == reason::allowed);
    CHECK(answer(search, later) == reason::allowed);
    CHECK(answer(call, later) == reason::suspended);
    CHECK(answer(push, later) == reason::suspended);
    // No feature is kept after reclaiming, or while suspended in the unchanged catalog.
    CHECK(answer(search, local(2024, 7, 1)) == reason::reclaimed);
    CHECK(resolve(examined(staying, s), later)->lifecycle == reason::allowed);
    CHECK(resolve(examined(c, s), later)->lifecycle == reason::suspended);
}

TEST_CASE("a snapshot ends with a price-book version, or when a version that applies begins") {
    std::vector<price_version> versions(c.versions.begin(), c.versions.end());
    offering o = *c.offering;
    catalog_view dated = c;
    dated.versions = versions;
    dated.offering = &o;
    application app;
    app.created_at = local(2022, 1, 1);
    const auto ends = [&] {
        return resolve(examined(dated, app.facts()), local(2022, 2, 1)).value().valid_until;
    };
    CHECK(ends() == instant::never());
    o.prices = grandfathering::by_order;
    CHECK(ends() == local(2022, 12, 26));
    o.prices = grandfathering::by_creation;
    versions[0].ends_at = local(2023, 7, 1);
    CHECK(ends() == local(2023, 7, 1));
    CHECK(resolve(examined(dated, app.facts()), local(2023, 7, 1))->version == version_id{1});
}
