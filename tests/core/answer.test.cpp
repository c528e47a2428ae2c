// SPDX-License-Identifier: MIT
#include <memory>
#include <type_traits>
#include <utility>

#include <ratecard/core/answer.hpp>
#include <ratecard/core/result.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {

enum class refusal { none, closed, sold_out };

struct offer {
    int price = 0;

    friend constexpr bool operator==(const offer&, const offer&) = default;
};

using quote = answer<offer, refusal>;

constexpr quote yes{offer{7}};
constexpr quote no{refusal::closed};

constexpr result<quote> ask(int units) {
    if (units < 0) return core_errc::negative_quantity;
    if (units > 2) return refusal::sold_out;
    return offer{units};
}

}  // namespace

TEST_CASE("an answer is yes with a value, or no with a reason") {
    STATIC_REQUIRE(yes.allowed());
    STATIC_REQUIRE(yes.why() == refusal::none);
    STATIC_REQUIRE(yes->price == 7);
    STATIC_REQUIRE(*yes == offer{7});
    STATIC_REQUIRE(yes.value() == offer{7});
    STATIC_REQUIRE(!no.allowed());
    STATIC_REQUIRE(no.why() == refusal::closed);
}

TEST_CASE("a default answer is no, without a reason") {
    STATIC_REQUIRE(!quote{}.allowed());
    STATIC_REQUIRE(quote{}.why() == refusal::none);
    STATIC_REQUIRE(quote{} != no);
    STATIC_REQUIRE(quote{} != quote{offer{}});
}

TEST_CASE("answers are equal if both are yes with equal values, or no with equal reasons") {
    STATIC_REQUIRE(yes == quote{offer{7}});
    STATIC_REQUIRE(yes != quote{offer{8}});
    STATIC_REQUIRE(yes != no);
    STATIC_REQUIRE(no == quote{refusal::closed});
    STATIC_REQUIRE(no != quote{refusal::sold_out});
}

TEST_CASE("a function that may fail returns a value, a refusal or an error alike") {
    STATIC_REQUIRE((*ask(2))->price == 2);
    STATIC_REQUIRE(ask(3)->why() == refusal::sold_out);
    STATIC_REQUIRE(ask(-1) == core_errc::negative_quantity);
}

TEST_CASE("an answer costs no more than its value and its reason") {
    STATIC_REQUIRE(std::is_trivially_copyable_v<quote>);
    STATIC_REQUIRE(sizeof(quote) == sizeof(offer) + sizeof(refusal) + alignof(offer));
}

TEST_CASE("an answer does not become a number") {
    STATIC_REQUIRE(!std::is_convertible_v<answer<int, refusal>, bool>);
    STATIC_REQUIRE(!std::is_convertible_v<answer<int, refusal>, int>);
}

TEST_CASE("a value is moved out of an expiring answer") {
    answer<std::unique_ptr<int>, refusal> held{std::make_unique<int>(7)};
    const std::unique_ptr<int> taken = *std::move(held);
    REQUIRE(*taken == 7);
}
