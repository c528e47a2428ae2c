// SPDX-License-Identifier: MIT
// terminates: every_part_must_have_a_place
#include <ratecard/catalog/validate.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const edition editions[] = {{"basic"}};
    const price_version versions[] = {{"first", instant{}, {}}};
    const offering about{};
    hashed_name room[1];
    catalog_view c;
    c.offering = &about;
    c.editions = editions;
    c.versions = versions;
    return find_fault(c, std::span{room, unknown<std::size_t>(0)}).has_value();
}
