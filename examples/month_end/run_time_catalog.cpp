// SPDX-License-Identifier: MIT
#include "run_time_catalog.hpp"

#include <initializer_list>
#include <string_view>

namespace month_end {

using namespace ratecard;

result<owned_catalog, fault> run_time_catalog(instant promotion_end) {
    using enum availability;
    using namespace literals;
    const zone utc8 = zone::fixed(hours(8));

    catalog_builder b{
        {.product = "Tencent Cloud Chat",
         .unit = usd,
         .billing_zone = utc8,
         .default_edition = {},
         .terms = {.min_months = 1, .max_months = 24},
         .refunds = {.used = {used_unit::started_day, service_month::running_term}},
         .lifecycle = {.expiry_grace = hours(24),
                       .arrears_grace = hours(24),
                       .retention_days = 90,
                       .remind_from = 6,
                       .remind_until = 1},
         .billing = {
             .rounding = rounding::half_away_from_zero, .issue_from = 1, .issue_until = 3}}};
    b.add(edition{"developer"}).add(edition{"standard"}).add(edition{"premium"});
    b.add(trial{.key = "call", .length = days(60), .activates = "TRTC"});

    // What a request is looked at by, and the words for it.
    b.add({"data_center", attribute_kind::enumerated, true, "data_center_excluded"})
        .add({"platform", attribute_kind::enumerated, false, "platform_not_supported"})
        .add({"sdk", attribute_kind::version, false, "sdk_too_old"})
        .add({"group_type", attribute_kind::enumerated, false, "group_type_excluded"})
        .add({"group_size", attribute_kind::count, false, "group_too_large"})
        .add({"message_kind", attribute_kind::enumerated, false, "message_kind_excluded"});
    for (const name& n :
         {name{"china"}, name{"singapore"}, name{"korea"}, name{"germany"}, name{"india"}})
        b.add_value("data_center", n);
    for (const name& n : {name{"android"}, name{"ios"}, name{"windows"}, name{"web"}})
        b.add_value("platform", n);
    for (const name& n :
         {name{"Work"}, name{"Public"}, name{"Meeting"}, name{"AVChatRoom"}, name{"Community"}})
        b.add_value("group_type", n);
    for (const name& n :
         {name{"text"}, name{"image"}, name{"short_audio"}, name{"custom"}, name{"streaming"}})
        b.add_value("message_kind", n);
    const auto attribute_named = [&](std::string_view key) {
        return b.view().find_attribute(key).value();
    };
    const attribute_id center = attribute_named("data_center"),
                       device = attribute_named("platform"), sdk = attribute_named("sdk"),
                       type = attribute_named("group_type"), size = attribute_named("group_size"),
                       kind = attribute_named("message_kind");
    const auto set_of = [&](attribute_id of, std::initializer_list<std::string_view> names) {
        value_set set;
        for (const std::string_view n : names)
            set.bits |= std::uint64_t{1} << b.view().find_value(of, n).value();
        return set;
    };

    // columns: developer, standard, premium
    for (const name& n :
         {name{"log_in"}, name{"group_management"}, name{"webhooks"}, name{"global_coverage"}})
        b.add(feature{n}, {included, included, included});
    b.add(feature{"push_to_all", hours(48)}, {on_application, absent, on_application});
    for (const name& n : {name{"multi_device"}, name{"local_search"}, name{"live_history"},
                          name{"community"}, name{"read_receipts"}, name{"targeted_messages"},
                          name{"live_online_list"}, name{"live_broadcast"}, name{"user_status"},
                          name{"conversation_mark"}, name{"conversation_group"}, name{"live_ban"}})
        b.add(feature{n}, {included, absent, included});
    const trial_id call = b.view().find_trial("call").value();
    const name calls[] = {
        "call",        "call_interface",       "call_state",     "call_multi_device",
        "call_notice", "call_floating_window", "call_ring_tone", "call_answering",
        "call_group",  "call_midway",          "call_to_audio",  "call_noise_reduction",
        "call_outdoor"};
    for (const name& n : calls) b.add(feature{n, {}, call}, {on_trial, on_trial, on_trial});
    b.add(feature{"live_messages"}, {included, included, included});

    const value_set native = set_of(device, {"android", "ios", "windows"});
    b.require("local_search", {.attribute = device, .set = set_of(device, {"android", "ios"})});
    b.require(
        "community",
        {.attribute = center, .test = test::none_of, .set = set_of(center, {"germany", "korea"})});
    b.require("community", {.attribute = sdk,
                            .test = test::at_least,
                            .bound = version_number{"5.8.1668"}.packed(),
                            .where = device,
                            .where_set = native});
    b.require("community", {.attribute = sdk,
                            .test = test::at_least,
                            .bound = version_number{"2.17.0"}.packed(),
                            .where = device,
                            .where_set = set_of(device, {"web"})});
    b.require("read_receipts", {.attribute = device, .set = native});
    b.require(
        "read_receipts",
        {.attribute = sdk, .test = test::at_least, .bound = version_number{"6.1.2155"}.packed()});
    b.require("read_receipts",
              {.attribute = type, .set = set_of(type, {"Work", "Public", "Meeting"})});
    b.require("read_receipts", {.attribute = size, .test = test::at_most, .bound = 200});
    for (const name& n : calls)
        b.require(n.view(),
                  {.attribute = device, .set = set_of(device, {"ios", "android", "web"})});
    b.require("live_messages",
              {.attribute = kind, .set = set_of(kind, {"text", "image", "short_audio", "custom"})});

    using enum quota_scope;
    using enum quota_window;
    b.add(quota{"registered_users", subscription, standing}, {hard(100), no_limit, no_limit});
    b.add(quota{"friends", quota_scope::user, standing}, {hard(20), hard(3'000), hard(3'000)});
    b.add(quota{"groups_joined", quota_scope::user, standing}, {hard(50), hard(500), hard(1'000)});
    b.add(quota{"group_members", group, standing}, {hard(20), hard(200), hard(2'000)});
    b.add(quota{"groups", subscription, standing}, {hard(100), no_limit, no_limit});
    b.add(quota{"live_groups", subscription, standing}, {hard(10), hard(50), no_limit});
    b.add(quota{"daily_groups", subscription, calendar_day},
          {hard(100), hard(10'000), hard(10'000)});
    b.add(quota{"daily_broadcast_groups", subscription, calendar_day,
                b.view().find_quota("daily_groups").value()},
          {hard(5), hard(5), hard(5)});
    b.add(quota{"message_history", subscription, age}, {hard(7), hard(7), hard(30)});
    b.add(quota{"mau", subscription, calendar_month}, {hard(100), soft(10'000), soft(10'000)});
    b.add(quota{"applications", quota_scope::account, standing}, {hard(300), hard(300), hard(300)});

    b.add(price_version{"original", instant{instant::first_of_data}, {}});
    b.add(price_version{"2022-12-26", start_of(civil(2022, 12, 26), utc8), {}});
    b.migrate("original", "2022-12-26");
    b.add(charge{.key = "mau", .unit = "MAU", .included = b.view().find_quota("mau").value()});
    b.add(
        charge{.key = "concurrent_users", .unit = "concurrent users", .free_until = promotion_end});
    b.price("2022-12-26", "standard", 399_dec).price("2022-12-26", "premium", 699_dec);
    for (const std::string_view edition : {"standard", "premium"}) {
        b.price("2022-12-26", edition, "mau", {.unit_price = 0.015_dec});
        b.price("2022-12-26", edition, "concurrent_users", {.unit_price = 0.2_dec});
    }
    b.change("", "", change_kind::forbidden)
        .change("", "developer", change_kind::forbidden)
        .change("standard", "premium", change_kind::with_credit)
        .change("premium", "standard", change_kind::refund_first);
    const reason order[] = {reason::not_in_edition,
                            reason::not_applied,
                            reason::awaiting_activation,
                            reason::trial_not_activated,
                            reason::trial_over,
                            refused_by(center),
                            refused_by(device),
                            refused_by(sdk),
                            refused_by(type),
                            refused_by(size),
                            refused_by(kind)};
    b.order(order);
    return b.build();
}

}  // namespace month_end
