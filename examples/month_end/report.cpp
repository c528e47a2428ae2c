// SPDX-License-Identifier: MIT
#include "report.hpp"

#include <algorithm>
#include <array>
#include <map>

#include <ratecard/rim/fmt.hpp>

namespace month_end {

using namespace ratecard;

namespace {

tone tone_of(state s) {
    switch (s) {
        case state::active: return tone::good;
        case state::expired: return tone::doubtful;
        case state::suspended:
        case state::reclaimed:
        case state::deleted: return tone::bad;
    }
    return tone::plain;
}

std::string text_of(const status& s) {
    std::string text{identifier(s.state)};
    if (s.cause) text += fmt::format(" by {}", identifier(*s.cause));
    return text;
}

/// "2024-02-23 to 2024-02-29", or the one day.
std::string text_of(const std::vector<day>& days) {
    if (days.size() == 1) return to_string(days.front());
    return fmt::format("{} to {}, {} days", days.front(), days.back(), days.size());
}

template <class Quote>
void add_lines(std::string& out, const painter& paint, const Quote& lines, std::size_t indent) {
    for (const std::string& line : wrapped(lines, page_width - indent))
        out += std::string(indent, ' ') + paint(tone::plain, line) + "\n";
}

/// A small heading within an application.
std::string heading(const painter& paint, std::string_view text) {
    return "\n  " + paint(tone::strong, text) + "\n";
}

class application_page {
public:
    application_page(const catalog_view& c, const portfolio& p, const closed_portfolio& closed,
                     std::size_t which, const month_to_close& m, const painter& paint)
        : c_{c},
          closed_{closed.applications[which]},
          account_{p.accounts[p.applications[closed_.application].account]},
          money_flow_{closed.accounts[p.applications[closed_.application].account].money_flow},
          a_{p.applications[closed_.application]},
          m_{m},
          paint_{paint} {}

    std::string text() {
        out_ = paint_(tone::strong,
                      ruler(fmt::format("{}  {}", a_.id.value, a_.name), account_.name)) +
               "\n";
        for (const std::string& line : wrapped(a_.shows, page_width - 2, 0))
            out_ += "  " + paint_(tone::faint, line) + "\n";
        out_ += "\n";
        state();
        statement();
        refund();
        groups();
        answers();
        return out_ + "\n";
    }

private:
    [[nodiscard]] std::string local(instant t) const {
        return local_time(t, c_.offering->billing_zone);
    }

    void state() {
        table facts{{{}, {.most = page_width - 20}}};
        facts.add(
            {{"state", tone::faint}, {text_of(closed_.status), tone_of(closed_.status.state)}});
        facts.add({{"next", tone::faint},
                   {closed_.next ? fmt::format("{} from {} on", text_of(closed_.next->becomes),
                                               local(closed_.next->at))
                                 : "stays as it is"}});
        std::string sold =
            fmt::format("{}, data center {}", c_[closed_.edition].key, a_.data_center);
        if (closed_.version)
            sold += fmt::format(", price book {}", c_[*closed_.version].key);
        else
            sold += fmt::format(", error: {}", closed_.version.error());
        if (a_.migrated_at) sold += fmt::format(" since {}", local(*a_.migrated_at));
        facts.add({{"edition", tone::faint}, {sold}});
        for (const sent_reminders& r : closed_.reminders)
            facts.add({{"reminded", tone::faint},
                       {fmt::format("of the end on {}: {}", local(r.expiry), text_of(r.days))}});
        for (const overdue_bill& b : money_flow_.overdue)
            facts.add({{"reminded", tone::faint},
                       {fmt::format("of the overdue bill {} over {}: {}", b.bill.value, b.amount,
                                    local(b.reminded_at))}});
        for (const renewal_attempt& r : money_flow_.renewals)
            if (r.application == closed_.application)
                facts.add({{"renewal", tone::faint}, renewal_cell(r)});
        out_ += facts.text(paint_, "  ");
    }

    [[nodiscard]] cell renewal_cell(const renewal_attempt& r) const {
        if (!r.happened)
            return {fmt::format("on {}: error: {}", local(r.at), r.happened.error()),
                    tone::doubtful};
        const auto& renewed = *r.happened;
        const std::string text = renewed.allowed()
                                     ? fmt::format("renewed for {}", renewed->placed.paid_by.cash)
                                     : spoken(identifier(renewed.why()));
        return {fmt::format("on {}: {}, balance {}", local(r.at), text, r.balance),
                renewed.allowed() ? tone::good : tone::bad};
    }

