// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <ratecard/rim/fmt.hpp>

#include "notes.hpp"

using namespace notes;

int main() {
    const zone local = sold.billing_zone;
    const instant begin = start_of(civil(2024, 3, 1), local);
    const money none{0, usd};
    const order bought{.id = {1},
                       .owner = {7},
                       .edition = plan::team,
                       .version = y2024,
                       .months = 2,
                       .placed_at = begin,
                       .begins = begin,
                       .paid_by = {money{45'00, usd}, money{10'00, usd}, money{5'00, usd}, none}};
    const subscription customer{.id = {7}, .created_at = begin, .orders = {&bought, 1}};
    const instant now = begin + days(9) + hours(12);

    // [values]
    fmt::print("{}, {}, {}\n", money{1'234'50, usd}, quantity{12'500}, ratio{10, 31});
    fmt::print("{:>12}|{:<12}|\n", money{5'00, usd}, soft(10));
    fmt::print("{}\n", local_time(now, local));
    // [/values]

    // [errors]
    const auto fee = monthly_fee(product, plan::free, y2024);
    if (!fee) fmt::print("{}\n", fee.error());
    // [/errors]

    // [reason]
    const reason why = refused_by(about::app);
    fmt::print("{}\n", to_string(product, why));
    // [/reason]

    // [line]
    const metered reading{.charge = guests, .used = quantity{103}};
    const auto line = rate(product, plan::company, y2024, reading, begin);
    if (line) fmt::print("{}\n", explain(product, *line));
    // [/line]

    // [why]
    const metered later{.charge = guests, .used = quantity{150}};
    const auto more = rate(product, plan::company, y2024, later, begin);
    if (line && more) {
        const auto before = explanation_of(product, *line), after = explanation_of(product, *more);
        fmt::print("{}\n", explain(product, *after));
        fmt::print("{}\n", explain(*diff(*before, *after)));
    }
    // [/why]

    // [period]
    const std::array usage{later};
    const auto period = explain_period(product, {.edition = plan::company,
                                                 .version = y2024,
                                                 .begin = begin,
                                                 .usage = usage,
                                                 .agreed = {.credits = money{20'00, usd}}});
    if (period) fmt::print("{}\n", explain(product, *period));
    // [/period]

    // [refund]
    const auto life = examine(product, customer);
    if (!life) return 1;
    const auto back = refund(*life, now);
    if (back) fmt::print("{}\n", explain(product, *back));
    // [/refund]

    // [contradiction]
    order early = bought;
    early.begins = begin - seconds(1);
    const subscription wrong{.id = {7}, .created_at = begin, .orders = {&early, 1}};
    if (const auto found = examine(product, wrong); !found) fmt::print("{}\n", found.error());
    // [/contradiction]
    return !fee && line && period && back ? 0 : 1;
}
