// SPDX-License-Identifier: MIT
// terminates: index_must_be_below_the_size
// A place of interned snapshots that `keep` gave to nobody, though there is room for it.
#include <array>
#include <cstdint>

#include <ratecard/entitlement/interned.hpp>
#include <ratecard/entitlement/snapshot.hpp>

#include "terminates.hpp"

int main() {
    std::array<ratecard::snapshot<>, 2> room{};
    ratecard::interned_snapshots<ratecard::snapshot<>> kept{room};
    if (!kept.keep(room[0])) return 0;
    return kept[terminates::unknown(std::uint32_t{1})].quotas == 0 ? 1 : 0;
}
