// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_CURRENT_HPP
#define RATECARD_RIM_CURRENT_HPP

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

/// A value that many threads read while one thread replaces it.
namespace ratecard::inline v0 {

/// The current value, such as a catalog or a snapshot. Many threads read it; one thread at a time
/// replaces it.
///
/// Reading is one atomic load: no lock, no reference count. A replaced value is kept until the
/// caller says that nobody reads it any more. Only the caller can know that: for example, when
/// every reader has finished the request in which it called `load`.
template <class T>
class current {
public:
    /// Starts with the value `first`.
    explicit current(T first) : now_{new T(std::move(first))} {}
    current(const current&) = delete;
    current& operator=(const current&) = delete;
    /// Frees the current value and all replaced ones.
    /// \pre no thread still reads one of them.
    ~current() { delete now_.load(std::memory_order_relaxed); }

    /// The current value. The reference stays valid until the value was replaced and `free_until`
    /// was called with the mark of that replacement, or a later one.
    [[nodiscard]] const T& load() const noexcept { return *now_.load(std::memory_order_acquire); }

    /// Replaces the current value. Returns a mark for the replaced one, to be passed to
    /// `free_until`.
    /// \pre no other thread calls `replace` or `free_until` at the same time.
    std::uint64_t replace(T next) {
        auto owned = std::make_unique<const T>(std::move(next));
        replaced_.reserve(replaced_.size() + 1);  // after this, nothing can fail
        const T* const before = now_.exchange(owned.release(), std::memory_order_acq_rel);
        replaced_.push_back({++mark_, std::unique_ptr<const T>{before}});
        return mark_;
    }

    /// Frees the values that were replaced up to `mark`, and returns how many they were.
    /// \pre every thread that called `load` before the `replace` that returned `mark` has finished
    /// reading.
    std::size_t free_until(std::uint64_t mark) noexcept {
        return std::erase_if(replaced_, [&](const past& p) { return p.mark <= mark; });
    }

    /// The number of replaced values that are still kept.
    [[nodiscard]] std::size_t kept() const noexcept { return replaced_.size(); }

private:
    struct past {
        std::uint64_t mark = 0;
        std::unique_ptr<const T> value;
    };

    std::atomic<const T*> now_;
    std::vector<past> replaced_;
    std::uint64_t mark_ = 0;
};

}  // namespace ratecard::inline v0

#endif
