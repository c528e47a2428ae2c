// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_ATOMIC_QUOTA_HPP
#define RATECARD_RIM_ATOMIC_QUOTA_HPP

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/share.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/epoch.hpp>
#include <ratecard/quota/reserve.hpp>
#include <ratecard/quota/state.hpp>
#include <ratecard/quota/threshold.hpp>
#include <ratecard/quota/word.hpp>

/// Quotas shared by threads, without locks.
namespace ratecard::inline v0 {

namespace detail {

static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

/// Replaces the bits by `step(bits).next`, atomically and without a lock, and returns what `step`
/// returned for the bits that it replaced. A step that changes nothing writes nothing.
///
/// All changes of the bits have one order. A thread that reads the bits also sees everything that
/// was written before they were stored.
template <class Step>
auto exchanged(std::atomic<std::uint64_t>& bits, const Step& step) noexcept {
    std::uint64_t seen = bits.load(std::memory_order_acquire);
    for (;;) {
        auto d = step(seen);
        if (d.next.bits() == seen ||
            bits.compare_exchange_weak(seen, d.next.bits(), std::memory_order_acq_rel,
                                       std::memory_order_acquire))
            return d;
    }
}

}  // namespace detail

/// The state of one quota, shared by threads. Each decision is made on exactly the state that it
/// replaces, so threads together never take more than the limit. No lock, no allocation.
class atomic_quota {
public:
    constexpr atomic_quota() noexcept = default;
    /// Starts with the state `state`.
    constexpr explicit atomic_quota(quota_word state) noexcept : bits_{state.bits()} {}

    /// Decides whether `amount` more can be taken, and takes it.
    word_decision take(const quota_limit& limit, const window& running, quantity amount,
                       instant now, taking mode = taking::all_or_nothing) noexcept {
        // The fast path first. If it does not apply, the slow path decides on the word as it is
        // then.
        std::uint64_t seen = bits_.load(std::memory_order_acquire);
        while (detail::simply_fits(quota_word{seen}, limit, running, amount, now)) {
            if (bits_.compare_exchange_weak(seen, seen + static_cast<std::uint64_t>(amount.count()),
                                            std::memory_order_acq_rel, std::memory_order_acquire))
                return detail::simply_admitted(quota_word{seen}, running, amount);
        }
        return take_slow(limit, running, amount, now, mode);
    }
    /// Gives back what a ticket took, if its window is the current one.
    release_answer release(const ticket& taken, const window& running) noexcept {
        return detail::exchanged(bits_,
                                 [&](std::uint64_t bits) {
                                     return ratecard::release(quota_word{bits}, taken, running);
                                 })
            .answer;
    }
    /// The state at this moment.
    [[nodiscard]] quota_word load() const noexcept {
        return quota_word{bits_.load(std::memory_order_acquire)};
    }

private:
    // Out of line, so that the fast path stays small.
    [[gnu::noinline]] word_decision take_slow(const quota_limit& limit, const window& running,
                                              quantity amount, instant now, taking mode) noexcept {
        return detail::exchanged(bits_, [&](std::uint64_t bits) {
            return decide(quota_word{bits}, limit, running, amount, now, mode);
        });
    }

    std::atomic<std::uint64_t> bits_{0};
};

/// For which window a warning was given last, shared by threads: one of them gives it.
class atomic_warned {
public:
    constexpr atomic_warned() noexcept = default;
    /// Starts with what is known.
    constexpr explicit atomic_warned(const warned& given) noexcept : window_{given.window} {}

    /// Whether the caller is to warn; see `ratecard::warn`. Of all threads that ask in a window, one
    /// is told yes.
    bool warn(const threshold& t, limit most, const quota_state& state) noexcept {
        std::int64_t seen = window_.load(std::memory_order_relaxed);
        for (;;) {
            const warning w = ratecard::warn({seen}, t, most, state);
            if (!w.is_due ||
                window_.compare_exchange_weak(seen, w.next.window, std::memory_order_relaxed))
                return w.is_due;
        }
    }
    /// The value at this moment.
    [[nodiscard]] warned load() const noexcept { return {window_.load(std::memory_order_relaxed)}; }

private:
    std::atomic<std::int64_t> window_{warned{}.window};
};

/// The state of one quota with reservations, shared by threads.
template <int EpochBits = 24, int TakenBits = 20>
class atomic_reserving_quota {
public:
    using word = reserving_word<EpochBits, TakenBits>;

    /// Starts with the word `state`. `by` divides the windows into epochs.
    constexpr explicit atomic_reserving_quota(const epochs& by, word state = word{}) noexcept
        : by_{by}, bits_{state.bits()} {}

