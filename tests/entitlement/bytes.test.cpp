// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/entitlement/bytes.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/interned.hpp>
#include <ratecard/entitlement/resolve.hpp>

#include "application.hpp"
#include "edges.hpp"
#include "rebuilt_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

using stored = snapshot<40, 12>;
using bytes = std::vector<std::byte>;

/// The reference catalog with three features that have values.
const owned_catalog sold = [] {
    auto b = builder_of(chat::catalog);
    const auto add = [&](const char* key, value_kind kind, feature_value v) {
        b.add(feature{.key = *name::from(key), .kind = kind},
              {availability::included, availability::included, availability::included});
        for (const char* const e : {"developer", "standard", "premium"}) b.value(key, e, v);
    };
    add("members", value_kind::integer, feature_value::integer(-3));
    add("factor", value_kind::decimal, feature_value::decimal(125, 2));
    add("link", value_kind::duration, feature_value::duration(hours(1)));
    return b.build().value();
}();

bytes bytes_of(const stored& s) {
    const auto all = to_bytes(s);
    return {all.begin(), all.end()};
}

stored any_snapshot() {
    application a;
    if (*rc::gen::arbitrary<bool>())
        a.orders = {bought(1, *rc::gen::element(standard, premium), 1, local(2024, 2, 1))};
    if (*rc::gen::arbitrary<bool>()) a.trials = {{{0}, local(2024, 1, 5)}};
    if (*rc::gen::arbitrary<bool>())
        a.fixed.set(chat::key::id(chat::attribute::data_center), *rc::gen::inRange(0, 5));
    if (*rc::gen::inRange(0, 4) == 0)
        a.feature_overrides = {{.feature = {5}, .granted = false, .begins = local(2024, 1, 1)}};
    return resolve<40, 12>(sold.view(), a.facts(),
                           local(2024, 1, 10) + hours(*rc::gen::inRange(0, 24 * 80)))
        .value();
}

/// What is read is what would be written, and breaks nothing when it is used.
void is_harmless(std::span<const std::byte> outside) {
    const auto s = from_bytes<stored>(outside);
    if (!s) return;
    RC_ASSERT(bytes_of(*s) == bytes(outside.begin(), outside.end()));
    RC_ASSERT(s->valid_from < s->valid_until);
    attributes request;
    for (std::uint16_t a = 0; a < max_attributes; ++a) request.set({a}, 1);
    for (std::uint16_t f = 0; f < 45; ++f) {
        const auto live_one = at(*s, s->valid_from);
        const reason why =
            check(sold.view().condition_rows(), live_one, feature_id{f}, request).why();
        if (f >= s->features) RC_ASSERT(why == reason::unknown_feature);
        if (s->lifecycle != reason::allowed) RC_ASSERT(why != reason::allowed);
        RC_ASSERT(
            check(sold.view().condition_rows(), at(*s, s->valid_until), feature_id{f}, {}).why() !=
            reason::allowed);
        static_cast<void>(value_of(live_one, feature_id{f}));
    }
    for (std::uint16_t q = 0; q < s->quotas; ++q) {
        RC_ASSERT(s->limit_of({q}).enforcement != enforcement::unstated);
        static_cast<void>(s->window_of({q}));
    }
}

}  // namespace

TEST_CASE("a snapshot comes out of its bytes as it went in") {
    law("also where the reader has other room", [] {
        const stored s = any_snapshot();
        const bytes b = bytes_of(s);
        RC_ASSERT(from_bytes<stored>(b) == s);
        const auto wider = from_bytes<snapshot<64, 32>>(b);
        RC_ASSERT(wider.has_value());
        const auto again = to_bytes(*wider);
        RC_ASSERT(bytes(again.begin(), again.end()) == b);
        RC_ASSERT((from_bytes<snapshot<33, 12>>(b) == errc::too_small));
        RC_ASSERT((from_bytes<snapshot<40, 10>>(b) == errc::too_small));
        RC_ASSERT((from_bytes<snapshot<40, 12, snapshot_room{.clocks = 1}>>(b) == errc::too_small));
        if (s.valued > 0)
            RC_ASSERT(
                (from_bytes<snapshot<40, 12, snapshot_room{.values = 2}>>(b) == errc::too_small));
        if (s.fixed.stated() != 0)
            RC_ASSERT(
                (from_bytes<snapshot<40, 12, snapshot_room{.fixed = 0}>>(b) == errc::too_small));
    });
}

