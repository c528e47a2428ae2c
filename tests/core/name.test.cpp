// SPDX-License-Identifier: MIT
#include <string>
#include <string_view>
#include <type_traits>

#include <ratecard/core/name.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr name longest{"12345678901234567890123456789012345678901234567"};
/// Texts with equal beginnings, other than rapidcheck's are.
rc::Gen<std::string> text() {
    return rc::gen::oneOf(
        rc::gen::arbitrary<std::string>(),
        rc::gen::container<std::string>(rc::gen::elementOf(std::string{"ab\0\xff", 4})));
}

}  // namespace

TEST_CASE("a name holds 1 to 47 bytes of text") {
    STATIC_REQUIRE(name{"standard"}.view() == std::string_view{"standard"});
    STATIC_REQUIRE(longest.view().size() == 47);
    STATIC_REQUIRE(name::from(longest.view()) == longest);
    STATIC_REQUIRE(name::from("") == core_errc::malformed_name);
    STATIC_REQUIRE(name::from("123456789012345678901234567890123456789012345678") ==
                   core_errc::malformed_name);
    STATIC_REQUIRE(name{}.empty());
    STATIC_REQUIRE(name{}.view().empty());
    STATIC_REQUIRE(!name{"a"}.empty());
    STATIC_REQUIRE(sizeof(name) == 48);
    STATIC_REQUIRE(std::is_trivially_copyable_v<name>);
}

TEST_CASE("names are compared byte by byte") {
    STATIC_REQUIRE(name{"a"} < name{"aa"});
    STATIC_REQUIRE(name{"B"} < name{"a"});
    STATIC_REQUIRE(name{"a"} != name{"A"});
    STATIC_REQUIRE(name{} < name{"a"});
    STATIC_REQUIRE(name{"z"} < name{"\xc3\xa4"});
}

TEST_CASE("names behave like text") {
    law("text of 1 to 47 bytes is kept, other text is malformed", [] {
        const std::string t = *text() + *text();
        const auto n = name::from(t);
        RC_ASSERT(n.has_value() == (!t.empty() && t.size() <= 47));
        if (n)
            RC_ASSERT(n->view() == t);
        else
            RC_ASSERT(n == core_errc::malformed_name);
    });
    law("names are ordered like their texts", [] {
        const std::string a = (*text() + "b").substr(0, 47), b = (*text() + "a").substr(0, 47);
        RC_ASSERT((name::from(a).value() <=> name::from(b).value()) == (a.compare(b) <=> 0));
        RC_ASSERT((name::from(a).value() == name::from(b).value()) == (a == b));
    });
}
