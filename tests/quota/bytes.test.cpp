// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include <ratecard/quota/state_bytes.hpp>
#include <ratecard/quota/threshold.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr std::byte operator""_b(unsigned long long n) { return static_cast<std::byte>(n); }

std::int64_t any_number() { return static_cast<std::int64_t>(*any_word()); }
quantity small() { return quantity{*up_to(quantity::max_count / 3)}; }

template <class T>
T any();
template <>
quota_state any() {
    return {any_number(), *any_amount()};
}
template <>
ticket any() {
    return {any_number(), *any_amount()};
}
template <>
reserving_state any() {
    return {any_number(), any_number(), small(), small(), small()};
}
template <>
reservation any() {
    return {any_number(), any_number(), *any_amount()};
}
template <>
rate_state any() {
    const auto r = rate_limit::from(quantity{1 + *up_to(1'000'000)}, 1 + *up_to(1'000'000),
                                    quantity{1 + *up_to(1'000'000)});
    if (*rc::gen::inRange(0, 5) == 0) return {};
    return {any_number(), r->parts(), r->unit(), r->burst()};
}
template <>
sliding_state any() {
    return {any_number(), *any_amount(), *any_amount(),
            any_number(), any_number(),  1 + *up_to(INT64_MAX - 1)};
}
template <>
warned any() {
    return {any_number()};
}
template <>
lease any() {
    return {any_number(), *any_word(), *any_amount()};
}
template <>
settlement any() {
    return {any_number(), *any_word(), *any_amount()};
}

/// What is read is a value whose bytes these are, and which is answered like any other: a
/// precondition that it broke would end the program.
template <class T>
void reads_well(std::span<const std::byte> bytes) {
    const auto value = from_bytes<T>(bytes);
    if (!value) return;
    const auto again = to_bytes(*value);
    RC_ASSERT(std::equal(again.begin(), again.end(), bytes.begin(), bytes.end()));
}

constexpr window w{3, instant{100}};
constexpr epoch e{7, 3, instant{100}};
constexpr instant now{10};
constexpr std::array limits{hard(5), with_grace(soft(quantity::max_count), 100), no_limit};

void used(const quota_state& s) {
    for (const auto amount : {quantity{}, quantity{1}, quantity{quantity::max_count}})
        for (const quota_limit& l : limits)
            static_cast<void>(decide(s, l, w, amount, now, taking::as_much_as_fits));
    static_cast<void>(release(s, {s.window, quantity{1}}, w));
}
void used(const ticket& t) { static_cast<void>(release({3, quantity{5}}, t, w)); }
void used(const reserving_state& s) {
    for (const auto amount : {quantity{}, quantity{1}, quantity{quantity::max_count}}) {
        for (const quota_limit& l : limits)
            static_cast<void>(reserve(s, l, e, amount, now, taking::as_much_as_fits));
        static_cast<void>(decide(s, no_limit, e, amount, now));
        static_cast<void>(commit(s, {s.window, s.epoch, amount}, e, now));
        static_cast<void>(commit(s, {s.window, s.epoch - (s.epoch > INT64_MIN), amount}, e, now));
    }
}
void used(const reservation& r) {
    constexpr reserving_state s{3, 7, quantity{1}, quantity{2}, quantity{3}};
    static_cast<void>(commit(s, r, e, now));
    static_cast<void>(release(s, r, e));
}
void used(const rate_state& s) {
    const auto r = *rate_limit::from(quantity{3}, 1'000'000'007, quantity{1'000'000'000});
    for (const std::int64_t at : {-r.last_tick(), std::int64_t{0}, r.last_tick(), INT64_MAX}) {
        static_cast<void>(decide(s, r, quantity{7}, at, taking::as_much_as_fits));
        if (const auto next = carried(s, r, at))
            static_cast<void>(decide(*next, r, quantity{7}, at, taking::as_much_as_fits));
        if (s.parts == 0) continue;
        const auto own = *rate_limit::from(quantity{s.parts}, s.unit, s.burst);
        static_cast<void>(decide(s, own, quantity{7}, at, taking::as_much_as_fits));
    }
}
void used(const sliding_state& s) {
    for (const std::int64_t length : {std::int64_t{1}, std::int64_t{60}, INT64_MAX})
        for (const std::int64_t at : {INT64_MIN, std::int64_t{0}, INT64_MAX}) {
            static_cast<void>(decide(s, soft(5), length, quantity{1}, at));
            if (s.length != 0) static_cast<void>(decide(s, soft(5), s.length, quantity{1}, at));
            if (const auto next = carried(s, length, at))
                static_cast<void>(decide(*next, soft(5), length, quantity{1}, at));
        }
}
void used(const warned& g) {
    static_cast<void>(warn(g, threshold::percent(80), limit::finite(5), {3, quantity{5}}));
}
void used(const lease& l) {
    const leased mine = accept({{3, 4, quantity{2}}, quantity{1}, true}, l);
    static_cast<void>(spend(mine, w, quantity{1}, now));
}
void used(const settlement& s) {
    static_cast<void>(settle({3, quantity{9}}, {{3, s.round, quantity{5}}, true}, s, w));
}

