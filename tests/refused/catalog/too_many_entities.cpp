// SPDX-License-Identifier: MIT
// refused: too_many_entities
#include "../small_catalog.hpp"

using namespace small;

// One attribute more than a catalog can declare.
#ifdef ACCEPTED
constexpr std::size_t count = max_attributes;
#else
constexpr std::size_t count = max_attributes + 1;
#endif
constexpr auto attributes_of_a_letter = [] {
    std::array<attribute_row<attribute_id>, count> made{};
    for (std::size_t i = 0; i < count; ++i) {
        const char letter = static_cast<char>('a' + i);
        made[i] = {{static_cast<std::uint16_t>(i)}, name::from({&letter, 1}).value()};
    }
    return made;
}();
constexpr tables t;
constexpr auto made =
    compile(t.offering, t.editions, t.changes, t.versions, attributes_of_a_letter);
static_assert(validate(made));

int main() {}
