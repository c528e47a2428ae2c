// SPDX-License-Identifier: MIT
#ifndef RATECARD_CATALOG_ADD_ON_FAULT_HPP
#define RATECARD_CATALOG_ADD_ON_FAULT_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/product.hpp>
#include <ratecard/catalog/repeated_row.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/name.hpp>

/// Checks the rules of add-ons.
namespace ratecard::inline v0::detail {

/// The error in a rule of an add-on by itself, or nothing.
constexpr std::optional<errc> find_add_on_rule_error(const catalog_view& c, const add_on_rule& r) {
    if (!c.has(r.of)) return catalog_errc::unknown_add_on;
    if (r.relation == add_on_relation::sold_with) {
        if (!r.edition || !c.has(*r.edition)) return catalog_errc::unknown_edition;
        return r.other ? std::optional{errc{core_errc::policy_out_of_range}} : std::nullopt;
    }
    if (!r.other || !c.has(*r.other)) return catalog_errc::unknown_add_on;
    if (r.edition) return core_errc::policy_out_of_range;
    if (*r.other != r.of) return std::nullopt;
    return r.relation == add_on_relation::needs ? catalog_errc::add_on_needs_itself
                                                : catalog_errc::add_on_rules_contradict;
}

/// Equal for rules that say the same. Which of two add-ons excludes the other does not matter.
constexpr std::uint64_t add_on_rule_key(const add_on_rule& r) noexcept {
    std::size_t of = r.of.index();
    std::size_t other = r.edition ? r.edition->index() : r.other ? r.other->index() : 0;
    if (r.relation == add_on_relation::excludes && other < of) {
        of = other;
        other = r.of.index();
    }
    return row_key(static_cast<std::size_t>(r.relation), of, other);
}

/// Two add-ons of which a rule says that one needs or excludes the other, in either order; editions
/// are put aside.
constexpr std::uint64_t add_on_pair_key(const add_on_rule& r) noexcept {
    if (!r.other) return row_key(1, r.of.index(), r.edition ? r.edition->index() : 0);
    const std::size_t of = r.of.index(), other = r.other->index();
    return other < of ? row_key(0, other, of) : row_key(0, of, other);
}

/// Finds add-ons that need each other in a circle: takes away, again and again, an add-on that needs
/// none of those that are left. What cannot be taken away needs itself, or needs one that does.
///
/// An entry of `room` stands for one rule and for one add-on. From the lowest bit: 16 bits for who
/// needs, 16 for what is needed, 16 for how many the add-on still needs, 16 for a list of those
/// that need none.
class needs_of_add_ons {
public:
    constexpr needs_of_add_ons(const catalog_view& c, std::span<hashed_name> room) : room_{room} {
        if (room.size() < c.add_ons.size()) every_part_must_have_a_place();
        for (const add_on_rule& r : c.add_on_rules)
            if (r.relation == add_on_relation::needs) {
                if (edges_ == room.size()) every_part_must_have_a_place();
                room[edges_++] = {r.other->index() << 16 | r.of.index(), 0};
            }
        detail::sort(room.first(edges_),
                     [](const hashed_name& a, const hashed_name& b) { return a.hash < b.hash; });
        for (std::size_t i = edges_; i < c.add_ons.size(); ++i) room[i] = {};
        for (const add_on_rule& r : c.add_on_rules)
            if (r.relation == add_on_relation::needs)
                room[r.of.index()].hash += std::uint64_t{1} << 32;
        take_away(c.add_ons.size());
    }
    /// Whether an add-on could not be taken away.
    [[nodiscard]] constexpr bool is_left(add_on_id a) const noexcept {
        return part(a.index(), 32) != 0;
    }

private:
    [[nodiscard]] constexpr std::uint64_t part(std::size_t entry, int from) const noexcept {
        return room_[entry].hash >> from & 0xffff;
    }
    /// The first rule of those that need an add-on.
    [[nodiscard]] constexpr std::size_t first_that_needs(std::uint64_t needed) const noexcept {
        std::size_t first = 0;
        for (std::size_t left = edges_; left != 0;) {
            const std::size_t half = left / 2;
            if (part(first + half, 16) < needed) {
                first += half + 1;
                left -= half + 1;
            } else {
                left = half;
            }
        }
        return first;
    }
    constexpr void take_away(std::size_t add_ons) noexcept {
        std::size_t listed = 0;
        const auto list = [&](std::uint64_t add_on) {
            room_[listed].hash = (room_[listed].hash & 0xffff'ffff'ffff) | add_on << 48;
            ++listed;
        };
        for (std::size_t a = 0; a < add_ons; ++a)
            if (part(a, 32) == 0) list(a);
        for (std::size_t i = 0; i < listed; ++i) {
            const std::uint64_t gone = part(i, 48);
            for (std::size_t edge = first_that_needs(gone); edge < edges_ && part(edge, 16) == gone;
                 ++edge) {
                const std::size_t who = part(edge, 0);
                room_[who].hash -= std::uint64_t{1} << 32;
                if (part(who, 32) == 0) list(who);
            }
        }
    }

    std::span<hashed_name> room_;
    std::size_t edges_ = 0;
};

/// The first fault in the rules of add-ons.
constexpr std::optional<fault> find_add_on_rule_fault(const catalog_view& c,
                                                      std::span<hashed_name> room) {
    const auto fault_at = [&](errc code, std::size_t i) {
        const add_on_rule& r = c.add_on_rules[i];
        return fault{code, entity::add_on_rule, i, c.has(r.of) ? c[r.of].key : name{},
                     r.edition && c.has(*r.edition) ? c[*r.edition].key : name{}};
    };
    for (std::size_t i = 0; i < c.add_on_rules.size(); ++i)
        if (const auto code = find_add_on_rule_error(c, c.add_on_rules[i]))
            return fault_at(*code, i);
    if (const auto i = first_repeated(sorted_keys(c.add_on_rules, room, add_on_rule_key)))
        return fault_at(catalog_errc::duplicate_value, *i);

    const auto pairs = sorted_keys(c.add_on_rules, room, add_on_pair_key);
    const auto relation_at = [&](std::size_t i) { return c.add_on_rules[pairs[i].place].relation; };
    for (std::size_t i = 0, first = 0; i < pairs.size(); ++i) {
        if (pairs[i].hash != pairs[first].hash) first = i;
        if (relation_at(i) != relation_at(first))
            return fault_at(catalog_errc::add_on_rules_contradict, pairs[i].place);
    }
    const needs_of_add_ons needs{c, room};
    for (std::size_t i = 0; i < c.add_on_rules.size(); ++i) {
        const add_on_rule& r = c.add_on_rules[i];
        if (r.relation == add_on_relation::needs && needs.is_left(r.of) && needs.is_left(*r.other))
            return fault_at(catalog_errc::add_on_needs_itself, i);
    }
    return std::nullopt;
}

}  // namespace ratecard::inline v0::detail

#endif
