// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_CONTENT_HASH_HPP
#define RATECARD_CATALOG_CONTENT_HASH_HPP

#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

#include <ratecard/catalog/view.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/time/cadence.hpp>

/// One number for everything that the amounts of a price-book version depend on.
namespace ratecard::inline v0 {

namespace detail {

/// Hashes a catalog value by value. Structured bindings name all members of a row, so that a new
/// member does not compile until it is hashed here.
class content_hasher {
public:
    constexpr explicit content_hasher(const catalog_view& c) noexcept : c_{&c} {}

    constexpr void add(std::uint64_t word) noexcept {
        // The finaliser of SplitMix64: each step is a bijection of the state.
        state_ += word + 0x9e3779b97f4a7c15u;
        state_ = (state_ ^ (state_ >> 30)) * 0xbf58476d1ce4e5b9u;
        state_ = (state_ ^ (state_ >> 27)) * 0x94d049bb133111ebu;
        state_ ^= state_ >> 31;
    }
    template <class T>
        requires std::integral<T> || std::is_enum_v<T>
    constexpr void add(T value) noexcept { add(static_cast<std::uint64_t>(value)); }
    // These templates come first: in a constant, clang 16 does not use one that is declared later.
    template <class... Value>
    constexpr void all(const Value&... values) {
        (add(values), ...);
    }
    constexpr void add(std::string_view text) noexcept {
        add(text.size());
        for (const char c : text) add(static_cast<std::uint64_t>(static_cast<unsigned char>(c)));
    }
    constexpr void add(const name& n) noexcept { add(n.view()); }
    constexpr void add(quantity q) noexcept { add(q.count()); }
    constexpr void add(instant t) noexcept { add(t.seconds_since_1970()); }
    constexpr void add(const currency& c) noexcept { add(c.code()); }
    constexpr void add(const cadence& c) noexcept { add(c.unit()), add(c.count()); }
    constexpr void add(const decimal& d) noexcept { add(d.count()), add(d.scale()); }
    constexpr void add(const limit& l) noexcept {
        add(l.is_unlimited());
        if (!l.is_unlimited()) add(l.most());
    }
    template <class T>
    constexpr void add(const std::optional<T>& value) {
        add(value.has_value());
        if (value) add(*value);
    }
    template <class T, std::size_t N>
    constexpr void add(const std::array<T, N>& values) {
        for (const T& value : values) add(value);
    }

    template <class Row>
        requires requires(const Row& row) { row.step; }
    constexpr void add(const Row& p) {
        const auto& [version, edition, charge, step, unit] = p;
        all(edition, charge, step, unit);
        static_cast<void>(version);
    }
    /// Hashes what a row states in addition to the members that such rows always had, so that the
    /// hash of a row without it is the same as before there was this member.
    template <class... Value>
    constexpr void stated(bool is_stated, std::uint64_t tag, const Value&... values) {
        if (is_stated) all(tag, values...);
    }
    /// Hashes the rows of one version, in their order.
    template <class Rows>
    constexpr void rows_of(const Rows& rows, version_id v) {
        for (const auto& row : rows)
            if (row.version == v) add(row);
        add(std::uint64_t{0x656e64});  // marks the end of the table
    }
    /// The same for a table that the first hashes did not know: without rows it adds nothing.
    template <class Rows>
    constexpr void rows_stated_of(const Rows& rows, version_id v) {
        for (const auto& row : rows)
            if (row.version == v) {
                add(std::uint64_t{0x7465726d73});
                return rows_of(rows, v);
            }
    }

    // Ids are hashed as names, because an id is only a place in a table.
    constexpr void add(edition_id e) { add((*c_)[e].key); }
    constexpr void add(charge_id charge) { add((*c_)[charge].key); }
    constexpr void add(quota_id q) { add((*c_)[q].key); }
    constexpr void add(attribute_id a) { add((*c_)[a].key); }
    constexpr void add(version_id v) { add((*c_)[v].key); }

