// SPDX-License-Identifier: MIT
// terminates: proration_by_time_needs_an_instant
#include <ratecard/time/fraction.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return used_part(proration{}, unknown<std::uint64_t>(1), 2) == ratio{}; }
