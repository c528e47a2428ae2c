// SPDX-License-Identifier: MIT
#ifndef MONTH_END_RUN_TIME_CATALOG_HPP
#define MONTH_END_RUN_TIME_CATALOG_HPP

#include <ratecard/ratecard.hpp>

namespace month_end {

/// Tencent Cloud Chat once more, built while the program runs, under names: as a seller would who
/// keeps the catalog in a database. `promotion_end`: when concurrent users are charged from.
ratecard::result<ratecard::owned_catalog, ratecard::fault> run_time_catalog(
    ratecard::instant promotion_end);

}  // namespace month_end

#endif