    constexpr void add(const tier& t) {
        const auto& [up_to, unit_price, flat, package] = t;
        all(up_to, unit_price, flat, package);
    }
    constexpr void add(const percentage& p) {
        const auto& [rate, per_event, free_events, free_amount, least, most, scale, zero_is_free] =
            p;
        all(rate, per_event, free_events, free_amount, least, most, scale, zero_is_free);
    }
    constexpr void add(const capacity_tier<max_capacity_units>& t) {
        const auto& [limits, price] = t;
        all(limits, price);
    }
    constexpr void add(const matrix_row& r) {
        const auto& [values, unit_price] = r;
        all(values, unit_price);
    }
    constexpr void add(const commitment& m) {
        const auto& [amount, overage_factor, true_up] = m;
        all(amount, overage_factor, true_up);
    }
    constexpr void add(const pricing& p) {
        const auto& [tiers, beyond, flat_when_unused, rest, included, by_whole_units, scale] = p;
        all(tiers, beyond, flat_when_unused, rest, included, by_whole_units, scale);
    }
    constexpr void add(const unit_conversion& u) {
        const auto& [by, factor, rounded, scale] = u;
        all(by, factor, rounded, scale);
    }
    constexpr void add(const matrix_dimensions& d) {
        add(d.count);
        for (std::size_t i = 0; i < d.count; ++i) add(d.by[i]);
    }
    constexpr void add(const rating_policy& p) {
        const auto& [order, steps, point, mode, graduated, volume, stated] = p;
        all(order, steps, point, mode, graduated, volume, stated);
    }
    constexpr void add(const charge& priced) {
        const auto& [key, unit, included, free_until, model, kind, conversion, dimensions] = priced;
        all(key, unit, included, free_until, model, kind, conversion, dimensions);
    }
    constexpr void add(const add_on& a) {
        const auto& [key, charged, paid] = a;
        all(key, charged, paid);
    }
    constexpr void add(add_on_id a) { add((*c_)[a].key); }
    /// Hashes what an add-on does to the limit of a quota; no amount depends on the features.
    constexpr void add(const add_on_gift& g) {
        const auto& [of, gives, value, raises, per_unit, sets] = g;
        all(of, raises, per_unit, sets);
        static_cast<void>(gives), static_cast<void>(value);
    }
    constexpr void add(const quota_limit& l) {
        const auto& [most, enforced, grace] = l;
        all(most, enforced, grace);
    }
    constexpr void add(const price_version& v) {
        all(v.key, v.effective_from);  // the successor changes no price
    }
    constexpr void add(const seat_terms& s) {
        const auto& [least, most, below_least] = s;
        all(least, most, below_least);
    }
    constexpr void add(const plan_price& p) {
        const auto& [version, edition, amount, unit, seats, priced_for, on_request] = p;
        all(edition, amount, unit);
        stated(seats.has_value(), 0x7365617473u, seats);
        stated(on_request, 0x61736b6564u);
        stated(priced_for != monthly, 0x74696d65u, priced_for);
        static_cast<void>(version);
    }
    constexpr void add(const term_price& t) {
        const auto& [version, edition, months, amount, percentage_off, unit] = t;
        all(edition, months, amount, percentage_off, unit);
        static_cast<void>(version);
    }
    constexpr void add(const percentage_price& p) {
        const auto& [version, edition, charge, price, unit] = p;
        all(edition, charge, price, unit);
        static_cast<void>(version);
    }
    constexpr void add(const matrix_price& p) {
        const auto& [version, edition, charge, row, unit] = p;
        all(edition, charge, row, unit);
        static_cast<void>(version);
    }
    constexpr void add(const price_adjustment& a) {
        const auto& [version, edition, charge, free_units, percentage_off, amount_off, maximum,
                     minimum, committed, unit] = a;
        all(edition, charge, free_units, percentage_off, amount_off, maximum, minimum, committed,
            unit);
        static_cast<void>(version);
    }

    [[nodiscard]] constexpr std::uint64_t value() const noexcept { return state_; }

private:
    const catalog_view* c_;
    std::uint64_t state_ = 0;
};

}  // namespace detail

/// A hash of everything that the amounts of a price-book version depend on: its rows of the price
/// list in every currency, the charges, the limits of included quotas with what
/// add-ons do to them, the charges of add-ons, the rating policy and the billing periods. Equal
/// contents give equal hashes; different contents give different hashes, except with a probability
/// of 2^-64. The order of rows counts, and entities count by their names.
///
/// Use it to check that a bill was computed from these prices. It does not protect against forgery.
/// \pre the id is of this catalog, and the catalog has no fault.
[[nodiscard]] constexpr std::uint64_t content_hash(const catalog_view& c, version_id v) {
    detail::content_hasher hash{c};
    hash.all(c.offering->product, c.offering->unit, c.offering->rating, c[v]);
    const billing_policy& by = c.offering->billing;
    hash.stated(by.every != monthly || by.plans != billing_time::in_advance, 0x706572696f64u,
                by.every, by.plans);
    for (const edition& e : c.editions) hash.add(e.key);
    for (const charge& priced : c.charges) {
        hash.add(priced);
        if (!priced.included) continue;
        for (std::size_t e = 0; e < c.editions.size(); ++e)
            hash.add(c.at(*priced.included, edition_id{static_cast<std::uint16_t>(e)}));
    }
    for (const add_on& a : c.add_ons) hash.stated(a.charged.has_value(), 0x6164646f6eu, a);
    for (const add_on_gift& g : c.gifts) {
        bool is_included = false;
        for (const charge& priced : c.charges)
            is_included = is_included || (g.raises && priced.included == g.raises);
        hash.stated(is_included, 0x67696674u, g);
    }
    detail::for_each_table(detail::catalog_tables{}, [&]<class Table>(Table) {
        if constexpr (std::same_as<typename Table::row, term_price>)
            hash.rows_stated_of(c.*Table::member, v);
        else if constexpr (requires(const typename Table::row& row) { row.version; })
            hash.rows_of(c.*Table::member, v);
    });
    return hash.value();
}

}  // namespace ratecard::inline v0

#endif
