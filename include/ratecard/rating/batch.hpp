// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_BATCH_HPP
#define RATECARD_RATING_BATCH_HPP

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/card.hpp>

namespace ratecard::inline v0 {
namespace detail {

struct batch {
    static constexpr std::int64_t count_of(quantity q) noexcept { return q.count(); }
    static constexpr std::int64_t count_of(std::int64_t count) noexcept { return count; }

    // In blocks: all of one is rated before it is asked whether all could be, and its sum fits. One by
    // one where they could not.
    template <std::size_t MaxTiers, class Count, class Amount>
    static constexpr result<money, row_fault> rate_each(const rate_card<MaxTiers>& card,
                                                        std::span<const Count> used,
                                                        std::span<Amount> amounts) {
        using card_type = rate_card<MaxTiers>;
        using ending = typename card_type::ending;
        using shape = typename card_type::shape;
        if (amounts.size() < used.size()) every_part_must_have_a_place();
        constexpr std::size_t block = 1024;

        const auto put = [&](std::size_t i, std::int64_t minor) {
            if constexpr (std::same_as<Amount, money>)
                amounts[i] = money{minor, card.unit_};  // never INT64_MIN: cut from an even number
            else
                amounts[i] = minor;
        };
        // The sum of a block, or more than any sum.
        const auto rated = [&]<shape Shape, ending Ending>(std::size_t from, std::size_t to) {
            std::uint64_t sum = 0, bits = 0, bits_of_counts = 0;
            bool wrong = false;
            for (std::size_t i = from; i < to; ++i) {
                const auto count = static_cast<std::uint64_t>(count_of(used[i]));
                const std::uint64_t doubled = card.template doubled<Shape>(count);
                std::uint64_t minor = card.to_minor_.quotient_of_half(doubled);
                if constexpr (Ending != ending::cut) {
                    const bool whole = minor * card.divisor_twice_ == doubled;
                    if constexpr (Ending == ending::exact) wrong |= !whole;
                    if constexpr (Ending == ending::even) minor -= minor & std::uint64_t{whole};
                }
                bits_of_counts |= count;
                bits |= minor;
                sum += minor;
                put(i, static_cast<std::int64_t>(minor));
            }
            // Bits that no count has above another's: only where they could, each is looked at.
            if (bits_of_counts >= card.end_)
                for (std::size_t i = from; i < to; ++i)
                    wrong |= static_cast<std::uint64_t>(count_of(used[i])) >= card.end_;
            return wrong || bits >= (std::uint64_t{1} << 63) / block ? UINT64_MAX : sum;
        };
        const auto block_sum = [&](std::size_t from, std::size_t to) {
            const auto with = [&]<shape Shape>() {
                switch (card.ending_) {
                    case ending::even:
                        return rated.template operator()<Shape, ending::even>(from, to);
                    case ending::exact:
                        return rated.template operator()<Shape, ending::exact>(from, to);
                    case ending::cut: break;
                }
                return rated.template operator()<Shape, ending::cut>(from, to);
            };
            switch (card.shape_) {
                case shape::packages: return with.template operator()<shape::packages>();
                case shape::stretches: return with.template operator()<shape::stretches>();
                case shape::bare: break;
            }
            return with.template operator()<shape::bare>();
        };

        std::int64_t total = 0;
        for (std::size_t from = 0; from < used.size(); from += block) {
            const std::size_t to = used.size() - from < block ? used.size() : from + block;
            const std::uint64_t sum = block_sum(from, to);
            if (sum <= static_cast<std::uint64_t>(INT64_MAX - total)) {
                total += static_cast<std::int64_t>(sum);
                continue;
            }
            for (std::size_t i = from; i < to; ++i) {
                const auto count = quantity::from(count_of(used[i]));
                if (!count) return row_fault{count.error(), i};
                const auto amount = rate(card, *count);
                if (!amount) return row_fault{amount.error(), i};
                if (amount->minor_units() > INT64_MAX - total) return row_fault{errc::overflow, i};
                total += amount->minor_units();
                put(i, amount->minor_units());
            }
        }
        return money{total, card.unit_};
    }
};

}  // namespace detail

/// Rates many quantities of one price, such as a meter's reading of each tenant. Writes the amount
/// of each, in minor units of `card.unit()`, and returns their sum.
///
/// An error is that of the first quantity that has one, and names its place; `errc::overflow` also
/// where the sum so far no longer fits. What stands before that place is rated then, and the rest
/// may not be used.
/// \pre `amounts.size() >= used.size()`, and the two do not overlap.
template <std::size_t MaxTiers>
[[nodiscard]] constexpr result<money, row_fault> rate(const rate_card<MaxTiers>& card,
                                                      std::span<const quantity> used,
                                                      std::span<std::int64_t> amounts) {
    return detail::batch::rate_each(card, used, amounts);
}

/// The same, and each amount with its currency.
/// \pre `amounts.size() >= used.size()`.
template <std::size_t MaxTiers>
[[nodiscard]] constexpr result<money, row_fault> rate(const rate_card<MaxTiers>& card,
                                                      std::span<const quantity> used,
                                                      std::span<money> amounts) {
    return detail::batch::rate_each(card, used, amounts);
}

/// The same of outside counts: `errc::negative_quantity` or `errc::quantity_too_large` for one that
/// is no quantity.
/// \pre `amounts.size() >= used.size()`, and the two do not overlap.
template <std::size_t MaxTiers>
[[nodiscard]] constexpr result<money, row_fault> rate(const rate_card<MaxTiers>& card,
                                                      std::span<const std::int64_t> used,
                                                      std::span<std::int64_t> amounts) {
    return detail::batch::rate_each(card, used, amounts);
}

}  // namespace ratecard::inline v0

#endif
