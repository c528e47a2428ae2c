// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_BUILDER_HPP
#define RATECARD_CATALOG_BUILDER_HPP

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <new>
#include <optional>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <ratecard/catalog/catalog.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/validate.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/sort.hpp>

namespace ratecard::inline v0 {

namespace detail {

/// Rows that grow, kept as bytes: all tables share the one vector that the compiler has to make.
template <class Row>
class row_list {
    static_assert(std::is_trivially_copyable_v<Row> &&
                  alignof(Row) <= __STDCPP_DEFAULT_NEW_ALIGNMENT__);

public:
    [[nodiscard]] std::size_t size() const noexcept { return bytes_.size() / sizeof(Row); }
    [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }
    [[nodiscard]] Row* data() noexcept { return reinterpret_cast<Row*>(bytes_.data()); }
    [[nodiscard]] const Row* data() const noexcept {
        return reinterpret_cast<const Row*>(bytes_.data());
    }
    [[nodiscard]] Row& operator[](std::size_t place) noexcept { return data()[place]; }
    [[nodiscard]] Row* begin() noexcept { return data(); }
    [[nodiscard]] Row* end() noexcept { return data() + size(); }
    [[nodiscard]] const Row* begin() const noexcept { return data(); }
    [[nodiscard]] const Row* end() const noexcept { return data() + size(); }
    // Said once, for that a range can be a span takes the compiler long to see.
    operator std::span<Row>() noexcept { return {data(), size()}; }
    operator std::span<const Row>() const noexcept { return {data(), size()}; }

    void push_back(const Row& row) {
        const Row copy = row;  // it may be one of these
        const std::size_t place = bytes_.size();
        bytes_.resize(place + sizeof(Row));
        ::new (static_cast<void*>(bytes_.data() + place)) Row(copy);
    }
    void append(std::span<const Row> rows) {
        bytes_.reserve(bytes_.size() + rows.size_bytes());
        for (const Row& row : rows) push_back(row);
    }
    void assign(std::span<const Row> rows) {
        bytes_.clear();
        append(rows);
    }
    void resize(std::size_t rows) {
        while (size() < rows) push_back(Row{});
        bytes_.resize(rows * sizeof(Row));
    }

private:
    std::vector<std::byte> bytes_;
};

template <class List>
struct lists_of_tables;
template <class... Table>
struct lists_of_tables<table_list<Table...>>
    : table_rows<typename Table::row, row_list<typename Table::row>>... {};
template <class Tables>
struct catalog_lists : lists_of_tables<typename Tables::list> {};

/// As long as the longest table whose rows have names.
template <class... Table, class Owner>
[[nodiscard]] std::size_t longest_named(table_list<Table...>, const Owner& owner) noexcept {
    return largest_of(
        {(Table::is_named ? rows_of<typename Table::row>(owner).size() : std::size_t{0})...});
}

}  // namespace detail

/// What `owned_catalog` is: a template, so that only who builds a catalog instantiates its tables.
template <class Tables>
class basic_owned_catalog {
public:
    /// The catalog as the engine sees it; valid as long as this object lives and is not moved from.
    [[nodiscard]] catalog_view view() const noexcept {
        return detail::view_of(Tables{}, offering_, tables_);
    }
    operator catalog_view() const noexcept { return view(); }

private:
    template <class T>
    friend class basic_catalog_builder;
    offering offering_{};
    detail::catalog_lists<Tables> tables_{};
};

/// A catalog built at run time: it owns its tables. Made by `catalog_builder::build`, which validates
/// it, so it has no fault.
using owned_catalog = basic_owned_catalog<detail::catalog_tables>;

/// What `catalog_builder` is: a template, so that only who builds a catalog instantiates it.
template <class Tables>
class basic_catalog_builder {
    using catalog_builder = basic_catalog_builder;
    using owned_catalog = basic_owned_catalog<Tables>;

public:
    explicit basic_catalog_builder(const offering& o) { made_.offering_ = o; }
    /// A builder that was told all that a catalog holds; what is added comes behind it. Nothing of
    /// the view is kept.
    explicit basic_catalog_builder(const catalog_view& c) {
        made_.offering_ = *c.offering;
        detail::for_each_table(Tables{}, [&]<class Table>(Table) {
            rows<typename Table::row>().assign(c.*Table::member);
        });
        // Conditions become rules again, for there may be more to come.
        rows<condition>().resize(0);
        rows<std::uint16_t>().resize(0);
        std::size_t begin = 0;
        for (std::size_t f = 0; f < c.features.size(); begin = c.condition_ends[f++])
            for (const condition& must : c.conditions.subspan(begin, c.condition_ends[f] - begin))
                rules_.push_back({feature_id{static_cast<std::uint16_t>(f)}, must});
    }

