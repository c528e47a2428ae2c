// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_CATALOG_HPP
#define RATECARD_CATALOG_CATALOG_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/validate.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/sort.hpp>

namespace ratecard::inline v0 {

namespace detail {

/// Looks into any owner of a catalog's tables: the one place that knows their names.
struct owner_access {
    template <class Owner>
    [[nodiscard]] static constexpr catalog_view view(const Owner& owner) noexcept {
        return {.offering = &owner.offering_,
                .editions = owner.editions_,
                .features = owner.features_,
                .feature_matrix = owner.feature_matrix_,
                .quotas = owner.quotas_,
                .quota_table = owner.quota_table_,
                .trials = owner.trials_,
                .attributes = owner.attributes_,
                .values = owner.values_,
                .conditions = owner.conditions_,
                .condition_ends = owner.condition_ends_,
                .versions = owner.versions_,
                .plan_prices = owner.plan_prices_,
                .charges = owner.charges_,
                .charge_prices = owner.charge_prices_,
                .percentage_prices = owner.percentage_prices_,
                .capacity_prices = owner.capacity_prices_,
                .matrix_prices = owner.matrix_prices_,
                .price_adjustments = owner.price_adjustments_,
                .changes = owner.changes_,
                .add_ons = owner.add_ons_,
                .gifts = owner.gifts_,
                .edition_values = owner.edition_values_,
                .options = owner.options_,
                .texts = owner.texts_,
                .reason_order = owner.reasons_};
    }
};

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

/// How long each table of a catalog is.
struct table_sizes {
    std::size_t editions = 0, features = 0, quotas = 0, trials = 0, attributes = 0, values = 0,
                rules = 0, versions = 0, plan_prices = 0, charges = 0, charge_prices = 0,
                percentage_prices = 0, capacity_prices = 0, matrix_prices = 0,
                price_adjustments = 0, changes = 0, reasons = 0, add_ons = 0, gifts = 0,
                edition_values = 0, options = 0, texts = 0;
};

/// A catalog written in C++, owned by value and usable in constants. Made by `compile`.
template <class Keys, table_sizes S>
class catalog : public Keys {
public:
    /// The catalog as the engine sees it; valid as long as this object lives.
    [[nodiscard]] constexpr catalog_view view() const noexcept {
        return detail::owner_access::view(*this);
    }
    constexpr operator catalog_view() const noexcept { return view(); }

    /// The first fault, or nothing.
    [[nodiscard]] constexpr std::optional<fault> find_fault() const {
        std::array<hashed_name,
                   detail::largest_of({S.editions, S.features, S.quotas, S.trials, S.attributes,
                                       S.versions, S.charges, S.add_ons})>
            room{};
        return v0::find_fault(view(), room);
    }

private:
    template <class K, class... Table>
    friend constexpr auto compile(const offering& o, const Table&... tables);
    friend detail::owner_access;

