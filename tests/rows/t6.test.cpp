// SPDX-License-Identifier: MIT
#include <array>
#include <cstdint>
#include <optional>

#include <ratecard/billing/refund.hpp>
#include <ratecard/billing/invoice.hpp>
#include <ratecard/lifecycle/status.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr catalog_view reference = tencent_chat::catalog;
constexpr instant begins = local(2024, 3, 1);
constexpr instant noon = local(2024, 3, 10, 12);

constexpr std::array march_order{bought(1, standard, 1, begins)};
constexpr subscription march{.id = {1}, .created_at = local(2023, 1, 1), .orders = march_order};

application with(const order& o) {
    application a;
    a.orders = {o};
    return a;
}

/// The days used and the days of the term, as the quote states them.
struct counted {
    std::uint64_t used = 0;
    std::uint64_t of = 0;
    friend bool operator==(const counted&, const counted&) = default;
};
counted days_of(const refund_quote& q) {
    return {q.used_part.numerator(), q.used_part.denominator()};
}

/// The reference catalog under another refund policy.
owned_catalog with_calendar_months() {
    const catalog_view c = tencent_chat::catalog;
    offering o = *c.offering;
    o.refunds.used.whole = proration_whole::calendar_month;
    catalog_view other = c;
    other.offering = &o;
    return rebuilt(other);
}

const metered users{.charge = chat::charge::mau, .used = quantity{12'500}};

}  // namespace

TEST_CASE("T6.1 refund = in effect + not yet in effect - value used") {
    STATIC_REQUIRE((*refund(examined(reference, march), noon))->amount == cents(270'29));
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 3, begins));
        a.orders.push_back(bought(2, standard, 2, local(2024, 6, 1), means(700'00, 0, 98'00)));
        a.orders[1].placed_at = local(2024, 3, 5);
        const auto q = refund(examined(c, a.facts()), noon).value().value();
        CHECK(q.paid_current_month == cents(399'00));
        CHECK(q.paid_future_months == cents(2 * 399'00 + 700'00));
        CHECK(q.used == cents(128'71));
        CHECK(q.consumed == cents(0));
        CHECK(q.amount == cents(399'00 + 2 * 399'00 + 700'00 - 128'71));
        CHECK(q.months_over == 0);
        CHECK(q.months_to_come == 4);
        CHECK(q.running == std::optional{period{begins, local(2024, 4, 1)}});
        CHECK(q.unit_price == cents(399'00));
    });
}

TEST_CASE("T6.1 the refund is never below zero, and one of zero still returns the resource") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, begins, means(100'00, 0, 0, 299'00)));
        // 8 days of 31 at 399: 102.97 used of 100.00 paid.
        const instant t = local(2024, 3, 8, 1);
        const auto q = refund(examined(c, a.facts()), t).value().value();
        CHECK(q.used == cents(102'97));
        CHECK(q.amount == cents(0));
        CHECK(q.cash == cents(0));
        CHECK(q.credit == cents(0));
        a.give_back(c, t);
        REQUIRE(a.refunds.size() == 1);
        CHECK(recorded_refund(examined(c, a.facts()), t)->amount == cents(0));
        CHECK(state_at(examined(c, a.facts()), t) == suspended(suspension_cause::refund));
        CHECK(refund(examined(c, a.facts()), t)->why() == refund_refusal::already_refunded);
    });
}

TEST_CASE("T6.1 only orders placed by then take part") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, begins));
        a.orders.push_back(bought(2, standard, 1, local(2024, 4, 1)));
        a.orders[1].placed_at = noon;
        CHECK((*refund(examined(c, a.facts()), noon))->paid_future_months == cents(399'00));
        a.orders[1].placed_at = noon + seconds(1);
        CHECK((*refund(examined(c, a.facts()), noon))->paid_future_months == cents(0));
    });
}

