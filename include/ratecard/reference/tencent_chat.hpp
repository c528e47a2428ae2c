// SPDX-License-Identifier: MIT
#ifndef RATECARD_REFERENCE_TENCENT_CHAT_HPP
#define RATECARD_REFERENCE_TENCENT_CHAT_HPP

#include <array>

#include <ratecard/catalog/catalog.hpp>
#include <ratecard/core/version_number.hpp>

/// Tencent Cloud Chat as a catalog, from its purchase guide (pages of 2023-06-14 to 2024-04-11,
/// renewal guide of 2025-01-08). docs/reference/tencent_chat.md has the rows T1.1 to T6.7 that the
/// comments name, and says what was decided where the guide is not clear.
namespace ratecard::inline v0::tencent_chat {

enum class edition : std::uint8_t { developer, standard, premium };

enum class feature : std::uint8_t {
    // stopped by a suspension (T5.2)
    log_in,
    group_management,
    webhooks,
    // the feature matrix (T3.1 to T3.14)
    global_coverage,
    push_to_all,
    multi_device,
    local_search,
    live_history,
    community,
    read_receipts,
    targeted_messages,
    live_online_list,
    live_broadcast,
    user_status,
    conversation_mark,
    conversation_group,
    live_ban,
    // audio/video call (T3.15)
    call,
    call_interface,
    call_state,
    call_multi_device,
    call_notice,
    call_floating_window,
    call_ring_tone,
    call_answering,
    call_group,
    call_midway,
    call_to_audio,
    call_noise_reduction,
    call_outdoor,
    // live-streaming group messages (T3.16)
    live_messages,
};

enum class quota : std::uint8_t {
    registered_users,
    friends,
    groups_joined,
    group_members,
    groups,
    live_groups,
    daily_groups,
    daily_broadcast_groups,
    message_history,
    mau,
    applications,
};

enum class charge : std::uint8_t { mau, concurrent_users };
enum class price_book : std::uint8_t { original, current };
enum class trial : std::uint8_t { call };

enum class attribute : std::uint8_t {
    data_center,
    platform,
    sdk,
    group_type,
    group_size,
    message_kind,
};
enum class data_center : std::uint8_t { china, singapore, korea, germany, india };
enum class platform : std::uint8_t { android, ios, windows, web };
enum class group_type : std::uint8_t { work, public_, meeting, live, community };
enum class message_kind : std::uint8_t { text, image, short_audio, custom, streaming };

edition_id id_of(edition);
feature_id id_of(feature);
quota_id id_of(quota);
charge_id id_of(charge);
version_id id_of(price_book);
attribute_id id_of(attribute);
trial_id id_of(trial);

namespace tables {

using enum availability;
using enum edition;
using enum feature;
using enum quota_scope;
using enum quota_window;

inline constexpr offering offering_row{
    .product = "Tencent Cloud Chat",
    .unit = usd,
    .billing_zone = zone::fixed(hours(8)),
    .default_edition = developer,
    .terms = {.min_months = 1, .max_months = 24},
    .refunds = presets::refunds::tencent_chat,
    .lifecycle = {.expiry = {.grace = hours(24), .ended_by_plan = true},
                  .arrears = {.grace = hours(24)},
                  .retention_days = 90,
                  .reminders = daily_reminders(life_event::expiry, -6, 1)},
    .rating = presets::tencent_chat,
    .billing = {.issue_from = 1, .issue_until = 3},
};

inline constexpr std::array editions{
    edition_row{developer, "developer"},
    edition_row{standard, "standard"},
    edition_row{premium, "premium"},
};

inline constexpr std::array trials{
    trial_row{trial::call, {.key = "call", .length = days(60), .activates = "TRTC"}},
};

inline constexpr trial_id call_trial = trial::call;

constexpr auto on_call_trial(feature f, const name& key) {
    return feature_row{f, {.key = key, .trial = call_trial}, {on_trial, on_trial, on_trial}};
}

// columns: developer, standard, premium
inline constexpr std::array features{
    feature_row{log_in, "log_in", {included, included, included}},
    feature_row{group_management, "group_management", {included, included, included}},
    feature_row{webhooks, "webhooks", {included, included, included}},
    feature_row{global_coverage, "global_coverage", {included, included, included}},
    feature_row{push_to_all,
                {.key = "push_to_all", .activation_delay = hours(48)},
                {on_application, absent, on_application}},
    feature_row{multi_device, "multi_device", {included, absent, included}},
    feature_row{local_search, "local_search", {included, absent, included}},
    feature_row{live_history, "live_history", {included, absent, included}},
    feature_row{community, "community", {included, absent, included}},
    feature_row{read_receipts, "read_receipts", {included, absent, included}},
    feature_row{targeted_messages, "targeted_messages", {included, absent, included}},
    feature_row{live_online_list, "live_online_list", {included, absent, included}},
    feature_row{live_broadcast, "live_broadcast", {included, absent, included}},
    feature_row{user_status, "user_status", {included, absent, included}},
    feature_row{conversation_mark, "conversation_mark", {included, absent, included}},
    feature_row{conversation_group, "conversation_group", {included, absent, included}},
    feature_row{live_ban, "live_ban", {included, absent, included}},
    on_call_trial(call, "call"),
    on_call_trial(call_interface, "call_interface"),
    on_call_trial(call_state, "call_state"),
    on_call_trial(call_multi_device, "call_multi_device"),
    on_call_trial(call_notice, "call_notice"),
    on_call_trial(call_floating_window, "call_floating_window"),
    on_call_trial(call_ring_tone, "call_ring_tone"),
    on_call_trial(call_answering, "call_answering"),
    on_call_trial(call_group, "call_group"),
    on_call_trial(call_midway, "call_midway"),
    on_call_trial(call_to_audio, "call_to_audio"),
    on_call_trial(call_noise_reduction, "call_noise_reduction"),
    on_call_trial(call_outdoor, "call_outdoor"),
    feature_row{live_messages, "live_messages", {included, included, included}},
};

inline constexpr quota_id daily = quota::daily_groups;

// columns: developer, standard, premium
inline constexpr std::array quotas{
    quota_row{quota::registered_users,
              {"registered_users", subscription, standing},
              {hard(100), no_limit, no_limit}},
    quota_row{quota::friends, {"friends", user, standing}, {hard(20), hard(3'000), hard(3'000)}},
    quota_row{quota::groups_joined,
              {"groups_joined", user, standing},
              {hard(50), hard(500), hard(1'000)}},
    quota_row{quota::group_members,
              {"group_members", group, standing},
              {hard(20), hard(200), hard(2'000)}},
    quota_row{quota::groups, {"groups", subscription, standing}, {hard(100), no_limit, no_limit}},
    quota_row{quota::live_groups,
              {"live_groups", subscription, standing},
              {hard(10), hard(50), no_limit}},
    quota_row{quota::daily_groups,
              {"daily_groups", subscription, calendar_day},
              {hard(100), hard(10'000), hard(10'000)}},
    quota_row{quota::daily_broadcast_groups,
              {"daily_broadcast_groups", subscription, calendar_day, daily},
              {hard(5), hard(5), hard(5)}},
    quota_row{quota::message_history,
              {"message_history", subscription, age},
              {hard(7), hard(7), hard(30)}},
    quota_row{
        quota::mau, {"mau", subscription, calendar_month}, {hard(100), soft(10'000), soft(10'000)}},
    quota_row{quota::applications,
              {"applications", account, standing},
              {hard(300), hard(300), hard(300)}},
};

using ratecard::attribute_kind;
inline constexpr std::array attributes{
    attribute_row{attribute::data_center,
                  {"data_center", attribute_kind::enumerated, true, "data_center_excluded"}},
    attribute_row{attribute::platform,
                  {"platform", attribute_kind::enumerated, false, "platform_not_supported"}},
    attribute_row{attribute::sdk, {"sdk", attribute_kind::version, false, "sdk_too_old"}},
    attribute_row{attribute::group_type,
                  {"group_type", attribute_kind::enumerated, false, "group_type_excluded"}},
    attribute_row{attribute::group_size,
                  {"group_size", attribute_kind::count, false, "group_too_large"}},
    attribute_row{attribute::message_kind,
                  {"message_kind", attribute_kind::enumerated, false, "message_kind_excluded"}},
};

inline constexpr attribute_id center = attribute::data_center;
inline constexpr attribute_id device = attribute::platform;
inline constexpr attribute_id sdk = attribute::sdk;
inline constexpr attribute_id type = attribute::group_type;
inline constexpr attribute_id size = attribute::group_size;
inline constexpr attribute_id kind = attribute::message_kind;

inline constexpr std::array values{
    attribute_value{center, "china"},     attribute_value{center, "singapore"},
    attribute_value{center, "korea"},     attribute_value{center, "germany"},
    attribute_value{center, "india"},     attribute_value{device, "android"},
    attribute_value{device, "ios"},       attribute_value{device, "windows"},
    attribute_value{device, "web"},       attribute_value{type, "Work"},
    attribute_value{type, "Public"},      attribute_value{type, "Meeting"},
    attribute_value{type, "AVChatRoom"},  attribute_value{type, "Community"},
    attribute_value{kind, "text"},        attribute_value{kind, "image"},
    attribute_value{kind, "short_audio"}, attribute_value{kind, "custom"},
    attribute_value{kind, "streaming"},
};

inline constexpr value_set native = values_of(platform::android, platform::ios, platform::windows);
inline constexpr value_set web = values_of(platform::web);

constexpr rule on_call_platform(feature f) {
    return {f,
            {.attribute = device,
             .test = test::one_of,
             .set = values_of(platform::ios, platform::android, platform::web)}};
}

inline constexpr std::array rules{
    rule{local_search,
         {.attribute = device,
          .test = test::one_of,
          .set = values_of(platform::android, platform::ios)}},
    rule{community,
         {.attribute = center,
          .test = test::none_of,
          .set = values_of(data_center::germany, data_center::korea)}},
    rule{community,
         {.attribute = sdk,
          .test = test::at_least,
          .bound = version_number{"5.8.1668"}.packed(),
          .where = device,
          .where_set = native}},
    rule{community,
         {.attribute = sdk,
          .test = test::at_least,
          .bound = version_number{"2.17.0"}.packed(),
          .where = device,
          .where_set = web}},
    rule{read_receipts, {.attribute = device, .test = test::one_of, .set = native}},
    rule{read_receipts,
         {.attribute = sdk, .test = test::at_least, .bound = version_number{"6.1.2155"}.packed()}},
    rule{read_receipts,
         {.attribute = type,
          .test = test::one_of,
          .set = values_of(group_type::work, group_type::public_, group_type::meeting)}},
    rule{read_receipts, {.attribute = size, .test = test::at_most, .bound = 200}},
    on_call_platform(call),
    on_call_platform(call_interface),
    on_call_platform(call_state),
    on_call_platform(call_multi_device),
    on_call_platform(call_notice),
    on_call_platform(call_floating_window),
    on_call_platform(call_ring_tone),
    on_call_platform(call_answering),
    on_call_platform(call_group),
    on_call_platform(call_midway),
    on_call_platform(call_to_audio),
    on_call_platform(call_noise_reduction),
    on_call_platform(call_outdoor),
    rule{live_messages,
         {.attribute = kind,
          .test = test::one_of,
          .set = values_of(message_kind::text, message_kind::image, message_kind::short_audio,
                           message_kind::custom)}},
};

inline constexpr std::array reasons{
    reason::not_in_edition,
    reason::not_applied,
    reason::awaiting_activation,
    reason::trial_not_activated,
    reason::trial_over,
    refused_by(center),
    refused_by(device),
    refused_by(sdk),
    refused_by(type),
    refused_by(size),
    refused_by(kind),
};

inline constexpr version_id original = price_book::original;
inline constexpr version_id current = price_book::current;

// The original plans ended on 2022-12-26 at 00:00 UTC+8. The guide does not give their prices.
inline constexpr std::array versions{
    version_row{price_book::original, {"original", instant{instant::first_of_data}, current}},
    version_row{price_book::current, {"2022-12-26", instant{1'671'984'000}, {}}},
};

using namespace literals;

inline constexpr std::array plan_prices{
    plan_price{current, standard, 399_dec},
    plan_price{current, premium, 699_dec},
};

inline constexpr std::array charges{
    charge_row{charge::mau, {.key = "mau", .unit = "MAU", .included = quota::mau}},
    charge_row{
        charge::concurrent_users,
        {.key = "concurrent_users", .unit = "concurrent users", .free_until = instant::never()}},
};

inline constexpr charge_id users = charge::mau;
inline constexpr charge_id concurrent = charge::concurrent_users;
inline constexpr std::array charge_prices{
    charge_price{current, standard, users, {.unit_price = 0.015_dec}},
    charge_price{current, premium, users, {.unit_price = 0.015_dec}},
    charge_price{current, standard, concurrent, {.unit_price = 0.2_dec}},
    charge_price{current, premium, concurrent, {.unit_price = 0.2_dec}},
};

inline constexpr std::array changes{
    change_rule{.kind = change_kind::forbidden},
    change_rule{.to = developer, .kind = change_kind::forbidden},
    change_rule{.from = standard, .to = premium, .kind = change_kind::with_credit},
    change_rule{.from = premium, .to = standard, .kind = change_kind::refund_first},
};

/// The catalog in which concurrent users are free until `end` (T1.4).
constexpr auto with_promotion_until(instant end) {
    auto priced = charges;
    priced[concurrent.index()].what.free_until = end;
    return compile(offering_row, editions, trials, features, quotas, attributes, values, rules,
                   reasons, versions, plan_prices, priced, charge_prices, changes);
}

}  // namespace tables

/// The whole catalog. The guide does not say until when concurrent users are free; here they always
/// are.
inline constexpr auto catalog = tables::with_promotion_until(instant::never());
static_assert(validate(catalog));

}  // namespace ratecard::inline v0::tencent_chat

#endif
