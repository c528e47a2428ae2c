// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/core/limit.hpp>

#include "edges.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("a packed limit is one word, and its enforcement is unstated by default") {
    STATIC_REQUIRE(sizeof(packed_limit) == 8);
    STATIC_REQUIRE(packed_limit{}.limit() == quota_limit{});
    STATIC_REQUIRE(packed_limit{}.clock() == packed_limit::no_clock);
}

TEST_CASE("a packed limit is unpacked unchanged") {
    STATIC_REQUIRE(packed_limit::from(no_limit)->limit() == no_limit);
    law("every limit with every grace and clock", [] {
        quota_limit l = *rc::gen::element(no_limit, hard(0), soft(quantity::max_count),
                                          hard(*up_to(quantity::max_count)));
        l.enforcement =
            *rc::gen::element(enforcement::unstated, enforcement::hard, enforcement::soft);
        l.grace_percent = static_cast<std::uint16_t>(*up_to(packed_limit::max_grace_percent));
        const auto clock = static_cast<std::uint8_t>(*up_to(packed_limit::no_clock));
        const packed_limit p = *packed_limit::from(l, clock);
        RC_ASSERT(p.limit() == l);
        RC_ASSERT(p.clock() == clock);
        RC_ASSERT(packed_limit::from_word(p.word()) == p);
    });
}

TEST_CASE("a limit that does not fit is a named error") {
    STATIC_REQUIRE(packed_limit::from(with_grace(hard(1), 255)).has_value());
    STATIC_REQUIRE(packed_limit::from(with_grace(hard(1), 256)) == core_errc::policy_out_of_range);
    STATIC_REQUIRE(packed_limit::from(hard(1), 15).has_value());
    STATIC_REQUIRE(packed_limit::from(hard(1), 16) == core_errc::capacity_exceeded);
}

TEST_CASE("a word from outside is a limit, or a named error") {
    law("no word yields a limit out of range", [] {
        const std::uint64_t word = *any_word();
        const auto p = packed_limit::from_word(word);
        const std::uint64_t most = word & ((std::uint64_t{1} << 50) - 1);
        const bool is_count = most <= 1'000'000'000'000'000 || most == (std::uint64_t{1} << 50) - 1;
        RC_ASSERT(p.has_value() == (is_count && (word >> 50 & 3) != 3));
        if (!p) return;
        RC_ASSERT(p->word() == word);
        RC_ASSERT(packed_limit::from(p->limit(), p->clock()) == *p);
    });
}
