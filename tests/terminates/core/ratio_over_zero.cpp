// SPDX-License-Identifier: MIT
// terminates: ratio_must_have_a_positive_denominator
#include <ratecard/core/ratio.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return ratio{1, unknown<std::uint64_t>(0)} == ratio{}; }
