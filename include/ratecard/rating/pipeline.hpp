// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_PIPELINE_HPP
#define RATECARD_RATING_PIPELINE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/rating_policy.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/ratio.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/bill_line.hpp>
#include <ratecard/rating/bounds.hpp>
#include <ratecard/rating/discount.hpp>

namespace ratecard::inline v0 {

/// What is agreed or granted for the lines of one bill. Amounts of the bill's currency.
struct adjustments {
    std::optional<ratio> percentage_off{};
    std::optional<money> amount_off{};
    std::optional<money> maximum{};
    std::optional<money> minimum{};
    std::optional<money> credits{};
    /// What earlier bills of the same period came to, before credits.
    std::optional<money> billed_before{};
    bool closes = true;  ///< whether the period ends with this bill: only then a minimum is billed

    friend constexpr bool operator==(const adjustments&, const adjustments&) = default;
};

/// Whether what is agreed can be done by a policy: `errc::policy_out_of_range` for a maximum below the
/// minimum or a policy that does a step twice.
[[nodiscard]] constexpr std::optional<errc> find_fault(const rating_policy& policy,
                                                       const adjustments& agreed) noexcept {
    if (!is_well_formed(policy) ||
        (agreed.minimum && agreed.maximum && *agreed.maximum < *agreed.minimum))
        return errc::policy_out_of_range;
    return std::nullopt;
}

/// Does one step of a policy to the first `size` of `lines`, of one currency: nothing where nothing
/// is agreed for it.
/// `errc::too_small` where there is no room for the line of a minimum, and the errors of
/// `take_percentage`, `take_amount`, `hold_to_maximum`, `minimum_line` and `use_credits`. Nothing of
/// `lines` may be used after an error.
/// \pre `size <= lines.size()`, and `weights` and `parts` have room for as many as `lines`.
/// \return how many lines there are now.
[[nodiscard]] constexpr result<std::size_t> adjust_by(rating_step step, const adjustments& agreed,
                                                      rounding mode, std::span<bill_line> lines,
                                                      std::size_t size, currency unit,
                                                      std::span<std::uint64_t> weights,
                                                      std::span<money> parts) {
    if (size > lines.size() || weights.size() < lines.size() || parts.size() < lines.size())
        detail::every_part_must_have_a_place();
    const money before = agreed.billed_before.value_or(money{0, unit});
    const auto now = lines.first(size);
    const auto done = [&](const result<money>& taken) -> result<std::size_t> {
        if (!taken) return taken.error();
        return size;
    };
    switch (step) {
        case rating_step::percentage_discount:
            if (!agreed.percentage_off) break;
            return done(take_percentage(now, *agreed.percentage_off, unit, mode));
        case rating_step::amount_discount:
            if (!agreed.amount_off) break;
            return done(take_amount(now, *agreed.amount_off, weights, parts));
        case rating_step::maximum:
            if (!agreed.maximum) break;
            return done(hold_to_maximum(now, *agreed.maximum, before));
        case rating_step::minimum: {
            if (!agreed.minimum || !agreed.closes) break;
            const auto missing = minimum_line(now, *agreed.minimum, before);
            if (!missing) return missing.error();
            if (!*missing) break;
            if (size == lines.size()) return errc::too_small;
            lines[size] = **missing;
            return size + 1;
        }
        case rating_step::credits:
            if (!agreed.credits) break;
            return done(use_credits(now, *agreed.credits));
    }
    return size;
}

/// Does to the first `size` of `lines` what a policy does to amounts, in its order; what was taken
/// off them before stays off.
/// `errc::policy_out_of_range` as for `find_fault`, `errc::currency_mismatch`, and the errors of
/// `adjust_by`. Nothing of `lines` may be used after an error.
/// \pre `size <= lines.size()`, and `weights` and `parts` have room for as many as `lines`.
/// \return how many lines there are now.
[[nodiscard]] constexpr result<std::size_t> adjust(const rating_policy& policy,
                                                   const adjustments& agreed,
                                                   std::span<bill_line> lines, std::size_t size,
                                                   currency unit, std::span<std::uint64_t> weights,
                                                   std::span<money> parts) {
    if (const auto fault = find_fault(policy, agreed)) return *fault;
    if (size > lines.size()) detail::every_part_must_have_a_place();
    for (const bill_line& line : lines.first(size))
        if (line.amount.unit() != unit) return errc::currency_mismatch;
    for (std::size_t i = 0; i < policy.steps; ++i) {
        const auto now =
            adjust_by(policy.order[i], agreed, policy.mode, lines, size, unit, weights, parts);
        if (!now) return now;
        size = *now;
    }
    return size;
}

}  // namespace ratecard::inline v0

#endif