    void statement() {
        out_ += heading(paint_, fmt::format("Statement of {}", m_.month));
        if (!closed_.statement) {
            out_ += "    " +
                    paint_(tone::doubtful, fmt::format("error: {}", closed_.statement.error())) +
                    "\n";
            return;
        }
        const auto& month = *closed_.statement;
        table lines{{{.most = 84, .least = 84}, {.right = true, .least = 14}}};
        for (const invoice_line& line : month.lines)
            lines.add({{text_of(line)}, amount(line.amount())});
        if (!month.charged_as)
            lines.add(
                {{"no usage is charged: no plan covers a part of the month", tone::faint}, {}});
        lines.line();
        lines.add({{"prepaid"}, amount(month.prepaid)});
        lines.add({{"postpaid"}, amount(month.due)});
        out_ += lines.text(paint_, "    ");
    }

    [[nodiscard]] static cell amount(money m) {
        return {to_string(m), m.is_negative() ? tone::doubtful : tone::plain};
    }

    [[nodiscard]] std::string text_of(const status& s) const { return month_end::text_of(s); }
    [[nodiscard]] std::string text_of(const std::vector<day>& d) const {
        return month_end::text_of(d);
    }
    [[nodiscard]] std::string text_of(const invoice_line& line) const {
        switch (line.kind()) {
            case invoice_line_kind::order: {
                const order& o = a_.orders[line.order().order].fact;
                return fmt::format("{}  order {}: {}, {} to {}\n    {}",
                                   local(line.order().placed_at).substr(0, 10), o.id.value,
                                   c_[o.edition].key, local(o.begins), local(end_of(c_, o)),
                                   explain(c_, o));
            }
            case invoice_line_kind::refund: {
                const refund_line& back = line.refund();
                return fmt::format("{}  given back at {}\n    {} cash + {} credit",
                                   local(back.at).substr(0, 10), local(back.at).substr(11),
                                   back.cash, back.credit);
            }
            case invoice_line_kind::add_on:
                return fmt::format("{}  units of an add-on",
                                   local(line.add_on().begins).substr(0, 10));
            case invoice_line_kind::period: return explain(c_, line.period(), line.amount());
            case invoice_line_kind::usage:
                // Without a charge, it is a line of the whole bill.
                if (const charge_line* charge = closed_.statement->charge_of(line))
                    return explain(c_, *charge);
                return std::string{identifier(closed_.statement->billed[line.usage().billed].kind)};
        }
        return {};
    }

    void refund() {
        const auto& quote = closed_.refund;
        const bool given = quote && quote->allowed();
        // Where nothing was ever bought there is nothing to say.
        if (quote && quote->why() == refund_refusal::no_order) return;
        out_ +=
            heading(paint_, fmt::format("Refund, were the plan returned on {}", local(m_.close)));
        if (!quote)
            out_ += "    " + paint_(tone::doubtful, fmt::format("error: {}", quote.error())) + "\n";
        else if (!given)
            out_ += "    " + paint_(tone::bad, spoken(explain(c_, *quote))) + "\n";
        else
            add_lines(out_, paint_, explain(c_, *quote), 4);
    }

    void groups() {
        const group_history& g = closed_.groups;
        if (g.all().empty() && g.refused.empty()) return;
        out_ += heading(paint_, "Groups");
        out_ +=
            fmt::format("    {} at the month's end, {} of them for live streams\n",
                        existing(g.all(), m_.close).value(), existing(g.live, m_.close).value());
        const civil_date last = date_of(day_of(m_.close, c_.offering->billing_zone));
        quantity most;
        day busiest{};
        for (std::uint32_t n = 1; n <= last.day; ++n) {
            const day d = civil(last.year, last.month, n);
            const zone& z = c_.offering->billing_zone;
            const auto grown = net_growth(g.all(), period{start_of(d, z), start_of(d + 1, z)});
            if (most < grown.value()) {
                most = *grown;
                busiest = d;
            }
        }
        if (most > quantity{})
            out_ += fmt::format("    {} more on {}, the day of the largest net growth\n", most,
                                busiest);
        std::map<std::pair<instant, quota_id>, std::size_t> refused;
        for (const refused_group& r : g.refused)
            if (m_.within.contains(r.at)) ++refused[{r.at, r.by}];
        for (const auto& [what, times] : refused)
            out_ += "    " +
                    paint_(tone::bad,
                           fmt::format("{} refused on {}: the limit of {} was reached", times,
                                       local(what.first), spoken(c_[what.second].key.view()))) +
                    "\n";
    }

