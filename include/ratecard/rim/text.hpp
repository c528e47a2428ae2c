// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_TEXT_HPP
#define RATECARD_RIM_TEXT_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/product.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/condition.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/name.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/version_number.hpp>
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rim/names.hpp>
#include <ratecard/time/calendar.hpp>
#include <ratecard/time/day.hpp>
#include <ratecard/time/zone.hpp>

/// Values as text: `to_string(amount)`.
namespace ratecard::inline v0 {
namespace detail {

/// Digits in groups of three: 12,500.
inline std::string grouped(std::string digits) {
    for (std::size_t i = digits.size(); i > 3;) {
        i -= 3;
        digits.insert(i, 1, ',');
    }
    return digits;
}

/// The number `digits` x 10^-scale with all its decimals, in groups of three: "1,234.50".
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

/// The decimal digits of a number of 128 bits, by doubling.
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

/// A count with its noun: "1 month", "12 months".
inline std::string counted(std::int64_t count, std::string_view singular, std::string_view plural) {
    return fmt::format("{} {}", grouped(digits_of(count)), count == 1 ? singular : plural);
}

}  // namespace detail

/// A value as text, for people to read.
[[nodiscard]] inline std::string to_string(const name& n) { return std::string{n.view()}; }
[[nodiscard]] inline std::string to_string(const currency& c) { return std::string{c.code()}; }
/// "1,234.50 USD": with the decimals of the currency, and the sign in front.
[[nodiscard]] inline std::string to_string(const money& m) {
    return fmt::format("{} {}", detail::bare(m), m.unit().code());
}
/// "0.015": as in a price list, without groups of digits.
[[nodiscard]] inline std::string to_string(const decimal& d) {
    std::string text =
        detail::scaled_text(d.is_negative(), detail::digits_of(d.count()), d.scale());
    std::erase(text, ',');
    return text;
}
/// "37.515 USD": with every digit; below the minor unit without trailing zeros.
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
/// "100", "10,000 (soft)", "100 + 10 %" if it has a grace, or "unlimited".
[[nodiscard]] inline std::string to_string(const quota_limit& l) {
    std::string text = to_string(l.most);
    if (l.grace_percent != 0) text += fmt::format(" + {} %", l.grace_percent);
    return text + (l.enforcement == enforcement::soft ? " (soft)" : "");
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
/// "not_in_edition". The reason of an attribute is shown by number, "refused_by_attribute_3":
/// only a catalog knows its name.
[[nodiscard]] inline std::string to_string(const reason& why) {
    const auto attribute = attribute_of(why);
    return attribute ? fmt::format("refused_by_attribute_{}", attribute->value)
                     : std::string{identifier(why)};
}
/// The reason by its name in the catalog: "sdk_too_old".
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

[[nodiscard]] inline std::string to_string(errc code) { return std::string{identifier(code)}; }

/// What a condition requires: "platform: android, ios", "sdk: 2.17.0 or later on web".
[[nodiscard]] inline std::string explain(const catalog_view& c, const condition& required) {
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
    const attribute& row = c[required.attribute];
    const bool is_version = row.kind == attribute_kind::version;
    const std::string bound = is_version ? detail::version_text(required.bound)
                                         : detail::grouped(detail::digits_of(required.bound));
    std::string text = to_string(row.key) + ": ";
    switch (required.test) {
        case test::one_of: text += names(required.attribute, required.set); break;
        case test::none_of: text += "not " + names(required.attribute, required.set); break;
        case test::at_least: text += is_version ? bound + " or later" : "at least " + bound; break;
        case test::at_most: text += is_version ? bound + " or earlier" : "at most " + bound; break;
    }
    if (required.where_set.bits != 0) text += " on " + names(required.where, required.where_set);
    return text;
}

/// The time that the clocks of a zone show: "2024-02-29 23:59:59". "never" for `instant::never()`.
[[nodiscard]] inline std::string local_time(instant t, const zone& z) {
    if (t == instant::never()) return "never";
    const std::int32_t s = time_of(t, z).seconds();
    return fmt::format("{} {:02}:{:02}:{:02}", to_string(day_of(t, z)), s / 3'600, s / 60 % 60,
                       s % 60);
}

}  // namespace ratecard::inline v0

#endif
