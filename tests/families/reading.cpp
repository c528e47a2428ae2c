// SPDX-License-Identifier: MIT
#include "reading.hpp"

#include <utility>

#include <fmt/format.h>

#include <ratecard/money/decimal.hpp>
#include <ratecard/time/calendar.hpp>

namespace conformance {

namespace {

[[noreturn]] void refuse(const json& j, std::string_view wanted) {
    throw malformed{fmt::format("{} is not {}", j.dump(), wanted)};
}

/// Reads text of a fixed form: digits by number, everything else as it stands.
class scanner {
public:
    explicit scanner(std::string_view rest) : rest_{rest} {}

    scanner& digits(std::size_t count, std::uint32_t& into) {
        into = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (rest_.empty() || rest_.front() < '0' || rest_.front() > '9') {
                good_ = false;
                return *this;
            }
            into = into * 10 + static_cast<std::uint32_t>(rest_.front() - '0');
            rest_.remove_prefix(1);
        }
        return *this;
    }
    scanner& skip(char c) {
        good_ = good_ && rest_.starts_with(c);
        if (good_) rest_.remove_prefix(1);
        return *this;
    }
    [[nodiscard]] bool is_all() const { return good_ && rest_.empty(); }

private:
    std::string_view rest_;
    bool good_ = true;
};

}  // namespace

fields::fields(const json& object, std::string what) : object_{&object}, what_{std::move(what)} {
    if (!object.is_object()) throw malformed{what_ + " is not an object"};
}

const json& fields::operator[](const std::string& name) {
    read_.insert(name);
    const auto found = object_->find(name);
    if (found == object_->end()) throw malformed{fmt::format("{} has no \"{}\"", what_, name)};
    return *found;
}

const json* fields::optional(const std::string& name) {
    read_.insert(name);
    const auto found = object_->find(name);
    return found == object_->end() || found->is_null() ? nullptr : &*found;
}

void fields::end() const {
    for (const auto& member : object_->items())
        if (!read_.contains(member.key()))
            throw malformed{fmt::format("{} has an unknown \"{}\"", what_, member.key())};
}

std::string text_from(const json& j) {
    if (!j.is_string()) refuse(j, "a string");
    return j.get<std::string>();
}

bool truth_from(const json& j) {
    if (!j.is_boolean()) refuse(j, "true or false");
    return j.get<bool>();
}

std::int64_t integer_from(const json& j) {
    if (!j.is_number_integer() || (j.is_number_unsigned() && j.get<std::uint64_t>() > INT64_MAX))
        refuse(j, "an integer");
    return j.get<std::int64_t>();
}

ratecard::instant instant_from(const json& j) {
    const std::string written = text_from(j);
    std::uint32_t year{}, month{}, day{}, hour{}, minute{}, second{};
    scanner in{written};
    in.digits(4, year).skip('-').digits(2, month).skip('-').digits(2, day).skip('T');
    in.digits(2, hour).skip(':').digits(2, minute).skip(':').digits(2, second).skip('Z');
    if (!in.is_all() || hour > 23 || minute > 59 || second > 59) refuse(j, "an instant");
    const auto civil = ratecard::civil_from({static_cast<std::int32_t>(year), month, day});
    if (!civil) refuse(j, "an instant");
    const ratecard::time_of_day time{static_cast<std::int32_t>(hour),
                                     static_cast<std::int32_t>(minute),
                                     static_cast<std::int32_t>(second)};
    return ratecard::instant_of(*civil, time, ratecard::utc);
}

ratecard::day day_from(const json& j) {
    const std::string written = text_from(j);
    std::uint32_t year{}, month{}, day{};
    scanner in{written};
    in.digits(4, year).skip('-').digits(2, month).skip('-').digits(2, day);
    const auto civil = ratecard::civil_from({static_cast<std::int32_t>(year), month, day});
    if (!in.is_all() || !civil) refuse(j, "a date");
    return *civil;
}

ratecard::civil_month month_from(const json& j) {
    return ratecard::month_of(day_from(json(text_from(j) + "-01")));
}

ratecard::money money_from(const json& j, ratecard::currency unit) {
    const auto figure = ratecard::decimal::from(text_from(j));
    if (!figure) refuse(j, "a decimal figure");
    const auto amount = ratecard::money::from(*figure, unit);
    if (!amount) refuse(j, fmt::format("an amount in {}", unit.code()));
    return *amount;
}

ratecard::quantity quantity_from(const json& j) {
    const auto figure = ratecard::decimal::from(text_from(j));
    if (!figure || figure->scale() != 0) refuse(j, "a whole number");
    const auto count = ratecard::quantity::from(figure->count());
    if (!count) refuse(j, "a quantity");
    return *count;
}

std::string text(ratecard::instant t) {
    const ratecard::day d = ratecard::day_of(t, ratecard::utc);
    const int s = ratecard::time_of(t, ratecard::utc).seconds();
    return fmt::format("{}T{:02}:{:02}:{:02}Z", text(d), s / 3'600, s / 60 % 60, s % 60);
}

std::string text(ratecard::day d) {
    const ratecard::civil_date date = ratecard::date_of(d);
    return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string text(const ratecard::money& m) {
    const auto width = static_cast<std::size_t>(m.unit().digits());
    const auto minor = m.minor_units();
    std::string digits = fmt::format("{:0{}}", minor < 0 ? -minor : minor, width + 1);
    if (width != 0) digits.insert(digits.size() - width, 1, '.');
    return minor < 0 ? "-" + digits : digits;
}

std::string text(ratecard::quantity q) { return fmt::format("{}", q.count()); }

std::optional<std::string> shortest(std::string_view figure) {
    const bool negative = figure.starts_with('-');
    if (negative) figure.remove_prefix(1);
    const auto point = figure.find('.');
    std::string_view whole = figure.substr(0, point);
    std::string_view part =
        point == std::string_view::npos ? std::string_view{} : figure.substr(point + 1);
    const auto are_digits = [](std::string_view s) {
        return s.find_first_not_of("0123456789") == std::string_view::npos;
    };
    if (whole.empty() || (point != std::string_view::npos && part.empty())) return std::nullopt;
    if (!are_digits(whole) || !are_digits(part)) return std::nullopt;
    while (whole.size() > 1 && whole.front() == '0') whole.remove_prefix(1);
    while (!part.empty() && part.back() == '0') part.remove_suffix(1);
    std::string made{whole};
    if (!part.empty()) made.append(".").append(part);
    return negative && made != "0" ? "-" + made : made;
}

}  // namespace conformance
