// SPDX-License-Identifier: MIT
// terminates: shares_must_be_at_least_one
#include <cstdint>

#include <ratecard/quota/epoch.hpp>

#include "terminates.hpp"

int main() {
    const ratecard::epochs by{ratecard::seconds(60), terminates::unknown(std::uint16_t{0})};
    return static_cast<int>(by.window_of(0));
}
