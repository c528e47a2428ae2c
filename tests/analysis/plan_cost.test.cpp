// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <vector>

#include <ratecard/analysis/plan_cost.hpp>
#include <ratecard/reference/tencent_chat.hpp>

#include "application.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

const catalog_view c = chat::catalog;
const charge_id mau = chat::charge::mau;
constexpr version_id current = current_book;

std::vector<std::vector<metered>> used(const std::vector<std::int64_t>& by_month) {
    std::vector<std::vector<metered>> all;
    for (const std::int64_t n : by_month) all.push_back({{.charge = mau, .used = quantity{n}}});
    return all;
}
std::vector<month_usage> seen(const std::vector<std::vector<metered>>& all) {
    return {all.begin(), all.end()};
}
std::vector<instant> begins(std::size_t count) {
    std::vector<instant> all;
    for (std::size_t m = 0; m < count; ++m)
        all.push_back(local(2024, static_cast<std::uint32_t>(m + 1), 1));
    return all;
}

}  // namespace

TEST_CASE("a year costs twelve fees, plus the usage above the included units") {
    const auto year = used({9'000, 10'000, 11'000, 12'000, 13'000, 14'000, 15'000, 16'000, 17'000,
                            18'000, 19'000, 20'000});
    const auto months = seen(year);
    const auto from = begins(12);
    // 1,000 to 10,000 above the included units: 55,000 at 0.015 in all.
    CHECK(plan_cost(c, standard, current, months, from) == cents(12 * 399'00 + 825'00));
    CHECK(plan_cost(c, premium, current, months, from) == cents(12 * 699'00 + 825'00));
    // Developer sells no overage.
    CHECK(plan_cost(c, developer, current, months, from) == catalog_errc::no_price);
    CHECK(plan_cost(c, developer, current, {}, {}) == cents(0));
    CHECK(plan_cost(c, standard, {9}, months, from) == catalog_errc::unknown_version);
}

TEST_CASE("the direction of a change follows the cost of the same months in each edition") {
    const auto year = used({9'000, 20'000});
    const auto months = seen(year);
    const auto from = begins(2);
    CHECK(direction_of(c, standard, premium, current, months, from) == change_direction::upgrade);
    CHECK(direction_of(c, premium, standard, current, months, from) == change_direction::downgrade);
    CHECK(direction_of(c, premium, premium, current, months, from) == change_direction::lateral);
    CHECK(direction_of(c, premium, developer, current, months, from) == catalog_errc::no_price);
}
