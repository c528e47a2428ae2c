// SPDX-License-Identifier: MIT
// refused: every enumerator has its row in the table of its kind
// An enumerator that was added, and its row forgotten.
#include <ratecard/catalog/catalog.hpp>

using namespace ratecard;

enum class plan {
    basic,
#ifndef ACCEPTED
    pro,
#endif
};
edition_id id_of(plan);

constexpr auto made = compile(offering{}, edition_row{plan::basic, "basic"}, price_version{"2024"});

int main() { return made.view().editions.size() == 1 ? 0 : 1; }
