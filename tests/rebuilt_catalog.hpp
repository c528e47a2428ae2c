// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_REBUILT_CATALOG_HPP
#define RATECARD_TESTS_REBUILT_CATALOG_HPP

#include <cstddef>
#include <string_view>
#include <utility>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/catalog/view.hpp>

// The second owner of a catalog: what a view shows, told to the builder again. Needs no test library.
namespace ratecard_test {

/// A builder that was told everything a view shows, entity by entity, by the entities' names.
inline ratecard::catalog_builder builder_of(const ratecard::catalog_view& c) {
    using namespace ratecard;
    catalog_builder b{*c.offering};
    const auto edition_name = [&](edition_id e) { return c[e].key.view(); };
    const auto version_name = [&](version_id v) { return c[v].key.view(); };

    for (const edition& e : c.editions) b.add(e);
    for (trial t : c.trials) {
        const auto gives = std::exchange(t.gives, {});
        b.add(t);
        if (gives) b.gives_edition(t.key.view(), edition_name(*gives));
    }
    for (std::size_t i = 0; i < c.features.size(); ++i) {
        feature f = c.features[i];
        if (f.trial) f.trial = b.view().find_trial(c[*f.trial].key.view()).value();
        b.add(f, c.feature_matrix.subspan(i * c.editions.size(), c.editions.size()));
    }
    for (std::size_t i = 0; i < c.quotas.size(); ++i) {
        quota q = c.quotas[i];
        if (q.part_of) q.part_of = b.view().find_quota(c[*q.part_of].key.view()).value();
        b.add(q, c.quota_table.subspan(i * c.editions.size(), c.editions.size()));
    }
    for (const attribute& a : c.attributes) b.add(a);
    for (const attribute_value& v : c.values) b.add_value(c[v.of].key.view(), v.key);
    for (std::size_t f = 0, i = 0; f < c.features.size(); ++f)
        for (; i < c.condition_ends[f]; ++i) {
            const condition& r = c.conditions[i];
            b.require(c.features[f].key.view(),
                      {.attribute = b.view().find_attribute(c[r.attribute].key.view()).value(),
                       .test = r.test,
                       .set = r.set,
                       .bound = r.bound,
                       .where = r.where_set.bits == 0
                                    ? attribute_id{}
                                    : b.view().find_attribute(c[r.where].key.view()).value(),
                       .where_set = r.where_set});
        }
    for (const price_version& v : c.versions) b.add(price_version{v.key, v.effective_from, {}});
    for (const price_version& v : c.versions)
        if (v.migrates_to) b.migrate(v.key.view(), version_name(*v.migrates_to));
    for (const plan_price& p : c.plan_prices)
        b.price(version_name(p.version), edition_name(p.edition), p);
    for (const term_price& t : c.term_prices)
        b.price_term(version_name(t.version), edition_name(t.edition), t);
    for (charge what : c.charges) {
        if (what.included)
            what.included = b.view().find_quota(c[*what.included].key.view()).value();
        b.add(what);
    }
    for (const charge_price& p : c.charge_prices)
        b.price(version_name(p.version), edition_name(p.edition), c[p.charge].key.view(), p.step,
                p.unit);
    const auto price_by = [&](const auto& rows, auto stated) {
        for (const auto& p : rows)
            b.price_by(version_name(p.version), edition_name(p.edition), c[p.charge].key.view(),
                       stated(p), p.unit);
    };
    price_by(c.percentage_prices, [](const percentage_price& p) { return p.price; });
    price_by(c.capacity_prices, [](const capacity_price& p) { return p.step; });
    price_by(c.matrix_prices, [](const matrix_price& p) { return p.row; });
    for (const price_adjustment& a : c.price_adjustments)
        b.adjust(version_name(a.version), edition_name(a.edition),
                 a.charge ? c[*a.charge].key.view() : std::string_view{}, a);
    for (const change_rule& r : c.changes)
        b.change(r.from ? edition_name(*r.from) : std::string_view{},
                 r.to ? edition_name(*r.to) : std::string_view{}, r);
    for (const add_on& a : c.add_ons) b.add(a);
    for (const value_text& t : c.texts) b.add(t);
    for (const feature_option& o : c.options) b.add_option(c[o.of].key.view(), o.key);
    for (const edition_value& v : c.edition_values)
        b.value(c[v.of].key.view(), edition_name(v.in), v.value);
    for (const add_on_gift& g : c.gifts) {
        if (g.gives) b.gives(c[g.of].key.view(), c[*g.gives].key.view(), g.value);
        if (g.raises) b.raises(c[g.of].key.view(), c[*g.raises].key.view(), g.per_unit, g.sets);
    }
    for (const add_on_rule& r : c.add_on_rules) {
        const auto of = c[r.of].key.view();
        if (r.relation == add_on_relation::sold_with) b.sold_with(of, edition_name(*r.edition));
        if (r.relation == add_on_relation::needs) b.needs(of, c[*r.other].key.view());
        if (r.relation == add_on_relation::excludes) b.excludes(of, c[*r.other].key.view());
    }
    b.order(c.reason_order);
    return b;
}

/// The same catalog, owned by a run-time owner.
inline ratecard::owned_catalog rebuilt(const ratecard::catalog_view& c) {
    return builder_of(c).build().value();
}

}  // namespace ratecard_test

#endif
