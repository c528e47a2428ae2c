// SPDX-License-Identifier: MIT
// Builds and checks catalogs of 10^2, 10^3 and 10^4 rows of a kind, and prints how the time grows:
// the exponent e in rows^e. n log n is about 1.1 here, a loop over all pairs of rows 2.
#include <array>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <ratecard/catalog/builder.hpp>

namespace {

using namespace ratecard;
using namespace ratecard::literals;

constexpr double most = 1.5;

name numbered(std::string_view kind, std::size_t n) {
    return name::from(std::string{kind} + std::to_string(n)).value();
}
catalog_builder begun() {
    catalog_builder b{{.product = "large", .unit = usd}};
    b.add(edition{"free"}).add(edition{"paid"}).add(price_version{.key = "first"});
    b.change("", "", change_kind::forbidden);
    return b;
}

/// A catalog with a fault would be refused early, and the time for it would say nothing.
void must_be_built(const catalog_builder& b) {
    if (!b.build()) std::abort();
}

void features_with_values(std::size_t rows) {
    catalog_builder b = begun();
    for (std::size_t i = 0; i < rows; ++i)
        b.add(feature{.key = numbered("f", i), .kind = value_kind::integer},
              {availability::absent, availability::included});
    for (std::size_t i = 0; i < rows; ++i)
        b.value(numbered("f", i).view(), "paid", feature_value::integer(1));
    must_be_built(b);
}
void options(std::size_t rows) {
    catalog_builder b = begun();
    for (std::size_t i = 0; i < rows; ++i) {
        const name of = numbered("f", i / 50);
        if (i % 50 == 0)
            b.add(feature{.key = of, .kind = value_kind::option},
                  {availability::absent, availability::included});
        b.add_option(of.view(), numbered("o", i % 50));
        if (i % 50 == 49) b.value(of.view(), "paid", feature_value::option(49));
    }
    must_be_built(b);
}
void conditions_of_one_feature(std::size_t rows) {
    catalog_builder b = begun();
    b.add(feature{.key = "f"}, {availability::included, availability::included});
    for (std::size_t a = 0; a < max_attributes; ++a)
        b.add(attribute{.key = numbered("a", a), .kind = attribute_kind::count});
    for (std::size_t i = 0; i < rows; ++i)
        b.require("f", {.attribute = {static_cast<std::uint16_t>(15 - i % max_attributes)},
                        .test = test::at_most,
                        .bound = 9});
    must_be_built(b);
}
void prices_of_charges(std::size_t rows) {
    catalog_builder b = begun();
    for (std::size_t i = 0; i < rows; ++i) {
        const name key = numbered("c", i);
        b.add(charge{.key = key, .unit = "units"});
        b.price("first", "paid", key.view(), {.unit_price = 0.02_dec});
        b.adjust("first", "paid", key.view(), {.free_units = quantity{5}});
    }
    must_be_built(b);
}
void prices_of_plans_and_terms(std::size_t rows) {
    catalog_builder b{{.product = "large", .unit = usd, .default_edition = {}}};
    b.add(price_version{.key = "first"}).change("", "", change_kind::forbidden);
    for (std::size_t i = 0; i < rows; ++i) {
        const name key = numbered("e", i);
        b.add(edition{key}).price("first", key.view(), 10_dec);
        b.price_term("first", key.view(), {.months = 12, .percentage_off = 20_dec});
    }
    must_be_built(b);
}
void add_ons_that_need_each_other(std::size_t rows) {
    catalog_builder b = begun();
    b.add(quota{.key = "q"}, {hard(1), hard(2)});
    b.add(charge{.key = "c", .unit = "units", .kind = charge_kind::recurring});
    b.price("first", "paid", "c", {.unit_price = 4_dec});
    for (std::size_t i = 0; i < rows; ++i) b.add(add_on{numbered("a", i)});
    for (std::size_t i = 0; i < rows; ++i) {
        const name key = numbered("a", i);
        b.charged_by(key.view(), "c").raises(key.view(), "q", quantity{1});
        if (i != 0) b.needs(numbered("a", i - 1).view(), key.view());
    }
    must_be_built(b);
}
void changes(std::size_t rows) {
    catalog_builder b = begun();
    for (std::size_t i = 2; i * i < rows; ++i) b.add(edition{numbered("e", i)});
    for (std::size_t i = 2; i * i < rows; ++i)
        for (std::size_t j = 2; j * j < rows; ++j)
            b.change(numbered("e", i).view(), numbered("e", j).view(), change_kind::with_credit);
    must_be_built(b);
}

/// The least time of some runs, in seconds.
double seconds_for(void (*task)(std::size_t), std::size_t rows) {
    using clock = std::chrono::steady_clock;
    double least = 1e9;
    for (int run = 0; run < (rows < 10'000 ? 5 : 3); ++run) {
        const auto begin = clock::now();
        task(rows);
        const std::chrono::duration<double> passed = clock::now() - begin;
        if (passed.count() < least) least = passed.count();
    }
    return least;
}

}  // namespace

int main() {
    struct {
        const char* what;
        void (*task)(std::size_t);
    } const tasks[] = {
        {"features with values", features_with_values},
        {"options", options},
        {"conditions of one feature", conditions_of_one_feature},
        {"prices of charges", prices_of_charges},
        {"prices of plans and terms", prices_of_plans_and_terms},
        {"add-ons that need each other", add_ons_that_need_each_other},
        {"changes", changes},
    };
    std::printf("%-30s %10s %10s %10s  exponents\n", "rows", "100", "1,000", "10,000");
    bool holds = true;
    for (const auto& [what, task] : tasks) {
        std::array<double, 3> times{};
        std::size_t rows = 100;
        for (double& time : times) {
            time = seconds_for(task, rows);
            rows *= 10;
        }
        const double first = std::log10(times[1] / times[0]);
        const double second = std::log10(times[2] / times[1]);
        std::printf("%-30s %7.2f ms %7.2f ms %7.2f ms  %.2f %.2f\n", what, times[0] * 1e3,
                    times[1] * 1e3, times[2] * 1e3, first, second);
        if ((first + second) / 2 > most) holds = false;
    }
    if (!holds) std::printf("a mean of exponents is above %.1f\n", most);
    return holds ? 0 : 1;
}
