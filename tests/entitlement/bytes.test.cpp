// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/entitlement/snapshot.hpp>
#include <ratecard/entitlement/snapshot_bytes.hpp>

#include "application.hpp"
#include "edges.hpp"
#include "examined.hpp"
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

stored snapshot_at(instant now, edition_id e, bool on_trial, std::optional<std::int64_t> center,
                   bool overridden) {
    application a;
    if (e != developer) a.orders = {bought(1, e, 1, local(2024, 2, 1))};
    if (on_trial) a.trials = {{{0}, local(2024, 1, 5)}};
    if (center) a.fixed.set(chat::attribute::data_center, *center);
    if (overridden)
        a.feature_overrides = {{.feature = {5}, .granted = false, .begins = local(2024, 1, 1)}};
    return resolve<40, 12>(examined(sold.view(), a.facts()), now).value();
}

stored any_snapshot() {
    const auto center = *rc::gen::inRange<std::int64_t>(-5, 5);
    return snapshot_at(local(2024, 1, 10) + hours(*rc::gen::inRange(0, 24 * 80)),
                       *rc::gen::element(developer, standard, premium), *rc::gen::arbitrary<bool>(),
                       center < 0 ? std::nullopt : std::optional{center},
                       *rc::gen::inRange(0, 4) == 0);
}

/// One snapshot of each kind: an edition, a trial, with and without data center, an override,
/// suspended, and reclaimed.
std::array<stored, 5> one_of_each() {
    const instant running = local(2024, 2, 9);
    return {snapshot_at(running, premium, true, 2, true),
            snapshot_at(running, standard, false, std::nullopt, false),
            snapshot_at(running, developer, true, std::nullopt, false),
            snapshot_at(local(2024, 3, 9), standard, false, 0, false),
            snapshot_at(local(2024, 7, 1), premium, false, 4, true)};
}

/// Whether reading fails, or gives a snapshot that writes the same bytes and is safe to use.
bool is_harmless(std::span<const std::byte> outside) {
    const auto s = from_bytes<stored>(outside);
    if (!s) return true;
    const auto again = to_bytes(*s);
    bool good = std::equal(again.begin(), again.end(), outside.begin(), outside.end()) &&
                s->valid_from < s->valid_until;
    static const attributes request = [] {
        attributes all;
        for (std::uint16_t a = 0; a < max_attributes; ++a) all.set({a}, 1);
        return all;
    }();
    const condition_table rows = sold.view().condition_rows();
    for (std::uint16_t f = 0; f < 45; ++f) {
        const auto open = at(rows, *s, s->valid_from);
        const reason why = open.check(feature_id{f}, request).why();
        good = good && (f < s->features || why == reason::unknown_feature) &&
               (s->lifecycle == reason::allowed || why != reason::allowed) &&
               !at(rows, *s, s->valid_until).check(feature_id{f}).allowed();
        static_cast<void>(open.value_of(feature_id{f}));
    }
    for (std::uint16_t q = 0; q < s->quotas; ++q) {
        good = good && s->limits[q].limit().enforcement != enforcement::unstated;
        static_cast<void>(at(rows, *s, s->valid_from).terms_of({q}));
    }
    return good;
}

}  // namespace

TEST_CASE("a snapshot read from its bytes equals the original") {
    law("also if the reader has other capacities", [] {
        const stored s = any_snapshot();
        const bytes b = bytes_of(s);
        RC_ASSERT(from_bytes<stored>(b) == s);
        const auto wider = from_bytes<snapshot<64, 32>>(b);
        RC_ASSERT(wider.has_value());
        const auto again = to_bytes(*wider);
        RC_ASSERT(bytes(again.begin(), again.end()) == b);
        RC_ASSERT((from_bytes<snapshot<33, 12>>(b) == core_errc::capacity_exceeded));
        RC_ASSERT((from_bytes<snapshot<40, 10>>(b) == core_errc::capacity_exceeded));
        RC_ASSERT((from_bytes<snapshot<40, 12, snapshot_room{.clocks = 1}>>(b) ==
                   core_errc::capacity_exceeded));
        if (s.valued > 0)
            RC_ASSERT((from_bytes<snapshot<40, 12, snapshot_room{.values = 2}>>(b) ==
                       core_errc::capacity_exceeded));
        if (s.fixed.stated() != 0)
            RC_ASSERT((from_bytes<snapshot<40, 12, snapshot_room{.fixed = 0}>>(b) ==
                       core_errc::capacity_exceeded));
    });
}

