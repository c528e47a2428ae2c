// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <ratecard/ratecard.hpp>

#include "customer.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr catalog_view written = tencent_chat::catalog;

// The feature matrix as the guide has it, written down again: y yes, n no, a on application.
struct feature_line {
    std::string_view key;
    char in[4];  // Developer, Standard, Premium
};
constexpr feature_line table[] = {
    {"global_coverage", "yyy"},    {"push_to_all", "ana"},       {"multi_device", "yny"},
    {"local_search", "yny"},       {"live_history", "yny"},      {"community", "yny"},
    {"read_receipts", "yny"},      {"targeted_messages", "yny"}, {"live_online_list", "yny"},
    {"live_broadcast", "yny"},     {"user_status", "yny"},       {"conversation_mark", "yny"},
    {"conversation_group", "yny"}, {"live_ban", "yny"},
};
constexpr std::string_view call_features[] = {
    "call",        "call_interface",       "call_state",     "call_multi_device",
    "call_notice", "call_floating_window", "call_ring_tone", "call_answering",
    "call_group",  "call_midway",          "call_to_audio",  "call_noise_reduction",
    "call_outdoor"};
constexpr std::string_view platforms[] = {"android", "ios", "windows", "web"};

constexpr availability cell(char mark) {
    return mark == 'y'   ? availability::included
           : mark == 'a' ? availability::on_application
                         : availability::absent;
}
constexpr bool is_line(const catalog_view& c, std::string_view key) {
    const auto f = c.find_feature(key);
    for (const feature_line& line : table) {
        if (line.key != key || !f) continue;
        bool same = true;
        for (std::size_t e = 0; e < 3; ++e)
            same = same && c.at(*f, c.find_edition(every_edition[e]).value()) == cell(line.in[e]);
        return same;
    }
    return false;
}

/// A request that meets every condition of every feature of T3.1 to T3.14.
constexpr asked good{.platform = "ios", .sdk = "6.1.2155", .group_type = "Work", .group_size = 2};
/// One that fails every condition a request can fail.
constexpr asked poor{
    .platform = "windows", .sdk = "0.0.1", .group_type = "AVChatRoom", .group_size = 100'000};

const instant later = local(2024, 6, 1, 10);  // after `customer` was created and has its plan

customer on(const catalog_view& c, std::string_view edition,
            std::string_view data_center = "singapore") {
    customer app{c, data_center};
    app.has(edition, local(2024, 5, 20));
    return app;
}

/// The cells of one line, in both owners, and what they mean for an application of each edition.
void line_holds(std::string_view key) {
    both_owners([&](const catalog_view& c) {
        CHECK(is_line(c, key));
        for (const std::string_view edition : every_edition) {
            CAPTURE(key, edition);
            const customer app = on(c, edition);
            const auto how = c.at(c.find_feature(key).value(), edition_named(c, edition));
            const std::string expected = how == availability::included         ? ""
                                         : how == availability::on_application ? "not_applied"
                                                                               : "not_in_edition";
            CHECK(app.refusal(key, good.of(c), later) == expected);
        }
    });
}

/// A line without conditions: the poorest request and an empty one are answered like the best.
void line_holds_whatever_is_asked(std::string_view key) {
    line_holds(key);
    both_owners([&](const catalog_view& c) {
        for (const std::string_view edition : every_edition)
            for (const std::string_view center : {"singapore", "germany", "korea"}) {
                const customer app = on(c, edition, center);
                const auto best = app.refusal(key, good.of(c), later);
                CHECK(app.refusal(key, poor.of(c), later) == best);
                CHECK(app.refusal(key, {}, later) == best);
            }
        const auto rows = c.condition_rows();
        const feature_id f = c.find_feature(key).value();
        CHECK(rows.begin_of(f) == rows.end_of(f));
    });
}

std::string with_sdk(const catalog_view& c, std::string_view feature, std::string_view platform,
                     std::string_view sdk) {
    asked request = good;
    request.platform = platform;
    request.sdk = sdk;
    return on(c, "premium").refusal(feature, request.of(c), later);
}

}  // namespace

TEST_CASE("T3.1 global coverage is in every edition") {
    line_holds_whatever_is_asked("global_coverage");
    STATIC_REQUIRE(is_line(written, "global_coverage"));
}

