// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_VIEW_HPP
#define RATECARD_CATALOG_VIEW_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include <ratecard/catalog/change_rule.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/offering.hpp>
#include <ratecard/catalog/price_book.hpp>
#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/catalog/product.hpp>
#include <ratecard/core/condition.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/currency.hpp>

/// The view of a catalog that every function of the library takes, and its look-ups.
namespace ratecard::inline v0 {

namespace detail {

template <class Row>
[[nodiscard]] constexpr const Row& row(std::span<const Row> rows, std::size_t index) {
    if (index >= rows.size()) id_must_be_of_this_catalog();
    return rows[index];
}

template <class Id, class Row>
[[nodiscard]] constexpr result<Id> find(std::span<const Row> rows, std::string_view key,
                                        errc missing) noexcept {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].key.view() == key) return Id{static_cast<std::uint16_t>(i)};
    return missing;
}

/// Identifies the rows of a price list that belong to one price.
struct price_key {
    charge_id charge{};
    edition_id edition{};
    version_id version{};
    currency unit{};
    bool is_plain = false;  ///< `unit` is the offering's: rows without a currency belong, too

    [[nodiscard]] constexpr bool is_of(const auto& row) const noexcept {
        return row.charge == charge && row.edition == edition && row.version == version &&
               (row.unit ? *row.unit == unit : is_plain);
    }
};

/// The rows of one price. A catalog without a fault lists them together.
template <class Row>
[[nodiscard]] constexpr std::span<const Row> rows_of_price(std::span<const Row> rows,
                                                           const price_key& wanted) noexcept {
    const Row* const end = rows.data() + rows.size();
    const Row* first = rows.data();
    while (first != end && !wanted.is_of(*first)) ++first;
    const Row* end_of_price = first;
    while (end_of_price != end && wanted.is_of(*end_of_price)) ++end_of_price;
    return {first, end_of_price};
}

}  // namespace detail

/// A catalog as spans over the tables of its owner, valid as long as the owner lives. The feature
/// matrix and the quota table are stored row by row: one row for each feature or quota, one column
/// for each edition.
struct catalog_view {
    const ratecard::offering* offering = nullptr;
    std::span<const edition> editions{};
    std::span<const feature> features{};
    std::span<const availability> feature_matrix{};
    std::span<const quota> quotas{};
    std::span<const quota_limit> quota_table{};
    std::span<const trial> trials{};
    std::span<const attribute> attributes{};
    std::span<const attribute_value> values{};
    std::span<const condition> conditions{};          ///< by feature, then in the order of refusals
    std::span<const std::uint16_t> condition_ends{};  ///< per feature, the end of its conditions
    std::span<const price_version> versions{};
    std::span<const plan_price> plan_prices{};
    std::span<const term_price> term_prices{};
    std::span<const charge> charges{};
    std::span<const charge_price> charge_prices{};
    std::span<const percentage_price> percentage_prices{};
    std::span<const capacity_price> capacity_prices{};
    std::span<const matrix_price> matrix_prices{};
    std::span<const price_adjustment> price_adjustments{};
    std::span<const change_rule> changes{};
    std::span<const add_on> add_ons{};
    std::span<const add_on_gift> gifts{};
    std::span<const add_on_rule> add_on_rules{};
    std::span<const edition_value> edition_values{};
    std::span<const feature_option> options{};
    std::span<const value_text> texts{};
    std::span<const reason> reason_order{};  ///< empty: the order of the enumeration
    /// The currency whose prices this view shows; none: the offering's. See `in`.
    std::optional<currency> shown_in{};
    /// What the owner computed by `fingerprint_of`. A snapshot is asked only with the conditions of
    /// a catalog that has the same.
    std::uint64_t fingerprint = 0;

    /// The currency of all prices that this view shows.
    [[nodiscard]] constexpr currency unit() const noexcept {
        return shown_in.value_or(offering->unit);
    }
    /// The same catalog with its prices in another currency, so that everything rated or billed is
    /// in that currency. `catalog_errc::no_price` if the price book has no price in it.
    [[nodiscard]] constexpr result<catalog_view> in(currency wanted) const noexcept {
        const auto states = [&]<class Row>(std::span<const Row> rows) {
            for (const Row& row : rows) {
                if constexpr (requires { row.on_request; })
                    if (row.on_request) continue;
                if (row.unit.value_or(offering->unit) == wanted) return true;
            }
            return false;
        };
        if (wanted != offering->unit && !states(plan_prices) && !states(charge_prices) &&
            !states(percentage_prices) && !states(capacity_prices) && !states(matrix_prices))
            return catalog_errc::no_price;
        catalog_view view = *this;
        view.shown_in = wanted;
        return view;
    }

