// SPDX-License-Identifier: MIT
// terminates: id_must_be_of_this_catalog
// The limit of a quota that the snapshot's catalog does not have.
#include <cstdint>

#include <ratecard/entitlement/snapshot.hpp>

#include "terminates.hpp"

int main() {
    const ratecard::snapshot<> of_two{.quotas = 2};
    const ratecard::quota_id third{terminates::unknown(std::uint16_t{2})};
    return of_two.limit_of(third).most.is_unlimited() ? 1 : 0;
}
