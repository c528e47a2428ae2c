// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_BUILDER_HPP
#define RATECARD_CATALOG_BUILDER_HPP

#include <array>
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
#include <ratecard/catalog/fingerprint.hpp>
#include <ratecard/catalog/repeated_row.hpp>
#include <ratecard/catalog/validate.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/time/zone.hpp>

/// Builds catalogs at run time, from entities that are named by texts.
namespace ratecard::inline v0 {

namespace detail {

/// A growing list of rows. The rows are stored as bytes, so that the compiler instantiates one
/// vector for all tables.
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
    [[nodiscard]] const Row& operator[](std::size_t place) const noexcept { return data()[place]; }
    [[nodiscard]] Row* begin() noexcept { return data(); }
    [[nodiscard]] Row* end() noexcept { return data() + size(); }
    [[nodiscard]] const Row* begin() const noexcept { return data(); }
    [[nodiscard]] const Row* end() const noexcept { return data() + size(); }
    // Without these, the compiler takes long to find that a range converts to a span.
    operator std::span<Row>() noexcept { return {data(), size()}; }
    operator std::span<const Row>() const noexcept { return {data(), size()}; }

    void push_back(const Row& row) {
        const Row copy = row;  // `row` may be in this list
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

/// Whether the rows of a table have ids and names.
template <class Row>
inline constexpr bool is_named = has_named_rows(catalog_tables{}, place_of<Row>());
template <>
inline constexpr bool is_named<rule> = false;  // rules become conditions

/// Finds rows by name in O(log^2 n), while rows are added.
///
/// The rows are listed in sorted runs whose lengths are the powers of two that add up to their
/// number: 13 rows are runs of 8, 4 and 1. Rows with one hash are ordered by name, so names that
/// were chosen to have one hash cost no more than others.
class name_index {
public:
    /// Adds the last one of the rows.
    template <class Row>
    void add(const row_list<Row>& rows) {
        const std::size_t count = rows.size();
        listed_.push_back({hash_of(rows[count - 1].key.view()), count - 1});
        const std::size_t run = count & (~count + 1);  // the lowest bit that is set
        detail::sort(std::span<hashed_name>{listed_}.last(run),
                     [&](const hashed_name& a, const hashed_name& b) {
                         return is_before(a, b.hash, rows[b.place].key.view(), b.place, rows);
                     });
    }
    /// The place of the first row with this name, or nothing.
    template <class Row>
    [[nodiscard]] std::optional<std::size_t> find(std::string_view key,
                                                  const row_list<Row>& rows) const {
        const std::uint64_t hash = hash_of(key);
        std::optional<std::size_t> found;
        std::size_t end = listed_.size();
        for (std::size_t rest = end; rest != 0; rest &= rest - 1) {
            const std::size_t run = rest & (~rest + 1);
            std::size_t first = end - run;
            for (std::size_t left = run; left != 0;) {
                const std::size_t half = left / 2;
                if (is_before(listed_[first + half], hash, key, 0, rows)) {
                    first += half + 1;
                    left -= half + 1;
                } else {
                    left = half;
                }
            }
            if (first != end && listed_[first].hash == hash &&
                rows[listed_[first].place].key.view() == key &&
                (!found || listed_[first].place < *found))
                found = listed_[first].place;
            end -= run;
        }
        return found;
    }

private:
    template <class Row>
    static bool is_before(const hashed_name& a, std::uint64_t hash, std::string_view key,
                          std::size_t place, const row_list<Row>& rows) {
        if (a.hash != hash) return a.hash < hash;
        const std::string_view name = rows[a.place].key.view();
        return name != key ? name < key : a.place < place;
    }

    row_list<hashed_name> listed_;
};

template <class List>
struct lists_of_tables;
template <class... Table>
struct lists_of_tables<table_list<Table...>>
    : table_rows<typename Table::row, row_list<typename Table::row>>... {};
template <class Tables>
struct catalog_lists : lists_of_tables<typename Tables::list> {};

/// The number of rows of the longest table.
template <class... Table, class Owner>
[[nodiscard]] std::size_t longest_of(table_list<Table...>, const Owner& owner) noexcept {
    return largest_of({rows_of<typename Table::row>(owner).size()...});
}

}  // namespace detail

/// The template behind `owned_catalog`. Only programs that build a catalog instantiate it.
template <class Tables>
class basic_owned_catalog {
public:
    basic_owned_catalog(const basic_owned_catalog& other)
        : offering_{other.offering_},
          clocks_{other.clocks_},
          tables_{other.tables_},
          fingerprint_{other.fingerprint_} {
        read_own_clocks();
    }
    basic_owned_catalog& operator=(const basic_owned_catalog& other) {
        return *this = basic_owned_catalog{other};
    }
    // A list that is moved keeps its rows where they are, and so does the zone that reads them.
    basic_owned_catalog(basic_owned_catalog&&) = default;
    basic_owned_catalog& operator=(basic_owned_catalog&&) = default;
    ~basic_owned_catalog() = default;

