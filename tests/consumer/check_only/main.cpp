// SPDX-License-Identifier: MIT
#include <cstdlib>

#include <ratecard/entitlement/check.hpp>

#ifdef DATE_H
#error date was reached
#endif

int main() {
    using namespace ratecard;
    // One feature, for groups of at most 200 members; one quota of 100.
    constexpr attribute_id group_size{0};
    const condition conditions[] = {
        {.attribute = group_size, .test = test::at_most, .bound = 200, .rank = 1}};
    const std::uint16_t ends[] = {1};
    const condition_table rows{conditions, ends, 1};

    snapshot<1, 1> resolved;
    resolved.valid_until = instant{1'000};
    resolved.features = 1;
    resolved.quotas = 1;
    resolved.answers[0] = feature_answer{reason::allowed, true};
    resolved.limits[0] = *packed_limit::from(hard(100));

    const auto asked = [&](std::int64_t members, std::int64_t second) {
        return at(rows, resolved, instant{second})
            .check(feature_id{0}, attributes{}.set(group_size, members));
    };
    const auto taken = [&](std::int64_t used) {
        const quota_state state{standing_window.index, quantity{used}};
        return at(rows, resolved, instant{1}).decide(quota_id{0}, state, quantity{1}).answer;
    };
    const bool right = asked(200, 1).allowed() && asked(201, 1).why() == refused_by(group_size) &&
                       asked(200, 1'000).why() == reason::stale &&
                       taken(99) == quota_answer::admitted &&
                       taken(100) == quota_answer::limit_reached;
    return right ? EXIT_SUCCESS : EXIT_FAILURE;
}
