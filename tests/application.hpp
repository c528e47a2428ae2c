// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_APPLICATION_HPP
#define RATECARD_TESTS_APPLICATION_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <ratecard/account/subscription.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/reference/tencent_chat.hpp>
#include <ratecard/time/calendar.hpp>

#include "catch.hpp"
#include "cents.hpp"

namespace ratecard_test {

namespace chat = ratecard::tencent_chat;

inline constexpr ratecard::zone utc_plus_8 = ratecard::zone::fixed(ratecard::hours(8));

/// The instant at which clocks of the billing zone show this.
constexpr ratecard::instant local(std::int32_t year, std::uint32_t month, std::uint32_t day,
                                  std::int32_t hour = 0, std::int32_t minute = 0,
                                  std::int32_t second = 0) {
    return ratecard::instant_of(ratecard::civil(year, month, day),
                                ratecard::time_of_day{hour, minute, second}, utc_plus_8);
}

inline constexpr ratecard::edition_id developer = chat::edition::developer;
inline constexpr ratecard::edition_id standard = chat::edition::standard;
inline constexpr ratecard::edition_id premium = chat::edition::premium;
inline constexpr ratecard::version_id original_book = chat::price_book::original;
inline constexpr ratecard::version_id current_book = chat::price_book::current;

/// List price, stated independently of the catalog: 399 and 699 USD a month.
constexpr std::int64_t list_cents(ratecard::edition_id e, std::int32_t months) {
    return (e == premium ? 699'00 : 399'00) * std::int64_t{months};
}

constexpr ratecard::payment means(std::int64_t cash, std::int64_t credit = 0,
                                  std::int64_t voucher = 0, std::int64_t discount = 0) {
    return {cents(cash), cents(credit), cents(voucher), cents(discount)};
}

/// An order of application 1, placed when it begins, at list price in cash.
constexpr ratecard::order bought(std::uint64_t id, ratecard::edition_id e, std::int32_t months,
                                 ratecard::instant begins) {
    return {.id = {id},
            .owner = {1},
            .edition = e,
            .version = current_book,
            .months = months,
            .placed_at = begins,
            .begins = begins,
            .paid_by = means(list_cents(e, months))};
}
constexpr ratecard::order bought(std::uint64_t id, ratecard::edition_id e, std::int32_t months,
                                 ratecard::instant begins, const ratecard::payment& paid_by) {
    ratecard::order o = bought(id, e, months, begins);
    o.paid_by = paid_by;
    return o;
}

constexpr ratecard::bill billed(std::uint64_t id, ratecard::instant issued_at,
                                std::optional<ratecard::instant> paid_at = {}) {
    return {.id = {id}, .amount = cents(37'50), .issued_at = issued_at, .paid_at = paid_at};
}

/// The facts of application 1, owned: created at the beginning of 2023 unless told otherwise.
struct application {
    ratecard::instant created_at = local(2023, 1, 1);
    std::vector<ratecard::order> orders{};
    std::vector<ratecard::order_refund> refunds{};
    std::vector<ratecard::bill> bills{};
    std::vector<ratecard::approval> approvals{};
    std::vector<ratecard::trial_activation> trials{};
    std::vector<ratecard::feature_purchase> purchases{};
    std::vector<ratecard::add_on_purchase> add_ons{};
    std::vector<ratecard::feature_override> feature_overrides{};
    std::vector<ratecard::limit_override> limit_overrides{};
    ratecard::attributes fixed{};
    std::optional<ratecard::instant> migrated_at{};
    std::optional<ratecard::instant> deleted_at{};
    bool auto_renew = false;
    std::vector<ratecard::account_refund> account_refunds{};
    std::vector<ratecard::abuse_finding> findings{};
    std::vector<ratecard::renewal_decision> renewals{};

    /// Valid as long as this object lives and its lists are left alone.
    [[nodiscard]] ratecard::subscription facts() const {
        return {.id = {1},
                .created_at = created_at,
                .fixed = fixed,
                .orders = orders,
                .refunds = refunds,
                .bills = bills,
                .approvals = approvals,
                .trials = trials,
                .purchases = purchases,
                .add_ons = add_ons,
                .feature_overrides = feature_overrides,
                .limit_overrides = limit_overrides,
                .migrated_at = migrated_at,
                .deleted_at = deleted_at,
                .auto_renew = auto_renew,
                .account_refunds = account_refunds,
                .findings = findings,
                .renewals = renewals};
    }

    /// When an order was given back, if it was.
    [[nodiscard]] std::optional<ratecard::instant> refunded_at(ratecard::order_id id) const {
        for (const ratecard::order_refund& r : refunds)
            if (r.order == id) return r.at;
        return std::nullopt;
    }
    /// Records that everything bought and not over is given back at `at`.
    void give_back(const ratecard::catalog_view& c, ratecard::instant at) {
        for (const ratecard::order& o : orders)
            if (o.placed_at <= at && !refunded_at(o.id) && at < ratecard::end_of(c, o))
                refunds.push_back({o.id, at, {o.id.value}});
    }
};

inline constexpr ratecard::status active{ratecard::state::active, {}};
inline constexpr ratecard::status expired{ratecard::state::expired, {}};
inline constexpr ratecard::status deleted{ratecard::state::deleted, {}};
constexpr ratecard::status suspended(ratecard::suspension_cause why) {
    return {ratecard::state::suspended, why};
}
constexpr ratecard::status reclaimed(ratecard::suspension_cause why) {
    return {ratecard::state::reclaimed, why};
}

}  // namespace ratecard_test

/// What Catch2 prints when a comparison fails.
template <>
struct Catch::StringMaker<ratecard::status> {
    static std::string convert(const ratecard::status& s) {
        static constexpr const char* states[] = {"active", "expired", "suspended", "reclaimed",
                                                 "deleted"};
        static constexpr const char* causes[] = {"expiry", "arrears", "refund", "abuse"};
        std::string text = states[static_cast<int>(s.state)];
        if (s.cause) text = text + " by " + causes[static_cast<int>(*s.cause)];
        return text;
    }
};
template <>
struct Catch::StringMaker<ratecard::money> {
    static std::string convert(const ratecard::money& m) {
        return std::to_string(m.minor_units()) + " minor units of " + std::string{m.unit().code()};
    }
};
template <>
struct Catch::StringMaker<ratecard::instant> {
    static std::string convert(const ratecard::instant& t) {
        return "second " + std::to_string(t.seconds_since_1970());
    }
};

#endif
