// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <ratecard/billing/apply.hpp>

#include "property.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr money cents(std::int64_t n) { return money{n, usd}; }
constexpr bill billed(std::uint64_t id, std::int64_t amount, std::int64_t at) {
    return {.id = {id}, .amount = cents(amount), .issued_at = instant{at}};
}
constexpr bill_payment sent(std::uint64_t id, std::int64_t amount, std::int64_t at,
                            std::optional<bill_id> of = {}) {
    return {.id = {id}, .amount = cents(amount), .received_at = instant{at}, .of = of};
}

struct outcome {
    account_balance all{};
    std::vector<bill_balance> bills{};
};
result<outcome> applied(const std::vector<bill_payment>& money_sent, const std::vector<bill>& bills,
                        std::int64_t now = 1'000) {
    outcome made;
    made.bills.resize(bills.size());
    const auto all = apply(money_sent, bills, usd, instant{now}, made.bills);
    if (!all) return all.error();
    made.all = *all;
    return made;
}

}  // namespace

TEST_CASE(
    "a payment goes to the bill it names, then to the oldest open bills; the rest is credit") {
    const std::vector<bill> bills{billed(1, 50, 10), billed(2, 30, 20), billed(3, 40, 30)};
    const auto o = applied({sent(1, 60, 40, bill_id{3})}, bills).value();
    CHECK(o.bills[2] == bill_balance{cents(40), cents(0), instant{40}});
    CHECK(o.bills[0] == bill_balance{cents(20), cents(30), {}});
    CHECK(o.bills[1] == bill_balance{cents(0), cents(30), {}});
    CHECK(o.all == account_balance{cents(60), cents(60), cents(0), instant{10}});
    const auto more = applied({sent(1, 60, 40, bill_id{3}), sent(2, 75, 50)}, bills).value();
    CHECK(more.all == account_balance{cents(120), cents(0), cents(15), {}});
    CHECK(more.bills[0].settled_at == instant{50});
}

TEST_CASE("a bill uses available credit when it is issued") {
    const std::vector<bill> bills{billed(1, 50, 10), billed(2, 30, 20)};
    const auto o = applied({sent(1, 60, 10)}, bills).value();
    CHECK(o.bills[0].settled_at == instant{10});  // at one instant bills come first
    CHECK(o.bills[1] == bill_balance{cents(10), cents(20), {}});
    CHECK(o.all.in_arrears_since == instant{20});
    // A payment received when its bill is issued pays that bill, although an older one is open.
    const auto same = applied({sent(1, 30, 20, bill_id{2})}, bills).value();
    CHECK(same.bills[1].settled_at == instant{20});
    CHECK(same.bills[0].open == cents(50));
    // Of two bills issued at the same instant, the one with the lower id is the older one.
    const auto twins = applied({sent(1, 50, 20)}, {billed(8, 50, 10), billed(7, 50, 10)}).value();
    CHECK(twins.bills[0].open == cents(50));
    CHECK(twins.bills[1].open == cents(0));
    // A payment for a bill that is not yet issued goes to open bills, then to credit.
    const auto early = applied({sent(1, 60, 15, bill_id{2})}, bills).value();
    CHECK(early.bills[0].open == cents(0));
    CHECK(early.bills[1].open == cents(20));
}

TEST_CASE("facts after now are ignored, and a bill of zero is settled when it is issued") {
    const std::vector<bill> bills{billed(1, 50, 10), billed(2, 30, 20), billed(3, 0, 5)};
    const auto o = applied({sent(1, 60, 21)}, bills, 20).value();
    CHECK(o.all == account_balance{cents(0), cents(80), cents(0), instant{10}});
    CHECK(o.bills[2].settled_at == instant{5});
    const auto before = applied({sent(1, 60, 21)}, bills, 19).value();
    CHECK(before.all.open == cents(50));
    CHECK(before.bills[1] == bill_balance{cents(0), cents(0), {}});
}

