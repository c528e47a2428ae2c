// SPDX-License-Identifier: MIT
// terminates: finite_limit_asked_of_an_unlimited_one
#include <ratecard/core/limit.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    const limit l = unknown(true) ? limit::unlimited() : limit{};
    return static_cast<int>(l.most().count());
}