TEST_CASE("T6.2 discounts and vouchers are never returned, running or to come") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, begins, means(250'00, 49'00, 60'00, 40'00)));
        a.orders.push_back(
            bought(2, standard, 1, local(2024, 4, 1), means(1'00, 2'00, 196'00, 200'00)));
        a.orders[1].placed_at = begins;
        const auto q = refund(examined(c, a.facts()), begins).value().value();
        CHECK(q.paid_current_month == cents(299'00));
        CHECK(q.paid_future_months == cents(3'00));
        CHECK(q.amount == cents(302'00));
        const auto later = refund(examined(c, a.facts()), local(2024, 3, 2)).value().value();
        CHECK(later.paid_future_months == cents(3'00));
        CHECK(later.amount == cents(299'00 + 3'00 - 12'87));
        // Paid by vouchers and discounts alone: nothing comes back.
        const application free = with(bought(1, standard, 2, begins, means(0, 0, 500'00, 298'00)));
        CHECK((*refund(examined(c, free.facts()), begins))->amount == cents(0));
        CHECK(refund(examined(c, free.facts()), begins)->why() == refund_refusal::none);
    });
}

TEST_CASE("T6.3 used value is days used over days in the service month, times the list price") {
    STATIC_REQUIRE((*refund(examined(reference, march), noon))->used == cents(128'71));
    both_owners([](const catalog_view& c) {
        const auto q = refund(examined(c, march), noon).value().value();
        CHECK(days_of(q) == counted{10, 31});
        CHECK(q.used == cents(128'71));
        CHECK(q.amount == cents(270'29));
        // The list price of the edition: 699 x 10/31 = 225.4838...
        const application p = with(bought(1, premium, 1, begins));
        CHECK((*refund(examined(c, p.facts()), noon))->used == cents(225'48));
        CHECK((*refund(examined(c, p.facts()), noon))->unit_price == cents(699'00));
        // Never the price paid.
        const application cheap = with(bought(1, premium, 1, begins, means(300'00, 0, 0, 399'00)));
        CHECK((*refund(examined(c, cheap.facts()), noon))->used == cents(225'48));
        CHECK((*refund(examined(c, cheap.facts()), noon))->amount == cents(74'52));
    });
}

TEST_CASE("T6.3 used value is rounded once, half a cent away from zero") {
    both_owners([](const catalog_view& c) {
        // 399 x 15/28 = 213.75; 399 x 1/28 = 14.25; 699 x 7/30 = 163.10; 699 x 1/28 = 24.964...
        const application feb = with(bought(1, standard, 1, local(2023, 2, 1)));
        CHECK((*refund(examined(c, feb.facts()), local(2023, 2, 15, 12)))->used == cents(213'75));
        const application leap = with(bought(1, standard, 1, local(2024, 2, 1)));
        // 399 x 1/29 = 13.7586...
        CHECK((*refund(examined(c, leap.facts()), local(2024, 2, 1, 12)))->used == cents(13'76));
        const application p = with(bought(1, premium, 1, local(2023, 2, 1)));
        CHECK((*refund(examined(c, p.facts()), local(2023, 2, 1, 12)))->used == cents(24'96));
    });
}

TEST_CASE("T6.3 the price is that of the running order's edition in its own price-book version") {
    // A later version with a price of 499; the order was sold by the one before.
    const catalog_view shipped = tencent_chat::catalog;
    auto b = builder_of(shipped);
    b.add(price_version{"2024", local(2024, 1, 1), {}});
    b.price("2024", "standard", decimal::from(499, 0).value());
    const owned_catalog owned = b.build().value();
    application a = with(bought(1, standard, 1, begins));
    CHECK((*refund(examined(owned, a.facts()), noon))->used == cents(128'71));
    a.orders[0].version = version_id{2};
    a.orders[0].paid_by = means(499'00);
    REQUIRE_FALSE(contradiction_in(owned, a.facts()));
    CHECK((*refund(examined(owned, a.facts()), noon))->used ==
          cents(160'97));  // 499 x 10/31 = 160.9677...
    // A running Standard order and a coming Premium one: the running one's price.
    a.orders = {bought(1, standard, 1, begins), bought(2, premium, 1, local(2024, 4, 1))};
    a.orders[1].placed_at = local(2024, 3, 2);
    CHECK((*refund(examined(owned, a.facts()), noon))->used == cents(128'71));
    CHECK((*refund(examined(owned, a.facts()), noon))->unit_price == cents(399'00));
}

TEST_CASE("T6.3 an order of the retired book has no price to value its use by: an error") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, begins));
        a.created_at = local(2022, 1, 1);
        a.orders[0].version = original_book;
        REQUIRE_FALSE(contradiction_in(c, a.facts()));
        CHECK(refund(examined(c, a.facts()), noon) == catalog_errc::no_price);
    });
}

TEST_CASE(
    "T6.4 a day begun counts: 0 s is none, 1 s to 24 h is one, at most the days of the term") {
    both_owners([](const catalog_view& c) {
        const instant from = local(2024, 1, 31, 10, 20, 30);
        const application a = with(bought(1, standard, 1, from));
        const auto used = [&](duration after) {
            return days_of(refund(examined(c, a.facts()), from + after).value().value());
        };
        CHECK(used(seconds(0)) == counted{0, 29});
        CHECK(used(seconds(1)) == counted{1, 29});
        CHECK(used(hours(24)) == counted{1, 29});
        CHECK(used(seconds(86'401)) == counted{2, 29});
        CHECK(used(days(28)) == counted{28, 29});
        CHECK(used(seconds(28 * 86'400 + 1)) == counted{29, 29});
        CHECK(used(seconds(29 * 86'400 - 1)) == counted{29, 29});
        CHECK((*refund(examined(c, a.facts()), from + days(29) - seconds(1)))->amount == cents(0));
    });
}

TEST_CASE("T6.4 this month is the running term, of 28 to 31 civil days") {
    both_owners([](const catalog_view& c) {
        const application a = with(bought(1, standard, 4, local(2023, 1, 30, 6)));
        const auto days_at = [&](instant t) {
            return (*refund(examined(c, a.facts()), t))->used_part.denominator();
        };
        CHECK(days_at(local(2023, 1, 30, 6)) == 29);  // to 28 February
        CHECK(days_at(local(2023, 2, 28, 6)) == 30);  // to 30 March
        CHECK(days_at(local(2023, 3, 30, 6)) == 31);  // to 30 April
        CHECK(days_at(local(2023, 4, 30, 6)) == 30);  // to 30 May
        const application feb = with(bought(1, standard, 1, local(2023, 2, 10)));
        CHECK((*refund(examined(c, feb.facts()), local(2023, 2, 11)))->used_part.denominator() ==
              28);
        // A new term starts with no day used.
        CHECK((*refund(examined(c, a.facts()), local(2023, 2, 28, 6)))->used == cents(0));
        CHECK((*refund(examined(c, a.facts()), local(2023, 2, 28, 5, 59, 59)))->used ==
              cents(399'00));
    });
}

TEST_CASE("T6.4 the calendar month is another value of the policy") {
    const owned_catalog other = with_calendar_months();
    const catalog_view c = other;
    const application a = with(bought(1, standard, 2, local(2024, 1, 31, 10)));
    const auto days_at = [&](instant t) {
        return days_of(refund(examined(c, a.facts()), t).value().value());
    };
    // In January: from the term's start, over 31 days.
    CHECK(days_at(local(2024, 1, 31, 10)) == counted{0, 31});
    CHECK(days_at(local(2024, 1, 31, 23)) == counted{1, 31});
    // In February: from the 1st, over 29 days.
    CHECK(days_at(local(2024, 2, 1)) == counted{0, 29});
    CHECK(days_at(local(2024, 2, 1, 0, 0, 1)) == counted{1, 29});
    CHECK(days_at(local(2024, 2, 15, 12)) == counted{15, 29});
    // The second term begins on 29 February at 10:00, later than the 1st.
    CHECK(days_at(local(2024, 2, 29, 10)) == counted{0, 29});
    CHECK(days_at(local(2024, 2, 29, 11)) == counted{1, 29});
    CHECK(days_at(local(2024, 3, 2)) == counted{1, 31});
    CHECK((*refund(examined(c, a.facts()), local(2024, 2, 15, 12)))->used == cents(206'38));
    // The reference catalog counts the running term instead.
    CHECK(days_of(refund(examined(reference, a.facts()), local(2024, 2, 15, 12)).value().value()) ==
          counted{16, 29});
}

TEST_CASE("T6.4 an order's cash and credit are shared over its terms, the first ones a cent more") {
    STATIC_REQUIRE(equal_part(cents(1'000'00), 7, 4) == cents(142'86));
    STATIC_REQUIRE(equal_part(cents(1'000'00), 7, 5) == cents(142'85));
    both_owners([](const catalog_view& c) {
        // 1,000.00 over 7 terms is 142.85 and 5 cents over.
        const application a = with(bought(1, standard, 7, begins, means(600'01, 399'99, 1'793'00)));
        const std::int64_t shares[] = {142'86, 142'86, 142'86, 142'86, 142'86, 142'85, 142'85};
        std::int64_t over = 0;
        for (std::int32_t n = 0; n < 7; ++n) {
            const period term = term_of(c, a.orders[0], n);
            const auto q = refund(examined(c, a.facts()), term.begin()).value().value();
            CHECK(q.paid_current_month == cents(shares[n]));
            CHECK(q.consumed == cents(over));
            CHECK(q.paid_future_months == cents(1'000'00 - over - shares[n]));
            CHECK(q.months_over == n);
            CHECK(q.months_to_come == 6 - n);
            over += shares[n];
        }
        // Cash and credit are added first: 0.03 and 0.04 over 7 terms is a cent each.
        const application few = with(bought(1, standard, 7, begins, means(3, 4, 2'792'93)));
        CHECK((*refund(examined(c, few.facts()), begins))->paid_current_month == cents(1));
        CHECK((*refund(examined(c, few.facts()), begins))->paid_future_months == cents(6));
    });
}

TEST_CASE("T6.4 terms over are consumed and not counted") {
    both_owners([](const catalog_view& c) {
        const application a = with(bought(1, standard, 6, local(2024, 1, 1)));
        const auto q = refund(examined(c, a.facts()), local(2024, 3, 16)).value().value();
        CHECK(q.consumed == cents(2 * 399'00));
        CHECK(q.paid_current_month == cents(399'00));
        CHECK(q.paid_future_months == cents(3 * 399'00));
        CHECK(q.used == cents(193'06));  // 15 days of 31
        CHECK(q.amount == cents(4 * 399'00 - 193'06));
    });
}

TEST_CASE("T6.4 before the first order begins nothing is used") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 2, begins));
        a.orders[0].placed_at = local(2024, 2, 1);
        const auto q = refund(examined(c, a.facts()), local(2024, 2, 20)).value().value();
        CHECK(q.used == cents(0));
        CHECK_FALSE(q.running);
        CHECK(q.paid_current_month == cents(0));
        CHECK(q.paid_future_months == cents(2 * 399'00));
        CHECK(q.amount == cents(2 * 399'00));
        CHECK(refund(examined(c, a.facts()), local(2024, 1, 31)) ==
              account_errc::refund_before_order);
    });
}

TEST_CASE("T6.4 used is 0 when no term runs, between two orders too") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, begins));
        a.orders.push_back(bought(2, standard, 1, local(2024, 4, 20)));
        a.orders[1].placed_at = local(2024, 3, 15);
        const auto q = refund(examined(c, a.facts()), local(2024, 4, 10)).value().value();
        CHECK(q.used == cents(0));
        CHECK_FALSE(q.running);
        CHECK(q.consumed == cents(0));  // the first order is over, and no part of this refund
        CHECK(q.amount == cents(399'00));
        CHECK(q.paid_cash == cents(399'00));
    });
}

TEST_CASE("T6.4 after the last end there is nothing to refund: refused, with its reason") {
    both_owners([](const catalog_view& c) {
        const instant end = local(2024, 4, 1);
        CHECK(refund(examined(c, march), end - seconds(1))->why() == refund_refusal::none);
        for (const instant t : {end, end + hours(24), local(2024, 7, 1), local(2034, 1, 1)}) {
            CHECK(refund(examined(c, march), t)->why() == refund_refusal::after_last_end);
            CHECK(!refund(examined(c, march), t)->allowed());
        }
    });
}

TEST_CASE("T6.5 the refund goes back by the proportion of cash and credit paid") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, begins, means(266'00, 133'00)));
        // 270.29 x 2/3 = 180.1933..., x 1/3 = 90.0966...
        const auto q = refund(examined(c, a.facts()), noon).value().value();
        CHECK(q.cash == cents(180'19));
        CHECK(q.credit == cents(90'10));
        a.orders[0].paid_by = means(0, 399'00);
        CHECK((*refund(examined(c, a.facts()), noon))->cash == cents(0));
        CHECK((*refund(examined(c, a.facts()), noon))->credit == cents(270'29));
    });
}

TEST_CASE("T6.5 a tie goes to cash") {
    static constexpr std::array halves{bought(1, standard, 1, begins, means(199'50, 199'50))};
    constexpr subscription s{.id = {1}, .created_at = local(2023, 1, 1), .orders = halves};
    STATIC_REQUIRE((*refund(examined(reference, s), noon))->cash == cents(135'15));
    STATIC_REQUIRE((*refund(examined(reference, s), noon))->credit == cents(135'14));
    both_owners([&](const catalog_view& c) {
        CHECK((*refund(examined(c, s), noon))->amount == cents(270'29));
        CHECK((*refund(examined(c, s), noon))->cash == cents(135'15));
        CHECK((*refund(examined(c, s), noon))->credit == cents(135'14));
    });
}

TEST_CASE("T6.5 the proportion is that of the whole orders with a term not over") {
    both_owners([](const catalog_view& c) {
        application a;
        // Over: cash alone. Running in its second month: 300 cash, 498 credit. To come: credit alone.
        a.orders = {bought(1, standard, 1, local(2024, 1, 1)),
                    bought(2, standard, 2, local(2024, 2, 1), means(300'00, 498'00)),
                    bought(3, standard, 1, local(2024, 4, 1), means(0, 399'00))};
        a.orders[2].placed_at = local(2024, 3, 2);
        const auto q = refund(examined(c, a.facts()), noon).value().value();
        CHECK(q.paid_cash == cents(300'00));
        CHECK(q.paid_credit == cents(897'00));
        CHECK(q.consumed == cents(399'00));
        CHECK(q.amount == cents(2 * 399'00 - 128'71));
        // 669.29 x 300/1197 = 167.7418..., the rest 501.5481...
        CHECK(q.cash == cents(167'74));
        CHECK(q.credit == cents(501'55));
    });
}

TEST_CASE("T6.6 after the refund the application is suspended") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 2, begins));
        a.orders.push_back(bought(2, standard, 1, local(2024, 5, 1)));
        a.orders[1].placed_at = local(2024, 3, 2);
        const auto quoted = refund(examined(c, a.facts()), noon).value().value();
        a.give_back(c, noon);
        REQUIRE(a.refunds.size() == 2);
        REQUIRE_FALSE(contradiction_in(c, a.facts()));
        CHECK(recorded_refund(examined(c, a.facts()), noon).value() == quoted);
        CHECK(state_at(examined(c, a.facts()), noon) == suspended(suspension_cause::refund));
        CHECK(state_at(examined(c, a.facts()), local(2024, 5, 2)) ==
              suspended(suspension_cause::refund));
    });
}

TEST_CASE("T6.6 overage already run up in the month is still billed, none from the next month on") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 3, begins));
        a.give_back(c, noon);
        const std::array usage{users};
        const auto month = statement_of(examined(c, a.facts()), {2024, 3}, usage).value();
        REQUIRE(month.lines.size() == 3);
        CHECK(month.charged_as == std::optional{standard});
        CHECK(month.due == cents(37'50));
        CHECK(month.prepaid == cents(128'71));  // what the use of ten days cost
        CHECK(month.lines[1].kind() == invoice_line_kind::refund);
        CHECK(month.lines[1].amount() == cents(-(3 * 399'00 - 128'71)));
        for (const civil_month later : {civil_month{2024, 4}, civil_month{2024, 5}}) {
            const auto after = statement_of(examined(c, a.facts()), later, usage).value();
            CHECK(after.lines.empty());
            CHECK(after.due == cents(0));
            CHECK_FALSE(after.charged_as);
        }
    });
}

TEST_CASE("T6.6 a refund at the very beginning of a month leaves no overage in it") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 3, local(2024, 2, 10)));
        a.give_back(c, local(2024, 4, 1));
        const std::array usage{users};
        CHECK(statement_of(examined(c, a.facts()), {2024, 3}, usage)->due == cents(37'50));
        CHECK(statement_of(examined(c, a.facts()), {2024, 4}, usage)->due == cents(0));
        CHECK(statement_of(examined(c, a.facts()), {2024, 4}, usage)->lines.size() ==
              1);  // the refund
    });
}

TEST_CASE("T6.7 an abnormal or malicious return is refused with its reason, not an amount") {
    STATIC_REQUIRE(refund(examined(reference, march), {.abusive = true}, noon)->why() ==
                   refund_refusal::abusive);
    both_owners([](const catalog_view& c) {
        const auto q = refund(examined(c, march), {.abusive = true}, noon).value();
        CHECK(q.why() == refund_refusal::abusive);
        CHECK(!q.allowed());
    });
}

TEST_CASE("T6.7 an order bought in a promotion is not refundable") {
    both_owners([](const catalog_view& c) {
        application a = with(bought(1, standard, 1, begins));
        a.orders.push_back(bought(2, standard, 1, local(2024, 4, 1)));
        a.orders[1].placed_at = local(2024, 3, 2);
        a.orders[1].promotional = true;
        CHECK(refund(examined(c, a.facts()), noon)->why() == refund_refusal::promotional);
        CHECK_FALSE(refund(examined(c, a.facts()), noon)->allowed());
        CHECK(refund(examined(c, a.facts()), {.abusive = true}, noon)->why() ==
              refund_refusal::abusive);
        // One that is over does not stand in the way, nor one not yet placed.
        a.orders[1].placed_at = noon + seconds(1);
        CHECK(refund(examined(c, a.facts()), noon)->why() == refund_refusal::none);
        a.orders[0].promotional = true;
        a.orders[1].promotional = false;
        CHECK(refund(examined(c, a.facts()), local(2024, 4, 10))->why() == refund_refusal::none);
    });
}