    /// The edition of a subscription before its first plan: the offering's default edition, or the
    /// first edition if there is no default. Ask `offering->default_edition` whether there is one: a
    /// subscription to an offering without it has nothing before its first order.
    [[nodiscard]] constexpr edition_id edition_before_orders() const noexcept {
        return offering->default_edition.value_or(edition_id{});
    }

    /// Whether the catalog has a row with this id.
    [[nodiscard]] constexpr bool has(edition_id e) const noexcept {
        return e.index() < editions.size();
    }
    [[nodiscard]] constexpr bool has(feature_id f) const noexcept {
        return f.index() < features.size();
    }
    [[nodiscard]] constexpr bool has(quota_id q) const noexcept {
        return q.index() < quotas.size();
    }
    [[nodiscard]] constexpr bool has(charge_id c) const noexcept {
        return c.index() < charges.size();
    }
    [[nodiscard]] constexpr bool has(version_id v) const noexcept {
        return v.index() < versions.size();
    }
    [[nodiscard]] constexpr bool has(attribute_id a) const noexcept {
        return a.index() < attributes.size();
    }
    [[nodiscard]] constexpr bool has(trial_id t) const noexcept {
        return t.index() < trials.size();
    }

    [[nodiscard]] constexpr bool has(add_on_id a) const noexcept {
        return a.index() < add_ons.size();
    }
    [[nodiscard]] constexpr bool has(text_id t) const noexcept { return t.index() < texts.size(); }

    /// The row with this id. \pre the id is of this catalog.
    [[nodiscard]] constexpr const edition& operator[](edition_id e) const {
        return detail::row(editions, e.index());
    }
    [[nodiscard]] constexpr const feature& operator[](feature_id f) const {
        return detail::row(features, f.index());
    }
    [[nodiscard]] constexpr const quota& operator[](quota_id q) const {
        return detail::row(quotas, q.index());
    }
    [[nodiscard]] constexpr const charge& operator[](charge_id c) const {
        return detail::row(charges, c.index());
    }
    [[nodiscard]] constexpr const price_version& operator[](version_id v) const {
        return detail::row(versions, v.index());
    }
    [[nodiscard]] constexpr const attribute& operator[](attribute_id a) const {
        return detail::row(attributes, a.index());
    }
    [[nodiscard]] constexpr const trial& operator[](trial_id t) const {
        return detail::row(trials, t.index());
    }

    [[nodiscard]] constexpr const add_on& operator[](add_on_id a) const {
        return detail::row(add_ons, a.index());
    }
    [[nodiscard]] constexpr const value_text& operator[](text_id t) const {
        return detail::row(texts, t.index());
    }

    /// How an edition has a feature. \pre both ids are of this catalog.
    [[nodiscard]] constexpr availability at(feature_id f, edition_id e) const {
        if (!has(e)) detail::id_must_be_of_this_catalog();
        return detail::row(feature_matrix, f.index() * editions.size() + e.index());
    }
    /// The limit of a quota in an edition. \pre both ids are of this catalog.
    [[nodiscard]] constexpr const quota_limit& at(quota_id q, edition_id e) const {
        if (!has(e)) detail::id_must_be_of_this_catalog();
        return detail::row(quota_table, q.index() * editions.size() + e.index());
    }

