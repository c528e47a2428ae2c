// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_CATALOG_HPP
#define RATECARD_CATALOG_CATALOG_HPP

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/fingerprint.hpp>
#include <ratecard/catalog/validate.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/sort.hpp>

/// Catalogs written in C++: `compile` makes one from rows, usable in constants.
namespace ratecard::inline v0 {

namespace detail {

/// A row with its key, as it is written in C++. Because each row states its key, a misplaced row is
/// detected. The key is an enumerator (see `id`), or the id itself.
template <class Key, class Id, class Row>
struct keyed_row {
    Key key{};
    Row what{};

    constexpr keyed_row() = default;
    constexpr keyed_row(Key k, const Row& row) : key{k}, what{row} {}
    /// A row that states only its name.
    constexpr keyed_row(Key k, const name& called) : key{k} { what.key = called; }

    [[nodiscard]] constexpr std::size_t place() const noexcept { return Id{key}.index(); }
};
/// A keyed row with a cell for each edition, in the order of the editions.
template <class Key, class Id, class Row, class Cell, std::size_t Editions>
struct keyed_row_of_cells : keyed_row<Key, Id, Row> {
    std::array<Cell, Editions> in{};

    constexpr keyed_row_of_cells() = default;
    constexpr keyed_row_of_cells(Key k, const Row& row, const Cell (&cells)[Editions])
        : keyed_row<Key, Id, Row>{k, row} {
        copy(cells);
    }
    constexpr keyed_row_of_cells(Key k, const name& called, const Cell (&cells)[Editions])
        : keyed_row<Key, Id, Row>{k, called} {
        copy(cells);
    }

private:
    constexpr void copy(const Cell (&cells)[Editions]) {
        for (std::size_t e = 0; e < Editions; ++e) in[e] = cells[e];
    }
};

}  // namespace detail

/// An edition with its key, for `compile`. A row that states only a name may be written as the
/// name: `edition_row{plan::free, "free"}`.
template <std::convertible_to<edition_id> Key>
struct edition_row : detail::keyed_row<Key, edition_id, edition> {
    using detail::keyed_row<Key, edition_id, edition>::keyed_row;
};
template <class Key>
edition_row(Key, edition) -> edition_row<Key>;
template <class Key>
edition_row(Key, name) -> edition_row<Key>;

/// A trial with its key, for `compile`.
template <std::convertible_to<trial_id> Key>
struct trial_row : detail::keyed_row<Key, trial_id, trial> {
    using detail::keyed_row<Key, trial_id, trial>::keyed_row;
};
template <class Key>
trial_row(Key, trial) -> trial_row<Key>;
template <class Key>
trial_row(Key, name) -> trial_row<Key>;

/// An attribute with its key, for `compile`.
template <std::convertible_to<attribute_id> Key>
struct attribute_row : detail::keyed_row<Key, attribute_id, attribute> {
    using detail::keyed_row<Key, attribute_id, attribute>::keyed_row;
};
template <class Key>
attribute_row(Key, attribute) -> attribute_row<Key>;
template <class Key>
attribute_row(Key, name) -> attribute_row<Key>;

/// A charge with its key, for `compile`.
template <std::convertible_to<charge_id> Key>
struct charge_row : detail::keyed_row<Key, charge_id, charge> {
    using detail::keyed_row<Key, charge_id, charge>::keyed_row;
};
template <class Key>
charge_row(Key, charge) -> charge_row<Key>;
template <class Key>
charge_row(Key, name) -> charge_row<Key>;

/// A price-book version with its key, for `compile`.
template <std::convertible_to<version_id> Key>
struct version_row : detail::keyed_row<Key, version_id, price_version> {
    using detail::keyed_row<Key, version_id, price_version>::keyed_row;
};
template <class Key>
version_row(Key, price_version) -> version_row<Key>;
template <class Key>
version_row(Key, name) -> version_row<Key>;

/// An add-on with its key, for `compile`.
template <std::convertible_to<add_on_id> Key>
struct add_on_row : detail::keyed_row<Key, add_on_id, add_on> {
    using detail::keyed_row<Key, add_on_id, add_on>::keyed_row;
};
template <class Key>
add_on_row(Key, add_on) -> add_on_row<Key>;
template <class Key>
add_on_row(Key, name) -> add_on_row<Key>;

/// A row of the feature matrix: a key, a feature (or only its name), and how each edition has it:
/// `feature_row{can::share, "share", {availability::absent, availability::included}}`.
template <std::convertible_to<feature_id> Key, std::size_t Editions>
struct feature_row : detail::keyed_row_of_cells<Key, feature_id, feature, availability, Editions> {
    using detail::keyed_row_of_cells<Key, feature_id, feature, availability,
                                     Editions>::keyed_row_of_cells;
};
template <class Key, std::size_t Editions>
feature_row(Key, feature, const availability (&)[Editions]) -> feature_row<Key, Editions>;
template <class Key, std::size_t Editions>
feature_row(Key, name, const availability (&)[Editions]) -> feature_row<Key, Editions>;

/// A row of the quota table: a key, a quota (or only its name), and its limit in each edition.
template <std::convertible_to<quota_id> Key, std::size_t Editions>
struct quota_row : detail::keyed_row_of_cells<Key, quota_id, quota, quota_limit, Editions> {
    using detail::keyed_row_of_cells<Key, quota_id, quota, quota_limit,
                                     Editions>::keyed_row_of_cells;
};
template <class Key, std::size_t Editions>
quota_row(Key, quota, const quota_limit (&)[Editions]) -> quota_row<Key, Editions>;
template <class Key, std::size_t Editions>
quota_row(Key, name, const quota_limit (&)[Editions]) -> quota_row<Key, Editions>;

/// The set of these values of an enumerated attribute. Their numbers must be 0 to 63.
template <class... Value>
[[nodiscard]] constexpr value_set values_of(Value... value) noexcept {
    return {((std::uint64_t{1} << static_cast<unsigned>(value)) | ... | std::uint64_t{0})};
}

namespace detail {

/// Whether an enumeration has an enumerator of this value. In `__PRETTY_FUNCTION__` the compiler
/// writes the enumerator's name, or a number if there is none.
template <auto Value>
constexpr bool is_enumerator() noexcept {
    const std::string_view text = __PRETTY_FUNCTION__;  // ends in "plan::pro]" or in "(plan)2]"
    const auto is_part_of_a_name = [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') ||
               static_cast<unsigned char>(c) >= 128;
    };
    std::size_t begin = text.size() - 1;
    while (begin > 0 && is_part_of_a_name(text[begin - 1])) --begin;
    return text[begin] < '0' || text[begin] > '9';
}
/// Whether the keys 0 to `Rows - 1` are all the enumerators of `Key`. C++20 cannot count
/// enumerators, so this checks that none has the value `Rows`.
template <class Key, std::size_t Rows>
constexpr bool is_last_enumerator() noexcept {
    if constexpr (!std::is_enum_v<Key> || Rows == 0)
        return true;
    else if constexpr (static_cast<std::size_t>(static_cast<Key>(Rows)) != Rows)
        return true;  // the underlying type cannot hold `Rows`
    else
        return !is_enumerator<static_cast<Key>(Rows)>();
}

/// The properties of a row passed to `compile`: `row` is the type that the catalog stores, `key`
/// the type of its key, `columns` the number of editions for which it has a cell.
struct given_row {
    using key = void;
    using cell = void;
    static constexpr std::size_t columns = 0;
};
template <class Row>
struct given : given_row {
    using row = Row;
};
template <>
struct given<rule> : given_row {
    using row = condition;
};
template <class Row>
    requires requires(const Row& r) { r.what; }
struct given<Row> : given_row {
    using row = std::remove_cvref_t<decltype(Row::what)>;
    using key = std::remove_cvref_t<decltype(Row::key)>;
};
template <class Key, std::size_t Editions>
struct given<feature_row<Key, Editions>> {
    using row = feature;
    using key = Key;
    using cell = availability;
    static constexpr std::size_t columns = Editions;
};
template <class Key, std::size_t Editions>
struct given<quota_row<Key, Editions>> {
    using row = quota;
    using key = Key;
    using cell = quota_limit;
    static constexpr std::size_t columns = Editions;
};
/// The properties of a table passed to `compile`: an array of rows, or one row.
template <class Row>
struct given_table : given<Row> {
    using written = Row;
    static constexpr std::size_t rows = 1;
};
template <class Row, std::size_t N>
struct given_table<std::array<Row, N>> : given<Row> {
    using written = Row;
    static constexpr std::size_t rows = N;
};

/// A row that may be passed to `compile`, and not one that is made from others, such as a
/// condition.
template <class Row>
concept is_given_row = requires(const catalog_places* places) {
    detail::place_in<typename given<Row>::row>(places);
}
&&!std::same_as<Row, feature> && !std::same_as<Row, availability> && !std::same_as<Row, quota> &&
    !std::same_as<Row, quota_limit> && !std::same_as<Row, condition> &&
    !std::same_as<Row, std::uint16_t>;

template <class Table, std::size_t Editions>
constexpr bool is_table() noexcept {
    using table = given_table<Table>;
    return is_given_row<typename table::written> &&
           (table::columns == 0 || table::columns == Editions);
}
template <class... Table>
constexpr bool has_named_rows(table_list<Table...>, std::size_t place) noexcept {
    constexpr bool named[] = {Table::is_named...};
    return named[place];
}
/// Whether each row that has an id states its key. A single row needs none: it cannot be misplaced.
template <class Table>
constexpr bool states_its_keys() noexcept {
    using table = given_table<Table>;
    if constexpr (std::is_void_v<typename table::key> && table::rows > 1 &&
                  is_given_row<typename table::written>)
        return !has_named_rows(catalog_tables{}, place_of<typename table::row>());
    else
        return true;
}
template <class Table>
constexpr bool has_a_row_for_each_key() noexcept {
    using table = given_table<Table>;
    return is_last_enumerator<typename table::key, table::rows>();
}
template <class Table>
constexpr std::size_t editions_in() noexcept {
    using table = given_table<Table>;
    return std::same_as<typename table::row, edition> ? table::rows : 0;
}

/// The number of rows of each table of a catalog, in the order of the list.
struct table_sizes {
    std::size_t rows[catalog_tables::size] = {};
    bool given_twice = false;

