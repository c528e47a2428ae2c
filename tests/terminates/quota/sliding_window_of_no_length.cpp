// SPDX-License-Identifier: MIT
// terminates: length_must_be_at_least_one
#include <ratecard/quota/sliding.hpp>

#include "terminates.hpp"

int main() {
    using namespace ratecard;
    const auto d = decide(sliding_state{}, hard(5), terminates::unknown(0), quantity{1}, 0);
    return static_cast<int>(d.answer);
}
