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

// Only where the compiler exchanges 16 bytes by an instruction of the machine (x86-64: -mcx16). Without
// it there is no such class, rather than one that takes a lock in libatomic.
#ifdef __GCC_HAVE_SYNC_COMPARE_AND_SWAP_16

namespace ratecard::inline v0 {

namespace detail {
__extension__ typedef unsigned __int128 word_of_16_bytes;
}

/// A whole `quota_state` of 16 bytes, shared by threads: for windows or amounts that the word of
/// `atomic_quota` cannot hold. It is there with g++ and clang for x86-64 under -mcx16 only.
///
/// Reading 16 bytes at once is an exchange, so each decision costs two.
class wide_atomic_quota {
public:
    wide_atomic_quota() noexcept : bits_{bits_of({})} {}
    explicit wide_atomic_quota(const quota_state& state) noexcept : bits_{bits_of(state)} {}
    wide_atomic_quota(const wide_atomic_quota&) = delete;
    wide_atomic_quota& operator=(const wide_atomic_quota&) = delete;

    /// Decides whether `amount` more may be taken, and takes it.
    quota_decision take(const quota_limit& limit, const window& running, instant now,
                        quantity amount, taking how = taking::all_or_nothing) noexcept {
        return exchanged(
            [&](const quota_state& s) { return decide(s, limit, running, now, amount, how); });
    }
    /// Gives back what a ticket took, if its window still runs.
    void release(const ticket& taken, const window& running) noexcept {
        exchanged([&](const quota_state& s) {
            return quota_decision{{}, ratecard::release(s, taken, running), {}};
        });
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
    /// Only words that `bits_of` made are ever read.
    static quota_state state_of(word bits) noexcept {
        return {static_cast<std::int64_t>(static_cast<std::uint64_t>(bits >> 64)),
                quantity{static_cast<std::int64_t>(static_cast<std::uint64_t>(bits))}};
    }

    template <class Step>
    quota_decision exchanged(const Step& step) noexcept {
        // There is no load of 16 bytes: an exchange of nothing for nothing tells what is there.
        word seen = __sync_val_compare_and_swap(&bits_, 0, 0);
        for (;;) {
            const quota_decision d = step(state_of(seen));
            if (bits_of(d.next) == seen) return d;
            const word found = __sync_val_compare_and_swap(&bits_, seen, bits_of(d.next));
            if (found == seen) return d;
            seen = found;
        }
    }

    // Reading is an exchange, too.
    alignas(16) mutable word bits_;
};

}  // namespace ratecard::inline v0

#endif

#endif