    /// The value of a feature in an edition, or nothing if none is stated.
    [[nodiscard]] constexpr std::optional<feature_value> value_of(feature_id f,
                                                                  edition_id e) const noexcept {
        for (const edition_value& v : edition_values)
            if (v.of == f && v.in == e) return v.value;
        return std::nullopt;
    }
    /// The number of options of a feature.
    [[nodiscard]] constexpr std::size_t options_of(feature_id f) const noexcept {
        std::size_t count = 0;
        for (const feature_option& o : options) count += o.of == f ? 1u : 0u;
        return count;
    }
    /// Whether a feature can have a value: the kind is the feature's, and its options or its text
    /// exist.
    [[nodiscard]] constexpr bool can_be(feature_id f, const feature_value& v) const noexcept {
        return can_be(f, v, v.as_option() || v.as_options() ? options_of(f) : 0);
    }
    /// The same for a feature that has so many options.
    [[nodiscard]] constexpr bool can_be(feature_id f, const feature_value& v,
                                        std::size_t options_of_it) const noexcept {
        if (!has(f) || features[f.index()].kind != v.kind()) return false;
        if (const auto number = v.as_option()) return *number < options_of_it;
        if (const auto some = v.as_options())
            return options_of_it >= 64 || some->bits >> options_of_it == 0;
        if (const auto id = v.as_text()) return has(*id);
        return true;
    }

    /// Whether an add-on is sold with an edition: a rule says so, or no rule names its editions.
    [[nodiscard]] constexpr bool is_sold_with(add_on_id a, edition_id e) const noexcept {
        bool with_every = true;
        for (const add_on_rule& r : add_on_rules) {
            if (r.of != a || r.relation != add_on_relation::sold_with) continue;
            if (r.edition == e) return true;
            with_every = false;
        }
        return with_every;
    }
    /// Whether an add-on is sold only to customers who have the other one. What that one needs in
    /// its turn is not counted.
    [[nodiscard]] constexpr bool needs(add_on_id a, add_on_id other) const noexcept {
        for (const add_on_rule& r : add_on_rules)
            if (r.relation == add_on_relation::needs && r.of == a && r.other == other) return true;
        return false;
    }
    /// Whether a customer cannot have both add-ons.
    [[nodiscard]] constexpr bool excludes(add_on_id a, add_on_id b) const noexcept {
        for (const add_on_rule& r : add_on_rules)
            if (r.relation == add_on_relation::excludes &&
                ((r.of == a && r.other == b) || (r.of == b && r.other == a)))
                return true;
        return false;
    }

    /// The conditions of all features, as a check reads them.
    [[nodiscard]] constexpr condition_table condition_rows() const noexcept {
        return {conditions.data(), condition_ends.data(),
                static_cast<std::uint16_t>(condition_ends.size()), fingerprint};
    }

    /// Whether a charge is the price of an add-on's units.
    [[nodiscard]] constexpr bool is_price_of_add_on(charge_id c) const noexcept {
        for (const add_on& a : add_ons)
            if (a.charged == c) return true;
        return false;
    }

