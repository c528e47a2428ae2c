// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_BILLING_A_CUSTOMER_HPP
#define RATECARD_TESTS_BILLING_A_CUSTOMER_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/builder.hpp>

#include "examined.hpp"
#include "property.hpp"

// A product that is sold by the seat and billed period by period, and random lives of its customers.
namespace ratecard_test::boards {

inline constexpr ratecard::edition_id team{1}, business{2};
inline constexpr ratecard::add_on_id archive{0};

constexpr ratecard::instant at(std::int32_t year, std::uint32_t month, std::uint32_t day,
                               std::int32_t hour = 0) {
    return ratecard::instant_of(ratecard::civil(year, month, day), {hour, 0, 0}, ratecard::utc);
}

/// Team is sold by the seat, with 3 as the least and 50 as the most; Business has one price; archives
/// are 4.00 a month. Whoever starts may pay 75.00 once.
inline ratecard::owned_catalog product(
    ratecard::currency unit, ratecard::billing_time plans,
    ratecard::cadence every = ratecard::monthly,
    ratecard::change_kind changes = ratecard::change_kind::with_credit, bool has_setup = true) {
    using namespace ratecard;
    using namespace ratecard::literals;
    offering o{.product = "boards", .unit = unit, .billing_zone = utc};
    o.billing.plans = plans;
    o.billing.every = every;
    catalog_builder b{o};
    b.add(edition{"free"}).add(edition{"team"}).add(edition{"business"});
    b.add(price_version{"2024", instant{-instant::bound}, {}});
    b.price("2024", "team",
            plan_price{.amount = 30.00_dec,
                       .seats = seat_terms{.least = quantity{3}, .most = limit::finite(50)}});
    b.price("2024", "business", 199.00_dec);
    b.add(charge{.key = "archives", .unit = "archive", .kind = charge_kind::recurring});
    for (const char* e : {"team", "business"})
        b.price("2024", e, "archives", tier{.unit_price = 4.00_dec});
    b.add(add_on{"archive"}).charged_by("archive", "archives");
    if (has_setup) b.add(charge{.key = "setup", .unit = "setup", .kind = charge_kind::one_off});
    for (const char* e : {"team", "business"})
        if (has_setup) b.price("2024", e, "setup", tier{.unit_price = 75.00_dec});
    b.change("", "", change_rule{.kind = changes, .divided = presets::prorations::stripe});
    return b.build().value();
}

/// A subscription to be billed period by period.
struct customer {
    ratecard::instant created_at = at(2024, 1, 1);
    std::optional<ratecard::instant> deleted_at{};
    std::vector<ratecard::plan_start> plans{};
    std::vector<ratecard::plan_change> changes{};
    std::vector<ratecard::seat_change> seats{};
    std::vector<ratecard::plan_pause> pauses{};
    std::vector<ratecard::plan_cancellation> cancellations{};
    std::vector<ratecard::add_on_purchase> add_ons{};
    std::vector<ratecard::add_on_return> returns{};

    [[nodiscard]] ratecard::subscription facts() const {
        ratecard::subscription s{
            .created_at = created_at, .add_ons = add_ons, .deleted_at = deleted_at};
        s.plans = plans;
        s.plan_changes = changes;
        s.seat_changes = seats;
        s.pauses = pauses;
        s.cancellations = cancellations;
        s.add_on_returns = returns;
        return s;
    }
    void record(const ratecard::plan_start& f) { plans.push_back(f); }
    void record(const ratecard::plan_change& f) { changes.push_back(f); }
    void record(const ratecard::seat_change& f) { seats.push_back(f); }
    void record(const ratecard::plan_pause& f) { pauses.push_back(f); }
    void record(const ratecard::plan_cancellation& f) { cancellations.push_back(f); }
    void record(const ratecard::add_on_purchase& f) { add_ons.push_back(f); }
    void record(const ratecard::add_on_return& f) { returns.push_back(f); }
};

/// Team with 5 seats from 16 March 2024.
inline customer five_seats() {
    customer c;
    c.plans = {
        {.id = {1}, .edition = team, .seats = ratecard::quantity{5}, .begins = at(2024, 3, 16)}};
    return c;
}

inline std::int64_t drawn(std::int64_t from, std::int64_t to) {
    return *rc::gen::inRange<std::int64_t>(from, to + 1);
}
/// Often on a boundary, or at an instant at which something else happens.
inline ratecard::instant some_time() {
    return at(2024, 3, 16) + ratecard::days(drawn(0, 120)) +
           ratecard::seconds(drawn(0, 2) == 0 ? drawn(0, 86'399) : 0);
}

/// A random life of a plan with seats, changes, pauses and add-ons; its facts hold no contradiction.
inline customer any_customer(const ratecard::catalog_view& p) {
    using namespace ratecard;
    customer c = five_seats();
    for (std::uint64_t i = 1; i <= 3; ++i) {
        if (drawn(0, 1) == 0) c.seats.push_back({{i}, quantity{drawn(1, 9)}, some_time()});
        if (drawn(0, 2) == 0)
            c.changes.push_back({{i}, drawn(0, 1) == 0 ? team : business, some_time()});
        if (drawn(0, 1) == 0) {
            c.add_ons.push_back({{i}, archive, quantity{drawn(1, 3)}, some_time()});
            if (drawn(0, 1) == 0)
                c.returns.push_back({{i}, {i}, c.add_ons.back().begins + days(drawn(0, 60))});
        }
        if (drawn(0, 3) == 0) {
            const instant begins = some_time();
            c.pauses.push_back({{i}, begins, begins + days(drawn(1, 40))});
        }
    }
    if (drawn(0, 2) == 0)
        c.cancellations = {
            {{1},
             some_time(),
             drawn(0, 1) == 0 ? cancellation_time::at_once : cancellation_time::at_period_end}};
    // What contradicts the rest is taken out.
    for (;;) {
        const auto found = contradiction_in(p, c.facts());
        if (!found) return c;
        const auto place = static_cast<std::ptrdiff_t>(found->index);
        switch (found->kind) {
            case fact::plan_change: c.changes.erase(c.changes.begin() + place); break;
            case fact::seat_change: c.seats.erase(c.seats.begin() + place); break;
            case fact::pause: c.pauses.erase(c.pauses.begin() + place); break;
            case fact::cancellation: c.cancellations.clear(); break;
            case fact::add_on_return: c.returns.erase(c.returns.begin() + place); break;
            default: RC_FAIL("no other list has facts that are drawn");
        }
    }
}

}  // namespace ratecard_test::boards

#endif
