// SPDX-License-Identifier: MIT
// What a subscription may do, against a slow oracle that is written from the definitions: over any
// catalog, facts and requests.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/entitlement/why.hpp>

#include "examined.hpp"
#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr snapshot_room room{.fixed = 4, .values = 8};
using any_snapshot = snapshot<8, 4, room>;

struct chance {
    std::mt19937 generator;

    explicit chance(unsigned seed) : generator{seed} {}
    std::int64_t below(std::int64_t n) {
        return static_cast<std::int64_t>(generator() % static_cast<std::uint32_t>(n));
    }
    bool one_in(std::int64_t n) { return below(n) == 0; }
    std::uint16_t number(std::int64_t n) { return static_cast<std::uint16_t>(below(n)); }
    instant time() { return instant{below(40)}; }
};

/// A catalog of 3 editions, up to 5 features of all kinds, quotas, attributes and add-ons.
struct any_catalog {
    std::vector<rule> rules{};
    std::vector<reason> order{};
    owned_catalog owner;

    explicit any_catalog(chance& c) : owner{built(c, rules, order)} {}
    [[nodiscard]] catalog_view view() const { return owner.view(); }

private:
    static feature_value any_value(chance& c, value_kind kind) {
        switch (kind) {
            case value_kind::boolean: return {};
            case value_kind::integer: return feature_value::integer(c.below(9) - 4);
            case value_kind::decimal:
                return feature_value::decimal(c.below(300) - 100,
                                              static_cast<std::uint8_t>(c.below(4)));
            case value_kind::duration: return feature_value::duration(seconds(c.below(9)));
            case value_kind::option:
                return feature_value::option(static_cast<std::uint8_t>(c.below(3)));
            case value_kind::options:
                return feature_value::options({static_cast<std::uint64_t>(c.below(8))});
            case value_kind::text: return feature_value::text({c.number(3)});
        }
        return {};
    }

public:
    static feature_value any_value(chance& c, const catalog_view& v, feature_id f) {
        return any_value(c, v[f].kind);
    }

private:
    static owned_catalog built(chance& c, std::vector<rule>& rules, std::vector<reason>& order) {
        offering o{.product = "any", .unit = usd};
        o.lifecycle = {.expiry = {.grace = seconds(5), .ended_by_plan = true},
                       .arrears = {.grace = seconds(5)},
                       .retention_days = 1};
        catalog_builder b{o};
        for (const char* const e : {"free", "small", "large"}) b.add(edition{*name::from(e)});
        b.add(price_version{"first", instant{-1'000}, {}}).add(trial{"try", seconds(7), {}});
        for (const char* const t : {"t0", "t1", "t2"}) b.add(value_text{*name::from(t)});
        std::vector<attribute_kind> kinds;
        for (std::int64_t a = c.below(5); a > 0; --a) {
            const std::string n = std::to_string(kinds.size());
            kinds.push_back(c.one_in(2) ? attribute_kind::enumerated : attribute_kind::count);
            b.add(attribute{*name::from("a" + n), kinds.back(), c.one_in(2), *name::from("r" + n)});
            if (kinds.back() == attribute_kind::enumerated)
                for (const char* const v : {"v0", "v1", "v2"}) b.add_value("a" + n, *name::from(v));
        }
        std::vector<std::string> features, quotas, add_ons;
        for (std::int64_t f = 1 + c.below(5); f > 0; --f) {
            features.push_back("f" + std::to_string(features.size()));
            std::array<availability, 3> in{};
            for (availability& cell : in) cell = static_cast<availability>(1 + c.below(4));
            const auto kind = static_cast<value_kind>(c.one_in(2) ? 0 : c.below(7));
            b.add(feature{*name::from(features.back()), seconds(c.below(6)), trial_id{0}, kind},
                  in);
            if (kind == value_kind::option || kind == value_kind::options)
                for (const char* const key : {"least", "more", "most"})
                    b.add_option(features.back(), *name::from(key));
            if (kind != value_kind::boolean)
                for (const char* const e : {"free", "small", "large"})
                    b.value(features.back(), e, any_value(c, kind));
            for (std::int64_t r = kinds.empty() ? 0 : c.below(4); r > 0; --r) {
                condition must{.attribute = {c.number(std::ssize(kinds))}};
                if (kinds[must.attribute.index()] == attribute_kind::enumerated) {
                    must.test = c.one_in(2) ? test::one_of : test::none_of;
                    must.set = {static_cast<std::uint64_t>(c.below(8))};
                } else {
                    must.test = c.one_in(2) ? test::at_least : test::at_most;
                    must.bound = c.below(4);
                }
                const attribute_id where{c.number(std::ssize(kinds))};
                if (c.one_in(2) && kinds[where.index()] == attribute_kind::enumerated) {
                    must.where = where;
                    must.where_set = {static_cast<std::uint64_t>(1 + c.below(7))};
                }
                b.require(features.back(), must);
                rules.push_back({{static_cast<std::uint16_t>(features.size() - 1)}, must});
            }
        }
        for (std::int64_t q = c.below(4); q > 0; --q) {
            quotas.push_back("q" + std::to_string(quotas.size()));
            b.add(quota{*name::from(quotas.back())},
                  {hard(c.below(9)), soft(c.below(9)), c.one_in(2) ? no_limit : hard(3)});
        }
        for (std::int64_t a = c.below(4); a > 0; --a) {
            add_ons.push_back("o" + std::to_string(add_ons.size()));
            b.add(add_on{*name::from(add_ons.back())});
            for (std::int64_t g = c.below(3); g > 0; --g) {
                const std::string& f = features[c.number(std::ssize(features))];
                const feature_id id = *b.view().find_feature(f);
                b.gives(add_ons.back(), f, any_value(c, b.view()[id].kind));
            }
            if (!quotas.empty() && c.one_in(2))
                b.raises(add_ons.back(), quotas[c.number(std::ssize(quotas))],
                         quantity{c.below(5)});
        }
        order = {reason::not_in_edition, reason::not_applied, reason::awaiting_activation,
                 reason::trial_not_activated, reason::trial_over};
        for (std::uint16_t a = 0; a < kinds.size(); ++a) order.push_back(refused_by({a}));
        if (c.one_in(2)) {
            std::shuffle(order.begin(), order.end(), c.generator);
            b.order(order);
        }
        b.change("", "", change_kind::forbidden);
        return b.build().value();
    }
};

/// Facts of all kinds, within 40 seconds, but orders, which come in months.
struct any_facts {
    attributes fixed{};
    std::vector<order> orders{};
    std::vector<approval> approvals{};
    std::vector<trial_activation> trials{};
    std::vector<feature_purchase> purchases{};
    std::vector<add_on_purchase> add_ons{};
    std::vector<feature_override> feature_overrides{};
    std::vector<limit_override> limit_overrides{};
    std::vector<bill> bills{};

    any_facts(const catalog_view& v, chance& c) {
        for (std::size_t a = 0; a < v.attributes.size(); ++a)
            if (v.attributes[a].fixed ? !c.one_in(4) : c.one_in(6))
                fixed.set({static_cast<std::uint16_t>(a)}, c.below(3));
        const money none{0, usd};
        if (c.one_in(2)) {
            const instant begins = c.time();
            orders.push_back({.id = {1},
                              .edition = {static_cast<std::uint16_t>(1 + c.below(2))},
                              .placed_at = begins,
                              .begins = begins,
                              .paid_by = {none, none, none, none}});
        }
        const auto any_feature = [&] { return feature_id{c.number(std::ssize(v.features))}; };
        const auto end = [&](instant begins) {
            return c.one_in(3) ? instant::never() : begins + seconds(c.below(12));
        };
        for (std::int64_t i = c.below(3); i > 0; --i)
            approvals.push_back({any_feature(), c.time(), {static_cast<std::uint64_t>(i)}});
        if (c.one_in(2)) trials.push_back({trial_id{0}, c.time()});
        for (std::int64_t i = c.below(3); i > 0; --i) {
            const instant begins = c.time();
            purchases.push_back(
                {any_feature(), begins, end(begins), none, none, {static_cast<std::uint64_t>(i)}});
        }
        for (std::int64_t i = v.add_ons.empty() ? 0 : c.below(4); i > 0; --i) {
            const instant begins = c.time();
            add_ons.push_back({{static_cast<std::uint64_t>(i)},
                               {c.number(std::ssize(v.add_ons))},
                               quantity{c.below(4)},
                               begins,
                               end(begins)});
        }
        for (std::int64_t i = c.below(4); i > 0; --i) {
            const instant begins{c.below(3) * 8};
            feature_override o{any_feature(), !c.one_in(2), {},
                               begins,        end(begins),  {static_cast<std::uint64_t>(i)}};
            if (v[o.feature].kind != value_kind::boolean && c.one_in(2))
                o.value = any_catalog::any_value(c, v, o.feature);
            feature_overrides.push_back(o);
        }
        for (std::int64_t i = v.quotas.empty() ? 0 : c.below(4); i > 0; --i) {
            const instant begins{c.below(3) * 8};
            limit_overrides.push_back({{c.number(std::ssize(v.quotas))},
                                       c.one_in(3) ? no_limit : hard(c.below(6)),
                                       begins,
                                       end(begins),
                                       {static_cast<std::uint64_t>(i)}});
        }
        if (c.one_in(6)) bills.push_back({{1}, {5, usd}, c.time(), {}});
    }

    [[nodiscard]] subscription facts() const {
        return {.fixed = fixed,
                .orders = orders,
                .bills = bills,
                .approvals = approvals,
                .trials = trials,
                .purchases = purchases,
                .add_ons = add_ons,
                .feature_overrides = feature_overrides,
                .limit_overrides = limit_overrides};
    }
    void shuffle(chance& c) {
        const auto mix = [&](auto& list) { std::shuffle(list.begin(), list.end(), c.generator); };
        const auto repeat = [&](auto& list) {
            if (!list.empty() && c.one_in(2)) list.push_back(list[c.number(std::ssize(list))]);
        };
        repeat(approvals), repeat(trials), repeat(purchases), repeat(add_ons);
        repeat(feature_overrides), repeat(limit_overrides), repeat(bills), repeat(orders);
        mix(orders), mix(approvals), mix(trials), mix(purchases), mix(add_ons);
        mix(feature_overrides), mix(limit_overrides), mix(bills);
    }
};

/// The same answers from the definitions, one question at a time.
struct oracle {
    const any_catalog& sold;
    const any_facts& a;
    catalog_view c = sold.view();

    [[nodiscard]] edition_id edition(instant now) const {
        for (const order& o : a.orders)
            if (o.begins <= now) return o.edition;
        return {0};
    }
    [[nodiscard]] bool suspended(instant now) const {
        for (const bill& b : a.bills)
            if (b.issued_at + seconds(5) <= now) return true;
        return false;
    }
    /// The override that counts: sorted by what the documentation says, the first.
    [[nodiscard]] std::optional<feature_override> override_of(feature_id f, instant now) const {
        std::vector<feature_override> all;
        for (const feature_override& o : a.feature_overrides)
            if (o.feature == f && o.begins <= now && now < o.ends) all.push_back(o);
        if (all.empty()) return std::nullopt;
        return *std::min_element(all.begin(), all.end(), [&](const auto& x, const auto& y) {
            const auto key = [&](const feature_override& o) {
                return std::tuple{-o.begins.seconds_since_1970(), o.granted, !o.value.has_value(),
                                  o.value ? -millionths(*o.value) : 0};
            };
            return key(x) < key(y);
        });
    }
    [[nodiscard]] static std::int64_t millionths(const feature_value& v) {
        std::int64_t n = v.number() * 1'000'000;
        for (int i = 0; i < v.scale(); ++i) n /= 10;
        return n;
    }
    [[nodiscard]] bool bought(feature_id f, instant now) const {
        for (const feature_purchase& p : a.purchases)
            if (p.feature == f && p.begins <= now && now < p.ends) return true;
        for (const add_on_purchase& p : a.add_ons)
            for (const add_on_gift& g : c.gifts)
                if (g.of == p.add_on && g.gives == f && p.units.count() > 0 && p.begins <= now &&
                    now < p.ends)
                    return true;
        return false;
    }
    /// Every refusal of the edition that applies.
    [[nodiscard]] std::optional<reason> refusal_of_edition(feature_id f, instant now) const {
        const auto cell = c.at(f, edition(now));
        if (cell == availability::absent) return reason::not_in_edition;
        if (cell == availability::on_application) {
            std::optional<instant> active;
            for (const approval& p : a.approvals) {
                bool had = p.feature == f && p.approved_at <= now;
                for (instant t = p.approved_at; had && t <= now; t = t + seconds(1))
                    had = c.at(f, edition(t)) != availability::absent;
                const instant from = p.approved_at + c[f].activation_delay;
                if (had && (!active || from < *active)) active = from;
            }
            if (!active) return reason::not_applied;
            if (now < *active) return reason::awaiting_activation;
        }
        if (cell == availability::on_trial) {
            for (const trial_activation& t : a.trials)
                if (t.activated_at <= now)
                    return now < t.activated_at + seconds(7) ? std::nullopt
                                                             : std::optional{reason::trial_over};
            return reason::trial_not_activated;
        }
        return std::nullopt;
    }
    [[nodiscard]] bool met(const condition& must, const attributes& request) const {
        std::map<std::uint16_t, std::int64_t> stated;
        for (std::uint16_t i = 0; i < c.attributes.size(); ++i) {
            if (!c.attributes[i].fixed && request.has({i})) stated[i] = request.value({i});
            if (a.fixed.has({i})) stated[i] = a.fixed.value({i});
        }
        if (must.where_set.bits != 0) {
            if (!stated.contains(must.where.value)) return false;
            if ((must.where_set.bits >> stated[must.where.value] & 1u) == 0) return true;
        }
        if (!stated.contains(must.attribute.value)) return false;
        const std::int64_t v = stated[must.attribute.value];
        switch (must.test) {
            case test::one_of: return (must.set.bits >> v & 1u) != 0;
            case test::none_of: return (must.set.bits >> v & 1u) == 0;
            case test::at_least: return v >= must.bound;
            case test::at_most: return v <= must.bound;
        }
        return false;
    }
    [[nodiscard]] reason answer(feature_id f, const attributes& request, instant now) const {
        if (!c.has(f)) return reason::unknown_feature;
        if (suspended(now)) return reason::suspended;
        std::vector<reason> refusals;
        const auto o = override_of(f, now);
        if (o && !o->granted) return reason::withheld;
        if (!o && !bought(f, now))
            if (const auto refusal = refusal_of_edition(f, now)) refusals.push_back(*refusal);
        for (const rule& r : sold.rules)
            if (r.of == f && !met(r.must, request))
                refusals.push_back(refused_by(r.must.attribute));
        for (const reason why : sold.order)
            if (std::find(refusals.begin(), refusals.end(), why) != refusals.end()) return why;
        return reason::allowed;
    }
    [[nodiscard]] quota_limit limit(quota_id q, instant now) const {
        quota_limit l = c.at(q, edition(now));
        std::vector<limit_override> all;
        for (const limit_override& o : a.limit_overrides)
            if (o.quota == q && o.begins <= now && now < o.ends) all.push_back(o);
        if (!all.empty()) {
            std::sort(all.begin(), all.end(), [](const auto& x, const auto& y) {
                return std::pair{-x.begins.seconds_since_1970(), x.limit.most} <
                       std::pair{-y.begins.seconds_since_1970(), y.limit.most};
            });
            return all[0].limit;
        }
        for (const add_on_purchase& p : a.add_ons)
            for (const add_on_gift& g : c.gifts)
                if (g.of == p.add_on && g.raises == q && p.begins <= now && now < p.ends &&
                    !l.most.is_unlimited())
                    l.most =
                        limit::finite(l.most.most().count() + g.per_unit.count() * p.units.count());
        return l;
    }
    /// The value, before it is asked whether the feature may be used.
    [[nodiscard]] std::optional<feature_value> value(feature_id f, instant now) const {
        if (c[f].kind == value_kind::boolean) return std::nullopt;
        if (const auto o = override_of(f, now); o && o->value) return o->value;
        std::vector<feature_value> all;
        for (const edition_value& v : c.edition_values)
            if (v.of == f && v.in == edition(now) && c.at(f, v.in) != availability::absent)
                all.push_back(v.value);
        for (const add_on_purchase& p : a.add_ons)
            for (const add_on_gift& g : c.gifts)
                if (g.of == p.add_on && g.gives == f && p.units.count() > 0 && p.begins <= now &&
                    now < p.ends)
                    all.push_back(g.value);
        if (all.empty()) return std::nullopt;
        if (c[f].kind == value_kind::options) {
            std::uint64_t bits = 0;
            for (const feature_value& v : all) bits |= v.as_options()->bits;
            return feature_value::options({bits});
        }
        return *std::max_element(all.begin(), all.end(), [](const auto& x, const auto& y) {
            return millionths(x) < millionths(y);
        });
    }
};

attributes any_request(const catalog_view& c, chance& random) {
    attributes request;
    for (std::uint16_t a = 0; a < c.attributes.size(); ++a)
        if (!random.one_in(5)) request.set({a}, random.below(3));
    return request;
}

/// A catalog and facts without contradiction, and the chance to draw more.
struct any_case {
    chance random{static_cast<unsigned>(*rc::gen::inRange(0, 2'000'000'000))};
    any_catalog sold{random};
    any_facts facts{sold.view(), random};
    catalog_view c = sold.view();
    oracle slow{sold, facts};

    any_case() { RC_ASSERT(!contradiction_in(c, facts.facts())); }
    [[nodiscard]] any_snapshot resolved(instant now) const {
        return resolve<8, 4, room>(examined(c, facts.facts()), now).value();
    }
};

}  // namespace

TEST_CASE("a resolved and checked snapshot agrees with the definitions") {
    law("every feature, limit and value agrees at every instant of the snapshot's validity", [] {
        any_case any;
        const instant now = any.random.time();
        const any_snapshot s = any.resolved(now);
        const std::int64_t end = std::min<std::int64_t>(s.valid_until.seconds_since_1970(), 80);
        RC_ASSERT(now < s.valid_until);
        for (std::int64_t t = now.seconds_since_1970(); t < end; ++t) {
            const instant then{t};
            const attributes request = any_request(any.c, any.random);
            for (std::uint16_t f = 0; f < 8; ++f) {
                const auto said =
                    at(any.c.condition_rows(), s, then).check(feature_id{f}, request).why();
                RC_ASSERT(said == any.slow.answer({f}, request, then));
                if (!any.c.has(feature_id{f})) continue;
                const auto value = at(any.c.condition_rows(), s, then).value_of(feature_id{f});
                if (said == reason::allowed) RC_ASSERT(value == any.slow.value({f}, then));
                if (!s.answers[f].depends_on_request() && said != reason::allowed)
                    RC_ASSERT(!value.has_value());
            }
            for (std::uint16_t q = 0; q < any.c.quotas.size(); ++q)
                RC_ASSERT(s.limits[q].limit() ==
                          (any.slow.suspended(then) ? hard(0) : any.slow.limit({q}, then)));
        }
    });
}

TEST_CASE("a snapshot gives no answer before or after its validity") {
    law("outside its validity every snapshot is stale", [] {
        any_case any;
        const instant now = any.random.time();
        const any_snapshot s = any.resolved(now);
        std::vector<instant> outside{now - seconds(1)};
        if (s.valid_until < instant::never())
            for (const std::int64_t later : {0, 1, 5})
                outside.push_back(s.valid_until + seconds(later));
        for (const instant t : outside) {
            for (std::uint16_t f = 0; f < any.c.features.size(); ++f) {
                RC_ASSERT(at(any.c.condition_rows(), s, t)
                              .check(feature_id{f}, any_request(any.c, any.random))
                              .why() == reason::stale);
                RC_ASSERT(!at(any.c.condition_rows(), s, t).value_of(feature_id{f}).has_value());
            }
        }
    });
}

TEST_CASE("the order of the facts, and listing one twice, change no entitlement") {
    law("the snapshot and its reasons stay the same", [] {
        any_case any;
        const instant now = any.random.time();
        const any_snapshot before = any.resolved(now);
        const attributes request = any_request(any.c, any.random);
        std::vector<reason> reasons;
        for (std::uint16_t f = 0; f < any.c.features.size(); ++f) {
            const auto explained =
                why(examined(any.c, any.facts.facts()), feature_id{f}, request, now).value();
            reasons.push_back(explained.why());
        }
        any.facts.shuffle(any.random);
        RC_ASSERT(any.resolved(now) == before);
        for (std::uint16_t f = 0; f < any.c.features.size(); ++f) {
            const auto explained =
                why(examined(any.c, any.facts.facts()), feature_id{f}, request, now).value();
            RC_ASSERT(explained.why() == reasons[f]);
        }
    });
}

TEST_CASE("a further purchase never takes anything away") {
    law("after one more purchase everything that was allowed is still allowed", [] {
        any_case any;
        const instant now = any.random.time();
        const any_snapshot before = any.resolved(now);
        any.facts.purchases.push_back({{any.random.number(std::ssize(any.c.features))},
                                       std::max(instant{}, now - seconds(any.random.below(3))),
                                       now + seconds(1 + any.random.below(9)),
                                       {0, usd},
                                       {0, usd},
                                       {98}});
        if (!any.c.add_ons.empty())
            any.facts.add_ons.push_back({{99},
                                         {any.random.number(std::ssize(any.c.add_ons))},
                                         quantity{any.random.below(3)},
                                         now,
                                         now + seconds(1)});
        const any_snapshot after = any.resolved(now);
        for (std::uint16_t f = 0; f < any.c.features.size(); ++f)
            if (before.answers[f].why() == reason::allowed)
                RC_ASSERT(after.answers[f].why() == reason::allowed);
        for (std::uint16_t q = 0; q < any.c.quotas.size(); ++q)
            RC_ASSERT(before.limits[q].limit().most <= after.limits[q].limit().most);
    });
    law("an override that withholds a feature changes only that feature", [] {
        any_case any;
        const instant now = any.random.time();
        const any_snapshot before = any.resolved(now);
        const feature_id f{any.random.number(std::ssize(any.c.features))};
        any.facts.feature_overrides.push_back({f, false, {}, now, instant::never(), {97}});
        const any_snapshot after = any.resolved(now);
        for (std::uint16_t other = 0; other < any.c.features.size(); ++other) {
            if (f == feature_id{other}) continue;
            RC_ASSERT(before.answers[other] == after.answers[other]);
        }
        RC_ASSERT(after.answers[f.index()] == feature_answer{after.lifecycle == reason::allowed
                                                                 ? reason::withheld
                                                                 : after.lifecycle});
    });
}

TEST_CASE("why gives the same answer as check, and the instant until which it holds") {
    law("every answer stays the same until the instant that why gives", [] {
        any_case any;
        const instant now = any.random.time();
        const subscription s = any.facts.facts();
        const attributes request = any_request(any.c, any.random);
        for (std::uint16_t f = 0; f < any.c.features.size(); ++f) {
            const auto explained = why(examined(any.c, s), feature_id{f}, request, now).value();
            RC_ASSERT(explained.why() == any.slow.answer({f}, request, now));
            RC_ASSERT(explained.must.has_value() == attribute_of(explained.why()).has_value());
            RC_ASSERT(now < explained.until);
            const std::int64_t end =
                std::min<std::int64_t>(explained.until.seconds_since_1970(), 80);
            for (std::int64_t t = now.seconds_since_1970(); t < end; ++t)
                RC_ASSERT(any.slow.answer({f}, request, instant{t}) == explained.why());
        }
        for (std::uint16_t q = 0; q < any.c.quotas.size(); ++q) {
            const auto explained = why(examined(any.c, s), quota_id{q}, now).value();
            RC_ASSERT(explained.limit == any.slow.limit({q}, now));
            quantity added{};
            for (const limit_raise& r : explained.raises) added = *checked_add(added, r.units);
            if (explained.decided_by.from == origin::edition &&
                !explained.limit.most.is_unlimited())
                RC_ASSERT(explained.limit.most.most().above(added) ==
                          any.c.at(quota_id{q}, any.slow.edition(now)).most.most());
        }
    });
    law("an answer does not change when an ignored fact is left out", [] {
        any_case any;
        const instant now = any.random.time();
        const feature_id f{any.random.number(std::ssize(any.c.features))};
        const attributes request = any_request(any.c, any.random);
        const auto explained = why(examined(any.c, any.facts.facts()), f, request, now).value();
        any_facts without = any.facts;
        const auto drop = [](auto& list, std::size_t place) {
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(place));
        };
        if (explained.ignored.empty()) return;
        const ignored_source& i =
            explained
                .ignored[any.random.number(static_cast<std::int64_t>(explained.ignored.size()))];
        switch (i.what.from) {
            case origin::edition: return;
            case origin::approval: drop(without.approvals, i.what.place); break;
            case origin::trial: drop(without.trials, i.what.place); break;
            case origin::purchase: drop(without.purchases, i.what.place); break;
            case origin::add_on: drop(without.add_ons, i.what.place); break;
            case origin::override_of_account: drop(without.feature_overrides, i.what.place); break;
        }
        RC_ASSERT(why(examined(any.c, without.facts()), f, request, now)->why() == explained.why());
    });
}
