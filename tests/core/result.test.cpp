// SPDX-License-Identifier: MIT
#include <memory>
#include <string>
#include <type_traits>
#include <utility>

#include <ratecard/core/result.hpp>
#include <ratecard/money/currency.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

using point = std::pair<int, int>;
enum class mistake { small, large };

constexpr result<int> seven{7};
constexpr result<int> failed{core_errc::overflow};

}  // namespace

TEST_CASE("a result holds either a value or an error, and tells which") {
    STATIC_REQUIRE(seven.has_value());
    STATIC_REQUIRE(static_cast<bool>(seven));
    STATIC_REQUIRE(seven.value() == 7);
    STATIC_REQUIRE(*seven == 7);
    STATIC_REQUIRE(!failed.has_value());
    STATIC_REQUIRE(!failed);
    STATIC_REQUIRE(failed.error() == core_errc::overflow);
    STATIC_REQUIRE(result<point> {
        point { 1, 2 }
    } -> second == 2);
}

TEST_CASE("a result is not a number and does not become one") {
    STATIC_REQUIRE(!std::is_convertible_v<result<int>, bool>);
    STATIC_REQUIRE(!std::is_convertible_v<result<int>, int>);
    STATIC_REQUIRE(!std::is_default_constructible_v<result<int>>);
}

TEST_CASE("a result equals its value or its error, and nothing else") {
    STATIC_REQUIRE(seven == 7);
    STATIC_REQUIRE(seven != 8);
    STATIC_REQUIRE(seven != core_errc::overflow);
    STATIC_REQUIRE(failed == core_errc::overflow);
    STATIC_REQUIRE(failed != core_errc::zero_weights);
    STATIC_REQUIRE(failed != 0);
    STATIC_REQUIRE(seven != failed);
    STATIC_REQUIRE(seven == result<int>{7});
    STATIC_REQUIRE(failed == result<int>{core_errc::overflow});
    STATIC_REQUIRE(failed != result<int>{core_errc::zero_weights});
    STATIC_REQUIRE(result<int>{0} != result<int>{errc{}});
}

TEST_CASE("value_or returns the value if there is one, else its argument") {
    STATIC_REQUIRE(seven.value_or(1) == 7);
    STATIC_REQUIRE(failed.value_or(1) == 1);
}

TEST_CASE("the error may be of the caller's own type") {
    STATIC_REQUIRE(result<point, mistake>{mistake::large}.error() == mistake::large);
    STATIC_REQUIRE(result<point, mistake>{mistake::large} == mistake::large);
    STATIC_REQUIRE(result<point, mistake>{point{}} != mistake::small);
}

TEST_CASE("a result becomes the value that another type converts to") {
    struct fraction {
        int over = 1;
        constexpr fraction(mistake) noexcept : over{0} {}
        constexpr explicit fraction(int n) noexcept : over{n} {}
    };
    constexpr result<fraction> converted = mistake::small;
    STATIC_REQUIRE(converted->over == 0);
    STATIC_REQUIRE(!std::is_convertible_v<int, result<fraction>>);
    STATIC_REQUIRE(!std::is_convertible_v<mistake, result<int>>);
}

TEST_CASE("transform and and_then apply to a value, and return an error unchanged") {
    constexpr auto twice = [](int n) { return 2 * n; };
    constexpr auto half = [](int n) -> result<int> {
        if (n % 2 != 0) return money_errc::inexact;
        return n / 2;
    };
    STATIC_REQUIRE(seven.transform(twice) == 14);
    STATIC_REQUIRE(failed.transform(twice) == core_errc::overflow);
    STATIC_REQUIRE(result<int>{14}.and_then(half) == 7);
    STATIC_REQUIRE(seven.and_then(half) == money_errc::inexact);
    STATIC_REQUIRE(failed.and_then(half) == core_errc::overflow);
}

TEST_CASE("a result without a value is success, or an error") {
    constexpr result<void> success;
    constexpr result<void> refused{money_errc::inexact};
    STATIC_REQUIRE(success.has_value());
    STATIC_REQUIRE(success != money_errc::inexact);
    STATIC_REQUIRE(!refused);
    STATIC_REQUIRE(refused.error() == money_errc::inexact);
    STATIC_REQUIRE(refused == money_errc::inexact);
    STATIC_REQUIRE(refused != core_errc::overflow);
    STATIC_REQUIRE(refused != success);
    STATIC_REQUIRE(result<void, mistake>{mistake::large} == mistake::large);
    STATIC_REQUIRE(result<void, mistake>{} != mistake::small);  // its first enumerator is an error
}

TEST_CASE("first_error is the error of the first result that has one") {
    constexpr result<point> inexact{money_errc::inexact};
    STATIC_REQUIRE(first_error(seven, result<void>{}, result<point>{point{}}).has_value());
    STATIC_REQUIRE(first_error(seven, failed, inexact) == core_errc::overflow);
    STATIC_REQUIRE(first_error(inexact, seven, failed) == money_errc::inexact);
    STATIC_REQUIRE(first_error(seven, seven, inexact) == money_errc::inexact);
}

TEST_CASE("a value is moved out of an expiring result") {
    result<std::unique_ptr<int>> r{std::make_unique<int>(7)};
    const std::unique_ptr<int> taken = *std::move(r);
    REQUIRE(*taken == 7);
    result<std::string> text{std::string(100, 'a')};
    REQUIRE(std::move(text).value() == std::string(100, 'a'));
}

TEST_CASE("results are equal if they hold equal values or errors") {
    law("results are equal like pairs of a flag and a value", [](bool a, int x, bool b, int y) {
        const auto made = [](bool holds, int n) {
            return holds ? result<int, mistake>{n}
                         : result<int, mistake>{n % 2 == 0 ? mistake::small : mistake::large};
        };
        const bool same = a == b && (a ? x == y : (x % 2 == 0) == (y % 2 == 0));
        RC_ASSERT((made(a, x) == made(b, y)) == same);
    });
}
