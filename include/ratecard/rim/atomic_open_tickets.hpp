// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_ATOMIC_OPEN_TICKETS_HPP
#define RATECARD_RIM_ATOMIC_OPEN_TICKETS_HPP

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>

#include <ratecard/core/answer.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/open_tickets.hpp>

/// Open tickets shared by threads, without locks.
namespace ratecard::inline v0 {

/// `open_tickets` that threads share: if several close one ticket at once, one of them has it. No
/// lock, no allocation. Opening looks for a free place, so have twice as many places as tickets are
/// open at once.
template <std::size_t Places, class Ticket = ticket>
class atomic_open_tickets {
    static_assert(0 < Places && Places <= UINT32_MAX);

public:
    /// Keeps a ticket, and returns its name. `core_errc::capacity_exceeded` if every place was in
    /// use: then give back at once what was taken.
    [[nodiscard]] result<ticket_id> open(const Ticket& taken) noexcept {
        const std::size_t first = hint_.fetch_add(1, std::memory_order_relaxed);
        for (std::size_t i = 0; i < Places; ++i) {
            const std::size_t at = (first + i) % Places;
            place& p = places_[at];
            std::uint64_t seen = p.round.load(std::memory_order_relaxed);
            if (seen % 4 != 0 ||
                !p.round.compare_exchange_strong(seen, seen + 1, std::memory_order_acquire,
                                                 std::memory_order_relaxed))
                continue;
            p.held = taken;  // nobody knows the name yet
            return ticket_id{static_cast<std::uint32_t>(at), seen + 1};
        }
        return core_errc::capacity_exceeded;
    }
    /// Closes a ticket and returns it, to be released or committed, to one caller only.
    [[nodiscard]] answer<Ticket, close_refusal> close(const ticket_id& id) noexcept {
        if (id.place >= Places || id.round % 4 != 1) return close_refusal::never_opened;
        place& p = places_[id.place];
        std::uint64_t seen = id.round;
        if (!p.round.compare_exchange_strong(seen, id.round + 1, std::memory_order_acquire,
                                             std::memory_order_relaxed))
            return seen < id.round ? close_refusal::never_opened : close_refusal::closed_before;
        const Ticket held = p.held;
        p.round.store(id.round + 3, std::memory_order_release);
        return held;
    }

private:
    struct place {
        // Modulo 4: 0 is free, 1 is open, 2 is being closed.
        std::atomic<std::uint64_t> round{0};
        Ticket held{};
    };

    std::array<place, Places> places_{};
    std::atomic<std::size_t> hint_{0};
};

}  // namespace ratecard::inline v0

#endif
