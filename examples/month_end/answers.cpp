// SPDX-License-Identifier: MIT
#include "answers.hpp"

#include <algorithm>
#include <utility>

#include <ratecard/rim/fmt.hpp>

namespace month_end {

using namespace ratecard;

namespace {

/// Of one application: everything a question can be about.
class respondent {
public:
    respondent(const portfolio& p, const application& a, const timeline_view& one,
               const group_history& groups)
        : life_{one}, c_{one.catalog()}, p_{p}, a_{a}, s_{one.facts()}, groups_{groups} {}

    /// The answer, or what contradicts it.
    result<answered> operator()(const request& q) const {
        using kind = request::kind;
        answered made{.ask = q.ask, .at = q.at, .question = {}, .answer = {}, .derivation = {}};
        const auto status = state_at(life_, q.at);
        if (!status) return status.error();
        std::optional<errc> wrong;
        switch (q.ask) {
            case kind::feature: wrong = about_feature(q, made); break;
            case kind::quota: wrong = about_quota(q, made); break;
            case kind::message: wrong = about_message(q, made); break;
            case kind::refund: about_refund(q, made); break;
            case kind::purchase: about_purchase(q, made); break;
            case kind::trial: wrong = about_trial(q, made); break;
            case kind::fee: about_fee(q, made); break;
            case kind::price: about_price(q, made); break;
            case kind::migration: about_migration(q, made); break;
        }
        if (wrong) return *wrong;
        return made;
    }

private:
    [[nodiscard]] const zone& here() const { return c_.offering->billing_zone; }

    static void say(answered& made, tone how, std::string text) {
        made.answer = std::move(text);
        made.how = how;
    }
    /// An amount that cannot be named, by the name of the error.
    static void fail(answered& made, errc why) {
        say(made, tone::doubtful, fmt::format("error: {}", why));
    }

    std::optional<errc> about_feature(const request& q, answered& made) const {
        made.question = spoken(q.what);
        if (!q.circumstances.empty()) made.question += ": " + q.circumstances;
        const auto resolved = resolve(life_, q.at);
        if (!resolved) return resolved.error();
        const decision d = at(c_.condition_rows(), *resolved, q.at)
                               .check(c_.find_feature(q.what).value(), q.stated);
        say(made, d.allowed() ? tone::good : tone::bad,
            d.allowed() ? "allowed" : "refused: " + spoken(to_string(c_, d.why())));
        return std::nullopt;
    }

    /// What is used of a quota, where the facts show it: counted by the library's meters.
    [[nodiscard]] result<quantity> used_of(const request& q, const quota& what) const {
        if (q.used) return quantity::from(*q.used);
        const std::string_view key = what.key.view();
        const instant now = q.at + seconds(1);  // what happens at this second has happened
        const day today = day_of(q.at, here());
        const period day_so_far{start_of(today, here()), now};
        const period month_so_far{start_of(first_day(month_of(today)), here()), now};
        if (key == "mau") return active_users(a_, month_so_far);
        if (key == "groups") return existing(groups_.other, q.at);
        if (key == "live_groups") return existing(groups_.live, q.at);
        if (key == "daily_groups") return net_growth(groups_.all(), day_so_far);
        if (key == "daily_broadcast_groups") return net_growth(groups_.broadcast, day_so_far);
        if (key == "applications") return existing(places_of(p_, a_.account), q.at);
        return quantity{};
    }

    std::optional<errc> about_quota(const request& q, answered& made) const {
        const quota_id which = c_.find_quota(q.what).value();
        const auto used = used_of(q, c_[which]);
        if (!used) return used.error();
        made.question =
            fmt::format("{} more of {}, {} used", quantity{q.amount}, spoken(q.what), *used);
        const auto resolved = resolve(life_, q.at);
        if (!resolved) return resolved.error();
        const auto open = at(c_.condition_rows(), *resolved, q.at);
        const quota_terms terms = open.terms_of(which);
        const limit most = terms.limit.most;
        const quota_answer answer =
            open.decide(which, quota_state{terms.running.index, *used}, quantity{q.amount}).answer;
        switch (answer) {
            case quota_answer::admitted:
                say(made, tone::good,
                    most.is_unlimited() ? "admitted: unlimited"
                                        : fmt::format("admitted: up to {}", most));
                break;
            case quota_answer::admitted_in_part:  // not asked for
            case quota_answer::admitted_in_grace:
                say(made, tone::good, spoken(identifier(answer)));
                break;
            case quota_answer::admitted_above:
                say(made, tone::good, fmt::format("admitted, above {}: charged", most));
                break;
            case quota_answer::limit_reached:
                say(made, tone::bad, fmt::format("refused: limit of {} reached", most));
                break;
            case quota_answer::counter_full:
            case quota_answer::window_closed:
            case quota_answer::window_out_of_range:
            case quota_answer::other_length:
            case quota_answer::unknown_quota:
            case quota_answer::stale:
            case quota_answer::suspended:
            case quota_answer::reclaimed:
            case quota_answer::deleted:
                say(made, tone::bad, "refused: " + spoken(identifier(answer)));
                break;
        }
        return std::nullopt;
    }

