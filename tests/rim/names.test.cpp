// SPDX-License-Identifier: MIT
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

#include <ratecard/rim/names.hpp>

#include "catch.hpp"

using namespace ratecard;

namespace {

/// What the compiler calls a value, without its enumeration; empty for a number without a name.
template <auto Value>
constexpr std::string_view compiler_name() {
    std::string_view text = __PRETTY_FUNCTION__;
    const std::size_t begin = text.find("Value = ") + 8;
    text = text.substr(begin, text.find_first_of(";]", begin) - begin);
    return text[0] == '(' ? std::string_view{} : text.substr(text.rfind("::") + 2);
}

/// The values from `First` on have the names that the compiler prints; the next value has none.
template <class Enumeration, std::size_t First = 0>
void check_names() {
    const auto check = [&]<std::size_t Place>(std::integral_constant<std::size_t, Place>) {
        constexpr auto value = static_cast<Enumeration>(First + Place);
        INFO(std::string_view{__PRETTY_FUNCTION__});
        if constexpr (Place < enumerator_names<Enumeration>.size())
            CHECK(identifier(value) == compiler_name<value>());
        else
            CHECK(compiler_name<value>().empty());
        if (Place == enumerator_names<Enumeration>.size())
            CHECK(identifier(value) == "no_such_value");
    };
    [&]<std::size_t... Place>(std::index_sequence<Place...>) {
        (check(std::integral_constant<std::size_t, Place>{}), ...);
    }
    (std::make_index_sequence<enumerator_names<Enumeration>.size() + 1>{});
}

template <class... Enumerations>
void check_all() {
    (check_names<Enumerations>(), ...);
}

template <class List>
void add_names(std::set<std::string_view>& names, std::size_t& count) {
    for (const std::string_view name : enumerator_names<List>) names.insert(name);
    count += enumerator_names<List>.size();
}

template <class... Lists>
void check_no_name_is_in_two() {
    std::set<std::string_view> names;
    std::size_t count = 0;
    (add_names<Lists>(names, count), ...);
    CHECK(names.size() == count);
}

}  // namespace

TEST_CASE("each enumerator is named as the compiler names it") {
    check_all<rounding, enforcement, proration_basis, proration_whole, change_day, availability,
              quota_scope, quota_window, change_kind, change_direction, change_alignment,
              included_units, on_change, attribute_kind, value_kind, remedy_kind, origin,
              ignored_because, entity, fact, state, suspension_cause, grandfathering, priced_since,
              life_event, quota_answer, taking, release_answer, close_refusal, commit_answer,
              fewer_seats, rate_answer, above_policy, standing, audit_verdict, settle_answer,
              grant_kind, burn_extent, overage_at_reset, change_refusal, refund_refusal,
              refund_unit, voucher_rule, refund_floor, refund_split, refund_scope,
              promotional_orders, window_start, purchase_kind, purchase_refusal, add_on_refusal,
              renewal_refusal, trial_refusal, derivation, line_kind, usage_prices, charge_kind,
              rating_step, rounding_point, bill_part, fewer_seats, billing_time, add_on_payment,
              add_on_relation, invoice_line_kind, weekday, once_for, stated_amounts>();
    STATIC_REQUIRE(identifier(reason::trial_over) == "trial_over");
    STATIC_REQUIRE(identifier(reason::first_attribute) == "refused_by_an_attribute");
}

TEST_CASE("each error is named as the compiler names it") {
    check_names<core_errc, 0x001>();
    check_names<money_errc, 0x101>();
    check_names<time_errc, 0x201>();
    check_names<catalog_errc, 0x301>();
    check_names<account_errc, 0x401>();
    check_names<usage_errc, 0x501>();
    check_names<balance_errc, 0x601>();
    check_names<rating_errc, 0x701>();
    check_names<billing_errc, 0x801>();
    check_names<analysis_errc, 0x901>();
}

TEST_CASE("no two errors have the same name, even in different lists") {
    check_no_name_is_in_two<core_errc, money_errc, time_errc, catalog_errc, account_errc,
                            usage_errc, balance_errc, rating_errc, billing_errc, analysis_errc>();
}

TEST_CASE("an errc has the name of the code that it holds") {
    STATIC_REQUIRE(identifier(errc{core_errc::overflow}) == "overflow");
    STATIC_REQUIRE(identifier(errc{analysis_errc::no_sequence}) == "no_sequence");
    STATIC_REQUIRE(identifier(errc{}) == "no_such_value");
    STATIC_REQUIRE(errc{core_errc::malformed_version} != errc{money_errc::malformed_number});
}