    /// Whether a row of the price list is in the currency that this view shows. A row without a
    /// currency is in the offering's.
    [[nodiscard]] constexpr bool shows(const std::optional<currency>& of_row) const noexcept {
        return of_row.value_or(offering->unit) == unit();
    }
    /// Identifies the price of a charge, in the currency that this view shows.
    [[nodiscard]] constexpr detail::price_key price_key(charge_id c, edition_id e,
                                                        version_id v) const noexcept {
        return {c, e, v, unit(), unit() == offering->unit};
    }
    /// The row of an edition's price; null if the version has none. Its price may be on request.
    [[nodiscard]] constexpr const plan_price* find_plan_price(edition_id e,
                                                              version_id v) const noexcept {
        const plan_price* in_every_currency = nullptr;
        for (const plan_price& p : plan_prices) {
            if (p.edition != e || p.version != v) continue;
            if (shows(p.unit)) return &p;
            if (!p.unit && p.on_request) in_every_currency = &p;
        }
        return in_every_currency;
    }
    /// The price of an edition for the time and the seat that its row names, by default for a month;
    /// or nothing if the version has none, or one on request.
    [[nodiscard]] constexpr std::optional<decimal> price_of(edition_id e,
                                                            version_id v) const noexcept {
        const plan_price* const row = find_plan_price(e, v);
        return row != nullptr && !row->on_request ? std::optional{row->amount} : std::nullopt;
    }
    /// The row of the price of a term of an edition; null if such a term costs its months at the
    /// price of the edition.
    [[nodiscard]] constexpr const term_price* find_term_price(edition_id e, version_id v,
                                                              std::int32_t months) const noexcept {
        const term_price* in_every_currency = nullptr;
        for (const term_price& t : term_prices) {
            if (t.edition != e || t.version != v || t.months != months) continue;
            if (shows(t.unit)) return &t;
            if (!t.unit && t.percentage_off) in_every_currency = &t;
        }
        return in_every_currency;
    }
    /// The steps of a charge's price, in order; empty if the version or edition has none.
    [[nodiscard]] constexpr std::span<const charge_price> price_of(charge_id c, edition_id e,
                                                                   version_id v) const noexcept {
        return detail::rows_of_price(charge_prices, price_key(c, e, v));
    }
    /// The percentage of a charge; null if the version or edition has none.
    [[nodiscard]] constexpr const percentage* percentage_of(charge_id c, edition_id e,
                                                            version_id v) const noexcept {
        const auto rows = detail::rows_of_price(percentage_prices, price_key(c, e, v));
        return rows.empty() ? nullptr : &rows[0].price;
    }
    /// The steps of a capacity price, in order; empty if the version or edition has none.
    [[nodiscard]] constexpr std::span<const capacity_price> capacity_of(
        charge_id c, edition_id e, version_id v) const noexcept {
        return detail::rows_of_price(capacity_prices, price_key(c, e, v));
    }
    /// The rows of a charge's price matrix; empty if the version or edition has none.
    [[nodiscard]] constexpr std::span<const matrix_price> matrix_of(charge_id c, edition_id e,
                                                                    version_id v) const noexcept {
        return detail::rows_of_price(matrix_prices, price_key(c, e, v));
    }
    /// The price adjustment of a charge, or of all charges together if `c` is empty; null if the
    /// version or edition has none.
    [[nodiscard]] constexpr const price_adjustment* find_adjustment(std::optional<charge_id> c,
                                                                    edition_id e,
                                                                    version_id v) const noexcept {
        for (const price_adjustment& a : price_adjustments)
            if (a.charge == c && a.edition == e && a.version == v && shows(a.unit)) return &a;
        return nullptr;
    }
    /// As `find_adjustment`, but an adjustment that changes nothing if there is none.
    [[nodiscard]] constexpr price_adjustment adjustment_of(std::optional<charge_id> c, edition_id e,
                                                           version_id v) const noexcept {
        const price_adjustment* const row = find_adjustment(c, e, v);
        return row != nullptr ? *row : price_adjustment{.version = v, .edition = e, .charge = c};
    }

    /// The direction of a change by the order of the editions, from the smallest to the largest.
    [[nodiscard]] static constexpr change_direction direction_of(edition_id from,
                                                                 edition_id to) noexcept {
        return from < to   ? change_direction::upgrade
               : to < from ? change_direction::downgrade
                           : change_direction::lateral;
    }
    /// The rule for a change from one edition to another. The direction is that of the order of the
    /// editions, unless the caller passes another. The most specific rule decides (`change_rule`).
    /// \pre the change rules have a default.
    [[nodiscard]] constexpr change_rule change(edition_id from, edition_id to) const noexcept {
        return change(from, to, direction_of(from, to));
    }
    [[nodiscard]] constexpr change_rule change(edition_id from, edition_id to,
                                               change_direction direction) const noexcept {
        change_rule decisive{};
        int best = -1;
        for (const change_rule& r : changes) {
            if ((r.from && *r.from != from) || (r.to && *r.to != to) ||
                (r.direction && *r.direction != direction))
                continue;
            const int specificity = (r.to ? 4 : 0) + (r.from ? 2 : 0) + (r.direction ? 1 : 0);
            if (specificity > best) {
                best = specificity;
                decisive = r;
            }
        }
        return decisive;
    }

    /// The version in force at `t`: the latest one that began at or before `t`.
    /// `catalog_errc::no_version_in_force` if `t` is before the first version.
    [[nodiscard]] constexpr result<version_id> version_at(instant t) const noexcept {
        std::size_t after = 0;
        while (after < versions.size() && versions[after].effective_from <= t) ++after;
        if (after == 0) return catalog_errc::no_version_in_force;
        return version_id{static_cast<std::uint16_t>(after - 1)};
    }

