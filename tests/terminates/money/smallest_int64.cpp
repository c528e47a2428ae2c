// SPDX-License-Identifier: MIT
// terminates: money_must_not_be_int64_min
#include <ratecard/money/money.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return money{unknown(INT64_MIN), usd}.is_zero(); }