    /// A view of this catalog, valid as long as this object lives and is not moved from.
    [[nodiscard]] catalog_view view() const noexcept {
        return detail::view_of(Tables{}, offering_, tables_, fingerprint_);
    }
    operator catalog_view() const noexcept { return view(); }

private:
    template <class T>
    friend class basic_catalog_builder;

    explicit basic_owned_catalog(const offering& o) : offering_{o} {
        clocks_.assign(o.billing_zone.changes());
        read_own_clocks();
    }
    void read_own_clocks() {
        offering_.billing_zone = offering_.billing_zone.reading({clocks_.data(), clocks_.size()});
    }

    offering offering_;
    detail::row_list<clock_change> clocks_{};  // of the billing zone
    detail::catalog_lists<Tables> tables_{};
    std::uint64_t fingerprint_ = 0;
};

/// A catalog built at run time, which owns its tables and the clocks of its billing zone. `catalog_builder::build` makes and validates
/// it, so it has no fault.
using owned_catalog = basic_owned_catalog<detail::catalog_tables>;

/// The template behind `catalog_builder`. Only programs that build a catalog instantiate it.
template <class Tables>
class basic_catalog_builder {
    using catalog_builder = basic_catalog_builder;
    using owned_catalog = basic_owned_catalog<Tables>;

public:
    /// A builder without editions, features or prices.
    explicit basic_catalog_builder(const offering& o) : catalog_{o} {}
    /// A builder with a copy of everything in a catalog. What is added comes after it.
    explicit basic_catalog_builder(const catalog_view& c) : catalog_{*c.offering} {
        detail::for_each_table(Tables{}, [&]<class Table>(Table) {
            for (const auto& row : c.*Table::member) add_row(rows<typename Table::row>(), row);
        });
        // Conditions become rules again, because more rules may be added.
        rows<condition>().resize(0);
        rows<std::uint16_t>().resize(0);
        std::size_t begin = 0;
        for (std::size_t f = 0; f < c.features.size(); begin = c.condition_ends[f++])
            for (const condition& must : c.conditions.subspan(begin, c.condition_ends[f] - begin))
                rules_.push_back({feature_id{static_cast<std::uint16_t>(f)}, must});
    }

    /// Adds an edition, larger than all before. Add all editions before the first feature or quota.
    catalog_builder& add(const edition& e) {
        if (!rows<feature>().empty())
            keep_first({catalog_errc::feature_without_value_in_an_edition, entity::feature, 0,
                        rows<feature>()[0].key, e.key});
        if (!rows<quota>().empty())
            keep_first({catalog_errc::quota_without_limit_in_an_edition, entity::quota, 0,
                        rows<quota>()[0].key, e.key});
        return append(e);
    }
    /// Adds a trial, an attribute, a price-book version (later than those before) or a charge.
    catalog_builder& add(const trial& t) { return append(t); }
    catalog_builder& add(const attribute& a) { return append(a); }
    catalog_builder& add(const price_version& v) { return append(v); }
    catalog_builder& add(const charge& c) { return append(c); }

    /// Adds a feature, and how each edition has it, in the order of the editions.
    catalog_builder& add(const feature& f, std::span<const availability> in) {
        return add_row(f, in, catalog_errc::feature_without_value_in_an_edition);
    }
    catalog_builder& add(const feature& f, std::initializer_list<availability> in) {
        return add(f, std::span{in.begin(), in.size()});
    }
    /// Adds a quota, and its limit in each edition, in the order of the editions.
    catalog_builder& add(const quota& q, std::span<const quota_limit> in) {
        return add_row(q, in, catalog_errc::quota_without_limit_in_an_edition);
    }
    catalog_builder& add(const quota& q, std::initializer_list<quota_limit> in) {
        return add(q, std::span{in.begin(), in.size()});
    }

