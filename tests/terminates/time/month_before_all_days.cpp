// SPDX-License-Identifier: MIT
// terminates: date_must_exist
#include <ratecard/time/calendar.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return plus_months({}, unknown(std::int64_t{-71'000'000})).since_1970; }