    /// Adds an edition, above all before. All editions come before the first feature and quota.
    catalog_builder& add(const edition& e) {
        if (!rows<feature>().empty())
            keep({catalog_errc::feature_without_value_in_an_edition, entity::feature, 0,
                  rows<feature>()[0].key, e.key});
        if (!rows<quota>().empty())
            keep({catalog_errc::quota_without_limit_in_an_edition, entity::quota, 0,
                  rows<quota>()[0].key, e.key});
        return append(e);
    }
    /// Adds a trial, an attribute, a price-book version (later than those before it) or a charge.
    catalog_builder& add(const trial& t) { return append(t); }
    catalog_builder& add(const attribute& a) { return append(a); }
    catalog_builder& add(const price_version& v) { return append(v); }
    catalog_builder& add(const charge& c) { return append(c); }

    /// Adds a feature and how each edition has it, in the order of the editions.
    catalog_builder& add(const feature& f, std::span<const availability> in) {
        return add_row(f, in, catalog_errc::feature_without_value_in_an_edition);
    }
    catalog_builder& add(const feature& f, std::initializer_list<availability> in) {
        return add(f, std::span{in.begin(), in.size()});
    }
    /// Adds a quota and its limit in each edition, in the order of the editions.
    catalog_builder& add(const quota& q, std::span<const quota_limit> in) {
        return add_row(q, in, catalog_errc::quota_without_limit_in_an_edition);
    }
    catalog_builder& add(const quota& q, std::initializer_list<quota_limit> in) {
        return add(q, std::span{in.begin(), in.size()});
    }

    /// Adds a value of an enumerated attribute.
    catalog_builder& add_value(std::string_view attribute, const name& value) {
        const auto of = known(view().find_attribute(attribute), entity::attribute, attribute);
        return of ? append(attribute_value{*of, value}) : *this;
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
        return v && e ? append(plan_price{*v, *e, per_month, unit}) : *this;
    }
    /// States one step of a charge's price in an edition; steps in the order of their bounds.
    catalog_builder& price(std::string_view version, std::string_view edition,
                           std::string_view charge, const tier& step,
                           std::optional<currency> unit = {}) {
        return price_row<charge_price>(version, edition, charge, step, unit);
    }
    /// States the price of a charge of transactions in an edition.
    catalog_builder& price_by(std::string_view version, std::string_view edition,
                              std::string_view charge, const percentage& price,
                              std::optional<currency> unit = {}) {
        return price_row<percentage_price>(version, edition, charge, price, unit);
    }
    /// States one step of the price of a capacity in an edition; steps in the order of their limits.
    catalog_builder& price_by(std::string_view version, std::string_view edition,
                              std::string_view charge,
                              const capacity_tier<max_capacity_units>& step,
                              std::optional<currency> unit = {}) {
        return price_row<capacity_price>(version, edition, charge, step, unit);
    }
    /// States one row of the price matrix of a charge in an edition.
    catalog_builder& price_by(std::string_view version, std::string_view edition,
                              std::string_view charge, const matrix_row& row,
                              std::optional<currency> unit = {}) {
        return price_row<matrix_price>(version, edition, charge, row, unit);
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
        return append(stated);
    }
    /// States the version that subscriptions of another one may move to.
    catalog_builder& migrate(std::string_view from, std::string_view to) {
        const auto f = known(view().find_version(from), entity::version, from);
        const auto t = known(view().find_version(to), entity::version, to);
        if (f && t) rows<price_version>()[f->index()].migrates_to = *t;
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
        return append(r);
    }
    /// Adds an add-on, or a text that features have as their value.
    catalog_builder& add(const add_on& a) { return append(a); }
    catalog_builder& add(const value_text& t) { return append(t); }
    /// The units of an add-on cost the prices of a charge.
    catalog_builder& charged_by(std::string_view add_on, std::string_view charge) {
        const auto a = known(view().find_add_on(add_on), entity::add_on, add_on);
        const auto c = known(view().find_charge(charge), entity::charge, charge);
        if (a && c) rows<ratecard::add_on>()[a->index()].charged = *c;
        return *this;
    }
    /// Adds an option of a feature, above those before it.
    catalog_builder& add_option(std::string_view feature, const name& key) {
        const auto of = known(view().find_feature(feature), entity::feature, feature);
        return of ? append(feature_option{*of, key}) : *this;
    }
    /// States the value of a feature in an edition.
    catalog_builder& value(std::string_view feature, std::string_view edition,
                           const feature_value& v) {
        const auto f = known(view().find_feature(feature), entity::feature, feature);
        const auto e = known(view().find_edition(edition), entity::edition, edition);
        return f && e ? append(edition_value{*f, *e, v}) : *this;
    }
    /// States that an add-on gives a feature, with a value where it has one.
    catalog_builder& gives(std::string_view add_on, std::string_view feature,
                           const feature_value& v = {}) {
        const auto a = known(view().find_add_on(add_on), entity::add_on, add_on);
        const auto f = known(view().find_feature(feature), entity::feature, feature);
        return a && f ? append(add_on_gift{.of = *a, .gives = *f, .value = v}) : *this;
    }
    /// States by how much each unit of an add-on raises a quota.
    catalog_builder& raises(std::string_view add_on, std::string_view quota, quantity per_unit) {
        const auto a = known(view().find_add_on(add_on), entity::add_on, add_on);
        const auto q = known(view().find_quota(quota), entity::quota, quota);
        return a && q ? append(add_on_gift{.of = *a, .raises = *q, .per_unit = per_unit}) : *this;
    }
    /// States the order in which refusals are looked at. Without it, the order of the enumeration.
    catalog_builder& order(std::span<const reason> reasons) {
        rows<reason>().assign(reasons);
        return *this;
    }

