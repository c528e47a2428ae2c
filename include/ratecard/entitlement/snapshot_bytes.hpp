// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_SNAPSHOT_BYTES_HPP
#define RATECARD_ENTITLEMENT_SNAPSHOT_BYTES_HPP

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include <ratecard/core/attributes.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/little_endian.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/entitlement/snapshot.hpp>

/// Writes snapshots as bytes to store or send, and reads them back. This is version 2 of the
/// layout. Numbers are in two's complement, least significant byte first, without padding. Only the
/// parts in use are written, so a snapshot type with other capacities can read the bytes if they
/// fit.
///
/// | byte | part | bytes |
/// |---:|---|---:|
/// | 0 | kind: 9 | 1 |
/// | 1 | version of the layout: 2 | 1 |
/// | 2 | counts of features, of quotas, of values | 2 each |
/// | 8 | count of clocks; count of fixed attributes | 1 each |
/// | 10 | lifecycle, as the number of a reason | 1 |
/// | 11 | the five ranks | 1 each |
/// | 16 | valid from, valid until: seconds since 1970 | 8 each |
/// | 32 | edition, version; bits of the stated attributes, of the reserved attributes | 2 each |
/// | 40 | the fingerprint of the catalog | 8 |
/// | 48 | by quota: the limit, its grace and its clock (`packed_limit`) | 8 each |
/// | | by clock: the end of its window | 8 each |
/// | | by clock: the number of the window | 4 each |
/// | | by stated attribute: its value | 8 each |
/// | | by value: number (8), feature (2), kind (1), decimals (1) | 12 each |
/// | | by feature: the answer, plus 128 if it depends on the request | 1 each |
namespace ratecard::inline v0 {

namespace detail {

template <class T>
inline constexpr bool is_snapshot = false;
template <std::size_t Features, std::size_t Quotas, snapshot_room Room>
inline constexpr bool is_snapshot<snapshot<Features, Quotas, Room>> = true;

inline constexpr std::uint8_t snapshot_kind = 9;
inline constexpr std::uint8_t snapshot_layout_version = 2;
inline constexpr std::size_t snapshot_head = 48;

/// The number of clocks in use. Clocks are numbered from 0 without gaps.
template <class Limits>
constexpr std::uint8_t clock_count(const Limits& limits, std::size_t quotas) noexcept {
    std::uint8_t clocks = 0;
    for (std::size_t q = 0; q < quotas; ++q)
        if (limits[q].clock() != packed_limit::no_clock && limits[q].clock() >= clocks)
            clocks = static_cast<std::uint8_t>(limits[q].clock() + 1);
    return clocks;
}

/// Whether the byte of an answer is accepted in a snapshot with this lifecycle.
constexpr bool is_accepted_answer(std::uint8_t bits, reason lifecycle) noexcept {
    const auto why = static_cast<reason>(bits & 0x7f);
    const bool depends = (bits & 0x80) != 0;
    if (lifecycle != reason::allowed) return why == lifecycle && !depends;
    // A feature that does not stay where another one does.
    if (why == reason::withheld || why == reason::suspended) return !depends;
    return why == reason::allowed || (reason::not_in_edition <= why && why <= reason::trial_over) ||
           attribute_of(why).has_value();
}

/// Whether the limit of a quota, or its refusal, is accepted in a snapshot with this lifecycle. A
/// quota can stay where no feature does, during a suspension.
constexpr bool is_accepted_limit(const packed_limit& l, reason lifecycle) noexcept {
    if (l.decides()) return lifecycle == reason::allowed || lifecycle == reason::suspended;
    return l.refusal() == (lifecycle == reason::allowed ? reason::suspended : lifecycle);
}

}  // namespace detail

/// Satisfied by every `snapshot`, whatever its capacities.
template <class T>
concept snapshot_type = detail::is_snapshot<T>;

/// The largest number of bytes that `to_bytes` writes for a snapshot with these capacities.
template <std::size_t Features, std::size_t Quotas, snapshot_room Room>
inline constexpr std::size_t most_bytes = detail::snapshot_head + 8 * Quotas + 12 * Room.clocks +
                                          8 * Room.fixed + 12 * Room.values + Features;

/// Writes the snapshot in the layout above.
template <std::size_t Features, std::size_t Quotas, snapshot_room Room>
[[nodiscard]] constexpr bounded<std::byte, most_bytes<Features, Quotas, Room>> to_bytes(
    const snapshot<Features, Quotas, Room>& s) {
    bounded<std::byte, most_bytes<Features, Quotas, Room>> bytes;
    const auto put_byte = [&](std::byte b) { bytes.push_back(b); };
    const auto put1 = [&](auto n) {
        detail::to_little_endian<1>(static_cast<std::uint64_t>(n), put_byte);
    };
    const auto put2 = [&](auto n) {
        detail::to_little_endian<2>(static_cast<std::uint64_t>(n), put_byte);
    };
    const auto put8 = [&](auto n) {
        detail::to_little_endian<8>(static_cast<std::uint64_t>(n), put_byte);
    };
    const std::uint8_t clocks = detail::clock_count(s.limits, s.quotas);
    put1(detail::snapshot_kind), put1(detail::snapshot_layout_version);
    put2(s.features), put2(s.quotas), put2(s.valued);
    put1(clocks), put1(std::popcount(s.fixed.stated()));
    put1(s.lifecycle);
    for (const std::uint8_t rank : s.ranks) put1(rank);
    put8(s.valid_from.seconds_since_1970()), put8(s.valid_until.seconds_since_1970());
    put2(s.edition.value), put2(s.version.value), put2(s.fixed.stated()), put2(s.fixed.reserved());
    put8(s.resolved_from);
    for (std::size_t q = 0; q < s.quotas; ++q) put8(s.limits[q].word());
    for (std::size_t i = 0; i < clocks; ++i) put8(s.resets[i].seconds_since_1970());
    for (std::size_t i = 0; i < clocks; ++i)
        detail::to_little_endian<4>(static_cast<std::uint32_t>(s.windows[i]), put_byte);
    for (std::uint16_t a = 0; a < max_attributes; ++a)
        if (s.fixed.has({a})) put8(s.fixed.value({a}));
    for (std::size_t i = 0; i < s.valued; ++i) {
        const feature_value& v = s.values[i].value;
        put8(v.number()), put2(s.values[i].of.value), put1(v.kind()), put1(v.scale());
    }
    for (std::size_t f = 0; f < s.features; ++f) put1(s.answers[f].bits());
    return bytes;
}

/// Reads a snapshot from bytes, which may come from outside. `to_bytes` writes the result as the
/// same bytes.
///
/// Errors:
/// - `core_errc::malformed_bytes`: the number of bytes is wrong, or a part is invalid;
/// - `core_errc::unknown_byte_layout`: the version of the layout is not 2;
/// - `core_errc::capacity_exceeded`: `Snapshot` has not enough room;
/// - `core_errc::instant_out_of_range`: an instant is out of range;
/// - `core_errc::quantity_too_large`: a limit is above the largest quantity.
///
/// A valid snapshot may still be forged. To detect changed bytes, sign them.
template <snapshot_type Snapshot>
[[nodiscard]] constexpr result<Snapshot> from_bytes(std::span<const std::byte> bytes) {
    constexpr auto byte = [](std::uint8_t n) { return std::byte{n}; };
    if (bytes.size() < detail::snapshot_head || bytes[0] != byte(detail::snapshot_kind))
        return core_errc::malformed_bytes;
    if (bytes[1] != byte(detail::snapshot_layout_version)) return core_errc::unknown_byte_layout;
    std::size_t at = 2;
    const auto next1 = [&] {
        return static_cast<std::uint8_t>(detail::from_little_endian<1>(bytes, at));
    };
    const auto next2 = [&] {
        return static_cast<std::uint16_t>(detail::from_little_endian<2>(bytes, at));
    };
    const auto next8 = [&] {
        return static_cast<std::int64_t>(detail::from_little_endian<8>(bytes, at));
    };
    const auto is_instant = [](std::int64_t n) {
        return -instant::bound <= n && n <= instant::bound;
    };

    Snapshot s{};
    s.features = next2(), s.quotas = next2(), s.valued = next2();
    const std::uint8_t clocks = next1(), stated_count = next1();
    if (bytes.size() != detail::snapshot_head + std::size_t{8} * s.quotas +
                            std::size_t{12} * clocks + std::size_t{8} * stated_count +
                            std::size_t{12} * s.valued + s.features)
        return core_errc::malformed_bytes;
    if (s.features > s.answers.size() || s.quotas > s.limits.size() || s.valued > s.values.size() ||
        clocks > s.resets.size())
        return core_errc::capacity_exceeded;
    s.lifecycle = static_cast<reason>(next1());
    if (s.lifecycle != reason::allowed && s.lifecycle != reason::suspended &&
        s.lifecycle != reason::reclaimed && s.lifecycle != reason::deleted)
        return core_errc::malformed_bytes;
    for (std::uint8_t& rank : s.ranks)
        if ((rank = next1()) == 0) return core_errc::malformed_bytes;
    const std::int64_t from = next8(), until = next8();
    if (!is_instant(from) || !is_instant(until)) return core_errc::instant_out_of_range;
    s.valid_from = instant{from}, s.valid_until = instant{until};
    if (s.valid_until <= s.valid_from) return core_errc::malformed_bytes;
    s.edition = {next2()}, s.version = {next2()};
    const std::uint16_t stated = next2(), reserved = next2();
    if (std::popcount(stated) != stated_count || (stated & ~unsigned{reserved}) != 0)
        return core_errc::malformed_bytes;
    s.resolved_from = static_cast<std::uint64_t>(next8());
    for (std::size_t q = 0; q < s.quotas; ++q) {
        const auto l = packed_limit::from_word(static_cast<std::uint64_t>(next8()));
        if (!l) return l.error();
        if (!detail::is_accepted_limit(*l, s.lifecycle)) return core_errc::malformed_bytes;
        s.limits[q] = *l;
    }
    if (detail::clock_count(s.limits, s.quotas) != clocks) return core_errc::malformed_bytes;
    for (std::size_t i = 0; i < clocks; ++i) {
        const std::int64_t end = next8();
        if (!is_instant(end)) return core_errc::instant_out_of_range;
        s.resets[i] = instant{end};
    }
    for (std::size_t i = 0; i < clocks; ++i)
        s.windows[i] = static_cast<std::int32_t>(
            static_cast<std::uint32_t>(detail::from_little_endian<4>(bytes, at)));
    attributes fixed;
    for (std::uint16_t a = 0; a < max_attributes; ++a) {
        if ((stated >> a & 1u) != 0) fixed.set({a}, next8());
        if ((reserved >> a & 1u) != 0) fixed.reserve({a});
    }
    const auto compact = std::remove_cvref_t<decltype(s.fixed)>::from(fixed);
    if (!compact) return compact.error();
    s.fixed = *compact;
    for (std::size_t i = 0; i < s.valued; ++i) {
        const std::int64_t number = next8();
        const feature_id of{next2()};
        const std::uint8_t kind = next1(), scale = next1();
        const auto v = feature_value::from(kind, number, scale);
        if (!v) return v.error();
        if (v->kind() == value_kind::boolean || of.value >= s.features ||
            (i > 0 && of <= s.values[i - 1].of))
            return core_errc::malformed_bytes;
        s.values[i] = {*v, of};
    }
    for (std::size_t f = 0; f < s.features; ++f) {
        const std::uint8_t bits = next1();
        if (!detail::is_accepted_answer(bits, s.lifecycle)) return core_errc::malformed_bytes;
        s.answers[f] = feature_answer{static_cast<reason>(bits & 0x7f), (bits & 0x80) != 0};
    }
    for (std::size_t i = 0; i < s.valued; ++i)
        if (s.answers[s.values[i].of.index()].why() != reason::allowed)
            return core_errc::malformed_bytes;
    return s;
}

}  // namespace ratecard::inline v0

#endif
