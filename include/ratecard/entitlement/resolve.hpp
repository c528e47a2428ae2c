// SPDX-License-Identifier: MIT
#ifndef RATECARD_ENTITLEMENT_RESOLVE_HPP
#define RATECARD_ENTITLEMENT_RESOLVE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/product.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/feature_value.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/reason.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/window.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/snapshot.hpp>
#include <ratecard/entitlement/window_of.hpp>
#include <ratecard/lifecycle/end_of_trial.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/lifecycle/timeline.hpp>

/// Computes from the facts what a subscription may do, and until when that holds.
namespace ratecard::inline v0 {

/// The answer for a feature at one instant, without conditions, add-ons, overrides and lifecycle.
struct standing_answer {
    reason because = reason::allowed;
    /// The next change by a feature purchase, an activation or the end of a trial. A change of the
    /// edition, or a later approval, may come earlier.
    instant until = instant::never();

    [[nodiscard]] constexpr bool allowed() const noexcept { return because == reason::allowed; }
    /// The reason for a refusal; `reason::allowed` if there is none.
    [[nodiscard]] constexpr reason why() const noexcept { return because; }

    friend constexpr bool operator==(const standing_answer&, const standing_answer&) = default;
};

namespace detail {

/// The reason for which a state refuses features; `allowed` if it refuses none.
constexpr reason refused_in(state life) noexcept {
    switch (life) {
        case state::active:
        case state::expired: break;
        case state::suspended: return reason::suspended;
        case state::reclaimed: return reason::reclaimed;
        case state::deleted: return reason::deleted;
    }
    return reason::allowed;
}

/// The instant from which on every edition in force, up to `now`, has the feature; nothing if the
/// edition in force at `now` does not have it.
constexpr std::optional<instant> had_since(const timeline_view& life, feature_id f, instant now) {
    const catalog_view& c = life.catalog();
    const auto has = [&](edition_id e) { return c.at(f, e) != availability::absent; };
    std::optional<instant> since;
    if (c.offering->default_edition && has(*c.offering->default_edition))
        since = instant{-instant::bound};
    for (const stretch& plan : life.stretches()) {
        if (now < plan.begin) break;
        if (!has(plan.edition))
            since.reset();
        else if (!since)
            since = plan.begin;
    }
    return since;
}

/// The reason for which a state refuses one feature, which the catalog may keep in that state.
constexpr reason refused_in(state life, const feature& f) noexcept {
    if (life == state::suspended && f.stays_suspended) return reason::allowed;
    if (life == state::expired && !f.stays_in_grace) return reason::suspended;
    return refused_in(life);
}

/// The reason for which nothing can be taken of a quota in a state, unless the catalog keeps it. A
/// maximum age is not taken from: it holds as long as there is something to keep.
constexpr reason refused_in(state life, const quota& q) noexcept {
    const bool is_age = q.window == quota_window::age;
    if (life == state::suspended && (q.stays_suspended || is_age)) return reason::allowed;
    if (life == state::expired && !q.stays_in_grace && !is_age) return reason::suspended;
    return refused_in(life);
}

/// `standing_answer_of`, for a caller who knows the edition in force.
constexpr standing_answer standing_answer_in(const timeline_view& life,
                                             std::span<const feature_purchase> purchases,
                                             edition_id edition, feature_id f, instant now) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    standing_answer answer;
    instant bought_until = now;
    for (const feature_purchase& p : purchases) {
        if (p.feature != f) continue;
        if (p.begins <= now && bought_until < p.ends) bought_until = p.ends;
        if (now < p.begins && p.begins < answer.until) answer.until = p.begins;
    }
    if (now < bought_until) return {reason::allowed, bought_until};
    const auto refuse = [&](reason why, instant until) {
        answer.because = why;
        if (until < answer.until) answer.until = until;
    };
    switch (has_edition_at(life, now) ? c.at(f, edition) : availability::absent) {
        case availability::unstated:
        case availability::absent: refuse(reason::not_in_edition, answer.until); break;
        case availability::included: break;
        case availability::on_application: {
            std::optional<instant> active;
            const auto since = had_since(life, f, now);
            for (const approval& a : s.approvals) {
                if (a.feature != f || now < a.approved_at || !since || a.approved_at < *since)
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
            const std::optional<trial_id> trial = c[f].trial;
            refuse(reason::trial_not_activated, answer.until);
            for (const trial_activation& t : s.trials) {
                if (!trial || t.trial != *trial || now < t.activated_at) continue;
                const instant end =
                    end_of_trial(c[*trial], t.activated_at, c.offering->billing_zone);
                if (now < end)
                    answer = {reason::allowed, end < answer.until ? end : answer.until};
                else
                    answer.because = reason::trial_over;
                break;
            }
            break;
        }
    }
    return answer;
}

/// The limit of a quota by the edition in force; nothing may be had before the first plan of an
/// offering without a default edition.
constexpr quota_limit limit_in_force(const timeline_view& life, quota_id q, instant now) {
    if (!has_edition_at(life, now)) return {limit{}, enforcement::hard};
    return life.catalog().at(q, edition_at(life, now));
}

/// Calls `visit` for each gift of each add-on purchase in force. The arguments are the index of the
/// purchase, the purchase and the gift.
constexpr void for_each_gift(const timeline_view& life, instant now, const auto& visit) {
    const catalog_view& c = life.catalog();
    const subscription& s = life.facts();
    for (const held_add_on& held : life.add_ons()) {
        const add_on_purchase& p = s.add_ons[held.place];
        if (!held.contains(now) || p.units == quantity{}) continue;
        for (const add_on_gift& g : c.gifts)
            if (g.of == p.add_on) visit(held.place, p, g);
    }
}

constexpr feature_id subject(const feature_override& o) noexcept { return o.feature; }
constexpr quota_id subject(const limit_override& o) noexcept { return o.quota; }

/// Whether an override is in force and wins over `other`, one of the same feature or quota, if there
/// is one. Among equal overrides, the first one asked decides.
template <class Override>
constexpr bool wins(const Override& o, const Override* other, instant now) noexcept {
    return o.is_in_force(now) && (other == nullptr || precedes(o, *other));
}
/// The override of a feature or quota that is in force and wins over all others; null if there is
/// none.
template <class Override>
constexpr const Override* deciding_override(std::span<const Override> all, auto of,
                                            instant now) noexcept {
    const Override* decides = nullptr;
    for (const Override& o : all)
        if (subject(o) == of && wins(o, decides, now)) decides = &o;
    return decides;
}

/// The limit plus `units` times `per_unit`. `core_errc::quantity_too_large` above the largest
/// quantity.
constexpr result<quota_limit> raised(quota_limit l, quantity per_unit, quantity units) noexcept {
    if (l.most.is_unlimited() || per_unit == quantity{}) return l;
    if (units.count() > quantity::max_count / per_unit.count())
        return core_errc::quantity_too_large;
    const auto most = checked_add(l.most.most(), quantity{units.count() * per_unit.count()});
    if (!most) return most.error();
    l.most = limit{*most};
    return l;
}

/// A list with one value for each feature, sorted by feature id.
template <std::size_t Capacity>
class value_list {
public:
    /// Inserts a value; false if the list is full. If the feature already has a value, stores
    /// `merge(old, v)`.
    constexpr bool put(feature_id f, const feature_value& v, const auto& merge) {
        if constexpr (Capacity != 0) {
            std::size_t at = 0;
            while (at < size_ && items_[at].of < f) ++at;
            if (at < size_ && items_[at].of == f) {
                items_[at].value = merge(items_[at].value, v);
                return true;
            }
            if (size_ == Capacity) return false;
            for (std::size_t i = size_; i > at; --i) items_[i] = items_[i - 1];
            items_[at] = {v, f};
            ++size_;
            return true;
        }
        return false;
    }
    constexpr void keep_if(const auto& wanted) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < size_; ++i)
            if (wanted(items_[i].of)) items_[kept++] = items_[i];
        while (size_ > kept) items_[--size_] = {};
    }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr const std::array<valued_feature, Capacity>& items() const noexcept {
        return items_;
    }

private:
    std::array<valued_feature, Capacity> items_{};
    std::size_t size_ = 0;
};

