// SPDX-License-Identifier: MIT
#include <utility>

#include <ratecard/rim/fmt.hpp>

#include "report.hpp"

namespace month_end {

using namespace ratecard;

namespace {

std::string count_of(quota_scope scope) {
    switch (scope) {
        case quota_scope::subscription: return "an application";
        case quota_scope::user: return "a user";
        case quota_scope::group: return "a group";
        case quota_scope::account: return "an account";
    }
    return {};
}

std::string time_of(quota_window window) {
    switch (window) {
        case quota_window::standing: return "";
        case quota_window::calendar_day: return ", a day";
        case quota_window::calendar_week: return ", a week";
        case quota_window::calendar_month: return ", a month";
        case quota_window::calendar_year: return ", a year";
        case quota_window::billing_period: return ", a billing period";
        case quota_window::fixed: return ", a window";
        case quota_window::age: return ", in days of age";
    }
    return {};
}

cell cell_of(availability a) {
    switch (a) {
        case availability::unstated: break;
        case availability::absent: return {"no", tone::faint};
        case availability::included: return {"yes", tone::good};
        case availability::on_application: return {"on application", tone::doubtful};
        case availability::on_trial: return {"trial", tone::doubtful};
    }
    return {"?", tone::bad};
}

/// What a feature asks for beside the edition, in a few words.
std::string conditions_of(const catalog_view& c, std::size_t f) {
    std::string text;
    const auto add = [&](const std::string& one) { text += (text.empty() ? "" : "\n") + one; };
    if (c.features[f].activation_delay.seconds > 0)
        add(fmt::format("{} hours after approval", c.features[f].activation_delay.seconds / 3'600));
    if (const auto trial = c.features[f].trial)
        add(fmt::format("{} days, once", c[*trial].length.seconds / 86'400));
    const condition_table all = c.condition_rows();
    const feature_id id{static_cast<std::uint16_t>(f)};
    for (const condition* must = all.begin_of(id); must != all.end_of(id); ++must)
        add(spoken(explain(c, *must)));
    return text;
}

}  // namespace

std::string editions_text(const catalog_view& c, const month_to_close& m, const painter& paint) {
    const version_id version = c.version_at(m.close).value();
    const auto columns = [&](std::string_view first, std::string_view last, bool right) {
        std::vector<table::column> all{{.heading = std::string{first}, .least = 24}};
        for (const edition& e : c.editions)
            all.push_back({.heading = to_string(e.key), .right = right, .least = 14});
        all.push_back({.heading = std::string{last}, .most = 30});
        return all;
    };

    table prices{columns("price", "", true)};
    std::vector<cell> fees{{"a month"}};
    for (std::size_t e = 0; e < c.editions.size(); ++e) {
        const auto fee = monthly_fee(c, edition_id{static_cast<std::uint16_t>(e)}, version);
        fees.push_back({fee ? to_string(*fee) : "free"});
    }
    fees.push_back({fmt::format("{} to {} months an order", c.offering->terms.min_months,
                                c.offering->terms.max_months),
                    tone::faint});
    prices.add(fees);
    for (std::size_t i = 0; i < c.charges.size(); ++i) {
        const charge_id id{static_cast<std::uint16_t>(i)};
        std::vector<cell> row{{fmt::format("{} above included", c[id].unit)}};
        for (std::size_t e = 0; e < c.editions.size(); ++e) {
            const auto steps = c.price_of(id, edition_id{static_cast<std::uint16_t>(e)}, version);
            if (steps.empty())
                row.push_back({"no price", tone::faint});
            else
                row.push_back({fmt::format("{} {}", steps[0].step.unit_price, c.unit())});
        }
        const auto free_until = c[id].free_until;
        row.push_back(
            {!free_until ? ""
             : *free_until == instant::never()
                 ? "free until further notice"
                 : "free until " + local_time(*free_until, c.offering->billing_zone).substr(0, 10),
             tone::faint});
        prices.add(row);
    }

    table quotas{columns("at most", "of", true)};
    for (std::size_t q = 0; q < c.quotas.size(); ++q) {
        const quota_id id{static_cast<std::uint16_t>(q)};
        std::vector<cell> row{{spoken(c[id].key.view())}};
        for (std::size_t e = 0; e < c.editions.size(); ++e)
            row.push_back({to_string(c.at(id, edition_id{static_cast<std::uint16_t>(e)}))});
        row.push_back({count_of(c[id].scope) + time_of(c[id].window), tone::faint});
        quotas.add(row);
    }

    table features{columns("feature", "where", true)};
    std::string above;
    for (std::size_t f = 0; f < c.features.size(); ++f) {
        const feature_id id{static_cast<std::uint16_t>(f)};
        std::vector<cell> row{{spoken(c[id].key.view())}};
        for (std::size_t e = 0; e < c.editions.size(); ++e)
            row.push_back(cell_of(c.at(id, edition_id{static_cast<std::uint16_t>(e)})));
        std::string conditions = conditions_of(c, f);
        const bool same = !conditions.empty() && conditions == above;
        above = conditions;
        row.push_back({same ? "as above" : std::move(conditions), tone::faint});
        features.add(row);
    }

    return paint(tone::strong, ruler("The editions of " + to_string(c.offering->product),
                                     "price book " + to_string(c[version].key))) +
           "\n\n" + prices.text(paint, "  ") + "\n" + quotas.text(paint, "  ") + "\n" +
           features.text(paint, "  ") + "\n";
}

}  // namespace month_end
