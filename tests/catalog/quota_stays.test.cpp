// SPDX-License-Identifier: MIT
#include <optional>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/catalog/fingerprint.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {

/// The code of the fault of a quota that is part of a wider one; nothing if there is none.
std::optional<errc> fault_of(const quota& narrow, const quota& wide) {
    catalog_builder b{offering{.product = "any", .unit = usd}};
    b.add(edition{"only"}).add(price_version{"first", instant{}, {}});
    quota part = narrow, whole = wide;
    part.key = "part", whole.key = "whole";
    part.part_of = quota_id{0};
    b.add(whole, {hard(10)}).add(part, {hard(5)}).change("", "", change_kind::forbidden);
    const auto built = b.build();
    if (built) return std::nullopt;
    CHECK(built.error().index == 1);
    return built.error().code;
}

}  // namespace

TEST_CASE("a quota stays in a state only if the wider one does") {
    CHECK(!fault_of({}, {}));
    CHECK(!fault_of({.stays_in_grace = false}, {}));
    CHECK(!fault_of({}, {.stays_suspended = true}));
    CHECK(!fault_of({.stays_suspended = true}, {.stays_suspended = true}));
    CHECK(fault_of({}, {.stays_in_grace = false}) == core_errc::policy_out_of_range);
    CHECK(fault_of({.stays_suspended = true}, {}) == core_errc::policy_out_of_range);
}

TEST_CASE("the fingerprint of a catalog is that of what its ids mean") {
    const auto built = [](const char* feature_name, decimal price, const char* quota_name) {
        catalog_builder b{offering{.product = "any", .unit = usd}};
        b.add(edition{"free"}).add(edition{"paid"}).add(price_version{"first", instant{}, {}});
        b.price("first", "paid", price);
        b.add(feature{*name::from(feature_name)}, {availability::included, availability::included});
        b.add(quota{*name::from(quota_name)}, {hard(10), hard(20)});
        return b.change("", "", change_kind::forbidden).build().value();
    };
    using namespace ratecard::literals;
    const auto print = built("share", 5_dec, "files").view().fingerprint;
    CHECK(print != 0);
    CHECK(print == fingerprint_of(built("share", 5_dec, "files").view()));
    CHECK(print == built("share", 6_dec, "files").view().fingerprint);  // a price has no id
    CHECK(print != built("shares", 5_dec, "files").view().fingerprint);
    CHECK(print != built("share", 5_dec, "file").view().fingerprint);
    CHECK(print ==
          catalog_builder{built("share", 5_dec, "files").view()}.build()->view().fingerprint);
}
