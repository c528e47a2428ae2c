// SPDX-License-Identifier: MIT
// terminates: date_must_exist
#include <ratecard/time/calendar.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return civil(2024, 2, unknown(30u)).since_1970; }
