// SPDX-License-Identifier: MIT
#include "gate.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace quota_gateway {

using namespace ratecard;

namespace {

constexpr std::size_t place_in(chat::quota q) {
    for (std::size_t i = 0; i < counted.size(); ++i)
        if (counted[i] == q) return i;
    return counted.size();
}

const zone& here() { return chat::catalog.view().offering->billing_zone; }
instant midnight(std::int32_t year, std::uint32_t month, std::uint32_t of_month) {
    return start_of(civil(year, month, of_month), here());
}

/// The catalog of a day: on the second, the middle edition gets communities, and three more broadcast
/// groups a day; and there is an add-on that raises the groups of a day.
owned_catalog sold_on(std::size_t day) {
    using namespace chat::tables;
    auto with_features = chat::tables::features;
    auto with_quotas = chat::tables::quotas;
    if (day > 0) {
        with_features[feature_id{chat::feature::community}.index()].in[1] = availability::included;
        with_quotas[quota_id{chat::quota::daily_broadcast_groups}.index()].in[1] = hard(8);
    }
    const auto written =
        ratecard::compile(offering_row, editions, trials, with_features, with_quotas,
                          chat::tables::attributes, values, chat::tables::rules, reasons, versions,
                          plan_prices, charges, charge_prices, changes);
    return catalog_builder{written.view()}
        .add(add_on{"more_groups"})
        .raises("more_groups", "daily_groups", quantity{50})
        .build()
        .value();
}

/// The facts of an application under the rules of a day, read once.
timeline<16> life_of(const rules& of, const application& a) {
    return examine<16>(of.catalog.view(), a.facts()).value();
}

/// A payment in cash of some months at list price.
payment price_of(edition_id e, std::int32_t months) {
    return in_cash(list_price(chat::catalog, e, chat::tables::current, months).value());
}

}  // namespace

std::size_t place_of(chat::quota q) { return place_in(q); }

subscription application::facts() const {
    return {.created_at = midnight(2024, 1, 1),
            .fixed = fixed,
            .orders = orders,
            .bills = bills,
            .add_ons = add_ons,
            .feature_overrides = overrides};
}

