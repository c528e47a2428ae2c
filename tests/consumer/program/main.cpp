// SPDX-License-Identifier: MIT
#include <cstdlib>

#include "fee.hpp"

int main() {
    using namespace ratecard;
    const bool right =
        fee(quantity{12'500}) == money{3'750, usd} && fee(quantity{10'000}) == money{0, usd} &&
        day_period_at({.day = civil(2024, 1, 31)}, monthly, 0).end() == civil(2024, 2, 29);
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
}
