// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_CATALOG_HPP
#define RATECARD_CATALOG_CATALOG_HPP

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/validate.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/sort.hpp>

namespace ratecard::inline v0 {

namespace detail {

/// Stands for an enumeration a catalog does not need. One type a kind, so that none overloads another.
template <class Kind>
struct no_key {};

template <class Id, class Key>
constexpr Id id_from(Key key) noexcept {
    if constexpr (std::is_enum_v<Key>)
        return Id{static_cast<std::uint16_t>(key)};
    else
        return Id{};
}

}  // namespace detail

/// The enumerations a catalog written in C++ is spoken to by: enumerator n is row n of its table.
/// `id` turns a key into the id of its kind, so a key of another kind does not compile.
template <class Edition, class Feature = detail::no_key<feature_id>,
          class Quota = detail::no_key<quota_id>, class Charge = detail::no_key<charge_id>,
          class Version = detail::no_key<version_id>,
          class Attribute = detail::no_key<attribute_id>, class Trial = detail::no_key<trial_id>,
          class AddOn = detail::no_key<add_on_id>>
struct keys {
    [[nodiscard]] static constexpr edition_id id(Edition key) noexcept {
        return detail::id_from<edition_id>(key);
    }
    [[nodiscard]] static constexpr feature_id id(Feature key) noexcept {
        return detail::id_from<feature_id>(key);
    }
    [[nodiscard]] static constexpr quota_id id(Quota key) noexcept {
        return detail::id_from<quota_id>(key);
    }
    [[nodiscard]] static constexpr charge_id id(Charge key) noexcept {
        return detail::id_from<charge_id>(key);
    }
    [[nodiscard]] static constexpr version_id id(Version key) noexcept {
        return detail::id_from<version_id>(key);
    }
    [[nodiscard]] static constexpr attribute_id id(Attribute key) noexcept {
        return detail::id_from<attribute_id>(key);
    }
    [[nodiscard]] static constexpr trial_id id(Trial key) noexcept {
        return detail::id_from<trial_id>(key);
    }
    [[nodiscard]] static constexpr add_on_id id(AddOn key) noexcept {
        return detail::id_from<add_on_id>(key);
    }
};

/// The set of some enumerators of an enumerated attribute, whose numbers are 0 to 63.
template <class... Value>
[[nodiscard]] constexpr value_set values_of(Value... value) noexcept {
    return {((std::uint64_t{1} << static_cast<unsigned>(value)) | ... | std::uint64_t{0})};
}

namespace detail {

template <class Row>
concept is_row_of_a_catalog = requires(const catalog_places* places) {
    detail::place_in<Row>(places);
};

/// What `compile` was given: a table of rows as the author writes them. `row` is the kind of row that
/// the catalog keeps, `columns` how many editions each states a cell for.
template <class Table>
struct given {
    using row = void;
};
template <class Row, std::size_t N>
struct given<std::array<Row, N>> {
    using row = Row;
    static constexpr std::size_t rows = N, columns = 0;
};
template <std::size_t N>
struct given<std::array<rule, N>> {
    using row = condition;
    static constexpr std::size_t rows = N, columns = 0;
};
template <std::size_t Columns, std::size_t N>
struct given<std::array<feature_row<Columns>, N>> {
    using row = feature;
    using cell = availability;
    static constexpr std::size_t rows = N, columns = Columns;
};
template <std::size_t Columns, std::size_t N>
struct given<std::array<quota_row<Columns>, N>> {
    using row = quota;
    using cell = quota_limit;
    static constexpr std::size_t rows = N, columns = Columns;
};

template <class Table>
inline constexpr std::size_t editions_in = 0;
template <std::size_t N>
inline constexpr std::size_t editions_in<std::array<edition, N>> = N;

/// Whether `compile` takes a table in a catalog of so many editions.
template <class Table, std::size_t Columns>
constexpr bool is_table() noexcept {
    if constexpr (!is_row_of_a_catalog<typename given<Table>::row>)
        return false;
    else
        return given<Table>::columns == 0 || given<Table>::columns == Columns;
}

/// How many rows each table of a catalog has, in the order of the list.
struct table_sizes {
    std::size_t rows[catalog_tables::size] = {};
    bool given_twice = false;

    template <class Row>
    [[nodiscard]] constexpr std::size_t of() const noexcept {
        return rows[place_of<Row>()];
    }
    template <class Row>
    constexpr void add(std::size_t count) noexcept {
        std::size_t& size = rows[place_of<Row>()];
        given_twice = given_twice || (size != 0 && count != 0);
        size = count;
    }
    template <class Table>
    constexpr void add_table() noexcept {
        using table = given<Table>;
        add<typename table::row>(table::rows);
        if constexpr (table::columns != 0) add<typename table::cell>(table::rows * table::columns);
        if constexpr (std::same_as<typename table::row, feature>) add<std::uint16_t>(table::rows);
    }
};

template <class List, std::size_t... Rows>
struct arrays_of_tables;
template <class... Table, std::size_t... Rows>
struct arrays_of_tables<table_list<Table...>, Rows...>
    : table_rows<typename Table::row, std::array<typename Table::row, Rows>>... {
    static constexpr std::size_t longest_named = largest_of({(Table::is_named ? Rows : 0)...});
};
template <std::size_t... Rows>
struct catalog_arrays : arrays_of_tables<catalog_tables, Rows...> {};

}  // namespace detail

/// A catalog written in C++, owned by value and usable in constants. Made by `compile`.
template <class Keys, std::size_t... Rows>
class catalog : public Keys {
public:
    /// The catalog as the engine sees it; valid as long as this object lives.
    [[nodiscard]] constexpr catalog_view view() const noexcept {
        return detail::view_of(detail::catalog_tables{}, offering_, tables_);
    }
    constexpr operator catalog_view() const noexcept { return view(); }

