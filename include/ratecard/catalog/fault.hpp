// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_FAULT_HPP
#define RATECARD_CATALOG_FAULT_HPP

#include <cstddef>
#include <cstdint>

#include <ratecard/core/errc.hpp>
#include <ratecard/core/name.hpp>

namespace ratecard::inline v0 {

/// The kind of entity a fault lies in.
enum class entity : std::uint8_t {
    offering,
    edition,
    feature,
    quota,
    trial,
    attribute,
    value,
    rule,
    version,
    plan_price,
    charge,
    charge_price,
    percentage_price,
    capacity_price,
    matrix_price,
    price_adjustment,
    change_rule,
    reason_order,
    add_on,
    gift,
    edition_value,
    option,
    text,
};

/// What is wrong with a catalog, and where: the entity's kind, its place in that kind's table, and
/// its name where it has one. `in` names the edition of a cell.
struct fault {
    errc code{};
    entity kind{};
    std::size_t index = 0;
    name culprit{};
    name in{};

    friend constexpr bool operator==(const fault&, const fault&) = default;
};

/// What is wrong with the rows of one table, and with which of them.
struct row_fault {
    errc code{};
    std::size_t index = 0;

    friend constexpr bool operator==(const row_fault&, const row_fault&) = default;
};

}  // namespace ratecard::inline v0

#endif
