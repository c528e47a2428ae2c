// SPDX-License-Identifier: MIT
#ifndef RATECARD_ACCOUNT_REMITTANCE_HPP
#define RATECARD_ACCOUNT_REMITTANCE_HPP

#include <optional>

#include <ratecard/core/id.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// Money that an account sent in payment of its bills.
struct remittance {
    remittance_id id{};
    money amount{};
    instant received_at{};
    std::optional<bill_id> of{};  ///< the bill it names; none: of whatever is open

    friend constexpr bool operator==(const remittance&, const remittance&) = default;
};

}  // namespace ratecard::inline v0

#endif
