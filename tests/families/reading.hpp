// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CONFORMANCE_READING_HPP
#define RATECARD_TESTS_CONFORMANCE_READING_HPP

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/time/day.hpp>

#include "case.hpp"

// How the values of a case are written in JSON. Whatever is not written so is malformed.
namespace conformance {

/// The members of a JSON object. Each must be asked for, so that no input is passed over.
class fields {
public:
    /// `what` is what the object is called when something is wrong with it.
    fields(const json& object, std::string what);

    /// Throws `malformed` when there is none.
    const json& operator[](const std::string& name);
    /// Null when there is none, or it is null.
    const json* optional(const std::string& name);
    /// Throws `malformed` when there is a member that was not asked for.
    void end() const;

private:
    const json* object_;
    std::string what_;
    std::set<std::string> read_;
};

std::string text_from(const json& j);
bool truth_from(const json& j);
std::int64_t integer_from(const json& j);
/// 2024-02-29T15:59:59Z
ratecard::instant instant_from(const json& j);
/// 2024-02-29
ratecard::day day_from(const json& j);
/// 2024-02
ratecard::civil_month month_from(const json& j);
/// A decimal string: "37.50".
ratecard::money money_from(const json& j, ratecard::currency unit);
/// A whole number as a decimal string: "12500".
ratecard::quantity quantity_from(const json& j);

std::string text(ratecard::instant t);
std::string text(ratecard::day d);
std::string text(const ratecard::money& m);
std::string text(ratecard::quantity q);
/// A decimal figure without the zeros that carry no meaning; nothing when it is not one.
std::optional<std::string> shortest(std::string_view figure);

}  // namespace conformance

#endif
