// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_TERMINATES_HPP
#define RATECARD_TESTS_TERMINATES_HPP

#include <cstdio>
#include <cstdlib>
#include <exception>

#include <dlfcn.h>
#include <execinfo.h>

#include <ratecard/rim/violation.hpp>

// The program prints the name of a violated precondition. When std::terminate is called it ends with
// 42 and the names of the functions on its stack; with 0 if main is left: then nothing was noticed.
namespace terminates {

[[noreturn]] inline void print_stack() {
    void* frames[64];
    const int depth = backtrace(frames, 64);
    for (int i = 0; i < depth; ++i) {
        // A function that does not return may end with its last call: look at the call itself.
        Dl_info found{};
        const bool named = dladdr(static_cast<char*>(frames[i]) - 1, &found) != 0;
        std::puts(named && found.dli_sname != nullptr ? found.dli_sname : "?");
    }
    std::fflush(stdout);
    std::_Exit(42);
}

inline const auto installed =
    (ratecard::install_violation_printer(), std::set_terminate(print_stack));

/// A value the compiler does not know, so that the violation happens at run time.
template <typename Value>
[[nodiscard]] Value unknown(Value value) {
    volatile Value hidden = value;
    return hidden;
}

}  // namespace terminates

#endif
