// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/catalog/view.hpp>

#include "catch.hpp"
#include "refused/small_catalog.hpp"

using namespace small;

namespace {
constexpr auto built = tables{}.compiled();
constexpr catalog_view c = built.view();
}  // namespace

TEST_CASE("without a default edition, every edition may be sold") {
    constexpr auto sold = spoiled([](tables& t) {
        t.offering.default_edition = {};
        t.plan_prices[0].edition = basic;
        t.term_prices[0].edition = basic;
    });
    STATIC_REQUIRE(validate(sold));
    STATIC_REQUIRE(!sold.view().offering->default_edition);
    STATIC_REQUIRE(sold.view().edition_before_orders() == basic);
    STATIC_REQUIRE(spoiled([](tables& t) { t.offering.default_edition = pro; })
                       .view()
                       .edition_before_orders() == pro);
}

TEST_CASE("each entity is found by its name, as an id of its kind") {
    STATIC_REQUIRE(c.find_edition("pro") == small::edition::pro);
    STATIC_REQUIRE(c.find_feature("call") == small::feature::call);
    STATIC_REQUIRE(c.find_quota("guests") == small::quota::guests);
    STATIC_REQUIRE(c.find_charge("minute") == small::charge::minute);
    STATIC_REQUIRE(c.find_version("second") == small::version::second);
    STATIC_REQUIRE(c.find_attribute("release") == small::attribute::release);
    STATIC_REQUIRE(c.find_trial("call") == small::trial::call);
    STATIC_REQUIRE(c.find_value(where, "elsewhere") == std::int64_t{2});
    STATIC_REQUIRE(c.find_value(where, "here") == std::int64_t{0});
}

TEST_CASE("an unknown name is an error that names the kind") {
    STATIC_REQUIRE(c.find_edition("call") == catalog_errc::unknown_edition);
    STATIC_REQUIRE(c.find_feature("pro") == catalog_errc::unknown_feature);
    STATIC_REQUIRE(c.find_quota("call") == catalog_errc::unknown_quota);
    STATIC_REQUIRE(c.find_charge("users") == catalog_errc::unknown_charge);
    STATIC_REQUIRE(c.find_version("third") == catalog_errc::unknown_version);
    STATIC_REQUIRE(c.find_attribute("here") == catalog_errc::unknown_attribute);
    STATIC_REQUIRE(c.find_trial("write") == catalog_errc::unknown_trial);
    STATIC_REQUIRE(c.find_value(where, "nowhere") == catalog_errc::unknown_value);
    STATIC_REQUIRE(c.find_value(small::size, "here") == catalog_errc::unknown_value);
    STATIC_REQUIRE(c.find_value({99}, "here") == catalog_errc::unknown_value);
    STATIC_REQUIRE(c.find_edition("") == catalog_errc::unknown_edition);
    STATIC_REQUIRE(c.find_edition("pr") == catalog_errc::unknown_edition);
    STATIC_REQUIRE(c.find_edition("pros") == catalog_errc::unknown_edition);
    STATIC_REQUIRE(c.find_edition("Pro") == catalog_errc::unknown_edition);
}

TEST_CASE("a catalog has exactly the ids of its rows") {
    for (std::uint16_t i = 0; i < 5; ++i) {
        CHECK(c.has(edition_id{i}) == (i < 2));
        CHECK(c.has(feature_id{i}) == (i < 2));
        CHECK(c.has(quota_id{i}) == (i < 2));
        CHECK(c.has(charge_id{i}) == (i < 2));
        CHECK(c.has(version_id{i}) == (i < 2));
        CHECK(c.has(attribute_id{i}) == (i < 3));
        CHECK(c.has(trial_id{i}) == (i < 1));
    }
}

TEST_CASE("an edition has the price of the version, or none") {
    STATIC_REQUIRE(c.price_of(pro, first) == 10_dec);
    STATIC_REQUIRE(c.price_of(pro, second) == 12.5_dec);
    STATIC_REQUIRE(c.price_of(basic, first) == std::nullopt);
    STATIC_REQUIRE(c.price_of(edition_id{9}, first) == std::nullopt);
    STATIC_REQUIRE(c.price_of(pro, version_id{9}) == std::nullopt);
}

TEST_CASE("the steps of a charge are those of the edition and version, in order") {
    STATIC_REQUIRE(c.price_of(user, pro, first).size() == 3);
    STATIC_REQUIRE(c.price_of(user, pro, first)[0].step.unit_price == 0.02_dec);
    STATIC_REQUIRE(c.price_of(user, pro, first)[2].step.up_to.is_unlimited());
    STATIC_REQUIRE(c.price_of(minute, pro, first).size() == 1);
    STATIC_REQUIRE(c.price_of(minute, pro, first)[0].step.unit_price == 0.3_dec);
    STATIC_REQUIRE(c.price_of(user, pro, second).empty());
    STATIC_REQUIRE(c.price_of(user, basic, first).empty());
    STATIC_REQUIRE(c.price_of(charge_id{9}, pro, first).empty());
}