TEST_CASE(
    "T3.1 the feature matrix has the lines T3.1 to T3.16 and what suspension stops, no other") {
    both_owners([](const catalog_view& c) {
        CHECK(c.features.size() == std::size(table) + std::size(call_features) + 1 + 3);
        for (const feature_line& line : table) CHECK(is_line(c, line.key));
        for (const std::string_view key : call_features) CHECK(c.find_feature(key));
        CHECK(c.find_feature("live_messages"));
        for (const std::string_view key : {"log_in", "group_management", "webhooks"})
            for (const std::string_view edition : every_edition)
                CHECK(c.at(c.find_feature(key).value(), edition_named(c, edition)) ==
                      availability::included);
        CHECK(c.find_feature("telepathy") == catalog_errc::unknown_feature);
    });
}

// ---- T3.2 ----

TEST_CASE(
    "T3.2 push to all users is given on application on Developer and Premium, not on Standard") {
    line_holds_whatever_is_asked("push_to_all");
    STATIC_REQUIRE(is_line(written, "push_to_all"));
}

TEST_CASE("T3.2 it works from 48 hours after approval, inclusive") {
    both_owners([](const catalog_view& c) {
        for (const std::string_view edition : {"developer", "premium"}) {
            customer app = on(c, edition);
            const instant approved = local(2024, 6, 1, 10, 20, 30);
            app.is_approved("push_to_all", approved);
            const auto at = [&](instant t) { return app.refusal("push_to_all", {}, t); };
            CHECK(at(approved - seconds(1)) == "not_applied");
            CHECK(at(approved) == "awaiting_activation");
            CHECK(at(local(2024, 6, 3, 10, 20, 29)) == "awaiting_activation");
            CHECK(at(local(2024, 6, 3, 10, 20, 30)).empty());
            CHECK(at(local(2025, 6, 3)).empty());
        }
    });
}

TEST_CASE("T3.2 an approval is of push to all users alone, and of one application") {
    both_owners([](const catalog_view& c) {
        customer app = on(c, "standard");
        app.is_approved("multi_device", local(2024, 5, 25));
        CHECK(app.refusal("multi_device", {}, later) == "not_in_edition");
        customer other = on(c, "premium");
        other.is_approved("multi_device", local(2024, 5, 25));
        CHECK(other.refusal("push_to_all", {}, later) == "not_applied");
    });
}

TEST_CASE("T3.2 it is lost when the plan becomes Standard, and needs a new application then") {
    both_owners([](const catalog_view& c) {
        customer app{c};
        app.is_approved("push_to_all", local(2024, 5, 2));
        const auto at = [&](instant t) { return app.refusal("push_to_all", {}, t); };
        CHECK(at(local(2024, 5, 10)).empty());  // on Developer
        app.buys("standard", 1, local(2024, 5, 10));
        CHECK(at(local(2024, 5, 9, 23, 59, 59)).empty());
        CHECK(at(local(2024, 5, 10)) == "not_in_edition");
        // Premium again: the old approval does not come back.
        app.returns(local(2024, 5, 20)).buys("premium", 1, local(2024, 5, 20));
        CHECK(at(local(2024, 5, 19, 23, 59, 59)) == "not_in_edition");
        CHECK(at(local(2024, 5, 20)) == "not_applied");
        CHECK(at(local(2024, 6, 19)) == "not_applied");
        // One given while the plan was Standard counts no more than the old one.
        app.is_approved("push_to_all", local(2024, 5, 15));
        CHECK(at(local(2024, 5, 25)) == "not_applied");
        app.is_approved("push_to_all", local(2024, 5, 25));
        CHECK(at(local(2024, 5, 26, 23, 59, 59)) == "awaiting_activation");
        CHECK(at(local(2024, 5, 27)).empty());
    });
}

TEST_CASE("T3.2 it stays from Developer to Premium and through renewals") {
    both_owners([](const catalog_view& c) {
        customer app{c};
        app.is_approved("push_to_all", local(2024, 5, 2));
        app.buys("premium", 1, local(2024, 5, 3, 12)).buys("premium", 1, local(2024, 6, 3, 12));
        const auto at = [&](instant t) { return app.refusal("push_to_all", {}, t); };
        CHECK(at(local(2024, 5, 3, 23, 59, 59)) == "awaiting_activation");
        CHECK(at(local(2024, 5, 4)).empty());
        CHECK(at(local(2024, 7, 1)).empty());
    });
}

// ---- T3.3 to T3.5 ----

TEST_CASE("T3.3 several devices of one platform online: not on Standard") {
    line_holds_whatever_is_asked("multi_device");
    STATIC_REQUIRE(is_line(written, "multi_device"));
}

TEST_CASE("T3.4 local message search: not on Standard") {
    line_holds("local_search");
    STATIC_REQUIRE(is_line(written, "local_search"));
}

