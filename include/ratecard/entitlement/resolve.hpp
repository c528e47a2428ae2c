// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_RESOLVE_HPP
#define RATECARD_ENTITLEMENT_RESOLVE_HPP

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

/// Whether a feature goes on running in a state.
constexpr bool stays_in(state now, const feature& f) noexcept {
    if (now == state::suspended) return f.stays_suspended;
    return now != state::expired || f.stays_in_grace;
}

}  // namespace detail

/// What the edition in force, approvals, trials and purchases say of a feature at `now`.
/// \pre the ids are of this catalog, and the facts hold no contradiction.
[[nodiscard]] constexpr standing_answer standing_answer_of(const catalog_view& c,
                                                           const subscription& s, feature_id f,
                                                           instant now) {
    standing_answer answer;
    instant bought_until = now;
    for (const feature_purchase& p : s.purchases) {
        if (p.feature != f) continue;
        if (p.begins <= now && bought_until < p.ends) bought_until = p.ends;
        if (now < p.begins && p.begins < answer.until) answer.until = p.begins;
    }
    if (now < bought_until) return {reason::allowed, bought_until};
    const auto refuse = [&](reason why, instant until) {
        answer.why = why;
        if (until < answer.until) answer.until = until;
    };
    switch (c.at(f, edition_at(c, s, now))) {
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

/// What a subscription may do at `now` and until when that holds, were the facts to stay as they are.
///
/// `errc::too_small` when the catalog has more features or quotas than the snapshot's capacities,
/// `errc::before_creation` before the subscription was created, and what `version_of` reports.
/// \pre the facts hold no contradiction.
template <std::size_t Features = 64, std::size_t Quotas = 32>
[[nodiscard]] constexpr result<snapshot<Features, Quotas>> resolve(const catalog_view& c,
                                                                   const subscription& s,
                                                                   instant now) {
    if (c.features.size() > Features || c.quotas.size() > Quotas) return errc::too_small;
    const auto life = state_at(c, s, now);
    if (!life) return life.error();
    const auto version = version_of(c, s, now);
    if (!version) return version.error();
    const auto change = next_change(c, s, now);
    if (!change) return change.error();

    snapshot<Features, Quotas> made;
    made.valid_from = now;
    made.valid_until = instant::never();
    const auto until = [&](instant t) {
        if (now < t && t < made.valid_until) made.valid_until = t;
    };
    if (*change) until((*change)->at);
    for (const order& o : s.orders) {
        const covered_time covered = coverage_of(c, s, o);
        until(covered.begin);
        until(covered.end);
    }
    for (const approval& a : s.approvals) until(a.approved_at);
    for (const trial_activation& t : s.trials) until(t.activated_at);
    if (s.migrated_at) until(*s.migrated_at);
    for (const price_version& v : c.versions) {
        if (v.ends_at) until(*v.ends_at);
        if (c.offering->prices != grandfathering::by_creation) until(v.effective_from);
    }

    made.edition = edition_at(c, s, now);
    made.version = *version;
    switch (life->state) {
        case state::active:
        case state::expired: break;
        case state::suspended:
            // Where a feature stays, each says for itself whether it does.
            made.lifecycle = reason::suspended;
            for (const feature& f : c.features)
                if (f.stays_suspended) made.lifecycle = reason::allowed;
            break;
        case state::reclaimed: made.lifecycle = reason::reclaimed; break;
        case state::deleted: made.lifecycle = reason::deleted; break;
    }
    made.fixed = s.fixed;
    for (std::size_t a = 0; a < c.attributes.size(); ++a)
        if (c.attributes[a].fixed) made.fixed.reserve({static_cast<std::uint16_t>(a)});
    made.features = static_cast<std::uint16_t>(c.features.size());
    made.quotas = static_cast<std::uint16_t>(c.quotas.size());
    for (std::size_t f = 0; f < c.features.size(); ++f) {
        const auto answer =
            standing_answer_of(c, s, feature_id{static_cast<std::uint16_t>(f)}, now);
        const bool stays = detail::stays_in(life->state, c.features[f]);
        made.refusals[f] = stays ? answer.why : reason::suspended;
        made.ranks[f] = c.rank(made.refusals[f]);
        until(answer.until);
    }
    for (std::size_t q = 0; q < c.quotas.size(); ++q)
        made.limits[q] = c.at(quota_id{static_cast<std::uint16_t>(q)}, made.edition);
    return made;
}

}  // namespace ratecard::inline v0

#endif
