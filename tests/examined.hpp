// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_EXAMINED_HPP
#define RATECARD_TESTS_EXAMINED_HPP

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include <ratecard/lifecycle/examine.hpp>

#include "catch.hpp"

namespace ratecard_test {

/// Fails the test that asks about facts that contradict each other.
inline void fail_by(const ratecard::contradiction& found) {
    FAIL("the facts hold a contradiction: error " << found.code.value() << " in list "
                                                  << static_cast<int>(found.kind) << ", at "
                                                  << found.index);
}

/// The timeline of facts that hold no contradiction, for a test that asks about them.
template <std::size_t Facts = 64>
constexpr ratecard::timeline<Facts> examined(const ratecard::catalog_view& c,
                                             const ratecard::subscription& s) {
    const auto life = ratecard::examine<Facts>(c, s);
    if (!life) fail_by(life.error());
    return *life;
}

/// The first contradiction among the facts; nothing where there is none.
template <std::size_t Facts = 64>
constexpr std::optional<ratecard::contradiction> contradiction_in(const ratecard::catalog_view& c,
                                                                  const ratecard::subscription& s) {
    const auto life = ratecard::examine<Facts>(c, s);
    if (life) return std::nullopt;
    return life.error();
}

/// The timelines of several subscriptions of one catalog, none of which holds a contradiction.
class examined_batch {
public:
    examined_batch(const ratecard::catalog_view& c, std::span<const ratecard::subscription> all) {
        for (const ratecard::subscription& s : all) lives_.push_back(examined(c, s));
        views_.assign(lives_.begin(), lives_.end());
    }
    operator std::span<const ratecard::timeline_view>() const { return views_; }

private:
    std::vector<ratecard::timeline<64>> lives_;
    std::vector<ratecard::timeline_view> views_;
};

}  // namespace ratecard_test

#endif