TEST_CASE("T3.4 it is there on Android and iOS only, whatever else is asked") {
    both_owners([](const catalog_view& c) {
        for (const std::string_view edition : {"developer", "premium"})
            for (const std::string_view center : {"singapore", "germany"})
                for (const std::string_view platform : platforms) {
                    asked request = poor;
                    request.platform = platform;
                    const bool mobile = platform == "android" || platform == "ios";
                    CHECK(on(c, edition, center).refusal("local_search", request.of(c), later) ==
                          (mobile ? "" : "platform_not_supported"));
                }
        // A request that does not say its platform is on none of them.
        CHECK(on(c, "premium").refusal("local_search", {}, later) == "platform_not_supported");
        CHECK(on(c, "standard").refusal("local_search", asked{.platform = "web"}.of(c), later) ==
              "not_in_edition");
    });
}

TEST_CASE("T3.5 history for new members of a live-streaming group: not on Standard") {
    line_holds_whatever_is_asked("live_history");
    STATIC_REQUIRE(is_line(written, "live_history"));
}

// ---- T3.6 ----

TEST_CASE("T3.6 community: not on Standard, and on Premium as in the table") {
    line_holds("community");
    STATIC_REQUIRE(is_line(written, "community"));
}

TEST_CASE(
    "T3.6 it needs a native SDK of 5.8.1668, or a Web one of 2.17.0, compared number by number") {
    both_owners([](const catalog_view& c) {
        for (const std::string_view platform : {"android", "ios", "windows"}) {
            CAPTURE(platform);
            for (const std::string_view enough :
                 {"5.8.1668", "5.8.1669", "5.8.16680", "5.10.1", "5.9", "6", "10.0.0", "5.10.0"})
                CHECK(with_sdk(c, "community", platform, enough).empty());
            for (const std::string_view old : {"5.8.1667", "5.8.999", "5.8", "5.7.9999",
                                               "5.08.1667", "4.99.9999", "2.17.0", "5"})
                CHECK(with_sdk(c, "community", platform, old) == "sdk_too_old");
        }
        for (const std::string_view enough : {"2.17.0", "2.17", "2.17.1", "2.18.0", "2.100.0", "3"})
            CHECK(with_sdk(c, "community", "web", enough).empty());
        for (const std::string_view old : {"2.16.999", "2.9.0", "2.2.0", "1.99.0", "2"})
            CHECK(with_sdk(c, "community", "web", old) == "sdk_too_old");
        // One that is not stated is not late enough; nor where the platform is not.
        CHECK(with_sdk(c, "community", "ios", "") == "sdk_too_old");
        CHECK(with_sdk(c, "community", "", "9.9.9") == "sdk_too_old");
    });
}

TEST_CASE("T3.6 it is not given in the data centers Germany and Korea") {
    both_owners([](const catalog_view& c) {
        for (const std::string_view edition : {"developer", "premium"})
            for (const std::string_view center :
                 {"china", "singapore", "korea", "germany", "india"}) {
                const bool excluded = center == "korea" || center == "germany";
                CHECK(on(c, edition, center).refusal("community", good.of(c), later) ==
                      (excluded ? "data_center_excluded" : ""));
                // Group type and size are of another row.
                asked request = poor;
                request.sdk = "5.8.1668";
                CHECK(on(c, edition, center).refusal("community", request.of(c), later) ==
                      (excluded ? "data_center_excluded" : ""));
            }
    });
}

TEST_CASE("T3.6 a request does not talk its way out of the application's data center") {
    both_owners([](const catalog_view& c) {
        const auto center = c.find_attribute("data_center").value();
        attributes request = good.of(c);
        request.set(center, c.find_value(center, "singapore").value());
        CHECK(on(c, "premium", "germany").refusal("community", request, later) ==
              "data_center_excluded");
        request.set(center, c.find_value(center, "germany").value());
        CHECK(on(c, "premium", "singapore").refusal("community", request, later).empty());
    });
}

// ---- T3.7 ----

TEST_CASE("T3.7 group read receipts: not on Standard") {
    line_holds("read_receipts");
    STATIC_REQUIRE(is_line(written, "read_receipts"));
}

TEST_CASE("T3.7 they need a native SDK of 6.1.2155; the Web is not supported") {
    both_owners([](const catalog_view& c) {
        for (const std::string_view platform : {"android", "ios", "windows"}) {
            for (const std::string_view enough : {"6.1.2155", "6.1.2156", "6.10.0", "6.2", "7.0.1"})
                CHECK(with_sdk(c, "read_receipts", platform, enough).empty());
            for (const std::string_view old :
                 {"6.1.2154", "6.1.999", "6.1", "6.0.9999", "5.8.1668"})
                CHECK(with_sdk(c, "read_receipts", platform, old) == "sdk_too_old");
        }
        CHECK(with_sdk(c, "read_receipts", "web", "99.0.0") == "platform_not_supported");
        CHECK(with_sdk(c, "read_receipts", "web", "2.17.0") == "platform_not_supported");
    });
}

