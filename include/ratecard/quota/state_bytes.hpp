// SPDX-License-Identifier: MIT
#ifndef RATECARD_QUOTA_STATE_BYTES_HPP
#define RATECARD_QUOTA_STATE_BYTES_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <type_traits>

#include <ratecard/core/little_endian.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/quota/decide.hpp>
#include <ratecard/quota/lease.hpp>
#include <ratecard/quota/rate_limit.hpp>
#include <ratecard/quota/reserve.hpp>
#include <ratecard/quota/sliding.hpp>
#include <ratecard/quota/state.hpp>
#include <ratecard/quota/threshold.hpp>

/// The byte layout of states and tickets that are stored or sent, version 1.
///
/// Byte 0 is the kind of the value, byte 1 is the version of the layout. The parts follow in the
/// order of the table. Each is a 64-bit number in two's complement, least significant byte first.
///
/// | kind | value | parts |
/// |---:|---|---|
/// | 1 | `quota_state` | window, taken |
/// | 2 | `ticket` | window, amount |
/// | 3 | `reserving_state` | window, epoch, taken, reserved, reserved before |
/// | 4 | `reservation` | window, epoch, amount |
/// | 7 | `lease` | window, round, amount |
/// | 8 | `settlement` | window, round, used |
/// | 9 | `rate_state` | full at, parts, unit, burst |
/// | 10 | `sliding_state` | bucket, current, previous, last, last before, length |
/// | 11 | `warned` | window |
///
/// Kinds 5 and 6 were a `rate_state` without its rate and a `sliding_state` without its length. They
/// are not read, because nobody can know what they count.
namespace ratecard::inline v0 {

namespace detail {

/// The kind and the parts of a value with a byte layout. `visit(value, part)` calls `part` with
/// each part, in order. Specialised for each type that has a layout.
template <class T>
struct byte_layout;

template <>
struct byte_layout<quota_state> {
    static constexpr std::uint8_t kind = 1;
    static constexpr std::size_t parts = 2;
    static constexpr void visit(auto& v, const auto& part) { part(v.window), part(v.taken); }
};
template <>
struct byte_layout<ticket> {
    static constexpr std::uint8_t kind = 2;
    static constexpr std::size_t parts = 2;
    static constexpr void visit(auto& v, const auto& part) { part(v.window), part(v.amount); }
};
template <>
struct byte_layout<reserving_state> {
    static constexpr std::uint8_t kind = 3;
    static constexpr std::size_t parts = 5;
    static constexpr void visit(auto& v, const auto& part) {
        part(v.window), part(v.epoch), part(v.taken), part(v.reserved), part(v.reserved_before);
    }
};
template <>
struct byte_layout<reservation> {
    static constexpr std::uint8_t kind = 4;
    static constexpr std::size_t parts = 3;
    static constexpr void visit(auto& v, const auto& part) {
        part(v.window), part(v.epoch), part(v.amount);
    }
};
template <>
struct byte_layout<rate_state> {
    static constexpr std::uint8_t kind = 9;
    static constexpr std::size_t parts = 4;
    static constexpr void visit(auto& v, const auto& part) {
        part(v.full_at), part(v.parts), part(v.unit), part(v.burst);
    }
};
template <>
struct byte_layout<sliding_state> {
    static constexpr std::uint8_t kind = 10;
    static constexpr std::size_t parts = 6;
    static constexpr void visit(auto& v, const auto& part) {
        part(v.bucket), part(v.current), part(v.previous), part(v.last), part(v.last_before),
            part(v.length);
    }
};
template <>
struct byte_layout<warned> {
    static constexpr std::uint8_t kind = 11;
    static constexpr std::size_t parts = 1;
    static constexpr void visit(auto& v, const auto& part) { part(v.window); }
};
template <>
struct byte_layout<lease> {
    static constexpr std::uint8_t kind = 7;
    static constexpr std::size_t parts = 3;
    static constexpr void visit(auto& v, const auto& part) {
        part(v.window), part(v.round), part(v.amount);
    }
};
template <>
struct byte_layout<settlement> {
    static constexpr std::uint8_t kind = 8;
    static constexpr std::size_t parts = 3;
    static constexpr void visit(auto& v, const auto& part) {
        part(v.window), part(v.round), part(v.used);
    }
};

/// The version of the layout that `to_bytes` writes.
inline constexpr std::uint8_t byte_layout_version = 1;

/// What is wrong with the parts of a value together; no error if they are consistent.
constexpr errc fault_of_parts(const auto&) noexcept { return {}; }
constexpr errc fault_of_parts(const reserving_state& s) noexcept {
    return held(s).has_value() ? errc{} : errc{core_errc::quantity_too_large};
}
constexpr errc fault_of_parts(const rate_state& s) noexcept {
    if (s == rate_state{}) return {};
    const auto units = quantity::from(s.parts);
    const auto rate = units ? rate_limit::from(*units, s.unit, s.burst) : units.error();
    return rate && s.parts != 0 && s.is_of(*rate) ? errc{} : errc{core_errc::malformed_bytes};
}
constexpr errc fault_of_parts(const sliding_state& s) noexcept {
    const bool is_new = s == sliding_state{};
    return is_new || s.length >= 1 ? errc{} : errc{core_errc::malformed_bytes};
}

}  // namespace detail

/// A type that has a byte layout.
template <class T>
concept has_bytes = requires {
    detail::byte_layout<T>::kind;
};

/// The number of bytes of a value of type T.
template <has_bytes T>
inline constexpr std::size_t byte_count = 2 + 8 * detail::byte_layout<T>::parts;

/// The bytes of a value.
template <has_bytes T>
[[nodiscard]] constexpr std::array<std::byte, byte_count<T>> to_bytes(const T& value) noexcept {
    std::array<std::byte, byte_count<T>> bytes{std::byte{detail::byte_layout<T>::kind},
                                               std::byte{detail::byte_layout_version}};
    std::size_t at = 2;
    const auto put = [&](std::uint64_t word) {
        detail::to_little_endian(word, [&](std::byte b) { bytes[at++] = b; });
    };
    detail::byte_layout<T>::visit(value, [&](const auto& part) {
        if constexpr (requires { part.count(); })
            put(static_cast<std::uint64_t>(part.count()));
        else
            put(static_cast<std::uint64_t>(part));
    });
    return bytes;
}

/// The value of bytes from outside. It accepts exactly the bytes that `to_bytes` can write.
///
/// `core_errc::malformed_bytes` if the length or the kind is wrong, or if the parts are of no rate or
/// no length,
/// `core_errc::unknown_byte_layout` for another version, `core_errc::negative_quantity` or
/// `core_errc::quantity_too_large` if a count, or the sum of what a state holds, is out of range. A
/// count that was altered within its range is not detected: if that matters, sign the bytes.
template <has_bytes T>
[[nodiscard]] constexpr result<T> from_bytes(std::span<const std::byte> bytes) noexcept {
    if (bytes.size() != byte_count<T> || bytes[0] != std::byte{detail::byte_layout<T>::kind})
        return core_errc::malformed_bytes;
    if (bytes[1] != std::byte{detail::byte_layout_version}) return core_errc::unknown_byte_layout;
    std::size_t at = 2;
    const auto next = [&] { return detail::from_little_endian(bytes, at); };
    T value{};
    errc fault{};
    detail::byte_layout<T>::visit(value, [&](auto& part) {
        if constexpr (requires { part.count(); }) {
            const auto count = quantity::from(static_cast<std::int64_t>(next()));
            if (count)
                part = *count;
            else if (fault == errc{})
                fault = count.error();
        } else {
            part = static_cast<std::remove_reference_t<decltype(part)>>(next());
        }
    });
    if (fault != errc{}) return fault;
    if (const errc together = detail::fault_of_parts(value); together != errc{}) return together;
    return value;
}

}  // namespace ratecard::inline v0

#endif
