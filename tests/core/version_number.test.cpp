// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include <ratecard/core/version_number.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr result<version_number> from(std::string_view text) {
    return version_number::from(text.data(), text.size());
}
using parts = std::array<std::uint32_t, 3>;
rc::Gen<std::uint32_t> part() {
    return rc::gen::oneOf(rc::gen::inRange(0u, 12u), rc::gen::inRange(0u, 2'097'152u),
                          rc::gen::just(2'097'151u));
}
parts any_parts() { return {*part(), *part(), *part()}; }
std::string text_of(const parts& p) {
    return std::to_string(p[0]) + '.' + std::to_string(p[1]) + '.' + std::to_string(p[2]);
}

}  // namespace

TEST_CASE("5.10.1 is later than 5.8.1668") {
    STATIC_REQUIRE(version_number{"5.10.1"} > version_number{"5.8.1668"});
    STATIC_REQUIRE(from("5.10.1").value() > from("5.8.1668").value());
    STATIC_REQUIRE(version_number{"5.8.1668"} > version_number{"5.8.1667"});
    STATIC_REQUIRE(version_number{"6.0.0"} > version_number{"5.2097151.2097151"});
    STATIC_REQUIRE(version_number{"5.8"} < version_number{"5.8.1"});
}

TEST_CASE("missing numbers of a version are zero, and leading zeros mean nothing") {
    STATIC_REQUIRE(version_number{"5.8"} == version_number{"5.8.0"});
    STATIC_REQUIRE(version_number{"5"} == version_number{"5.0.0"});
    STATIC_REQUIRE(version_number{"05.008.0"} == version_number{"5.8"});
    STATIC_REQUIRE(version_number{} == version_number{"0"});
}

TEST_CASE("text that is not one to three numbers separated by points is malformed") {
    for (const char* text : {"",
                             ".",
                             "5.",
                             ".5",
                             "5..8",
                             "5.8.",
                             "5.8.1668.",
                             "5.8.1668.1",
                             "v5.8",
                             "5.8-rc1",
                             "5,8",
                             " 5.8",
                             "5.8 ",
                             "-5.8",
                             "+5",
                             "5.x",
                             "2097152",
                             "5.2097152",
                             "5.8.2097152",
                             "18446744073709551617",
                             "99999999999999999999999999"})
        CHECK(from(text) == core_errc::malformed_version);
    STATIC_REQUIRE(from("5.") == core_errc::malformed_version);
    STATIC_REQUIRE(from("1.2.3.4") == core_errc::malformed_version);
    STATIC_REQUIRE(from("2097152") == core_errc::malformed_version);
    STATIC_REQUIRE(from("2097151.2097151.2097151").has_value());
    CHECK(from(std::string_view{"5\0", 2}) == core_errc::malformed_version);
}

TEST_CASE("versions are ordered number by number") {
    law("versions are ordered like their three numbers", [] {
        const parts a = any_parts(), b = any_parts();
        RC_ASSERT((from(text_of(a)).value() <=> from(text_of(b)).value()) == (a <=> b));
    });
    law("versions packed in one number have the same order", [] {
        const auto a = from(text_of(any_parts())).value(), b = from(text_of(any_parts())).value();
        RC_ASSERT((a <=> b) == (a.packed() <=> b.packed()));
        RC_ASSERT(a.packed() >= 0);
    });
    law("a version with a character other than digits and points is malformed", [](char c) {
        RC_PRE(c != '.' && (c < '0' || c > '9'));
        std::string text = text_of(any_parts());
        text.insert(*rc::gen::inRange<std::size_t>(0, text.size() + 1), 1, c);
        RC_ASSERT(from(text) == core_errc::malformed_version);
    });
}