    /// Decides whether `amount` more can be reserved, and reserves it.
    reserve_decision reserve(const quota_limit& limit, const window& running, quantity amount,
                             instant now, taking mode = taking::all_or_nothing) noexcept {
        const epoch e = by_.at(running, now);
        return changed<reserve_decision>(
            [&](const reserving_state& s) {
                return ratecard::reserve(s, limit, e, amount, now, mode);
            },
            [](reserve_decision& d, quota_answer why) {
                d.answer = why;
                d.reserved = {};
            });
    }
    /// Decides whether `amount` more can be taken, and takes it without a reservation.
    take_decision take(const quota_limit& limit, const window& running, quantity amount,
                       instant now, taking mode = taking::all_or_nothing) noexcept {
        const epoch e = by_.at(running, now);
        return changed<take_decision>(
            [&](const reserving_state& s) { return decide(s, limit, e, amount, now, mode); },
            [](take_decision& d, quota_answer why) {
                d.answer = why;
                d.taken = {};
            });
    }
    /// Commits the `used` part of a reservation, and frees the rest.
    commit_decision commit(const reservation& r, const window& running, quantity used,
                           instant now) noexcept {
        const epoch e = by_.at(running, now);
        return changed<commit_decision>(
            [&](const reserving_state& s) { return ratecard::commit(s, r, e, used, now); },
            [](commit_decision& d, quota_answer why) {
                d.answer = why == quota_answer::counter_full ? commit_answer::counter_full
                                                             : commit_answer::epoch_out_of_range;
                d.taken = {};
            });
    }
    /// Commits a whole reservation.
    commit_decision commit(const reservation& r, const window& running, instant now) noexcept {
        return commit(r, running, r.amount, now);
    }
    /// Frees a reservation, if it is not free already.
    release_answer release(const reservation& r, const window& running, instant now) noexcept {
        const epoch e = by_.at(running, now);
        using released = release_decision<reserving_state>;
        return changed<released>(
                   [&](const reserving_state& s) { return ratecard::release(s, r, e); },
                   [](released& d, quota_answer) { d.answer = release_answer::not_taken; })
            .answer;
    }
    /// Gives back what a ticket took, if its window is the current one.
    release_answer release(const ticket& t, const window& running, instant now) noexcept {
        const epoch e = by_.at(running, now);
        using released = release_decision<reserving_state>;
        return changed<released>(
                   [&](const reserving_state& s) { return ratecard::release(s, t, e); },
                   [](released& d, quota_answer) { d.answer = release_answer::not_taken; })
            .answer;
    }

    /// The state at this moment. It can still show expired reservations, which no longer count.
    [[nodiscard]] reserving_state load() const noexcept {
        return word{bits_.load(std::memory_order_acquire)}.state(by_);
    }

private:
    template <class Decision>
    struct packed {
        Decision decision{};
        word next{};
    };

    /// Replaces the state by that of `step`. If the word cannot hold it, `refuse` changes the
    /// decision into a refusal: `window_out_of_range` if the epoch's number does not fit, else
    /// `counter_full`.
    template <class Decision, class Step, class Refuse>
    Decision changed(const Step& step, const Refuse& refuse) noexcept {
        return detail::exchanged(bits_,
                                 [&](std::uint64_t bits) {
                                     const word before{bits};
                                     const reserving_state state = before.state(by_);
                                     packed<Decision> d{step(state), {}};
                                     const auto next = word::from(d.decision.next, by_);
                                     if (!next) {
                                         refuse(d.decision,
                                                word::can_number(d.decision.next.epoch)
                                                    ? quota_answer::counter_full
                                                    : quota_answer::window_out_of_range);
                                         d.decision.next = state;
                                     }
                                     d.next = next.value_or(before);
                                     return d;
                                 })
            .decision;
    }

    epochs by_;
    std::atomic<std::uint64_t> bits_;
};

/// What was taken from each counter of a sharded quota in the window `window`. It must be given
/// back to the same counters, because other threads can empty one counter and fill another at any
/// moment.
template <std::size_t Shards>
struct sharded_ticket {
    std::int64_t window = 0;
    std::array<quantity, Shards> parts{};

    /// The amount taken from all counters.
    [[nodiscard]] constexpr quantity amount() const noexcept {
        std::int64_t sum = 0;
        for (const quantity part : parts) sum += part.count();
        return quantity{sum};
    }
    friend constexpr bool operator==(const sharded_ticket&, const sharded_ticket&) = default;
};

/// One quota, counted by `Shards` counters, for quotas that many threads use at once. Each counter
/// has a share of the limit and its own cache line.
///
/// Threads together never take more in a window than the largest limit passed in that window,
/// because the shares of a limit add up to it exactly. One unit is refused only if no counter has
/// one left. Whether an amount is above the limit is decided by the shares of the counters that it
/// comes from. An amount above one unit can be refused although it would fit: another thread that
/// was refused may not have given back yet what it took.
template <std::size_t Shards>
class sharded_quota {
    static_assert(Shards >= 1);

public:
    /// The share of one counter in a limit. The shares add up to the limit.
    /// \pre `shard < Shards`.
    [[nodiscard]] static constexpr limit share_of(limit most, std::size_t shard) {
        if (shard >= Shards) detail::index_must_be_below_the_size();
        if (most.is_unlimited()) return most;
        return limit{quantity{equal_share(most.most().count(), static_cast<std::int64_t>(Shards),
                                          static_cast<std::int64_t>(shard))}};
    }

