// SPDX-License-Identifier: MIT
#include <array>

#include "notes.hpp"

using namespace notes;

constexpr instant begin = start_of(civil(2024, 5, 1), sold.billing_zone);

int main() {
    // [catalog]
    catalog_builder b{product};
    b.add(feature{.key = "history", .kind = value_kind::duration}, {included, included, included});
    b.value("history", "free", feature_value::duration(days(7)))
        .value("history", "team", feature_value::duration(days(90)))
        .value("history", "company", feature_value::duration(days(365)));
    b.add(add_on{"archive"})
        .gives("archive", "history", feature_value::duration(days(1'825)))
        .gives("archive", "share")
        .raises("archive", "notes", quantity{500});
    // [/catalog]

    // [prices]
    b.add(charge{.key = "archive", .unit = "archives", .kind = charge_kind::recurring})
        .price("2024", "team", "archive", {.unit_price = 4_dec})
        .charged_by("archive", "archive");
    const auto with_add_ons = b.build().value();
    // [/prices]
    const catalog_view c = with_add_ons.view();
    const feature_id history = c.find_feature("history").value();
    const feature_id share = c.find_feature("share").value();
    const quota_id notes_kept = c.find_quota("notes").value();

    // [quote]
    const money none{0, usd};
    const std::array orders{order{.id = {1},
                                  .owner = {8},
                                  .edition = plan::team,
                                  .version = y2024,
                                  .months = 3,
                                  .placed_at = begin,
                                  .begins = begin,
                                  .paid_by = {money{90'00, usd}, none, none, none}}};
    const subscription team{.id = {8}, .created_at = begin, .orders = orders};
    const add_on_id archive = c.find_add_on("archive").value();
    const auto team_life = examine(c, team).value();
    const auto offer =
        quote_add_on(team_life, archive, quantity{2}, begin + days(10)).value().value();
    // offer.price: 2 x 4.00 for 21 of 31 days, and for two months: 21.42
    const add_on_purchase taken = purchase_of(offer, {1});
    // [/quote]
    if (offer.price != money{21'42, usd} || taken.ends != end_of(c, orders[0])) return 1;

    // [facts]
    const std::array bought{
        add_on_purchase{.id = {1},
                        .add_on = c.find_add_on("archive").value(),
                        .units = quantity{2},
                        .begins = begin,
                        .ends = begin + days(30)},
    };
    const std::array agreed{
        limit_override{.quota = notes_kept, .limit = hard(5'000), .begins = begin + days(10)},
    };
    const subscription customer{
        .id = {7}, .created_at = begin, .add_ons = bought, .limit_overrides = agreed};
    const auto life = examine(c, customer).value();
    const auto s = resolve<8, 8>(life, begin).value();
    // [/facts]

    // [answers]
    const auto open = at(c.condition_rows(), s, begin);
    const quota_limit most = *open.limit_of(notes_kept);  // 100 + 2 x 500
    const auto kept_for = open.value_of(history);         // 1,825 days
    const instant until = s.valid_until;                  // the override begins
    // [/answers]
    if (most != hard(1'100) || kept_for->as_duration() != days(1'825)) return 1;
    if (until != begin + days(10)) return 1;

    // [menu]
    const attributes web = attributes{}.set(about::client, std::int64_t(client::web));
    const auto shown = open.mask(web);
    if (shown.contains(share)) {
        // draw the button
    }
    // [/menu]
    if (!shown.contains(share)) return 1;

    // [why]
    const auto explained = why(life, share, web, begin).value();
    if (explained.decided_by->from == origin::add_on) {
        const add_on_purchase& by = bought[explained.decided_by->place];
        // "until 31 May, by purchase 1"
        if (by.id.value != 1 || explained.until != begin + days(30)) return 1;
    }
    const quantity too_many = missing(most, quantity{1'090}, quantity{25});
    // [/why]
    if (too_many != quantity{15}) return 1;

    // [shared]
    std::array<snapshot<8, 8>, 16> room{};
    interned_snapshots<snapshot<8, 8>> kept{room};
    const tenancy held = kept.keep(s).value();  // of this customer

    const auto names = feature_names<8>::of(c).value();
    const auto asked = names.find("share");  // a name from outside
    const bool allowed =
        asked && at(c.condition_rows(), kept, held, begin).check(*asked, web).allowed();
    // [/shared]

    // [bytes]
    const auto bytes = to_bytes(s);
    const auto read = from_bytes<snapshot<8, 8>>({bytes.data(), bytes.size()});
    // [/bytes]
    return allowed && read == s ? 0 : 1;
}
