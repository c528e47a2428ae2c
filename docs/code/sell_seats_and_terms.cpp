// SPDX-License-Identifier: MIT
#include <cstdint>

#include <fmt/format.h>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/explain_quote.hpp>
#include <ratecard/rim/fmt.hpp>

using namespace ratecard;
using namespace ratecard::literals;

result<owned_catalog, fault> boards() {
    // [plans]
    catalog_builder b{offering{.product = "Boards", .unit = usd, .terms = {1, 12}}};
    b.add(edition{"free"}).add(edition{"team"}).add(edition{"business"}).add(edition{"enterprise"});
    b.add(price_version{"2024"}).change("", "", change_kind::with_credit);
    b.price("2024", "team",
            plan_price{.amount = 30_dec, .seats = seat_terms{.least = quantity{3}}});
    b.price("2024", "business", 199_dec);
    b.price("2024", "enterprise", plan_price{.on_request = true});
    b.price_term("2024", "team", {.months = 12, .percentage_off = 20_dec});
    b.price_term("2024", "business", {.months = 12, .amount = 1'990_dec});
    // [/plans]
    // [add_ons]
    b.add(quota{.key = "guests"}, {hard(5), hard(100), hard(100), no_limit});
    b.add(charge{.key = "archive", .unit = "archives", .kind = charge_kind::recurring})
        .add(charge{.key = "import", .unit = "imports", .kind = charge_kind::one_off})
        .price("2024", "team", "archive", {.unit_price = 4_dec})
        .price("2024", "team", "import", {.unit_price = 250_dec});
    b.add(add_on{"archive"}).charged_by("archive", "archive").sold_with("archive", "team");
    b.sets("archive", "guests", limit::finite(1'000)).raises("archive", "guests", quantity{50});
    b.add(add_on{.key = "import", .paid = add_on_payment::once}).charged_by("import", "import");
    b.needs("import", "archive");
    // [/add_ons]
    return b.build();
}

int main() {
    const auto built = boards();
    if (!built) return 1;
    // [prices]
    const catalog_view c = built->view();
    const version_id now = c.find_version("2024").value();
    const auto print = [&](const char* edition, std::int32_t months, std::int64_t seats) {
        const edition_id e = c.find_edition(edition).value();
        const auto price = list_price(c, e, now, months, quantity{seats});
        fmt::print("{}: {}\n", edition,
                   price ? explain_list_price(c, e, now, months, quantity{seats})
                         : std::string{identifier(price.error())});
    };
    print("team", 1, 5);
    print("team", 1, 2);
    print("team", 12, 5);
    print("business", 12, 1);
    print("enterprise", 12, 80);
    print("business", 1, 2);
    // [/prices]
}
