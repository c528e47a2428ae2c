// SPDX-License-Identifier: MIT
// What "may I?" costs in a request path, beside a bit test in the same snapshots: 10,000 tenants, each
// with its edition, region and what it was given, asked in random order.
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#if __has_include(<absl/container/flat_hash_set.h>)
#include <absl/container/flat_hash_set.h>
#endif

#include <ratecard/catalog/builder.hpp>
#include <ratecard/entitlement/by_name.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/interned.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/entitlement/snapshot.hpp>
#include <ratecard/lifecycle/examine.hpp>

#include "question.hpp"

namespace {

using namespace ratecard;
using ratecard_benchmark::answer;

constexpr instant now{1'710'000'000};
constexpr std::size_t tenants = 10'000;
constexpr std::size_t requests = 65'536;

class random_numbers {
public:
    std::size_t below(std::size_t n) {
        seed_ = seed_ * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        return static_cast<std::size_t>((seed_ >> 33) % n);
    }

private:
    std::uint64_t seed_ = 7;
};

/// A value that the compiler knows nothing about, and that may stay in registers.
template <class T>
[[gnu::noinline]] T unknown(T value) {
    benchmark::DoNotOptimize(value);
    return value;
}

/// One fixed attribute, the region, and nothing else.
constexpr snapshot_room room_of_one{.fixed = 1, .values = 0, .clocks = 0};

struct asked {
    std::uint16_t tenant = 0;
    std::uint16_t feature = 0;
};

/// 24 features in 3 editions, or 400 in 10: two of three cells say included. With conditions, one
/// feature in eight asks for an SDK version where the platform is native, another for a region.
owned_catalog sold(std::size_t features, std::size_t editions, bool with_conditions) {
    random_numbers random;
    offering o{.product = "bench", .unit = usd};
    catalog_builder b{o};
    for (std::size_t e = 0; e < editions; ++e)
        b.add(edition{*name::from("edition_" + std::to_string(e))});
    b.add(price_version{"first", instant{0}, {}});
    b.add(attribute{"region", attribute_kind::enumerated, true, "region_excluded"})
        .add(attribute{"platform", attribute_kind::enumerated, false, "platform_excluded"})
        .add(attribute{"sdk", attribute_kind::version, false, "sdk_too_old"});
    for (const char* const of : {"region", "platform"})
        for (const char* const v : {"a", "b", "c", "d"}) b.add_value(of, *name::from(v));
    for (std::size_t f = 0; f < features; ++f) {
        const std::string key = "feature_number_" + std::to_string(f);
        std::vector<availability> in(editions);
        for (availability& cell : in)
            cell = random.below(3) != 0 ? availability::included : availability::absent;
        b.add(feature{*name::from(key)}, in);
        if (with_conditions && f % 8 == 3)
            b.require(key, {.attribute = {2},
                            .test = test::at_least,
                            .bound = version_number{"5.8.0"}.packed(),
                            .where = {1},
                            .where_set = {0b0111}});
        if (with_conditions && f % 8 == 5)
            b.require(key, {.attribute = {0}, .test = test::none_of, .set = {0b0010}});
    }
    b.change("", "", change_kind::forbidden);
    return b.build().value();
}

/// The tenants of a catalog: their snapshots, interned and private, and the bits of both.
template <std::size_t Features, std::size_t Editions>
struct service {
    using snapshot_type = snapshot<Features, 1, room_of_one>;
    using bits = std::array<std::uint64_t, (Features + 63) / 64>;

    owned_catalog catalog;
    condition_table rows;
    std::vector<snapshot_type> room = std::vector<snapshot_type>(1'024);
    interned_snapshots<snapshot_type> interned{room};
    std::vector<tenancy> held;
    std::vector<std::uint16_t> places;
    std::vector<bits> bits_of_place;
    std::vector<snapshot_type> own;  ///< by tenant, where snapshots are private
    std::vector<bits> bits_of_own;
    std::vector<asked> questions;
    std::vector<attributes> stated;  ///< what 64 clients say
    std::vector<std::string> names;

    explicit service(bool with_conditions)
        : catalog{sold(Features, Editions, with_conditions)},
          rows{catalog.view().condition_rows()} {
        random_numbers random;
        const catalog_view c = catalog.view();
        for (std::size_t t = 0; t < tenants; ++t) {
            subscription s{.created_at = now};
            s.fixed.set({0}, static_cast<std::int64_t>(random.below(4)));
            // Editions by turns, as by as many offerings: no calendar is needed for the snapshots.
            offering o = *c.offering;
            o.default_edition = edition_id{static_cast<std::uint16_t>(random.below(Editions))};
            catalog_view mine = c;
            mine.offering = &o;
            const auto made =
                resolve<Features, 1, room_of_one>(examine(mine, s).value(), now).value();
            held.push_back(interned.keep(made).value());
            places.push_back(static_cast<std::uint16_t>(held.back().place));
            own.push_back(made);
            bits allowed{};
            for (std::size_t f = 0; f < Features; ++f)
                if (made.answers[f].why() == reason::allowed)
                    allowed[f / 64] |= std::uint64_t{1} << (f % 64);
            bits_of_own.push_back(allowed);
            if (bits_of_place.size() < interned.size()) bits_of_place.push_back(allowed);
        }
        for (std::size_t i = 0; i < requests; ++i)
            questions.push_back({static_cast<std::uint16_t>(random.below(tenants)),
                                 static_cast<std::uint16_t>(random.below(Features))});
        for (int i = 0; i < 64; ++i)
            stated.push_back(attributes{}
                                 .set({1}, static_cast<std::int64_t>(random.below(4)))
                                 .set({2}, random.below(8) == 0 ? version_number{"5.7.0"}
                                                                : version_number{"6.1.0"}));
        for (const feature& f : c.features) names.emplace_back(f.key.view());
    }

    template <bool WithConditions>
    static const service& of() {
        static const auto made = std::make_unique<service>(WithConditions);
        return *made;
    }
};

/// Asks all questions over and over: as fast as they can be answered, or each only when the answer to
/// the one before is known.
template <bool Dependent, class Ask>
void ask_all(benchmark::State& state, const std::vector<asked>& questions, const Ask& ask) {
    const asked* const q = questions.data();
    const std::size_t zero = unknown(std::size_t{0});
    std::size_t i = 0;
    for (auto _ : state) {
        const auto said = ask(q[i & (requests - 1)], i);
        if constexpr (Dependent) {
            i += 1 + (static_cast<std::size_t>(said) & zero);
        } else {
            benchmark::DoNotOptimize(said);
            ++i;
        }
    }
    benchmark::DoNotOptimize(i);
}

/// Gates that were bound before, as for requests of one moment.
template <class S, bool Dependent, bool WithConditions = false>
void check_interned(benchmark::State& state) {
    const S& s = S::template of<WithConditions>();
    const condition_table rows = unknown(s.rows);
    const instant at_now = unknown(now);
    std::vector<decltype(at(rows, s.room[0], at_now))> bound;
    for (std::size_t i = 0; i < s.interned.size(); ++i)
        bound.push_back(at(rows, s.room[i], at_now));
    const auto* const places = s.places.data();
    const auto* const gates = bound.data();
    const attributes* const stated = s.stated.data();
    ask_all<Dependent>(state, s.questions, [&](asked q, std::size_t i) {
        return gates[places[q.tenant]].check(feature_id{q.feature}, stated[i & 63]).why();
    });
}
template <class S, bool Dependent>
void check_tenancy(benchmark::State& state) {
    const S& s = S::template of<false>();
    const condition_table rows = unknown(s.rows);
    const auto kept = unknown(s.interned);
    const instant at_now = unknown(now);
    const attributes* const stated = s.stated.data();
    const tenancy* const held = s.held.data();
    ask_all<Dependent>(state, s.questions, [&](asked q, std::size_t i) {
        return at(rows, kept, held[q.tenant], at_now)
            .check(feature_id{q.feature}, stated[i & 63])
            .why();
    });
}
template <class S, bool Dependent, bool WithConditions = false>
void bits_interned(benchmark::State& state) {
    const S& s = S::template of<WithConditions>();
    const auto* const places = s.places.data();
    const auto* const kept = s.bits_of_place.data();
    ask_all<Dependent>(state, s.questions, [&](asked q, std::size_t) {
        return static_cast<std::uint8_t>(
            kept[places[q.tenant]][q.feature / 64] >> (q.feature % 64) & 1u);
    });
}
template <class S, bool Dependent>
void check_private(benchmark::State& state) {
    const S& s = S::template of<false>();
    const condition_table rows = unknown(s.rows);
    const instant at_now = unknown(now);
    const auto* const own = s.own.data();
    const attributes* const stated = s.stated.data();
    ask_all<Dependent>(state, s.questions, [&](asked q, std::size_t i) {
        return at(rows, own[q.tenant], at_now).check(feature_id{q.feature}, stated[i & 63]).why();
    });
}
template <class S, bool Dependent>
void bits_private(benchmark::State& state) {
    const S& s = S::template of<false>();
    const auto* const own = s.bits_of_own.data();
    ask_all<Dependent>(state, s.questions, [&](asked q, std::size_t) {
        return static_cast<std::uint8_t>(own[q.tenant][q.feature / 64] >> (q.feature % 64) & 1u);
    });
}
template <class S, std::size_t Features>
void check_by_name(benchmark::State& state) {
    const S& s = S::template of<false>();
    const condition_table rows = unknown(s.rows);
    const instant at_now = unknown(now);
    const auto* const places = s.places.data();
    const auto* const kept = s.room.data();
    const auto names =
        std::make_unique<feature_names<Features>>(*feature_names<Features>::of(s.catalog.view()));
    const attributes nothing;
    ask_all<false>(state, s.questions, [&](asked q, std::size_t) {
        const auto f = names->find(s.names[q.feature]);
        return f ? at(rows, kept[places[q.tenant]], at_now).check(*f, nothing).why()
                 : reason::unknown_feature;
    });
}

/// What is commonly written: a set of the names of what is granted, one an edition, asked by name.
template <class Set, class S>
void check_set(benchmark::State& state) {
    const S& s = S::template of<false>();
    std::vector<Set> granted(s.interned.size());
    for (std::size_t i = 0; i < granted.size(); ++i)
        for (std::size_t f = 0; f < s.names.size(); ++f)
            if (s.interned[i].answers[f].why() == reason::allowed) granted[i].insert(s.names[f]);
    const auto* const places = s.places.data();
    ask_all<false>(state, s.questions, [&](asked q, std::size_t) {
        return static_cast<std::uint8_t>(
            granted[places[q.tenant]].contains(s.names[q.feature]) ? 1 : 0);
    });
}
/// Finds by a view, without making a string.
struct text_hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
        return std::hash<std::string_view>{}(text);
    }
};

using ordered = std::set<std::string, std::less<>>;
using hashed = std::unordered_set<std::string, text_hash, std::equal_to<>>;
using small = service<24, 3>;
using large = service<400, 10>;

const answer i24{"may I? (3 editions, 24 features)", "ours", check_interned<small, false>};
const answer b24{"may I? (3 editions, 24 features)", "bit test", bits_interned<small, false>};
const answer i24d{"may I? (24 features, each waits for the last)", "ours",
                  check_interned<small, true>};
const answer b24d{"may I? (24 features, each waits for the last)", "bit test",
                  bits_interned<small, true>};
const answer i400{"may I? (10 editions, 400 features)", "ours", check_interned<large, false>};
const answer b400{"may I? (10 editions, 400 features)", "bit test", bits_interned<large, false>};
const answer i400d{"may I? (400 features, each waits for the last)", "ours",
                   check_interned<large, true>};
const answer b400d{"may I? (400 features, each waits for the last)", "bit test",
                   bits_interned<large, true>};
const answer t24{"may I, and may I still? (24 features)", "ours", check_tenancy<small, false>};
const answer t24b{"may I, and may I still? (24 features)", "bit test, for ever",
                  bits_interned<small, false>};
const answer c24{"may I? (24 features, SDK and region)", "ours",
                 check_interned<small, false, true>};
const answer c24b{"may I? (24 features, SDK and region)", "bit test",
                  bits_interned<small, false, true>};
const answer c24d{"may I? (SDK and region, each waits for the last)", "ours",
                  check_interned<small, true, true>};
const answer c24db{"may I? (SDK and region, each waits for the last)", "bit test",
                   bits_interned<small, true, true>};
const answer p400{"may I? (400 features, a snapshot a tenant)", "ours",
                  check_private<large, false>};
const answer p400b{"may I? (400 features, a snapshot a tenant)", "bit test",
                   bits_private<large, false>};
const answer p400d{"may I? (a snapshot a tenant, each waits)", "ours", check_private<large, true>};
const answer p400db{"may I? (a snapshot a tenant, each waits)", "bit test",
                    bits_private<large, true>};
const answer n24{"may I use what is called so? (24 features)", "ours", check_by_name<small, 24>};
const answer n24set{"may I use what is called so? (24 features)", "std::set of strings",
                    check_set<ordered, small>};
const answer n24hash{"may I use what is called so? (24 features)", "std::unordered_set",
                     check_set<hashed, small>};
const answer n400{"may I use what is called so? (400 features)", "ours", check_by_name<large, 400>};
const answer n400set{"may I use what is called so? (400 features)", "std::set of strings",
                     check_set<ordered, large>};
const answer n400hash{"may I use what is called so? (400 features)", "std::unordered_set",
                      check_set<hashed, large>};
#if __has_include(<absl/container/flat_hash_set.h>)
using flat = absl::flat_hash_set<std::string>;
const answer n24flat{"may I use what is called so? (24 features)", "absl::flat_hash_set",
                     check_set<flat, small>};
const answer n400flat{"may I use what is called so? (400 features)", "absl::flat_hash_set",
                      check_set<flat, large>};
#endif

template <class S, std::size_t Features, bool WithOrder, bool ReadsFacts = false>
void resolving(benchmark::State& state) {
    const S& s = S::template of<false>();
    const catalog_view c = s.catalog.view();
    const money none{0, usd};
    const std::array orders{order{.edition = {1},
                                  .months = 12,
                                  .placed_at = now,
                                  .begins = now,
                                  .paid_by = {none, none, none, none}}};
    subscription facts{.created_at = now};
    if (WithOrder) facts.orders = orders;
    facts.fixed.set({0}, 1);
    benchmark::DoNotOptimize(&facts);
    const auto life = examine(c, facts).value();
    for (auto _ : state) {
        benchmark::ClobberMemory();
        if constexpr (ReadsFacts) {
            auto made = resolve<Features, 1, room_of_one>(examine<8>(c, facts).value(), now);
            benchmark::DoNotOptimize(made);
        } else {
            auto made = resolve<Features, 1, room_of_one>(life, now);
            benchmark::DoNotOptimize(made);
        }
    }
}
const answer r24{"what may this customer do? (24 features)", "ours", resolving<small, 24, false>};
const answer r400{"what may this customer do? (400 features)", "ours",
                  resolving<large, 400, false>};
const answer r24o{"what may this customer do? (24 features, one order)", "ours",
                  resolving<small, 24, true>};
const answer r24x{"what may this customer do? (24 features, one order)", "ours, with examine",
                  resolving<small, 24, true, true>};
const answer r400o{"what may this customer do? (400 features, one order)", "ours",
                   resolving<large, 400, true>};

}  // namespace