    /// Lets a trial give an edition.
    catalog_builder& gives_edition(std::string_view trial, std::string_view edition) {
        const auto t = trial_named(trial);
        const auto e = edition_named(edition);
        if (t && e) rows<ratecard::trial>()[t->index()].gives = *e;
        return *this;
    }
    /// Adds a value of an enumerated attribute.
    catalog_builder& add_value(std::string_view attribute, const name& value) {
        const auto of = attribute_named(attribute);
        return of ? append(attribute_value{*of, value}) : *this;
    }
    /// Adds a condition that must hold before a feature can be used.
    catalog_builder& require(std::string_view feature, const condition& must) {
        const auto of = feature_named(feature);
        return of ? append(rules_, rule{*of, must}, entity::rule) : *this;
    }
    /// Adds the price of an edition for a month. Without a `unit` it is in the offering's currency.
    catalog_builder& price(std::string_view version, std::string_view edition, decimal amount,
                           std::optional<currency> unit = {}) {
        const auto v = version_named(version);
        const auto e = edition_named(edition);
        return v && e ? append(plan_price{*v, *e, amount, unit}) : *this;
    }
    /// Adds the price of an edition with all that its row states, such as the number of seats. The
    /// ids in `stated` are ignored.
    catalog_builder& price(std::string_view version, std::string_view edition, plan_price stated) {
        const auto v = version_named(version);
        const auto e = edition_named(edition);
        if (!v || !e) return *this;
        stated.version = *v;
        stated.edition = *e;
        return append(stated);
    }
    /// Adds the price of a term of an edition. The ids in `stated` are ignored.
    catalog_builder& price_term(std::string_view version, std::string_view edition,
                                term_price stated) {
        const auto v = version_named(version);
        const auto e = edition_named(edition);
        if (!v || !e) return *this;
        stated.version = *v;
        stated.edition = *e;
        return append(stated);
    }
    /// Adds one step of a charge's price in an edition. Add steps in the order of their bounds.
    catalog_builder& price(std::string_view version, std::string_view edition,
                           std::string_view charge, const tier& step,
                           std::optional<currency> unit = {}) {
        return price_row<charge_price>(version, edition, charge, step, unit);
    }
    /// Adds the percentage that prices a charge of transactions in an edition.
    catalog_builder& price_by(std::string_view version, std::string_view edition,
                              std::string_view charge, const percentage& price,
                              std::optional<currency> unit = {}) {
        return price_row<percentage_price>(version, edition, charge, price, unit);
    }
    /// Adds one step of a capacity price in an edition. Add steps in the order of their limits.
    catalog_builder& price_by(std::string_view version, std::string_view edition,
                              std::string_view charge,
                              const capacity_tier<max_capacity_units>& step,
                              std::optional<currency> unit = {}) {
        return price_row<capacity_price>(version, edition, charge, step, unit);
    }
    /// Adds one row of the price matrix of a charge in an edition.
    catalog_builder& price_by(std::string_view version, std::string_view edition,
                              std::string_view charge, const matrix_row& row,
                              std::optional<currency> unit = {}) {
        return price_row<matrix_price>(version, edition, charge, row, unit);
    }
    /// Adds a price adjustment of a charge in an edition, or of all charges together if `charge` is
    /// empty. The ids in `stated` are ignored.
    catalog_builder& adjust(std::string_view version, std::string_view edition,
                            std::string_view charge, price_adjustment stated) {
        const auto v = version_named(version);
        const auto e = edition_named(edition);
        if (!v || !e) return *this;
        stated.version = *v;
        stated.edition = *e;
        stated.charge = {};
        if (!charge.empty()) stated.charge = charge_named(charge);
        return append(stated);
    }
    /// Makes `to` the version to which subscriptions of the version `from` may move.
    catalog_builder& migrate(std::string_view from, std::string_view to) {
        const auto f = version_named(from);
        const auto t = version_named(to);
        if (f && t) rows<price_version>()[f->index()].migrates_to = *t;
        return *this;
    }
    /// Adds a rule for changes from one edition to another. An empty name means every edition.
    catalog_builder& change(std::string_view from, std::string_view to, change_kind kind) {
        return change(from, to, change_rule{.kind = kind});
    }
    /// The same for a whole rule. The editions in `r` are ignored.
    catalog_builder& change(std::string_view from, std::string_view to, change_rule r) {
        r.from.reset();
        r.to.reset();
        if (!from.empty()) r.from = edition_named(from);
        if (!to.empty()) r.to = edition_named(to);
        return append(r);
    }
    /// Adds an add-on, or a text that is the value of a feature.
    catalog_builder& add(const add_on& a) { return append(a); }
    catalog_builder& add(const value_text& t) { return append(t); }
    /// Makes a charge the price of an add-on's units.
    catalog_builder& charged_by(std::string_view add_on, std::string_view charge) {
        const auto a = add_on_named(add_on);
        const auto c = charge_named(charge);
        if (a && c) rows<ratecard::add_on>()[a->index()].charged = *c;
        return *this;
    }
    /// Adds an option of a feature. It is more than the options before it.
    catalog_builder& add_option(std::string_view feature, const name& key) {
        const auto of = feature_named(feature);
        return of ? append(feature_option{*of, key}) : *this;
    }
    /// Adds the value of a feature in an edition.
    catalog_builder& value(std::string_view feature, std::string_view edition,
                           const feature_value& v) {
        const auto f = feature_named(feature);
        const auto e = edition_named(edition);
        return f && e ? append(edition_value{*f, *e, v}) : *this;
    }
    /// Lets an add-on give a feature, with a value if the feature has one.
    catalog_builder& gives(std::string_view add_on, std::string_view feature,
                           const feature_value& v = {}) {
        const auto a = add_on_named(add_on);
        const auto f = feature_named(feature);
        return a && f ? append(add_on_gift{.of = *a, .gives = *f, .value = v}) : *this;
    }
    /// Lets each unit of an add-on raise a quota by `per_unit`, above the limit that it sets.
    catalog_builder& raises(std::string_view add_on, std::string_view quota, quantity per_unit,
                            std::optional<limit> sets = {}) {
        const auto a = add_on_named(add_on);
        const auto q = quota_named(quota);
        return a && q
                   ? append(add_on_gift{.of = *a, .raises = *q, .per_unit = per_unit, .sets = sets})
                   : *this;
    }
    /// Lets an add-on set the limit of a quota that is lower without it.
    catalog_builder& sets(std::string_view add_on, std::string_view quota, limit most) {
        return raises(add_on, quota, {}, most);
    }
    /// Sells an add-on with an edition. Without such a rule it is sold with every edition.
    catalog_builder& sold_with(std::string_view add_on, std::string_view edition) {
        const auto a = add_on_named(add_on);
        const auto e = edition_named(edition);
        return a && e ? append(add_on_rule{.of = *a, .edition = *e}) : *this;
    }
    /// Sells an add-on only to customers who have the other one.
    catalog_builder& needs(std::string_view add_on, std::string_view other) {
        return add_on_pair(add_on_relation::needs, add_on, other);
    }
    /// Forbids that a customer has both add-ons.
    catalog_builder& excludes(std::string_view add_on, std::string_view other) {
        return add_on_pair(add_on_relation::excludes, add_on, other);
    }
    /// Sets the order in which reasons for a refusal are checked. By default it is the order of the
    /// enumeration `reason`.
    catalog_builder& order(std::span<const reason> reasons) {
        rows<reason>().assign(reasons);
        return *this;
    }

