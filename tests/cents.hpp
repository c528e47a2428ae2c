// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CENTS_HPP
#define RATECARD_TESTS_CENTS_HPP

#include <cstdint>

#include <ratecard/money/money.hpp>

namespace ratecard_test {

constexpr ratecard::money cents(std::int64_t n) { return {n, ratecard::usd}; }

}  // namespace ratecard_test

#endif
