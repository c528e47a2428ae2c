// SPDX-License-Identifier: MIT
#include <cstdint>

#include <ratecard/account/price_at.hpp>

#include "application.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

TEST_CASE("a dated price names its version and what decided the version") {
    both_owners([](const catalog_view& c) {
        application a{.created_at = local(2022, 6, 1)};
        const instant now = local(2024, 1, 1);
        CHECK(price_at(c, a.facts(), standard, 3, now) == catalog_errc::no_price);
        a.migrated_at = local(2023, 5, 1);
        CHECK(price_at(c, a.facts(), standard, 3, now) ==
              dated_price{cents(3 * 399'00),
                          {current_book, local(2023, 5, 1), priced_since::migration}});
        CHECK(price_at(c, a.facts(), standard, 25, now) == catalog_errc::months_out_of_range);
        // One second before the move it has no price.
        CHECK(price_at(c, a.facts(), standard, 3, local(2023, 5, 1)).has_value());
        CHECK(price_at(c, a.facts(), standard, 3, local(2023, 5, 1) - seconds(1)) ==
              catalog_errc::no_price);
        a = application{};
        for (std::int32_t months = 1; months <= 24; ++months)
            for (const edition_id e : {standard, premium})
                CHECK(price_at(c, a.facts(), e, months, now)->price ==
                      cents(list_cents(e, months)));
        CHECK(price_at(c, a.facts(), premium, 1, now)->by ==
              dated_version{current_book, a.created_at, priced_since::creation});
    });
}
