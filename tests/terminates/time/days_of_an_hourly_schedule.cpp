// SPDX-License-Identifier: MIT
// terminates: cadence_must_be_of_days_or_months
#include <ratecard/time/day_period.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return day_period_at({}, hourly, unknown(0)).length(); }
