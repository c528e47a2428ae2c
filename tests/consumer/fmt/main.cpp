// SPDX-License-Identifier: MIT
#include <cstdlib>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/fmt.hpp>

int main() {
    using namespace ratecard;
    return fmt::format("{}", money{3'750, usd}) == "37.50 USD" ? EXIT_SUCCESS : EXIT_FAILURE;
}
