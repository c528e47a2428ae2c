// SPDX-License-Identifier: MIT
// terminates: a_unit_has_at_most_six_decimals
#include <ratecard/money/exact.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return exact::product(decimal{}, quantity{1}, usd, unknown(7)).scale(); }