    /// The place of a reason in the order of refusals. A reason with a lower rank is checked first.
    /// Reasons before `not_in_edition` (unknown, stale, lifecycle, override) have rank 0; `allowed`
    /// has the last rank.
    [[nodiscard]] constexpr std::uint8_t rank(reason why) const noexcept {
        if (why == reason::allowed) return last_rank;
        if (why < reason::not_in_edition) return 0;
        for (std::size_t i = 0; i < reason_order.size() && i < last_rank; ++i)
            if (reason_order[i] == why) return static_cast<std::uint8_t>(i + 1);
        return static_cast<std::uint8_t>(why);
    }

    /// The id of the entity with this name. An error that names the kind, such as
    /// `catalog_errc::unknown_edition`, if there is none.
    [[nodiscard]] constexpr result<edition_id> find_edition(std::string_view key) const noexcept {
        return detail::find<edition_id>(editions, key, catalog_errc::unknown_edition);
    }
    [[nodiscard]] constexpr result<feature_id> find_feature(std::string_view key) const noexcept {
        return detail::find<feature_id>(features, key, catalog_errc::unknown_feature);
    }
    [[nodiscard]] constexpr result<quota_id> find_quota(std::string_view key) const noexcept {
        return detail::find<quota_id>(quotas, key, catalog_errc::unknown_quota);
    }
    [[nodiscard]] constexpr result<charge_id> find_charge(std::string_view key) const noexcept {
        return detail::find<charge_id>(charges, key, catalog_errc::unknown_charge);
    }
    [[nodiscard]] constexpr result<version_id> find_version(std::string_view key) const noexcept {
        return detail::find<version_id>(versions, key, catalog_errc::unknown_version);
    }
    [[nodiscard]] constexpr result<attribute_id> find_attribute(
        std::string_view key) const noexcept {
        return detail::find<attribute_id>(attributes, key, catalog_errc::unknown_attribute);
    }
    [[nodiscard]] constexpr result<trial_id> find_trial(std::string_view key) const noexcept {
        return detail::find<trial_id>(trials, key, catalog_errc::unknown_trial);
    }
    [[nodiscard]] constexpr result<add_on_id> find_add_on(std::string_view key) const noexcept {
        return detail::find<add_on_id>(add_ons, key, catalog_errc::unknown_add_on);
    }
    /// The number of an option of a feature. `catalog_errc::unknown_value` if the feature has no
    /// option of this name.
    [[nodiscard]] constexpr result<std::uint8_t> find_option(feature_id of,
                                                             std::string_view key) const noexcept {
        std::uint8_t number = 0;
        for (const feature_option& o : options) {
            if (o.of != of) continue;
            if (o.key.view() == key) return number;
            ++number;
        }
        return catalog_errc::unknown_value;
    }
    /// The number of a value of an enumerated attribute. `catalog_errc::unknown_value` if the
    /// attribute has no value of this name.
    [[nodiscard]] constexpr result<std::int64_t> find_value(attribute_id of,
                                                            std::string_view key) const noexcept {
        std::int64_t number = 0;
        for (const attribute_value& v : values) {
            if (v.of != of) continue;
            if (v.key.view() == key) return number;
            ++number;
        }
        return catalog_errc::unknown_value;
    }
};

