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

/// Applies one compiled price to many quantities.
namespace ratecard::inline v0 {
namespace detail {

/// Rates many quantities by one card, block by block.
struct batch {
    static constexpr std::int64_t count_of(quantity q) noexcept { return q.count(); }
    static constexpr std::int64_t count_of(std::int64_t count) noexcept { return count; }

    static constexpr std::size_t block = 1024;

    // The result for a block that must be rated one by one: larger than any sum.
    static constexpr std::uint64_t not_at_once = UINT64_MAX;
    // If all amounts of a block are below this, their sum is below 2^63.
    static constexpr std::uint64_t too_much_for_a_sum = (std::uint64_t{1} << 63) / block;

    template <class Amount>
    static constexpr void put(Amount& amount, std::int64_t minor, currency unit) {
        if constexpr (std::same_as<Amount, money>)
            amount = money{minor, unit};  // never INT64_MIN: half of an even number
        else
            amount = minor;
    }

    // Calls `rated`, a template, with the shape and the ending of the card.
    template <std::size_t MaxTiers, class Rated>
    static constexpr std::uint64_t by_kind(const rate_card<MaxTiers>& card, Rated rated) {
        using ending = typename rate_card<MaxTiers>::ending;
        using shape = typename rate_card<MaxTiers>::shape;
        const auto with = [&]<shape Shape>() {
            switch (card.ending_) {
                case ending::even: return rated.template operator()<Shape, ending::even>();
                case ending::exact: return rated.template operator()<Shape, ending::exact>();
                case ending::cut: break;
            }
            return rated.template operator()<Shape, ending::cut>();
        };
        switch (card.shape_) {
            case shape::packages: return with.template operator()<shape::packages>();
            case shape::stretches: return with.template operator()<shape::stretches>();
            case shape::bare: break;
        }
        return with.template operator()<shape::bare>();
    }

    // Rates at most one block. Returns its sum, or `not_at_once`.
    template <std::size_t MaxTiers, class Count, class Amount>
    static constexpr std::uint64_t rate_block(const rate_card<MaxTiers>& card,
                                              std::span<const Count> used,
                                              std::span<Amount> amounts) {
        using ending = typename rate_card<MaxTiers>::ending;
        using shape = typename rate_card<MaxTiers>::shape;
        return by_kind(card, [&card, used, amounts]<shape Shape, ending Ending>() {
            const std::size_t size = used.size();
            std::uint64_t sum = 0, bits = 0, bits_of_counts = 0;
            bool refused = false;
            for (std::size_t i = 0; i < size; ++i) {
                const auto count = static_cast<std::uint64_t>(count_of(used[i]));
                const std::uint64_t doubled = card.template doubled<Shape>(count);
                std::uint64_t minor = card.to_minor_.quotient_of_half(doubled);
                if constexpr (Ending != ending::cut) {
                    const bool whole = minor * card.divisor_twice_ == doubled;
                    if constexpr (Ending == ending::exact) refused |= !whole;
                    if constexpr (Ending == ending::even) minor -= minor & std::uint64_t{whole};
                }
                bits_of_counts |= count;
                bits |= minor;
                sum += minor;
                put(amounts[i], static_cast<std::int64_t>(minor), card.unit_);
            }
            // No count exceeds the union of all bits. Each is checked only if that is too large.
            if (bits_of_counts >= card.end_)
                for (const Count& q : used)
                    refused |= static_cast<std::uint64_t>(count_of(q)) >= card.end_;
            return refused || bits >= too_much_for_a_sum ? not_at_once : sum;
        });
    }

    // Rates whole blocks, and checks each block once. A block that fails is rated one by one.
    template <std::size_t MaxTiers, class Count, class Amount, class Block>
    static constexpr result<money, row_fault> rate_each(const rate_card<MaxTiers>& card,
                                                        std::span<const Count> used,
                                                        std::span<Amount> amounts,
                                                        Block rate_a_block) {
        if (amounts.size() < used.size()) every_part_must_have_a_place();
        std::int64_t total = 0;
        for (std::size_t from = 0; from < used.size(); from += block) {
            const std::size_t size = used.size() - from < block ? used.size() - from : block;
            const std::uint64_t sum =
                rate_a_block(card, used.subspan(from, size), amounts.subspan(from, size));
            if (sum <= static_cast<std::uint64_t>(INT64_MAX - total)) {
                total += static_cast<std::int64_t>(sum);
                continue;
            }
            for (std::size_t i = from; i < from + size; ++i) {
                const auto count = quantity::from(count_of(used[i]));
                if (!count) return row_fault{count.error(), i};
                const auto amount = rate(card, *count);
                if (!amount) return row_fault{amount.error(), i};
                if (amount->minor_units() > INT64_MAX - total)
                    return row_fault{core_errc::overflow, i};
                total += amount->minor_units();
                put(amounts[i], amount->minor_units(), card.unit_);
            }
        }
        return money{total, card.unit_};
    }
    template <std::size_t MaxTiers, class Count, class Amount>
    static constexpr result<money, row_fault> rate_each(const rate_card<MaxTiers>& card,
                                                        std::span<const Count> used,
                                                        std::span<Amount> amounts) {
        return rate_each(card, used, amounts, rate_block<MaxTiers, Count, Amount>);
    }
};

}  // namespace detail

/// Rates many quantities by one price, such as the meter readings of all tenants. Writes each
/// amount in minor units of `card.unit()`.
///
/// The error is that of the first quantity that has one, with its place; `core_errc::overflow` also
/// if the sum up to it does not fit. Then the amounts before that place are valid, and the rest
/// must not be used.
/// \pre `amounts.size() >= used.size()`, and the two do not overlap.
/// \return the sum of the amounts.
template <std::size_t MaxTiers>
[[nodiscard]] constexpr result<money, row_fault> rate(const rate_card<MaxTiers>& card,
                                                      std::span<const quantity> used,
                                                      std::span<std::int64_t> amounts) {
    return detail::batch::rate_each(card, used, amounts);
}

/// Rates many quantities by one price, and writes each amount with its currency.
/// \pre `amounts.size() >= used.size()`.
template <std::size_t MaxTiers>
[[nodiscard]] constexpr result<money, row_fault> rate(const rate_card<MaxTiers>& card,
                                                      std::span<const quantity> used,
                                                      std::span<money> amounts) {
    return detail::batch::rate_each(card, used, amounts);
}

/// Rates many counts from outside by one price. `core_errc::negative_quantity` or
/// `core_errc::quantity_too_large` if a count is not a quantity.
/// \pre `amounts.size() >= used.size()`, and the two do not overlap.
template <std::size_t MaxTiers>
[[nodiscard]] constexpr result<money, row_fault> rate(const rate_card<MaxTiers>& card,
                                                      std::span<const std::int64_t> used,
                                                      std::span<std::int64_t> amounts) {
    return detail::batch::rate_each(card, used, amounts);
}

}  // namespace ratecard::inline v0

#endif
