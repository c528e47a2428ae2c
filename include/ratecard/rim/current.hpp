// SPDX-License-Identifier: MIT
#ifndef RATECARD_RIM_CURRENT_HPP
#define RATECARD_RIM_CURRENT_HPP

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace ratecard::inline v0 {

/// The value that is in force (a catalog, a snapshot), read by many threads while one replaces it.
///
/// Reading is one load: no lock, no count. A value that was replaced is kept until the caller says
/// that nobody reads it any more, which only the caller can know: each reader finished the request
/// in which it asked.
template <class T>
class current {
public:
    explicit current(T first) : now_{new T(std::move(first))} {}
    current(const current&) = delete;
    current& operator=(const current&) = delete;
    /// \pre nobody reads it any more.
    ~current() { delete now_.load(std::memory_order_relaxed); }

    /// The value in force. It stays as it is, and where it is, until it was replaced and
    /// `free_until` was called with a mark from then, or a later one.
    [[nodiscard]] const T& load() const noexcept { return *now_.load(std::memory_order_acquire); }

    /// Puts a value in force, and returns the mark of the one it replaced. One thread at a time
    /// replaces or frees.
    std::uint64_t replace(T next) {
        auto made = std::make_unique<const T>(std::move(next));
        replaced_.reserve(replaced_.size() + 1);  // nothing below may fail
        const T* const before = now_.exchange(made.release(), std::memory_order_acq_rel);
        replaced_.push_back({++mark_, std::unique_ptr<const T>{before}});
        return mark_;
    }

    /// Frees what was replaced up to a mark, and returns how many values that were.
    /// \pre whoever called `load` before the `replace` that gave the mark has finished with the
    /// value.
    std::size_t free_until(std::uint64_t mark) noexcept {
        return std::erase_if(replaced_, [&](const past& p) { return p.mark <= mark; });
    }

    /// How many replaced values are kept.
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
