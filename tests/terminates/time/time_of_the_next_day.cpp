// SPDX-License-Identifier: MIT
// terminates: time_of_day_must_be_within_one_day
#include <ratecard/time/day.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return time_of_day{unknown(86'400)}.seconds(); }
