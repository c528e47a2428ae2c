// SPDX-License-Identifier: MIT
// terminates: period_must_end_after_it_starts
#include <ratecard/time/period.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return period{instant{1}, instant{unknown<std::int64_t>(1)}}.contains(instant{}); }
