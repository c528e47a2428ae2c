// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_FEATURE_VALUE_HPP
#define RATECARD_CORE_FEATURE_VALUE_HPP

#include <cstdint>
#include <optional>

#include <ratecard/core/condition.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/result.hpp>

/// Values of features that are more than "allowed", such as a retention or a level of support.
namespace ratecard::inline v0 {

/// What kind of value a feature has.
enum class value_kind : std::uint8_t {
    boolean,   ///< no value: the feature is only allowed or refused
    integer,   ///< a whole number, such as 1000 messages
    decimal,   ///< a decimal number, such as a factor of 1.5
    duration,  ///< a length of time, such as the lifetime of a link
    option,    ///< one of the feature's options, such as a level of support
    options,   ///< several of the feature's options, such as formats of an export
    text,      ///< a short text of the catalog, such as the name of a model
};

namespace detail {

/// `value` if `wanted`, else nothing.
template <class T>
constexpr std::optional<T> if_kind(bool wanted, T value) noexcept {
    if (!wanted) return std::nullopt;
    return value;
}

}  // namespace detail

/// The value of a feature: a kind, and a number whose meaning depends on the kind. A text is
/// represented by its id in the catalog version.
class feature_value {
public:
    /// The value of a boolean feature: no number.
    constexpr feature_value() noexcept = default;

    [[nodiscard]] static constexpr feature_value integer(std::int64_t n) noexcept {
        return {value_kind::integer, n, 0};
    }
    /// The number `digits / 10^scale`, in its shortest form: 1.50 is stored as 1.5.
    /// \pre `scale <= 18`.
    [[nodiscard]] static constexpr feature_value decimal(std::int64_t digits, std::uint8_t scale) {
        if (scale > max_scale) detail::decimal_literal_must_fit_18_digits();
        for (; scale > 0 && digits % 10 == 0; --scale) digits /= 10;
        return {value_kind::decimal, digits, scale};
    }
    [[nodiscard]] static constexpr feature_value duration(ratecard::duration d) noexcept {
        return {value_kind::duration, d.seconds, 0};
    }
    /// The option with this number. \pre `number < 64`.
    [[nodiscard]] static constexpr feature_value option(std::uint8_t number) {
        if (number >= 64) detail::index_must_be_below_the_size();
        return {value_kind::option, number, 0};
    }
    [[nodiscard]] static constexpr feature_value options(value_set set) noexcept {
        return {value_kind::options, static_cast<std::int64_t>(set.bits), 0};
    }
    [[nodiscard]] static constexpr feature_value text(text_id id) noexcept {
        return {value_kind::text, id.value, 0};
    }
    /// A value from outside. `core_errc::malformed_bytes` if the kind is unknown, or if the scale
    /// or the number is not possible for the kind.
    [[nodiscard]] static constexpr result<feature_value> from(std::uint8_t kind,
                                                              std::int64_t number,
                                                              std::uint8_t scale) noexcept {
        const auto k = static_cast<value_kind>(kind);
        if (k > value_kind::text || scale > (k == value_kind::decimal ? max_scale : 0) ||
            (k == value_kind::boolean && number != 0) || (scale != 0 && number % 10 == 0) ||
            (k == value_kind::option && (number < 0 || number >= 64)) ||
            (k == value_kind::text && (number < 0 || number > UINT16_MAX)))
            return core_errc::malformed_bytes;
        return feature_value{k, number, scale};
    }

    [[nodiscard]] constexpr value_kind kind() const noexcept { return kind_; }
    /// The number, by kind: the integer; the digits of the decimal; seconds; the number of the
    /// option; the bits of the options; the id of the text; 0 for a boolean.
    [[nodiscard]] constexpr std::int64_t number() const noexcept { return number_; }
    /// The number of decimals; 0 if the value is not a decimal.
    [[nodiscard]] constexpr std::uint8_t scale() const noexcept { return scale_; }

    // Each `as_` function returns nothing if the value is of another kind.
    [[nodiscard]] constexpr std::optional<std::int64_t> as_integer() const noexcept {
        return detail::if_kind(kind_ == value_kind::integer, number_);
    }
    [[nodiscard]] constexpr std::optional<ratecard::duration> as_duration() const noexcept {
        return detail::if_kind(kind_ == value_kind::duration, ratecard::duration{number_});
    }
    [[nodiscard]] constexpr std::optional<std::uint8_t> as_option() const noexcept {
        return detail::if_kind(kind_ == value_kind::option, static_cast<std::uint8_t>(number_));
    }
    [[nodiscard]] constexpr std::optional<value_set> as_options() const noexcept {
        return detail::if_kind(kind_ == value_kind::options,
                               value_set{static_cast<std::uint64_t>(number_)});
    }
    [[nodiscard]] constexpr std::optional<text_id> as_text() const noexcept {
        return detail::if_kind(kind_ == value_kind::text,
                               text_id{static_cast<std::uint16_t>(number_)});
    }

    friend constexpr bool operator==(const feature_value&, const feature_value&) = default;

private:
    static constexpr std::uint8_t max_scale = 18;

    constexpr feature_value(value_kind kind, std::int64_t number, std::uint8_t scale) noexcept
        : number_{number}, kind_{kind}, scale_{scale} {}

    std::int64_t number_ = 0;
    value_kind kind_ = value_kind::boolean;
    std::uint8_t scale_ = 0;
};

namespace detail {

/// True if `a / 10^p < b / 10^q`.
constexpr bool decimal_below(std::int64_t a, std::uint8_t p, std::int64_t b,
                             std::uint8_t q) noexcept {
    // The number with fewer decimals is scaled up. If it no longer fits 64 bits, its magnitude is
    // the larger one.
    while (p < q) {
        if (a > INT64_MAX / 10) return false;
        if (a < INT64_MIN / 10) return true;
        a *= 10, ++p;
    }
    while (q < p) {
        if (b > INT64_MAX / 10) return true;
        if (b < INT64_MIN / 10) return false;
        b *= 10, ++q;
    }
    return a < b;
}

}  // namespace detail

/// The value of a feature that two sources give at once. Options: the union of both sets. Every
/// other kind: the greater number, so the longer time, the later option, the later text.
/// \pre `a.kind() == b.kind()`.
[[nodiscard]] constexpr feature_value combine(const feature_value& a,
                                              const feature_value& b) noexcept {
    if (a.kind() == value_kind::options)
        return feature_value::options({static_cast<std::uint64_t>(a.number() | b.number())});
    return detail::decimal_below(a.number(), a.scale(), b.number(), b.scale()) ? b : a;
}

}  // namespace ratecard::inline v0

#endif
