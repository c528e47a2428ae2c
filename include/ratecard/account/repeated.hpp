// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_REPEATED_HPP
#define RATECARD_ACCOUNT_REPEATED_HPP

#include <cstddef>
#include <optional>
#include <span>

#include <ratecard/core/errc.hpp>

namespace ratecard::inline v0 {

/// Whether a fact stands earlier in its list under the same id. Of facts without a contradiction it is
/// the same fact then, and counts once.
/// \pre `place < facts.size()`.
template <class Fact>
[[nodiscard]] constexpr bool is_repeated(std::span<const Fact> facts, std::size_t place) noexcept {
    for (std::size_t i = 0; i < place; ++i)
        if (facts[i].id == facts[place].id) return true;
    return false;
}

/// What is wrong with a fact beside those before it: `errc::duplicate_id` when one of them has its id
/// and says something else.
/// \pre `place < facts.size()`.
template <class Fact>
[[nodiscard]] constexpr std::optional<errc> find_id_fault(std::span<const Fact> facts,
                                                          std::size_t place) noexcept {
    for (std::size_t i = 0; i < place; ++i)
        if (facts[i].id == facts[place].id && facts[i] != facts[place]) return errc::duplicate_id;
    return std::nullopt;
}

}  // namespace ratecard::inline v0

#endif
