// SPDX-License-Identifier: MIT
// terminates: quotas_must_nest_no_deeper_than_the_growth
// A quota within a quota, and a growth that holds one of them: the wider would not be asked.
#include <cstdint>

#include <ratecard/reference/tencent_chat.hpp>
#include <ratecard/usage/growth.hpp>

#include "terminates.hpp"

int main() {
    using namespace ratecard;
    const quota_id broadcast = tencent_chat::quota::daily_broadcast_groups;
    const quota_id kind{terminates::unknown(broadcast.value)};
    const auto decision =
        begin_one(tencent_chat::catalog, edition_id{0}, kind, growth<1>{}, instant{});
    return is_admitted(decision.answer) ? 0 : 1;
}
