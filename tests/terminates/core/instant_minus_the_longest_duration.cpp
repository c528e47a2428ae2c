// SPDX-License-Identifier: MIT
// terminates: instant_must_be_representable
#include <cstdint>

#include <ratecard/core/instant.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return instant{} - duration{unknown(INT64_MIN)} == instant{}; }
