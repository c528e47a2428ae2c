// SPDX-License-Identifier: MIT
// terminates: index_must_be_below_the_size
#include <ratecard/core/bounded.hpp>

#include "terminates.hpp"

using namespace ratecard;
using terminates::unknown;

int main() {
    bounded<int, 2> list;
    list.push_back(0);
    return list[unknown<std::size_t>(1)];
}