    /// A view of what was added so far, to look up ids while building.
    [[nodiscard]] catalog_view view() const noexcept { return catalog_.view(); }

    /// The catalog, or its first fault: the first mistake while adding, or else that of
    /// `find_fault`.
    [[nodiscard]] result<owned_catalog, fault> build() const {
        if (first_) return *first_;
        owned_catalog built = catalog_;
        auto& conditions = detail::rows_of<condition>(built.tables_);
        auto& ends = detail::rows_of<std::uint16_t>(built.tables_);
        conditions.resize(rules_.size());
        ends.resize(built.view().features.size());
        detail::order_conditions(rules_, built.view(), conditions, ends);
        detail::row_list<hashed_name> room;
        room.resize(detail::longest_of(Tables{}, built.tables_));
        if (const auto error = find_fault(built.view(), {room.data(), room.size()})) return *error;
        built.fingerprint_ = fingerprint_of(built.view());
        return built;
    }

private:
    static constexpr std::size_t most_rows = 65'535;

    void keep_first(const fault& f) {
        if (!first_) first_ = f;
    }

    template <class Row>
    [[nodiscard]] detail::row_list<Row>& rows() noexcept {
        return detail::rows_of<Row>(catalog_.tables_);
    }

    template <class Row>
    void add_row(detail::row_list<Row>& rows, const Row& row) {
        rows.push_back(row);
        if constexpr (detail::is_named<Row>) names_[detail::place_of<Row>()].add(rows);
    }
    template <class Row>
    catalog_builder& append(const Row& row) {
        return append(rows<Row>(), row, detail::kind_of_row<Row>);
    }
    template <class Row>
    catalog_builder& append(detail::row_list<Row>& rows, const Row& row, entity kind) {
        if (rows.size() == most_rows)
            keep_first({core_errc::too_many_entities, kind, rows.size(), {}, {}});
        else if (!first_)
            add_row(rows, row);
        return *this;
    }

