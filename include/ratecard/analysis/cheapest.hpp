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

/// Finds the cheapest sequence of terms that covers some months.
namespace ratecard::inline v0 {

/// The errors of the room analysis.
enum class analysis_errc : std::uint16_t {
    no_sequence = 0x901,  ///< no sequence of the offered terms covers the months
};
/// Marks `analysis_errc` as a list of errors.
constexpr bool is_error_list(analysis_errc) noexcept { return true; }

/// A number of months of an edition that is sold together, and its price.
struct term_offer {
    edition_id edition{};
    std::int32_t months = 1;
    money price{};
    /// Allowed only before every offer without this flag, for example for a default edition to
    /// which nobody can return.
    bool only_first = false;

    friend constexpr bool operator==(const term_offer&, const term_offer&) = default;
};

/// One term of a sequence.
struct chosen_term {
    std::size_t offer = 0;  ///< the index of its offer
    std::size_t month = 0;  ///< its first month, counted from 0
    money usage{};          ///< the cost of the usage in its months

    friend constexpr bool operator==(const chosen_term&, const chosen_term&) = default;
};

/// Consecutive terms, and the total cost of their prices and usage.
template <std::size_t Months>
struct term_sequence {
    bounded<chosen_term, Months> terms{};
    money cost{};

    friend constexpr bool operator==(const term_sequence&, const term_sequence&) = default;
};

/// The cheapest sequence and the second cheapest, which costs the same or more.
template <std::size_t Months>
struct cheapest_sequences {
    term_sequence<Months> best{};
    std::optional<term_sequence<Months>> runner_up{};  ///< nothing if there is only one sequence
    money margin{};  ///< cost of the runner-up minus cost of the best; zero without a runner-up

    friend constexpr bool operator==(const cheapest_sequences&,
                                     const cheapest_sequences&) = default;
};

/// The cheapest sequence of offers that covers exactly `months` months. An offer may be used more
/// than once. `usage_costs[m * editions + e]` is the cost of the usage of month m in edition e;
/// nothing if edition e cannot be used in that month.
///
/// If two sequences cost the same, the one with fewer terms counts as cheaper. Further ties are
/// broken in a fixed way.
///
/// Errors:
/// - `analysis_errc::no_sequence`: no sequence covers the months;
/// - `core_errc::capacity_exceeded`: `months` is larger than `Months`;
/// - `core_errc::policy_out_of_range`: an offer has less than one month;
/// - `catalog_errc::unknown_edition`: the edition of an offer is not below `editions`;
/// - `money_errc::currency_mismatch`, `core_errc::overflow`.
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
    // The two cheapest ways to reach each month, separately for ways of only `only_first` offers.
    struct way {
        bool reachable = false;
        money cost{};
        money usage{};  // of the last term
        std::size_t terms = 0;
        std::size_t offer = 0;
        bool from_first_only = true;  // the way that the last term extends
        std::size_t from_rank = 0;
    };
    constexpr std::size_t ranks = 2;
    // ways[month][1 if only `only_first` offers so far][rank]
    std::array<std::array<std::array<way, ranks>, 2>, Months + 1> ways{};
    ways[0][1][0] = {.reachable = true, .cost = money{0, unit}, .usage = money{0, unit}};

    const auto is_cheaper = [](const way& a, const way& b) {
        return a.cost != b.cost ? a.cost < b.cost : a.terms < b.terms;
    };
    for (std::size_t from = 0; from < months; ++from) {
        const bool reached = ways[from][0][0].reachable || ways[from][1][0].reachable;
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
                    const way& previous = ways[from][first_only][rank];
                    if (!previous.reachable) continue;
                    const money parts[] = {previous.cost, offer.price, usage};
                    const auto cost = sum(parts, unit);
                    if (!cost) return cost.error();
                    const way extended{.reachable = true,
                                       .cost = *cost,
                                       .usage = usage,
                                       .terms = previous.terms + 1,
                                       .offer = o,
                                       .from_first_only = first_only == 1,
                                       .from_rank = rank};
                    auto& best = ways[end][offer.only_first ? 1 : 0];
                    if (!best[0].reachable || is_cheaper(extended, best[0])) {
                        best[1] = best[0];
                        best[0] = extended;
                    } else if (!best[1].reachable || is_cheaper(extended, best[1])) {
                        best[1] = extended;
                    }
                }
            }
        }
    }

    struct position {
        std::size_t first_only, rank;
    };
    const auto sequence_to = [&](position at) {
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
    std::optional<position> best, second;
    const auto way_at = [&](position p) -> const way& {
        return ways[months][p.first_only][p.rank];
    };
    for (std::size_t first_only = 0; first_only < 2; ++first_only)
        for (std::size_t rank = 0; rank < ranks; ++rank) {
            const position candidate{first_only, rank};
            if (!way_at(candidate).reachable) continue;
            if (!best || is_cheaper(way_at(candidate), way_at(*best))) {
                second = best;
                best = candidate;
            } else if (!second || is_cheaper(way_at(candidate), way_at(*second))) {
                second = candidate;
            }
        }
    if (!best) return analysis_errc::no_sequence;
    cheapest_sequences<Months> sequences{.best = sequence_to(*best), .margin = money{0, unit}};
    if (second) {
        sequences.runner_up = sequence_to(*second);
        const auto margin = checked_subtract(sequences.runner_up->cost, sequences.best.cost);
        if (!margin) return margin.error();
        sequences.margin = *margin;
    }
    return sequences;
}

}  // namespace ratecard::inline v0

#endif
