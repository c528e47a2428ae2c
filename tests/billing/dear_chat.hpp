// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_BILLING_DEAR_CHAT_HPP
#define RATECARD_TESTS_BILLING_DEAR_CHAT_HPP

#include <ratecard/catalog/builder.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "application.hpp"
#include "rebuilt_catalog.hpp"

namespace ratecard_test {

/// The reference catalog with a third book, in which a month of Standard costs 90 quadrillion
/// dollars: one order's amount fits, that of two does not.
inline ratecard::owned_catalog dear_chat() {
    auto b = builder_of(ratecard::tencent_chat::catalog);
    b.add(ratecard::price_version{"dear", local(2024, 1, 1), {}});
    b.price("dear", "standard", ratecard::decimal::from(90'000'000'000'000'000, 0).value());
    return b.build().value();
}

}  // namespace ratecard_test

#endif