namespace detail {

/// A table of a catalog: its member of `catalog_view`, the kind of entity of its rows, and the type
/// of their ids; `void` if the rows have none.
template <auto Member, entity Kind, class Id = void>
struct table;
template <class Row, std::span<const Row> catalog_view::*Member, entity Kind, class Id>
struct table<Member, Kind, Id> {
    using row = Row;
    using id = Id;
    static constexpr std::span<const Row> catalog_view::*member = Member;
    static constexpr entity kind = Kind;
    /// The rows have ids and names; no two of them may have the same name.
    static constexpr bool is_named = requires(const Row& r, Id) { r.key; };
};

template <class... Table>
struct table_list {
    using list = table_list;
    static constexpr std::size_t size = sizeof...(Table);
};

/// All tables, in the order of the members of `catalog_view`. For a new kind of row, add a member
/// there and a line here: the owners, the builder, the search for duplicate names and the content
/// hash follow. A table is found by the type of its rows, so no two tables have the same.
struct catalog_tables
    : table_list<table<&catalog_view::editions, entity::edition, edition_id>,
                 table<&catalog_view::features, entity::feature, feature_id>,
                 table<&catalog_view::feature_matrix, entity::feature>,
                 table<&catalog_view::quotas, entity::quota, quota_id>,
                 table<&catalog_view::quota_table, entity::quota>,
                 table<&catalog_view::trials, entity::trial, trial_id>,
                 table<&catalog_view::attributes, entity::attribute, attribute_id>,
                 table<&catalog_view::values, entity::value>,
                 table<&catalog_view::conditions, entity::rule>,
                 table<&catalog_view::condition_ends, entity::rule>,
                 table<&catalog_view::versions, entity::version, version_id>,
                 table<&catalog_view::plan_prices, entity::plan_price>,
                 table<&catalog_view::term_prices, entity::term_price>,
                 table<&catalog_view::charges, entity::charge, charge_id>,
                 table<&catalog_view::charge_prices, entity::charge_price>,
                 table<&catalog_view::percentage_prices, entity::percentage_price>,
                 table<&catalog_view::capacity_prices, entity::capacity_price>,
                 table<&catalog_view::matrix_prices, entity::matrix_price>,
                 table<&catalog_view::price_adjustments, entity::price_adjustment>,
                 table<&catalog_view::changes, entity::change_rule>,
                 table<&catalog_view::add_ons, entity::add_on, add_on_id>,
                 table<&catalog_view::gifts, entity::gift>,
                 table<&catalog_view::add_on_rules, entity::add_on_rule>,
                 table<&catalog_view::edition_values, entity::edition_value>,
                 table<&catalog_view::options, entity::option>,
                 table<&catalog_view::texts, entity::text, text_id>,
                 table<&catalog_view::reason_order, entity::reason_order>> {};

/// As large as `catalog_view` if each of its tables is in the list.
struct unnamed_view {
    const ratecard::offering* offering;
    std::span<const edition> tables[catalog_tables::size];
    std::optional<currency> shown_in;
    std::uint64_t fingerprint;
};
static_assert(sizeof(unnamed_view) == sizeof(catalog_view),
              "each table of the view is in the list of tables");

/// Calls `visit` with each table of a list.
template <class... Table, class Visit>
constexpr void for_each_table(table_list<Table...>, Visit visit) {
    (visit(Table{}), ...);
}

/// The place of a table in the list, found by the type of its rows.
template <class Row, std::size_t Place>
struct place_of_table {};
template <class List, class Places>
struct table_places;
template <class... Table, std::size_t... Place>
struct table_places<table_list<Table...>, std::index_sequence<Place...>>
    : place_of_table<typename Table::row, Place>... {};
using catalog_places =
    table_places<catalog_tables::list, std::make_index_sequence<catalog_tables::size>>;

template <class Row, std::size_t Place>
constexpr std::size_t place_in(const place_of_table<Row, Place>*) noexcept {
    return Place;
}
template <class Row>
constexpr std::size_t place_of() noexcept {
    return detail::place_in<Row>(static_cast<const catalog_places*>(nullptr));
}

template <class... Table>
constexpr entity kind_at(table_list<Table...>, std::size_t place) noexcept {
    constexpr entity kinds[] = {Table::kind...};
    return kinds[place];
}
/// The kind of entity of a row, for a fault.
template <class Row>
inline constexpr entity kind_of_row = detail::kind_at(catalog_tables{}, place_of<Row>());

/// The rows of one table, stored by the owner of a catalog.
template <class Row, class Rows>
struct table_rows {
    Rows rows{};
};
template <class Row, class Rows>
[[nodiscard]] constexpr Rows& rows_of(table_rows<Row, Rows>& owner) noexcept {
    return owner.rows;
}
template <class Row, class Rows>
[[nodiscard]] constexpr const Rows& rows_of(const table_rows<Row, Rows>& owner) noexcept {
    return owner.rows;
}

/// The view of an owner's tables. The list has the order of the members of `catalog_view`.
template <class... Table, class Owner>
[[nodiscard]] constexpr catalog_view view_of(table_list<Table...>, const offering& o,
                                             const Owner& owner,
                                             std::uint64_t fingerprint) noexcept {
    return {&o, rows_of<typename Table::row>(owner)..., {}, fingerprint};
}

}  // namespace detail

}  // namespace ratecard::inline v0

#endif
