// SPDX-License-Identifier: MIT
// terminates: period_must_end_after_it_starts
#include <ratecard/time/day_period.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return day_period{day{1}, day{unknown(1)}}.length(); }
