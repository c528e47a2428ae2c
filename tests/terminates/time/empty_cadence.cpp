// SPDX-License-Identifier: MIT
// terminates: cadence_must_count_at_least_one
#include <ratecard/time/cadence.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return cadence{calendar_unit::month, unknown(0)}.count(); }
