// SPDX-License-Identifier: MIT
// Cases over the reference catalog, each asked of both owners of it.
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <ratecard/lifecycle/examine.hpp>
#include <ratecard/ratecard.hpp>

#include "../rebuilt_catalog.hpp"
#include "answers.hpp"
#include "reading.hpp"

namespace conformance {
namespace {

using namespace ratecard;

// The billing month of the cases that name none.
constexpr civil_month some_month{2024, 1};
constexpr instant month_begin =
    period_of(some_month, tencent_chat::catalog.view().offering->billing_zone).begin();

/// One owner's reference catalog, while the promotion of concurrent users runs and when it is over.
struct books {
    catalog_view promoted{};
    catalog_view charged{};
};

const books& written() {
    static constexpr auto promoted = tencent_chat::catalog;
    static constexpr auto charged = tencent_chat::tables::with_promotion_until(month_begin);
    static_assert(validate(charged));
    static const books both{promoted.view(), charged.view()};
    return both;
}

const books& rebuilt() {
    static const owned_catalog promoted = ratecard_test::rebuilt(written().promoted);
    static const owned_catalog charged = ratecard_test::rebuilt(written().charged);
    static const books both{promoted.view(), charged.view()};
    return both;
}

/// The book that is sold by now: the cases do not name one.
version_id latest(const catalog_view& c) {
    return {static_cast<std::uint16_t>(c.versions.size() - 1)};
}

edition_id edition_from(const catalog_view& c, const json& j) {
    return value_of(c.find_edition(text_from(j)));
}

/// The facts of one application, owned.
struct application {
    explicit application(const catalog_view& c) : catalog{c} {}

    const catalog_view& catalog;
    instant created_at{};
    attributes fixed{};
    std::vector<order> orders{};
    std::vector<order_refund> refunds{};
    std::vector<bill> bills{};
    std::vector<approval> approvals{};

    /// An order at list price, paid in cash and placed when it begins.
    order& buy(edition_id e, std::int64_t months, instant begins) {
        const auto& terms = catalog.offering->terms;
        if (months < terms.min_months || months > terms.max_months)
            throw refused{identifier(catalog_errc::months_out_of_range)};
        const auto count = static_cast<std::int32_t>(months);
        const money price = value_of(list_price(catalog, e, latest(catalog), count));
        const money zero{0, price.unit()};
        orders.push_back({.id = {orders.size() + 1},
                          .owner = {1},
                          .edition = e,
                          .version = latest(catalog),
                          .months = count,
                          .placed_at = begins,
                          .begins = begins,
                          .paid_by = {price, zero, zero, zero}});
        return orders.back();
    }

    /// The orders of a case: edition, months, from, and where they are told the means of payment.
    void buy_all(const json& list) {
        if (!list.is_array()) throw malformed{"\"orders\" is not a list"};
        for (const json& one : list) {
            fields in{one, "an order"};
            order& o = buy(edition_from(catalog, in["edition"]), integer_from(in["months"]),
                           instant_from(in["from"]));
            const std::pair<const char*, money payment::*> means[] = {
                {"cash", &payment::cash},
                {"credit", &payment::credit},
                {"voucher", &payment::voucher},
                {"discount", &payment::discount}};
            bool told = false;
            for (const auto& [name, amount] : means) told = in.optional(name) != nullptr || told;
            for (const auto& [name, amount] : means)
                if (told) o.paid_by.*amount = money_from(in[name], catalog.offering->unit);
            in.end();
        }
    }

