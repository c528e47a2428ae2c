// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_FMT_HPP
#define RATECARD_RIM_FMT_HPP

#include <concepts>
#include <string_view>

#include <ratecard/rim/explain_bill.hpp>
#include <ratecard/rim/explain_invoice.hpp>
#include <ratecard/rim/explain_quote.hpp>
#include <ratecard/rim/names.hpp>
#include <ratecard/rim/text.hpp>

/// Formats values with fmt: `fmt::format("{:>14}", amount)`. Includes `to_string` of rim/text.hpp,
/// `explain` of rim/explain_bill.hpp, rim/explain_invoice.hpp and rim/explain_quote.hpp, and `identifier` of rim/names.hpp.
namespace ratecard::inline v0 {
namespace detail {

template <class T, class... Types>
concept one_of = (std::same_as<T, Types> || ...);

/// A type that fmt prints as its `to_string` does.
template <class T>
concept printable = named_enumeration<T> ||
    one_of<T, errc, name, currency, money, decimal, exact, quantity, limit, quota_limit, ratio,
           version_number, civil_date, civil_month, day, status, fault, contradiction>;

}  // namespace detail
}  // namespace ratecard::inline v0

/// Formats the text of a value. Width, alignment and fill apply as for any text.
template <ratecard::detail::printable T>
struct fmt::formatter<T, char> : fmt::formatter<std::string_view, char> {
    auto format(const T& value, fmt::format_context& context) const {
        return fmt::formatter<std::string_view, char>::format(ratecard::to_string(value), context);
    }
};

#endif
