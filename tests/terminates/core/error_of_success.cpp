// SPDX-License-Identifier: MIT
// terminates: result_must_hold_an_error
#include <ratecard/core/result.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    result<void> checked;
    if (unknown(0) != 0) checked = core_errc::overflow;
    return checked.error().value();
}
