// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_LAWS_REFUND_POLICIES_HPP
#define RATECARD_TESTS_LAWS_REFUND_POLICIES_HPP

#include <vector>

#include <ratecard/catalog/validate.hpp>

#include "history.hpp"
#include "time/any_proration.hpp"

namespace ratecard_test {

/// Any refund policy that a catalog may have. To be called inside a law.
inline ratecard::refund_policy any_refund_policy() {
    using namespace ratecard;
    const auto times = [] { return one_in(4) ? limit::finite(drawn(0, 3)) : limit::unlimited(); };
    const auto credit = [] {
        return one_of<credit_basis>({credit_basis::list_price, credit_basis::price_paid,
                                     credit_basis::price_paid_net_of_discounts});
    };
    static const std::vector<proration> prorations = all_prorations();
    for (;;) {
        refund_policy p{
            .used = one_of(prorations),
            .unit = one_of<refund_unit>({refund_unit::month, refund_unit::order}),
            .vouchers =
                one_of<voucher_rule>({voucher_rule::not_returned, voucher_rule::returned_as_voucher,
                                      voucher_rule::returned_as_credit}),
            .floor = one_of<refund_floor>({refund_floor::zero, refund_floor::customer_owes}),
            .split =
                one_of<refund_split>({refund_split::proportion, refund_split::cash_first,
                                      refund_split::credit_first, refund_split::all_to_credit}),
            .scope =
                one_of<refund_scope>({refund_scope::all_together, refund_scope::order_by_order}),
            .promotions = one_of<promotional_orders>({promotional_orders::refused,
                                                      promotional_orders::left_out,
                                                      promotional_orders::refundable}),
            .in_full = {.length = days(one_of<std::int64_t>({0, 5, 40})),
                        .from = one_of<window_start>({window_start::placed, window_start::begins}),
                        .per_account = times(),
                        .per_year = times()},
            .per_account = times(),
            .per_year = times(),
            .offered = !one_in(20)};
        p.used.counted = one_in(2) ? proration_side::used : proration_side::unused;
        p.used.credit = credit();
        if (p.used.credit == credit_basis::list_price && one_in(3))
            p.use_discount = *decimal::from("12.5");
        if (!detail::find_refund_policy_fault(p)) return p;
    }
}

}  // namespace ratecard_test

#endif