/// The answer that a snapshot stores for a feature. Conditions that no request can change are
/// tested now, with the fixed attributes; for the others, the answer depends on the request.
template <class Fixed>
constexpr feature_answer answer_with_conditions(const condition_table& rows, feature_id f,
                                                reason why, std::uint8_t rank, const Fixed& fixed) {
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

/// Builds a snapshot step by step. A later step overrides an earlier one, in this order: edition;
/// add-ons and purchases; overrides; conditions and lifecycle.
template <std::size_t Features, std::size_t Quotas, snapshot_room Room>
class resolver {
public:
    /// \pre the catalog has at most `Features` features and `Quotas` quotas.
    // Parameters `life` and `now` would shadow globals of a user's program, with -Wshadow.
    constexpr resolver(const timeline_view& of, instant at) noexcept
        : life_{of}, c_{of.catalog()}, s_{of.facts()}, now_{at} {
        snapshot_.valid_from = at;
        snapshot_.resolved_from = c_.fingerprint;
        snapshot_.valid_until = instant::never();
        snapshot_.features = static_cast<std::uint16_t>(c_.features.size());
        snapshot_.quotas = static_cast<std::uint16_t>(c_.quotas.size());
    }

    /// Reads the state of the subscription, and the reason for which it refuses every feature.
    constexpr errc read_lifecycle() {
        const auto current = state_at(life_, now_);
        if (!current) return current.error();
        state_ = current->state;
        if (const auto change = next_change(life_, now_); *change) valid_until((*change)->at);
        snapshot_.lifecycle = refused_in(state_);
        // If any feature is kept in this state, each feature stores its own answer.
        for (const feature& f : c_.features)
            if (refused_in(state_, f) == reason::allowed) snapshot_.lifecycle = reason::allowed;
        return {};
    }

    /// Reads the edition in force, the version of the price book, and the ranks of the reasons.
    constexpr errc read_edition() {
        const auto version = version_of(c_, s_, now_);
        if (!version) return version.error();
        snapshot_.version = *version;
        snapshot_.edition = edition_at(life_, now_);
        has_edition_ = has_edition_at(life_, now_);
        for (unsigned r = 0; r < standing_reasons; ++r)
            snapshot_.ranks[r] =
                c_.rank(static_cast<reason>(static_cast<unsigned>(reason::not_in_edition) + r));
        if (const stretch* const plan = plan_at(life_, now_)) valid_until(plan->end);
        if (const stretch* const plan = next_plan_after(life_, now_)) valid_until(plan->begin);
        if (s_.migrated_at) valid_until(*s_.migrated_at);
        for (const price_version& v : c_.versions) {
            if (v.ends_at) valid_until(*v.ends_at);
            if (c_.offering->prices != grandfathering::by_creation) valid_until(v.effective_from);
        }
        return {};
    }

    /// Stores the attributes that the subscription fixes or reserves.
    constexpr errc fix_attributes() {
        attributes fixed = s_.fixed;
        for (std::size_t a = 0; a < c_.attributes.size(); ++a)
            if (c_.attributes[a].fixed) fixed.reserve({static_cast<std::uint16_t>(a)});
        const auto compact = few_attributes<Room.fixed>::from(fixed);
        if (!compact) return compact.error();
        snapshot_.fixed = *compact;
        return {};
    }

    /// Answers each feature by the edition, approvals, trials and purchases; reads the values of
    /// the edition.
    constexpr errc read_features() {
        for (const approval& a : s_.approvals) valid_until(a.approved_at);
        for (const trial_activation& t : s_.trials) valid_until(t.activated_at);
        for (std::size_t i = 0; i < c_.features.size(); ++i) {
            // Fast path: no purchases, and the edition includes the feature or does not have it.
            const feature_id f{static_cast<std::uint16_t>(i)};
            const availability cell =
                c_.feature_matrix[i * c_.editions.size() + snapshot_.edition.index()];
            if (s_.purchases.empty() && (!has_edition_ || cell <= availability::included)) {
                standing_[i] = has_edition_ && cell == availability::included
                                   ? reason::allowed
                                   : reason::not_in_edition;
                continue;
            }
            const auto answer = standing_answer_in(life_, s_.purchases, snapshot_.edition, f, now_);
            valid_until(answer.until);
            standing_[i] = answer.why();
        }
        for (const edition_value& v : c_.edition_values)
            if (has_edition_ && v.in == snapshot_.edition &&
                c_.at(v.of, v.in) != availability::absent && !values_.put(v.of, v.value, replace))
                return core_errc::capacity_exceeded;
        return {};
    }

    /// Reads the limits of the edition.
    constexpr void read_limits() {
        for (std::size_t q = 0; q < c_.quotas.size(); ++q)
            limits_[q] = limit_in_force(life_, {static_cast<std::uint16_t>(q)}, now_);
    }

    /// Applies the features, values and limits of add-ons: first the limits that they set, then what
    /// they raise them by.
    constexpr errc apply_add_ons() {
        errc error{};
        for_each_gift(life_, now_, [&](std::size_t, const add_on_purchase&, const add_on_gift& g) {
            if (!g.raises || !g.sets) return;
            limit& most = limits_[g.raises->index()].most;
            if (most < *g.sets) most = *g.sets;
        });
        for_each_gift(life_, now_,
                      [&](std::size_t, const add_on_purchase& p, const add_on_gift& g) {
                          if (g.gives) {
                              standing_[g.gives->index()] = reason::allowed;
                              if (g.value.kind() != value_kind::boolean &&
                                  !values_.put(*g.gives, g.value, combine))
                                  error = core_errc::capacity_exceeded;
                          }
                          if (g.raises) {
                              quota_limit& limit = limits_[g.raises->index()];
                              const auto higher = raised(limit, g.per_unit, p.units);
                              if (higher)
                                  limit = *higher;
                              else
                                  error = higher.error();
                          }
                      });
        for (const held_add_on& held : life_.add_ons())
            valid_until(held.begin), valid_until(held.end);
        return error;
    }

    /// Applies the overrides that were agreed with this customer.
    constexpr errc apply_overrides() {
        std::array<const feature_override*, Features> of_feature{};
        for (const feature_override& o : s_.feature_overrides) {
            valid_until(o.begins), valid_until(o.ends);
            const feature_override*& decides = of_feature[o.feature.index()];
            if (wins(o, decides, now_)) decides = &o;
        }
        for (std::size_t i = 0; i < c_.features.size(); ++i) {
            const feature_override* const o = of_feature[i];
            if (o == nullptr) continue;
            standing_[i] = o->granted ? reason::allowed : reason::withheld;
            if (o->value && !values_.put(o->feature, *o->value, replace))
                return core_errc::capacity_exceeded;
        }
        std::array<const limit_override*, Quotas> of_quota{};
        for (const limit_override& o : s_.limit_overrides) {
            valid_until(o.begins), valid_until(o.ends);
            const limit_override*& decides = of_quota[o.quota.index()];
            if (wins(o, decides, now_)) decides = &o;
        }
        for (std::size_t q = 0; q < c_.quotas.size(); ++q)
            if (of_quota[q] != nullptr) limits_[q] = of_quota[q]->limit;
        return {};
    }

    /// Applies conditions and lifecycle to each feature, and keeps the values of those allowed.
    constexpr void answer_features() {
        const condition_table rows = c_.condition_rows();
        for (std::size_t i = 0; i < c_.features.size(); ++i) {
            const reason refusal = refused_in(state_, c_.features[i]);
            snapshot_.answers[i] =
                refusal == reason::allowed
                    ? answer_with_conditions(rows, {static_cast<std::uint16_t>(i)}, standing_[i],
                                             snapshot_.rank(standing_[i]), snapshot_.fixed)
                    : feature_answer{refusal};
        }
        values_.keep_if(
            [&](feature_id f) { return snapshot_.answers[f.index()].why() == reason::allowed; });
        snapshot_.values = values_.items();
        snapshot_.valued = static_cast<std::uint16_t>(values_.size());
    }

    /// Packs each limit with the clock of its window. There is one clock for each kind of window
    /// that ends, and one for each length and origin of fixed windows.
    constexpr errc pack_limits() {
        std::array<const quota*, Room.clocks> clocked{};
        std::size_t clocks = 0;
        for (std::size_t q = 0; q < c_.quotas.size(); ++q) {
            const quota& row = c_.quotas[q];
            std::uint8_t clock = packed_limit::no_clock;
            if (row.window != quota_window::standing && row.window != quota_window::age) {
                clock = 0;
                while (clock < clocks && !have_same_windows(*clocked[clock], row)) ++clock;
                if (clock == Room.clocks) return core_errc::capacity_exceeded;
                if (clock == clocks) {
                    const window running =
                        window_of(life_, quota_id{static_cast<std::uint16_t>(q)}, now_);
                    if (running.index < INT32_MIN || running.index > INT32_MAX)
                        return core_errc::capacity_exceeded;
                    clocked[clocks++] = &row;
                    snapshot_.windows[clock] = static_cast<std::int32_t>(running.index);
                    snapshot_.resets[clock] = running.end;
                }
            }
            const reason refusal = refused_in(state_, row);
            if (refusal != reason::allowed) {
                snapshot_.limits[q] = packed_limit::refused(refusal, clock);
                continue;
            }
            const auto limit = packed_limit::from(limits_[q], clock);
            if (!limit) return limit.error();
            snapshot_.limits[q] = *limit;
        }
        return {};
    }

    [[nodiscard]] constexpr const snapshot<Features, Quotas, Room>& resolved() const noexcept {
        return snapshot_;
    }

private:
    /// Ends the validity at `t` if that is after now and before the end so far.
    constexpr void valid_until(instant t) noexcept {
        if (now_ < t && t < snapshot_.valid_until) snapshot_.valid_until = t;
    }
    static constexpr feature_value replace(const feature_value&, const feature_value& next) {
        return next;
    }

    const timeline_view& life_;
    const catalog_view& c_;
    const subscription& s_;
    instant now_;
    state state_{};
    bool has_edition_ = true;
    snapshot<Features, Quotas, Room> snapshot_;
    std::array<reason, Features> standing_{};  ///< without conditions and lifecycle
    std::array<quota_limit, Quotas> limits_{};
    value_list<Room.values> values_;
};

}  // namespace detail

