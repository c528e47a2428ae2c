// SPDX-License-Identifier: MIT
// The macros that headers of systems are known for, defined after the standard headers and before ours.
#include <cstdlib>

#include "standard.hpp"

#define min(a, b) ((a) < (b) ? (a) : (b))
#define max(a, b) ((a) > (b) ? (a) : (b))
#define major(device) ((device) >> 8)
#define minor(device) ((device)&255)
#define interface struct
#define small char
#define near
#define far
#define IN
#define OUT
#define ERROR 0
#define DELETE 0
#define I _Complex_I
#include <ratecard/ratecard.hpp>

// They are all still there, and none of ours was added but the version.
#if !defined(min) || !defined(max) || !defined(major) || !defined(minor)
#error a macro of the user is gone
#endif

int main() {
    using namespace ratecard;
    const auto half = exact{money{min(5, 7), usd}}.round(rounding::exact);
    const auto day = day_period_at({.day = civil(2023, 1, 31)}, monthly, 0).end();
    return half == money{5, usd} && day == civil(2023, 2, 28) ? EXIT_SUCCESS : EXIT_FAILURE;
}
