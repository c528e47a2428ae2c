// SPDX-License-Identifier: MIT
#include "fee.hpp"

using namespace ratecard::literals;

ratecard::result<ratecard::money> fee(ratecard::quantity users) {
    const auto over = users.above(ratecard::quantity{10'000});
    return ratecard::exact::product(0.015_dec, over, ratecard::usd)
        .round(ratecard::rounding::half_away_from_zero);
}
