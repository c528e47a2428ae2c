// SPDX-License-Identifier: MIT
#include <array>
#include <string_view>

#include <fmt/format.h>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/fmt.hpp>

using namespace ratecard;

// [rows]
struct row {
    std::string_view feature;
    std::string_view in_free;
    std::string_view in_pro;
};

result<availability> availability_from(std::string_view cell) {
    if (cell == "yes") return availability::included;
    if (cell == "no") return availability::absent;
    return catalog_errc::unknown_value;
}
// [/rows]

// [build]
result<owned_catalog, fault> read_catalog(std::span<const row> rows) {
    catalog_builder b{offering{.product = "Notes", .unit = usd}};
    b.add(edition{"free"}).add(edition{"pro"});
    for (const row& r : rows) {
        const auto key = name::from(r.feature);
        if (!key) return fault{.code = key.error(), .kind = entity::feature};
        b.add(feature{.key = *key}, {availability_from(r.in_free).value_or(availability::unstated),
                                     availability_from(r.in_pro).value_or(availability::unstated)});
    }
    b.add(price_version{.key = "2024"});
    b.price("2024", "pro", *decimal::from("9.99"));
    b.change("", "", change_kind::forbidden);
    return b.build();
}
// [/build]

int main() {
    // [use]
    const std::array good{row{"write", "yes", "yes"}, row{"share", "no", "yes"}};
    const auto made = read_catalog(good);
    if (!made) return 1;
    const catalog_view c = made->view();
    const auto pro = c.find_edition("pro");
    const auto fee = monthly_fee(c, *pro, *c.find_version("2024"));  // 9.99 USD
    // [/use]
    if (fee != money{9'99, usd}) return 1;
    if (c.find_edition("gold") != catalog_errc::unknown_edition) return 1;

    // [extend]
    catalog_builder more{made->view()};
    more.add(feature{.key = "export"}, {availability::absent, availability::included});
    const auto extended = more.build();
    // [/extend]
    if (!extended || !extended->view().find_feature("export")) return 1;

    // [fault]
    const std::array bad{row{"write", "yes", "yes"}, row{"share", "no", "maybe"}};
    const auto refused = read_catalog(bad);
    if (!refused) fmt::print("{}\n", refused.error());
    // [/fault]
    if (refused) return 1;
    return refused.error() == fault{catalog_errc::feature_without_value_in_an_edition,
                                    entity::feature, 1, "share", "pro"}
               ? 0
               : 1;
}
