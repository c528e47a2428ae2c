// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_BUILDER_HPP
#define RATECARD_CATALOG_BUILDER_HPP

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include <ratecard/catalog/catalog.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/validate.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/sort.hpp>

namespace ratecard::inline v0 {

/// A catalog built at run time: it owns its tables in vectors. Made by `catalog_builder::build`,
/// which validates it, so it has no fault.
class owned_catalog {
public:
    /// The catalog as the engine sees it; valid as long as this object lives and is not moved from.
    [[nodiscard]] catalog_view view() const noexcept { return detail::owner_access::view(*this); }
    operator catalog_view() const noexcept { return view(); }

private:
    friend class catalog_builder;
    friend detail::owner_access;

    offering offering_{};
    std::vector<edition> editions_{};
    std::vector<feature> features_{};
    std::vector<availability> feature_matrix_{};
    std::vector<quota> quotas_{};
    std::vector<quota_limit> quota_table_{};
    std::vector<trial> trials_{};
    std::vector<attribute> attributes_{};
    std::vector<attribute_value> values_{};
    std::vector<condition> conditions_{};
    std::vector<std::uint16_t> condition_ends_{};
    std::vector<price_version> versions_{};
    std::vector<plan_price> plan_prices_{};
    std::vector<charge> charges_{};
    std::vector<charge_price> charge_prices_{};
    std::vector<percentage_price> percentage_prices_{};
    std::vector<capacity_price> capacity_prices_{};
    std::vector<matrix_price> matrix_prices_{};
    std::vector<price_adjustment> price_adjustments_{};
    std::vector<change_rule> changes_{};
    std::vector<add_on> add_ons_{};
    std::vector<add_on_gift> gifts_{};
    std::vector<edition_value> edition_values_{};
    std::vector<feature_option> options_{};
    std::vector<value_text> texts_{};
    std::vector<reason> reasons_{};
};

/// Builds a catalog under names, entity by entity. A name must have been added before it is used.
/// The first mistake is kept, and what follows it ignored; `build` returns it, naming the culprit.
class catalog_builder {
public:
    explicit catalog_builder(const offering& o) { made_.offering_ = o; }
    /// A builder that was told all that a catalog holds; what is added comes behind it. Nothing of
    /// the view is kept.
    explicit catalog_builder(const catalog_view& c) {
        const auto all = [](auto& rows, const auto& table) {
            rows.assign(table.begin(), table.end());
        };
        made_.offering_ = *c.offering;
        all(made_.editions_, c.editions);
        all(made_.features_, c.features);
        all(made_.feature_matrix_, c.feature_matrix);
        all(made_.quotas_, c.quotas);
        all(made_.quota_table_, c.quota_table);
        all(made_.trials_, c.trials);
        all(made_.attributes_, c.attributes);
        all(made_.values_, c.values);
        all(made_.versions_, c.versions);
        all(made_.plan_prices_, c.plan_prices);
        all(made_.charges_, c.charges);
        all(made_.charge_prices_, c.charge_prices);
        all(made_.percentage_prices_, c.percentage_prices);
        all(made_.capacity_prices_, c.capacity_prices);
        all(made_.matrix_prices_, c.matrix_prices);
        all(made_.price_adjustments_, c.price_adjustments);
        all(made_.changes_, c.changes);
        all(made_.add_ons_, c.add_ons);
        all(made_.gifts_, c.gifts);
        all(made_.edition_values_, c.edition_values);
        all(made_.options_, c.options);
        all(made_.texts_, c.texts);
        all(made_.reasons_, c.reason_order);
        std::size_t begin = 0;
        for (std::size_t f = 0; f < c.features.size(); begin = c.condition_ends[f++])
            for (const condition& must : c.conditions.subspan(begin, c.condition_ends[f] - begin))
                rules_.push_back({feature_id{static_cast<std::uint16_t>(f)}, must});
    }

    /// Adds an edition, above all before. All editions come before the first feature and quota.
    catalog_builder& add(const edition& e) {
        if (!made_.features_.empty())
            keep({catalog_errc::feature_without_value_in_an_edition, entity::feature, 0,
                  made_.features_[0].key, e.key});
        if (!made_.quotas_.empty())
            keep({catalog_errc::quota_without_limit_in_an_edition, entity::quota, 0,
                  made_.quotas_[0].key, e.key});
        return append(made_.editions_, e, entity::edition);
    }
    /// Adds a trial, an attribute, a price-book version (later than those before it) or a charge.
    catalog_builder& add(const trial& t) { return append(made_.trials_, t, entity::trial); }
    catalog_builder& add(const attribute& a) {
        return append(made_.attributes_, a, entity::attribute);
    }
    catalog_builder& add(const price_version& v) {
        return append(made_.versions_, v, entity::version);
    }
    catalog_builder& add(const charge& c) { return append(made_.charges_, c, entity::charge); }