/// Answers whether the edition in force, approvals, trials and feature purchases give a feature at
/// `now`.
/// \pre the ids are of this catalog.
[[nodiscard]] constexpr standing_answer standing_answer_of(const timeline_view& life, feature_id f,
                                                           instant now) {
    return detail::standing_answer_in(life, life.facts().purchases, edition_at(life, now), f, now);
}

/// What a subscription may do at `now`. The snapshot is valid until the next instant at which the
/// answers may change, assuming that no facts are added.
///
/// Precedence, highest first: lifecycle and conditions; overrides; add-ons and purchases; edition.
/// The order in which facts are listed makes no difference.
///
/// Errors:
/// - `core_errc::capacity_exceeded`: there are more features, quotas, values, kinds of windows or
///   fixed attributes than the snapshot has room for, or the number of a window exceeds 32 bits;
/// - `account_errc::before_creation`: `now` is before the subscription was created;
/// - `core_errc::quantity_too_large`: add-ons raise a quota above the largest quantity;
/// - the errors of `version_of`.
template <std::size_t Features = 64, std::size_t Quotas = 32, snapshot_room Room = snapshot_room{}>
[[nodiscard]] constexpr result<snapshot<Features, Quotas, Room>> resolve(const timeline_view& life,
                                                                         instant now) {
    const catalog_view& c = life.catalog();
    if (c.features.size() > Features || c.quotas.size() > Quotas)
        return core_errc::capacity_exceeded;
    detail::resolver<Features, Quotas, Room> steps{life, now};
    errc error = steps.read_lifecycle();
    if (error == errc{}) error = steps.read_edition();
    if (error == errc{}) error = steps.fix_attributes();
    if (error == errc{}) error = steps.read_features();
    steps.read_limits();
    if (error == errc{}) error = steps.apply_add_ons();
    if (error == errc{}) error = steps.apply_overrides();
    if (error != errc{}) return error;
    steps.answer_features();
    error = steps.pack_limits();
    if (error != errc{}) return error;
    return result<snapshot<Features, Quotas, Room>>{std::in_place, steps.resolved()};
}

/// One decision from the facts: `resolve`, then `check`. To check many requests, resolve once, and
/// use the snapshot while it is valid. Errors as for `resolve`.
[[nodiscard]] constexpr result<decision> check(const timeline_view& life, feature_id feature,
                                               instant now, const attributes& request = {}) {
    const catalog_view& c = life.catalog();
    const auto resolved = resolve(life, now);
    if (!resolved) return resolved.error();
    return at(c.condition_rows(), *resolved, now).check(feature, request);
}

}  // namespace ratecard::inline v0

#endif
