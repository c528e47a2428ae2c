// SPDX-License-Identifier: MIT
// terminates: bounded_list_must_not_overflow
#include <ratecard/core/bounded.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    bounded<int, 2> list;
    for (int i = unknown(3); i > 0; --i) list.push_back(i);
    return list[0];
}
