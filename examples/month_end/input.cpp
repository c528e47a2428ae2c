// SPDX-License-Identifier: MIT
#include "input.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "cells.hpp"
#include "csv.hpp"

namespace month_end {

using namespace ratecard;

namespace {

/// Reads one file and hands its rows out, one by one; a row that throws is reported.
template <class Take>
void for_each_row(const std::string& folder, std::string_view name, const catalog_view& c,
                  complaints& wrong, Take&& take) {
    const std::string file = fmt::format("{}/{}.csv", folder, name);
    const auto table = read_csv(file, wrong);
    if (!table) throw unusable_input{file + " cannot be read"};
    for (const csv_row& row : table->rows) {
        const cells from{*table, row, c};
        try {
            take(from);
        } catch (const bad_row& bad) {
            wrong.add(from.where(), bad.what());
        } catch (const std::out_of_range& missing) {
            throw unusable_input{missing.what()};
        }
    }
}

class reader {
public:
    reader(std::string folder, const catalog_view& c, complaints& wrong)
        : folder_{std::move(folder)}, c_{c}, wrong_{wrong} {}

    portfolio read() {
        rows("accounts", [&](const cells& r) { read_account(r); });
        rows("applications", [&](const cells& r) { read_application(r); });
        rows("places", [&](const cells& r) { read_place(r); });
        rows("orders", [&](const cells& r) { read_order(r); });
        rows("refunds", [&](const cells& r) {
            application_of(r).refunds.push_back(
                {{.order = {r.id("order")}, .at = r.instant("at"), .id = {r.line()}}, r.where()});
        });
        rows("bills", [&](const cells& r) {
            account_of(r).bills.push_back({{.id = {r.id("id")},
                                            .amount = r.amount("amount"),
                                            .issued_at = r.instant("issued_at"),
                                            .paid_at = r.instant_if_any("paid_at")},
                                           r.where()});
        });
        rows("approvals", [&](const cells& r) {
            application_of(r).approvals.push_back(
                {{.feature = r.known(c_.find_feature(r.text("feature")), "feature"),
                  .approved_at = r.instant("approved_at"),
                  .id = {r.line()}},
                 r.where()});
        });
        rows("trials", [&](const cells& r) {
            application_of(r).trials.push_back(
                {{.trial = r.known(c_.find_trial(r.text("trial")), "trial"),
                  .activated_at = r.instant("activated_at"),
                  .id = {r.line()}},
                 r.where()});
        });
        rows("purchases", [&](const cells& r) {
            application_of(r).purchases.push_back(
                {{.feature = r.known(c_.find_feature(r.text("feature")), "feature"),
                  .begins = r.instant("begins"),
                  .ends = r.instant_if_any("ends").value_or(instant::never()),
                  .cash = r.amount("cash"),
                  .credit = r.amount("credit"),
                  .id = {r.line()}},
                 r.where()});
        });
        rows("log_ins", [&](const cells& r) {
            application& a = application_of(r);
            const instant at = r.instant("at");
            for (const std::string& name : r.names("user")) a.log_ins.push_back({number(name), at});
        });
        rows("connections", [&](const cells& r) {
            application& a = application_of(r);
            const instant begin = r.instant("begin");
            const instant end = r.instant_if_any("end").value_or(instant::never());
            if (end < begin) r.refuse(account_errc::ends_before_it_begins, "end");
            for (const std::string& name : r.names("user"))
                a.connections.push_back({number(name), begin, end});
        });
        read_groups();
        rows("requests", [&](const cells& r) { read_request(r); });
        take_out_contradictions(c_, made_, wrong_);
        index_accounts(made_);
        return std::move(made_);
    }

private:
    template <class Take>
    void rows(std::string_view name, Take&& take) {
        for_each_row(folder_, name, c_, wrong_, take);
    }