    /// The first fault, or nothing.
    [[nodiscard]] constexpr std::optional<fault> find_fault() const {
        std::array<hashed_name, detail::catalog_arrays<Rows...>::longest_named> room{};
        return v0::find_fault(view(), room);
    }

private:
    template <class K, class... Table>
    friend constexpr auto compile(const offering& o, const Table&... tables);

    offering offering_{};
    detail::catalog_arrays<Rows...> tables_{};
};

namespace detail {

/// Writes the conditions feature by feature, each feature's in the order of refusal and, where two
/// have one rank, of the rules; and where each feature's end. Rules of no feature stand last.
template <class Rules, class Ends, class Conditions>
constexpr void order_conditions(const Rules& rules, const catalog_view& c, Conditions& conditions,
                                Ends& ends) {
    const auto is_owned = [&](const rule& r) { return r.of.index() < ends.size(); };
    for (const rule& r : rules)
        if (is_owned(r)) ++ends[r.of.index()];
    std::size_t unowned = 0;
    for (auto& end : ends) {  // from counts to begins, which placing a condition moves to the ends
        const std::size_t begin = unowned;
        unowned += end;
        end = static_cast<std::uint16_t>(begin);
    }
    for (const rule& r : rules) {
        condition& placed = conditions[is_owned(r) ? ends[r.of.index()]++ : unowned++];
        placed = r.must;
        placed.rank = r.must.attribute.value < max_attributes ? c.rank(refused_by(r.must.attribute))
                                                              : last_rank;
    }
    std::size_t begin = 0;
    for (const std::size_t end : ends) {
        for (std::size_t i = begin; i < end; ++i)
            for (std::size_t at = i; at > begin && conditions[at].rank < conditions[at - 1].rank;
                 --at) {
                const condition later = conditions[at - 1];
                conditions[at - 1] = conditions[at];
                conditions[at] = later;
            }
        begin = end;
    }
}

/// Copies a table that `compile` was given; `rule`s follow when all others stand.
template <class Owner, class Row, std::size_t N>
constexpr void copy_rows(Owner& to, const std::array<Row, N>& table) {
    using table_type = given<std::array<Row, N>>;
    if constexpr (table_type::columns != 0) {
        std::size_t cell = 0;
        for (std::size_t i = 0; i < N; ++i) {
            rows_of<typename table_type::row>(to)[i] = table[i].what;
            for (const auto& in_edition : table[i].in)
                rows_of<typename table_type::cell>(to)[cell++] = in_edition;
        }
    } else if constexpr (!std::same_as<Row, rule>) {
        rows_of<Row>(to) = table;
    }
    // Limit by limit: g++ 12 has no constant for what an initialiser of a few of them leaves out.
    if constexpr (std::same_as<Row, capacity_price>)
        for (capacity_price& p : rows_of<Row>(to))
            for (limit& l : p.step.limits) l = limit{l};
}

template <class Owner, class Row, std::size_t N>
constexpr void copy_rules(Owner& to, const catalog_view& c, const std::array<Row, N>& table) {
    if constexpr (std::same_as<Row, rule>)
        order_conditions(table, c, rows_of<condition>(to), rows_of<std::uint16_t>(to));
}

}  // namespace detail

/// Builds a catalog from its tables, given in any order, each at most once: `std::array`s of
/// `edition`, `feature_row<E>`, `quota_row<E>`, `trial`, `attribute`, `attribute_value`, `rule`,
/// `price_version`, `plan_price`, `charge`, `charge_price`, `percentage_price`, `capacity_price`,
/// `matrix_price`, `price_adjustment`, `change_rule`, `add_on`, `add_on_gift`, `edition_value`,
/// `feature_option`, `value_text` and `reason`, where E is the number of editions. Check the result
/// with `static_assert(validate(...))`.
template <class Keys, class... Table>
[[nodiscard]] constexpr auto compile(const offering& o, const Table&... tables) {
    constexpr std::size_t columns = (detail::editions_in<Table> + ... + 0);
    static_assert(
        (detail::is_table<Table, columns>() && ...),
        "every table is a std::array of rows of a kind a catalog has, with one column an edition");
    constexpr detail::table_sizes sizes = [] {
        detail::table_sizes made{};
        (made.add_table<Table>(), ...);
        return made;
    }();
    static_assert(!sizes.given_twice, "each kind of table is given at most once");

    auto made = [&]<std::size_t... Place>(std::index_sequence<Place...>) {
        return catalog<Keys, sizes.rows[Place]...>{};
    }
    (std::make_index_sequence<detail::catalog_tables::size>{});
    made.offering_ = o;
    (detail::copy_rows(made.tables_, tables), ...);
    (detail::copy_rules(made.tables_, made.view(), tables), ...);
    return made;
}

}  // namespace ratecard::inline v0

#endif
