// SPDX-License-Identifier: MIT
#include "notes.hpp"

using namespace notes;

constexpr money none{0, usd};
constexpr instant begin = start_of(civil(2024, 5, 1), sold.billing_zone);
constexpr std::array orders{
    order{.owner = {7},
          .edition = plan::team,
          .version = y2024,
          .months = 1,
          .placed_at = begin,
          .begins = begin,
          .paid_by = {money{30'00, usd}, none, none, none}},
};
constexpr subscription customer{.id = {7}, .created_at = begin, .orders = orders};

// [session]
struct session {
    snapshot<8, 8> granted{};

    // Called when a fact was recorded (an order, a refund, a bill, an approval, a trial), and when
    // the snapshot has run out.
    bool refresh(const subscription& facts, instant now) {
        const auto life = examine(product, facts);
        if (!life) return false;
        const auto resolved = resolve<8, 8>(*life, now);
        if (resolved) granted = *resolved;
        return resolved.has_value();
    }
};
// [/session]

// [request]
decision may(const session& s, action what, const attributes& request, instant now) {
    return at(product.view().condition_rows(), s.granted, now).check(what, request);
}
// [/request]

int main() {
    session s;
    const attributes web = attributes{}.set(about::client, std::int64_t(client::web));
    if (may(s, action::write, web, begin).why() != reason::stale) return 1;
    if (!s.refresh(customer, begin)) return 1;
    if (!may(s, action::write, web, begin).allowed()) return 1;
    if (may(s, action::audit, web, begin).why() != reason::not_in_edition) return 1;

    // [outside]
    const char header[] = "2.9.3";  // of a request
    attributes request = attributes{}.set(about::client, std::int64_t(client::mobile));
    if (const auto version = version_number::from(header, 5)) request.set(about::app, *version);
    const decision d = may(s, action::share, request, begin);
    if (attribute_of(d.why()) == about::app) {
        // tell the customer to update
    }
    // [/outside]
    if (d.why() != refused_by(about::app)) return 1;

    // [range]
    const instant end = s.granted.valid_until;  // 1 June: the order ends
    if (may(s, action::write, web, end).why() == reason::stale) s.refresh(customer, end);
    // [/range]
    if (end != start_of(civil(2024, 6, 1), sold.billing_zone)) return 1;
    return may(s, action::write, web, end).allowed() ? 0 : 1;  // within the grace of 72 hours
}
