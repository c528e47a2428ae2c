// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_ALLOCATIONS_HPP
#define RATECARD_TESTS_ALLOCATIONS_HPP

#include <cstddef>
#include <cstdlib>
#include <new>

// Counts every allocation of a program; to be included by one of its files.
namespace ratecard_test {
inline std::size_t allocations = 0;
}

// Not inlined: g++ would see malloc and delete as a pair.
[[gnu::noinline]] void* operator new(std::size_t size) {
    ++ratecard_test::allocations;
    if (void* const room = std::malloc(size == 0 ? 1 : size)) return room;
    std::abort();
}
[[gnu::noinline]] void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    return operator new(size);
}
[[gnu::noinline]] void operator delete(void* room) noexcept { std::free(room); }
[[gnu::noinline]] void operator delete(void* room, std::size_t) noexcept { std::free(room); }

namespace ratecard_test {

/// Whether the count works. Called by name: clang leaves out an allocation nobody looks at.
inline bool an_allocation_is_counted() {
    const std::size_t before = allocations;
    void* const room = ::operator new(1);
    const std::size_t after = allocations;
    ::operator delete(room);
    return after == before + 1;
}

}  // namespace ratecard_test

#endif
