// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_ANSWER_HPP
#define RATECARD_CORE_ANSWER_HPP

#include <optional>
#include <type_traits>
#include <utility>

#include <ratecard/core/contract.hpp>

/// The answer to a question that the rules can refuse.
namespace ratecard::inline v0 {

/// Yes, with a value; or no, with a reason. The value of a refusal cannot be read.
///
/// A refusal is not an error: the facts are valid, and the rules say no. `Why{}` means "not
/// refused", such as `refund_refusal::none`.
template <class T, class Why>
class [[nodiscard]] answer {
public:
    using value_type = T;
    using why_type = Why;

    /// No, without a reason yet: a place for a later answer.
    constexpr answer() noexcept = default;
    /// Yes, with `value`.
    constexpr answer(T value) noexcept(std::is_nothrow_move_constructible_v<T>)
        : value_{std::move(value)} {}
    /// No, because of `why`.
    /// \pre `why != Why{}`.
    constexpr answer(Why why) : why_{why} {
        if (why == Why{}) detail::refusal_must_have_a_reason();
    }
    /// Yes, with a value that is constructed in place from `parts`.
    template <class... Parts>
    constexpr explicit answer(std::in_place_t, Parts&&... parts)
        : value_{std::in_place, std::forward<Parts>(parts)...} {}

    /// True if the answer is yes.
    [[nodiscard]] constexpr bool allowed() const noexcept { return value_.has_value(); }
    /// The reason of a refusal; `Why{}` if the answer is yes.
    [[nodiscard]] constexpr Why why() const noexcept { return why_; }

    /// \pre `allowed()`.
    [[nodiscard]] constexpr const T& value() const& {
        if (!allowed()) detail::answer_must_be_yes();
        return *value_;
    }
    /// \pre `allowed()`.
    [[nodiscard]] constexpr T&& value() && {
        if (!allowed()) detail::answer_must_be_yes();
        return *std::move(value_);
    }
    [[nodiscard]] constexpr const T& operator*() const& { return value(); }
    [[nodiscard]] constexpr T&& operator*() && { return std::move(*this).value(); }
    [[nodiscard]] constexpr const T* operator->() const { return &value(); }

    friend constexpr bool operator==(const answer&, const answer&) = default;

private:
    std::optional<T> value_{};
    Why why_{};
};

}  // namespace ratecard::inline v0

#endif
