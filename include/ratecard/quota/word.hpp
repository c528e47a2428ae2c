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

/// States of quotas in 64 bits, for atomic exchange.
namespace ratecard::inline v0 {

namespace detail {

/// A word with the lowest `bits` bits set.
constexpr std::uint64_t low_bits(int bits) noexcept { return (std::uint64_t{1} << bits) - 1; }

}  // namespace detail

/// A `quota_state` in 64 bits. The upper 24 bits hold the window's number plus one (0: no window
/// yet), the lower 40 bits hold what is taken. So windows have the numbers 0 to 16,777,214, and at
/// most 1,099,511,627,775 units can be taken.
class quota_word {
public:
    static constexpr int taken_bits = 40;
    static constexpr std::int64_t max_taken =
        static_cast<std::int64_t>(detail::low_bits(taken_bits));
    static constexpr std::int64_t max_window =
        static_cast<std::int64_t>(detail::low_bits(64 - taken_bits)) - 1;

    /// No window yet, and nothing taken.
    constexpr quota_word() noexcept = default;
    /// The state in `bits`. Every value is valid.
    constexpr explicit quota_word(std::uint64_t bits) noexcept : bits_{bits} {}
    /// Whether a word can hold the number of a window.
    [[nodiscard]] static constexpr bool can_number(std::int64_t window) noexcept {
        return 0 <= window && window <= max_window;
    }
    /// Packs a state. `core_errc::overflow` if the window or the amount does not fit.
    [[nodiscard]] static constexpr result<quota_word> from(const quota_state& s) noexcept {
        if (s.window == quota_state{}.window && s.taken == quantity{}) return quota_word{};
        if (!can_number(s.window) || s.taken.count() > max_taken) return core_errc::overflow;
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

/// The outcome of `decide`: an answer, the next word, and what was taken (nothing after a refusal).
struct word_decision {
    quota_answer answer{};
    quota_word next{};
    ticket taken{};

    [[nodiscard]] constexpr bool allowed() const noexcept { return is_admitted(answer); }
    /// The answer itself: the reason, when it is no.
    [[nodiscard]] constexpr quota_answer why() const noexcept { return answer; }
    friend constexpr bool operator==(const word_decision&, const word_decision&) = default;
};

namespace detail {

/// Whether the fast path applies: the amount fits, and the word is of the current window. The next
/// word is then the sum of the word and the amount.
constexpr bool simply_fits(quota_word word, const quota_limit& l, const window& running,
                           quantity amount, instant now) noexcept {
    const auto taken = static_cast<std::int64_t>(word.bits() & low_bits(quota_word::taken_bits));
    const std::uint64_t number = word.bits() >> quota_word::taken_bits;  // 0: no window yet
    return now < running.end && number != 0 &&
           static_cast<std::uint64_t>(running.index) == number - 1 &&
           l.most.admits(quantity{taken}, amount) &&
           taken + amount.count() <= quota_word::max_taken;
}
/// The decision of the fast path.
constexpr word_decision simply_admitted(quota_word word, const window& running,
                                        quantity amount) noexcept {
    return {quota_answer::admitted,
            quota_word{word.bits() + static_cast<std::uint64_t>(amount.count())},
            {running.index, amount}};
}

/// The decision for any word: `window_out_of_range` or `counter_full` if the word cannot hold the
/// next state.
constexpr word_decision decide_slow(quota_word word, const quota_limit& l, const window& running,
                                    quantity amount, instant now, taking mode) noexcept {
    const quota_state state = word.state();
    quota_decision d = decide(state, l, running, amount, now, mode);
    auto next = quota_word::from(d.next);
    if (!next && mode == taking::as_much_as_fits && is_admitted(d.answer)) {
        // The window fits, because zero would fit. So take as much as the word can still count.
        const std::int64_t before = d.next.taken.count() - d.taken.amount.count();
        if (before < quota_word::max_taken) {
            d = decide(state, l, running, quantity{quota_word::max_taken - before}, now, mode);
            d.answer = quota_answer::admitted_in_part;
            next = quota_word::from(d.next);
        }
    }
    if (!next)
        return {quota_word::can_number(d.next.window) ? quota_answer::counter_full
                                                      : quota_answer::window_out_of_range,
                word,
                {}};
    return {d.answer, *next, d.taken};
}

}  // namespace detail

/// The same decision as for the state in the word, but refused if the word cannot hold the next
/// state: `window_out_of_range` if it is the window's number, else `counter_full`. (It is a template so that `decide({}, ...)` still means a `quota_state`.)
template <std::same_as<quota_word> Word>
[[nodiscard]] constexpr word_decision decide(Word word, const quota_limit& limit,
                                             const window& running, quantity amount, instant now,
                                             taking mode = taking::all_or_nothing) noexcept {
    if (detail::simply_fits(word, limit, running, amount, now)) [[likely]]
        return detail::simply_admitted(word, running, amount);
    return detail::decide_slow(word, limit, running, amount, now, mode);
}

/// Gives back what a ticket took, if its window is the current one. If the word cannot hold the
/// current window, nothing changes.
template <std::same_as<quota_word> Word>
[[nodiscard]] constexpr release_decision<quota_word> release(Word word, const ticket& taken,
                                                             const window& running) noexcept {
    const auto d = release(word.state(), taken, running);
    return {d.answer, quota_word::from(d.next).value_or(word)};
}

/// A `reserving_state` in 64 bits. From the highest bit: `EpochBits` for the epoch's number plus
/// one (0: no epoch yet), `TakenBits` for what is taken, and two equal fields for what is reserved
/// in the epoch and in the one before. The window is not stored: it follows from the epoch.
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

    /// No epoch yet, and nothing held.
    constexpr reserving_word() noexcept = default;
    /// The state in `bits`, which another word's `bits()` returned.
    constexpr explicit reserving_word(std::uint64_t bits) noexcept : bits_{bits} {}
    /// Whether a word can hold the number of an epoch.
    [[nodiscard]] static constexpr bool can_number(std::int64_t epoch) noexcept {
        return 0 <= epoch && epoch <= max_epoch;
    }
    /// Packs a state. `core_errc::overflow` if a part does not fit its bits, or if the state's
    /// window is not the one that `by` gives for its epoch.
    [[nodiscard]] static constexpr result<reserving_word> from(const reserving_state& s,
                                                               const epochs& by) noexcept {
        if (s == reserving_state{}) return reserving_word{};
        if (!can_number(s.epoch) || s.taken.count() > max_taken ||
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
