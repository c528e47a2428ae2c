// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CHAT_WITH_ADD_ON_HPP
#define RATECARD_TESTS_CHAT_WITH_ADD_ON_HPP

#include <ratecard/catalog/builder.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "rebuilt_catalog.hpp"

namespace ratecard_test {

inline constexpr ratecard::feature_id push = ratecard::tencent_chat::feature::push_to_all;
inline constexpr ratecard::feature_id call = ratecard::tencent_chat::feature::call;
inline constexpr ratecard::feature_id user_status = ratecard::tencent_chat::feature::user_status;
inline constexpr ratecard::feature_id community = ratecard::tencent_chat::feature::community;
inline constexpr ratecard::quota_id live_groups = ratecard::tencent_chat::quota::live_groups;

/// The reference catalog with an add-on that gives user status and 10 live groups a unit.
inline const ratecard::owned_catalog chat_with_add_on =
    builder_of(ratecard::tencent_chat::catalog)
        .add(ratecard::add_on{"live"})
        .gives("live", "user_status")
        .raises("live", "live_groups", ratecard::quantity{10})
        .build()
        .value();

}  // namespace ratecard_test

#endif