    template <class Row>
    constexpr void add(std::size_t count) noexcept {
        std::size_t& size = rows[place_of<Row>()];
        given_twice = given_twice || (size != 0 && count != 0);
        size = count;
    }
    template <class Table>
    constexpr void add_table() noexcept {
        using table = given_table<Table>;
        if constexpr (is_given_row<typename table::written>) {
            add<typename table::row>(table::rows);
            if constexpr (table::columns != 0)
                add<typename table::cell>(table::rows * table::columns);
            if constexpr (std::same_as<typename table::row, feature>)
                add<std::uint16_t>(table::rows);
        }
    }
};

template <class... Table>
constexpr table_sizes sizes_of() noexcept {
    table_sizes sizes{};
    (sizes.add_table<Table>(), ...);
    return sizes;
}

template <class List, std::size_t... Rows>
struct arrays_of_tables;
template <class... Table, std::size_t... Rows>
struct arrays_of_tables<table_list<Table...>, Rows...>
    : table_rows<typename Table::row, std::array<typename Table::row, Rows>>... {
    static constexpr std::size_t longest = largest_of({Rows...});
};
template <std::size_t... Rows>
struct catalog_arrays : arrays_of_tables<catalog_tables::list, Rows...> {};

}  // namespace detail

/// A catalog written in C++. It owns its tables and is usable in constants. `compile` makes it.
template <std::size_t... Rows>
class catalog {
public:
    /// A view of this catalog, valid as long as this object lives.
    [[nodiscard]] constexpr catalog_view view() const noexcept {
        return detail::view_of(detail::catalog_tables{}, offering_, tables_, fingerprint_);
    }
    constexpr operator catalog_view() const noexcept { return view(); }

