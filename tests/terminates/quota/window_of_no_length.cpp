// SPDX-License-Identifier: MIT
// terminates: length_must_be_at_least_one
#include <ratecard/core/window.hpp>

#include "terminates.hpp"

int main() {
    const ratecard::fixed_windows by{ratecard::seconds(terminates::unknown(0))};
    return static_cast<int>(by.at(ratecard::instant{}).index);
}
