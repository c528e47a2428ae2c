// SPDX-License-Identifier: MIT
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/interned.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/entitlement/snapshot.hpp>

#include "application.hpp"
#include "edges.hpp"
#include "examined.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr catalog_view c = chat::catalog;
using chat_snapshot = snapshot<31, 11>;

chat_snapshot of(edition_id e, instant begins, instant now) {
    application app;
    if (e != developer) app.orders = {bought(1, e, 1, begins)};
    return resolve<31, 11>(examined(c, app.facts()), now).value();
}

}  // namespace

TEST_CASE("tenants of one edition share a snapshot, each with its own validity") {
    std::array<chat_snapshot, 4> room{};
    interned_snapshots<chat_snapshot> kept{room};
    const auto a = kept.keep(of(premium, local(2024, 2, 1), local(2024, 2, 1))).value();
    const auto b = kept.keep(of(premium, local(2024, 2, 9), local(2024, 2, 9))).value();
    const auto other = kept.keep(of(standard, local(2024, 2, 1), local(2024, 2, 1))).value();
    CHECK(a.place == b.place);
    CHECK(a.place != other.place);
    CHECK(kept.size() == 2);
    CHECK(a.valid_until == local(2024, 3, 1));
    CHECK(b.valid_until == local(2024, 3, 9));
    CHECK(at(c.condition_rows(), kept, a, local(2024, 3, 1)).is_stale());
    CHECK_FALSE(at(c.condition_rows(), kept, b, local(2024, 3, 1)).is_stale());
    CHECK(at(c.condition_rows(), kept, b, local(2024, 2, 8)).is_stale());
    CHECK(at(c.condition_rows(), kept, tenancy{}, instant{}).is_stale());
}

TEST_CASE("a new snapshot without room is a named error, and the stored ones stay") {
    std::array<chat_snapshot, 1> room{};
    interned_snapshots<chat_snapshot> kept{room};
    const auto first = of(premium, local(2024, 2, 1), local(2024, 2, 1));
    REQUIRE(kept.keep(first));
    CHECK(kept.keep(of(developer, {}, local(2024, 2, 1))) == core_errc::capacity_exceeded);
    CHECK(kept.keep(first).has_value());
    CHECK(interned_snapshots<chat_snapshot>{}.keep(first) == core_errc::capacity_exceeded);
}

TEST_CASE("an interned snapshot gives the same answers as the tenant's own snapshot") {
    law("at any instant, for every feature", [] {
        std::vector<chat_snapshot> room(6);
        interned_snapshots<chat_snapshot> kept{room};
        std::vector<chat_snapshot> own;
        std::vector<tenancy> held;
        for (int i = 0; i < 6; ++i) {
            const instant begins = local(2024, 1, 1) + days(*rc::gen::inRange(0, 40));
            own.push_back(of(*rc::gen::element(developer, standard, premium), begins,
                             begins + days(*rc::gen::inRange(0, 40))));
            held.push_back(kept.keep(own.back()).value());
        }
        const instant now = local(2024, 1, 1) + days(*rc::gen::inRange(0, 120));
        for (std::size_t i = 0; i < own.size(); ++i)
            for (std::uint16_t f = 0; f < 31; ++f)
                RC_ASSERT(at(c.condition_rows(), kept, held[i], now).check(feature_id{f}) ==
                          at(c.condition_rows(), own[i], now).check(feature_id{f}));
    });
}
