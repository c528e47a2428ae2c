// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_FMT_HPP
#define RATECARD_RIM_FMT_HPP

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

#include <fmt/format.h>

#include <ratecard/account/order.hpp>
#include <ratecard/account/payment.hpp>
#include <ratecard/billing/purchase.hpp>
#include <ratecard/billing/refund.hpp>
#include <ratecard/billing/renewal.hpp>
#include <ratecard/billing/statement.hpp>
#include <ratecard/billing/trial.hpp>
#include <ratecard/catalog/charge.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/feature.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/policies.hpp>
#include <ratecard/catalog/quota.hpp>
#include <ratecard/catalog/rule.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/condition.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/quota_limit.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/core/version_number.hpp>
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/rating/line.hpp>
#include <ratecard/rating/rate.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/proration.hpp>
#include <ratecard/time/zone.hpp>

/// Values of this library as text: `fmt::format("{:>14}", amount)`, `to_string(amount)`, and
/// amounts explained by what made them: `explain(catalog, line)`.
namespace ratecard::inline v0 {

// ---- enumerators: each by its own name ----

[[nodiscard]] constexpr std::string_view identifier(errc value) noexcept {
    switch (value) {
        case errc::malformed_number: return "malformed_number";
        case errc::malformed_version: return "malformed_version";
        case errc::malformed_name: return "malformed_name";
        case errc::unknown_currency: return "unknown_currency";
        case errc::negative_quantity: return "negative_quantity";
        case errc::quantity_too_large: return "quantity_too_large";
        case errc::negative_amount: return "negative_amount";
        case errc::currency_mismatch: return "currency_mismatch";
        case errc::overflow: return "overflow";
        case errc::ratio_overflow: return "ratio_overflow";
        case errc::inexact: return "inexact";
        case errc::zero_weights: return "zero_weights";
        case errc::instant_out_of_range: return "instant_out_of_range";
        case errc::no_such_date: return "no_such_date";
        case errc::too_small: return "too_small";
        case errc::empty_catalog: return "empty_catalog";
        case errc::too_many_entities: return "too_many_entities";
        case errc::duplicate_name: return "duplicate_name";
        case errc::duplicate_value: return "duplicate_value";
        case errc::feature_without_value_in_an_edition:
            return "feature_without_value_in_an_edition";
        case errc::quota_without_limit_in_an_edition: return "quota_without_limit_in_an_edition";
        case errc::feature_on_trial_without_a_trial: return "feature_on_trial_without_a_trial";
        case errc::trial_without_a_length: return "trial_without_a_length";
        case errc::default_edition_is_for_sale: return "default_edition_is_for_sale";
        case errc::condition_on_unknown_attribute: return "condition_on_unknown_attribute";
        case errc::condition_of_the_wrong_kind: return "condition_of_the_wrong_kind";
        case errc::tiers_do_not_increase: return "tiers_do_not_increase";
        case errc::tier_after_the_open_one: return "tier_after_the_open_one";
        case errc::tiers_without_an_open_end: return "tiers_without_an_open_end";
        case errc::version_dates_do_not_increase: return "version_dates_do_not_increase";
        case errc::version_migrates_backwards: return "version_migrates_backwards";
        case errc::negative_price: return "negative_price";
        case errc::charge_includes_unknown_quota: return "charge_includes_unknown_quota";
        case errc::upgrade_rules_without_a_default: return "upgrade_rules_without_a_default";
        case errc::months_on_sale_are_empty: return "months_on_sale_are_empty";
        case errc::reason_order_incomplete: return "reason_order_incomplete";
        case errc::policy_out_of_range: return "policy_out_of_range";
        case errc::unknown_edition: return "unknown_edition";
        case errc::unknown_feature: return "unknown_feature";
        case errc::unknown_quota: return "unknown_quota";
        case errc::unknown_charge: return "unknown_charge";
        case errc::unknown_version: return "unknown_version";
        case errc::unknown_attribute: return "unknown_attribute";
        case errc::unknown_value: return "unknown_value";
        case errc::unknown_trial: return "unknown_trial";
        case errc::unknown_order: return "unknown_order";
        case errc::no_price: return "no_price";
        case errc::no_version_in_force: return "no_version_in_force";
        case errc::migration_not_offered: return "migration_not_offered";
        case errc::before_creation: return "before_creation";
        case errc::months_out_of_range: return "months_out_of_range";
        case errc::order_of_another_owner: return "order_of_another_owner";
        case errc::data_center_changed: return "data_center_changed";
        case errc::edition_not_for_sale: return "edition_not_for_sale";
        case errc::orders_overlap: return "orders_overlap";
        case errc::order_begins_before_it_was_placed: return "order_begins_before_it_was_placed";
        case errc::order_off_its_anchor: return "order_off_its_anchor";
        case errc::payment_mismatch: return "payment_mismatch";
        case errc::voucher_exceeds_price: return "voucher_exceeds_price";
        case errc::duplicate_id: return "duplicate_id";
        case errc::paid_before_issue: return "paid_before_issue";
        case errc::refund_before_order: return "refund_before_order";
        case errc::refunded_twice: return "refunded_twice";
        case errc::refund_after_end: return "refund_after_end";
        case errc::trial_activated_twice: return "trial_activated_twice";
        case errc::disband_before_creation: return "disband_before_creation";
        case errc::created_twice: return "created_twice";
        case errc::ends_before_it_begins: return "ends_before_it_begins";
        case errc::delete_before_disable: return "delete_before_disable";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(reason value) noexcept {
    switch (value) {
        case reason::allowed: return "allowed";
        case reason::unknown_feature: return "unknown_feature";
        case reason::stale: return "stale";
        case reason::suspended: return "suspended";
        case reason::reclaimed: return "reclaimed";
        case reason::deleted: return "deleted";
        case reason::not_in_edition: return "not_in_edition";
        case reason::not_applied: return "not_applied";
        case reason::awaiting_activation: return "awaiting_activation";
        case reason::trial_not_activated: return "trial_not_activated";
        case reason::trial_over: return "trial_over";
        case reason::first_attribute: break;
    }
    return "refused_by_an_attribute";
}
[[nodiscard]] constexpr std::string_view identifier(rounding value) noexcept {
    switch (value) {
        case rounding::exact: return "exact";
        case rounding::toward_zero: return "toward_zero";
        case rounding::away_from_zero: return "away_from_zero";
        case rounding::floor: return "floor";
        case rounding::ceiling: return "ceiling";
        case rounding::half_to_even: return "half_to_even";
        case rounding::half_away_from_zero: return "half_away_from_zero";
        case rounding::half_toward_zero: return "half_toward_zero";
        case rounding::half_to_positive: return "half_to_positive";
        case rounding::half_to_negative: return "half_to_negative";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(enforcement value) noexcept {
    switch (value) {
        case enforcement::unstated: return "unstated";
        case enforcement::hard: return "hard";
        case enforcement::soft: return "soft";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(used_unit value) noexcept {
    switch (value) {
        case used_unit::started_day: return "started_day";
        case used_unit::second: return "second";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(service_month value) noexcept {
    switch (value) {
        case service_month::running_term: return "running_term";
        case service_month::calendar_month: return "calendar_month";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(availability value) noexcept {
    switch (value) {
        case availability::unstated: return "unstated";
        case availability::absent: return "absent";
        case availability::included: return "included";
        case availability::on_application: return "on_application";
        case availability::on_trial: return "on_trial";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(quota_scope value) noexcept {
    switch (value) {
        case quota_scope::subscription: return "subscription";
        case quota_scope::user: return "user";
        case quota_scope::group: return "group";
        case quota_scope::account: return "account";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(quota_window value) noexcept {
    switch (value) {
        case quota_window::standing: return "standing";
        case quota_window::calendar_day: return "calendar_day";
        case quota_window::calendar_month: return "calendar_month";
        case quota_window::age: return "age";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(change_kind value) noexcept {
    switch (value) {
        case change_kind::forbidden: return "forbidden";
        case change_kind::refund_first: return "refund_first";
        case change_kind::with_credit: return "with_credit";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(attribute_kind value) noexcept {
    switch (value) {
        case attribute_kind::enumerated: return "enumerated";
        case attribute_kind::count: return "count";
        case attribute_kind::version: return "version";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(entity value) noexcept {
    switch (value) {
        case entity::offering: return "offering";
        case entity::edition: return "edition";
        case entity::feature: return "feature";
        case entity::quota: return "quota";
        case entity::trial: return "trial";
        case entity::attribute: return "attribute";
        case entity::value: return "value";
        case entity::rule: return "rule";
        case entity::version: return "version";
        case entity::plan_price: return "plan_price";
        case entity::charge: return "charge";
        case entity::charge_price: return "charge_price";
        case entity::change_rule: return "change_rule";
        case entity::reason_order: return "reason_order";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(fact value) noexcept {
    switch (value) {
        case fact::subscription: return "subscription";
        case fact::order: return "order";
        case fact::refund: return "refund";
        case fact::bill: return "bill";
        case fact::approval: return "approval";
        case fact::trial: return "trial";
        case fact::purchase: return "purchase";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(state value) noexcept {
    switch (value) {
        case state::active: return "active";
        case state::expired: return "expired";
        case state::suspended: return "suspended";
        case state::reclaimed: return "reclaimed";
        case state::deleted: return "deleted";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(suspension_cause value) noexcept {
    switch (value) {
        case suspension_cause::expiry: return "expiry";
        case suspension_cause::arrears: return "arrears";
        case suspension_cause::refund: return "refund";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(quota_answer value) noexcept {
    switch (value) {
        case quota_answer::admitted: return "admitted";
        case quota_answer::admitted_above: return "admitted_above";
        case quota_answer::limit_reached: return "limit_reached";
        case quota_answer::counter_full: return "counter_full";
        case quota_answer::window_closed: return "window_closed";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(refund_refusal value) noexcept {
    switch (value) {
        case refund_refusal::none: return "none";
        case refund_refusal::no_order: return "no_order";
        case refund_refusal::already_refunded: return "already_refunded";
        case refund_refusal::after_last_end: return "after_last_end";
        case refund_refusal::reclaimed: return "reclaimed";
        case refund_refusal::deleted: return "deleted";
        case refund_refusal::abusive: return "abusive";
        case refund_refusal::promotional: return "promotional";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(purchase_kind value) noexcept {
    switch (value) {
        case purchase_kind::start: return "start";
        case purchase_kind::renew: return "renew";
        case purchase_kind::resume: return "resume";
        case purchase_kind::upgrade: return "upgrade";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(purchase_refusal value) noexcept {
    switch (value) {
        case purchase_refusal::none: return "none";
        case purchase_refusal::reclaimed: return "reclaimed";
        case purchase_refusal::deleted: return "deleted";
        case purchase_refusal::term_not_on_sale: return "term_not_on_sale";
        case purchase_refusal::change_forbidden: return "change_forbidden";
        case purchase_refusal::refund_first: return "refund_first";
        case purchase_refusal::plan_not_refundable: return "plan_not_refundable";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(renewal_outcome value) noexcept {
    switch (value) {
        case renewal_outcome::renewed: return "renewed";
        case renewal_outcome::switched_off: return "switched_off";
        case renewal_outcome::not_due: return "not_due";
        case renewal_outcome::lapsed: return "lapsed";
        case renewal_outcome::balance_too_small: return "balance_too_small";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(statement_line_kind value) noexcept {
    switch (value) {
        case statement_line_kind::order: return "order";
        case statement_line_kind::refund: return "refund";
        case statement_line_kind::usage: return "usage";
    }
    return "no_such_value";
}
[[nodiscard]] constexpr std::string_view identifier(trial_refusal value) noexcept {
    switch (value) {
        case trial_refusal::none: return "none";
        case trial_refusal::already_used: return "already_used";
        case trial_refusal::not_running: return "not_running";
    }
    return "no_such_value";
}

/// An enumeration that has names here.
template <class T>
concept named_enumeration = std::is_enum_v<T> && requires(T value) {
    { identifier(value) } -> std::same_as<std::string_view>;
};

// ---- values ----

namespace detail {

/// Digits in groups of three: 12,500.
inline std::string grouped(std::string digits) {
    for (std::size_t i = digits.size(); i > 3;) {
        i -= 3;
        digits.insert(i, 1, ',');
    }
    return digits;
}

/// A count of `10^-scale`, with all its decimals.
inline std::string scaled_text(bool negative, std::string digits, int scale) {
    const auto decimals = static_cast<std::size_t>(scale);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    const std::string fraction = digits.substr(digits.size() - decimals);
    digits.resize(digits.size() - decimals);
    return (negative ? "-" : "") + grouped(digits) + (decimals == 0 ? "" : "." + fraction);
}

inline std::string digits_of(std::int64_t count) {
    return std::to_string(count < 0 ? 0 - static_cast<std::uint64_t>(count)
                                    : static_cast<std::uint64_t>(count));
}

/// 128 bits in decimal, by doubling.
inline std::string digits_of(std::uint64_t high, std::uint64_t low) {
    std::string digits = "0";  // the lowest digit first
    for (int bit = 127; bit >= 0; --bit) {
        unsigned carry = ((bit >= 64 ? high >> (bit - 64) : low >> bit) & 1u) != 0 ? 1 : 0;
        for (char& digit : digits) {
            const unsigned twice = static_cast<unsigned>(digit - '0') * 2 + carry;
            digit = static_cast<char>('0' + twice % 10);
            carry = twice / 10;
        }
        if (carry != 0) digits.push_back('1');
    }
    std::reverse(digits.begin(), digits.end());
    return digits;
}

/// An amount without its currency: "1,234.50".
inline std::string bare(money m) {
    return scaled_text(m.is_negative(), digits_of(m.minor_units()), m.unit().digits());
}

inline std::string version_text(std::int64_t packed) {
    constexpr std::int64_t part = version_number::max_part;
    return fmt::format("{}.{}.{}", packed >> 42 & part, packed >> 21 & part, packed & part);
}

inline std::string counted(std::int64_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", grouped(digits_of(count)), count == 1 ? one : many);
}

}  // namespace detail

[[nodiscard]] inline std::string to_string(const name& n) { return std::string{n.view()}; }
[[nodiscard]] inline std::string to_string(const currency& c) { return std::string{c.code()}; }
/// "1,234.50 USD": the digits of the currency, the sign in front.
[[nodiscard]] inline std::string to_string(const money& m) {
    return fmt::format("{} {}", detail::bare(m), m.unit().code());
}
/// "0.015": as it would be written, without groups.
[[nodiscard]] inline std::string to_string(const decimal& d) {
    std::string text =
        detail::scaled_text(d.is_negative(), detail::digits_of(d.count()), d.scale());
    std::erase(text, ',');
    return text;
}
/// "37.515 USD": every digit below the minor unit that is not a trailing zero.
[[nodiscard]] inline std::string to_string(const exact& e) {
    int scale = e.scale() + e.unit().digits();
    std::string digits = detail::digits_of(e.high(), e.low());
    while (scale > e.unit().digits() && digits.size() > 1 && digits.back() == '0') {
        digits.pop_back();
        --scale;
    }
    if (e.is_zero()) scale = e.unit().digits();
    return fmt::format("{} {}", detail::scaled_text(e.is_negative(), digits, scale),
                       e.unit().code());
}
/// "12,500"
[[nodiscard]] inline std::string to_string(const quantity& q) {
    return detail::grouped(detail::digits_of(q.count()));
}
/// "10,000", or "unlimited".
[[nodiscard]] inline std::string to_string(const limit& l) {
    return l.is_unlimited() ? "unlimited" : to_string(l.most());
}
/// "100", "10,000 (soft)" or "unlimited".
[[nodiscard]] inline std::string to_string(const quota_limit& l) {
    return to_string(l.most) + (l.enforcement == enforcement::soft ? " (soft)" : "");
}
/// "10/31"
[[nodiscard]] inline std::string to_string(const ratio& r) {
    return fmt::format("{}/{}", r.numerator(), r.denominator());
}
/// "5.8.1668"
[[nodiscard]] inline std::string to_string(const version_number& v) {
    return detail::version_text(v.packed());
}
/// "2024-02-29"
[[nodiscard]] inline std::string to_string(const civil_date& d) {
    return fmt::format("{:04}-{:02}-{:02}", d.year, d.month, d.day);
}
[[nodiscard]] inline std::string to_string(const day& d) { return to_string(date_of(d)); }
/// "2024-02"
[[nodiscard]] inline std::string to_string(const civil_month& m) {
    return fmt::format("{:04}-{:02}", m.year, m.month);
}
/// "suspended (arrears)"
[[nodiscard]] inline std::string to_string(const status& s) {
    std::string text{identifier(s.state)};
    if (s.cause) text += fmt::format(" ({})", identifier(*s.cause));
    return text;
}
/// The reason as the engine knows it; those of attributes by number, for their names are the
/// catalog's.
[[nodiscard]] inline std::string to_string(const reason& why) {
    const auto attribute = attribute_of(why);
    return attribute ? fmt::format("refused_by_attribute_{}", attribute->value)
                     : std::string{identifier(why)};
}
/// The reason as this catalog calls it, such as "sdk_too_old".
[[nodiscard]] inline std::string to_string(const catalog_view& c, reason why) {
    const auto attribute = attribute_of(why);
    if (!attribute || !c.has(*attribute) || c[*attribute].refusal.empty()) return to_string(why);
    return to_string(c[*attribute].refusal);
}
/// "duplicate_name: feature 'push', row 3"
[[nodiscard]] inline std::string to_string(const fault& f) {
    std::string text = fmt::format("{}: {}", identifier(f.code), identifier(f.kind));
    if (!f.culprit.empty()) text += fmt::format(" '{}'", f.culprit.view());
    text += fmt::format(", row {}", f.index);
    if (!f.in.empty()) text += fmt::format(", in edition '{}'", f.in.view());
    return text;
}
/// "payment_mismatch: order[2]"
[[nodiscard]] inline std::string to_string(const contradiction& c) {
    return c.kind == fact::subscription
               ? fmt::format("{}: {}", identifier(c.code), identifier(c.kind))
               : fmt::format("{}: {}[{}]", identifier(c.code), identifier(c.kind), c.index);
}
template <named_enumeration T>
    requires(!std::same_as<T, reason>)
[[nodiscard]] std::string to_string(const T& value) { return std::string{identifier(value)}; }

/// "2024-02-29 23:59:59" as clocks of a zone show it; "never" for `instant::never()`.
[[nodiscard]] inline std::string local_time(instant t, const zone& z) {
    if (t == instant::never()) return "never";
    const std::int32_t s = time_of(t, z).seconds();
    return fmt::format("{} {:02}:{:02}:{:02}", to_string(day_of(t, z)), s / 3'600, s / 60 % 60,
                       s % 60);
}

// ---- explanations ----

/// What made the amount of a charge:
/// "2,500 MAU over 10,000 included x 0.015 USD = 37.50 USD".
[[nodiscard]] inline std::string explain(const catalog_view& c, const charge_line& line) {
    const charge& what = c[line.charge];
    const currency unit = c.offering->unit;
    const std::string used = fmt::format("{} {}", to_string(line.used), what.unit.view());
    if (line.promoted)
        return *what.free_until == instant::never()
                   ? used + ", free by a promotion"
                   : fmt::format("{}, free until {}", used,
                                 local_time(*what.free_until, c.offering->billing_zone));
    if (line.included.is_unlimited()) return used + ", all included";
    const bool any_included = line.included.most() > quantity{};
    if (line.charged == quantity{})
        return any_included ? fmt::format("{}, within {} included", used, to_string(line.included))
                            : used;

    std::string text = fmt::format("{} {}", to_string(line.charged), what.unit.view());
    if (any_included) text += fmt::format(" over {} included", to_string(line.included));
    if (line.unit_price) {
        text += fmt::format(" x {} {}", to_string(*line.unit_price), unit.code());
    } else {
        std::string_view before = ": ";
        for_each_tier_part(c.price_of(line.charge, line.edition, line.version), line.charged, unit,
                           [&](quantity units, const tier& step, const exact&, const exact& once) {
                               text += fmt::format("{}{} x {}", before, to_string(units),
                                                   to_string(step.unit_price));
                               if (!once.is_zero())
                                   text += fmt::format(" + {} once", to_string(step.flat));
                               before = " + ";
                           });
    }
    if (!(exact{line.amount} == line.before_rounding))
        return fmt::format("{} = {}, rounded {} to {}", text, to_string(line.before_rounding),
                           identifier(line.rounded), to_string(line.amount));
    return text + " = " + to_string(line.amount);
}

/// What a feature asks for: "platform: android, ios", "sdk: 2.17.0 or later on web".
[[nodiscard]] inline std::string explain(const catalog_view& c, const condition& must) {
    const auto names = [&](attribute_id of, value_set set) {
        std::string all;
        std::int64_t number = 0;
        for (const attribute_value& v : c.values) {
            if (v.of != of) continue;
            if (set.contains(number)) all += (all.empty() ? "" : ", ") + to_string(v.key);
            ++number;
        }
        return all;
    };
    const attribute& what = c[must.attribute];
    const bool is_version = what.kind == attribute_kind::version;
    const std::string bound = is_version ? detail::version_text(must.bound)
                                         : detail::grouped(detail::digits_of(must.bound));
    std::string text = to_string(what.key) + ": ";
    switch (must.test) {
        case test::one_of: text += names(must.attribute, must.set); break;
        case test::none_of: text += "not " + names(must.attribute, must.set); break;
        case test::at_least: text += is_version ? bound + " or later" : "at least " + bound; break;
        case test::at_most: text += is_version ? bound + " or earlier" : "at most " + bound; break;
    }
    if (must.where_set.bits != 0) text += " on " + names(must.where, must.where_set);
    return text;
}

/// How an order was paid:
/// "3 x 399.00 = 1,197.00 USD: 800.00 cash + 300.00 credit + 97.00 voucher".
[[nodiscard]] inline std::string explain(const catalog_view& c, const order& o) {
    std::string text;
    const auto price = list_price(c, o.edition, o.version, o.months);
    const auto per_month = monthly_fee(c, o.edition, o.version);
    if (price && per_month)
        text = fmt::format("{} x {} = {}: ", o.months, detail::bare(*per_month), to_string(*price));
    else
        text = detail::counted(o.months, "month", "months") + ": ";
    const payment& p = o.paid_by;
    std::string_view before;
    const auto part = [&](money amount, std::string_view means) {
        if (amount.is_zero()) return;
        text += fmt::format("{}{} {}", before, detail::bare(amount), means);
        before = " + ";
    };
    part(p.cash, "cash");
    part(p.credit, "credit");
    part(p.voucher, "voucher");
    part(p.discount, "discount");
    if (before.empty()) text += "nothing paid";
    return text;
}

namespace detail {

/// How the amount of a refund came about; `verb` says what becomes of it.
inline std::string refund_lines(const catalog_view& c, const refund_quote& quote,
                                std::string_view verb) {
    const zone& z = c.offering->billing_zone;
    std::string text;
    if (quote.months_over > 0)
        text +=
            fmt::format("{} over, consumed: {}\n", counted(quote.months_over, "month", "months"),
                        to_string(quote.consumed));
    std::string sum;
    if (quote.running) {
        text +=
            fmt::format("paid for the month {} to {}: {}\n", local_time(quote.running->begin(), z),
                        local_time(quote.running->end(), z), to_string(quote.effective));
        sum = bare(quote.effective);
    }
    if (quote.months_to_come > 0) {
        text += fmt::format("paid for {} to come: {}\n",
                            counted(quote.months_to_come, "month", "months"),
                            to_string(quote.ineffective));
        sum += (sum.empty() ? "" : " + ") + bare(quote.ineffective);
    }
    if (quote.running) {
        const bool by_day = c.offering->refunds.used.unit == used_unit::started_day;
        text += fmt::format("used {} x {} {} = {}\n", to_string(quote.monthly_price),
                            to_string(quote.used_part), by_day ? "days" : "seconds",
                            to_string(quote.used));
        sum += " - " + bare(quote.used);
    } else {
        text += "nothing is used, for no month has begun\n";
    }
    const money parts[] = {quote.effective, quote.ineffective, -quote.used};
    const auto rest = ratecard::sum(parts, quote.amount.unit());
    if (rest && *rest == quote.amount)
        return text + fmt::format("{} = {} {}", sum, to_string(quote.amount), verb);
    return text + fmt::format("{} is below zero: {} {}", sum, to_string(quote.amount), verb);
}

}  // namespace detail

/// How a refund came about, in a few lines:
///
///     paid for the month 2024-01-31 15:30:00 to 2024-02-29 15:30:00: 366.67 USD
///     paid for 1 month to come: 366.66 USD
///     used 399.00 USD x 10/29 days = 137.59 USD
///     366.67 + 366.66 - 137.59 = 595.74 USD given back
///     433.27 cash + 162.47 credit, as 800.00 cash and 300.00 credit were paid
[[nodiscard]] inline std::string explain(const catalog_view& c, const refund_quote& quote) {
    if (quote.refused != refund_refusal::none)
        return fmt::format("refused: {}", identifier(quote.refused));
    const std::string text = detail::refund_lines(c, quote, "given back") + "\n";
    if (quote.paid_credit.is_zero())
        return text + fmt::format("{} cash, as all of it was paid", detail::bare(quote.cash));
    if (quote.paid_cash.is_zero())
        return text + fmt::format("{} credit, as all of it was paid", detail::bare(quote.credit));
    return text + fmt::format("{} cash + {} credit, as {} cash and {} credit were paid",
                              detail::bare(quote.cash), detail::bare(quote.credit),
                              detail::bare(quote.paid_cash), detail::bare(quote.paid_credit));
}

/// What an offer is made of, in a few lines.
[[nodiscard]] inline std::string explain(const catalog_view& c, const purchase_quote& quote) {
    if (quote.refused != purchase_refusal::none) {
        std::string text = fmt::format("refused: {}", identifier(quote.refused));
        if (quote.refused == purchase_refusal::plan_not_refundable)
            text += fmt::format(" ({})", identifier(quote.credit.refused));
        return text;
    }
    const zone& z = c.offering->billing_zone;
    std::string text =
        fmt::format("{}: {} for {}, {} to {}\n", identifier(quote.kind),
                    c[quote.edition].key.view(), detail::counted(quote.months, "month", "months"),
                    local_time(quote.begins, z), local_time(quote.ends, z));
    const auto per_month = monthly_fee(c, quote.edition, quote.version);
    if (per_month)
        text += fmt::format("{} x {} = {}", quote.months, detail::bare(*per_month),
                            to_string(quote.price));
    else
        text += to_string(quote.price);
    if (quote.kind != purchase_kind::upgrade) return text + " to pay";
    text += "\nless what is unused of the plan:\n";
    const std::string credit = detail::refund_lines(c, quote.credit, "credited");
    for (std::size_t at = 0; at < credit.size();) {
        const std::size_t end = (std::min)(credit.find('\n', at), credit.size());
        text += fmt::format("    {}\n", std::string_view{credit}.substr(at, end - at));
        at = end + 1;
    }
    std::string sum =
        fmt::format("{} - {}", detail::bare(quote.price), detail::bare(quote.credit.amount));
    if (!quote.unnecessary.is_zero()) {
        text += fmt::format("less what was paid for features that {} includes: {}\n",
                            c[quote.edition].key.view(), to_string(quote.unnecessary));
        sum += " - " + detail::bare(quote.unnecessary);
    }
    return text + (quote.net.is_negative()
                       ? fmt::format("{} = {}: {} given back", sum, to_string(quote.net),
                                     to_string(-quote.net))
                       : fmt::format("{} = {} to pay", sum, to_string(quote.net)));
}

namespace detail {

template <class T, class... Types>
concept one_of = (std::same_as<T, Types> || ...);

/// What fmt prints by its `to_string`.
template <class T>
concept printable = named_enumeration<T> ||
    one_of<T, name, currency, money, decimal, exact, quantity, limit, quota_limit, ratio,
           version_number, civil_date, civil_month, day, status, fault, contradiction>;

}  // namespace detail

}  // namespace ratecard::inline v0

/// Prints like text: width, alignment and fill are understood.
template <ratecard::detail::printable T>
struct fmt::formatter<T, char> : fmt::formatter<std::string_view, char> {
    auto format(const T& value, fmt::format_context& context) const {
        return fmt::formatter<std::string_view, char>::format(ratecard::to_string(value), context);
    }
};

#endif
