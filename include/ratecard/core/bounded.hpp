// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_BOUNDED_HPP
#define RATECARD_CORE_BOUNDED_HPP

#include <array>
#include <cstddef>
#include <span>

#include <ratecard/core/contract.hpp>

/// A list with a fixed capacity, for answers of varying length without allocation.
namespace ratecard::inline v0 {

/// A list of at most `Capacity` values, stored inside the object, in the order they were added.
template <class T, std::size_t Capacity>
class bounded {
public:
    static constexpr std::size_t capacity = Capacity;

    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    [[nodiscard]] constexpr bool full() const noexcept { return size_ == Capacity; }
    [[nodiscard]] constexpr const T* data() const noexcept { return items_.data(); }
    [[nodiscard]] constexpr const T* begin() const noexcept { return items_.data(); }
    [[nodiscard]] constexpr const T* end() const noexcept { return items_.data() + size_; }

    /// The value at `index`.
    /// \pre `index < size()`.
    [[nodiscard]] constexpr const T& operator[](std::size_t index) const {
        if (index >= size_) detail::index_must_be_below_the_size();
        return items_[index];
    }

    /// Appends a value.
    /// \pre `!full()`.
    constexpr void push_back(const T& item) {
        if (full()) detail::bounded_list_must_not_overflow();
        items_[size_] = item;
        ++size_;
    }

    /// All `Capacity` places, for a function that writes its answer into the caller's memory. Call
    /// `resize` afterwards to set how many of them are in the list.
    [[nodiscard]] constexpr std::span<T> room() noexcept { return items_; }
    /// Makes the first `size` places the content of the list.
    /// \pre `size <= capacity`.
    constexpr void resize(std::size_t size) {
        if (size > Capacity) detail::bounded_list_must_not_overflow();
        size_ = size;
    }

    friend constexpr bool operator==(const bounded& a, const bounded& b) {
        if (a.size_ != b.size_) return false;
        for (std::size_t i = 0; i < a.size_; ++i)
            if (!(a.items_[i] == b.items_[i])) return false;
        return true;
    }

private:
    std::array<T, Capacity> items_{};
    std::size_t size_ = 0;
};

}  // namespace ratecard::inline v0

#endif
