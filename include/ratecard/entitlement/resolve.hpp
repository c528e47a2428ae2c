// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_RESOLVE_HPP
#define RATECARD_ENTITLEMENT_RESOLVE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/entitlement/snapshot.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>

namespace ratecard::inline v0 {

/// Why a feature is refused at an instant before any condition is looked at, and when that answer
/// may change by itself.
struct standing_answer {
    reason why = reason::allowed;
    instant until = instant::never();

    friend constexpr bool operator==(const standing_answer&, const standing_answer&) = default;
};

namespace detail {

/// Whether every edition in force from `from` up to and including `now` has the feature.
constexpr bool had_throughout(const catalog_view& c, const subscription& s, feature_id f,
                              instant from, instant now) {
    const auto has = [&](edition_id e) { return c.at(f, e) != availability::absent; };
    if (!has(edition_at(c, s, from)) || !has(edition_at(c, s, now))) return false;
    for (const order& o : s.orders) {
        const covered_time covered = coverage_of(c, s, o);
        if (from < covered.begin && covered.begin <= now && covered.begin < covered.end &&
            !has(o.edition))
            return false;
    }
    return true;
}

/// `standing_answer_of` where the edition in force is known.
constexpr standing_answer standing_answer_in(const catalog_view& c, const subscription& s,
                                             edition_id edition, feature_id f, instant now) {
    standing_answer answer;
    for (const feature_purchase& p : s.purchases) {
        if (p.feature != f) continue;
        if (p.begins <= now && now < p.ends) return {reason::allowed, p.ends};
        if (now < p.begins && p.begins < answer.until) answer.until = p.begins;
    }
    const auto refuse = [&](reason why, instant until) {
        answer.why = why;
        if (until < answer.until) answer.until = until;
    };
    switch (c.at(f, edition)) {
        case availability::unstated:
        case availability::absent: refuse(reason::not_in_edition, answer.until); break;
        case availability::included: break;
        case availability::on_application: {
            std::optional<instant> active;
            for (const approval& a : s.approvals) {
                if (a.feature != f || now < a.approved_at ||
                    !detail::had_throughout(c, s, f, a.approved_at, now))
                    continue;
                const instant from = a.approved_at + c[f].activation_delay;
                if (!active || from < *active) active = from;
            }
            if (!active)
                refuse(reason::not_applied, answer.until);
            else if (now < *active)
                refuse(reason::awaiting_activation, *active);
            break;
        }
        case availability::on_trial: {
            const std::optional<trial_id> which = c[f].trial;
            refuse(reason::trial_not_activated, answer.until);
            for (const trial_activation& t : s.trials) {
                if (!which || t.trial != *which || now < t.activated_at) continue;
                const instant end = t.activated_at + c[*which].length;
                if (now < end)
                    answer = {reason::allowed, end < answer.until ? end : answer.until};
                else
                    answer.why = reason::trial_over;
                break;
            }
            break;
        }
    }
    return answer;
}

/// The answer of a snapshot with these fixed attributes: a condition that no request can change is
/// decided now.
template <class Fixed>
constexpr feature_answer standing_of(const condition_table& rows, feature_id f, reason why,
                                     std::uint8_t rank, const Fixed& fixed) {
    bool depends = false;
    for (const condition* must = rows.begin_of(f); must != rows.end_of(f); ++must) {
        if (must->rank > rank) break;
        if (depends_on_request(*must, fixed))
            depends = true;
        else if (!holds(*must, fixed, attributes{}))
            return feature_answer{refused_by(must->attribute), depends};
    }
    return feature_answer{why, depends};
}

}  // namespace detail

/// What the edition in force, approvals, trials and purchases say of a feature at `now`.
/// \pre the ids are of this catalog, and the facts hold no contradiction.
[[nodiscard]] constexpr standing_answer standing_answer_of(const catalog_view& c,
                                                           const subscription& s, feature_id f,
                                                           instant now) {
    return detail::standing_answer_in(c, s, edition_at(c, s, now), f, now);
}

/// What a subscription may do at `now` and until when that holds, were the facts to stay as they are.
///
/// `errc::too_small` when the catalog has more features or quotas than the snapshot's capacities, or
/// the subscription more fixed attributes, `errc::before_creation` before the subscription was
/// created, and what `version_of` reports.
/// \pre the facts hold no contradiction.
template <std::size_t Features = 64, std::size_t Quotas = 32, snapshot_room Room = snapshot_room{}>
[[nodiscard]] constexpr result<snapshot<Features, Quotas, Room>> resolve(const catalog_view& c,
                                                                         const subscription& facts,
                                                                         instant now) {
    if (c.features.size() > Features || c.quotas.size() > Quotas) return errc::too_small;
    // What follows asks for the ends of orders again and again, and each takes a calendar.
    std::array<instant, 32> ends{};
    subscription s = facts;
    if (s.order_ends.empty() && s.orders.size() <= ends.size()) {
        for (std::size_t i = 0; i < s.orders.size(); ++i) ends[i] = end_of(c, s.orders[i]);
        s.order_ends = {ends.data(), s.orders.size()};
    }
    const auto reclaimed = reclaimed_at(c, s);
    const auto life = detail::state_at(c, s, now, reclaimed);
    if (!life) return life.error();
    const auto version = version_of(c, s, now);
    if (!version) return version.error();
    attributes fixed = s.fixed;
    for (std::size_t a = 0; a < c.attributes.size(); ++a)
        if (c.attributes[a].fixed) fixed.reserve({static_cast<std::uint16_t>(a)});
    const auto kept = few_attributes<Room.fixed>::from(fixed);
    if (!kept) return kept.error();

    snapshot<Features, Quotas, Room> made;
    made.valid_from = now;
    made.valid_until = instant::never();
    const auto until = [&](instant t) {
        if (now < t && t < made.valid_until) made.valid_until = t;
    };
    if (const auto change = detail::change_after(c, s, now, *life, reclaimed)) until(change->at);
    for (const order& o : s.orders) {
        const covered_time covered = coverage_of(c, s, o);
        until(covered.begin);
        until(covered.end);
    }
    for (const approval& a : s.approvals) until(a.approved_at);
    for (const trial_activation& t : s.trials) until(t.activated_at);
    if (s.migrated_at) until(*s.migrated_at);

    made.edition = edition_at(c, s, now);
    made.version = *version;
    switch (life->state) {
        case state::active:
        case state::expired: break;
        case state::suspended: made.lifecycle = reason::suspended; break;
        case state::reclaimed: made.lifecycle = reason::reclaimed; break;
        case state::deleted: made.lifecycle = reason::deleted; break;
    }
    made.fixed = *kept;
    made.features = static_cast<std::uint16_t>(c.features.size());
    made.quotas = static_cast<std::uint16_t>(c.quotas.size());
    for (unsigned r = 0; r < standing_reasons; ++r)
        made.ranks[r] =
            c.rank(static_cast<reason>(static_cast<unsigned>(reason::not_in_edition) + r));
    const condition_table rows = c.condition_rows();
    for (std::size_t i = 0; i < c.features.size(); ++i) {
        const feature_id f{static_cast<std::uint16_t>(i)};
        const auto answer = detail::standing_answer_in(c, s, made.edition, f, now);
        until(answer.until);
        made.answers[i] =
            made.lifecycle == reason::allowed
                ? detail::standing_of(rows, f, answer.why, made.rank(answer.why), *kept)
                : feature_answer{made.lifecycle};
    }
    for (std::size_t q = 0; q < c.quotas.size(); ++q) {
        const auto limit =
            packed_limit::from(c.at(quota_id{static_cast<std::uint16_t>(q)}, made.edition));
        if (!limit) return limit.error();
        made.limits[q] = *limit;
    }
    return made;
}

}  // namespace ratecard::inline v0

#endif