    /// Throws `refused` when the facts contradict each other.
    [[nodiscard]] subscription facts() const {
        const subscription s{.id = {1},
                             .created_at = created_at,
                             .fixed = fixed,
                             .orders = orders,
                             .refunds = refunds,
                             .bills = bills,
                             .approvals = approvals};
        if (const auto life = examine<64>(catalog, s); !life)
            throw refused{identifier(life.error().code)};
        return s;
    }
};

answers terms(const books& b, fields& in) {
    const catalog_view& c = b.promoted;
    application a{c};
    const order& o = a.buy(value_of(c.find_edition("standard")), integer_from(in["months"]),
                           instant_from(in["from"]));
    json boundaries = json::array();
    for (std::int32_t n = 0; n < o.months; ++n)
        boundaries.push_back(text(term_of(c, o, n).begin()));
    boundaries.push_back(text(end_of(c, o)));
    answers ours;
    ours.give("boundaries", std::move(boundaries));
    return ours;
}

answers overage(const books& b, fields& in) {
    const catalog_view& c = truth_from(in["concurrent_promotion"]) ? b.promoted : b.charged;
    const metered meters[] = {
        {.charge = value_of(c.find_charge("mau")), .used = quantity_from(in["peak_mau"])},
        {.charge = value_of(c.find_charge("concurrent_users")),
         .used = quantity_from(in["peak_concurrent"]),
         .included = limit{quantity_from(in["included_concurrent"])}}};
    charge_line lines[2];
    const money total = value_of(
        rate_all(c, edition_from(c, in["edition"]), latest(c), meters, month_begin, lines));
    answers ours;
    ours.give("mau", lines[0].amount);
    ours.give("concurrent", lines[1].amount);
    ours.give("total", total);
    return ours;
}

answers refunded(const books& b, fields& in) {
    const instant at = instant_from(in["at"]);
    application a{b.promoted};
    a.buy_all(in["orders"]);
    // All of them are known at the instant asked about, those to come too.
    a.created_at = at;
    for (order& o : a.orders) {
        o.placed_at = std::min(o.begins, at);
        a.created_at = std::min(a.created_at, o.placed_at);
    }
    const auto answered =
        value_of(refund(ratecard::examine<64>(b.promoted, a.facts()).value(), at));
    answers ours;
    if (!answered.allowed()) {
        ours.refuse(identifier(answered.why()));
        return ours;
    }
    const refund_quote& quote = *answered;
    ours.give("refund", quote.amount);
    ours.give("cash", quote.cash);
    ours.give("credit", quote.credit);
    ours.give("used", quote.used);
    ours.give("effective", quote.paid_current_month);
    ours.give("ineffective", quote.paid_future_months);
    return ours;
}

answers reminders(const books& b, fields& in) {
    json dates = json::array();
    for (const day d : expiry_reminders(b.promoted, instant_from(in["expiry"])))
        dates.push_back(text(d));
    answers ours;
    ours.give("dates", std::move(dates));
    return ours;
}

answers state_of(const books& b, fields& in) {
    application a{b.promoted};
    a.created_at = instant_from(in["created_at"]);
    a.buy_all(in["orders"]);
    if (const json* at = in.optional("refunded_at")) {
        if (a.orders.empty()) throw malformed{"there is no order to refund"};
        a.refunds.push_back({a.orders.back().id, instant_from(*at)});
    }
    if (const json* issued = in.optional("bill")) {
        fields one{*issued, "the bill"};
        a.bills.push_back({.id = {1},
                           .amount = money{1, b.promoted.offering->unit},
                           .issued_at = instant_from(one["issued_at"])});
        if (const json* paid = one.optional("paid_at")) a.bills[0].paid_at = instant_from(*paid);
        one.end();
    }
    const status now = value_of(
        state_at(ratecard::examine<64>(b.promoted, a.facts()).value(), instant_from(in["at"])));
    answers ours;
    ours.give("state", identifier(now.state));
    ours.give("cause", now.cause ? json(identifier(*now.cause)) : json());
    return ours;
}

/// What a case states of an attribute, in the attribute's own kind.
void state(const catalog_view& c, attributes& of, const std::string& name, const json* j) {
    if (j == nullptr) return;
    const attribute_id which = value_of(c.find_attribute(name));
    switch (c[which].kind) {
        case attribute_kind::enumerated:
            of.set(which, value_of(c.find_value(which, text_from(*j))));
            break;
        case attribute_kind::version: {
            const std::string version = text_from(*j);
            of.set(which, value_of(version_number::from(version.data(), version.size())));
            break;
        }
        case attribute_kind::count:
            of.set(which, value_of(quantity::from(integer_from(*j))).count());
            break;
    }
}

std::string_view name_of_reason(const catalog_view& c, reason why) {
    const auto attribute = attribute_of(why);
    return attribute ? c[*attribute].refusal.view() : identifier(why);
}

answers checked(const books& b, fields& in) {
    const catalog_view& c = b.promoted;
    const instant at = instant_from(in["at"]);
    const json* approved = in.optional("approved_at");
    // The plan ran, as long as it must have, since before the application was approved.
    const instant since = approved ? std::min(instant_from(*approved), at) : at;
    application a{c};
    a.created_at = since;
    const edition_id e = edition_from(c, in["edition"]);
    if (e != c.offering->default_edition)
        for (instant begins = since; begins <= at; begins = end_of(c, a.orders.back()))
            a.buy(e, c.offering->terms.max_months, begins);
    if (approved)
        a.approvals.push_back({value_of(c.find_feature("push_to_all")), instant_from(*approved)});
    state(c, a.fixed, "data_center", in.optional("data_center"));
    attributes request;
    for (const char* name : {"platform", "sdk", "group_type", "group_size"})
        state(c, request, name, in.optional(name));

    const feature_id feature = value_of(c.find_feature(text_from(in["feature"])));
    const auto resolved = value_of(resolve(ratecard::examine<64>(c, a.facts()).value(), at));
    const decision made = ratecard::at(c.condition_rows(), resolved, at).check(feature, request);
    answers ours;
    ours.give("allowed", made.allowed());
    ours.give("reason", made.allowed() ? json() : json(name_of_reason(c, made.why())));
    return ours;
}

answers active_users(const books& b, fields& in) {
    struct log_in {
        std::string user;
        instant at;
    };
    std::vector<log_in> all;
    for (const json& one : in["logins"]) {
        fields from{one, "a log-in"};
        all.push_back({text_from(from["user"]), instant_from(from["at"])});
        from.end();
    }
    std::vector<std::string> room(all.size());
    const period month = period_of(month_from(in["month"]), b.promoted.offering->billing_zone);
    answers ours;
    ours.give("mau", value_of(unique_users(all, month, std::span{room})));
    return ours;
}

answers net_groups(const books& b, fields& in) {
    const catalog_view& c = b.promoted;
    const edition_id e = edition_from(c, in["edition"]);
    const quota_id kinds[] = {value_of(c.find_quota("daily_groups")),
                              value_of(c.find_quota("daily_broadcast_groups"))};
    struct group {
        bool broadcast = false;
        bool exists = false;
        growth_ticket<2> taken{};
    };
    std::map<std::string, group> groups;
    growth<2> grown;
    json admitted = json::array();
    for (const json& one : in["events"]) {
        fields event{one, "an event"};
        const std::string what = text_from(event["do"]);
        const std::string name = text_from(event["group"]);
        const instant at = instant_from(event["at"]);
        const json* broadcast = event.optional("broadcast");
        event.end();
        if (what == "create") {
            group& made = groups[name];
            if (made.exists) throw refused{identifier(usage_errc::created_twice)};
            made.broadcast = truth_from(event["broadcast"]);
            const auto decided = begin_one(c, e, kinds[made.broadcast ? 1 : 0], grown, at);
            grown = decided.next;
            made.taken = decided.taken;
            made.exists = is_admitted(decided.answer);
            admitted.push_back(made.exists);
        } else if (what == "disband") {
            const auto found = groups.find(name);
            if (found == groups.end())
                throw refused{identifier(usage_errc::disband_before_creation)};
            group& gone = found->second;
            if (broadcast && truth_from(*broadcast) != gone.broadcast)
                throw malformed{fmt::format("\"{}\" was created otherwise", name)};
            // What was refused does not exist: to disband it does nothing.
            if (gone.exists)
                grown = end_one(c, kinds[gone.broadcast ? 1 : 0], grown, gone.taken, at).next;
            gone.exists = false;
        } else {
            throw malformed{fmt::format("\"{}\" is neither create nor disband", what)};
        }
    }
    answers ours;
    ours.give("admitted", std::move(admitted));
    return ours;
}

using question = answers (*)(const books&, fields&);
const std::map<std::string, question> questions{
    {"check", checked},   {"mau", active_users}, {"net_groups", net_groups},
    {"overage", overage}, {"refund", refunded},  {"reminders", reminders},
    {"state", state_of},  {"terms", terms},
};

answers asked(question ask, const books& of, const json& input) {
    answers ours;
    fields in{input, "input"};
    try {
        in["op"];
        ours = ask(of, in);
        in.end();
    } catch (const refused& r) {
        ours.refuse(r.why);
    }
    return ours;
}

verdict judged(const json& one_case) {
    fields of{one_case, "the case"};
    const json& input = of["input"];
    const std::string op = text_from(fields{input, "input"}["op"]);
    const auto ask = questions.find(op);
    if (ask == questions.end()) throw malformed{fmt::format("unknown op \"{}\"", op)};
    const answers ours = asked(ask->second, written(), input);
    const answers again = asked(ask->second, rebuilt(), input);
    if (ours != again)
        return {outcome::failed, op + ": the two owners of the catalog disagree",
                "written in C++ " + ours.shown().dump(),
                "built at run time " + again.shown().dump()};
    return ours.against(of["expect"], op);
}

const learned tencent{"tencent", judged};

}  // namespace
}  // namespace conformance
