// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_COMMITMENT_HPP
#define RATECARD_RATING_COMMITMENT_HPP

#include <cstddef>
#include <span>

#include <ratecard/catalog/commitment.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/exact.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>

namespace ratecard::inline v0 {

/// What a cost comes to under a commitment, in three parts that are not rounded.
struct committed {
    exact within{};    ///< what of the cost the commitment covers
    scaled overage{};  ///< what exceeds it, times the factor
    exact missing{};   ///< what is billed beside the cost; zero without `true_up`

    friend constexpr bool operator==(const committed&, const committed&) = default;
};

/// What `cost` comes to under a commitment, in the cost's currency, of which `before` was used up
/// already. `errc::currency_mismatch`, `errc::overflow`, `errc::negative_amount` for a cost, a use,
/// a commitment or a factor below zero.
[[nodiscard]] constexpr result<committed> under_commitment(const commitment& to, const exact& cost,
                                                           const exact& before) {
    if (cost.is_negative() || before.is_negative() || to.amount.is_negative() ||
        to.overage_factor.is_negative())
        return errc::negative_amount;
    const exact nothing{money{0, cost.unit()}};
    const auto left = checked_add(exact::product(to.amount, quantity{1}, cost.unit()), -before);
    if (!left) return left.error();
    const exact room = left->is_negative() ? nothing : *left;
    const auto over = checked_add(cost, -room);
    if (!over) return over.error();
    committed parts{.within = room < cost ? room : cost, .missing = nothing};
    const exact above = over->is_negative() ? nothing : *over;
    parts.overage = scaled{above, ratio{static_cast<std::uint64_t>(to.overage_factor.count()),
                                        detail::power_of_ten(to.overage_factor.scale())}};
    if (to.true_up && over->is_negative()) parts.missing = -*over;
    return parts;
}

/// The parts as lines of a bill, each rounded by `mode`; lines of nothing are left out.
/// `errc::too_small` when `lines` has no room for them: three always suffice.
/// \return how many lines were written; nothing of `lines` may be used after an error.
[[nodiscard]] constexpr result<std::size_t> lines_of(const committed& parts, rounding mode,
                                                     std::span<bill_line> lines) {
    std::size_t written = 0;
    const auto write = [&](line_kind kind, const result<money>& amount) -> result<std::size_t> {
        if (!amount) return amount.error();
        if (amount->is_zero()) return written;
        if (written == lines.size()) return errc::too_small;
        lines[written] = line_of(kind, 0, 0, *amount);
        return ++written;
    };
    if (const auto w = write(line_kind::usage, parts.within.round(mode)); !w) return w;
    if (const auto w = write(line_kind::overage, parts.overage.round(mode)); !w) return w;
    return write(line_kind::commitment, parts.missing.round(mode));
}

}  // namespace ratecard::inline v0

#endif