    /// What `take` took, by counter.
    using ticket = sharded_ticket<Shards>;

    /// An answer, and what was taken: nothing after a refusal.
    struct decision {
        quota_answer answer{};
        ticket taken{};
    };

    /// Decides whether `amount` more can be taken, and takes it. It tries the counter
    /// `hint % Shards` first (`hint` can be the thread's number), then all counters.
    decision take(const quota_limit& limit, const window& running, quantity amount, instant now,
                  std::size_t hint, taking mode = taking::all_or_nothing) noexcept {
        const std::size_t first = hint % Shards;
        const word_decision own = shards_[first].quota.take(
            {share_of(limit.most, first), enforcement::hard}, running, amount, now);
        gathering from{.running = running, .now = now, .first = first, .wanted = amount};
        if (own.answer == quota_answer::admitted) {
            from.add(own.taken, first);
            return {own.answer, from.taken};
        }
        if (own.answer == quota_answer::window_closed || amount == quantity{})
            return {own.answer, {}};

        gather(from, limit.most);
        quota_answer answer = quota_answer::admitted;
        if (!from.is_whole() && limit.grace_percent != 0) {
            answer = quota_answer::admitted_in_grace;
            gather(from, end_of_grace(limit));
        }
        if (!from.is_whole() && limit.enforcement == enforcement::soft) {
            answer = quota_answer::admitted_above;
            gather(from, ratecard::limit::unlimited());
        }
        if (from.is_whole()) return {answer, from.taken};
        if (mode == taking::as_much_as_fits && from.wanted != amount)
            return {quota_answer::admitted_in_part, from.taken};
        release(from.taken, running);
        return {own.answer, {}};
    }

    /// Gives back what a ticket took to its counters, if its window is the current one.
    /// `not_taken` if a counter holds less than the ticket took from it: the others give back
    /// theirs, and the caller has given back something twice.
    release_answer release(const ticket& taken, const window& running) noexcept {
        release_answer common = release_answer::free_already;
        for (std::size_t i = 0; i < Shards; ++i) {
            if (taken.parts[i] == quantity{}) continue;
            const release_answer one =
                shards_[i].quota.release({taken.window, taken.parts[i]}, running);
            if (one == release_answer::not_taken || common == release_answer::free_already)
                common = one;
        }
        return common;
    }

    /// The amount taken in window `index`. While other threads take or give back, it is only
    /// approximate.
    [[nodiscard]] std::int64_t taken(std::int64_t index) const noexcept {
        std::int64_t sum = 0;
        for (const shard& s : shards_) {
            const quota_state state = s.quota.load().state();
            if (state.window == index) sum += state.taken.count();
        }
        return sum;
    }

private:
    /// A cache line. `std::hardware_destructive_interference_size` depends on compiler options.
    struct alignas(64) shard {
        atomic_quota quota;
    };
    /// What was taken so far, and what is still missing.
    struct gathering {
        const window& running;
        instant now;
        std::size_t first;
        quantity wanted;
        ticket taken{};
        bool begun = false;

        [[nodiscard]] bool is_whole() const noexcept { return wanted == quantity{}; }
        void add(const ratecard::ticket& t, std::size_t at) noexcept {
            taken.window = t.window;
            taken.parts[at] = quantity{taken.parts[at].count() + t.amount.count()};
            wanted = wanted.above(t.amount);
            begun = true;
        }
    };

    /// Takes what is still missing from the counters, each up to its share of `most`.
    void gather(gathering& from, limit most) noexcept {
        for (std::size_t i = 0; i < Shards && !from.is_whole(); ++i) {
            const std::size_t at = (from.first + i) % Shards;
            const word_decision d =
                shards_[at].quota.take({share_of(most, at), enforcement::hard}, from.running,
                                       from.wanted, from.now, taking::as_much_as_fits);
            if (!is_admitted(d.answer)) continue;
            // Another thread's clock is ahead, and has begun a later window in some counters.
            if (from.begun && d.taken.window != from.taken.window)
                shards_[at].quota.release(d.taken, from.running);
            else
                from.add(d.taken, at);
        }
    }

    std::array<shard, Shards> shards_{};
};

}  // namespace ratecard::inline v0

#endif
