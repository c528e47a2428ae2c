// SPDX-License-Identifier: MIT
// terminates: zone_offset_must_be_within_18_hours
#include <ratecard/time/zone.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return zone::fixed(seconds(unknown<std::int64_t>(64'801))) == utc; }