TEST_CASE("the layout is as documented") {
    const application a;
    const auto s = resolve<40, 12>(examined(sold.view(), a.facts()), local(2024, 1, 10)).value();
    const bytes b = bytes_of(s);
    // 34 features, 11 quotas, a day and a month, 3 values.
    CHECK(b.size() == 48 + 11 * 8 + 2 * 12 + 3 * 12 + 34);
    const auto at = [&](std::size_t i) { return std::to_integer<int>(b[i]); };
    CHECK(at(0) == 9);
    CHECK(at(1) == 2);
    CHECK(at(2) == 34);
    CHECK(at(4) == 11);
    CHECK(at(6) == 3);
    CHECK(at(8) == 2);
    CHECK(at(9) == 0);
    CHECK(at(10) == 0);
    CHECK(at(11) == 1);  // not in edition: the first of the catalog's reasons
    CHECK(at(38) == 1);  // the data center is reserved
    CHECK(at(40) == static_cast<int>(sold.view().fingerprint & 0xff));
    CHECK(at(48) == 100);                   // registered users
    CHECK(at(b.size() - 34 - 36) == 0xfd);  // -3
    CHECK(at(b.size() - 1) == 0);           // the last feature is allowed
}

TEST_CASE("each part of the layout is written and read at its documented position") {
    using small = snapshot<4, 3, snapshot_room{.fixed = 2, .values = 2, .clocks = 3}>;
    constexpr small s = [] {
        small filled{.valid_from = instant{0x0102'0304},
                     .valid_until = instant{0x0506'0708},
                     .resolved_from = 0x8182'8384'8586'8788,
                     .edition = {0x1112},
                     .version = {0x1314},
                     .features = 3,
                     .quotas = 2,
                     .ranks = {0x21, 0x22, 0x23, 0x24, 0x25},
                     .valued = 1};
        filled.answers = {feature_answer{reason::not_applied, true},
                          feature_answer{reason::allowed, true}, feature_answer{reason::withheld}};
        filled.limits = {*packed_limit::from(hard(0x3132), 0),
                         *packed_limit::from(with_grace(soft(0x3334), 0x35), 1)};
        filled.resets = {instant{0x4142'4344}, instant{0x4546'4748}};
        filled.windows = {0x5152'5354, 0x5556'5758};
        filled.fixed = *few_attributes<2>::from(attributes{}.set({3}, 0x6162'6364).reserve({8}));
        filled.values = {{{feature_value::decimal(0x7172'7374, 6), feature_id{1}}}};
        return filled;
    }();
    constexpr auto written = std::to_array<unsigned char>({
        9,    2,                                         // kind, version of the layout
        3,    0,    2,    0,    1,    0,                 // features, quotas, values
        2,    1,                                         // clocks, fixed attributes
        0,                                               // lifecycle
        0x21, 0x22, 0x23, 0x24, 0x25,                    // ranks
        0x04, 0x03, 0x02, 0x01, 0,    0,    0,    0,     // valid from
        0x08, 0x07, 0x06, 0x05, 0,    0,    0,    0,     // valid until
        0x12, 0x11, 0x14, 0x13,                          // edition, version
        0x08, 0,    0x08, 0x01,                          // attributes stated, reserved
        0x88, 0x87, 0x86, 0x85, 0x84, 0x83, 0x82, 0x81,  // fingerprint of the catalog
        0x32, 0x31, 0,    0,    0,    0,    0x04, 0x00,  // hard, by clock 0
        0x34, 0x33, 0,    0,    0,    0,    0x58, 0x13,  // soft, with grace, by clock 1
        0x44, 0x43, 0x42, 0x41, 0,    0,    0,    0,     // window of clock 0 over
        0x48, 0x47, 0x46, 0x45, 0,    0,    0,    0,     // window of clock 1 over
        0x54, 0x53, 0x52, 0x51,                          // number of window 0
        0x58, 0x57, 0x56, 0x55,                          // number of window 1
        0x64, 0x63, 0x62, 0x61, 0,    0,    0,    0,     // attribute 3
        0x74, 0x73, 0x72, 0x71, 0,    0,    0,    0,     // value: its number,
        1,    0,    2,    6,                             // feature, kind and decimals
        0x88, 0x80, 0x06,                                // answers
    });
    const bytes b = [&] {
        bytes all;
        for (const unsigned char n : written) all.push_back(std::byte{n});
        return all;
    }();
    const auto ours = to_bytes(s);
    CHECK(bytes(ours.begin(), ours.end()) == b);
    CHECK(from_bytes<small>(b) == s);
}

TEST_CASE("bytes that are not a snapshot are a named error") {
    const application a;
    const bytes good =
        bytes_of(resolve<40, 12>(examined(sold.view(), a.facts()), local(2024, 1, 10)).value());
    const auto with = [&](std::size_t at, int value) {
        bytes b = good;
        b[at] = static_cast<std::byte>(value);
        return from_bytes<stored>(b);
    };
    CHECK(from_bytes<stored>({}) == core_errc::malformed_bytes);
    CHECK(from_bytes<stored>(std::span{good}.first(47)) == core_errc::malformed_bytes);
    CHECK(from_bytes<stored>(std::span{good}.first(good.size() - 1)) == core_errc::malformed_bytes);
    CHECK(with(0, 8) == core_errc::malformed_bytes);
    CHECK(with(1, 1) == core_errc::unknown_byte_layout);
    CHECK(with(10, 1) == core_errc::malformed_bytes);  // not a lifecycle
    CHECK(with(11, 0) == core_errc::malformed_bytes);  // a rank before all others
    CHECK(with(23, 0x7f) == core_errc::instant_out_of_range);
    CHECK(with(54, 0) == core_errc::malformed_bytes);               // an unstated limit
    CHECK(with(55, 0x20) == core_errc::malformed_bytes);            // an unknown clock
    CHECK(with(good.size() - 1, 1) == core_errc::malformed_bytes);  // an unknown feature
    CHECK(with(good.size() - 1, 2) == core_errc::malformed_bytes);  // a stale one
    CHECK(with(54, 0xc) == core_errc::malformed_bytes);  // refused, with a grace or limit
    CHECK(with(good.size() - 34, 3).has_value());        // one that does not stay where others do
    CHECK(with(good.size() - 1, 0x83) == core_errc::malformed_bytes);  // but for every request
    CHECK(with(good.size() - 1, 4) == core_errc::malformed_bytes);     // a reclaimed one
    CHECK(with(good.size() - 1, 48) == core_errc::malformed_bytes);    // a 17th attribute
    CHECK(with(good.size() - 1, 0x86) ==
          core_errc::malformed_bytes);  // withheld, depending on the request
    CHECK(with(good.size() - 34 - 2, 0) == core_errc::malformed_bytes);  // an unknown kind of value
}

TEST_CASE("hostile bytes give an error or a snapshot that is safe to use") {
    law("random bytes", [] {
        const auto size = *rc::gen::inRange<std::size_t>(0, 300);
        RC_ASSERT(is_harmless(*rc::gen::container<bytes>(
            size, rc::gen::map(rc::gen::inRange(0, 256),
                               [](int n) { return static_cast<std::byte>(n); }))));
    });
    law("random bytes after a valid header", [] {
        bytes b = bytes_of(any_snapshot());
        for (int i = *rc::gen::inRange(1, 20); i > 0; --i)
            b[*rc::gen::inRange<std::size_t>(10, b.size())] =
                static_cast<std::byte>(*rc::gen::inRange(0, 256));
        RC_ASSERT(is_harmless(b));
    });
}

TEST_CASE("a snapshot with any one bit flipped is an error or safe to use") {
    const auto all = one_of_each();
    CHECK(all[2].lifecycle == reason::allowed);
    CHECK(all[3].lifecycle == reason::suspended);
    CHECK(all[4].lifecycle == reason::reclaimed);
    for (const stored& s : all) {
        bytes b = bytes_of(s);
        std::size_t harmful = 0;
        for (std::size_t i = 0; i < 8 * b.size(); ++i) {
            const auto bit = static_cast<std::byte>(1u << (i % 8));
            b[i / 8] ^= bit;
            harmful += is_harmless(b) ? 0u : 1u;
            b[i / 8] ^= bit;
        }
        CHECK(harmful == 0);
    }
}
