// SPDX-License-Identifier: MIT
// terminates: result_must_hold_a_value
#include <ratecard/core/quantity.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return static_cast<int>(quantity::from(unknown(-1)).value().count()); }