TEST_CASE("the layout is the one that is documented") {
    const application a;
    const auto s = resolve<40, 12>(sold.view(), a.facts(), local(2024, 1, 10)).value();
    const bytes b = bytes_of(s);
    // 34 features, 11 quotas, a day and a month, 3 values.
    CHECK(b.size() == 40 + 11 * 8 + 2 * 12 + 3 * 12 + 34);
    const auto at = [&](std::size_t i) { return std::to_integer<int>(b[i]); };
    CHECK(at(0) == 9);
    CHECK(at(1) == 1);
    CHECK(at(2) == 34);
    CHECK(at(4) == 11);
    CHECK(at(6) == 3);
    CHECK(at(8) == 2);
    CHECK(at(9) == 0);
    CHECK(at(10) == 0);
    CHECK(at(11) == 1);                     // not in edition: the first of the catalog's reasons
    CHECK(at(38) == 1);                     // the data center is reserved
    CHECK(at(40) == 100);                   // registered users
    CHECK(at(b.size() - 34 - 36) == 0xfd);  // -3
    CHECK(at(b.size() - 1) == 0);           // the last feature is allowed
}

TEST_CASE("bytes that are none of a snapshot's are a named error") {
    const application a;
    const bytes good =
        bytes_of(resolve<40, 12>(sold.view(), a.facts(), local(2024, 1, 10)).value());
    const auto with = [&](std::size_t at, int value) {
        bytes b = good;
        b[at] = static_cast<std::byte>(value);
        return from_bytes<stored>(b);
    };
    CHECK(from_bytes<stored>({}) == errc::malformed_bytes);
    CHECK(from_bytes<stored>(std::span{good}.first(39)) == errc::malformed_bytes);
    CHECK(from_bytes<stored>(std::span{good}.first(good.size() - 1)) == errc::malformed_bytes);
    CHECK(with(0, 8) == errc::malformed_bytes);
    CHECK(with(1, 2) == errc::unknown_byte_layout);
    CHECK(with(10, 1) == errc::malformed_bytes);  // a lifecycle that is none
    CHECK(with(11, 0) == errc::malformed_bytes);  // a rank before all others
    CHECK(with(23, 0x7f) == errc::instant_out_of_range);
    CHECK(with(46, 0) == errc::malformed_bytes);                // an unstated limit
    CHECK(with(47, 0x20) == errc::malformed_bytes);             // a clock that there is not
    CHECK(with(good.size() - 1, 1) == errc::malformed_bytes);   // an unknown feature
    CHECK(with(good.size() - 1, 2) == errc::malformed_bytes);   // a stale one
    CHECK(with(good.size() - 1, 3) == errc::malformed_bytes);   // a suspended one
    CHECK(with(good.size() - 1, 48) == errc::malformed_bytes);  // a 17th attribute
    CHECK(with(good.size() - 1, 0x86) ==
          errc::malformed_bytes);  // withheld, if the request says so
    CHECK(with(good.size() - 34 - 2, 0) == errc::malformed_bytes);  // a value of no kind
}

TEST_CASE("hostile bytes yield no snapshot that breaks anything") {
    law("random ones", [] {
        const auto size = *rc::gen::inRange<std::size_t>(0, 300);
        is_harmless(*rc::gen::container<bytes>(
            size, rc::gen::map(rc::gen::inRange(0, 256),
                               [](int n) { return static_cast<std::byte>(n); })));
    });
    law("random ones behind a good head", [] {
        bytes b = bytes_of(any_snapshot());
        for (int i = *rc::gen::inRange(1, 20); i > 0; --i)
            b[*rc::gen::inRange<std::size_t>(10, b.size())] =
                static_cast<std::byte>(*rc::gen::inRange(0, 256));
        is_harmless(b);
    });
    law("every single bit turned over", [] {
        bytes b = bytes_of(any_snapshot());
        for (std::size_t i = 0; i < 8 * b.size(); ++i) {
            const auto bit = static_cast<std::byte>(1u << (i % 8));
            b[i / 8] ^= bit;
            is_harmless(b);
            b[i / 8] ^= bit;
        }
    });
}