    account& account_of(const cells& r) {
        const auto found = account_places_.find(r.text("account"));
        if (found == account_places_.end())
            throw bad_row{fmt::format("no such account: {}", r.text("account"))};
        return made_.accounts[found->second];
    }
    application& application_of(const cells& r) {
        const auto found = application_places_.find(r.id("application"));
        if (found == application_places_.end())
            throw bad_row{fmt::format("no such application: {}", r.text("application"))};
        return made_.applications[found->second];
    }
    std::uint32_t number(const std::string& name) {
        return numbers_.try_emplace(name, static_cast<std::uint32_t>(numbers_.size()))
            .first->second;
    }

    void read_account(const cells& r) {
        const std::string& name = r.text("account");
        if (name.empty()) r.refuse(core_errc::malformed_name, "account");
        if (!account_places_.try_emplace(name, made_.accounts.size()).second)
            r.refuse(account_errc::duplicate_id, "account");
        try {
            made_.accounts.push_back(
                {.name = name, .balance = r.amount("balance"), .from = r.where()});
        } catch (const bad_row&) {
            account_places_.erase(name);
            throw;
        }
    }

    void read_application(const cells& r) {
        application a{.id = {r.id("id")},
                      .name = r.text("name"),
                      .shows = r.text("shows"),
                      .account = static_cast<std::size_t>(&account_of(r) - made_.accounts.data()),
                      .created_at = r.instant("created_at"),
                      .data_center = r.text("data_center"),
                      .migrated_at = r.instant_if_any("migrated_at"),
                      .disabled_at = r.instant_if_any("disabled_at"),
                      .deleted_at = r.instant_if_any("deleted_at"),
                      .auto_renew = r.flag("auto_renew"),
                      .from = r.where()};
        if (a.data_center.empty()) r.refuse(catalog_errc::unknown_value, "data_center");
        r.state(a.fixed, "data_center");
        if (const auto included = r.number_if_any("included_concurrent_users"))
            a.included_concurrent_users =
                limit{r.known(quantity::from(*included), "included_concurrent_users")};
        if (!application_places_.try_emplace(a.id.value, made_.applications.size()).second)
            r.refuse(account_errc::duplicate_id, "id");
        made_.applications.push_back(std::move(a));
    }

    void read_place(const cells& r) {
        const auto place =
            r.known(place_held(r.instant("created_at"), r.instant_if_any("disabled_at"),
                               r.instant_if_any("deleted_at")),
                    "deleted_at");
        auto& places = account_of(r).other_places;
        places.insert(places.end(), r.names("application").size(), place);
    }

    void read_order(const cells& r) {
        application& a = application_of(r);
        order o{.id = {r.id("id")},
                .owner = a.id,
                .edition = r.known(c_.find_edition(r.text("edition")), "edition"),
                .version = r.known(c_.find_version(r.text("price_book")), "price_book"),
                .placed_at = r.instant("placed_at"),
                .begins = r.instant("begins"),
                .anchored_at = r.instant_if_any("anchored_at"),
                .paid_by = {r.amount("cash"), r.amount("credit"), r.amount("voucher"),
                            r.amount("discount")},
                .promotional = r.flag("promotional")};
        const std::int64_t months = r.number("months");
        // Whether the length is on sale is looked at later; here it only has to fit.
        if (months < INT32_MIN || months > INT32_MAX)
            r.refuse(core_errc::quantity_too_large, "months");
        o.months = static_cast<std::int32_t>(months);
        r.state(o.fixed, "data_center");
        a.orders.push_back({o, r.where()});
    }

