// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_QUOTA_ANY_QUOTA_HPP
#define RATECARD_TESTS_QUOTA_ANY_QUOTA_HPP

#include <cstdint>

#include <ratecard/quota/decide_all.hpp>

#include "edges.hpp"

// Random quotas: small numbers, so that limits are met and windows change, and very large ones.
namespace ratecard_test {

inline rc::Gen<ratecard::quantity> any_amount() {
    return rc::gen::map(
        rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 12), up_to(ratecard::quantity::max_count)),
        [](std::int64_t n) { return ratecard::quantity{n}; });
}
inline rc::Gen<ratecard::quota_limit> any_limit() {
    return rc::gen::apply(
        [](ratecard::quantity most, int kind, std::uint16_t grace) {
            using namespace ratecard;
            return kind == 0   ? no_limit
                   : kind == 1 ? quota_limit{limit::unlimited(), enforcement::soft}
                   : kind < 5  ? quota_limit{limit{most}, enforcement::soft, grace}
                               : quota_limit{limit{most}, enforcement::hard, grace};
        },
        any_amount(), rc::gen::inRange(0, 8),
        rc::gen::element<std::uint16_t>(0, 0, 0, 10, 50, 100, 65'535));
}
inline rc::Gen<ratecard::quota_state> any_state() {
    return rc::gen::apply(
        [](std::int64_t window, ratecard::quantity taken) {
            return ratecard::quota_state{window, taken};
        },
        rc::gen::inRange<std::int64_t>(-3, 4), any_amount());
}
/// Window n lasts from second 100 n to second 100 n + 100.
inline rc::Gen<ratecard::window> any_window() {
    return rc::gen::map(rc::gen::inRange<std::int64_t>(-3, 4), [](std::int64_t n) {
        return ratecard::window{n, ratecard::instant{100 * n + 100}};
    });
}
inline rc::Gen<ratecard::instant> any_moment() {
    return rc::gen::map(rc::gen::inRange<std::int64_t>(-350, 450),
                        [](std::int64_t s) { return ratecard::instant{s}; });
}

}  // namespace ratecard_test

#endif
