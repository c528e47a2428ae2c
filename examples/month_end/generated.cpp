// SPDX-License-Identifier: MIT
#include "generated.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <ratecard/rim/fmt.hpp>

namespace month_end {

using namespace ratecard;

std::int64_t dice::below(std::int64_t end) {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return static_cast<std::int64_t>((z ^ (z >> 31)) % static_cast<std::uint64_t>(end));
}

portfolio generator::next(std::size_t applications) {
    made_ = {};
    while (made_.applications.size() < applications) {
        add_account();
        const std::size_t more = 1 + static_cast<std::size_t>(dice_.below(4));
        const std::size_t last = std::min(applications, made_.applications.size() + more);
        while (made_.applications.size() < last) add_application();
    }
    return std::move(made_);
}

money generator::cents(std::int64_t n) const { return money{n, c_.offering->unit}; }

instant generator::before_close(std::int64_t most_days) {
    return m_.close - seconds(dice_.below(most_days * 86'400));
}

void generator::add_account() {
    const std::size_t number = ++accounts_;
    account a{.name = fmt::format("account-{:06}", number),
              .balance = cents(dice_.below(150'000)),
              .from = {"generated accounts", number}};
    if (dice_.percent(30)) {
        bill b{.id = {number},
               .amount = cents(1 + dice_.below(20'000)),
               .issued_at = m_.within.begin() + seconds(dice_.below(3 * 86'400))};
        if (dice_.percent(80)) b.paid_at = b.issued_at;
        a.bills.push_back({b, a.from});
    }
    made_.accounts.push_back(std::move(a));
}

void generator::add_application() {
    const std::size_t number = ++applications_;
    application a{.id = {1'500'000'000 + number},
                  .name = fmt::format("application {}", number),
                  .shows = {},
                  .account = made_.accounts.size() - 1,
                  .created_at = m_.within.begin() - days(31 + dice_.below(700)),
                  .data_center = "singapore",
                  .auto_renew = dice_.percent(40),
                  .from = {"generated applications", number}};
    const attribute_id center = c_.find_attribute("data_center").value();
    a.fixed.set(center, c_.find_value(center, a.data_center).value());
    const version_id version = c_.version_at(a.created_at).value();
    if (c_[version].migrates_to && dice_.percent(70)) a.migrated_at = a.created_at;
    if (!dice_.percent(30)) add_orders(a, version);
    add_log_ins(a);
    add_connections(a);
    made_.applications.push_back(std::move(a));
}

/// One order that began within the last months, perhaps one after it, perhaps given back.
void generator::add_orders(application& a, version_id created_under) {
    constexpr std::array<std::int32_t, 6> lengths{1, 1, 3, 6, 12, 24};
    const auto months =
        lengths[static_cast<std::size_t>(dice_.below(std::int64_t{lengths.size()}))];
    instant begins = std::max(before_close(30 * months + 60), a.created_at);
    const edition_id edition = c_.find_edition(dice_.percent(70) ? "standard" : "premium").value();
    const version_id version =
        a.migrated_at ? c_[created_under].migrates_to.value_or(created_under) : created_under;
    const instant placed = begins;
    const std::uint64_t count = dice_.percent(25) ? 2 : 1;
    for (std::uint64_t n = 1; n <= count; ++n) {
        const order o{.id = {applications_ * 10 + n},
                      .owner = a.id,
                      .edition = edition,
                      .version = version,
                      .months = months,
                      .placed_at = placed,
                      .begins = begins,
                      .paid_by = payment_of(edition, version, months)};
        begins = end_of(c_, o);
        a.orders.push_back({o, a.from});
    }
    const instant back = before_close(60);
    if (!dice_.percent(8) || back < placed || begins <= back) return;
    for (const auto& o : a.orders)
        if (back < end_of(c_, o.fact))
            a.refunds.push_back({{o.fact.id, back, {o.fact.id.value}}, a.from});
}

payment generator::payment_of(edition_id e, version_id v, std::int32_t months) {
    const auto price = list_price(c_, e, v, months);
    const std::int64_t whole = price ? price->minor_units() : 30'000 * months;
    const std::int64_t discount = dice_.percent(25) ? whole / 10 : 0;
    const std::int64_t voucher = dice_.percent(10) ? std::min<std::int64_t>(5'000, whole / 2) : 0;
    const std::int64_t rest = whole - discount - voucher;
    const std::int64_t credit = dice_.percent(40) ? dice_.below(rest + 1) : 0;
    return {cents(rest - credit), cents(credit), cents(voucher), cents(discount)};
}

void generator::add_log_ins(application& a) {
    const std::int64_t users = a.orders.empty()    ? dice_.below(101)
                               : dice_.percent(25) ? 9'000 + dice_.below(6'000)
                                                   : dice_.below(3'000);
    for (std::int64_t u = 0; u < users; ++u)
        for (std::int64_t times = 1 + dice_.below(2); times > 0; --times)
            a.log_ins.push_back({static_cast<user_number>(u), before_close(40)});
}

void generator::add_connections(application& a) {
    for (std::int64_t n = dice_.below(60); n > 0; --n) {
        const auto who = static_cast<user_number>(dice_.below(40));
        const instant begin = before_close(30);
        a.connections.push_back({who, begin, begin + seconds(dice_.below(86'400))});
    }
}

}  // namespace month_end