    catalog_builder& add_on_pair(add_on_relation relation, std::string_view add_on,
                                 std::string_view other) {
        const auto a = add_on_named(add_on);
        const auto b = add_on_named(other);
        return a && b ? append(add_on_rule{.of = *a, .relation = relation, .other = *b}) : *this;
    }

    template <class Row, class Price>
    catalog_builder& price_row(std::string_view version, std::string_view edition,
                               std::string_view charge, const Price& stated,
                               std::optional<currency> unit) {
        const auto v = version_named(version);
        const auto e = edition_named(edition);
        const auto c = charge_named(charge);
        return v && e && c ? append(Row{*v, *e, *c, stated, unit}) : *this;
    }

    template <class Row, class Cell>
    catalog_builder& add_row(const Row& row, std::span<const Cell> in, errc missing) {
        constexpr entity kind = detail::kind_of_row<Row>;
        const auto editions = view().editions;
        const std::size_t place = rows<Row>().size();
        if (in.size() < editions.size())
            keep_first({missing, kind, place, row.key, editions[in.size()].key});
        if (in.size() > editions.size())
            keep_first({catalog_errc::unknown_edition, kind, place, row.key, {}});
        if (!first_) rows<Cell>().append(in);
        return append(row);
    }

    // Named as the catalog_errc of a name that was not added.
    std::optional<edition_id> edition_named(std::string_view key) {
        return id_of<edition, edition_id>(key, catalog_errc::unknown_edition);
    }
    std::optional<feature_id> feature_named(std::string_view key) {
        return id_of<feature, feature_id>(key, catalog_errc::unknown_feature);
    }
    std::optional<quota_id> quota_named(std::string_view key) {
        return id_of<quota, quota_id>(key, catalog_errc::unknown_quota);
    }
    std::optional<charge_id> charge_named(std::string_view key) {
        return id_of<charge, charge_id>(key, catalog_errc::unknown_charge);
    }
    std::optional<version_id> version_named(std::string_view key) {
        return id_of<price_version, version_id>(key, catalog_errc::unknown_version);
    }
    std::optional<attribute_id> attribute_named(std::string_view key) {
        return id_of<attribute, attribute_id>(key, catalog_errc::unknown_attribute);
    }
    std::optional<trial_id> trial_named(std::string_view key) {
        return id_of<trial, trial_id>(key, catalog_errc::unknown_trial);
    }
    std::optional<add_on_id> add_on_named(std::string_view key) {
        return id_of<add_on, add_on_id>(key, catalog_errc::unknown_add_on);
    }
    /// The id of a row with this name, or nothing and a fault.
    template <class Row, class Id>
    std::optional<Id> id_of(std::string_view key, catalog_errc missing) {
        if (const auto place = names_[detail::place_of<Row>()].find(key, rows<Row>()))
            return Id{static_cast<std::uint16_t>(*place)};
        keep_first({missing, detail::kind_of_row<Row>, 0, name::from(key).value_or(name{}), {}});
        return std::nullopt;
    }

    owned_catalog catalog_;
    std::array<detail::name_index, Tables::size> names_{};  // of the tables whose rows have names
    detail::row_list<rule> rules_;
    std::optional<fault> first_;
};

/// Builds a catalog entity by entity. Entities are referred to by name, and a name must be added
/// before it is used. After the first mistake everything is ignored, and `build` returns it as a
/// fault with the name.
using catalog_builder = basic_catalog_builder<detail::catalog_tables>;

}  // namespace ratecard::inline v0

#endif
