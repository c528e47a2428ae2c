// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_ID_HPP
#define RATECARD_CORE_ID_HPP

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <type_traits>

/// Small numbers that identify the rows of a catalog, and 64-bit numbers of the caller's own
/// systems.
namespace ratecard::inline v0 {

/// The kinds of things that have ids. These types are only tags; they are never defined.
namespace kinds {
struct edition;
struct feature;
struct quota;
struct charge;
struct version;
struct attribute;
struct trial;
struct add_on;
struct text;
struct order;
struct subscription;
struct bill;
struct grant;
struct bill_payment;
struct refund;
struct approval;
struct activation;
struct purchase;
struct finding;
struct decision;
struct change;
struct account_override;
struct plan;
struct pause;
struct cancellation;
struct add_on_return;
}  // namespace kinds

namespace detail {

/// A scoped enumeration that was declared, where it is defined, to name what an id names.
template <class Key, class Id>
concept enumerates = std::is_enum_v<Key> && !std::convertible_to<Key, int> && requires(Key key) {
    { id_of(key) } -> std::same_as<Id>;
};

}  // namespace detail

/// The position of one row in its table of a catalog, such as feature 3. Ids of different kinds do
/// not convert into each other.
///
/// Where an id is wanted, an enumerator is accepted if its enumeration is declared to name that kind,
/// by a function beside it that needs no body:
///
///     enum class plan { free, pro };
///     edition_id id_of(plan);
///
/// In an unnamed namespace compilers warn about a function without a body; there, write
/// `[[maybe_unused]] constexpr edition_id id_of(plan) { return {}; }`.
template <class Kind>
struct id {
    std::uint16_t value = 0;

    /// A number that was not an id before: `{1}` is one, the number 1 alone is not.
    struct number {
        std::uint16_t value;
        constexpr number(std::uint16_t v) noexcept : value{v} {}
    };

    constexpr id() noexcept = default;
    constexpr id(number n) noexcept : value{n.value} {}
    template <detail::enumerates<id> Key>
    constexpr id(Key key) noexcept : value{static_cast<std::uint16_t>(key)} {}

    [[nodiscard]] constexpr std::size_t index() const noexcept { return value; }
    friend constexpr bool operator==(const id&, const id&) = default;
    friend constexpr std::strong_ordering operator<=>(const id&, const id&) = default;
};

using edition_id = id<kinds::edition>;      ///< an edition, such as "Pro"
using feature_id = id<kinds::feature>;      ///< a feature, such as "single sign-on"
using quota_id = id<kinds::quota>;          ///< a quota, such as "monthly active users"
using charge_id = id<kinds::charge>;        ///< a charge: one price for one metric
using version_id = id<kinds::version>;      ///< a version of the price book
using attribute_id = id<kinds::attribute>;  ///< an attribute, such as "platform"
using trial_id = id<kinds::trial>;          ///< a trial
using add_on_id = id<kinds::add_on>;        ///< an add-on
using text_id = id<kinds::text>;            ///< a text in the catalog

/// A 64-bit number that the caller's own system assigned, such as an order number or a bill number.
/// The library only compares it.
template <class Kind>
struct external_id {
    std::uint64_t value = 0;

    friend constexpr bool operator==(const external_id&, const external_id&) = default;
    friend constexpr std::strong_ordering operator<=>(const external_id&,
                                                      const external_id&) = default;
};

using order_id = external_id<kinds::order>;                ///< an order
using subscription_id = external_id<kinds::subscription>;  ///< a subscription
using bill_id = external_id<kinds::bill>;                  ///< a bill
using grant_id = external_id<kinds::grant>;                ///< a grant
using bill_payment_id = external_id<kinds::bill_payment>;  ///< a payment of a bill
using refund_id = external_id<kinds::refund>;              ///< a refund
using approval_id = external_id<kinds::approval>;          ///< an approval
using activation_id = external_id<kinds::activation>;      ///< the activation of a trial
using purchase_id = external_id<kinds::purchase>;          ///< a purchase of a feature
using finding_id = external_id<kinds::finding>;            ///< a finding of abuse
using decision_id = external_id<kinds::decision>;          ///< a decision about automatic renewal
using change_id = external_id<kinds::change>;              ///< a change of plan
using override_id = external_id<kinds::account_override>;  ///< an entitlement override
using plan_id = external_id<kinds::plan>;                  ///< a plan billed period by period
using pause_id = external_id<kinds::pause>;                ///< a pause of such a plan
using cancellation_id = external_id<kinds::cancellation>;  ///< a cancellation of such a plan
using return_id = external_id<kinds::add_on_return>;       ///< the return of an add-on

}  // namespace ratecard::inline v0

#endif
