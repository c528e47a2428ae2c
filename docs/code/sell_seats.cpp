// SPDX-License-Identifier: MIT
#include <memory>
#include <vector>

#include <fmt/format.h>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/fmt.hpp>

using namespace ratecard;
using namespace ratecard::literals;

namespace {

void print(const catalog_view& c, const invoice<>& bill) {
    // [print]
    for (const invoice_line& line : bill.lines)
        fmt::print("{:<76}{:>12}\n", explain(c, line.period(), line.amount()), line.amount());
    fmt::print("{:<76}{:>12}\n\n", "due", bill.due);
    // [/print]
}

}  // namespace

int main() {
    // [catalog]
    offering boards{.product = "boards", .unit = usd, .default_edition = std::nullopt};
    boards.billing.every = monthly;
    boards.billing.plans = billing_time::in_advance;
    catalog_builder b{boards};
    b.add(edition{"team"}).add(edition{"business"}).add(price_version{"2024"});
    b.price("2024", "team",
            plan_price{.amount = 30_dec, .seats = seat_terms{.least = quantity{3}}});
    b.price("2024", "business", 199_dec);
    b.add(charge{.key = "archive", .unit = "archive", .kind = charge_kind::recurring});
    b.price("2024", "team", "archive", tier{.unit_price = 4_dec});
    b.add(add_on{"archive"}).charged_by("archive", "archive");
    b.change("", "",
             change_rule{.kind = change_kind::with_credit, .divided = presets::prorations::stripe});
    const auto product = b.build().value();
    // [/catalog]
    const catalog_view c = product.view();
    const edition_id team = c.find_edition("team").value();
    const edition_id business = c.find_edition("business").value();
    const add_on_id archive = c.find_add_on("archive").value();
    const instant begin = "2024-03-16"_utc, next = "2024-04-16"_utc;

    // [facts]
    const std::vector plans{
        plan_start{.id = {1}, .edition = team, .seats = quantity{5}, .begins = begin}};
    const std::vector seats{seat_change{.id = {1}, .seats = quantity{7}, .at = "2024-04-01"_utc},
                            seat_change{.id = {2}, .seats = quantity{6}, .at = "2024-04-10"_utc}};
    const std::vector add_ons{add_on_purchase{
        .id = {1}, .add_on = archive, .units = quantity{2}, .begins = "2024-03-26"_utc}};
    const subscription customer{
        .created_at = begin, .add_ons = add_ons, .plans = plans, .seat_changes = seats};
    const auto life = examine(c, customer).value();
    // [/facts]

    // [invoice]
    const auto march = invoice_of(life, {begin, next}).value();
    const auto april = invoice_of(life, {next, "2024-05-16"_utc}).value();
    // [/invoice]
    print(c, march);
    print(c, april);
    if (march.due != money{178'64, usd} || april.due != money{188'00, usd}) return 1;

    // [change]
    const std::vector changes{plan_change{.id = {1}, .to = business, .at = "2024-04-01"_utc}};
    const subscription moved{.created_at = begin, .plans = plans, .plan_changes = changes};
    const auto with_change = examine(c, moved).value();
    const auto bill = invoice_of(with_change, {begin, next}).value();
    // [/change]
    print(c, bill);
    if (bill.due != money{173'71, usd}) return 1;

    // [quote]
    const auto today = examine(c, subscription{.created_at = begin, .plans = plans}).value();
    const auto memory = std::make_unique<preview_memory<plan_change>>();
    const auto quote = preview(today, changes[0], {begin, next}, memory->room()).value();
    for (const changed_line& line : quote.lines)
        fmt::print("{:<76}{:>12}\n", explain(c, quote.on_invoice(line).period(), line.amount),
                   line.amount);
    fmt::print("{:<76}{:>12}\n\n", "net", quote.net);
    // [/quote]
    if (quote.net != money{23'71, usd}) return 1;

    // [refused]
    const std::vector none{seat_change{.id = {3}, .seats = quantity{}, .at = next}};
    const auto refused =
        examine(c, subscription{.created_at = begin, .plans = plans, .seat_changes = none});
    fmt::print("{}\n", refused.error());
    // [/refused]
}
