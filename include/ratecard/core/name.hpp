// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_NAME_HPP
#define RATECARD_CORE_NAME_HPP

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include <ratecard/core/contract.hpp>
#include <ratecard/core/result.hpp>

/// Short names of entities, stored inline without allocation.
namespace ratecard::inline v0 {

/// Text of 1 to 47 bytes, or empty when default-constructed. Compared byte by byte.
class name {
public:
    static constexpr std::size_t max_size = 47;

    constexpr name() noexcept = default;

    /// A string literal; its length is checked at compile time.
    template <std::size_t N>
    consteval name(const char (&literal)[N]) : name{checked({literal, N - 1}), 0} {}

    /// Text from outside. `core_errc::malformed_name` if it is empty or longer than 47 bytes.
    [[nodiscard]] static constexpr result<name> from(std::string_view text) noexcept {
        if (text.empty() || text.size() > max_size) return core_errc::malformed_name;
        return name{text, 0};
    }

    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text_.data(), size_}; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }

    friend constexpr bool operator==(const name& a, const name& b) noexcept {
        return a.view() == b.view();
    }
    friend constexpr std::strong_ordering operator<=>(const name& a, const name& b) noexcept {
        return a.view() <=> b.view();
    }

private:
    // The size is an argument and not N. With N, g++ 12 refuses the constructor without printing
    // the rule's name.
    static constexpr std::string_view checked(std::string_view text) {
        if (text.empty() || text.size() > max_size) detail::name_must_have_1_to_47_bytes();
        return text;
    }

    constexpr name(std::string_view text, int) noexcept
        : size_{static_cast<std::uint8_t>(text.size() < max_size ? text.size() : max_size)} {
        for (std::size_t i = 0; i < size_; ++i) text_[i] = text[i];
    }

    std::array<char, max_size> text_{};
    std::uint8_t size_ = 0;
};

}  // namespace ratecard::inline v0

#endif
