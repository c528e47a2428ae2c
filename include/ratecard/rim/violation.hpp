// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_VIOLATION_HPP
#define RATECARD_RIM_VIOLATION_HPP

#include <cstdio>

#include <ratecard/core/contract.hpp>

// A violated precondition says its name before it ends the program.
namespace ratecard::inline v0 {

/// Told the name of a violated precondition, such as "result_must_hold_a_value". The program ends
/// through std::terminate when it returns.
using violation_handler = void (*)(const char* precondition) noexcept;

/// Sets what is told about violated preconditions, in the whole program: nullptr for nothing.
/// Returns the handler that was set before. Call it before other threads start.
inline violation_handler set_violation_handler(violation_handler handler) noexcept {
    const violation_handler before = detail::on_violation;
    detail::on_violation = handler;
    return before;
}

/// Prints "ratecard: precondition violated: result_must_hold_a_value" and a new line to stderr.
inline void print_violation(const char* precondition) noexcept {
    std::fprintf(stderr, "ratecard: precondition violated: %s\n", precondition);
}

/// Has `print_violation` called. Call it before other threads start.
inline void install_violation_printer() noexcept { set_violation_handler(print_violation); }

}  // namespace ratecard::inline v0

#endif
