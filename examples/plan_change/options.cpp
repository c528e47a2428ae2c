// SPDX-License-Identifier: MIT
#include "options.hpp"

#include <algorithm>
#include <cstddef>

#include <ratecard/rim/fmt.hpp>

namespace plan_change {

namespace {

using boards::business;
using boards::catalog;
using boards::team;

/// The value, or an exception that says what was asked.
template <class T>
T value(const result<T>& answer, const char* asked) {
    if (!answer) throw unusable{fmt::format("{}: {}", asked, answer.error())};
    return *answer;
}

class year {
public:
    explicit year(const customer& who)
        : who_{who},
          c_(catalog),
          zone_{c_.offering->billing_zone},
          begin_{instant_of(civil(who.year, 1, 1), {}, zone_)},
          end_{instant_of(civil(who.year + 1, 1, 1), {}, zone_)} {
        if (who.calls.size() != 12) throw unusable{"a year has the calls of twelve months"};
        if (who.now < begin_ || end_ <= who.now)
            throw unusable{fmt::format("the day is not one of {}", who.year)};
        const std::int64_t first = index_of(anchor_at(begin_, zone_), monthly, who.now, zone_);
        plan_ = {.edition = team,
                 .version = boards::current,
                 .whole = period_at(anchor_at(begin_, zone_), monthly, first, zone_)};
        plan_.began = plan_.whole.begin();
        plan_.price = plan_.paid = value(monthly_fee(c_, team, boards::current), "the fee");
        for (std::size_t m = static_cast<std::size_t>(first); m < 12; ++m)
            read_.push_back({{.charge = boards::calls,
                              .used = value(quantity::from(who.calls[m]), "the calls")}});
        usage_.assign(read_.begin(), read_.end());
    }

    answers all() {
        answers made{.running = plan_.whole, .end = end_};
        made.options.push_back(option{.name = "stay on team",
                                      .credited = nothing_,
                                      .charged = nothing_,
                                      .net = nothing_,
                                      .to_end = cost({}),
                                      .months = months_});
        made.upgrade_now = quote(plan_, who_.now);
        add_upgrade(made, "business now", made.upgrade_now);
        running_plan next = plan_;
        next.whole = month_of(c_, of(), 1).value();
        next.anchored_at = plan_.anchored_at.value_or(plan_.whole.begin());
        next.began = next.whole.begin();
        if (usage_.size() > 1)
            add_upgrade(made, "business at renewal", quote(next, next.whole.begin()));
        made.options.push_back(given_back());
        for (day d = day_of(who_.now, zone_); start_of(d, zone_) < end_; d = d + 1) {
            const instant at = std::max(start_of(d, zone_), who_.now);
            made.curve.push_back({at, cost(at)});
        }
        add_cheapest(made);
        return made;
    }

private:
    [[nodiscard]] scenario of() const {
        return {
            .plan = plan_, .to = business, .direction = change_direction::upgrade, .usage = usage_};
    }
    [[nodiscard]] change_quote quote(const running_plan& plan, instant at) const {
        return *value(quote_change(c_, plan, business, change_direction::upgrade, at),
                      "the change");
    }
    /// Leaves the months in `months_`.
    money cost(std::optional<instant> at) {
        months_.assign(usage_.size(), nothing_);
        return *value(costs_if_changed(c_, of(), at, months_), "the costs");
    }

    void add_upgrade(answers& to, const char* name, const change_quote& q) {
        const std::vector<money> stay = to.options[0].months;
        option made{.name = name,
                    .at = q.at,
                    .credited = q.old_side.amount,
                    .charged = q.new_side.amount,
                    .net = q.net,
                    .to_end = cost(q.at)};
        if (q.at == plan_.whole.end()) {  // the month that begins then was not paid for yet
            made.credited = nothing_;
            made.net = made.charged;
        }
        made.months = months_;
        if (const auto month = value(break_even(made.months, stay), "the break-even"))
            made.break_even = month_of(c_, of(), *month).value().end();
        to.options.push_back(made);
    }
    /// The month as a prepaid order that is given back now.
    [[nodiscard]] option given_back() const {
        const order bought{.id = {1},
                           .owner = {1},
                           .edition = team,
                           .version = boards::current,
                           .months = 1,
                           .placed_at = plan_.whole.begin(),
                           .begins = plan_.whole.begin(),
                           .paid_by = {plan_.paid, nothing_, nothing_, nothing_}};
        const subscription s{.id = {1}, .created_at = plan_.whole.begin(), .orders = {&bought, 1}};
        const auto life = examine(c_, s).value();
        const refund_quote back = *value(refund(life, who_.now), "the refund");
        return {.name = "give team back",
                .at = who_.now,
                .credited = back.amount,
                .charged = nothing_,
                .net = -back.amount};
    }
    /// Terms of one, three and six months of each edition; six cost as much as five and a half.
    void add_cheapest(answers& to) const {
        std::vector<term_offer> offers;
        for (const edition_id e : {team, business})
            for (const std::int32_t months : {1, 3, 6}) {
                const money listed = value(list_price(c_, e, boards::current, months), "the price");
                const ratio asked{months == 6 ? 11u : 12u, 12};
                offers.push_back(
                    {e, months,
                     value(scaled{exact{listed}, asked}.round(c_.offering->rating.mode),
                           "the price")});
            }
        const std::size_t editions = c_.editions.size();
        std::vector<std::optional<money>> costs;
        for (std::size_t m = 0; m < usage_.size(); ++m)
            for (std::uint16_t e = 0; e < editions; ++e) {
                const auto one = usage_cost(c_, {e}, boards::current, usage_[m],
                                            month_of(c_, of(), m).value().begin());
                costs.push_back(one ? std::optional{*one} : std::nullopt);
            }
        const auto found = value(cheapest<12>(offers, costs, usage_.size(), editions, c_.unit()),
                                 "the cheapest terms");
        const auto text = [&](const auto& sequence) {
            std::string made;
            for (const chosen_term& t : sequence.terms) {
                const term_offer& o = offers[t.offer];
                made +=
                    fmt::format("{}{} {}", made.empty() ? "" : ", ", o.months, c_[o.edition].key);
            }
            return made;
        };
        to.cheapest.push_back({text(found.best), found.best.cost});
        if (found.runner_up) to.cheapest.push_back({text(*found.runner_up), found.runner_up->cost});
    }

    const customer& who_;
    catalog_view c_;
    zone zone_;
    instant begin_, end_;
    running_plan plan_{.whole = {instant{0}, instant{1}}};
    std::vector<std::vector<metered>> read_;
    std::vector<month_usage> usage_;
    std::vector<money> months_;
    money nothing_{0, usd};
};

}  // namespace

answers answers_for(const customer& who) { return year{who}.all(); }

}  // namespace plan_change
