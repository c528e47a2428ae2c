// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_WIDE_ATOMIC_QUOTA_HPP
#define RATECARD_RIM_WIDE_ATOMIC_QUOTA_HPP

#include <cstdint>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/state.hpp>

// Only if the compiler has a 16-byte exchange instruction (x86-64: -mcx16). Otherwise the class
// does not exist, because libatomic would use a lock.
#ifdef __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16

/// A quota shared by threads, for windows or amounts that do not fit 64 bits.
namespace ratecard::inline v0 {

namespace detail {
__extension__ typedef unsigned __int128 word_of_16_bytes;
}

/// A whole `quota_state` of 16 bytes, shared by threads. Use it if a window's number or an amount
/// does not fit the 64 bits of `atomic_quota`. It exists only with g++ and clang for x86-64 with
/// -mcx16.
///
/// Reading 16 bytes at once is an exchange, too, so each decision costs two exchanges.
class wide_atomic_quota {
public:
    /// Starts with nothing taken.
    wide_atomic_quota() noexcept : bits_{bits_of({})} {}
    /// Starts with the state `state`.
    explicit wide_atomic_quota(const quota_state& state) noexcept : bits_{bits_of(state)} {}
    wide_atomic_quota(const wide_atomic_quota&) = delete;
    wide_atomic_quota& operator=(const wide_atomic_quota&) = delete;

    /// Decides whether `amount` more can be taken, and takes it.
    quota_decision take(const quota_limit& limit, const window& running, quantity amount,
                        instant now, taking mode = taking::all_or_nothing) noexcept {
        return exchanged(
            [&](const quota_state& s) { return decide(s, limit, running, amount, now, mode); });
    }
    /// Gives back what a ticket took, if its window is the current one.
    release_answer release(const ticket& taken, const window& running) noexcept {
        return exchanged([&](const quota_state& s) { return ratecard::release(s, taken, running); })
            .answer;
    }
    /// The state at this moment.
    [[nodiscard]] quota_state load() const noexcept {
        return state_of(__sync_val_compare_and_swap(&bits_, 0, 0));
    }

private:
    using word = detail::word_of_16_bytes;

    static word bits_of(const quota_state& s) noexcept {
        return word{static_cast<std::uint64_t>(s.window)} << 64 |
               static_cast<std::uint64_t>(s.taken.count());
    }
    /// Only reads words that `bits_of` produced.
    static quota_state state_of(word bits) noexcept {
        return {static_cast<std::int64_t>(static_cast<std::uint64_t>(bits >> 64)),
                quantity{static_cast<std::int64_t>(static_cast<std::uint64_t>(bits))}};
    }

    /// Replaces the state by `step(state).next`, and returns what `step` returned for the state that
    /// it replaced.
    template <class Step>
    auto exchanged(const Step& step) noexcept -> decltype(step(quota_state{})) {
        // There is no 16-byte load. Exchanging 0 for 0 returns the value and does not change it.
        word seen = __sync_val_compare_and_swap(&bits_, 0, 0);
        for (;;) {
            const auto d = step(state_of(seen));
            if (bits_of(d.next) == seen) return d;
            const word previous = __sync_val_compare_and_swap(&bits_, seen, bits_of(d.next));
            if (previous == seen) return d;
            seen = previous;
        }
    }

    // Mutable, because reading is an exchange, too.
    alignas(16) mutable word bits_;
};

}  // namespace ratecard::inline v0

#endif

#endif
