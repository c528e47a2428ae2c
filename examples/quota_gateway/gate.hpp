// SPDX-License-Identifier: MIT
#ifndef QUOTA_GATEWAY_GATE_HPP
#define QUOTA_GATEWAY_GATE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <ratecard/ratecard.hpp>
#include <ratecard/rim/atomic_quota.hpp>
#include <ratecard/rim/current.hpp>

#include "traffic.hpp"

namespace quota_gateway {

using snapshot = ratecard::snapshot<31, 11, ratecard::snapshot_room{.fixed = 1, .values = 0}>;

/// An application and its facts.
struct application {
    std::string name{};
    std::string plan{};
    std::vector<ratecard::order> orders{};
    std::vector<ratecard::bill> bills{};
    ratecard::attributes fixed{};
    std::vector<ratecard::add_on_purchase> add_ons{};
    std::vector<ratecard::feature_override> overrides{};

    [[nodiscard]] ratecard::subscription facts() const;
};

/// The applications of the simulation, always the same.
const std::vector<application>& all_applications();
bool is_free(std::size_t application);

/// What is in force: a catalog, and what it lets each application do. Replaced as a whole.
struct rules {
    ratecard::owned_catalog catalog;
    std::vector<snapshot> snapshots;

    /// The rules of a day, from the catalog of that day.
    static rules of(std::size_t day);
};

/// The quotas that the gate counts, each with its place among the counters.
inline constexpr std::array counted{chat::quota::registered_users, chat::quota::mau,
                                    chat::quota::daily_groups, chat::quota::daily_broadcast_groups};
std::size_t place_of(chat::quota q);

/// The counters of all applications, shared by the threads.
class counters {
public:
    ratecard::atomic_quota& of(std::size_t application, chat::quota q) {
        return all_[application][place_of(q)];
    }

private:
    std::array<std::array<ratecard::atomic_quota, counted.size()>, applications> all_{};
};

/// Why a request was refused, or that it was not: by a check or by a quota.
struct verdict {
    ratecard::reason why = ratecard::reason::allowed;
    ratecard::quota_answer answer = ratecard::quota_answer::admitted;

    [[nodiscard]] bool is_admitted() const {
        return why == ratecard::reason::allowed && ratecard::is_admitted(answer);
    }
    friend auto operator<=>(const verdict&, const verdict&) = default;
};

/// One of the threads that ask: what it was told, and the log of the counters as it saw them.
class reader {
public:
    explicit reader(const ratecard::current<rules>& in_force, counters& shared)
        : in_force_{in_force}, shared_{shared} {}

    void answer(const request& r);

    using tally = std::map<verdict, std::int64_t>;
    using log = std::vector<ratecard::logged>;
    [[nodiscard]] const tally& told(std::size_t application, wish what) const {
        return told_[application][static_cast<std::size_t>(what)];
    }
    [[nodiscard]] const log& logged(std::size_t application, std::size_t quota) const {
        return logs_[application][quota];
    }
    /// How often a snapshot had run out, and was resolved for one request.
    [[nodiscard]] std::int64_t resolved_on_the_spot() const { return resolved_; }
    [[nodiscard]] std::int64_t given_back() const { return given_back_; }

private:
    verdict decided(const request& r, const rules& now, const snapshot& s);
    ratecard::word_decision take(const request& r, const ratecard::gate<snapshot>& open,
                                 chat::quota q);

    const ratecard::current<rules>& in_force_;
    counters& shared_;
    std::array<std::array<tally, wishes>, applications> told_{};
    std::array<std::array<log, counted.size()>, applications> logs_{};
    std::array<std::vector<bool>, applications> seen_{};  ///< users who logged in this month
    std::int64_t resolved_ = 0;
    std::int64_t given_back_ = 0;
};

}  // namespace quota_gateway

#endif
