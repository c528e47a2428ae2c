// SPDX-License-Identifier: MIT
// terminates: index_must_be_below_the_size
#include <ratecard/money/allocate.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return equal_part(money{1, usd}, 3, unknown<std::int64_t>(3)).is_zero(); }
