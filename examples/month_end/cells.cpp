// SPDX-License-Identifier: MIT
#include "cells.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

namespace month_end {

using namespace ratecard;

namespace {

result<std::int64_t> integer_from(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error == std::errc::result_out_of_range) return core_errc::quantity_too_large;
    if (error != std::errc{} || end != text.data() + text.size() || text.empty())
        return money_errc::malformed_number;
    return value;
}

/// Digits at fixed places of a text; nothing when something else stands there.
std::optional<std::int32_t> digits_at(std::string_view text, std::size_t at, std::size_t count) {
    if (text.size() < at + count) return std::nullopt;
    std::int32_t value = 0;
    for (const char c : text.substr(at, count)) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

result<instant> instant_from(std::string_view text, const zone& z) {
    const auto year = digits_at(text, 0, 4), month = digits_at(text, 5, 2),
               day = digits_at(text, 8, 2), hour = digits_at(text, 11, 2),
               minute = digits_at(text, 14, 2), second = digits_at(text, 17, 2);
    if (text.size() != 19 || text[4] != '-' || text[7] != '-' || text[10] != ' ' ||
        text[13] != ':' || text[16] != ':' || !year || !month || !day || !hour || !minute ||
        !second)
        return money_errc::malformed_number;
    const auto date =
        civil_from({*year, static_cast<std::uint32_t>(*month), static_cast<std::uint32_t>(*day)});
    if (!date) return date.error();
    if (*hour > 23 || *minute > 59 || *second > 59) return core_errc::instant_out_of_range;
    return instant::from(
        instant_of(*date, time_of_day{*hour, *minute, *second}, z).seconds_since_1970());
}

result<civil_month> month_from(std::string_view text) {
    const auto year = digits_at(text, 0, 4), month = digits_at(text, 5, 2);
    if (text.size() != 7 || text[4] != '-' || !year || !month) return money_errc::malformed_number;
    if (*year < 1 || *year > 9'998 || *month < 1 || *month > 12) return time_errc::no_such_date;
    return civil_month{*year, static_cast<std::uint32_t>(*month)};
}

const std::string& cells::text(std::string_view column) const {
    const auto found = std::find(table_.columns.begin(), table_.columns.end(), column);
    if (found == table_.columns.end())
        throw std::out_of_range{fmt::format("{} has no column {}", table_.file, column)};
    return row_.fields[static_cast<std::size_t>(found - table_.columns.begin())];
}

void cells::refuse(errc why, std::string_view column) const {
    throw bad_row{fmt::format("{}: {} is \"{}\"", why, column, text(column))};
}

std::int64_t cells::number(std::string_view column) const {
    return known(integer_from(text(column)), column);
}

std::optional<std::int64_t> cells::number_if_any(std::string_view column) const {
    if (text(column).empty()) return std::nullopt;
    return number(column);
}

std::uint64_t cells::id(std::string_view column) const {
    const std::int64_t value = number(column);
    if (value < 0) refuse(money_errc::malformed_number, column);
    return static_cast<std::uint64_t>(value);
}

ratecard::instant cells::instant(std::string_view column) const {
    const auto found = instant_from(text(column), catalog_.offering->billing_zone);
    if (found == money_errc::malformed_number || found == core_errc::instant_out_of_range)
        throw bad_row{
            fmt::format("no time such as 2024-02-29 23:59:59: {} is \"{}\"", column, text(column))};
    return known(found, column);
}

std::optional<ratecard::instant> cells::instant_if_any(std::string_view column) const {
    if (text(column).empty()) return std::nullopt;
    return instant(column);
}

money cells::amount(std::string_view column) const {
    const currency unit = catalog_.offering->unit;
    if (text(column).empty()) return money{0, unit};
    return known(money::from(known(decimal::from(text(column)), column), unit), column);
}

bool cells::flag(std::string_view column) const {
    return !text(column).empty() && word(column, {"no", "yes"}) == 1;
}

std::size_t cells::word(std::string_view column,
                        std::initializer_list<std::string_view> words) const {
    const auto found = std::find(words.begin(), words.end(), text(column));
    if (found == words.end()) refuse(catalog_errc::unknown_value, column);
    return static_cast<std::size_t>(found - words.begin());
}

std::vector<std::string> cells::names(std::string_view column) const {
    const std::string& all = text(column);
    const std::size_t dots = all.find("..");
    if (all.empty()) refuse(core_errc::malformed_name, column);
    if (dots == std::string::npos) return {all};
    const auto split = [&](std::string_view one) {
        const std::size_t digits = std::min(one.find_first_of("0123456789"), one.size());
        return std::pair{std::string{one.substr(0, digits)},
                         known(integer_from(one.substr(digits)), column)};
    };
    const auto [prefix, first] = split(std::string_view{all}.substr(0, dots));
    const auto [same, last] = split(std::string_view{all}.substr(dots + 2));
    if (prefix != same || last < first || last - first > 1'000'000)
        refuse(core_errc::malformed_name, column);
    std::vector<std::string> names;
    for (std::int64_t n = first; n <= last; ++n) names.push_back(prefix + std::to_string(n));
    return names;
}

void cells::state(attributes& into, std::string_view attribute) const {
    const std::string& value = text(attribute);
    if (value.empty()) return;
    const attribute_id which = known(catalog_.find_attribute(attribute), attribute);
    switch (catalog_[which].kind) {
        case attribute_kind::enumerated:
            into.set(which, known(catalog_.find_value(which, value), attribute));
            break;
        case attribute_kind::count:
            into.set(which, known(quantity::from(number(attribute)), attribute).count());
            break;
        case attribute_kind::version:
            into.set(which, known(version_number::from(value.data(), value.size()), attribute));
            break;
    }
}

}  // namespace month_end
