// SPDX-License-Identifier: MIT
// terminates: result_must_hold_a_value
#include <ratecard/core/quantity.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const result<quantity> r = quantity::from(unknown(-1));
    return static_cast<int>(r->count());
}
