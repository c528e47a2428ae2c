// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_BALANCE_ANY_GRANTS_HPP
#define RATECARD_TESTS_BALANCE_ANY_GRANTS_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

#include <ratecard/balance/burn.hpp>

#include "edges.hpp"

namespace ratecard_test {

using namespace ratecard;

constexpr instant at(std::int64_t seconds_since_1970) { return instant{seconds_since_1970}; }
constexpr quantity units(std::int64_t n) { return quantity{n}; }

/// So much of whatever is counted: of quantities, or of cents.
template <balance_amount Amount>
constexpr Amount so_many(std::int64_t n);
template <>
constexpr quantity so_many(std::int64_t n) {
    return quantity{n};
}
template <>
constexpr money so_many(std::int64_t n) {
    return money{n, usd};
}

/// Grants, what is left of each, and the places their order needs.
template <balance_amount Amount>
struct holding {
    std::vector<grant<Amount>> grants{};
    std::vector<Amount> balances{};
    std::vector<std::size_t> room{};

    void add(const grant<Amount>& g, Amount left) {
        grants.push_back(g);
        balances.push_back(left);
    }
    [[nodiscard]] burn_order<Amount> order() {
        room.resize(grants.size());
        return burn_order<Amount>::of(grants, room).value();
    }
    [[nodiscard]] std::int64_t units_left() const {
        std::int64_t all = 0;
        for (const Amount& b : balances) all += detail::units_of(b);
        return all;
    }
};

/// Times are drawn from few seconds, so that much happens at once.
inline instant any_second() { return at(*rc::gen::inRange<std::int64_t>(0, 8)); }

/// A sound grant; criteria are drawn from so few values that ties are common.
template <balance_amount Amount>
grant<Amount> any_grant(std::uint64_t id, std::int64_t most) {
    grant<Amount> g{.id = {id}, .amount = so_many<Amount>(*up_to(most))};
    g.priority = *rc::gen::inRange(-1, 2);
    g.effective_from = any_second();
    if (*rc::gen::inRange(0, 3) != 0)
        g.expires_at = g.effective_from + seconds(*rc::gen::inRange<std::int64_t>(0, 6));
    if (*rc::gen::inRange(0, 4) == 0) g.voided_at = any_second();
    g.kind = *rc::gen::element(grant_kind::paid, grant_kind::promotional);
    if (*rc::gen::arbitrary<bool>()) {
        const std::int64_t a = *up_to(most), b = *up_to(most);
        g.rollover = {so_many<Amount>((std::min)(a, b)), so_many<Amount>((std::max)(a, b))};
    }
    return g;
}

/// Up to six grants in any order, each with any balance it can have.
template <balance_amount Amount>
holding<Amount> any_holding(std::int64_t most) {
    holding<Amount> h;
    std::vector<std::uint64_t> ids(*rc::gen::inRange<std::size_t>(0, 7));
    std::iota(ids.begin(), ids.end(), std::uint64_t{1});
    for (std::size_t i = ids.size(); i > 1; --i)
        std::swap(ids[i - 1], ids[*rc::gen::inRange<std::size_t>(0, i)]);
    for (const std::uint64_t id : ids) {
        const auto g = any_grant<Amount>(id, most);
        h.add(g, so_many<Amount>(*up_to(detail::units_of(fullest(g)))));
    }
    return h;
}

/// Some listing of as many entries: where each of them goes.
inline std::vector<std::size_t> any_listing(std::size_t size) {
    std::vector<std::size_t> places(size);
    std::iota(places.begin(), places.end(), std::size_t{0});
    for (std::size_t i = size; i > 1; --i)
        std::swap(places[i - 1], places[*rc::gen::inRange<std::size_t>(0, i)]);
    return places;
}

}  // namespace ratecard_test

#endif