    void answers() {
        if (closed_.answers.empty()) return;
        out_ += "\n";
        table asked{{{.heading = "asked on"},
                     {.heading = "question", .most = 47},
                     {.heading = "answer", .most = 32, .least = 32}}};
        std::string derived;
        for (const answered& a : closed_.answers) {
            asked.add({{local(a.at), tone::faint}, {a.question}, {a.answer, a.how}});
            if (a.derivation.empty()) continue;
            derived += heading(
                paint_, fmt::format("{} on {}", a.ask == request::kind::refund ? "Refund" : "Offer",
                                    local(a.at)));
            add_lines(derived, paint_, a.derivation, 4);
        }
        out_ += asked.text(paint_, "  ") + derived;
    }

    const catalog_view& c_;
    const closed_application& closed_;
    const account& account_;
    const ledger& money_flow_;
    const application& a_;
    const month_to_close& m_;
    const painter& paint_;
    std::string out_;
};

/// Sums that are only shown: what does not fit is said so.
std::string total_of(const std::vector<money>& amounts, currency unit) {
    const auto total = sum(amounts, unit);
    return total ? to_string(*total) : fmt::format("error: {}", total.error());
}

std::string issue_text(const catalog_view& c, const month_to_close& m) {
    const day_period days = issue_days(c, m.month);
    return fmt::format("  The bills for the usage of {} are issued, and debited, from {} to {}.\n",
                       m.month, days.first(), days.last());
}

cell overdue_cell(const closed_account& a) {
    if (!a.unpaid.is_zero()) return {"yes", tone::bad};
    const auto will_be = is_overdue(a.money_flow.balance, a.due);
    if (!will_be) return {fmt::format("error: {}", will_be.error()), tone::doubtful};
    if (a.due.is_zero() && !a.money_flow.balance.is_negative()) return {"no", tone::good};
    return *will_be ? cell{"will be", tone::doubtful} : cell{"no", tone::good};
}

}  // namespace

std::string application_text(const catalog_view& c, const portfolio& p,
                             const closed_portfolio& closed, std::size_t which,
                             const month_to_close& m, const painter& paint) {
    return application_page{c, p, closed, which, m, paint}.text();
}

std::string portfolio_text(const catalog_view& c, const portfolio& p,
                           const closed_portfolio& closed, const month_to_close& m,
                           const painter& paint) {
    table applications{{{.heading = "application"},
                        {.heading = "name", .most = 18},
                        {.heading = "state"},
                        {.heading = "edition"},
                        {.heading = "MAU", .right = true},
                        {.heading = "prepaid", .right = true},
                        {.heading = "postpaid", .right = true},
                        {.heading = "overdue"}}};
    std::vector<money> prepaid, postpaid;
    for (const closed_application& a : closed.applications) {
        const application& of = p.applications[a.application];
        std::vector<cell> row{{std::to_string(of.id.value)},
                              {of.name},
                              {text_of(a.status), tone_of(a.status.state)},
                              {to_string(c[a.edition].key)},
                              {to_string(a.active_users)}};
        if (a.statement) {
            row.push_back({to_string(a.statement->prepaid)});
            row.push_back({to_string(a.statement->due)});
            prepaid.push_back(a.statement->prepaid);
            postpaid.push_back(a.statement->due);
        } else {
            row.push_back({to_string(a.statement.error()), tone::doubtful});
            row.push_back({to_string(a.statement.error()), tone::doubtful});
        }
        const bool overdue = !closed.accounts[of.account].unpaid.is_zero();
        row.push_back({overdue ? "yes" : "no", overdue ? tone::bad : tone::plain});
        applications.add(row);
    }
    applications.line();
    const currency unit = c.unit();
    applications.add({{"total", tone::strong},
                      {std::to_string(closed.applications.size())},
                      {},
                      {},
                      {},
                      {total_of(prepaid, unit), tone::strong},
                      {total_of(postpaid, unit), tone::strong},
                      {}});

    table accounts{{{.heading = "account"},
                    {.heading = "places held", .right = true},
                    {.heading = "balance", .right = true},
                    {.heading = "unpaid", .right = true},
                    {.heading = fmt::format("bill for {}", m.month), .right = true},
                    {.heading = "overdue"}}};
    std::vector<money> balances, unpaid, due;
    for (std::size_t i = 0; i < closed.accounts.size(); ++i) {
        const closed_account& a = closed.accounts[i];
        accounts.add({{p.accounts[i].name},
                      {to_string(a.places)},
                      {to_string(a.money_flow.balance)},
                      {to_string(a.unpaid), a.unpaid.is_zero() ? tone::plain : tone::bad},
                      {to_string(a.due)},
                      overdue_cell(a)});
        balances.push_back(a.money_flow.balance);
        unpaid.push_back(a.unpaid);
        due.push_back(a.due);
    }
    accounts.line();
    accounts.add({{"total", tone::strong},
                  {},
                  {total_of(balances, unit), tone::strong},
                  {total_of(unpaid, unit), tone::strong},
                  {total_of(due, unit), tone::strong},
                  {}});

    return paint(tone::strong,
                 ruler("The portfolio on " + local_time(m.close, c.offering->billing_zone),
                       to_string(m.month))) +
           "\n\n" + applications.text(paint, "  ") + "\n" + accounts.text(paint, "  ") + "\n" +
           issue_text(c, m);
}

void totals::add(const closed_portfolio& closed) {
    for (const closed_application& a : closed.applications) {
        for (group* g : {&groups_[{a.edition, a.status.state}], &all_}) {
            ++g->applications;
            g->users += a.active_users.count();
            if (!a.statement) continue;
            g->prepaid.push_back(a.statement->prepaid);
            g->postpaid.push_back(a.statement->due);
        }
        if (!a.statement) ++without_statement_;
    }
    for (const closed_account& a : closed.accounts) {
        ++accounts_;
        for (const renewal_attempt& r : a.money_flow.renewals)
            ++(r.happened && r.happened->allowed() ? renewed_ : not_renewed_);
        if (!a.unpaid.is_zero()) ++overdue_;
    }
}

std::string totals::text(const catalog_view& c, const month_to_close& m,
                         const painter& paint) const {
    table lines{{{.heading = "edition"},
                 {.heading = "state"},
                 {.heading = "applications", .right = true},
                 {.heading = "MAU", .right = true},
                 {.heading = "prepaid", .right = true},
                 {.heading = "postpaid", .right = true}}};
    const currency unit = c.unit();
    const auto count = [](auto n) {
        return to_string(quantity::from(static_cast<std::int64_t>(n)).value_or(quantity{}));
    };
    for (const auto& [key, g] : groups_)
        lines.add({{to_string(c[key.first].key)},
                   {std::string{identifier(key.second)}, tone_of(key.second)},
                   {count(g.applications)},
                   {count(g.users)},
                   {total_of(g.prepaid, unit)},
                   {total_of(g.postpaid, unit)}});
    lines.line();
    lines.add({{"total", tone::strong},
               {},
               {count(all_.applications)},
               {count(all_.users)},
               {total_of(all_.prepaid, unit), tone::strong},
               {total_of(all_.postpaid, unit), tone::strong}});

    std::string out =
        paint(tone::strong,
              ruler(fmt::format("{} applications of {} accounts on {}", count(all_.applications),
                                count(accounts_), local_time(m.close, c.offering->billing_zone)),
                    to_string(m.month))) +
        "\n\n" + lines.text(paint, "  ") + "\n" +
        fmt::format("  {} renewed by themselves, {} were not; {} accounts overdue.\n",
                    count(renewed_), count(not_renewed_), count(overdue_));
    if (without_statement_ > 0)
        out += fmt::format("  {} have no statement, for their price book has no prices.\n",
                           count(without_statement_));
    return out + issue_text(c, m);
}

}  // namespace month_end
