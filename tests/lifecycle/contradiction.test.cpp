// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/billing/purchase.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/billing/renewal.hpp>
#include <ratecard/billing/invoice.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "rebuilt_catalog.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr attribute_id data_center = chat::attribute::data_center;

/// Orders of two months and of one in Singapore, with two bills, an approval, a trial, a purchase.
application sound() {
    application a;
    a.fixed.set(data_center, 1);
    a.orders = {bought(1, standard, 2, local(2024, 3, 1)),
                bought(2, standard, 1, local(2024, 5, 1))};
    for (order& o : a.orders) o.fixed = a.fixed;
    a.bills = {billed(1, local(2024, 4, 2)), billed(2, local(2024, 5, 2), local(2024, 5, 3))};
    a.approvals = {{chat::feature::push_to_all, local(2024, 3, 2)}};
    a.trials = {{chat::trial::call, local(2024, 3, 3)}};
    a.purchases = {{chat::feature::local_search, local(2024, 3, 1), local(2024, 4, 1), cents(10'00),
                    cents(0)}};
    return a;
}

/// Checks that both kinds of catalog find exactly this contradiction.
void expect_found(const application& a, errc code, fact kind, std::size_t index) {
    both_owners([&](const catalog_view& c) {
        const subscription s = a.facts();
        const auto first = contradiction_in(c, s);
        REQUIRE(first.has_value());
        CHECK(first->code.value() == code.value());
        CHECK(static_cast<int>(first->kind) == static_cast<int>(kind));
        CHECK(first->index == index);
    });
}

}  // namespace

TEST_CASE("no contradiction is found in consistent facts, also at compile time") {
    both_owners([](const catalog_view& c) {
        CHECK_FALSE(contradiction_in(c, sound().facts()));
        CHECK_FALSE(contradiction_in(c, application{}.facts()));
    });
    static constexpr std::array orders{bought(1, standard, 0, local(2024, 3, 1))};
    constexpr subscription s{.id = {1}, .created_at = local(2023, 1, 1), .orders = orders};
    STATIC_REQUIRE(contradiction_in(tencent_chat::catalog, s) ==
                   contradiction{catalog_errc::months_out_of_range, fact::order, 0});
}

TEST_CASE("a data center that the catalog does not list is a contradiction") {
    for (const std::int64_t number : {5, -1, 1'000'000}) {
        application a = sound();
        a.fixed.set(data_center, number);
        expect_found(a, catalog_errc::unknown_value, fact::subscription, 0);
    }
    const catalog_view c = tencent_chat::catalog;
    CHECK(c.find_value(data_center, "atlantis") == catalog_errc::unknown_value);
    CHECK(c.find_value(data_center, "korea") == 2);
}

TEST_CASE("a subscription created before the first price-book version is a contradiction") {
    const catalog_view shipped = tencent_chat::catalog;
    const catalog_view without_the_first = [&] {
        catalog_view v = shipped;
        v.versions = v.versions.subspan(1);
        return v;
    }();
    application a;
    a.created_at = local(2022, 12, 25);
    CHECK(contradiction_in(without_the_first, a.facts()) ==
          contradiction{catalog_errc::no_version_in_force, fact::subscription, 0});
    CHECK_FALSE(contradiction_in(shipped, a.facts()));
}

TEST_CASE("a migration that is not offered, or is before the creation, is a contradiction") {
    application a = sound();
    a.migrated_at = local(2024, 1, 1);  // already created in the current version
    expect_found(a, catalog_errc::migration_not_offered, fact::subscription, 0);
    application old;
    old.created_at = local(2022, 6, 1);
    old.migrated_at = old.created_at - seconds(1);
    expect_found(old, catalog_errc::migration_not_offered, fact::subscription, 0);
    old.migrated_at = old.created_at;
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, old.facts()));
}

TEST_CASE("a deletion before the creation is a contradiction") {
    application a = sound();
    a.deleted_at = a.created_at - seconds(1);
    expect_found(a, account_errc::ends_before_it_begins, fact::subscription, 0);
    a.deleted_at = a.created_at;
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
}

TEST_CASE("an order of another subscription is a contradiction") {
    application a = sound();
    a.orders[1].owner = {2};
    expect_found(a, account_errc::order_of_another_owner, fact::order, 1);
}

