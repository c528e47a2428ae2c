// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CONFORMANCE_FIGURES_HPP
#define RATECARD_TESTS_CONFORMANCE_FIGURES_HPP

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>

#include "answers.hpp"
#include "reading.hpp"
#include "set_aside.hpp"

// How decimal figures of a case become numbers of the library.
namespace conformance {

constexpr std::int64_t ten_to(int exponent) {
    std::int64_t power = 1;
    for (int i = 0; i < exponent; ++i) power *= 10;
    return power;
}

inline ratecard::decimal figure_from(const json& j) {
    const auto d = ratecard::decimal::from(text_from(j));
    if (!d) not_expressible("a figure of more digits than a decimal has");
    return *d;
}

/// A currency of so many decimals, for a case that names none, or one that is made up.
inline ratecard::currency currency_of_digits(std::int64_t digits) {
    switch (digits) {
        case 0: return ratecard::jpy;
        case 2: return ratecard::usd;
        case 3: return ratecard::kwd;
        case 4: return ratecard::clf;
        default: not_expressible("a currency of a precision that none has");
    }
}

/// Counts quantities in the smallest unit that all the figures of a case need.
class scale_of_units {
public:
    /// As many decimals as a price knows.
    scale_of_units() = default;
    /// So many at most, where nothing is priced.
    explicit scale_of_units(int most) : most_{most} {}

    void add(const json& j) {
        if (j.is_string()) decimals_ = std::max(decimals_, figure_from(j).scale());
    }
    [[nodiscard]] int decimals() const {
        if (decimals_ > most_)
            not_expressible(fmt::format("units of more than {} decimals", most_));
        return decimals_;
    }
    /// May be below zero.
    [[nodiscard]] std::int64_t count(const json& j) const {
        const ratecard::decimal d = figure_from(j);
        std::int64_t n = d.count();
        for (int i = d.scale(); i < decimals(); ++i)
            if (__builtin_mul_overflow(n, std::int64_t{10}, &n))
                not_expressible("a figure of more digits than a decimal has");
        return n;
    }
    [[nodiscard]] ratecard::quantity units(const json& j) const {
        const auto q = ratecard::quantity::from(count(j));
        if (!q) throw refused{identifier(q.error())};
        return *q;
    }

private:
    int most_ = ratecard::pricing::max_scale;
    int decimals_ = 0;
};

}  // namespace conformance

#endif
