// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_BILLING_SHOP_HPP
#define RATECARD_TESTS_BILLING_SHOP_HPP

#include <cstdint>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/time/calendar.hpp>

#include "cents.hpp"

// What catalogs of a shop have in common that sells a small and a large edition beside a free one.
namespace ratecard_test {

inline constexpr ratecard::zone beijing = ratecard::zone::fixed(ratecard::hours(8));
inline constexpr ratecard::edition_id small_one{1}, large_one{2};
inline constexpr ratecard::version_id only{0};

constexpr ratecard::instant at(std::int32_t y, std::uint32_t m, std::uint32_t d,
                               ratecard::time_of_day time = {}) {
    return ratecard::instant_of(ratecard::civil(y, m, d), time, beijing);
}

}  // namespace ratecard_test

#endif