TEST_CASE("the most specific change rule decides, `to` before `from`, in all sets of rules") {
    // All sets of nine rules over two editions and "every edition", in both directions.
    const std::optional<edition_id> sides[] = {std::nullopt, basic, pro};
    int cases = 0;
    for (unsigned chosen = 0; chosen < 512; ++chosen)
        for (const bool backwards : {false, true})
            for (const edition_id from : {basic, pro})
                for (const edition_id to : {basic, pro}) {
                    // The first rule of this list that is in the set decides.
                    const change_rule by_precedence[] = {
                        {from, to, {}}, {{}, to, {}}, {from, {}, {}}, {{}, {}, {}}};
                    const auto in_set = [&](const change_rule& r) {
                        for (unsigned i = 0; i < 9; ++i)
                            if ((chosen >> i & 1u) != 0 && sides[i / 3] == r.from &&
                                sides[i % 3] == r.to)
                                return true;
                        return false;
                    };
                    const change_rule* decides = nullptr;
                    for (const change_rule& r : by_precedence)
                        if (decides == nullptr && in_set(r)) decides = &r;
                    std::vector<change_rule> rules;
                    for (unsigned n = 0; n < 9; ++n) {
                        const unsigned i = backwards ? 8 - n : n;
                        if ((chosen >> i & 1u) == 0) continue;
                        const bool is_it = decides != nullptr && decides->from == sides[i / 3] &&
                                           decides->to == sides[i % 3];
                        rules.push_back(
                            {.from = sides[i / 3],
                             .to = sides[i % 3],
                             .kind = is_it ? change_kind::with_credit : change_kind::refund_first});
                    }
                    catalog_view v;
                    v.changes = rules;
                    const auto expected =
                        decides != nullptr ? change_kind::with_credit : change_kind::forbidden;
                    if (v.change(from, to).kind != expected)
                        FAIL(chosen << ' ' << from.value << " to " << to.value);
                    ++cases;
                }
    REQUIRE(cases == 512 * 2 * 4);
}

TEST_CASE("the version in force is the latest that began at or before the instant") {
    STATIC_REQUIRE(c.version_at(instant{999}) == catalog_errc::no_version_in_force);
    STATIC_REQUIRE(c.version_at(instant{1'000}) == first);
    STATIC_REQUIRE(c.version_at(instant{1'999}) == first);
    STATIC_REQUIRE(c.version_at(instant{2'000}) == second);
    STATIC_REQUIRE(c.version_at(instant::never()) == second);
    STATIC_REQUIRE(catalog_view{}.version_at(instant{}) == catalog_errc::no_version_in_force);
}

TEST_CASE("reasons are ranked in the catalog's order, the lifecycle first, allowed last") {
    static constexpr auto other = spoiled([](tables& t) { std::swap(t.reasons[0], t.reasons[7]); });
    constexpr catalog_view v = other.view();
    constexpr reason before[] = {reason::unknown_feature, reason::stale, reason::suspended,
                                 reason::reclaimed, reason::deleted};
    for (std::size_t i = 0; i < v.reason_order.size(); ++i) {
        CHECK(v.rank(v.reason_order[i]) < v.rank(reason::allowed));
        for (std::size_t j = 0; j < i; ++j)
            CHECK(v.rank(v.reason_order[j]) < v.rank(v.reason_order[i]));
        for (const reason b : before) CHECK(v.rank(b) < v.rank(v.reason_order[i]));
    }
    // Without an order in the catalog, the enumeration gives it.
    for (int why = static_cast<int>(reason::not_in_edition); why < 48; ++why) {
        const auto r = static_cast<reason>(why);
        CHECK(catalog_view{}.rank(r) < catalog_view{}.rank(reason::allowed));
        for (const reason b : before) CHECK(catalog_view{}.rank(b) < catalog_view{}.rank(r));
        for (int later = why + 1; later < 48; ++later)
            CHECK(catalog_view{}.rank(r) < catalog_view{}.rank(static_cast<reason>(later)));
    }
}

TEST_CASE("a view shows prices in one currency: the offering's, or another of the price book") {
    static constexpr auto book = spoiled([](tables& t) {
        t.plan_prices[1] = {first, pro, 9_dec, eur};
        t.charge_prices[3] = {first, pro, user, {.unit_price = 0.03_dec}, eur};
        t.price_adjustments[1] = {.version = first, .edition = pro, .maximum = 80_dec, .unit = eur};
    });
    constexpr catalog_view in_dollars = book.view();
    constexpr catalog_view in_euros = in_dollars.in(eur).value();
    STATIC_REQUIRE(in_dollars.unit() == usd);
    STATIC_REQUIRE(in_euros.unit() == eur);
    STATIC_REQUIRE(in_dollars.price_of(pro, first) == 10_dec);
    STATIC_REQUIRE(in_euros.price_of(pro, first) == 9_dec);
    STATIC_REQUIRE(in_dollars.price_of(user, pro, first).size() == 3);
    STATIC_REQUIRE(in_euros.price_of(user, pro, first).size() == 1);
    STATIC_REQUIRE(in_euros.price_of(user, pro, first)[0].step.unit_price == 0.03_dec);
    STATIC_REQUIRE(!in_dollars.adjustment_of(std::nullopt, pro, first).maximum);
    STATIC_REQUIRE(in_euros.adjustment_of(std::nullopt, pro, first).maximum == 80_dec);
    STATIC_REQUIRE(!in_euros.adjustment_of(user, pro, first).percentage_off);
    STATIC_REQUIRE(in_euros.in(usd)->unit() == usd);
    STATIC_REQUIRE(in_dollars.in(jpy) == catalog_errc::no_price);
}

TEST_CASE("without a row, a price adjustment changes nothing") {
    STATIC_REQUIRE(c.adjustment_of(user, pro, first).percentage_off == 12.5_dec);
    STATIC_REQUIRE(c.adjustment_of(std::nullopt, pro, first).minimum == 5_dec);
    STATIC_REQUIRE(c.adjustment_of(minute, pro, first) ==
                   price_adjustment{.version = first, .edition = pro, .charge = minute});
    STATIC_REQUIRE(!c.adjustment_of(user, basic, first).percentage_off);
    STATIC_REQUIRE(!c.adjustment_of(user, pro, second).percentage_off);
}