    /// Adds a feature and how each edition has it, in the order of the editions.
    catalog_builder& add(const feature& f, std::span<const availability> in) {
        return add_row(made_.features_, made_.feature_matrix_, f, in, entity::feature,
                       catalog_errc::feature_without_value_in_an_edition);
    }
    catalog_builder& add(const feature& f, std::initializer_list<availability> in) {
        return add(f, std::span{in.begin(), in.size()});
    }
    /// Adds a quota and its limit in each edition, in the order of the editions.
    catalog_builder& add(const quota& q, std::span<const quota_limit> in) {
        return add_row(made_.quotas_, made_.quota_table_, q, in, entity::quota,
                       catalog_errc::quota_without_limit_in_an_edition);
    }
    catalog_builder& add(const quota& q, std::initializer_list<quota_limit> in) {
        return add(q, std::span{in.begin(), in.size()});
    }

    /// Adds a value of an enumerated attribute.
    catalog_builder& add_value(std::string_view attribute, const name& value) {
        const auto of = known(view().find_attribute(attribute), entity::attribute, attribute);
        return of ? append(made_.values_, attribute_value{*of, value}, entity::value) : *this;
    }
    /// Adds a condition that a feature's use must meet.
    catalog_builder& require(std::string_view feature, const condition& must) {
        const auto of = known(view().find_feature(feature), entity::feature, feature);
        return of ? append(rules_, rule{*of, must}, entity::rule) : *this;
    }
    /// States the monthly price of an edition; in the offering's currency, where none is named.
    catalog_builder& price(std::string_view version, std::string_view edition, decimal per_month,
                           std::optional<currency> unit = {}) {
        const auto v = known(view().find_version(version), entity::version, version);
        const auto e = known(view().find_edition(edition), entity::edition, edition);
        return v && e ? append(made_.plan_prices_, plan_price{*v, *e, per_month, unit},
                               entity::plan_price)
                      : *this;
    }
    /// States one step of a charge's price in an edition; steps in the order of their bounds.
    catalog_builder& price(std::string_view version, std::string_view edition,
                           std::string_view charge, const tier& step,
                           std::optional<currency> unit = {}) {
        return price_row(made_.charge_prices_, version, edition, charge, step, unit,
                         entity::charge_price);
    }
    /// States the price of a charge of transactions in an edition.
    catalog_builder& price_by(std::string_view version, std::string_view edition,
                              std::string_view charge, const percentage& price,
                              std::optional<currency> unit = {}) {
        return price_row(made_.percentage_prices_, version, edition, charge, price, unit,
                         entity::percentage_price);
    }
    /// States one step of the price of a capacity in an edition; steps in the order of their limits.
    catalog_builder& price_by(std::string_view version, std::string_view edition,
                              std::string_view charge,
                              const capacity_tier<max_capacity_units>& step,
                              std::optional<currency> unit = {}) {
        return price_row(made_.capacity_prices_, version, edition, charge, step, unit,
                         entity::capacity_price);
    }
    /// States one row of the price matrix of a charge in an edition.
    catalog_builder& price_by(std::string_view version, std::string_view edition,
                              std::string_view charge, const matrix_row& row,
                              std::optional<currency> unit = {}) {
        return price_row(made_.matrix_prices_, version, edition, charge, row, unit,
                         entity::matrix_price);
    }
    /// States what is done to the amounts of a charge in an edition, or of all charges together where
    /// its name is empty: `stated`, of which the ids do not count.
    catalog_builder& adjust(std::string_view version, std::string_view edition,
                            std::string_view charge, price_adjustment stated) {
        const auto v = known(view().find_version(version), entity::version, version);
        const auto e = known(view().find_edition(edition), entity::edition, edition);
        if (!v || !e) return *this;
        stated.version = *v;
        stated.edition = *e;
        stated.charge = {};
        if (!charge.empty())
            stated.charge = known(view().find_charge(charge), entity::charge, charge);
        return append(made_.price_adjustments_, stated, entity::price_adjustment);
    }
    /// States the version that subscriptions of another one may move to.
    catalog_builder& migrate(std::string_view from, std::string_view to) {
        const auto f = known(view().find_version(from), entity::version, from);
        const auto t = known(view().find_version(to), entity::version, to);
        if (f && t) made_.versions_[f->index()].migrates_to = *t;
        return *this;
    }
    /// States what changes between two editions mean. An empty name means every edition.
    catalog_builder& change(std::string_view from, std::string_view to, change_kind kind) {
        return change(from, to, change_rule{.kind = kind});
    }
    /// The same with all that a rule says; its editions do not count.
    catalog_builder& change(std::string_view from, std::string_view to, change_rule r) {
        r.from.reset();
        r.to.reset();
        if (!from.empty()) r.from = known(view().find_edition(from), entity::edition, from);
        if (!to.empty()) r.to = known(view().find_edition(to), entity::edition, to);
        return append(made_.changes_, r, entity::change_rule);
    }
    /// Adds an add-on, or a text that features have as their value.
    catalog_builder& add(const add_on& a) { return append(made_.add_ons_, a, entity::add_on); }
    catalog_builder& add(const value_text& t) { return append(made_.texts_, t, entity::text); }
    /// The units of an add-on cost the prices of a charge.
    catalog_builder& charged_by(std::string_view add_on, std::string_view charge) {
        const auto a = known(view().find_add_on(add_on), entity::add_on, add_on);
        const auto c = known(view().find_charge(charge), entity::charge, charge);
        if (a && c) made_.add_ons_[a->index()].charged = *c;
        return *this;
    }
    /// Adds an option of a feature, above those before it.
    catalog_builder& add_option(std::string_view feature, const name& key) {
        const auto of = known(view().find_feature(feature), entity::feature, feature);
        return of ? append(made_.options_, feature_option{*of, key}, entity::option) : *this;
    }
    /// States the value of a feature in an edition.
    catalog_builder& value(std::string_view feature, std::string_view edition,
                           const feature_value& v) {
        const auto f = known(view().find_feature(feature), entity::feature, feature);
        const auto e = known(view().find_edition(edition), entity::edition, edition);
        return f && e
                   ? append(made_.edition_values_, edition_value{*f, *e, v}, entity::edition_value)
                   : *this;
    }
    /// States that an add-on gives a feature, with a value where it has one.
    catalog_builder& gives(std::string_view add_on, std::string_view feature,
                           const feature_value& v = {}) {
        const auto a = known(view().find_add_on(add_on), entity::add_on, add_on);
        const auto f = known(view().find_feature(feature), entity::feature, feature);
        return a && f ? append(made_.gifts_, add_on_gift{.of = *a, .gives = *f, .value = v},
                               entity::gift)
                      : *this;
    }
    /// States by how much each unit of an add-on raises a quota.
    catalog_builder& raises(std::string_view add_on, std::string_view quota, quantity per_unit) {
        const auto a = known(view().find_add_on(add_on), entity::add_on, add_on);
        const auto q = known(view().find_quota(quota), entity::quota, quota);
        return a && q
                   ? append(made_.gifts_, add_on_gift{.of = *a, .raises = *q, .per_unit = per_unit},
                            entity::gift)
                   : *this;
    }
    /// States the order in which refusals are looked at. Without it, the order of the enumeration.
    catalog_builder& order(std::span<const reason> reasons) {
        made_.reasons_.assign(reasons.begin(), reasons.end());
        return *this;
    }

