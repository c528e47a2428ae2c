// SPDX-License-Identifier: MIT
// terminates: rows_must_stand_in_the_order_of_their_keys
// A table that is made at run time, whose rows do not stand at their keys.
#include <cstdint>

#include <ratecard/catalog/catalog.hpp>

#include "terminates.hpp"

int main() {
    using namespace ratecard;
    const edition_row row{edition_id{terminates::unknown(std::uint16_t{1})}, "pro"};
    return compile(offering{}, row).view().editions.empty() ? 1 : 0;
}
