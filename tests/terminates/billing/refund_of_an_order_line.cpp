// SPDX-License-Identifier: MIT
// terminates: statement_line_must_be_of_that_kind
#include <ratecard/billing/statement.hpp>

#include "terminates.hpp"

int main() {
    using namespace ratecard;
    const statement_line line{order_line{.order = terminates::unknown(std::size_t{1})}, {}};
    return line.refund().cash.is_zero();
}
