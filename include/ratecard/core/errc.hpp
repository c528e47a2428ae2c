// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_ERRC_HPP
#define RATECARD_CORE_ERRC_HPP

#include <cstdint>

/// The errors that every room can return, and `errc`, which holds one error of any room.
namespace ratecard::inline v0 {

/// Errors that every room can return. Each room also has its own list, such as `money_errc` or
/// `catalog_errc`. A refusal is not an error: "no" is a valid answer, with a reason.
///
/// The upper byte of a code is the number of its list.
enum class core_errc : std::uint16_t {
    malformed_version = 0x001,  ///< the text is not one to three numbers separated by points
    malformed_name,             ///< the text is empty, or longer than 47 bytes
    negative_quantity,          ///< the count is below zero
    quantity_too_large,         ///< the count is above 10^15
    overflow,                   ///< the true result does not fit its type
    ratio_overflow,             ///< the product of two ratios does not fit 64 bits
    zero_weights,               ///< an amount to be shared, but every weight is zero
    instant_out_of_range,       ///< outside the years 1 to 9999
    capacity_exceeded,          ///< the answer has more rows than the caller has room for
    too_many_entities,          ///< a table has more rows than its ids can number
    policy_out_of_range,        ///< a policy's number (clock, days, bill day) is out of range
    malformed_bytes,            ///< the bytes have the wrong length, or are of another kind
    unknown_byte_layout,        ///< the bytes were written by a later version of the library
};
/// Marks `core_errc` as an error list. Every error list has such a function; it is found by ADL.
constexpr bool is_error_list(core_errc) noexcept { return true; }

/// An enumeration whose values are errors of this library.
template <class T>
concept error_list = requires(T code) {
    is_error_list(code);
};

/// One error of any room's list, or no error.
class errc {
public:
    /// No error.
    constexpr errc() noexcept = default;
    /// The error `code` of any room's list.
    template <error_list Code>
    constexpr errc(Code code) noexcept : value_{static_cast<std::uint16_t>(code)} {}

    /// Upper byte: the number of the list. Lower byte: the position in the list. 0: no error.
    [[nodiscard]] constexpr std::uint16_t value() const noexcept { return value_; }

    friend constexpr bool operator==(const errc&, const errc&) = default;

private:
    std::uint16_t value_ = 0;
};

}  // namespace ratecard::inline v0

#endif