TEST_CASE("an order of an unknown edition or version, or of the default edition, is refused") {
    application a = sound();
    a.orders[1].edition = edition_id{3};
    expect_found(a, catalog_errc::unknown_edition, fact::order, 1);
    a = sound();
    a.orders[0].version = version_id{2};
    expect_found(a, catalog_errc::unknown_version, fact::order, 0);
    a = sound();
    a.orders[0].edition = developer;
    expect_found(a, account_errc::edition_not_for_sale, fact::order, 0);
}

TEST_CASE("an order of 0 months, of 25 months or of an extreme length is a contradiction") {
    for (const std::int32_t months : {0, 25, -1, INT32_MIN, INT32_MAX}) {
        application a = sound();
        a.orders[1].months = months;
        expect_found(a, catalog_errc::months_out_of_range, fact::order, 1);
    }
}

TEST_CASE("an order may not be placed before the creation, or begin before it is placed") {
    application a = sound();
    a.orders[0].placed_at = a.created_at - seconds(1);
    expect_found(a, account_errc::before_creation, fact::order, 0);
    a = sound();
    a.orders[0].placed_at = a.orders[0].begins + seconds(1);
    expect_found(a, account_errc::order_begins_before_it_was_placed, fact::order, 0);
}

TEST_CASE("an order with a data center that the subscription does not have is a contradiction") {
    application a = sound();
    a.orders[1].fixed.set(data_center, 2);
    expect_found(a, account_errc::fixed_attribute_changed, fact::order, 1);
    a = sound();
    a.fixed = {};
    expect_found(a, account_errc::fixed_attribute_changed, fact::order, 0);
    a = sound();
    a.orders[1].fixed = {};  // an order may leave it out
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
}

TEST_CASE("an order that does not begin on a boundary of its anchor is a contradiction") {
    application a;
    a.orders = {bought(1, standard, 1, local(2024, 1, 31)),
                bought(2, standard, 1, local(2024, 2, 29))};
    a.orders[1].anchored_at = local(2024, 1, 31);
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
    a.orders[1].anchored_at = local(2024, 1, 30);  // also shortened to the 29th
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
    for (const instant off :
         {local(2024, 1, 28), local(2024, 1, 31, 0, 0, 1), local(2024, 2, 28)}) {
        a.orders[1].anchored_at = off;
        expect_found(a, account_errc::order_off_its_anchor, fact::order, 1);
    }
}

