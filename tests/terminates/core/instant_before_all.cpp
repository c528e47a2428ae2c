// SPDX-License-Identifier: MIT
// terminates: instant_must_be_representable
#include <ratecard/core/instant.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return instant{-instant::bound} - seconds(unknown(1)) == instant{}; }