template <class T>
void is_kept() {
    law("a value written to bytes and read back is equal", [] {
        const T value = any<T>();
        RC_ASSERT(from_bytes<T>(to_bytes(value)) == value);
    });
    law("a flipped bit, or a wrong number of bytes, never yields an invalid value", [] {
        auto bytes = to_bytes(any<T>());
        for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
            bytes[bit / 8] ^= static_cast<std::byte>(1u << bit % 8);
            reads_well<T>(bytes);
            if (bit < 8) RC_ASSERT(from_bytes<T>(bytes) == core_errc::malformed_bytes);
            if (8 <= bit && bit < 16)
                RC_ASSERT(from_bytes<T>(bytes) == core_errc::unknown_byte_layout);
            if (const auto value = from_bytes<T>(bytes)) used(*value);
            bytes[bit / 8] ^= static_cast<std::byte>(1u << bit % 8);
        }
        for (std::size_t size = 0; size < bytes.size(); ++size)
            RC_ASSERT(from_bytes<T>(std::span{bytes}.first(size)) == core_errc::malformed_bytes);
        std::vector<std::byte> more(bytes.begin(), bytes.end());
        more.push_back(0_b);
        RC_ASSERT(from_bytes<T>(more) == core_errc::malformed_bytes);
    });
    law("random bytes, with or without a valid head, never yield an invalid value", [] {
        std::array<std::byte, byte_count<T>> bytes{};
        std::uint64_t seed = *rc::gen::arbitrary<std::uint64_t>();
        for (int tries = 0; tries < 200; ++tries) {
            for (std::byte& b : bytes) {
                seed = seed * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
                b = static_cast<std::byte>(seed >> 56);
            }
            if (tries % 8 != 0) {
                const auto head = to_bytes(T{});
                std::copy_n(head.begin(), 2, bytes.begin());
            }
            // Counts that are in range, now and then.
            for (std::size_t i = 8; tries % 2 == 0 && i < bytes.size(); i += 8)
                bytes[i] = bytes[i + 1] = 0_b;
            reads_well<T>(bytes);
            if (const auto value = from_bytes<T>(bytes)) used(*value);
        }
    });
}

}  // namespace

