// SPDX-License-Identifier: MIT
#include <set>
#include <string>
#include <string_view>

#include <ratecard/money/currency.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("a currency knows its code and the digits of its minor unit") {
    STATIC_REQUIRE(usd.code() == std::string_view{"USD"});
    STATIC_REQUIRE(usd.digits() == 2);
    STATIC_REQUIRE(eur.digits() == 2);
    STATIC_REQUIRE(cny.digits() == 2);
    STATIC_REQUIRE(jpy.digits() == 0);
    STATIC_REQUIRE(kwd.digits() == 3);
    STATIC_REQUIRE(clf.digits() == 4);
    STATIC_REQUIRE(currency{"ZWG"}.digits() == 2);
    STATIC_REQUIRE(currency{"AED"}.digits() == 2);
    STATIC_REQUIRE(currency{"XPF"}.digits() == 0);
    STATIC_REQUIRE(currency{"TND"}.digits() == 3);
    STATIC_REQUIRE(currency{"UYW"}.digits() == 4);
}

TEST_CASE("a default currency is XXX, and differs from every other") {
    STATIC_REQUIRE(currency{}.code() == std::string_view{"XXX"});
    STATIC_REQUIRE(currency{} != usd);
    STATIC_REQUIRE(usd == currency::from("USD").value());
    STATIC_REQUIRE(usd != eur);
    STATIC_REQUIRE(sizeof(currency) == 4);
}

TEST_CASE("text that is not a code of ISO 4217 is an unknown currency") {
    for (const char* text : {"", "U", "US", "USDT", "usd", "Usd", "US ", " US", "SD ", "D A", "XXX",
                             "BTC", "840", "AED AFN"})
        CHECK(currency::from(text) == money_errc::unknown_currency);
    CHECK(currency::from(std::string_view{"\0\0\0", 3}) == money_errc::unknown_currency);
}

TEST_CASE("every currency has two decimals, except those that ISO 4217 lists with 0, 3 or 4") {
    const std::set<std::string> none{"BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
                                     "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"};
    const std::set<std::string> three{"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"};
    const std::set<std::string> four{"CLF", "UYW"};
    std::size_t known = 0;
    for (char a = 'A'; a <= 'Z'; ++a)
        for (char b = 'A'; b <= 'Z'; ++b)
            for (char c = 'A'; c <= 'Z'; ++c) {
                const std::string code{a, b, c};
                const auto found = currency::from(code);
                const int listed = none.contains(code)    ? 0
                                   : three.contains(code) ? 3
                                   : four.contains(code)  ? 4
                                                          : 2;
                if (!found) {
                    CHECK(listed == 2);
                    continue;
                }
                CHECK(found->code() == code);
                CHECK(found->digits() == listed);
                ++known;
            }
    CHECK(known >= 161);
}

TEST_CASE("currency codes are read from any text") {
    law("text that is not three capital letters is unknown", [](std::string text) {
        const bool capitals =
            text.size() == 3 &&
            text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
        if (!capitals) RC_ASSERT(currency::from(text) == money_errc::unknown_currency);
    });
}
