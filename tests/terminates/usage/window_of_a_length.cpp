// SPDX-License-Identifier: MIT
// terminates: window_must_follow_from_the_zone
// A window of a fixed length, without the length.
#include <ratecard/usage/window_at.hpp>

#include "terminates.hpp"

int main() {
    using namespace ratecard;
    const auto kind = terminates::unknown(quota_window::fixed);
    return window_at(kind, utc, instant{}).index == 0 ? 0 : 1;
}
