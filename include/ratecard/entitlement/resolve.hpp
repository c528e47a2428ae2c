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
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>

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

/// Whether every edition in force from `from` to `now`, both included, has the feature.
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

/// The reason for which a state refuses one feature, which the catalog may keep in that state.
constexpr reason refused_in(state life, const feature& f) noexcept {
    if (life == state::suspended && f.stays_suspended) return reason::allowed;
    if (life == state::expired && !f.stays_in_grace) return reason::suspended;
    return refused_in(life);
}

/// `standing_answer_of`, for a caller who knows the edition in force.
constexpr standing_answer standing_answer_in(const catalog_view& c, const subscription& s,
                                             edition_id edition, feature_id f, instant now) {
    standing_answer answer;
    instant bought_until = now;
    for (const feature_purchase& p : s.purchases) {
        if (p.feature != f) continue;
        if (p.begins <= now && bought_until < p.ends) bought_until = p.ends;
        if (now < p.begins && p.begins < answer.until) answer.until = p.begins;
    }
    if (now < bought_until) return {reason::allowed, bought_until};
    const auto refuse = [&](reason why, instant until) {
        answer.because = why;
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
            const std::optional<trial_id> trial = c[f].trial;
            refuse(reason::trial_not_activated, answer.until);
            for (const trial_activation& t : s.trials) {
                if (!trial || t.trial != *trial || now < t.activated_at) continue;
                const instant end = t.activated_at + c[*trial].length;
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

/// Calls `visit` for each gift of each add-on purchase in force. The arguments are the index of the
/// purchase, the purchase and the gift.
constexpr void for_each_gift(const catalog_view& c, const subscription& s, instant now,
                             const auto& visit) {
    for (std::size_t i = 0; i < s.add_ons.size(); ++i) {
        if (!s.add_ons[i].is_in_force(now) || is_listed_before(s.add_ons, i)) continue;
        for (const add_on_gift& g : c.gifts)
            if (g.of == s.add_ons[i].add_on) visit(i, s.add_ons[i], g);
    }
}

constexpr feature_id subject(const feature_override& o) noexcept { return o.feature; }
constexpr quota_id subject(const limit_override& o) noexcept { return o.quota; }

/// Whether override `i` is in force and no other of the same feature or quota wins over it. Among
/// equal overrides, only the first one listed decides.
template <class Override>
constexpr bool decides(std::span<const Override> all, std::size_t i, instant now) noexcept {
    if (!all[i].is_in_force(now)) return false;
    for (std::size_t j = 0; j < all.size(); ++j)
        if (j != i && subject(all[j]) == subject(all[i]) && all[j].is_in_force(now) &&
            (precedes(all[j], all[i]) || (j < i && !precedes(all[i], all[j]))))
            return false;
    return true;
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
    // A parameter `now` would shadow a global `now` of a user's program, with -Wshadow.
    constexpr resolver(const catalog_view& c, const subscription& s, instant at) noexcept
        : c_{c}, s_{s}, now_{at} {
        snapshot_.valid_from = at;
        snapshot_.valid_until = instant::never();
        snapshot_.features = static_cast<std::uint16_t>(c.features.size());
        snapshot_.quotas = static_cast<std::uint16_t>(c.quotas.size());
    }

    /// Reads the state of the subscription, and the reason for which it refuses every feature.
    constexpr errc read_lifecycle() {
        const auto reclaimed = reclaimed_at(c_, s_);
        const auto life = state_at(c_, s_, now_, [&] { return reclaimed; });
        if (!life) return life.error();
        state_ = life->state;
        if (const auto change = change_after(c_, s_, now_, *life, reclaimed))
            valid_until(change->at);
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
        snapshot_.edition = edition_at(c_, s_, now_);
        for (unsigned r = 0; r < standing_reasons; ++r)
            snapshot_.ranks[r] =
                c_.rank(static_cast<reason>(static_cast<unsigned>(reason::not_in_edition) + r));
        for (const order& o : s_.orders) {
            const covered_time covered = coverage_of(c_, s_, o);
            valid_until(covered.begin);
            valid_until(covered.end);
        }
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
            if (s_.purchases.empty() && cell <= availability::included) {
                standing_[i] =
                    cell == availability::included ? reason::allowed : reason::not_in_edition;
                continue;
            }
            const auto answer = standing_answer_in(c_, s_, snapshot_.edition, f, now_);
            valid_until(answer.until);
            standing_[i] = answer.why();
        }
        for (const edition_value& v : c_.edition_values)
            if (v.in == snapshot_.edition && c_.at(v.of, v.in) != availability::absent &&
                !values_.put(v.of, v.value, replace))
                return core_errc::capacity_exceeded;
        return {};
    }

    /// Reads the limits of the edition.
    constexpr void read_limits() {
        for (std::size_t q = 0; q < c_.quotas.size(); ++q)
            limits_[q] = c_.at(quota_id{static_cast<std::uint16_t>(q)}, snapshot_.edition);
    }

    /// Applies the features, values and limit increases of add-ons.
    constexpr errc apply_add_ons() {
        errc error{};
        for_each_gift(c_, s_, now_,
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
        for (const add_on_purchase& p : s_.add_ons) valid_until(p.begins), valid_until(p.ends);
        return error;
    }

    /// Applies the overrides that were agreed with this customer.
    constexpr errc apply_overrides() {
        for (std::size_t i = 0; i < s_.feature_overrides.size(); ++i) {
            const feature_override& o = s_.feature_overrides[i];
            valid_until(o.begins), valid_until(o.ends);
            if (!decides(s_.feature_overrides, i, now_)) continue;
            standing_[o.feature.index()] = o.granted ? reason::allowed : reason::withheld;
            if (o.value && !values_.put(o.feature, *o.value, replace))
                return core_errc::capacity_exceeded;
        }
        for (std::size_t i = 0; i < s_.limit_overrides.size(); ++i) {
            const limit_override& o = s_.limit_overrides[i];
            valid_until(o.begins), valid_until(o.ends);
            if (decides(s_.limit_overrides, i, now_)) limits_[o.quota.index()] = o.limit;
        }
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
    /// that ends, and one for each length of fixed windows.
    constexpr errc pack_limits() {
        std::array<const quota*, Room.clocks> clocked{};
        std::size_t clocks = 0;
        for (std::size_t q = 0; q < c_.quotas.size(); ++q) {
            const quota& row = c_.quotas[q];
            std::uint8_t clock = packed_limit::no_clock;
            if (row.window != quota_window::standing && row.window != quota_window::age) {
                clock = 0;
                while (clock < clocks && !(clocked[clock]->window == row.window &&
                                           clocked[clock]->length == row.length))
                    ++clock;
                if (clock == Room.clocks) return core_errc::capacity_exceeded;
                if (clock == clocks) {
                    const window running =
                        window_of(c_, s_, quota_id{static_cast<std::uint16_t>(q)}, now_);
                    if (running.index < INT32_MIN || running.index > INT32_MAX)
                        return core_errc::capacity_exceeded;
                    clocked[clocks++] = &row;
                    snapshot_.windows[clock] = static_cast<std::int32_t>(running.index);
                    snapshot_.resets[clock] = running.end;
                }
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

    const catalog_view& c_;
    const subscription& s_;
    instant now_;
    state state_{};
    snapshot<Features, Quotas, Room> snapshot_;
    std::array<reason, Features> standing_{};  ///< without conditions and lifecycle
    std::array<quota_limit, Quotas> limits_{};
    value_list<Room.values> values_;
};

}  // namespace detail

/// Answers whether the edition in force, approvals, trials and feature purchases give a feature at
/// `now`.
/// \pre the ids are of this catalog, and the facts hold no contradiction.
[[nodiscard]] constexpr standing_answer standing_answer_of(const catalog_view& c,
                                                           const subscription& s, feature_id f,
                                                           instant now) {
    return detail::standing_answer_in(c, s, edition_at(c, s, now), f, now);
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
/// \pre the facts hold no contradiction.
template <std::size_t Features = 64, std::size_t Quotas = 32, snapshot_room Room = snapshot_room{}>
[[nodiscard]] constexpr result<snapshot<Features, Quotas, Room>> resolve(const catalog_view& c,
                                                                         const subscription& s,
                                                                         instant now) {
    if (c.features.size() > Features || c.quotas.size() > Quotas)
        return core_errc::capacity_exceeded;
    detail::resolver<Features, Quotas, Room> steps{c, s, now};
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
/// \pre the facts hold no contradiction.
[[nodiscard]] constexpr result<decision> check(const catalog_view& c, const subscription& s,
                                               feature_id feature, instant now,
                                               const attributes& request = {}) {
    const auto resolved = resolve(c, s, now);
    if (!resolved) return resolved.error();
    return check(c.condition_rows(), at(*resolved, now), feature, request);
}

}  // namespace ratecard::inline v0

#endif