    /// What was added so far, for looking up ids while building.
    [[nodiscard]] catalog_view view() const noexcept { return made_.view(); }

    /// The catalog, or its first fault: a mistake while adding, or what `find_fault` finds.
    [[nodiscard]] result<owned_catalog, fault> build() const {
        if (first_) return *first_;
        owned_catalog made = made_;
        auto& conditions = detail::rows_of<condition>(made.tables_);
        auto& ends = detail::rows_of<std::uint16_t>(made.tables_);
        conditions.resize(rules_.size());
        ends.resize(made.view().features.size());
        detail::order_conditions(rules_, made.view(), conditions, ends);
        detail::row_list<hashed_name> room;
        room.resize(detail::longest_named(Tables{}, made.tables_));
        if (const auto found = find_fault(made.view(), {room.data(), room.size()})) return *found;
        return made;
    }

private:
    static constexpr std::size_t most_rows = 65'535;

    void keep(const fault& f) {
        if (!first_) first_ = f;
    }

    template <class Row>
    [[nodiscard]] detail::row_list<Row>& rows() noexcept {
        return detail::rows_of<Row>(made_.tables_);
    }

    template <class Row>
    catalog_builder& append(const Row& row) {
        return append(rows<Row>(), row, detail::kind_of_row<Row>);
    }
    template <class Row>
    catalog_builder& append(detail::row_list<Row>& rows, const Row& row, entity kind) {
        if (rows.size() == most_rows)
            keep({core_errc::too_many_entities, kind, rows.size(), {}, {}});
        else if (!first_)
            rows.push_back(row);
        return *this;
    }

    template <class Row, class Price>
    catalog_builder& price_row(std::string_view version, std::string_view edition,
                               std::string_view charge, const Price& stated,
                               std::optional<currency> unit) {
        const auto v = known(view().find_version(version), entity::version, version);
        const auto e = known(view().find_edition(edition), entity::edition, edition);
        const auto c = known(view().find_charge(charge), entity::charge, charge);
        return v && e && c ? append(Row{*v, *e, *c, stated, unit}) : *this;
    }

    template <class Row, class Cell>
    catalog_builder& add_row(const Row& row, std::span<const Cell> in, errc missing) {
        constexpr entity kind = detail::kind_of_row<Row>;
        const auto editions = view().editions;
        const std::size_t place = rows<Row>().size();
        if (in.size() < editions.size())
            keep({missing, kind, place, row.key, editions[in.size()].key});
        if (in.size() > editions.size())
            keep({catalog_errc::unknown_edition, kind, place, row.key, {}});
        if (!first_) rows<Cell>().append(in);
        return append(row);
    }

    template <class Id>
    std::optional<Id> known(result<Id> found, entity kind, std::string_view key) {
        if (found) return *found;
        keep({found.error(), kind, 0, name::from(key).value_or(name{}), {}});
        return std::nullopt;
    }

    owned_catalog made_;
    detail::row_list<rule> rules_;
    std::optional<fault> first_;
};

/// Builds a catalog under names, entity by entity. A name must have been added before it is used.
/// The first mistake is kept, and what follows it ignored; `build` returns it, naming the culprit.
using catalog_builder = basic_catalog_builder<detail::catalog_tables>;

}  // namespace ratecard::inline v0

#endif