    offering offering_{};
    std::array<edition, S.editions> editions_{};
    std::array<feature, S.features> features_{};
    std::array<availability, S.features * S.editions> feature_matrix_{};
    std::array<quota, S.quotas> quotas_{};
    std::array<quota_limit, S.quotas * S.editions> quota_table_{};
    std::array<trial, S.trials> trials_{};
    std::array<attribute, S.attributes> attributes_{};
    std::array<attribute_value, S.values> values_{};
    std::array<condition, S.rules> conditions_{};
    std::array<std::uint16_t, S.features> condition_ends_{};
    std::array<price_version, S.versions> versions_{};
    std::array<plan_price, S.plan_prices> plan_prices_{};
    std::array<charge, S.charges> charges_{};
    std::array<charge_price, S.charge_prices> charge_prices_{};
    std::array<percentage_price, S.percentage_prices> percentage_prices_{};
    std::array<capacity_price, S.capacity_prices> capacity_prices_{};
    std::array<matrix_price, S.matrix_prices> matrix_prices_{};
    std::array<price_adjustment, S.price_adjustments> price_adjustments_{};
    std::array<change_rule, S.changes> changes_{};
    std::array<add_on, S.add_ons> add_ons_{};
    std::array<add_on_gift, S.gifts> gifts_{};
    std::array<edition_value, S.edition_values> edition_values_{};
    std::array<feature_option, S.options> options_{};
    std::array<value_text, S.texts> texts_{};
    std::array<reason, S.reasons> reasons_{};
};

namespace detail {

template <class Row, class Table>
inline constexpr std::size_t rows_of_one = 0;
template <class Row, std::size_t N>
inline constexpr std::size_t rows_of_one<Row, std::array<Row, N>> = N;

template <class Row, class... Table>
inline constexpr std::size_t rows_of = (rows_of_one<Row, Table> + ... + 0);

template <class Row, class... Table>
inline constexpr bool is_given_once = ((rows_of_one<Row, Table> != 0 ? 1 : 0) + ... + 0) <= 1;

/// The table of `Row`s among the arguments; an empty one when there is none.
template <class Row>
constexpr std::array<Row, 0> table_of() {
    return {};
}
template <class Row, class First, class... Rest>
constexpr auto table_of(const First& first, const Rest&... rest) {
    if constexpr (rows_of_one<Row, First> != 0)
        return first;
    else
        return table_of<Row>(rest...);
}

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

}  // namespace detail

/// Builds a catalog from its tables, given in any order, each at most once: `std::array`s of
/// `edition`, `feature_row<E>`, `quota_row<E>`, `trial`, `attribute`, `attribute_value`, `rule`,
/// `price_version`, `plan_price`, `charge`, `charge_price`, `percentage_price`, `capacity_price`,
/// `matrix_price`, `price_adjustment`, `change_rule`, `add_on`, `add_on_gift`, `edition_value`,
/// `feature_option`, `value_text` and `reason`, where E is the number of editions. Check the result
/// with `static_assert(validate(...))`.
template <class Keys, class... Table>
[[nodiscard]] constexpr auto compile(const offering& o, const Table&... tables) {
    constexpr std::size_t columns = detail::rows_of<edition, Table...>;
    constexpr table_sizes sizes{
        .editions = columns,
        .features = detail::rows_of<feature_row<columns>, Table...>,
        .quotas = detail::rows_of<quota_row<columns>, Table...>,
        .trials = detail::rows_of<trial, Table...>,
        .attributes = detail::rows_of<attribute, Table...>,
        .values = detail::rows_of<attribute_value, Table...>,
        .rules = detail::rows_of<rule, Table...>,
        .versions = detail::rows_of<price_version, Table...>,
        .plan_prices = detail::rows_of<plan_price, Table...>,
        .charges = detail::rows_of<charge, Table...>,
        .charge_prices = detail::rows_of<charge_price, Table...>,
        .percentage_prices = detail::rows_of<percentage_price, Table...>,
        .capacity_prices = detail::rows_of<capacity_price, Table...>,
        .matrix_prices = detail::rows_of<matrix_price, Table...>,
        .price_adjustments = detail::rows_of<price_adjustment, Table...>,
        .changes = detail::rows_of<change_rule, Table...>,
        .reasons = detail::rows_of<reason, Table...>,
        .add_ons = detail::rows_of<add_on, Table...>,
        .gifts = detail::rows_of<add_on_gift, Table...>,
        .edition_values = detail::rows_of<edition_value, Table...>,
        .options = detail::rows_of<feature_option, Table...>,
        .texts = detail::rows_of<value_text, Table...>,
    };
    static_assert(
        ((detail::rows_of_one<edition, Table> + detail::rows_of_one<feature_row<columns>, Table> +
              detail::rows_of_one<quota_row<columns>, Table> + detail::rows_of_one<trial, Table> +
              detail::rows_of_one<attribute, Table> + detail::rows_of_one<attribute_value, Table> +
              detail::rows_of_one<rule, Table> + detail::rows_of_one<price_version, Table> +
              detail::rows_of_one<plan_price, Table> + detail::rows_of_one<charge, Table> +
              detail::rows_of_one<charge_price, Table> +
              detail::rows_of_one<percentage_price, Table> +
              detail::rows_of_one<capacity_price, Table> +
              detail::rows_of_one<matrix_price, Table> +
              detail::rows_of_one<price_adjustment, Table> +
              detail::rows_of_one<change_rule, Table> + detail::rows_of_one<reason, Table> +
              detail::rows_of_one<add_on, Table> + detail::rows_of_one<add_on_gift, Table> +
              detail::rows_of_one<edition_value, Table> +
              detail::rows_of_one<feature_option, Table> + detail::rows_of_one<value_text, Table> >
          0) &&
         ...),
        "every table is a std::array of rows of a kind a catalog has, with one column an edition");

    static_assert(
        detail::is_given_once<edition, Table...> &&
            detail::is_given_once<feature_row<columns>, Table...> &&
            detail::is_given_once<quota_row<columns>, Table...> &&
            detail::is_given_once<trial, Table...> && detail::is_given_once<attribute, Table...> &&
            detail::is_given_once<attribute_value, Table...> &&
            detail::is_given_once<rule, Table...> &&
            detail::is_given_once<price_version, Table...> &&
            detail::is_given_once<plan_price, Table...> &&
            detail::is_given_once<charge, Table...> &&
            detail::is_given_once<charge_price, Table...> &&
            detail::is_given_once<percentage_price, Table...> &&
            detail::is_given_once<capacity_price, Table...> &&
            detail::is_given_once<matrix_price, Table...> &&
            detail::is_given_once<price_adjustment, Table...> &&
            detail::is_given_once<change_rule, Table...> &&
            detail::is_given_once<reason, Table...> && detail::is_given_once<add_on, Table...> &&
            detail::is_given_once<add_on_gift, Table...> &&
            detail::is_given_once<edition_value, Table...> &&
            detail::is_given_once<feature_option, Table...> &&
            detail::is_given_once<value_text, Table...>,
        "each kind of table is given at most once");

    catalog<Keys, sizes> made{};
    made.offering_ = o;
    made.editions_ = detail::table_of<edition>(tables...);
    const auto features = detail::table_of<feature_row<columns>>(tables...);
    for (std::size_t f = 0; f < features.size(); ++f) {
        made.features_[f] = features[f].what;
        for (std::size_t e = 0; e < columns; ++e)
            made.feature_matrix_[f * columns + e] = features[f].in[e];
    }
    const auto quotas = detail::table_of<quota_row<columns>>(tables...);
    for (std::size_t q = 0; q < quotas.size(); ++q) {
        made.quotas_[q] = quotas[q].what;
        for (std::size_t e = 0; e < columns; ++e)
            made.quota_table_[q * columns + e] = quotas[q].in[e];
    }
    made.trials_ = detail::table_of<trial>(tables...);
    made.attributes_ = detail::table_of<attribute>(tables...);
    made.values_ = detail::table_of<attribute_value>(tables...);
    made.versions_ = detail::table_of<price_version>(tables...);
    made.plan_prices_ = detail::table_of<plan_price>(tables...);
    made.charges_ = detail::table_of<charge>(tables...);
    made.charge_prices_ = detail::table_of<charge_price>(tables...);
    made.percentage_prices_ = detail::table_of<percentage_price>(tables...);
    made.capacity_prices_ = detail::table_of<capacity_price>(tables...);
    // Limit by limit: g++ 12 has no constant for what an initialiser of a few of them leaves out.
    for (capacity_price& p : made.capacity_prices_)
        for (limit& l : p.step.limits) l = limit{l};
    made.matrix_prices_ = detail::table_of<matrix_price>(tables...);
    made.price_adjustments_ = detail::table_of<price_adjustment>(tables...);
    made.changes_ = detail::table_of<change_rule>(tables...);
    made.add_ons_ = detail::table_of<add_on>(tables...);
    made.gifts_ = detail::table_of<add_on_gift>(tables...);
    made.edition_values_ = detail::table_of<edition_value>(tables...);
    made.options_ = detail::table_of<feature_option>(tables...);
    made.texts_ = detail::table_of<value_text>(tables...);
    made.reasons_ = detail::table_of<reason>(tables...);
    detail::order_conditions(detail::table_of<rule>(tables...), made.view(), made.conditions_,
                             made.condition_ends_);
    return made;
}

}  // namespace ratecard::inline v0

#endif
