// SPDX-License-Identifier: MIT
#include <cstdint>
#include <span>
#include <vector>

#include <ratecard/rating/adjustment.hpp>

#include "any_seller.hpp"
#include "property.hpp"

using namespace ratecard;
using namespace ratecard::literals;
using namespace ratecard_test;

namespace {

constexpr money cents(std::int64_t n) { return money{n, usd}; }
constexpr charge_id calls{0}, files{1};

owned_catalog shop() {
    catalog_builder b{offering{.product = "Shop", .unit = usd, .rating = {}}};
    b.add(edition{"free"}).add(edition{"sold"});
    b.add(price_version{"only", instant{}, {}}).add(price_version{"later", instant{9}, {}});
    b.add(charge{.key = "calls"}).add(charge{.key = "files"});
    for (const char* version : {"only", "later"}) {
        b.price(version, "sold", "calls", {.unit_price = 0.5_dec});
        b.price(version, "sold", "files", {.unit_price = 2_dec});
    }
    return b.change("", "", change_kind::forbidden).build().value();
}
auto rated(const catalog_view& c, const std::vector<metered>& usage, version_id v = only_version,
           instant begin = instant{100}) {
    return rate_period(c, {.edition = sold_edition, .version = v, .begin = begin, .usage = usage})
        .value();
}

}  // namespace

TEST_CASE("late facts are billed by lines that name the lines they adjust") {
    const auto c = shop();
    const auto closed = rated(c, {{files, quantity{1}, {}}, {calls, quantity{10}, {}}});
    const auto again = rated(c, {{files, quantity{1}, {}}, {calls, quantity{14}, {}}});
    const auto lines = adjustment_lines(closed, again).value();
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].period == instant{100});
    CHECK(lines[0].original == std::size_t{1});
    CHECK(lines[0].by.charge == calls);
    CHECK(lines[0].by.units == 4);
    CHECK(lines[0].by.due() == cents(2'00));
    // A line that is too high is partly taken back. A charge that was not billed has no original.
    const auto back = adjustment_lines(again, closed).value();
    CHECK(back[0].by.due() == cents(-2'00));
    const auto none = adjustment_lines(rated(c, {}), closed).value();
    REQUIRE(none.size() == 2);
    CHECK(!none[0].original);
    CHECK(adjustment_lines(closed, rated(c, {})).value()[1].by.due() == cents(-5'00));
}

TEST_CASE("a period is adjusted only at the prices at which it was billed") {
    const auto c = shop();
    const std::vector<metered> usage{{calls, quantity{10}, {}}};
    const auto closed = rated(c, usage);
    CHECK(adjustment_lines(closed, rated(c, usage, later_version)) == rating_errc::another_period);
    CHECK(adjustment_lines(closed, rated(c, usage, only_version, instant{101})) ==
          rating_errc::another_period);
    CHECK(adjustment_lines(closed, closed)->empty());
    const auto more = rated(c, {{calls, quantity{11}, {}}, {files, quantity{1}, {}}});
    CHECK(adjustment_lines<2>(closed, more)->size() == 2);
    CHECK(adjustment_lines<1>(closed, more) == core_errc::capacity_exceeded);
}

TEST_CASE("adjustments of a closed bill add up to what is due now, and the same facts give none") {
    law("for any seller, and any facts before and after", [] {
        const auto c = any_seller();
        any_facts f = any_period(c);
        f.hand_in();
        any_facts corrected = f;
        for (std::size_t i = 0; i < corrected.readings.size(); ++i)
            if (one_in(2)) corrected.keep(i, from_to(0, 2));
        corrected.hand_in();
        const auto closed = rate_period(c, f.facts), again = rate_period(c, corrected.facts);
        RC_PRE(closed.has_value() && again.has_value());
        const auto lines = adjustment_lines(*closed, *again).value();
        std::int64_t sum = closed->due.minor_units();
        for (const adjustment_line& line : lines) {
            RC_ASSERT(!line.by.is_nil());
            sum += line.by.due().minor_units();
            if (!line.original) continue;
            const bill_line& original = closed->lines[*line.original];
            RC_ASSERT(original.charge == line.by.charge && original.kind == line.by.kind &&
                      original.step == line.by.step && original.segment == line.by.segment);
        }
        RC_ASSERT(cents(sum) == again->due);
        RC_ASSERT(adjustment_lines(*again, *again)->empty());
    });
}