TEST_CASE("T3.7 they are for the group types Work, Public and Meeting") {
    both_owners([](const catalog_view& c) {
        for (const std::string_view type :
             {"Work", "Public", "Meeting", "AVChatRoom", "Community"}) {
            asked request = good;
            request.group_type = type;
            const bool has = type == "Work" || type == "Public" || type == "Meeting";
            CHECK(on(c, "premium").refusal("read_receipts", request.of(c), later) ==
                  (has ? "" : "group_type_excluded"));
        }
    });
}

TEST_CASE("T3.7 a group of 200 members has them, one of 201 has not") {
    both_owners([](const catalog_view& c) {
        for (const auto& [size, expected] : {std::pair{0, ""},
                                             {1, ""},
                                             {199, ""},
                                             {200, ""},
                                             {201, "group_too_large"},
                                             {2'000, "group_too_large"}}) {
            asked request = good;
            request.group_size = size;
            CHECK(on(c, "premium").refusal("read_receipts", request.of(c), later) == expected);
        }
        asked unstated = good;
        unstated.group_size = -1;
        CHECK(on(c, "premium").refusal("read_receipts", unstated.of(c), later) ==
              "group_too_large");
    });
}

TEST_CASE("T3.7 a refusal names the first reason: every set of failed conditions at once") {
    both_owners([](const catalog_view& c) {
        // Bit by bit: edition, platform, SDK, group type, group size.
        for (unsigned failed = 0; failed < 32; ++failed) {
            CAPTURE(failed);
            const asked request{.platform = failed & 2u ? "web" : "ios",
                                .sdk = failed & 4u ? "6.1.2154" : "6.1.2155",
                                .group_type = failed & 8u ? "AVChatRoom" : "Public",
                                .group_size = failed & 16u ? 201 : 200};
            const std::string expected = failed & 1u    ? "not_in_edition"
                                         : failed & 2u  ? "platform_not_supported"
                                         : failed & 4u  ? "sdk_too_old"
                                         : failed & 8u  ? "group_type_excluded"
                                         : failed & 16u ? "group_too_large"
                                                        : "";
            const customer app = on(c, failed & 1u ? "standard" : "premium", "germany");
            CHECK(app.refusal("read_receipts", request.of(c), later) == expected);
        }
        // Community: edition, data center, SDK; on each kind of platform.
        for (unsigned failed = 0; failed < 16; ++failed) {
            CAPTURE(failed);
            const bool web = (failed & 8u) != 0;
            const asked request{
                .platform = web ? "web" : "windows",
                .sdk = failed & 4u ? (web ? "2.16.9" : "5.8.1667") : (web ? "2.17.0" : "5.8.1668")};
            const std::string expected = failed & 1u   ? "not_in_edition"
                                         : failed & 2u ? "data_center_excluded"
                                         : failed & 4u ? "sdk_too_old"
                                                       : "";
            const customer app =
                on(c, failed & 1u ? "standard" : "developer", failed & 2u ? "korea" : "india");
            CHECK(app.refusal("community", request.of(c), later) == expected);
        }
        CHECK(on(c, "standard", "germany").refusal("push_to_all", {}, later) == "not_in_edition");
        CHECK(on(c, "premium", "germany").refusal("push_to_all", {}, later) == "not_applied");
    });
}

TEST_CASE("T3.7 the catalog states the order of all reasons") {
    both_owners([](const catalog_view& c) {
        std::vector<std::uint8_t> ranks;
        for (const reason why : {reason::suspended, reason::not_in_edition, reason::not_applied,
                                 reason::awaiting_activation})
            ranks.push_back(c.rank(why));
        for (const std::string_view attribute :
             {"data_center", "platform", "sdk", "group_type", "group_size"})
            ranks.push_back(c.rank(refused_by(c.find_attribute(attribute).value())));
        ranks.push_back(c.rank(reason::allowed));
        for (std::size_t i = 1; i < ranks.size(); ++i) CHECK(ranks[i - 1] < ranks[i]);
    });
}

// ---- T3.8 to T3.14 ----

TEST_CASE("T3.8 targeted group messages: not on Standard") {
    line_holds_whatever_is_asked("targeted_messages");
    STATIC_REQUIRE(is_line(written, "targeted_messages"));
}

TEST_CASE("T3.9 online member list of a live-streaming group: not on Standard") {
    line_holds_whatever_is_asked("live_online_list");
    STATIC_REQUIRE(is_line(written, "live_online_list"));
}

TEST_CASE("T3.10 broadcast messages in live-streaming groups: not on Standard") {
    line_holds_whatever_is_asked("live_broadcast");
    STATIC_REQUIRE(is_line(written, "live_broadcast"));
}

TEST_CASE("T3.11 user status: not on Standard") {
    line_holds_whatever_is_asked("user_status");
    STATIC_REQUIRE(is_line(written, "user_status"));
}

TEST_CASE("T3.12 conversation marking: not on Standard") {
    line_holds_whatever_is_asked("conversation_mark");
    STATIC_REQUIRE(is_line(written, "conversation_mark"));
}

TEST_CASE("T3.13 conversation grouping: not on Standard") {
    line_holds_whatever_is_asked("conversation_group");
    STATIC_REQUIRE(is_line(written, "conversation_group"));
}

TEST_CASE("T3.14 banning members of a live-streaming group: not on Standard") {
    line_holds_whatever_is_asked("live_ban");
    STATIC_REQUIRE(is_line(written, "live_ban"));
}

// ---- T3.15 ----

TEST_CASE("T3.15 each of the thirteen call features is on trial in every edition") {
    both_owners([](const catalog_view& c) {
        std::size_t on_trial = 0;
        for (const feature& f : c.features) on_trial += f.trial ? 1u : 0u;
        CHECK(on_trial == std::size(call_features));
        for (const std::string_view key : call_features) {
            const feature_id f = c.find_feature(key).value();
            CHECK(c[f].trial == c.find_trial("call").value());
            for (const std::string_view edition : every_edition)
                CHECK(c.at(f, edition_named(c, edition)) == availability::on_trial);
        }
    });
}

TEST_CASE("T3.15 each works on iOS, Android and Web within the 60 days, in every edition") {
    both_owners([](const catalog_view& c) {
        const instant start = local(2024, 6, 1, 10, 20, 30);
        const instant end = start + days(60);
        for (const std::string_view edition : every_edition) {
            customer app = on(c, edition, "germany");
            app.starts_trial(start);
            for (const std::string_view feature : call_features)
                for (const std::string_view platform : platforms) {
                    CAPTURE(edition, feature, platform);
                    asked request = poor;
                    request.platform = platform;
                    const auto at = [&](instant t) {
                        return app.refusal(feature, request.of(c), t);
                    };
                    const std::string inside =
                        platform == "windows" ? "platform_not_supported" : "";
                    CHECK(at(start - seconds(1)) == "trial_not_activated");
                    CHECK(at(start) == inside);
                    CHECK(at(end - seconds(1)) == inside);
                    CHECK(at(end) == "trial_over");
                }
        }
    });
}

TEST_CASE("T3.15 an upgrade in between changes nothing, a suspension stops it") {
    both_owners([](const catalog_view& c) {
        customer app{c};
        app.starts_trial(local(2024, 6, 1)).buys("standard", 1, local(2024, 6, 5));
        const attributes request = asked{.platform = "web"}.of(c);
        const auto at = [&](instant t) { return app.refusal("call", request, t); };
        CHECK(at(local(2024, 6, 4)).empty());
        CHECK(at(local(2024, 6, 5)).empty());
        CHECK(at(local(2024, 7, 5, 12)).empty());  // expired, in the 24 hours
        CHECK(at(local(2024, 7, 6)) == "suspended");
    });
}

// ---- T3.16 ----

TEST_CASE(
    "T3.16 a live-streaming group takes text, images, short audio and custom messages, in every "
    "edition") {
    both_owners([](const catalog_view& c) {
        const auto kind = c.find_attribute("message_kind").value();
        CHECK(std::ranges::count(c.values, kind, &attribute_value::of) == 5);
        for (const std::string_view edition : every_edition) {
            const customer app = on(c, edition, "germany");
            for (const std::string_view message : {"text", "image", "short_audio", "custom"}) {
                asked request = poor;
                request.message_kind = message;
                CHECK(app.refusal("live_messages", request.of(c), later).empty());
            }
            CHECK(app.refusal("live_messages", asked{.message_kind = "streaming"}.of(c), later) ==
                  "message_kind_excluded");
            CHECK(app.refusal("live_messages", {}, later) == "message_kind_excluded");
        }
        CHECK(c.find_value(kind, "hologram") == catalog_errc::unknown_value);
    });
}
