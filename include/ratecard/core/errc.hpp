// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_ERRC_HPP
#define RATECARD_CORE_ERRC_HPP

#include <cstdint>

namespace ratecard::inline v0 {

/// The errors that every room can return. Each room has a list of its own besides, such as
/// `money_errc` and `catalog_errc`. A refusal is no error: "no" is an answer with its reason.
///
/// The upper byte of a code is the number of its list.
enum class core_errc : std::uint16_t {
    malformed_version = 0x001,  ///< text that is not one to three numbers with points between
    malformed_name,             ///< empty, or more than 47 bytes
    negative_quantity,          ///< a count below zero
    quantity_too_large,         ///< a count above 10^15
    overflow,                   ///< the true result does not fit its type
    ratio_overflow,             ///< a product of ratios has no 64-bit form
    zero_weights,               ///< an amount to be shared over parts that all weigh nothing
    instant_out_of_range,       ///< outside the years 1 to 9999
    capacity_exceeded,          ///< an answer has more rows than the room given by the caller
    too_many_entities,          ///< a table longer than ids can count
    policy_out_of_range,        ///< a clock, a day count or a bill day out of its range
    malformed_bytes,            ///< not as many as a value of this kind has, or of another kind
    unknown_byte_layout,        ///< written by a later version of this library
};
/// Marks an enumeration as a list of errors. Each list has one, found by its argument.
constexpr bool is_error_list(core_errc) noexcept { return true; }

/// An enumeration whose values are errors of this library.
template <class T>
concept error_list = requires(T code) {
    is_error_list(code);
};

/// What was wrong with the data: one code of any room's list, or none.
class errc {
public:
    /// No error.
    constexpr errc() noexcept = default;
    template <error_list Code>
    constexpr errc(Code code) noexcept : value_{static_cast<std::uint16_t>(code)} {}

    /// The number of the list in the upper byte, the place in it in the lower one; 0: no error.
    [[nodiscard]] constexpr std::uint16_t value() const noexcept { return value_; }

    friend constexpr bool operator==(const errc&, const errc&) = default;

private:
    std::uint16_t value_ = 0;
};

}  // namespace ratecard::inline v0

#endif
