// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CATCH_HPP
#define RATECARD_TESTS_CATCH_HPP

// Catch2 v3 has many headers, v2 has one.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif

#include <concepts>
#include <iterator>
#include <type_traits>

// Catch2 prints what has a begin() as a range of elements; that of a period is an instant, at which
// there is none.
template <typename T>
    requires requires(const T& value) {
        value.begin();
        requires !std::input_or_output_iterator<decltype(value.begin())>;
    }
struct Catch::is_range<T> : std::false_type {};

#endif
