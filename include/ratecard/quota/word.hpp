// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_WORD_HPP
#define RATECARD_QUOTA_WORD_HPP

#include <concepts>
#include <cstdint>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/epoch.hpp>
#include <ratecard/quota/reserve.hpp>
#include <ratecard/quota/state.hpp>

namespace ratecard::inline v0 {

namespace detail {

/// The lowest `bits` of a word.
constexpr std::uint64_t low_bits(int bits) noexcept { return (std::uint64_t{1} << bits) - 1; }

}  // namespace detail

/// A `quota_state` in 64 bits, which every machine exchanges atomically: the window's number plus one
/// in the upper 24 (0: no window yet), what is taken in the lower 40. Windows are numbered 0 to
/// 16,777,214 here, and at most 1,099,511,627,775 is taken.
class quota_word {
public:
    static constexpr int taken_bits = 40;
    static constexpr std::int64_t max_taken =
        static_cast<std::int64_t>(detail::low_bits(taken_bits));
    static constexpr std::int64_t max_window =
        static_cast<std::int64_t>(detail::low_bits(64 - taken_bits)) - 1;

    /// Of no window yet, with nothing taken.
    constexpr quota_word() noexcept = default;
    /// Any bits are a state.
    constexpr explicit quota_word(std::uint64_t bits) noexcept : bits_{bits} {}
    /// `core_errc::overflow` when the window or what is taken lies outside these bits.
    [[nodiscard]] static constexpr result<quota_word> from(const quota_state& s) noexcept {
        if (s.window == quota_state{}.window && s.taken == quantity{}) return quota_word{};
        if (s.window < 0 || s.window > max_window || s.taken.count() > max_taken)
            return core_errc::overflow;
        return quota_word{static_cast<std::uint64_t>(s.window + 1) << taken_bits |
                          static_cast<std::uint64_t>(s.taken.count())};
    }

    [[nodiscard]] constexpr std::uint64_t bits() const noexcept { return bits_; }
    [[nodiscard]] constexpr quota_state state() const noexcept {
        const auto window = static_cast<std::int64_t>(bits_ >> taken_bits) - 1;
        return {window < 0 ? quota_state{}.window : window,
                quantity{static_cast<std::int64_t>(bits_ & detail::low_bits(taken_bits))}};
    }

    friend constexpr bool operator==(const quota_word&, const quota_word&) = default;

private:
    std::uint64_t bits_ = 0;
};

/// An answer, the word it leads to, and what was taken: nothing, when refused.
struct word_decision {
    quota_answer answer{};
    quota_word next{};
    ticket taken{};

