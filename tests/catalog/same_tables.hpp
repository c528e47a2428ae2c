// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CATALOG_SAME_TABLES_HPP
#define RATECARD_TESTS_CATALOG_SAME_TABLES_HPP

#include <algorithm>
#include <string_view>

#include <ratecard/catalog/view.hpp>

namespace ratecard_test {

/// The name of the first table in which two catalogs differ; empty when they are the same.
constexpr std::string_view differing_table(const ratecard::catalog_view& a,
                                           const ratecard::catalog_view& b) {
    using std::ranges::equal;
    if (!(*a.offering == *b.offering)) return "offering";
    if (!equal(a.editions, b.editions)) return "editions";
    if (!equal(a.features, b.features)) return "features";
    if (!equal(a.feature_matrix, b.feature_matrix)) return "feature matrix";
    if (!equal(a.quotas, b.quotas)) return "quotas";
    if (!equal(a.quota_table, b.quota_table)) return "quota table";
    if (!equal(a.trials, b.trials)) return "trials";
    if (!equal(a.attributes, b.attributes)) return "attributes";
    if (!equal(a.values, b.values)) return "values";
    if (!equal(a.conditions, b.conditions)) return "conditions";
    if (!equal(a.condition_ends, b.condition_ends)) return "ends of conditions";
    if (!equal(a.versions, b.versions)) return "versions";
    if (!equal(a.plan_prices, b.plan_prices)) return "plan prices";
    if (!equal(a.term_prices, b.term_prices)) return "prices of terms";
    if (!equal(a.charges, b.charges)) return "charges";
    if (!equal(a.charge_prices, b.charge_prices)) return "charge prices";
    if (!equal(a.percentage_prices, b.percentage_prices)) return "percentage prices";
    if (!equal(a.capacity_prices, b.capacity_prices)) return "capacity prices";
    if (!equal(a.matrix_prices, b.matrix_prices)) return "matrix prices";
    if (!equal(a.price_adjustments, b.price_adjustments)) return "price adjustments";
    if (!equal(a.changes, b.changes)) return "changes";
    if (!equal(a.add_ons, b.add_ons)) return "add-ons";
    if (!equal(a.gifts, b.gifts)) return "gifts of add-ons";
    if (!equal(a.add_on_rules, b.add_on_rules)) return "rules of add-ons";
    if (!equal(a.edition_values, b.edition_values)) return "values of features";
    if (!equal(a.options, b.options)) return "options";
    if (!equal(a.texts, b.texts)) return "texts";
    if (!equal(a.reason_order, b.reason_order)) return "order of reasons";
    return {};
}

}  // namespace ratecard_test

#endif