TEST_CASE("the byte layout is as documented") {
    constexpr auto bytes = to_bytes(quota_state{-2, quantity{0x0102'0304}});
    STATIC_REQUIRE(bytes == std::array{1_b, 1_b, 0xfe_b, 0xff_b, 0xff_b, 0xff_b, 0xff_b, 0xff_b,
                                       0xff_b, 0xff_b, 4_b, 3_b, 2_b, 1_b, 0_b, 0_b, 0_b, 0_b});
    STATIC_REQUIRE(from_bytes<quota_state>(bytes) == quota_state{-2, quantity{0x0102'0304}});
    STATIC_REQUIRE(byte_count<quota_state> == 18);
    STATIC_REQUIRE(byte_count<reserving_state> == 42);
    // A ticket has as many bytes, and is another kind.
    STATIC_REQUIRE(from_bytes<ticket>(bytes) == core_errc::malformed_bytes);
    STATIC_REQUIRE(to_bytes(ticket{})[0] == 2_b);
    STATIC_REQUIRE(to_bytes(reserving_state{})[0] == 3_b);
    STATIC_REQUIRE(to_bytes(reservation{})[0] == 4_b);
    STATIC_REQUIRE(to_bytes(lease{})[0] == 7_b);
    STATIC_REQUIRE(to_bytes(settlement{})[0] == 8_b);
    STATIC_REQUIRE(to_bytes(rate_state{0})[0] == 9_b);
    STATIC_REQUIRE(to_bytes(sliding_state{})[0] == 10_b);
    STATIC_REQUIRE(to_bytes(warned{0})[0] == 11_b);
    STATIC_REQUIRE_FALSE(has_bytes<quota_decision>);
}

namespace {

/// Whether a value has these bytes, and they are read as it: kind, version, and each part, of which
/// the test gives the lowest byte and the third one.
template <class T, std::size_t Parts>
constexpr bool lies_so(const T& value, std::uint8_t kind,
                       const std::array<std::array<std::uint8_t, 2>, Parts>& parts) {
    std::array<std::byte, 2 + 8 * Parts> bytes{std::byte{kind}, 1_b};
    for (std::size_t i = 0; i < Parts; ++i) {
        bytes[2 + 8 * i] = std::byte{parts[i][0]};
        bytes[2 + 8 * i + 2] = std::byte{parts[i][1]};
    }
    return to_bytes(value) == bytes && from_bytes<T>(bytes) == value;
}

}  // namespace

TEST_CASE("each part of every kind is written and read at its documented place") {
    constexpr std::int64_t a = 0x12'0011, b = 0x22'0021;
    constexpr quantity m{0x32'0031}, n{0x42'0041}, o{0x52'0051};
    using two = std::array<std::array<std::uint8_t, 2>, 2>;
    using three = std::array<std::array<std::uint8_t, 2>, 3>;
    using five = std::array<std::array<std::uint8_t, 2>, 5>;
    STATIC_REQUIRE(
        lies_so(quota_state{.window = a, .taken = m}, 1, two{{{0x11, 0x12}, {0x31, 0x32}}}));
    STATIC_REQUIRE(lies_so(ticket{.window = a, .amount = m}, 2, two{{{0x11, 0x12}, {0x31, 0x32}}}));
    STATIC_REQUIRE(lies_so(
        reserving_state{.window = a, .epoch = b, .taken = m, .reserved = n, .reserved_before = o},
        3, five{{{0x11, 0x12}, {0x21, 0x22}, {0x31, 0x32}, {0x41, 0x42}, {0x51, 0x52}}}));
    STATIC_REQUIRE(lies_so(reservation{.window = a, .epoch = b, .amount = m}, 4,
                           three{{{0x11, 0x12}, {0x21, 0x22}, {0x31, 0x32}}}));
    constexpr rate_limit rate = *rate_limit::from(quantity{0x12'0011}, 0x22'0025, m);
    STATIC_REQUIRE(rate.parts() == 0x12'0011);
    STATIC_REQUIRE(rate.unit() == 0x22'0025);
    STATIC_REQUIRE(lies_so(
        rate_state{.full_at = 0x72'0071, .parts = rate.parts(), .unit = rate.unit(), .burst = m}, 9,
        std::array<std::array<std::uint8_t, 2>, 4>{
            {{0x71, 0x72}, {0x11, 0x12}, {0x25, 0x22}, {0x31, 0x32}}}));
    STATIC_REQUIRE(lies_so(
        sliding_state{.bucket = a,
                      .current = m,
                      .previous = n,
                      .last = b,
                      .last_before = 0x62'0061,
                      .length = 0x72'0071},
        10,
        std::array<std::array<std::uint8_t, 2>, 6>{
            {{0x11, 0x12}, {0x31, 0x32}, {0x41, 0x42}, {0x21, 0x22}, {0x61, 0x62}, {0x71, 0x72}}}));
    STATIC_REQUIRE(lies_so(warned{.window = a}, 11,
                           std::array<std::array<std::uint8_t, 2>, 1>{{{0x11, 0x12}}}));
    STATIC_REQUIRE(lies_so(lease{.window = a, .round = 0x72'0071, .amount = m}, 7,
                           three{{{0x11, 0x12}, {0x71, 0x72}, {0x31, 0x32}}}));
    STATIC_REQUIRE(lies_so(settlement{.window = a, .round = 0x72'0071, .used = m}, 8,
                           three{{{0x11, 0x12}, {0x71, 0x72}, {0x31, 0x32}}}));
}

TEST_CASE("a count that is out of range is an error") {
    auto bytes = to_bytes(quota_state{0, quantity{quantity::max_count}});
    CHECK(from_bytes<quota_state>(bytes).has_value());
    bytes[10] = bytes[10] | 1_b;  // 10^15 + 1
    CHECK(from_bytes<quota_state>(bytes) == core_errc::quantity_too_large);
    bytes[17] = 0x80_b;
    CHECK(from_bytes<quota_state>(bytes) == core_errc::negative_quantity);
    // Each part in range, and together more than can be counted.
    constexpr quantity half{quantity::max_count / 2};
    CHECK(from_bytes<reserving_state>(to_bytes(reserving_state{0, 0, half, half, {}})).has_value());
    CHECK(from_bytes<reserving_state>(to_bytes(reserving_state{0, 0, half, half, quantity{1}})) ==
          core_errc::quantity_too_large);
}

TEST_CASE("a stored bucket without its rate, or a stored stretch without its length, is not read") {
    // Rates that no limit can have: 2 in 4 is written as 1 in 2.
    for (const rate_state& s : {rate_state{5}, rate_state{5, 2, 4, quantity{1}},
                                rate_state{5, 1, 2, quantity{}}, rate_state{5, -1, 2, quantity{1}},
                                rate_state{5, 1, 0, quantity{1}}, rate_state{5, 0, 1, quantity{1}}})
        CHECK_FALSE(from_bytes<rate_state>(to_bytes(s)).has_value());
    CHECK(from_bytes<rate_state>(to_bytes(rate_state{5, 1, 2, quantity{1}})).has_value());
    CHECK(from_bytes<rate_state>(to_bytes(rate_state{})) == rate_state{});
    CHECK(from_bytes<sliding_state>(to_bytes(sliding_state{.bucket = 3})) ==
          core_errc::malformed_bytes);
    CHECK(from_bytes<sliding_state>(to_bytes(sliding_state{.length = -1})) ==
          core_errc::malformed_bytes);
    CHECK(from_bytes<sliding_state>(to_bytes(sliding_state{})) == sliding_state{});
}

TEST_CASE("bytes yield a valid state or ticket, or an error") {
    is_kept<quota_state>();
    is_kept<ticket>();
    is_kept<reserving_state>();
    is_kept<reservation>();
    is_kept<rate_state>();
    is_kept<sliding_state>();
    is_kept<warned>();
    is_kept<lease>();
    is_kept<settlement>();
}
