// SPDX-License-Identifier: MIT
// terminates: instant_must_be_representable
#include <ratecard/time/day_period.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return boundary_day_at({}, daily, unknown(std::int64_t{-11'000'000})).since_1970; }
