// SPDX-License-Identifier: MIT
// terminates: result_must_hold_an_error
#include <ratecard/core/quantity.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return quantity::from(unknown(0)).error().value(); }
