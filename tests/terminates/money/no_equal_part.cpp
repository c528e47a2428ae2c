// SPDX-License-Identifier: MIT
// terminates: shares_must_be_at_least_one
#include <ratecard/money/allocate.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return equal_part(money{1, usd}, unknown<std::int64_t>(0), 0).is_zero(); }
