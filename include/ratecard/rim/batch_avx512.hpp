// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_BATCH_AVX512_HPP
#define RATECARD_RIM_BATCH_AVX512_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/batch.hpp>
#include <ratecard/rating/card.hpp>

/// Rates many quantities at once, with AVX-512 where the machine has it.
namespace ratecard::inline v0 {

/// Instruction sets that a machine can have beyond those that the program is compiled for. The set
/// is a template argument of `rate`, so that program parts compiled with different flags use the
/// same function.
enum class instructions : std::uint8_t {
    avx512,  ///< AVX-512 F and DQ, on x86-64
};

/// Whether this machine has the instructions. Always false if it is not x86-64.
[[nodiscard]] inline bool machine_has(instructions set) noexcept {
    switch (set) {
        case instructions::avx512:
#ifdef __x86_64__
            return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq");
#else
            return false;
#endif
    }
    return false;
}

namespace detail {

#ifdef __x86_64__
/// Rates eight quantities at once. Each is compared with every bound of the card, and takes the
/// slope and offset after the last bound that it exceeds. There is no branch and no index that
/// depends on it.
struct batch_avx512 {
    typedef std::uint64_t words __attribute__((vector_size(64)));

    template <std::size_t MaxTiers, class Count>
    static std::uint64_t rate_block(const rate_card<MaxTiers>& card, std::span<const Count> used,
                                    std::span<std::int64_t> amounts) {
        static_assert(sizeof(Count) == sizeof(std::uint64_t));
        const std::size_t eights = used.size() / 8 * 8;
        const std::uint64_t sum = batch::by_kind(
            card, [&]<auto Shape, auto Ending>() {
                return rate_eights<Shape, Ending>(card, used.data(), amounts.data(), eights);
            });
        if (eights == used.size() || sum == batch::not_at_once) return sum;
        const std::uint64_t rest =
            batch::rate_block(card, used.subspan(eights), amounts.subspan(eights));
        return rest == batch::not_at_once ? rest : sum + rest;  // both are below 2^63
    }

private:
    // The upper 64 bits of each product, by multiplying halves of 32 bits. No sum overflows.
    [[gnu::target("avx512f,avx512dq"), gnu::always_inline]] static inline void multiply_high(
        words& high, const words& a, const words& b_high, const words& b_low) noexcept {
        const words a_high = a >> 32, a_low = a & 0xffffffffu;
        const words low = (a_low * b_low >> 32) + a_high * b_low;
        const words middle = a_low * b_high + (low & 0xffffffffu);
        high = a_high * b_high + (low >> 32) + (middle >> 32);
    }

    template <auto Shape, auto Ending, std::size_t MaxTiers, class Count>
    [[gnu::target("avx512f,avx512dq"), gnu::noinline]] static std::uint64_t rate_eights(
        const rate_card<MaxTiers>& card, const Count* used, std::int64_t* amounts,
        std::size_t size) noexcept {
        using card_type = rate_card<MaxTiers>;
        using ending = typename card_type::ending;
        using shape = typename card_type::shape;
        constexpr std::size_t bounds = card_type::template bounds_of<Shape>;
        const words none{};
        const words to_minor = none + card.to_minor_.multiplier();
        const words to_minor_high = to_minor >> 32, to_minor_low = to_minor & 0xffffffffu;
        words sum{}, bits{}, faults{};
        for (std::size_t i = 0; i < size; i += 8) {
            words count;
            __builtin_memcpy(&count, used + i, sizeof count);
            words slope = none + card.slopes_[0], offset = none + card.offsets_[0];
            words units = count;
            if constexpr (Shape == shape::packages) {
                words by = none + card.packings_[0].by_size.multiplier();
                words down = none + card.packings_[0].by_size.shift();
                words begin = none + card.packings_[0].offset;
                for (std::size_t place = 0; place < bounds; ++place) {
                    const auto above = count > card.bounds_[place];
                    const auto& next = card.packings_[place + 1];
                    by = above ? none + next.by_size.multiplier() : by;
                    down = above ? none + next.by_size.shift() : down;
                    begin = above ? none + next.offset : begin;
                }
                multiply_high(units, 2 * count + begin, by >> 32, by & 0xffffffffu);
                units >>= down;
            }
            for (std::size_t place = 0; place < bounds; ++place) {
                const auto above = count > card.bounds_[place];
                slope = above ? none + card.slopes_[place + 1] : slope;
                offset = above ? none + card.offsets_[place + 1] : offset;
            }
            const words doubled = slope * units + offset;
            words minor;
            multiply_high(minor, doubled, to_minor_high, to_minor_low);
            minor >>= card.to_minor_.shift();
            if constexpr (Ending != ending::cut) {
                const auto whole = minor * card.divisor_twice_ == doubled;
                if constexpr (Ending == ending::exact) faults |= whole ? none : none + 1;
                if constexpr (Ending == ending::even) minor -= whole ? minor & 1 : none;
            }
            faults |= count < card.end_ ? none : none + 1;
            bits |= minor;
            sum += minor;
            __builtin_memcpy(amounts + i, &minor, sizeof minor);
        }
        std::uint64_t total = 0, all_bits = 0, any_fault = 0;
        for (int lane = 0; lane < 8; ++lane) {
            total += sum[lane];
            all_bits |= bits[lane];
            any_fault |= faults[lane];
        }
        return any_fault != 0 || all_bits >= batch::too_much_for_a_sum ? batch::not_at_once : total;
    }
};
#endif

}  // namespace detail

/// Rates many quantities, like `rate(card, used, amounts)`: the same amounts, sum and errors. It
/// uses the instructions if the machine has them, so that the caller need not check.
/// \pre `amounts.size() >= used.size()`, and the two do not overlap.
template <instructions Set, std::size_t MaxTiers>
[[nodiscard]] result<money, row_fault> rate(const rate_card<MaxTiers>& card,
                                            std::span<const quantity> used,
                                            std::span<std::int64_t> amounts) {
#ifdef __x86_64__
    if (machine_has(Set))
        return detail::batch::rate_each(card, used, amounts,
                                        detail::batch_avx512::rate_block<MaxTiers, quantity>);
#endif
    return rate(card, used, amounts);
}

/// The same for counts from outside. `core_errc::negative_quantity` or
/// `core_errc::quantity_too_large` for a count that is not a valid quantity.
/// \pre `amounts.size() >= used.size()`, and the two do not overlap.
template <instructions Set, std::size_t MaxTiers>
[[nodiscard]] result<money, row_fault> rate(const rate_card<MaxTiers>& card,
                                            std::span<const std::int64_t> used,
                                            std::span<std::int64_t> amounts) {
#ifdef __x86_64__
    if (machine_has(Set))
        return detail::batch::rate_each(card, used, amounts,
                                        detail::batch_avx512::rate_block<MaxTiers, std::int64_t>);
#endif
    return rate(card, used, amounts);
}

}  // namespace ratecard::inline v0

#endif
