// SPDX-License-Identifier: MIT
#ifndef RATECARD_REFERENCE_TENCENT_CHAT_HPP
#define RATECARD_REFERENCE_TENCENT_CHAT_HPP

#include <array>

#include <ratecard/catalog/catalog.hpp>
#include <ratecard/core/version_number.hpp>

/// Tencent Cloud Chat as its purchase guide describes it (pages of 2023-06-14 to 2024-04-11, renewal
/// guide of 2025-01-08): data only. Row numbers T1.1 to T6.7 are those of docs/reference/tencent_chat.md,
/// where each decision the guide leaves open is stated.
namespace ratecard::inline v0::tencent_chat {

enum class edition : std::uint8_t { developer, standard, premium };

enum class feature : std::uint8_t {
    // what suspension stops (T5.2)
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

using key = keys<edition, feature, quota, charge, price_book, attribute, trial>;

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
    .default_edition = key::id(developer),
    .terms = {.min_months = 1, .max_months = 24},
    .refunds = presets::refunds::tencent_chat,
    .lifecycle = {.expiry_grace = hours(24),
                  .arrears_grace = hours(24),
                  .retention_days = 90,
                  .remind_from = 6,
                  .remind_until = 1},
    .rating = presets::tencent_chat,
    .billing = {.issue_from = 1, .issue_until = 3},
};

inline constexpr std::array editions{
    ratecard::edition{"developer"},
    ratecard::edition{"standard"},
    ratecard::edition{"premium"},
};

inline constexpr std::array trials{
    ratecard::trial{.key = "call", .length = days(60), .activates = "TRTC"},
};

using row = feature_row<3>;
inline constexpr trial_id by_call = key::id(trial::call);

// columns: developer, standard, premium
inline constexpr std::array features{
    row{{"log_in"}, {included, included, included}},
    row{{"group_management"}, {included, included, included}},
    row{{"webhooks"}, {included, included, included}},
    row{{"global_coverage"}, {included, included, included}},
    row{{"push_to_all", hours(48)}, {on_application, absent, on_application}},
    row{{"multi_device"}, {included, absent, included}},
    row{{"local_search"}, {included, absent, included}},
    row{{"live_history"}, {included, absent, included}},
    row{{"community"}, {included, absent, included}},
    row{{"read_receipts"}, {included, absent, included}},
    row{{"targeted_messages"}, {included, absent, included}},
    row{{"live_online_list"}, {included, absent, included}},
    row{{"live_broadcast"}, {included, absent, included}},
    row{{"user_status"}, {included, absent, included}},
    row{{"conversation_mark"}, {included, absent, included}},
    row{{"conversation_group"}, {included, absent, included}},
    row{{"live_ban"}, {included, absent, included}},
    row{{"call", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_interface", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_state", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_multi_device", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_notice", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_floating_window", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_ring_tone", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_answering", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_group", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_midway", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_to_audio", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_noise_reduction", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"call_outdoor", {}, by_call}, {on_trial, on_trial, on_trial}},
    row{{"live_messages"}, {included, included, included}},
};

using limits = quota_row<3>;
inline constexpr quota_id daily = key::id(quota::daily_groups);

// columns: developer, standard, premium
inline constexpr std::array quotas{
    limits{{"registered_users", subscription, standing}, {hard(100), no_limit, no_limit}},
    limits{{"friends", user, standing}, {hard(20), hard(3'000), hard(3'000)}},
    limits{{"groups_joined", user, standing}, {hard(50), hard(500), hard(1'000)}},
    limits{{"group_members", group, standing}, {hard(20), hard(200), hard(2'000)}},
    limits{{"groups", subscription, standing}, {hard(100), no_limit, no_limit}},
    limits{{"live_groups", subscription, standing}, {hard(10), hard(50), no_limit}},
    limits{{"daily_groups", subscription, calendar_day}, {hard(100), hard(10'000), hard(10'000)}},
    limits{{"daily_broadcast_groups", subscription, calendar_day, daily},
           {hard(5), hard(5), hard(5)}},
    limits{{"message_history", subscription, age}, {hard(7), hard(7), hard(30)}},
    limits{{"mau", subscription, calendar_month}, {hard(100), soft(10'000), soft(10'000)}},
    limits{{"applications", account, standing}, {hard(300), hard(300), hard(300)}},
};

using ratecard::attribute_kind;
inline constexpr std::array attributes{
    ratecard::attribute{"data_center", attribute_kind::enumerated, true, "data_center_excluded"},
    ratecard::attribute{"platform", attribute_kind::enumerated, false, "platform_not_supported"},
    ratecard::attribute{"sdk", attribute_kind::version, false, "sdk_too_old"},
    ratecard::attribute{"group_type", attribute_kind::enumerated, false, "group_type_excluded"},
    ratecard::attribute{"group_size", attribute_kind::count, false, "group_too_large"},
    ratecard::attribute{"message_kind", attribute_kind::enumerated, false, "message_kind_excluded"},
};

inline constexpr attribute_id center = key::id(attribute::data_center);
inline constexpr attribute_id device = key::id(attribute::platform);
inline constexpr attribute_id sdk = key::id(attribute::sdk);
inline constexpr attribute_id type = key::id(attribute::group_type);
inline constexpr attribute_id size = key::id(attribute::group_size);
inline constexpr attribute_id kind = key::id(attribute::message_kind);

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
    return {key::id(f),
            {.attribute = device,
             .test = test::one_of,
             .set = values_of(platform::ios, platform::android, platform::web)}};
}

inline constexpr std::array rules{
    rule{key::id(local_search),
         {.attribute = device,
          .test = test::one_of,
          .set = values_of(platform::android, platform::ios)}},
    rule{key::id(community),
         {.attribute = center,
          .test = test::none_of,
          .set = values_of(data_center::germany, data_center::korea)}},
    rule{key::id(community),
         {.attribute = sdk,
          .test = test::at_least,
          .bound = version_number{"5.8.1668"}.packed(),
          .where = device,
          .where_set = native}},
    rule{key::id(community),
         {.attribute = sdk,
          .test = test::at_least,
          .bound = version_number{"2.17.0"}.packed(),
          .where = device,
          .where_set = web}},
    rule{key::id(read_receipts), {.attribute = device, .test = test::one_of, .set = native}},
    rule{key::id(read_receipts),
         {.attribute = sdk, .test = test::at_least, .bound = version_number{"6.1.2155"}.packed()}},
    rule{key::id(read_receipts),
         {.attribute = type,
          .test = test::one_of,
          .set = values_of(group_type::work, group_type::public_, group_type::meeting)}},
    rule{key::id(read_receipts), {.attribute = size, .test = test::at_most, .bound = 200}},
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
    rule{key::id(live_messages),
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

inline constexpr version_id original = key::id(price_book::original);
inline constexpr version_id current = key::id(price_book::current);

// The original plans ended on 2022-12-26 at 00:00 UTC+8; the guide does not give their prices.
inline constexpr std::array versions{
    price_version{"original", instant{instant::first_of_data}, current},
    price_version{"2022-12-26", instant{1'671'984'000}, {}},
};

using namespace literals;

inline constexpr std::array plan_prices{
    plan_price{current, key::id(standard), 399_dec},
    plan_price{current, key::id(premium), 699_dec},
};

inline constexpr std::array charges{
    ratecard::charge{.key = "mau", .unit = "MAU", .included = key::id(quota::mau)},
    ratecard::charge{
        .key = "concurrent_users", .unit = "concurrent users", .free_until = instant::never()},
};

inline constexpr charge_id users = key::id(charge::mau);
inline constexpr charge_id concurrent = key::id(charge::concurrent_users);
inline constexpr std::array charge_prices{
    charge_price{current, key::id(standard), users, {.unit_price = 0.015_dec}},
    charge_price{current, key::id(premium), users, {.unit_price = 0.015_dec}},
    charge_price{current, key::id(standard), concurrent, {.unit_price = 0.2_dec}},
    charge_price{current, key::id(premium), concurrent, {.unit_price = 0.2_dec}},
};

inline constexpr std::array changes{
    change_rule{.kind = change_kind::forbidden},
    change_rule{.to = key::id(developer), .kind = change_kind::forbidden},
    change_rule{
        .from = key::id(standard), .to = key::id(premium), .kind = change_kind::with_credit},
    change_rule{
        .from = key::id(premium), .to = key::id(standard), .kind = change_kind::refund_first},
};

/// The catalog with another end of the concurrent users' promotion (T1.4).
constexpr auto with_promotion_until(instant end) {
    auto priced = charges;
    priced[concurrent.index()].free_until = end;
    return compile<key>(offering_row, editions, trials, features, quotas, attributes, values, rules,
                        reasons, versions, plan_prices, priced, charge_prices, changes);
}

}  // namespace tables

/// The whole product. The end of the concurrent users' promotion is not known in it.
inline constexpr auto catalog = tables::with_promotion_until(instant::never());
static_assert(validate(catalog));

}  // namespace ratecard::inline v0::tencent_chat

#endif
