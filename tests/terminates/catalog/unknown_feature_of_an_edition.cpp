// SPDX-License-Identifier: MIT
// terminates: id_must_be_of_this_catalog
#include <ratecard/catalog/view.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const edition editions[] = {{"basic"}};
    catalog_view c;
    c.editions = editions;
    const availability cells[] = {availability::included};
    c.feature_matrix = cells;
    return c.at(feature_id{unknown<std::uint16_t>(1)}, edition_id{0}) == availability::absent;
}
