// SPDX-License-Identifier: MIT
// terminates: bounded_list_must_not_overflow
#include <cstddef>

#include <ratecard/core/bounded.hpp>

#include "terminates.hpp"

int main() {
    ratecard::bounded<int, 2> list;
    list.resize(terminates::unknown(std::size_t{3}));
    return list[0];
}