    /// Group events in the order of time; a group is created once, and disbanded after that.
    void read_groups() {
        struct group {
            bool live = false, broadcast = false, ended = false;
        };
        struct row {
            application* of;
            group_event event;
            place from;
        };
        std::vector<row> all;
        rows("groups", [&](const cells& r) {
            application& a = application_of(r);
            group_event e{.created = r.word("event", {"create", "disband"}) == 0,
                          .live = r.text("type") == "AVChatRoom",
                          .broadcast = r.flag("broadcast"),
                          .at = r.instant("at")};
            if (e.created) {
                attributes stated;
                const attribute_id type = r.known(c_.find_attribute("group_type"), "type");
                stated.set(type, r.known(c_.find_value(type, r.text("type")), "type"));
            }
            for (const std::string& name : r.names("group")) {
                e.group = number(name);
                all.push_back({&a, e, r.where()});
            }
        });
        std::stable_sort(all.begin(), all.end(),
                         [](const row& x, const row& y) { return x.event.at < y.event.at; });
        std::map<std::pair<application*, std::uint32_t>, group> known;
        for (row& r : all) {
            const auto key = std::pair{r.of, r.event.group};
            const auto found = known.find(key);
            if (r.event.created) {
                if (found != known.end()) {
                    wrong_.add(r.from, fmt::format("{}: this group was created before",
                                                   usage_errc::created_twice));
                    continue;
                }
                known[key] = {r.event.live, r.event.broadcast, false};
            } else {
                if (found == known.end() || found->second.ended) {
                    wrong_.add(r.from, fmt::format("{}: there is no such group then",
                                                   usage_errc::disband_before_creation));
                    continue;
                }
                r.event.live = found->second.live;
                r.event.broadcast = found->second.broadcast;
                found->second.ended = true;
            }
            r.of->group_events.push_back(r.event);
        }
    }

    void read_request(const cells& r) {
        application& a = application_of(r);
        using kind = request::kind;
        request q{.ask = static_cast<kind>(
                      r.word("ask", {"feature", "quota", "message", "refund", "purchase", "trial",
                                     "fee", "price", "migration"})),
                  .what = r.text("what"),
                  .at = r.instant("at"),
                  .used = r.number_if_any("used"),
                  .since = r.instant_if_any("since"),
                  .circumstances = {},
                  .from = r.where()};
        switch (q.ask) {
            case kind::feature: (void)r.known(c_.find_feature(q.what), "what"); break;
            case kind::quota: (void)r.known(c_.find_quota(q.what), "what"); break;
            case kind::purchase:
            case kind::fee: (void)r.known(c_.find_edition(q.what), "what"); break;
            case kind::trial: (void)r.known(c_.find_trial(q.what), "what"); break;
            case kind::price: (void)r.known(c_.find_charge(q.what), "what"); break;
            case kind::migration: (void)r.known(c_.find_version(q.what), "what"); break;
            case kind::message: (void)r.instant("since"); break;
            case kind::refund: break;
        }
        if (q.used) (void)r.known(quantity::from(*q.used), "used");
        if (const auto amount = r.number_if_any("amount"))
            q.amount = r.known(quantity::from(*amount), "amount").count();
        for (const attribute& known : c_.attributes) {
            if (known.fixed) continue;
            const std::string& value = r.text(known.key.view());
            r.state(q.stated, known.key.view());
            if (!value.empty())
                q.circumstances += fmt::format("{}{} {}", q.circumstances.empty() ? "" : ", ",
                                               known.key.view(), value);
        }
        std::replace(q.circumstances.begin(), q.circumstances.end(), '_', ' ');
        a.requests.push_back(std::move(q));
    }

    std::string folder_;
    const catalog_view& c_;
    complaints& wrong_;
    portfolio made_;
    std::map<std::string, std::size_t> account_places_;
    std::map<std::uint64_t, std::size_t> application_places_;
    std::map<std::string, std::uint32_t> numbers_;
};

}  // namespace

instant read_promotion_end(const std::string& folder, complaints& wrong) {
    instant end = instant::never();
    const catalog_view c = tencent_chat::catalog;
    for_each_row(folder, "promotions", c, wrong, [&](const cells& r) {
        if (r.known(c.find_charge(r.text("charge")), "charge") !=
            c.find_charge("concurrent_users").value())
            throw bad_row{fmt::format("there is no promotion of {}", r.text("charge"))};
        end = r.instant("free_until");
    });
    return end;
}

portfolio read_portfolio(const std::string& folder, const catalog_view& c, complaints& wrong) {
    return reader{folder, c, wrong}.read();
}

}  // namespace month_end