TEST_CASE("two facts of one kind with the same id and different content are a contradiction") {
    application a = sound();
    a.orders[1].id = a.orders[0].id;
    expect_found(a, account_errc::duplicate_id, fact::order, 1);
    a = sound();
    a.bills[1].id = a.bills[0].id;
    expect_found(a, account_errc::duplicate_id, fact::bill, 1);
    a = sound();
    a.refunds = {{{1}, local(2024, 4, 10), {5}}, {{2}, local(2024, 5, 10), {5}}};
    expect_found(a, account_errc::duplicate_id, fact::refund, 1);
    a = sound();
    a.approvals.push_back(a.approvals[0]);
    a.approvals[1].approved_at = a.approvals[1].approved_at + seconds(1);
    expect_found(a, account_errc::duplicate_id, fact::approval, 1);
    a = sound();
    a.purchases.push_back(a.purchases[0]);
    a.purchases[1].cash = cents(10'01);
    expect_found(a, account_errc::duplicate_id, fact::purchase, 1);
    a = sound();
    a.account_refunds = {{{1}, local(2024, 4, 10)}, {{1}, local(2024, 4, 10), true}};
    expect_found(a, account_errc::duplicate_id, fact::account_refund, 1);
}

TEST_CASE("a finding may not precede the creation, be lifted before it is found, or reuse an id") {
    application a = sound();
    a.findings = {{{1}, local(2024, 3, 2), local(2024, 3, 2)}};
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
    a.findings[0].lifted_at = local(2024, 3, 2) - seconds(1);
    expect_found(a, account_errc::ends_before_it_begins, fact::finding, 0);
    a.findings[0] = {{1}, a.created_at - seconds(1), {}};
    expect_found(a, account_errc::before_creation, fact::finding, 0);
    a.findings = {{{1}, local(2024, 3, 2)}, {{1}, local(2024, 3, 3)}};
    expect_found(a, account_errc::duplicate_id, fact::finding, 1);
}

TEST_CASE("a renewal decision before the creation, or with a used id, is a contradiction") {
    application a = sound();
    a.renewals = {{{1}, a.created_at - seconds(1), true}};
    expect_found(a, account_errc::before_creation, fact::renewal, 0);
    a.renewals = {{{1}, a.created_at, true}, {{1}, a.created_at, false}};
    expect_found(a, account_errc::duplicate_id, fact::renewal, 1);
}

TEST_CASE("a repeated fact is no contradiction, wherever it is listed") {
    application a = sound();
    a.refunds = {{{2}, local(2024, 5, 10), {1}}};
    a.account_refunds = {{{1}, local(2024, 4, 10)}};
    const auto twice = [](auto& facts) {
        const auto once = facts;
        facts.insert(facts.begin(), once.rbegin(), once.rend());
    };
    twice(a.orders);
    twice(a.refunds);
    twice(a.bills);
    twice(a.approvals);
    twice(a.trials);
    twice(a.purchases);
    twice(a.account_refunds);
    a.findings = {{{1}, local(2024, 3, 2)}};
    a.renewals = {{{1}, local(2024, 3, 2), true}};
    twice(a.findings);
    twice(a.renewals);
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
}

TEST_CASE("an approval, a trial or a purchase before the creation is a contradiction") {
    application a = sound();
    const instant early = a.created_at - seconds(1);
    a.approvals[0].approved_at = early;
    expect_found(a, account_errc::before_creation, fact::approval, 0);
    a = sound();
    a.trials[0].activated_at = early;
    expect_found(a, account_errc::before_creation, fact::trial, 0);
    a = sound();
    a.purchases[0].begins = early;
    expect_found(a, account_errc::before_creation, fact::purchase, 0);
    a.approvals[0].approved_at = a.trials[0].activated_at = a.purchases[0].begins = a.created_at;
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
}

TEST_CASE("a negative amount, or one in another currency, is a contradiction") {
    for (money payment::*part :
         {&payment::cash, &payment::credit, &payment::voucher, &payment::discount}) {
        application a = sound();
        a.orders[1].paid_by.*part = cents(-1);
        expect_found(a, money_errc::negative_amount, fact::order, 1);
        a.orders[1].paid_by.*part = money{0, eur};
        expect_found(a, money_errc::currency_mismatch, fact::order, 1);
        a.orders[1].paid_by.*part = money{};
        expect_found(a, money_errc::currency_mismatch, fact::order, 1);
    }
    for (money feature_purchase::*part : {&feature_purchase::cash, &feature_purchase::credit}) {
        application a = sound();
        a.purchases[0].*part = cents(-1);
        expect_found(a, money_errc::negative_amount, fact::purchase, 0);
        a.purchases[0].*part = money{1, eur};
        expect_found(a, money_errc::currency_mismatch, fact::purchase, 0);
    }
    application a = sound();
    a.bills[1].amount = cents(-1);
    expect_found(a, money_errc::negative_amount, fact::bill, 1);
    a.bills[1].amount = money{37'50, eur};
    expect_found(a, money_errc::currency_mismatch, fact::bill, 1);
    a.bills[1].amount = cents(0);  // a bill of zero is valid
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
}

TEST_CASE("payments whose sum overflows are a contradiction") {
    application a = sound();
    a.orders[0].paid_by = means(INT64_MAX, INT64_MAX, 0, 0);
    expect_found(a, core_errc::overflow, fact::order, 0);
    a.orders[0].paid_by = means(INT64_MAX, 1, 0, 0);
    expect_found(a, core_errc::overflow, fact::order, 0);
    a.orders[0].paid_by = means(INT64_MAX, 0, 0, 0);
    expect_found(a, account_errc::payment_mismatch, fact::order, 0);
}

TEST_CASE("a voucher above the price, or payments that do not add up to it, are a contradiction") {
    application a = sound();
    a.orders[0].paid_by = means(0, 0, 798'01);
    expect_found(a, account_errc::voucher_exceeds_price, fact::order, 0);
    a.orders[0].paid_by = means(798'00, 0, 0, 1);
    expect_found(a, account_errc::payment_mismatch, fact::order, 0);
    a.orders[0].paid_by = means(797'99);
    expect_found(a, account_errc::payment_mismatch, fact::order, 0);
}

TEST_CASE("any payment is accepted for an order of a version without prices") {
    application a;
    a.created_at = local(2022, 1, 1);
    a.orders = {bought(1, standard, 1, local(2022, 3, 1), means(123'45))};
    a.orders[0].version = original_book;
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
    a.orders[0].paid_by = means(-1);
    CHECK(contradiction_in(tencent_chat::catalog, a.facts())->code == money_errc::negative_amount);
}

TEST_CASE("overlapping orders are a contradiction, in whatever order they are listed") {
    application a = sound();
    a.orders[1].placed_at = a.orders[1].begins = local(2024, 5, 1) - seconds(1);
    expect_found(a, account_errc::orders_overlap, fact::order, 1);
    a.orders[1].placed_at = a.orders[1].begins = a.orders[0].begins;
    expect_found(a, account_errc::orders_overlap, fact::order, 1);
    std::swap(a.orders[0], a.orders[1]);
    expect_found(a, account_errc::orders_overlap, fact::order, 1);
    a = sound();
    std::swap(a.orders[0], a.orders[1]);  // they do not overlap, and may be listed in any order
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
    a = sound();
    a.refunds = {{{1}, local(2024, 4, 10)}};  // a refunded order makes room
    a.orders[1].placed_at = a.orders[1].begins = local(2024, 4, 10);
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
    a.orders[1].placed_at = a.orders[1].begins = local(2024, 4, 10) - seconds(1);
    expect_found(a, account_errc::orders_overlap, fact::order, 1);
}

TEST_CASE("two refunded orders leave their remaining time free for a third") {
    application a = sound();
    a.orders[1].placed_at = local(2024, 4, 1);
    a.refunds = {{{1}, local(2024, 4, 10), {1}}, {{2}, local(2024, 4, 10), {2}}};
    a.orders.insert(a.orders.begin() + 1, bought(3, premium, 6, local(2024, 4, 10)));
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
}

TEST_CASE("a refund of an unknown order, too early, too late, or twice, is a contradiction") {
    application a = sound();
    a.refunds = {{{2}, local(2024, 5, 10)}, {{3}, local(2024, 5, 10)}};
    expect_found(a, account_errc::unknown_order, fact::refund, 1);
    a.refunds = {{{2}, local(2024, 5, 1) - seconds(1)}};
    expect_found(a, account_errc::refund_before_order, fact::refund, 0);
    a.refunds = {{{2}, local(2024, 6, 1)}};
    expect_found(a, account_errc::refund_after_end, fact::refund, 0);
    a.refunds = {{{2}, local(2024, 6, 1) - seconds(1)}};
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
    a.refunds.push_back({{2}, local(2024, 5, 20)});
    expect_found(a, account_errc::refunded_twice, fact::refund, 1);
}

TEST_CASE("an order may be refunded after it was placed and before it begins") {
    application a = sound();
    a.orders[1].placed_at = local(2024, 4, 1);
    a.refunds = {{{2}, local(2024, 4, 1)}};
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
}

TEST_CASE("a bill paid before it was issued is a contradiction") {
    application a = sound();
    a.bills[1].paid_at = a.bills[1].issued_at - seconds(1);
    expect_found(a, account_errc::paid_before_issue, fact::bill, 1);
    a.bills[1].paid_at = a.bills[1].issued_at;
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
}

TEST_CASE("an approval, a trial or a purchase of something unknown is a contradiction") {
    application a = sound();
    const feature_id unknown{static_cast<std::uint16_t>(chat::feature::live_messages) + 1};
    a.approvals.push_back({unknown, local(2024, 3, 2)});
    expect_found(a, catalog_errc::unknown_feature, fact::approval, 1);
    a = sound();
    a.trials = {{trial_id{1}, local(2024, 3, 2)}};
    expect_found(a, catalog_errc::unknown_trial, fact::trial, 0);
    a = sound();
    a.purchases[0].feature = unknown;
    expect_found(a, catalog_errc::unknown_feature, fact::purchase, 0);
    a = sound();
    a.purchases[0].ends = a.purchases[0].begins - seconds(1);
    expect_found(a, account_errc::ends_before_it_begins, fact::purchase, 0);
}

TEST_CASE("an add-on purchase is checked for its id, its add-on and its time") {
    const auto sold = builder_of(chat::catalog).add(add_on{"seats"}).build().value();
    const auto contradiction_of = [&](const add_on_purchase& p) {
        application a = sound();
        a.add_ons = {{.id = {1}, .begins = a.created_at}, p};
        return contradiction_in(sold.view(), a.facts());
    };
    const instant created = application{}.created_at;
    CHECK_FALSE(contradiction_of({.id = {2}, .begins = created}));
    CHECK_FALSE(contradiction_of({.id = {1}, .begins = created}));  // the same one again
    CHECK(contradiction_of({.id = {1}, .units = quantity{2}, .begins = created}) ==
          contradiction{account_errc::duplicate_id, fact::add_on, 1});
    CHECK(contradiction_of({.id = {2}, .add_on = {1}, .begins = created}) ==
          contradiction{catalog_errc::unknown_add_on, fact::add_on, 1});
    CHECK(contradiction_of({.id = {2}, .begins = created - seconds(1)}) ==
          contradiction{account_errc::before_creation, fact::add_on, 1});
    CHECK(contradiction_of({.id = {2}, .begins = created + seconds(1), .ends = created}) ==
          contradiction{account_errc::ends_before_it_begins, fact::add_on, 1});
    CHECK_FALSE(contradiction_of({.id = {2}, .begins = created, .ends = created}));
}

TEST_CASE("an override is checked for its id, its subject, its time and its value") {
    application a = sound();
    const feature_id unknown{static_cast<std::uint16_t>(chat::feature::live_messages) + 1};
    a.feature_overrides = {{.feature = unknown}};
    expect_found(a, catalog_errc::unknown_feature, fact::feature_override, 0);
    a.feature_overrides = {{.begins = instant{5}, .ends = instant{4}}};
    expect_found(a, account_errc::ends_before_it_begins, fact::feature_override, 0);
    a.feature_overrides = {{.value = feature_value::integer(1)}};
    expect_found(a, catalog_errc::value_of_another_kind, fact::feature_override, 0);
    a.feature_overrides = {{.granted = true}, {.granted = false}};
    expect_found(a, account_errc::duplicate_id, fact::feature_override, 1);
    a = sound();
    a.limit_overrides = {{.limit = hard(1)}, {.limit = hard(2)}};
    expect_found(a, account_errc::duplicate_id, fact::limit_override, 1);
    a.limit_overrides = {{.quota = {11}, .limit = hard(1)}};
    expect_found(a, catalog_errc::unknown_quota, fact::limit_override, 0);
    a.limit_overrides = {{.limit = hard(1), .begins = instant{5}, .ends = instant{4}}};
    expect_found(a, account_errc::ends_before_it_begins, fact::limit_override, 0);
    a.limit_overrides = {{.limit = {}}};
    expect_found(a, core_errc::policy_out_of_range, fact::limit_override, 0);
    a.limit_overrides = {{.limit = with_grace(hard(1), 256)}};
    expect_found(a, core_errc::policy_out_of_range, fact::limit_override, 0);
    a.limit_overrides = {{.limit = with_grace(hard(1), 255)}};
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
}

TEST_CASE("an override may begin before the creation") {
    application a = sound();
    const instant early = a.created_at - days(30);
    a.feature_overrides = {{.begins = early, .ends = early}};
    a.limit_overrides = {{.limit = hard(1), .begins = early}};
    CHECK_FALSE(contradiction_in(tencent_chat::catalog, a.facts()));
}

TEST_CASE("a trial activated twice is a contradiction") {
    application a = sound();
    a.trials.push_back({chat::trial::call, local(2025, 3, 3)});
    expect_found(a, account_errc::trial_activated_twice, fact::trial, 1);
}

TEST_CASE(
    "the first of several contradictions is in the subscription, then orders, refunds, bills") {
    application a = sound();
    a.trials.push_back({a.trials[0].trial, local(2025, 3, 3), {2}});
    expect_found(a, account_errc::trial_activated_twice, fact::trial, 1);
    a.bills[0].amount = cents(-1);
    expect_found(a, money_errc::negative_amount, fact::bill, 0);
    a.refunds = {{{7}, local(2024, 5, 10)}};
    expect_found(a, account_errc::unknown_order, fact::refund, 0);
    a.orders[1].months = 25;
    expect_found(a, catalog_errc::months_out_of_range, fact::order, 1);
    a.orders[0].months = 0;
    expect_found(a, catalog_errc::months_out_of_range, fact::order, 0);
    a.deleted_at = a.created_at - seconds(1);
    expect_found(a, account_errc::ends_before_it_begins, fact::subscription, 0);
}
