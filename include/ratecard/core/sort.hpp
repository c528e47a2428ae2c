// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_SORT_HPP
#define RATECARD_CORE_SORT_HPP

#include <bit>
#include <cstddef>
#include <initializer_list>

/// Sorting, heaps, minimum and maximum, without including `<algorithm>` (10,000 lines). For the
/// library's own use.
namespace ratecard::inline v0::detail {

/// The smaller value, or `a` if they are equal.
template <class T>
[[nodiscard]] constexpr const T& smaller_of(const T& a, const T& b) {
    return b < a ? b : a;
}
/// The larger value, or `a` if they are equal.
template <class T>
[[nodiscard]] constexpr const T& larger_of(const T& a, const T& b) {
    return a < b ? b : a;
}

/// The largest of the numbers.
[[nodiscard]] constexpr std::size_t largest_of(
    std::initializer_list<std::size_t> numbers) noexcept {
    std::size_t largest = 0;
    for (const std::size_t number : numbers) largest = larger_of(largest, number);
    return largest;
}

/// Restores a max-heap of `count` values after the value at `place` became smaller.
template <class T, class Less>
constexpr void sift_down(T* heap, std::size_t count, std::size_t place, const Less& less) {
    const T value = heap[place];
    for (std::size_t child = 2 * place + 1; child < count; child = 2 * place + 1) {
        if (child + 1 < count && less(heap[child], heap[child + 1])) ++child;
        if (!less(value, heap[child])) break;
        heap[place] = heap[child];
        place = child;
    }
    heap[place] = value;
}

/// Restores a max-heap of `count` values after a value was appended.
template <class T, class Less>
constexpr void sift_up(T* heap, std::size_t count, const Less& less) {
    std::size_t place = count - 1;
    const T value = heap[place];
    while (place > 0 && less(heap[(place - 1) / 2], value)) {
        heap[place] = heap[(place - 1) / 2];
        place = (place - 1) / 2;
    }
    heap[place] = value;
}

/// Removes the largest value of a max-heap. The first `count - 1` values are the new heap.
template <class T, class Less>
constexpr void remove_top(T* heap, std::size_t count, const Less& less) {
    heap[0] = heap[count - 1];
    if (count > 1) sift_down(heap, count - 1, 0, less);
}

/// Sorts in O(n log n) in the worst case. Not stable.
template <class T, class Less>
constexpr void heap_sort(T* values, std::size_t count, const Less& less) {
    for (std::size_t i = count / 2; i > 0; --i) sift_down(values, count, i - 1, less);
    for (std::size_t left = count; left > 1; --left) {
        const T top = values[0];
        values[0] = values[left - 1];
        values[left - 1] = top;
        sift_down(values, left - 1, 0, less);
    }
}

/// Sorts a few values. Stable.
template <class T, class Less>
constexpr void insertion_sort(T* values, std::size_t count, const Less& less) {
    for (std::size_t i = 1; i < count; ++i) {
        const T value = values[i];
        std::size_t place = i;
        for (; place > 0 && less(value, values[place - 1]); --place)
            values[place] = values[place - 1];
        values[place] = value;
    }
}

/// Quicksort with the median of three as pivot. Changes to heap sort after `splits_left` splits.
template <class T, class Less>
constexpr void sort_parts(T* values, std::size_t count, int splits_left, const Less& less) {
    constexpr std::size_t few = 16;
    while (count > few) {
        if (splits_left-- == 0) return heap_sort(values, count, less);
        const T &first = values[0], &middle = values[count / 2], &last = values[count - 1];
        const T pivot = less(first, middle)
                            ? (less(middle, last) ? middle : (less(first, last) ? last : first))
                            : (less(first, last) ? first : (less(middle, last) ? last : middle));
        T* low = values;
        T* high = values + count - 1;
        // The pivot stops both loops: some value is not smaller, and some value is not larger.
        for (;;) {
            while (less(*low, pivot)) ++low;
            while (less(pivot, *high)) --high;
            if (low >= high) break;
            const T moved = *low;
            *low++ = *high;
            *high-- = moved;
        }
        const auto below = static_cast<std::size_t>(low - values);
        sort_parts(low, count - below, splits_left, less);
        count = below;
    }
    insertion_sort(values, count, less);
}

/// Sorts a contiguous range with O(n log n) comparisons. Not stable.
template <class Range, class Less>
constexpr void sort(Range&& range, const Less& less) {
    const std::size_t count = range.size();
    if (count < 2) return;
    sort_parts(range.data(), count, 2 * static_cast<int>(std::bit_width(count)), less);
}

}  // namespace ratecard::inline v0::detail

#endif