    friend constexpr bool operator==(const word_decision&, const word_decision&) = default;
};

namespace detail {

/// Whether it is what nearly every request is: one more that fits, in the window that the word is
/// of. Then the word after it is the sum of the two.
constexpr bool simply_fits(quota_word word, const quota_limit& l, const window& running,
                           instant now, quantity amount) noexcept {
    const auto taken = static_cast<std::int64_t>(word.bits() & low_bits(quota_word::taken_bits));
    // In 32 bits, so that "no window yet" is the number of no window rather than -1.
    const std::int64_t window =
        static_cast<std::uint32_t>(word.bits() >> quota_word::taken_bits) - 1u;
    return now < running.end && running.index == window && l.most.admits(quantity{taken}, amount) &&
           taken + amount.count() <= quota_word::max_taken;
}
constexpr word_decision simply_admitted(quota_word word, const window& running,
                                        quantity amount) noexcept {
    return {quota_answer::admitted,
            quota_word{word.bits() + static_cast<std::uint64_t>(amount.count())},
            {running.index, amount}};
}

/// The decision of the state in the word, as far as the word can hold what follows.
constexpr word_decision decide_slow(quota_word word, const quota_limit& l, const window& running,
                                    instant now, quantity amount, taking how) noexcept {
    const quota_state state = word.state();
    quota_decision d = decide(state, l, running, now, amount, how);
    auto next = quota_word::from(d.next);
    if (!next && how == taking::as_much_as_fits && is_admitted(d.answer)) {
        // The window fits if nothing more would: then the rest of what the word can count does too.
        const std::int64_t before = d.next.taken.count() - d.taken.amount.count();
        if (before < quota_word::max_taken) {
            d = decide(state, l, running, now, quantity{quota_word::max_taken - before}, how);
            d.answer = quota_answer::admitted_in_part;
            next = quota_word::from(d.next);
        }
    }
    if (!next) return {quota_answer::counter_full, word, {}};
    return {d.answer, *next, d.taken};
}

}  // namespace detail

/// The same decision as on the state in the word; `counter_full` where the word cannot hold what
/// follows. (A template, so that `decide({}, ...)` still means a `quota_state`.)
template <std::same_as<quota_word> Word>
[[nodiscard]] constexpr word_decision decide(Word word, const quota_limit& limit,
                                             const window& running, instant now, quantity amount,
                                             taking how = taking::all_or_nothing) noexcept {
    if (detail::simply_fits(word, limit, running, now, amount)) [[likely]]
        return detail::simply_admitted(word, running, amount);
    return detail::decide_slow(word, limit, running, now, amount, how);
}

/// Gives back what a ticket took, if its window still runs. Where the word cannot hold the window
/// that runs, nothing changes.
template <std::same_as<quota_word> Word>
[[nodiscard]] constexpr quota_word release(Word word, const ticket& taken,
                                           const window& running) noexcept {
    return quota_word::from(release(word.state(), taken, running)).value_or(word);
}

/// A `reserving_state` in 64 bits: the epoch's number plus one in the upper `EpochBits` (0: no epoch
/// yet), then `TakenBits` of what is taken, then the rest in two halves: what is reserved in the
/// epoch, and in the one before. The window is not among them, for the epoch tells it.
template <int EpochBits = 24, int TakenBits = 20>
class reserving_word {
    static_assert(EpochBits >= 2 && TakenBits >= 1 && EpochBits + TakenBits <= 62 &&
                      (EpochBits + TakenBits) % 2 == 0,
                  "two equal fields of at least one bit are left for what is reserved");

public:
    static constexpr int reserved_bits = (64 - EpochBits - TakenBits) / 2;
    static constexpr std::int64_t max_epoch =
        static_cast<std::int64_t>(detail::low_bits(EpochBits)) - 1;
    static constexpr std::int64_t max_taken =
        static_cast<std::int64_t>(detail::low_bits(TakenBits));
    static constexpr std::int64_t max_reserved =
        static_cast<std::int64_t>(detail::low_bits(reserved_bits));

    /// Of no epoch yet, holding nothing.
    constexpr reserving_word() noexcept = default;
    constexpr explicit reserving_word(std::uint64_t bits) noexcept : bits_{bits} {}
    /// `core_errc::overflow` when a part of the state does not fit its bits, or when the window is not
    /// the one `by` has for the epoch.
    [[nodiscard]] static constexpr result<reserving_word> from(const reserving_state& s,
                                                               const epochs& by) noexcept {
        if (s == reserving_state{}) return reserving_word{};
        if (s.epoch < 0 || s.epoch > max_epoch || s.taken.count() > max_taken ||
            s.reserved.count() > max_reserved || s.reserved_before.count() > max_reserved ||
            by.window_of(s.epoch) != s.window)
            return core_errc::overflow;
        std::uint64_t bits = static_cast<std::uint64_t>(s.epoch + 1);
        bits = bits << TakenBits | static_cast<std::uint64_t>(s.taken.count());
        bits = bits << reserved_bits | static_cast<std::uint64_t>(s.reserved.count());
        bits = bits << reserved_bits | static_cast<std::uint64_t>(s.reserved_before.count());
        return reserving_word{bits};
    }

    [[nodiscard]] constexpr std::uint64_t bits() const noexcept { return bits_; }
    [[nodiscard]] constexpr reserving_state state(const epochs& by) const noexcept {
        const auto field = [this](int from, int bits) {
            return quantity{static_cast<std::int64_t>(bits_ >> from & detail::low_bits(bits))};
        };
        const auto epoch = static_cast<std::int64_t>(bits_ >> (64 - EpochBits)) - 1;
        reserving_state s{
            .taken = field(2 * reserved_bits, TakenBits),
            .reserved = field(reserved_bits, reserved_bits),
            .reserved_before = field(0, reserved_bits),
        };
        if (epoch >= 0) {
            s.epoch = epoch;
            s.window = by.window_of(epoch);
        }
        return s;
    }

    friend constexpr bool operator==(const reserving_word&, const reserving_word&) = default;

private:
    std::uint64_t bits_ = 0;
};

}  // namespace ratecard::inline v0

#endif
