// SPDX-License-Identifier: MIT
// terminates: attribute_must_be_one_of_the_first_16
#include <ratecard/core/attributes.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() { return attributes{}.reserve({unknown<std::uint16_t>(16)}).has({0}); }
