// SPDX-License-Identifier: MIT
// terminates: date_must_exist
#include <ratecard/time/calendar.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return first_day({2024, unknown(13u)}).since_1970; }
