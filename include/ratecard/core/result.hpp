// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_RESULT_HPP
#define RATECARD_CORE_RESULT_HPP

#include <optional>
#include <type_traits>
#include <utility>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>

namespace ratecard::inline v0 {

namespace detail {

/// What is no value of type T itself and no error, but converts to a value.
template <class Part, class T, class Error>
concept converts_to_value = std::is_class_v<T> && !std::is_same_v<std::remove_cvref_t<Part>, T> &&
                            !std::is_convertible_v<Part, Error> && std::is_convertible_v<Part, T>;

}  // namespace detail

/// A value, or the named error that prevented it. Spelled like std::expected where both have a word.
template <class T, class Error = errc>
class [[nodiscard]] result {
public:
    using value_type = T;
    using error_type = Error;

    constexpr result(T value) noexcept(std::is_nothrow_move_constructible_v<T>)
        : value_{std::move(value)} {}
    constexpr result(Error error) noexcept(std::is_nothrow_move_constructible_v<Error>)
        : error_{std::move(error)} {}

    /// The error of a list, where `Error` is what holds an error of any list.
    template <error_list Code>
        requires std::is_convertible_v<Code, Error>
    constexpr result(Code code) noexcept : error_{code} {}

    /// The value that `part` converts to: a reason converts to an `answer`, for example.
    template <detail::converts_to_value<T, Error> Part>
    constexpr result(Part&& part) : value_{std::in_place, std::forward<Part>(part)} {}

    /// A value made of `parts` where it stands.
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

    [[nodiscard]] constexpr T value_or(T other) const {
        return has_value() ? *value_ : std::move(other);
    }

    /// What `f` makes of the value; the error where there is none.
    template <class F>
    [[nodiscard]] constexpr auto transform(F f) const {
        using mapped = result<std::remove_cvref_t<decltype(f(*value_))>, Error>;
        return has_value() ? mapped{f(*value_)} : mapped{error_};
    }
    /// What `f` makes of the value, a result too; the error where there is none.
    template <class F>
    [[nodiscard]] constexpr auto and_then(F f) const {
        using next = std::remove_cvref_t<decltype(f(*value_))>;
        return has_value() ? f(*value_) : next{error_};
    }

    friend constexpr bool operator==(const result&, const result&) = default;
    /// True when this holds a value and it equals `value`.
    friend constexpr bool operator==(const result& r, const T& value) {
        return r.has_value() && *r.value_ == value;
    }
    /// True when this holds the error `error`.
    friend constexpr bool operator==(const result& r, const Error& error) {
        return !r.has_value() && r.error_ == error;
    }
    template <error_list Code>
        requires std::is_convertible_v<Code, Error>
    friend constexpr bool operator==(const result& r, Code code) { return r == Error{code}; }
    /// True when this holds a value and it equals what `part` converts to.
    template <class Part>
        requires detail::converts_to_value<const Part&, T, Error>
    friend constexpr bool operator==(const result& r, const Part& part) {
        return r.has_value() && *r.value_ == static_cast<T>(part);
    }

private:
    std::optional<T> value_{};
    Error error_{};
};

/// Success, or the named error that prevented it: the result of what only checks or changes.
template <class Error>
class [[nodiscard]] result<void, Error> {
public:
    using value_type = void;
    using error_type = Error;

    /// Success.
    constexpr result() noexcept = default;
    constexpr result(Error error) noexcept(std::is_nothrow_move_constructible_v<Error>)
        : error_{std::move(error)} {}

    /// The error of a list, where `Error` is what holds an error of any list.
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
    /// True when this holds the error `error`.
    friend constexpr bool operator==(const result& r, const Error& error) {
        return r.error_ == error;
    }
    template <error_list Code>
        requires std::is_convertible_v<Code, Error>
    friend constexpr bool operator==(const result& r, Code code) { return r == Error{code}; }

private:
    std::optional<Error> error_{};
};

/// The first error among results, in the order given; success when all of them hold values.
/// `if (const auto all = first_error(a, b, c); !all) return all.error();`
template <class Error, class... T>
[[nodiscard]] constexpr result<void, Error> first_error(const result<T, Error>&... results) {
    result<void, Error> first;
    static_cast<void>(((results.has_value() || (first = results.error(), false)) && ...));
    return first;
}

}  // namespace ratecard::inline v0

#endif