    /// What was added so far, for looking up ids while building.
    [[nodiscard]] catalog_view view() const noexcept { return made_.view(); }

    /// The catalog, or its first fault: a mistake while adding, or what `find_fault` finds.
    [[nodiscard]] result<owned_catalog, fault> build() const {
        if (first_) return *first_;
        owned_catalog made = made_;
        made.conditions_.resize(rules_.size());
        made.condition_ends_.resize(made.features_.size());
        detail::order_conditions(rules_, made.view(), made.conditions_, made.condition_ends_);
        std::vector<hashed_name> room(
            detail::largest_of({made.editions_.size(), made.features_.size(), made.quotas_.size(),
                                made.trials_.size(), made.attributes_.size(), made.versions_.size(),
                                made.charges_.size(), made.add_ons_.size()}));
        if (const auto found = find_fault(made.view(), room)) return *found;
        return made;
    }

private:
    static constexpr std::size_t most_rows = 65'535;

    void keep(const fault& f) {
        if (!first_) first_ = f;
    }

    template <class Row>
    catalog_builder& append(std::vector<Row>& rows, const Row& row, entity kind) {
        if (rows.size() == most_rows)
            keep({core_errc::too_many_entities, kind, rows.size(), {}, {}});
        else if (!first_)
            rows.push_back(row);
        return *this;
    }

    template <class Row, class Price>
    catalog_builder& price_row(std::vector<Row>& rows, std::string_view version,
                               std::string_view edition, std::string_view charge,
                               const Price& stated, std::optional<currency> unit, entity kind) {
        const auto v = known(view().find_version(version), entity::version, version);
        const auto e = known(view().find_edition(edition), entity::edition, edition);
        const auto c = known(view().find_charge(charge), entity::charge, charge);
        return v && e && c ? append(rows, Row{*v, *e, *c, stated, unit}, kind) : *this;
    }

    template <class Row, class Cell>
    catalog_builder& add_row(std::vector<Row>& rows, std::vector<Cell>& cells, const Row& row,
                             std::span<const Cell> in, entity kind, errc missing) {
        const std::size_t columns = made_.editions_.size();
        if (in.size() < columns)
            keep({missing, kind, rows.size(), row.key, made_.editions_[in.size()].key});
        if (in.size() > columns)
            keep({catalog_errc::unknown_edition, kind, rows.size(), row.key, {}});
        if (!first_) cells.insert(cells.end(), in.begin(), in.end());
        return append(rows, row, kind);
    }

    template <class Id>
    std::optional<Id> known(result<Id> found, entity kind, std::string_view key) {
        if (found) return *found;
        keep({found.error(), kind, 0, name::from(key).value_or(name{}), {}});
        return std::nullopt;
    }

    owned_catalog made_;
    std::vector<rule> rules_;
    std::optional<fault> first_;
};

}  // namespace ratecard::inline v0

#endif
