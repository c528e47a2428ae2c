// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <exception>
#include <string_view>

#include <sys/wait.h>
#include <unistd.h>

#include <ratecard/core/result.hpp>
#include <ratecard/rim/violation.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {

std::string_view told;

void remember(const char* precondition) noexcept { told = precondition; }

/// The status of a program that violates a precondition: 0 when the handler was told its name, and
/// before the program was terminated.
int status_of_a_violation() {
    const pid_t child = fork();
    if (child == 0) {
        set_violation_handler(remember);
        std::set_terminate([] { std::_Exit(told == "result_must_hold_a_value" ? 0 : 1); });
        const result<int> error{core_errc::overflow};
        std::_Exit(error.value() == 0 ? 2 : 3);
    }
    int status = -1;
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status)
               ? WEXITSTATUS(status)
               : -1;
}

}  // namespace

TEST_CASE("a user's handler is called with the name of the violated precondition") {
    CHECK(status_of_a_violation() == 0);
}

TEST_CASE("no handler is set by default, and each call returns the previous one") {
    CHECK(set_violation_handler(remember) == nullptr);
    CHECK(set_violation_handler(print_violation) == remember);
    install_violation_printer();
    CHECK(set_violation_handler(nullptr) == print_violation);
    CHECK(set_violation_handler(nullptr) == nullptr);
}
