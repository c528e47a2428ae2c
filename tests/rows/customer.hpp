// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_ROWS_CUSTOMER_HPP
#define RATECARD_TESTS_ROWS_CUSTOMER_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/names.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

// An application of the reference catalog and what it asks, spoken to by names alone.
namespace ratecard_test {

inline ratecard::edition_id edition_named(const ratecard::catalog_view& c, std::string_view key) {
    return c.find_edition(key).value();
}
inline ratecard::version_id version_named(const ratecard::catalog_view& c, std::string_view key) {
    return c.find_version(key).value();
}
inline ratecard::charge_id charge_named(const ratecard::catalog_view& c, std::string_view key) {
    return c.find_charge(key).value();
}
inline const ratecard::quota_limit& limit_named(const ratecard::catalog_view& c,
                                                std::string_view quota, std::string_view edition) {
    return c.at(c.find_quota(quota).value(), edition_named(c, edition));
}

inline constexpr std::string_view every_edition[] = {"developer", "standard", "premium"};

/// Created on 1 May 2024 at noon in Singapore; what it buys is paid in cash at list price.
struct customer : application {
    ratecard::catalog_view catalog;

    explicit customer(const ratecard::catalog_view& c, std::string_view data_center = "singapore")
        : catalog{c} {
        created_at = local(2024, 5, 1, 12);
        const auto center = c.find_attribute("data_center").value();
        fixed.set(center, c.find_value(center, data_center).value());
    }

    /// Buys months of an edition at an instant and for then.
    customer& buys(std::string_view edition, std::int32_t months, ratecard::instant at) {
        const auto e = edition_named(catalog, edition);
        const auto version = ratecard::version_of(catalog, facts(), at).value();
        const auto price = ratecard::list_price(catalog, e, version, months);
        orders.push_back({.id = {orders.size() + 1},
                          .owner = {1},
                          .edition = e,
                          .version = version,
                          .months = months,
                          .placed_at = at,
                          .begins = at,
                          .paid_by = {price.value_or(cents(0)), cents(0), cents(0), cents(0)},
                          .fixed = fixed});
        return *this;
    }
    /// Gives its last order back.
    customer& returns(ratecard::instant at) {
        refunds.push_back({orders.back().id, at, {orders.back().id.value}});
        return *this;
    }
    customer& is_approved(std::string_view feature, ratecard::instant at) {
        approvals.push_back({catalog.find_feature(feature).value(), at, {approvals.size() + 1}});
        return *this;
    }
    customer& starts_trial(ratecard::instant at) {
        trials.push_back({catalog.find_trial("call").value(), at});
        return *this;
    }
    /// In an edition from `at` on, for two years where it has to be bought.
    customer& has(std::string_view edition, ratecard::instant at) {
        return edition == "developer" ? *this : buys(edition, 24, at);
    }

    /// The answer of a check at `now`: "" when it is allowed, else the reason's name.
    [[nodiscard]] std::string refusal(std::string_view feature, const ratecard::attributes& request,
                                      ratecard::instant now) const {
        const ratecard::subscription s = facts();
        REQUIRE_FALSE(contradiction_in(catalog, s));
        const auto snapshot = ratecard::resolve(examined(catalog, s), now).value();
        const auto rows = catalog.condition_rows();
        const auto answer =
            at(rows, snapshot, now).check(catalog.find_feature(feature).value(), request);
        if (answer.allowed()) return "";
        if (const auto attribute = ratecard::attribute_of(answer.why()))
            return std::string{catalog[*attribute].refusal.view()};
        return std::string{ratecard::identifier(answer.why())};
    }
};

/// What a request states, by names; what is left empty is not stated.
struct asked {
    std::string_view platform{};
    std::string_view sdk{};
    std::string_view group_type{};
    std::int64_t group_size = -1;
    std::string_view message_kind{};

    [[nodiscard]] ratecard::attributes of(const ratecard::catalog_view& c) const {
        ratecard::attributes request;
        const auto state = [&](std::string_view attribute, std::string_view value) {
            const auto a = c.find_attribute(attribute).value();
            if (!value.empty()) request.set(a, c.find_value(a, value).value());
        };
        state("platform", platform);
        state("group_type", group_type);
        state("message_kind", message_kind);
        if (!sdk.empty())
            request.set(c.find_attribute("sdk").value(),
                        ratecard::version_number::from(sdk.data(), sdk.size()).value());
        if (group_size >= 0) request.set(c.find_attribute("group_size").value(), group_size);
        return request;
    }
};

}  // namespace ratecard_test

#endif