const std::vector<application>& all_applications() {
    static const auto made = [] {
        constexpr std::array names{"Atlas", "Birch", "Comet", "Delta", "Ember", "Fjord",
                                   "Grove", "Heron", "Islet", "Jetty", "Karst", "Lotus"};
        constexpr std::array plans{"developer", "standard", "premium"};
        std::vector<application> all;
        for (std::size_t i = 0; i < applications; ++i) {
            application a{.name = names[i], .plan = plans[i % 3]};
            a.fixed.set(chat::attribute::data_center,
                        static_cast<std::int64_t>(i == 4 ? chat::data_center::germany
                                                         : chat::data_center::singapore));
            if (i % 3 != 0)
                a.orders.push_back({.edition = {static_cast<std::uint16_t>(i % 3)},
                                    .version = chat::tables::current,
                                    .months = 12,
                                    .placed_at = midnight(2024, 1, 1),
                                    .begins = midnight(2024, 1, 1),
                                    .paid_by = price_of({static_cast<std::uint16_t>(i % 3)}, 12)});
            all.push_back(std::move(a));
        }
        // One owes a bill, one's plan ends on the second noon, one has bought groups, and one may not
        // have communities.
        all[7].bills.push_back({.amount = {37'50, usd}, .issued_at = midnight(2024, 2, 1)});
        all[8].orders[0].months = 2;
        all[8].orders[0].paid_by = price_of(all[8].orders[0].edition, 2);
        all[8].orders[0].placed_at = all[8].orders[0].begins = midnight(2024, 1, 2) + hours(12);
        all[6].add_ons.push_back({.units = quantity{2}, .begins = midnight(2024, 3, 1)});
        all[11].overrides.push_back({.feature = chat::feature::community,
                                     .granted = false,
                                     .begins = midnight(2024, 3, 2)});
        return all;
    }();
    return made;
}

bool is_free(std::size_t application) { return application % 3 == 0; }

rules rules::of(std::size_t day) {
    rules made{sold_on(day), {}};
    for (const application& a : all_applications())
        made.snapshots.push_back(resolve<31, 11, snapshot_room{.fixed = 1, .values = 0}>(
                                     life_of(made, a), day_of_traffic(day).begin())
                                     .value());
    return made;
}

void reader::answer(const request& r) {
    const rules& now = in_force_.load();
    const snapshot& shared = now.snapshots[r.application];
    verdict v;
    if (at(now.catalog.view().condition_rows(), shared, r.at).is_stale()) {
        ++resolved_;
        v = decided(r, now,
                    resolve<31, 11, snapshot_room{.fixed = 1, .values = 0}>(
                        life_of(now, all_applications()[r.application]), r.at)
                        .value());
    } else {
        v = decided(r, now, shared);
    }
    ++told_[r.application][static_cast<std::size_t>(r.what)][v];
}

verdict reader::decided(const request& r, const rules& now, const snapshot& s) {
    const auto rows = now.catalog.view().condition_rows();
    const gate<snapshot> open = at(rows, s, r.at);
    const auto may = [&](chat::feature f) { return open.check(f, r.stated).why(); };
    switch (r.what) {
        case wish::log_in: {
            if (const reason why = may(chat::feature::log_in); why != reason::allowed)
                return {why, {}};
            auto& seen = seen_[r.application];
            if (seen.empty()) seen.resize(users);
            if (seen[r.user]) return {};
            const quota_answer answer = take(r, open, chat::quota::mau).answer;
            seen[r.user] = is_admitted(answer);
            return {reason::allowed, answer};
        }
        case wish::register_user:
            // A user registers and logs in at once.
            if (const reason why = may(chat::feature::log_in); why != reason::allowed)
                return {why, {}};
            return {reason::allowed, take(r, open, chat::quota::registered_users).answer};
        case wish::create_group: break;
    }
    const chat::feature needed = r.group == chat::group_type::community
                                     ? chat::feature::community
                                     : chat::feature::group_management;
    if (const reason why = may(needed); why != reason::allowed) return {why, {}};
    if (r.group != chat::group_type::live)
        return {reason::allowed, take(r, open, chat::quota::daily_groups).answer};
    // A broadcast group counts among the groups of the day too: the narrower quota first.
    const auto narrow = take(r, open, chat::quota::daily_broadcast_groups);
    if (!is_admitted(narrow.answer)) return {reason::allowed, narrow.answer};
    const auto wide = take(r, open, chat::quota::daily_groups);
    if (!is_admitted(wide.answer)) {
        const quota_id q = chat::quota::daily_broadcast_groups;
        shared_.of(r.application, chat::quota::daily_broadcast_groups)
            .release(narrow.taken, open.terms_of(q).running);
        ++given_back_;
    }
    return {reason::allowed, wide.answer};
}

word_decision reader::take(const request& r, const gate<snapshot>& open, chat::quota q) {
    const quota_id id = q;
    quota_terms terms = open.terms_of(id);
    if (!is_admitted(terms.refused)) return {terms.refused, {}, {}};
    // The window of the snapshot may be over where the rules are older than the day.
    if (terms.running.end <= r.at)
        terms.running =
            window_of(life_of(in_force_.load(), all_applications()[r.application]), id, r.at);
    const word_decision d =
        shared_.of(r.application, q).take(terms.limit, terms.running, quantity{1}, r.at);
    if (is_admitted(d.answer))
        logs_[r.application][place_in(q)].push_back(
            {.limit = terms.limit,
             .running = terms.running,
             .at = r.at,
             .amount = quantity{1},
             .decision = {d.answer, d.next.state(), d.taken}});
    return d;
}

}  // namespace quota_gateway