    std::optional<errc> about_message(const request& q, answered& made) const {
        made.question = fmt::format("is the message of {} kept?", local_time(*q.since, here()));
        const auto resolved = resolve(life_, q.at);
        if (!resolved) return resolved.error();
        const auto kept_for = at(c_.condition_rows(), *resolved, q.at)
                                  .limit_of(c_.find_quota("message_history").value());
        if (!kept_for.allowed()) {
            say(made, tone::bad, "refused: " + spoken(identifier(kept_for.why())));
            return std::nullopt;
        }
        const limit most = kept_for->most;
        const bool kept = is_kept(*q.since, most, q.at);
        say(made, kept ? tone::good : tone::bad,
            kept ? fmt::format("kept until {}", local_time(dropped_at(*q.since, most), here()))
                 : fmt::format("dropped on {}", local_time(dropped_at(*q.since, most), here())));
        return std::nullopt;
    }

    void about_refund(const request& q, answered& made) const {
        const bool abusive = q.what == "abusive";
        made.question = abusive ? "what does returning the plan give back? (abusive)"
                                : "what does returning the plan give back?";
        const auto quote = refund(life_, {.abusive = abusive}, q.at);
        if (!quote) return fail(made, quote.error());
        if (!quote->allowed()) return say(made, tone::bad, spoken(explain(c_, *quote)));
        say(made, tone::good, to_string((*quote)->amount));
        made.derivation = explain(c_, **quote);
    }

    void about_purchase(const request& q, answered& made) const {
        made.question =
            fmt::format("buy {} for {}", q.what,
                        q.amount == 1 ? "1 month" : fmt::format("{} months", quantity{q.amount}));
        const auto answer = quote_purchase(
            life_, c_.find_edition(q.what).value(),
            static_cast<std::int32_t>(std::min<std::int64_t>(q.amount, 1'000'000)), q.at);
        if (!answer) return fail(made, answer.error());
        if (!answer->allowed()) return say(made, tone::bad, spoken(explain(c_, *answer)));
        const purchase_quote& quote = **answer;
        say(made, tone::good, fmt::format("{}: {}", spoken(identifier(quote.kind)), quote.net));
        if (quote.begins != q.at)
            made.answer += fmt::format(" from {}", local_time(quote.begins, here()));
        if (quote.kind == purchase_kind::upgrade) made.derivation = explain(c_, quote);
    }

    std::optional<errc> about_trial(const request& q, answered& made) const {
        made.question = fmt::format("start the {} trial", q.what);
        const auto started = start_trial(life_, c_.find_trial(q.what).value(), q.at);
        if (!started) return started.error();
        if (!started->allowed())
            say(made, tone::bad, "refused: " + spoken(identifier(started->why())));
        else
            say(made, tone::good,
                fmt::format("until {}, with {}", local_time((*started)->ends, here()),
                            (*started)->activates));
        return std::nullopt;
    }

    void about_fee(const request& q, answered& made) const {
        made.question = fmt::format("the monthly fee of {}", q.what);
        const auto version = version_of(c_, s_, q.at);
        if (!version) return fail(made, version.error());
        made.question += fmt::format(", price book {}", c_[*version].key);
        const auto fee = monthly_fee(c_, c_.find_edition(q.what).value(), *version);
        if (!fee) return fail(made, fee.error());
        say(made, tone::good, to_string(*fee));
    }

    void about_price(const request& q, answered& made) const {
        const charge_id which = c_.find_charge(q.what).value();
        const edition_id edition = edition_at(life_, q.at);
        const civil_month month = month_of(day_of(q.at, here()));
        made.question = fmt::format("the price of {} {} in {}, {}", quantity{q.amount},
                                    c_[which].unit, month, c_[edition].key);
        const auto version = version_of(c_, s_, q.at);
        if (!version) return fail(made, version.error());
        const auto line = rate(c_, edition, *version, {.charge = which, .used = quantity{q.amount}},
                               start_of(first_day(month), here()));
        if (!line) return fail(made, line.error());
        say(made, tone::good, explain(c_, *line));
    }

    void about_migration(const request& q, answered& made) const {
        made.question = fmt::format("move to the price book {}", q.what);
        const auto from = version_of(c_, s_, q.at);
        if (!from) return fail(made, from.error());
        const auto to = migrate(c_, *from, c_.find_version(q.what).value());
        if (to)
            say(made, tone::good, fmt::format("possible from {}, one way", c_[*from].key));
        else
            fail(made, to.error());
    }

    const timeline_view& life_;
    const catalog_view& c_;
    const portfolio& p_;
    const application& a_;
    const subscription& s_;
    const group_history& groups_;
};

}  // namespace

quantity active_users(const application& a, const period& within) {
    std::vector<user_number> room(a.log_ins.size());
    return unique_users(a.log_ins, within, std::span{room}).value();
}

quantity most_connected(const application& a, const period& within) {
    std::vector<connection> room(a.connections.size());
    return peak_concurrent(a.connections, within, std::span{room}).value();
}

std::vector<answered> answers_of(const portfolio& p, const application& a, const timeline_view& one,
                                 const group_history& groups, complaints& wrong) {
    const respondent ask{p, a, one, groups};
    std::vector<answered> all;
    for (const request& q : a.requests) {
        const auto answer = ask(q);
        if (answer)
            all.push_back(*answer);
        else
            wrong.add(q.from, fmt::format("{}: {} of application {}", answer.error(),
                                          q.what.empty() ? "request" : q.what, a.id.value));
    }
    std::stable_sort(all.begin(), all.end(),
                     [](const answered& x, const answered& y) { return x.at < y.at; });
    return all;
}

}  // namespace month_end
