// SPDX-License-Identifier: MIT
// terminates: result_must_hold_a_value
#include <utility>

#include <ratecard/core/quantity.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    result<quantity> r = quantity::from(unknown(-1));
    const quantity taken = *std::move(r);
    return static_cast<int>(taken.count());
}
