// SPDX-License-Identifier: MIT
#ifndef RATECARD_MONEY_CURRENCY_HPP
#define RATECARD_MONEY_CURRENCY_HPP

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>

/// Currencies of ISO 4217, and the errors of the room money.
namespace ratecard::inline v0 {

/// Errors of amounts, currencies, and numbers given as text.
enum class money_errc : std::uint16_t {
    malformed_number = 0x101,  ///< the text is not a decimal number, or has too many digits
    unknown_currency,          ///< not an ISO 4217 code that this library knows
    negative_amount,           ///< an amount below zero where only a payment or a price is possible
    currency_mismatch,         ///< two currencies in one sum, statement or order
    inexact,                   ///< a digit would be lost where no rounding is allowed
    discount_out_of_range,     ///< the percentage is below 0 or above 100
};
/// Marks `money_errc` as an error list.
constexpr bool is_error_list(money_errc) noexcept { return true; }

/// A currency of ISO 4217: its code, and the number of decimals of its minor unit.
class currency {
public:
    /// The code XXX: no currency.
    constexpr currency() noexcept = default;

    /// A literal, such as `currency{"USD"}`. The code is checked at compile time.
    consteval currency(const char (&code)[4]);

    /// A code from outside. `money_errc::unknown_currency` if it is not in the table below.
    [[nodiscard]] static constexpr result<currency> from(std::string_view code) noexcept;

    [[nodiscard]] constexpr std::string_view code() const noexcept { return {code_.data(), 3}; }
    /// The number of decimals of the minor unit: 2 for USD, 0 for JPY, 3 for KWD, 4 for CLF.
    [[nodiscard]] constexpr int digits() const noexcept { return digits_; }

    // Compared as one 32-bit word, because every addition of amounts compares currencies.
    friend constexpr bool operator==(const currency& a, const currency& b) noexcept {
        return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
    }

private:
    constexpr currency(std::string_view code, std::uint8_t digits) noexcept
        : code_{code[0], code[1], code[2]}, digits_{digits} {}

    std::array<char, 3> code_{'X', 'X', 'X'};
    std::uint8_t digits_ = 0;
};

namespace detail {

/// Codes of three letters separated by spaces, and the number of decimals that they share.
struct currency_digits {
    std::string_view codes;
    std::uint8_t digits;
};

// ISO 4217 list one: currencies in circulation, and units of account that have minor units.
inline constexpr std::array iso_4217{
    currency_digits{
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP "
        "BYN BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD "
        "FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD "
        "KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD "
        "NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP "
        "SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED "
        "VES WST XCD XCG YER ZAR ZMW ZWG",
        2},
    currency_digits{"BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF", 0},
    currency_digits{"BHD IQD JOD KWD LYD OMR TND", 3},
    currency_digits{"CLF UYW", 4},
};

}  // namespace detail

constexpr result<currency> currency::from(std::string_view code) noexcept {
    if (code.size() != 3) return money_errc::unknown_currency;
    for (const auto& group : detail::iso_4217)
        for (std::size_t at = 0; at < group.codes.size(); at += 4)
            if (group.codes.substr(at, 3) == code) return currency{code, group.digits};
    return money_errc::unknown_currency;
}

consteval currency::currency(const char (&code)[4]) {
    const auto found = from({code, 3});
    if (!found) detail::currency_must_be_of_iso_4217();
    *this = *found;
}

inline constexpr currency usd{"USD"};  ///< US dollar: 2 decimals
inline constexpr currency eur{"EUR"};  ///< euro: 2 decimals
inline constexpr currency cny{"CNY"};  ///< Chinese yuan: 2 decimals
inline constexpr currency jpy{"JPY"};  ///< Japanese yen: no decimals
inline constexpr currency kwd{"KWD"};  ///< Kuwaiti dinar: 3 decimals
inline constexpr currency clf{"CLF"};  ///< Chilean unit of account: 4 decimals

}  // namespace ratecard::inline v0

#endif
