// SPDX-License-Identifier: MIT
// terminates: refusal_must_have_a_reason
#include <ratecard/core/answer.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

enum class refusal { none, closed };

int main() {
    const answer<int, refusal> no{static_cast<refusal>(unknown(0))};
    return no.allowed() ? 1 : 0;
}
