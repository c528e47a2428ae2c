// SPDX-License-Identifier: MIT
#ifndef RATECARD_ANALYSIS_CHEAPEST_HPP
#define RATECARD_ANALYSIS_CHEAPEST_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include <ratecard/catalog/fault.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/contract.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/id.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/money.hpp>

namespace ratecard::inline v0 {

/// What can be wrong with a question over many answers.
enum class analysis_errc : std::uint16_t {
    no_sequence = 0x901,  ///< no sequence of the terms on offer covers the months
};
/// Marks `analysis_errc` as a list of errors.
constexpr bool is_error_list(analysis_errc) noexcept { return true; }

/// Some months of an edition that can be bought at once, at a price.
struct term_offer {
    edition_id edition{};
    std::int32_t months = 1;
    money price{};
    /// It can only be had before any other edition, as a default edition is: nobody comes back to it.
    bool only_first = false;

    friend constexpr bool operator==(const term_offer&, const term_offer&) = default;
};

/// A term of a sequence: which offer, from which month on, and what the usage of its months costs.
struct chosen_term {
    std::size_t offer = 0;  ///< its place among the offers
    std::size_t month = 0;  ///< the first month of it, from 0
    money usage{};

    friend constexpr bool operator==(const chosen_term&, const chosen_term&) = default;
};

/// Terms one behind the other, and what they and the usage of their months cost.
template <std::size_t Months>
struct term_sequence {
    bounded<chosen_term, Months> terms{};
    money cost{};

    friend constexpr bool operator==(const term_sequence&, const term_sequence&) = default;
};

/// The cheapest sequence, and the next one after it: another sequence that costs as much or more.
template <std::size_t Months>
struct cheapest_sequences {
    term_sequence<Months> best{};
    std::optional<term_sequence<Months>> runner_up{};  ///< none where there is but one sequence
    money margin{};  ///< what the runner-up costs more; zero without one

    friend constexpr bool operator==(const cheapest_sequences&,
                                     const cheapest_sequences&) = default;
};

/// The cheapest way to cover some months with terms that are on offer, exactly: of all sequences of
/// offers that end with the last month. `usage_costs[m * editions + e]` is what the usage of month m
/// costs in edition e, nothing where it cannot be used there.
///
/// Of two that cost the same, the one with fewer terms counts as the cheaper one; of two that agree in
/// that as well, it is always the same one.
///
/// `analysis_errc::no_sequence` when no sequence covers the months, `core_errc::capacity_exceeded` for more months than
/// `Months`, `core_errc::policy_out_of_range` for an offer of less than a month, `catalog_errc::unknown_edition`
/// for one of an edition without costs, `money_errc::currency_mismatch`, `core_errc::overflow`.
/// \pre `usage_costs` has an entry for each month and edition.
template <std::size_t Months = 60>
[[nodiscard]] constexpr result<cheapest_sequences<Months>> cheapest(
    std::span<const term_offer> offers, std::span<const std::optional<money>> usage_costs,
    std::size_t months, std::size_t editions, currency unit) {
    if (months > Months) return core_errc::capacity_exceeded;
    if (usage_costs.size() < months * editions) detail::every_part_must_have_a_place();
    for (const term_offer& o : offers) {
        if (o.months < 1) return core_errc::policy_out_of_range;
        if (o.edition.index() >= editions) return catalog_errc::unknown_edition;
    }
    // The two best ways to each month, apart for those that had nothing but offers which come first.
    struct way {
        bool there = false;
        money cost{};
        money usage{};  // of its last term
        std::size_t terms = 0;
        std::size_t offer = 0;
        bool from_first_only = true;  // where its last term was bought
        std::size_t from_rank = 0;
    };
    constexpr std::size_t ranks = 2;
    // ways[month][only first offers so far][rank]
    std::array<std::array<std::array<way, ranks>, 2>, Months + 1> ways{};
    ways[0][1][0] = {.there = true, .cost = money{0, unit}, .usage = money{0, unit}};

    const auto is_cheaper = [](const way& a, const way& b) {
        return a.cost != b.cost ? a.cost < b.cost : a.terms < b.terms;
    };
    for (std::size_t from = 0; from < months; ++from) {
        const bool reached = ways[from][0][0].there || ways[from][1][0].there;
        if (!reached) continue;
        for (std::size_t o = 0; o < offers.size(); ++o) {
            const term_offer& offer = offers[o];
            const std::size_t end = from + static_cast<std::size_t>(offer.months);
            if (end > months) continue;
            money usage{0, unit};
            bool possible = true;
            for (std::size_t m = from; m < end && possible; ++m) {
                const auto& cost = usage_costs[m * editions + offer.edition.index()];
                possible = cost.has_value();
                if (!possible) break;
                const auto next = checked_add(usage, *cost);
                if (!next) return next.error();
                usage = *next;
            }
            if (!possible) continue;
            for (std::size_t first_only = 0; first_only < 2; ++first_only) {
                if (offer.only_first && first_only == 0) continue;
                for (std::size_t rank = 0; rank < ranks; ++rank) {
                    const way& before = ways[from][first_only][rank];
                    if (!before.there) continue;
                    const money parts[] = {before.cost, offer.price, usage};
                    const auto cost = sum(parts, unit);
                    if (!cost) return cost.error();
                    const way reaches{.there = true,
                                      .cost = *cost,
                                      .usage = usage,
                                      .terms = before.terms + 1,
                                      .offer = o,
                                      .from_first_only = first_only == 1,
                                      .from_rank = rank};
                    auto& best = ways[end][offer.only_first ? 1 : 0];
                    if (!best[0].there || is_cheaper(reaches, best[0])) {
                        best[1] = best[0];
                        best[0] = reaches;
                    } else if (!best[1].there || is_cheaper(reaches, best[1])) {
                        best[1] = reaches;
                    }
                }
            }
        }
    }

    struct place {
        std::size_t first_only, rank;
    };
    const auto sequence_to = [&](place at) {
        term_sequence<Months> sequence{.cost = ways[months][at.first_only][at.rank].cost};
        std::array<chosen_term, Months> backwards{};
        std::size_t count = 0, month = months;
        while (month > 0) {
            const way& w = ways[month][at.first_only][at.rank];
            month -= static_cast<std::size_t>(offers[w.offer].months);
            backwards[count++] = {w.offer, month, w.usage};
            at = {w.from_first_only ? std::size_t{1} : std::size_t{0}, w.from_rank};
        }
        while (count > 0) sequence.terms.push_back(backwards[--count]);
        return sequence;
    };
    std::optional<place> best, second;
    const auto way_at = [&](place p) -> const way& { return ways[months][p.first_only][p.rank]; };
    for (std::size_t first_only = 0; first_only < 2; ++first_only)
        for (std::size_t rank = 0; rank < ranks; ++rank) {
            const place here{first_only, rank};
            if (!way_at(here).there) continue;
            if (!best || is_cheaper(way_at(here), way_at(*best))) {
                second = best;
                best = here;
            } else if (!second || is_cheaper(way_at(here), way_at(*second))) {
                second = here;
            }
        }
    if (!best) return analysis_errc::no_sequence;
    cheapest_sequences<Months> found{.best = sequence_to(*best), .margin = money{0, unit}};
    if (second) {
        found.runner_up = sequence_to(*second);
        const auto margin = checked_subtract(found.runner_up->cost, found.best.cost);
        if (!margin) return margin.error();
        found.margin = *margin;
    }
    return found;
}

}  // namespace ratecard::inline v0

#endif
