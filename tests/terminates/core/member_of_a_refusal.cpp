// SPDX-License-Identifier: MIT
// terminates: answer_must_be_yes
#include <ratecard/core/answer.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

enum class refusal { none, closed };
struct offer {
    int price = 0;
};

int main() {
    const answer<offer, refusal> no{static_cast<refusal>(unknown(1))};
    return no->price;
}
