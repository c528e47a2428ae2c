// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_OPEN_TICKETS_HPP
#define RATECARD_QUOTA_OPEN_TICKETS_HPP

#include <cstddef>
#include <cstdint>
#include <span>

#include <ratecard/core/answer.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/quota/decide.hpp>

/// Tickets that are given back or committed once, however often the message comes.
namespace ratecard::inline v0 {

/// Names one of the tickets that were opened: a place, and how often the place had been used. No two
/// tickets of one room have the same name. Round 0 is no ticket.
struct ticket_id {
    std::uint32_t place = 0;
    std::uint64_t round = 0;

    friend constexpr bool operator==(const ticket_id&, const ticket_id&) = default;
};

/// Why a ticket is not closed.
enum class close_refusal : std::uint8_t {
    none,           ///< it is closed
    closed_before,  ///< it was closed already: the message came twice
    never_opened,   ///< no ticket of this room has that name
};

/// Room for one open ticket. It can be stored with the state of its quota.
template <class Ticket>
struct ticket_place {
    Ticket held{};
    std::uint64_t round = 0;      ///< odd while a ticket is open here; each use adds two
    std::uint32_t next_free = 0;  ///< the free place after this one; of no meaning while open

    friend constexpr bool operator==(const ticket_place&, const ticket_place&) = default;
};

/// The tickets that are open, in room of the caller's. Each can be closed once, so what it took is
/// given back once. `Ticket` is a `ticket`, a `reservation`, a `growth_ticket` or the like.
///
/// A state is a count and cannot tell tickets apart; this can, for as many as it has room for.
/// Opening and closing take constant time, and `decide` is not slower for it. Whoever closes a ticket
/// has it alone:
///
///     const auto d = decide(state, limit, running, amount, now);
///     if (d.allowed()) state = d.next, id = *tickets.open(d.taken);
///     ...
///     if (const auto t = tickets.close(id); t.allowed()) state = release(state, *t, running).next;
template <class Ticket = ticket>
class open_tickets {
public:
    /// The tickets that are open in `room`. Places never used are default ones. At most 2^32 - 1
    /// places are used.
    constexpr explicit open_tickets(std::span<ticket_place<Ticket>> room) noexcept
        : room_{room.size() < UINT32_MAX ? room : room.first(UINT32_MAX)},
          free_{static_cast<std::uint32_t>(room_.size())} {
        for (std::size_t i = room_.size(); i-- > 0;)
            if (room_[i].round % 2 == 0) put_back(static_cast<std::uint32_t>(i));
    }

    /// Keeps a ticket, and returns its name. `core_errc::capacity_exceeded` if every place has an
    /// open ticket: then give back at once what was taken.
    [[nodiscard]] constexpr result<ticket_id> open(const Ticket& taken) noexcept {
        if (free_ == room_.size()) return core_errc::capacity_exceeded;
        const std::uint32_t at = free_;
        ticket_place<Ticket>& place = room_[at];
        free_ = place.next_free;
        place.held = taken;
        ++place.round;
        return ticket_id{at, place.round};
    }
    /// Closes a ticket and returns it, to be released or committed. The second time it is refused.
    [[nodiscard]] constexpr answer<Ticket, close_refusal> close(const ticket_id& id) noexcept {
        if (id.place >= room_.size() || id.round % 2 == 0) return close_refusal::never_opened;
        ticket_place<Ticket>& place = room_[id.place];
        if (place.round < id.round) return close_refusal::never_opened;
        if (id.round < place.round) return close_refusal::closed_before;
        ++place.round;
        put_back(id.place);
        return place.held;
    }
    /// Whether a ticket is open.
    [[nodiscard]] constexpr bool is_open(const ticket_id& id) const noexcept {
        return id.place < room_.size() && id.round % 2 == 1 && room_[id.place].round == id.round;
    }

private:
    constexpr void put_back(std::uint32_t at) noexcept {
        room_[at].next_free = free_;
        free_ = at;
    }

    std::span<ticket_place<Ticket>> room_;
    std::uint32_t free_;  // the first free place; the number of places if there is none
};

}  // namespace ratecard::inline v0

#endif