    /// The first fault of this catalog, or nothing.
    [[nodiscard]] constexpr std::optional<fault> find_fault() const {
        std::array<hashed_name, detail::catalog_arrays<Rows...>::longest> room{};
        return v0::find_fault(view(), room);
    }

private:
    template <class... Table>
    friend constexpr auto compile(const offering& o, const Table&... tables);

    offering offering_{};
    detail::catalog_arrays<Rows...> tables_{};
    std::uint64_t fingerprint_ = 0;
};

namespace detail {

/// Writes the conditions feature by feature, and into `ends` the end of each feature's conditions.
/// Within a feature they are in the order of refusals; conditions of equal rank keep the order of
/// their rules. Rules of an unknown feature come last.
template <class Rules, class Ends, class Conditions>
constexpr void order_conditions(const Rules& rules, const catalog_view& c, Conditions& conditions,
                                Ends& ends) {
    const auto is_owned = [&](const rule& r) { return r.of.index() < ends.size(); };
    for (const rule& r : rules)
        if (is_owned(r)) ++ends[r.of.index()];
    std::size_t unowned = 0;
    for (auto& end : ends) {  // turns counts into begins; placing the conditions makes them ends
        const std::size_t begin = unowned;
        unowned += end;
        end = static_cast<std::uint16_t>(begin);
    }
    // By rank: the few ranks that there are, one after the other.
    const auto rank_of = [&](const rule& r) {
        return r.must.attribute.value < max_attributes ? c.rank(refused_by(r.must.attribute))
                                                       : last_rank;
    };
    bool occurs[last_rank + 1] = {};
    for (const rule& r : rules) occurs[rank_of(r)] = true;
    for (std::size_t rank = 0; rank <= last_rank; ++rank) {
        if (!occurs[rank]) continue;
        for (const rule& r : rules) {
            if (!is_owned(r) || rank_of(r) != rank) continue;
            condition& placed = conditions[ends[r.of.index()]++];
            placed = r.must;
            placed.rank = static_cast<std::uint8_t>(rank);
        }
    }
    for (const rule& r : rules) {
        if (is_owned(r)) continue;
        conditions[unowned] = r.must;
        conditions[unowned++].rank = rank_of(r);
    }
}

/// Copies a table passed to `compile`. A `rule` is copied later, when all other tables are there.
template <class Owner, class Row, std::size_t N>
constexpr void copy_rows(Owner& to, const std::array<Row, N>& table) {
    using written = given<Row>;
    using stored = typename written::row;
    if constexpr (std::is_void_v<typename written::key>) {
        if constexpr (!std::same_as<Row, rule>) rows_of<stored>(to) = table;
    } else {
        std::size_t cell = 0;
        for (std::size_t i = 0; i < N; ++i) {
            if (table[i].place() != i) rows_must_stand_in_the_order_of_their_keys();
            rows_of<stored>(to)[i] = table[i].what;
            if constexpr (written::columns != 0)
                for (const auto& in_edition : table[i].in)
                    rows_of<typename written::cell>(to)[cell++] = in_edition;
        }
    }
    // Each limit by itself: in g++ 12, limits that an initialiser leaves out are not constant.
    if constexpr (std::same_as<Row, capacity_price>)
        for (capacity_price& p : rows_of<Row>(to))
            for (limit& l : p.step.limits) l = limit{l};
}
template <class Owner, class Row>
constexpr void copy_rows(Owner& to, const Row& row) {
    detail::copy_rows(to, std::array<Row, 1>{row});
}

template <class Owner, class Row, std::size_t N>
constexpr void copy_rules(Owner& to, const catalog_view& c, const std::array<Row, N>& table) {
    if constexpr (std::same_as<Row, rule>)
        order_conditions(table, c, rows_of<condition>(to), rows_of<std::uint16_t>(to));
}
template <class Owner, class Row>
constexpr void copy_rules(Owner& to, const catalog_view& c, const Row& row) {
    detail::copy_rules(to, c, std::array<Row, 1>{row});
}

}  // namespace detail

/// Builds a catalog from its tables, in any order, each at most once. A table is a `std::array` of
/// rows, or one row.
///
/// Rows that have ids state their keys: `edition_row`, `feature_row`, `quota_row`, `charge_row`,
/// `version_row`, `attribute_row`, `trial_row`, `add_on_row`. They must be in the order of their
/// keys, with one row for each enumerator; otherwise the catalog does not compile. Only a single
/// `edition`, `charge`, `price_version`, `attribute`, `trial` or `add_on` needs no key.
///
/// The other rows are `attribute_value`, `rule`, `plan_price`, `term_price`, `charge_price`, `percentage_price`,
/// `capacity_price`, `matrix_price`, `price_adjustment`, `change_rule`, `add_on_gift`, `add_on_rule`,
/// `edition_value`, `feature_option`, `value_text` and `reason`. Check the result with
/// `static_assert(validate(...))`.
/// \pre keyed rows are in the order of their keys.
template <class... Table>
[[nodiscard]] constexpr auto compile(const offering& o, const Table&... tables) {
    constexpr std::size_t editions = (detail::editions_in<Table>() + ... + 0);
    static_assert(
        (detail::is_table<Table, editions>() && ...),
        "each table has rows of a kind that a catalog has, with one column for each edition");
    static_assert((detail::states_its_keys<Table>() && ...),
                  "rows that have ids state their keys, such as edition_row{plan::free, ...}");
    static_assert((detail::has_a_row_for_each_key<Table>() && ...),
                  "every enumerator has its row in the table of its kind");
    constexpr detail::table_sizes sizes = detail::sizes_of<Table...>();
    static_assert(!sizes.given_twice, "each kind of table is given at most once");

    auto built = [&]<std::size_t... Place>(std::index_sequence<Place...>) {
        return catalog<sizes.rows[Place]...>{};
    }
    (std::make_index_sequence<detail::catalog_tables::size>{});
    built.offering_ = o;
    (detail::copy_rows(built.tables_, tables), ...);
    (detail::copy_rules(built.tables_, built.view(), tables), ...);
    built.fingerprint_ = fingerprint_of(built.view());
    return built;
}

}  // namespace ratecard::inline v0

#endif
