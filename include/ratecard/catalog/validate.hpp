// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_VALIDATE_HPP
#define RATECARD_CATALOG_VALIDATE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include <ratecard/catalog/add_on_fault.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/plan_fault.hpp>
#include <ratecard/catalog/price_fault.hpp>
#include <ratecard/catalog/repeated_row.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/time/cadence.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/proration.hpp>

/// Checks a catalog for faults, at run time (`find_fault`) or at compile time (`validate`).
namespace ratecard::inline v0 {

namespace detail {

/// The fault of the first row that has the name of a row before it, if any.
template <class Row>
constexpr std::optional<fault> find_duplicate(std::span<const Row> rows, entity kind,
                                              std::span<hashed_name> room) {
    const auto i = first_repeated_name(rows, room, [](const Row&) { return std::uint64_t{0}; });
    if (!i) return std::nullopt;
    return fault{catalog_errc::duplicate_name, kind, *i, rows[*i].key, {}};
}

/// Whether all durations of a lifecycle policy are from zero to a century; reminders may be as long
/// before their event.
constexpr bool is_well_formed(const lifecycle_policy& l) noexcept {
    constexpr std::int32_t most = 36'525;
    for (const cause_rule& rule : {l.expiry, l.arrears, l.refund, l.abuse, l.pause}) {
        const std::int32_t kept = rule.retention_days.value_or(0);
        if (rule.grace.seconds < 0 || rule.grace > longest_clock || kept < 0 || kept > most)
            return false;
    }
    for (const reminder& r : l.reminders)
        if (r.days < -most || r.days > most) return false;
    return l.retention_days >= 0 && l.retention_days <= most;
}

/// The error in a refund policy, or nothing. A refund divides by time, not by usage, and the period
/// that it divides must fit the policy's unit.
constexpr std::optional<errc> find_refund_policy_fault(const refund_policy& p) {
    const proration& used = p.used;
    const proration_whole other =
        p.unit == refund_unit::month ? proration_whole::order : proration_whole::calendar_month;
    if (!is_well_formed(used) || used.basis == proration_basis::usage_share || used.whole == other)
        return core_errc::policy_out_of_range;
    if (const auto off = percent(p.use_discount); !off) return off.error();
    if (p.use_discount != decimal{} && used.credit != credit_basis::list_price)
        return core_errc::policy_out_of_range;
    if (p.in_full.length.seconds < 0 || p.in_full.length > longest_clock)
        return core_errc::policy_out_of_range;
    return std::nullopt;
}

/// Whether a proration can divide the current period: it needs no usage, and does not divide a
/// whole order.
constexpr bool divides_a_running_period(const proration& p) noexcept {
    return is_well_formed(p) && p.basis != proration_basis::usage_share &&
           p.whole != proration_whole::order;
}

/// The first fault in the policies of the offering, and in the change rules.
constexpr std::optional<fault> find_policy_fault(const catalog_view& c,
                                                 std::span<hashed_name> room) {
    const offering& o = *c.offering;
    const auto fault_with = [&](errc code) {
        return fault{code, entity::offering, 0, o.product, {}};
    };
    if (o.terms.min_months < 1 || o.terms.max_months < o.terms.min_months)
        return fault_with(catalog_errc::months_on_sale_are_empty);
    if (o.terms.max_months > longest_term) return fault_with(core_errc::policy_out_of_range);
    if (!is_well_formed(o.lifecycle)) return fault_with(core_errc::policy_out_of_range);
    if (!is_well_formed(o.rating)) return fault_with(core_errc::policy_out_of_range);
    if (const auto code = find_refund_policy_fault(o.refunds)) return fault_with(*code);
    const billing_policy& b = o.billing;
    if (b.issue_from < 1 || b.issue_until < b.issue_from || b.issue_until > 28)
        return fault_with(core_errc::policy_out_of_range);
    if (!divides_a_running_period(b.add_ons)) return fault_with(core_errc::policy_out_of_range);
    if (!is_civil_time(b.every)) return fault_with(core_errc::policy_out_of_range);
    if (o.default_edition && !c.has(*o.default_edition))
        return fault_with(catalog_errc::unknown_edition);
    bool decided = false;
    const auto twice = first_repeated(sorted_keys(c.changes, room, [](const change_rule& r) {
        const std::uint64_t direction =
            r.direction ? static_cast<std::uint64_t>(*r.direction) + 1 : 0;
        const std::uint64_t from = r.from ? r.from->index() + 1 : 0;
        const std::uint64_t to = r.to ? r.to->index() + 1 : 0;
        return direction << 40 | from << 20 | to;
    }));
    for (std::size_t i = 0; i < c.changes.size(); ++i) {
        const change_rule& r = c.changes[i];
        if ((r.from && !c.has(*r.from)) || (r.to && !c.has(*r.to)))
            return fault{catalog_errc::unknown_edition, entity::change_rule, i, {}, {}};
        if (twice == i) return fault{catalog_errc::duplicate_value, entity::change_rule, i, {}, {}};
        if (!divides_a_running_period(r.divided))
            return fault{core_errc::policy_out_of_range, entity::change_rule, i, {}, {}};
        decided = decided || (!r.from && !r.to && !r.direction);
    }
    if (!decided)
        return fault{catalog_errc::upgrade_rules_without_a_default, entity::change_rule, 0, {}, {}};
    return std::nullopt;
}

/// Whether the limit of a quota can be the units that a charge includes: it counts for the whole
/// subscription, over the time that is billed.
constexpr bool counts_what_is_billed(const quota& q, const billing_policy& b) noexcept {
    if (q.scope != quota_scope::subscription) return false;
    switch (q.window) {
        case quota_window::standing:
        case quota_window::billing_period: return true;
        case quota_window::calendar_week: return b.every == weekly && q.starts_at == time_of_day{};
        case quota_window::calendar_month:
            return b.every == monthly && q.starts_at == time_of_day{};
        case quota_window::calendar_year: return b.every == yearly && q.starts_at == time_of_day{};
        case quota_window::calendar_day:
        case quota_window::fixed:
        case quota_window::age: break;
    }
    return false;
}

/// The fault of the first charge whose included quota does not fit, or nothing.
constexpr std::optional<fault> find_included_fault(const catalog_view& c) {
    for (std::size_t i = 0; i < c.charges.size(); ++i) {
        const auto included = c.charges[i].included;
        if (included && !counts_what_is_billed(c[*included], c.offering->billing))
            return fault{
                catalog_errc::included_quota_does_not_fit, entity::charge, i, c.charges[i].key, {}};
    }
    return std::nullopt;
}

/// The first fault in features, quotas and trials, and in the cells of their tables.
constexpr std::optional<fault> find_matrix_fault(const catalog_view& c) {
    const std::size_t columns = c.editions.size();
    for (std::size_t f = 0; f < c.features.size(); ++f) {
        const feature& row = c.features[f];
        if (row.trial && !c.has(*row.trial))
            return fault{catalog_errc::unknown_trial, entity::feature, f, row.key, {}};
        if (row.activation_delay.seconds < 0 ||
            row.activation_delay.seconds > longest_clock.seconds)
            return fault{core_errc::policy_out_of_range, entity::feature, f, row.key, {}};
        for (std::size_t e = 0; e < columns; ++e) {
            const availability cell = c.feature_matrix[f * columns + e];
            if (cell == availability::unstated)
                return fault{catalog_errc::feature_without_value_in_an_edition, entity::feature, f,
                             row.key, c.editions[e].key};
            if (cell == availability::on_trial && !row.trial)
                return fault{catalog_errc::feature_on_trial_without_a_trial, entity::feature, f,
                             row.key, c.editions[e].key};
        }
    }
    for (std::size_t q = 0; q < c.quotas.size(); ++q) {
        const quota& row = c.quotas[q];
        // No quota is a part of itself: a chain of wider quotas is shorter than their number.
        std::size_t wider_ones = 0;
        for (auto wider = row.part_of; wider; wider = c[*wider].part_of)
            if (!c.has(*wider) || ++wider_ones >= c.quotas.size())
                return fault{catalog_errc::unknown_quota, entity::quota, q, row.key, {}};
        // What is taken from a quota is taken from the wider one, too: it stays no longer than that.
        if (row.part_of) {
            const quota& wider = c[*row.part_of];
            if ((row.stays_in_grace && !wider.stays_in_grace) ||
                (row.stays_suspended && !wider.stays_suspended))
                return fault{core_errc::policy_out_of_range, entity::quota, q, row.key, {}};
        }
        if (row.length.seconds < (row.window == quota_window::fixed ? 1 : 0) ||
            row.length.seconds > (row.window == quota_window::fixed ? longest_clock.seconds : 0))
            return fault{core_errc::policy_out_of_range, entity::quota, q, row.key, {}};
        if ((row.origin != instant{} && row.window != quota_window::fixed) ||
            !instant::from(row.origin.seconds_since_1970()))
            return fault{core_errc::policy_out_of_range, entity::quota, q, row.key, {}};
        if ((!is_of_calendar(row.window) && row.starts_at != time_of_day{}) ||
            (row.window != quota_window::calendar_week && row.week_begins != weekday::monday) ||
            row.week_begins > weekday::sunday)
            return fault{core_errc::policy_out_of_range, entity::quota, q, row.key, {}};
        for (std::size_t e = 0; e < columns; ++e) {
            const quota_limit& cell = c.quota_table[q * columns + e];
            if (cell.enforcement == enforcement::unstated)
                return fault{catalog_errc::quota_without_limit_in_an_edition, entity::quota, q,
                             row.key, c.editions[e].key};
            if (cell.grace_percent > packed_limit::max_grace_percent)
                return fault{core_errc::policy_out_of_range, entity::quota, q, row.key,
                             c.editions[e].key};
        }
    }
    for (std::size_t t = 0; t < c.trials.size(); ++t) {
        const trial& row = c.trials[t];
        const auto fault_with = [&](errc code) {
            return fault{code, entity::trial, t, row.key, {}};
        };
        if (row.lasts && row.length != duration{})
            return fault_with(catalog_errc::trial_with_two_lengths);
        if (!row.lasts && row.length.seconds <= 0)
            return fault_with(catalog_errc::trial_without_a_length);
        if (row.length > longest_clock || (row.lasts && !is_civil_time(*row.lasts)))
            return fault_with(core_errc::policy_out_of_range);
        if (row.gives && !c.has(*row.gives)) return fault_with(catalog_errc::unknown_edition);
    }
    return std::nullopt;
}

/// The first fault in the gifts of add-ons. `can_be(feature, value)` says which values are possible.
constexpr std::optional<fault> find_gift_fault(const catalog_view& c, const auto& can_be) {
    for (std::size_t i = 0; i < c.gifts.size(); ++i) {
        const add_on_gift& g = c.gifts[i];
        if (!c.has(g.of)) return fault{catalog_errc::unknown_add_on, entity::gift, i, {}, {}};
        const auto fault_with = [&](errc code) {
            return fault{code, entity::gift, i, c[g.of].key, {}};
        };
        if (g.gives && !c.has(*g.gives)) return fault_with(catalog_errc::unknown_feature);
        if (g.raises && !c.has(*g.raises)) return fault_with(catalog_errc::unknown_quota);
        if (g.sets && !g.raises) return fault_with(catalog_errc::sets_without_a_quota);
        if (!g.gives && !g.raises) return fault_with(catalog_errc::unknown_feature);
        if (g.gives ? !can_be(*g.gives, g.value) : g.value != feature_value{})
            return fault_with(catalog_errc::value_of_another_kind);
    }
    return std::nullopt;
}

/// The first fault in options, in values of features, and in the gifts of add-ons.
constexpr std::optional<fault> find_value_fault(const catalog_view& c,
                                                std::span<hashed_name> room) {
    const auto option_twice = first_repeated_name(
        c.options, room, [](const feature_option& o) { return std::uint64_t{o.of.index()}; });
    const auto value_key = [](const edition_value& v) {
        return row_key(0, v.of.index(), v.in.index());
    };
    const auto value_twice = first_repeated(sorted_keys(c.edition_values, room, value_key));
    // From here on an entry of `room` counts the options of a feature.
    if (room.size() < c.features.size()) every_part_must_have_a_place();
    for (std::size_t f = 0; f < c.features.size(); ++f) room[f].place = 0;
    const auto can_be = [&](feature_id f, const feature_value& v) {
        return c.can_be(f, v, room[f.index()].place);
    };
    for (std::size_t i = 0; i < c.options.size(); ++i) {
        const feature_option& o = c.options[i];
        if (!c.has(o.of)) return fault{catalog_errc::unknown_feature, entity::option, i, o.key, {}};
        const value_kind kind = c[o.of].kind;
        if (kind != value_kind::option && kind != value_kind::options)
            return fault{catalog_errc::value_of_another_kind, entity::option, i, o.key, {}};
        if (option_twice == i)
            return fault{catalog_errc::duplicate_name, entity::option, i, o.key, {}};
        if (room[o.of.index()].place++ >= 64)
            return fault{core_errc::too_many_entities, entity::option, i, o.key, {}};
    }
    for (std::size_t i = 0; i < c.edition_values.size(); ++i) {
        const edition_value& v = c.edition_values[i];
        if (!c.has(v.of))
            return fault{catalog_errc::unknown_feature, entity::edition_value, i, {}, {}};
        if (!c.has(v.in))
            return fault{catalog_errc::unknown_edition, entity::edition_value, i, c[v.of].key, {}};
        const auto fault_with = [&](errc code) {
            return fault{code, entity::edition_value, i, c[v.of].key, c[v.in].key};
        };
        if (v.value.kind() == value_kind::boolean || !can_be(v.of, v.value))
            return fault_with(catalog_errc::value_of_another_kind);
        if (value_twice == i) return fault_with(catalog_errc::duplicate_value);
    }
    const std::optional<fault> in_gifts = find_gift_fault(c, can_be);
    const auto stated = sorted_keys(c.edition_values, room, value_key);
    const auto is_stated = [&](std::size_t f, std::size_t e) {
        const std::uint64_t key = row_key(0, f, e);
        const std::size_t at = first_not_below(stated, key);
        return at != stated.size() && stated[at].hash == key;
    };
    for (std::size_t f = 0; f < c.features.size(); ++f) {
        if (c.features[f].kind == value_kind::boolean) continue;
        for (std::size_t e = 0; e < c.editions.size(); ++e)
            if (c.feature_matrix[f * c.editions.size() + e] != availability::absent &&
                !is_stated(f, e))
                return fault{catalog_errc::feature_without_value_in_an_edition, entity::feature, f,
                             c.features[f].key, c.editions[e].key};
    }
    return in_gifts;
}

/// The first fault in attribute values, in conditions, and in the order of reasons.
constexpr std::optional<fault> find_condition_fault(const catalog_view& c,
                                                    std::span<hashed_name> room) {
    const auto twice = first_repeated_name(
        c.values, room, [](const attribute_value& v) { return std::uint64_t{v.of.index()}; });
    std::size_t numbers[max_attributes] = {};
    for (std::size_t i = 0; i < c.values.size(); ++i) {
        const attribute_value& v = c.values[i];
        if (!c.has(v.of))
            return fault{catalog_errc::unknown_attribute, entity::value, i, v.key, {}};
        if (twice == i) return fault{catalog_errc::duplicate_name, entity::value, i, v.key, {}};
        if (c[v.of].kind != attribute_kind::enumerated)
            return fault{catalog_errc::condition_of_the_wrong_kind, entity::value, i, v.key, {}};
        if (numbers[v.of.index()]++ >= 64)
            return fault{core_errc::too_many_entities, entity::value, i, v.key, {}};
    }
    // Rules of an unknown feature are after the conditions of the last feature.
    const std::size_t owned = c.condition_ends.empty() ? 0 : c.condition_ends.back();
    if (owned != c.conditions.size())
        return fault{catalog_errc::unknown_feature, entity::rule, owned, {}, {}};
    for (std::size_t i = 0; i < c.conditions.size(); ++i) {
        const condition& r = c.conditions[i];
        if (!c.has(r.attribute) || (r.where_set.bits != 0 && !c.has(r.where)))
            return fault{catalog_errc::condition_on_unknown_attribute, entity::rule, i, {}, {}};
        const attribute& looked_at = c[r.attribute];
        const bool by_set = r.test == test::one_of || r.test == test::none_of;
        const bool enumerated = looked_at.kind == attribute_kind::enumerated;
        if (by_set != enumerated ||
            (r.where_set.bits != 0 && c[r.where].kind != attribute_kind::enumerated))
            return fault{
                catalog_errc::condition_of_the_wrong_kind, entity::rule, i, looked_at.key, {}};
    }
    if (c.reason_order.empty()) return std::nullopt;
    const auto stated = [&](reason why) {
        int times = 0;
        for (const reason r : c.reason_order) times += r == why ? 1 : 0;
        return times == 1;
    };
    bool complete = stated(reason::not_in_edition) && stated(reason::not_applied) &&
                    stated(reason::awaiting_activation) && stated(reason::trial_not_activated) &&
                    stated(reason::trial_over);
    for (std::size_t a = 0; a < c.attributes.size(); ++a)
        complete = complete && stated(refused_by({static_cast<std::uint16_t>(a)}));
    if (!complete || c.reason_order.size() != 5 + c.attributes.size())
        return fault{catalog_errc::reason_order_incomplete, entity::reason_order, 0, {}, {}};
    return std::nullopt;
}

}  // namespace detail

/// The first fault of a catalog, or nothing. `room` is working memory.
/// \pre `room` has as many entries as the longest table.
[[nodiscard]] constexpr std::optional<fault> find_fault(const catalog_view& c,
                                                        std::span<hashed_name> room) {
    if (c.editions.empty() || c.versions.empty())
        return fault{catalog_errc::empty_catalog, entity::offering, 0, c.offering->product, {}};
    if (c.attributes.size() > max_attributes)
        return fault{core_errc::too_many_entities,
                     entity::attribute,
                     max_attributes,
                     c.attributes[max_attributes].key,
                     {}};
    std::optional<fault> first;
    const auto check = [&](auto find) {
        if (!first) first = find();
    };
    detail::for_each_table(detail::catalog_tables{}, [&]<class Table>(Table) {
        if constexpr (Table::is_named)
            check([&] { return detail::find_duplicate(c.*Table::member, Table::kind, room); });
    });
    check([&] { return detail::find_policy_fault(c, room); });
    check([&] { return detail::find_matrix_fault(c); });
    check([&] { return detail::find_value_fault(c, room); });
    check([&] { return detail::find_condition_fault(c, room); });
    check([&] { return detail::find_add_on_rule_fault(c, room); });
    check([&] { return detail::find_plan_fault(c, room); });
    check([&] { return detail::find_price_fault(c, room); });
    check([&] { return detail::find_included_fault(c); });
    check([&] { return detail::find_add_on_price_fault(c, room); });
    return first;
}

/// One function for each fault of a catalog. They are not constexpr, so the compiler prints the
/// name when `validate` calls one.
namespace refused {

inline void empty_catalog() noexcept {}
inline void too_many_entities() noexcept {}
inline void duplicate_name() noexcept {}
inline void duplicate_value() noexcept {}
inline void feature_without_value_in_an_edition() noexcept {}
inline void quota_without_limit_in_an_edition() noexcept {}
inline void feature_on_trial_without_a_trial() noexcept {}
inline void trial_without_a_length() noexcept {}
inline void default_edition_is_for_sale() noexcept {}
inline void condition_on_unknown_attribute() noexcept {}
inline void condition_of_the_wrong_kind() noexcept {}
inline void tiers_do_not_increase() noexcept {}
inline void tier_after_the_open_one() noexcept {}
inline void tiers_without_an_open_end() noexcept {}
inline void empty_package() noexcept {}
inline void stairstep_with_a_unit_price() noexcept {}
inline void version_dates_do_not_increase() noexcept {}
inline void version_migrates_backwards() noexcept {}
inline void migration_not_offered() noexcept {}
inline void negative_price() noexcept {}
inline void charge_includes_unknown_quota() noexcept {}
inline void upgrade_rules_without_a_default() noexcept {}
inline void months_on_sale_are_empty() noexcept {}
inline void reason_order_incomplete() noexcept {}
inline void policy_out_of_range() noexcept {}
inline void unknown_edition() noexcept {}
inline void unknown_quota() noexcept {}
inline void unknown_charge() noexcept {}
inline void unknown_version() noexcept {}
inline void unknown_attribute() noexcept {}
inline void unknown_trial() noexcept {}
inline void unknown_feature() noexcept {}
inline void unknown_add_on() noexcept {}
inline void value_of_another_kind() noexcept {}
inline void add_on_not_charged_by_units() noexcept {}
inline void seats_on_sale_are_empty() noexcept {}
inline void price_on_request() noexcept {}
inline void on_request_with_an_amount() noexcept {}
inline void time_not_priced() noexcept {}
inline void included_quota_does_not_fit() noexcept {}
inline void trial_with_two_lengths() noexcept {}
inline void add_on_needs_itself() noexcept {}
inline void add_on_rules_contradict() noexcept {}
inline void sets_without_a_quota() noexcept {}
inline void not_one_of_amount_and_percentage() noexcept {}
inline void months_out_of_range() noexcept {}
inline void no_price() noexcept {}
inline void adjustment_without_its_step() noexcept {}
inline void discount_out_of_range() noexcept {}
inline void inexact() noexcept {}
inline void overflow() noexcept {}
inline void ratio_overflow() noexcept {}

}  // namespace refused

/// True for a catalog without a fault: `static_assert(validate(my_catalog))`. For any other catalog
/// it does not compile, and the compiler names the fault's function in `refused`.
consteval bool validate(const auto& catalog) {
    const std::optional<fault> first = catalog.find_fault();
    if (!first) return true;
    const errc code = first->code;
    if (code == catalog_errc::empty_catalog) refused::empty_catalog();
    if (code == core_errc::too_many_entities) refused::too_many_entities();
    if (code == catalog_errc::duplicate_name) refused::duplicate_name();
    if (code == catalog_errc::duplicate_value) refused::duplicate_value();
    if (code == catalog_errc::feature_without_value_in_an_edition)
        refused::feature_without_value_in_an_edition();
    if (code == catalog_errc::quota_without_limit_in_an_edition)
        refused::quota_without_limit_in_an_edition();
    if (code == catalog_errc::feature_on_trial_without_a_trial)
        refused::feature_on_trial_without_a_trial();
    if (code == catalog_errc::trial_without_a_length) refused::trial_without_a_length();
    if (code == catalog_errc::default_edition_is_for_sale) refused::default_edition_is_for_sale();
    if (code == catalog_errc::condition_on_unknown_attribute)
        refused::condition_on_unknown_attribute();
    if (code == catalog_errc::condition_of_the_wrong_kind) refused::condition_of_the_wrong_kind();
    if (code == catalog_errc::tiers_do_not_increase) refused::tiers_do_not_increase();
    if (code == catalog_errc::tier_after_the_open_one) refused::tier_after_the_open_one();
    if (code == catalog_errc::tiers_without_an_open_end) refused::tiers_without_an_open_end();
    if (code == catalog_errc::empty_package) refused::empty_package();
    if (code == catalog_errc::stairstep_with_a_unit_price) refused::stairstep_with_a_unit_price();
    if (code == catalog_errc::version_dates_do_not_increase)
        refused::version_dates_do_not_increase();
    if (code == catalog_errc::version_migrates_backwards) refused::version_migrates_backwards();
    if (code == catalog_errc::migration_not_offered) refused::migration_not_offered();
    if (code == catalog_errc::negative_price) refused::negative_price();
    if (code == catalog_errc::charge_includes_unknown_quota)
        refused::charge_includes_unknown_quota();
    if (code == catalog_errc::upgrade_rules_without_a_default)
        refused::upgrade_rules_without_a_default();
    if (code == catalog_errc::months_on_sale_are_empty) refused::months_on_sale_are_empty();
    if (code == catalog_errc::reason_order_incomplete) refused::reason_order_incomplete();
    if (code == core_errc::policy_out_of_range) refused::policy_out_of_range();
    if (code == catalog_errc::unknown_edition) refused::unknown_edition();
    if (code == catalog_errc::unknown_quota) refused::unknown_quota();
    if (code == catalog_errc::unknown_charge) refused::unknown_charge();
    if (code == catalog_errc::unknown_version) refused::unknown_version();
    if (code == catalog_errc::unknown_attribute) refused::unknown_attribute();
    if (code == catalog_errc::unknown_trial) refused::unknown_trial();
    if (code == catalog_errc::unknown_feature) refused::unknown_feature();
    if (code == catalog_errc::unknown_add_on) refused::unknown_add_on();
    if (code == catalog_errc::value_of_another_kind) refused::value_of_another_kind();
    if (code == catalog_errc::add_on_not_charged_by_units) refused::add_on_not_charged_by_units();
    if (code == catalog_errc::seats_on_sale_are_empty) refused::seats_on_sale_are_empty();
    if (code == catalog_errc::price_on_request) refused::price_on_request();
    if (code == catalog_errc::on_request_with_an_amount) refused::on_request_with_an_amount();
    if (code == catalog_errc::time_not_priced) refused::time_not_priced();
    if (code == catalog_errc::included_quota_does_not_fit) refused::included_quota_does_not_fit();
    if (code == catalog_errc::trial_with_two_lengths) refused::trial_with_two_lengths();
    if (code == catalog_errc::add_on_needs_itself) refused::add_on_needs_itself();
    if (code == catalog_errc::add_on_rules_contradict) refused::add_on_rules_contradict();
    if (code == catalog_errc::sets_without_a_quota) refused::sets_without_a_quota();
    if (code == catalog_errc::not_one_of_amount_and_percentage)
        refused::not_one_of_amount_and_percentage();
    if (code == catalog_errc::months_out_of_range) refused::months_out_of_range();
    if (code == catalog_errc::no_price) refused::no_price();
    if (code == catalog_errc::adjustment_without_its_step) refused::adjustment_without_its_step();
    if (code == money_errc::discount_out_of_range) refused::discount_out_of_range();
    if (code == money_errc::inexact) refused::inexact();
    if (code == core_errc::overflow) refused::overflow();
    if (code == core_errc::ratio_overflow) refused::ratio_overflow();
    return false;
}

}  // namespace ratecard::inline v0

#endif