TEST_CASE("an identical repeat changes nothing, a repeat with other content is an error") {
    const std::vector<bill> once{billed(1, 50, 10)}, twice{billed(1, 50, 10), billed(1, 50, 10)};
    const auto o = applied({sent(1, 20, 10), sent(1, 20, 10)}, twice).value();
    CHECK(o.all == applied({sent(1, 20, 10)}, once)->all);
    CHECK(o.bills[0] == o.bills[1]);
    CHECK(applied({sent(1, 20, 10), sent(1, 21, 10)}, once).error() == account_errc::duplicate_id);
    CHECK(applied({}, {billed(1, 50, 10), billed(1, 50, 11)}).error() ==
          account_errc::duplicate_id);
}

TEST_CASE("a payment to an unlisted bill, in another currency or below zero is an error") {
    CHECK(applied({sent(1, 20, 10, bill_id{2})}, {billed(1, 50, 10)}).error() ==
          account_errc::unknown_bill);
    CHECK(applied({sent(1, -1, 10)}, {}).error() == money_errc::negative_amount);
    CHECK(applied({}, {billed(1, -1, 10)}).error() == money_errc::negative_amount);
    bill euros = billed(1, 1, 1);
    euros.amount = money{1, eur};
    CHECK(applied({}, {euros}).error() == money_errc::currency_mismatch);
    bill_payment yen = sent(1, 1, 1);
    yen.amount = money{1, jpy};
    CHECK(applied({yen}, {}).error() == money_errc::currency_mismatch);
    CHECK(applied({}, {billed(1, INT64_MAX, 1), billed(2, 1, 2)}).error() == core_errc::overflow);
    CHECK(applied({sent(1, INT64_MAX, 1), sent(2, 1, 2)}, {}).error() == core_errc::overflow);
    CHECK(applied({}, {})->all == account_balance{cents(0), cents(0), cents(0), {}});
}

TEST_CASE(
    "payments are applied or credit, bills are paid or open, in whatever order they are listed") {
    law("for any bills and payments", [] {
        const auto any = [](std::int64_t most) { return *rc::gen::inRange<std::int64_t>(0, most); };
        std::vector<bill> bills;
        std::vector<bill_payment> money_sent;
        for (auto n = any(6); n > 0; --n)
            bills.push_back(billed(static_cast<std::uint64_t>(n), any(100), any(20)));
        for (auto n = any(6); n > 0; --n) {
            std::optional<bill_id> of;
            if (!bills.empty() && any(2) == 0)
                of = bills[static_cast<std::size_t>(any(static_cast<std::int64_t>(bills.size())))]
                         .id;
            money_sent.push_back(sent(static_cast<std::uint64_t>(n), any(150), any(20), of));
        }
        const auto now = any(25);
        const auto o = applied(money_sent, bills, now).value();
        std::int64_t received = 0, paid = 0, open = 0, issued = 0;
        for (const bill_payment& r : money_sent)
            if (r.received_at <= instant{now}) received += r.amount.minor_units();
        for (std::size_t i = 0; i < bills.size(); ++i) {
            if (bills[i].issued_at <= instant{now}) issued += bills[i].amount.minor_units();
            paid += o.bills[i].paid.minor_units();
            open += o.bills[i].open.minor_units();
            RC_ASSERT(!o.bills[i].open.is_negative() && !o.bills[i].paid.is_negative());
            RC_ASSERT(o.bills[i].settled_at.has_value() ==
                      (o.bills[i].open.is_zero() && bills[i].issued_at <= instant{now}));
        }
        RC_ASSERT(o.all.applied == cents(paid));
        RC_ASSERT(o.all.open == cents(open));
        RC_ASSERT(issued == paid + open);
        RC_ASSERT(received == paid + o.all.credit.minor_units());
        RC_ASSERT(o.all.open.is_zero() || o.all.credit.is_zero());
        RC_ASSERT(o.all.in_arrears_since.has_value() == !o.all.open.is_zero());

        std::reverse(bills.begin(), bills.end());
        std::reverse(money_sent.begin(), money_sent.end());
        const auto turned = applied(money_sent, bills, now).value();
        RC_ASSERT(turned.all == o.all);
        for (std::size_t i = 0; i < bills.size(); ++i)
            RC_ASSERT(turned.bills[bills.size() - 1 - i] == o.bills[i]);
    });
}
