// SPDX-License-Identifier: MIT
#ifndef MONTH_END_GENERATED_HPP
#define MONTH_END_GENERATED_HPP

#include <cstddef>
#include <cstdint>

#include <ratecard/ratecard.hpp>

#include "closing.hpp"
#include "portfolio.hpp"

namespace month_end {

/// Splitmix64: the same numbers on every machine.
class dice {
public:
    explicit dice(std::uint64_t seed) : state_{seed} {}
    /// From 0 up to, not including, `end`.
    std::int64_t below(std::int64_t end);
    bool percent(std::int64_t chance) { return below(100) < chance; }

private:
    std::uint64_t state_;
};

/// Portfolios that are always the same ones for a seed: free applications, plans of every length
/// that run, end, are renewed and given back, and their log-ins and connections.
class generator {
public:
    generator(const ratecard::catalog_view& c, const month_to_close& m, std::uint64_t seed)
        : c_{c}, m_{m}, dice_{seed} {}

    /// The next accounts, with so many applications.
    portfolio next(std::size_t applications);

private:
    void add_account();
    void add_application();
    void add_orders(application& a, ratecard::version_id created_under);
    void add_log_ins(application& a);
    void add_connections(application& a);
    ratecard::payment payment_of(ratecard::edition_id e, ratecard::version_id v,
                                 std::int32_t months);
    ratecard::instant before_close(std::int64_t most_days);
    [[nodiscard]] ratecard::money cents(std::int64_t n) const;

    const ratecard::catalog_view& c_;
    const month_to_close& m_;
    dice dice_;
    std::size_t accounts_ = 0;
    std::size_t applications_ = 0;
    portfolio made_;
};

}  // namespace month_end

#endif
