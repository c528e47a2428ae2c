// SPDX-License-Identifier: MIT
// terminates: quantity_must_be_within_0_and_10_to_the_15
#include <ratecard/core/quantity.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return quantity{unknown(quantity::max_count + 1)} == quantity{}; }
