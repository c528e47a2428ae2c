// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_RESULT_HPP
#define RATECARD_CORE_RESULT_HPP

#include <optional>
#include <type_traits>
#include <utility>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>

/// A value, or the error that prevented it.
namespace ratecard::inline v0 {

namespace detail {

/// A type other than T that converts to T, and does not convert to an error.
template <class Part, class T, class Error>
concept converts_to_value = std::is_class_v<T> && !std::is_same_v<std::remove_cvref_t<Part>, T> &&
                            !std::is_convertible_v<Part, Error> && std::is_convertible_v<Part, T>;

}  // namespace detail

/// Holds a value of type T, or an error that says why there is none. Members that `std::expected`
/// has too have the same names here.
template <class T, class Error = errc>
class [[nodiscard]] result {
public:
    using value_type = T;
    using error_type = Error;

    constexpr result(T value) noexcept(std::is_nothrow_move_constructible_v<T>)
        : value_{std::move(value)} {}
    constexpr result(Error error) noexcept(std::is_nothrow_move_constructible_v<Error>)
        : error_{std::move(error)} {}

    /// Holds an error code of any list, if `Error` can hold it (`errc` can).
    template <error_list Code>
        requires std::is_convertible_v<Code, Error>
    constexpr result(Code code) noexcept : error_{code} {}

    /// Holds the value that `part` converts to. For example, a refusal converts to an `answer`.
    template <detail::converts_to_value<T, Error> Part>
    constexpr result(Part&& part) : value_{std::in_place, std::forward<Part>(part)} {}

    /// Constructs the value in place from `parts`.
    template <class... Parts>
    constexpr explicit result(std::in_place_t, Parts&&... parts)
        : value_{std::in_place, std::forward<Parts>(parts)...} {}

    [[nodiscard]] constexpr bool has_value() const noexcept { return value_.has_value(); }
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return has_value(); }

    /// \pre `has_value()`.
    [[nodiscard]] constexpr const T& value() const& {
        if (!has_value()) detail::result_must_hold_a_value();
        return *value_;
    }
    /// \pre `has_value()`.
    [[nodiscard]] constexpr T&& value() && {
        if (!has_value()) detail::result_must_hold_a_value();
        return *std::move(value_);
    }
    [[nodiscard]] constexpr const T& operator*() const& { return value(); }
    [[nodiscard]] constexpr T&& operator*() && { return std::move(*this).value(); }
    [[nodiscard]] constexpr const T* operator->() const { return &value(); }

    /// \pre `!has_value()`.
    [[nodiscard]] constexpr const Error& error() const {
        if (has_value()) detail::result_must_hold_an_error();
        return error_;
    }

    /// The value, or `other` after an error.
    [[nodiscard]] constexpr T value_or(T other) const {
        return has_value() ? *value_ : std::move(other);
    }

    /// A result with `f(value)`, or the same error.
    template <class F>
    [[nodiscard]] constexpr auto transform(F f) const {
        using mapped = result<std::remove_cvref_t<decltype(f(*value_))>, Error>;
        return has_value() ? mapped{f(*value_)} : mapped{error_};
    }
    /// The result that `f(value)` returns, or the same error.
    template <class F>
    [[nodiscard]] constexpr auto and_then(F f) const {
        using next = std::remove_cvref_t<decltype(f(*value_))>;
        return has_value() ? f(*value_) : next{error_};
    }

    friend constexpr bool operator==(const result&, const result&) = default;
    /// True if this holds a value and it equals `value`.
    friend constexpr bool operator==(const result& r, const T& value) {
        return r.has_value() && *r.value_ == value;
    }
    /// True if this holds the error `error`.
    friend constexpr bool operator==(const result& r, const Error& error) {
        return !r.has_value() && r.error_ == error;
    }
    template <error_list Code>
        requires std::is_convertible_v<Code, Error>
    friend constexpr bool operator==(const result& r, Code code) { return r == Error{code}; }
    /// True if this holds a value and it equals the value that `part` converts to.
    template <class Part>
        requires detail::converts_to_value<const Part&, T, Error>
    friend constexpr bool operator==(const result& r, const Part& part) {
        return r.has_value() && *r.value_ == static_cast<T>(part);
    }

private:
    std::optional<T> value_{};
    Error error_{};
};

/// Success, or the error that prevented it: the result of a function that returns no value.
template <class Error>
class [[nodiscard]] result<void, Error> {
public:
    using value_type = void;
    using error_type = Error;

    /// Success.
    constexpr result() noexcept = default;
    constexpr result(Error error) noexcept(std::is_nothrow_move_constructible_v<Error>)
        : error_{std::move(error)} {}

    /// Holds an error code of any list, if `Error` can hold it (`errc` can).
    template <error_list Code>
        requires std::is_convertible_v<Code, Error>
    constexpr result(Code code) noexcept : error_{Error{code}} {}

    [[nodiscard]] constexpr bool has_value() const noexcept { return !error_.has_value(); }
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return has_value(); }

    /// \pre `!has_value()`.
    [[nodiscard]] constexpr const Error& error() const {
        if (has_value()) detail::result_must_hold_an_error();
        return *error_;
    }

    friend constexpr bool operator==(const result&, const result&) = default;
    /// True if this holds the error `error`.
    friend constexpr bool operator==(const result& r, const Error& error) {
        return r.error_ == error;
    }
    template <error_list Code>
        requires std::is_convertible_v<Code, Error>
    friend constexpr bool operator==(const result& r, Code code) { return r == Error{code}; }

private:
    std::optional<Error> error_{};
};

/// The first error among the results, in the order of the arguments. Success if there is none:
/// `if (const auto all = first_error(a, b, c); !all) return all.error();`
template <class Error, class... T>
[[nodiscard]] constexpr result<void, Error> first_error(const result<T, Error>&... results) {
    result<void, Error> first;
    static_cast<void>(((results.has_value() || (first = results.error(), false)) && ...));
    return first;
}

}  // namespace ratecard::inline v0

#endif
