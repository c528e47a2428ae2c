// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_VIOLATION_HPP
#define RATECARD_RIM_VIOLATION_HPP

#include <cstdio>

#include <ratecard/core/contract.hpp>

/// Reports the name of a violated precondition before the program ends.
namespace ratecard::inline v0 {

/// A function that is called with the name of a violated precondition, such as
/// "result_must_hold_a_value". When it returns, the program ends through `std::terminate`.
using violation_handler = void (*)(const char* precondition) noexcept;

/// Sets the handler of violated preconditions for the whole program; null for none. Returns the
/// handler that was set before. Call it before other threads start.
inline violation_handler set_violation_handler(violation_handler handler) noexcept {
    const violation_handler before = detail::on_violation;
    detail::on_violation = handler;
    return before;
}

/// Prints "ratecard: precondition violated: result_must_hold_a_value" and a new line to stderr.
inline void print_violation(const char* precondition) noexcept {
    std::fprintf(stderr, "ratecard: precondition violated: %s\n", precondition);
}

/// Sets `print_violation` as the handler. Call it before other threads start.
inline void install_violation_printer() noexcept { set_violation_handler(print_violation); }

}  // namespace ratecard::inline v0

#endif
