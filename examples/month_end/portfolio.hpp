// SPDX-License-Identifier: MIT
#ifndef MONTH_END_PORTFOLIO_HPP
#define MONTH_END_PORTFOLIO_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <ratecard/ratecard.hpp>

#include "complaints.hpp"

// The facts of a month, as they were read or generated.
namespace month_end {

/// A user, by the number the names were given.
using user_number = std::uint32_t;

struct log_in {
    user_number user{};
    ratecard::instant at{};
};
using connection = ratecard::connection<user_number>;

/// A group was created or disbanded, or should have been.
struct group_event {
    std::uint32_t group = 0;
    bool created = true;
    bool live = false;       ///< an AVChatRoom
    bool broadcast = false;  ///< reaches every member online
    ratecard::instant at{};
};

/// Something that is asked of an application, with what is known when it is asked.
struct request {
    enum class kind { feature, quota, message, refund, purchase, trial, fee, price, migration };
    kind ask{};
    std::string what;
    ratecard::instant at{};
    std::int64_t amount = 1;                   ///< how many more, or how many months
    std::optional<std::int64_t> used{};        ///< of a quota whose use the portfolio does not show
    std::optional<ratecard::instant> since{};  ///< of a message: when it was sent
    ratecard::attributes stated{};
    std::string circumstances;  ///< the stated attributes as text
    place from;
};

/// A fact and where it was read.
template <class Fact>
struct sourced {
    Fact fact{};
    place from;
};

struct application {
    ratecard::subscription_id id{};
    std::string name;
    std::string shows;  ///< why it is in the portfolio
    std::size_t account = 0;
    ratecard::instant created_at{};
    ratecard::attributes fixed{};
    std::string data_center;
    std::optional<ratecard::instant> migrated_at{};
    std::optional<ratecard::instant> disabled_at{};
    std::optional<ratecard::instant> deleted_at{};
    bool auto_renew = false;
    /// Concurrent users agreed as included; by the catalog there are none.
    ratecard::limit included_concurrent_users{};
    place from;

    std::vector<sourced<ratecard::order>> orders{};
    std::vector<sourced<ratecard::order_refund>> refunds{};
    std::vector<sourced<ratecard::approval>> approvals{};
    std::vector<sourced<ratecard::trial_activation>> trials{};
    std::vector<sourced<ratecard::feature_purchase>> purchases{};
    std::vector<log_in> log_ins{};
    std::vector<connection> connections{};
    std::vector<group_event> group_events{};  ///< in the order of time
    std::vector<request> requests{};
};

struct account {
    std::string name;
    ratecard::money balance{};  ///< at the beginning of the month, before its bills
    std::vector<sourced<ratecard::bill>> bills{};
    std::vector<ratecard::lifetime> other_places{};  ///< of applications outside the portfolio
    std::vector<std::size_t> applications{};         ///< in the portfolio, by their places
    place from;
};

struct portfolio {
    std::vector<account> accounts;
    std::vector<application> applications;
};

/// How many facts an application has at most.
inline constexpr std::size_t max_facts = 512;

/// The facts of an application in the form the library looks at: it owns the lists.
class facts {
public:
    facts(const portfolio& p, const application& a);
    facts(const facts&) = delete;
    facts& operator=(const facts&) = delete;
    [[nodiscard]] const ratecard::subscription& operator*() const { return subscription_; }
    [[nodiscard]] const ratecard::subscription* operator->() const { return &subscription_; }

private:
    std::vector<ratecard::order> orders_;
    std::vector<ratecard::order_refund> refunds_;
    std::vector<ratecard::bill> bills_;
    std::vector<ratecard::approval> approvals_;
    std::vector<ratecard::trial_activation> trials_;
    std::vector<ratecard::feature_purchase> purchases_;
    ratecard::subscription subscription_;
};

/// The facts of an application, read once: it owns all that its timeline refers to.
class life {
public:
    /// \pre the facts hold no contradiction.
    life(const ratecard::catalog_view& c, const portfolio& p, const application& a);
    life(const life&) = delete;
    life& operator=(const life&) = delete;
    [[nodiscard]] const ratecard::timeline_view& operator*() const { return view_; }
    [[nodiscard]] const ratecard::subscription& facts() const { return *facts_; }

private:
    month_end::facts facts_;
    ratecard::catalog_view catalog_;
    std::unique_ptr<ratecard::timeline_memory<max_facts>> memory_;
    ratecard::timeline_view view_;
};

/// Puts the orders in the order of their begins.
void sort_orders(application& a);

/// Takes out whatever contradicts other facts, and reports it. What is left has no contradiction.
void take_out_contradictions(const ratecard::catalog_view& c, portfolio& p, complaints& wrong);

/// Writes into each account which applications are its own.
void index_accounts(portfolio& p);

/// The places that the applications of an account hold, its other ones included.
std::vector<ratecard::lifetime> places_of(const portfolio& p, std::size_t account);

}  // namespace month_end

#endif
