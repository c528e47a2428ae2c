// SPDX-License-Identifier: MIT
// terminates: invoice_line_must_be_of_that_kind
#include <ratecard/billing/invoice.hpp>

#include "terminates.hpp"

int main() {
    using namespace ratecard;
    const invoice_line line{order_line{.order = terminates::unknown(std::size_t{1})}, {}};
    return line.refund().cash.is_zero();
}
