// SPDX-License-Identifier: MIT
// terminates: length_must_be_at_least_one
#include <ratecard/quota/epoch.hpp>

#include "terminates.hpp"

int main() {
    const ratecard::epochs by{ratecard::seconds(terminates::unknown(0)), 4};
    return static_cast<int>(by.window_of(0));
}
