// SPDX-License-Identifier: MIT
// terminates: answer_must_be_yes
#include <ratecard/core/answer.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

enum class refusal { none, closed };

int main() {
    const answer<int, refusal> no{static_cast<refusal>(unknown(1))};
    return *no;
}
