// SPDX-License-Identifier: MIT
// One gate: what `check` and `decide` say of random whole lives, at random instants.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <ratecard/catalog/builder.hpp>
#include <ratecard/entitlement/check.hpp>
#include <ratecard/entitlement/interned.hpp>
#include <ratecard/entitlement/resolve.hpp>
#include <ratecard/entitlement/snapshot_bytes.hpp>
#include <ratecard/entitlement/why.hpp>
#include <ratecard/entitlement/window_of.hpp>
#include <ratecard/quota/decide_all.hpp>
#include <ratecard/quota/reserve.hpp>
#include <ratecard/quota/word.hpp>

#include "examined.hpp"
#include "history.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

using any_snapshot = snapshot<40, 16>;

/// Any life of the reference catalog under any policy, where any feature and any quota may stay in
/// the grace or during a suspension, and any edition may have any limit.
struct life {
    offering o = *tencent_chat::catalog.view().offering;
    std::vector<feature> features;
    std::vector<quota> quotas;
    std::vector<quota_limit> limits;
    catalog_view c = tencent_chat::catalog;
    application a = any_history();

    life() {
        const auto rule = [] {
            cause_rule r{.grace = one_of<duration>({seconds(0), seconds(1), hours(24), days(10)}),
                         .ended_by_plan = one_in(2)};
            if (one_in(3)) r.retention_days = static_cast<std::int32_t>(drawn(0, 40));
            return r;
        };
        o.lifecycle.expiry = rule(), o.lifecycle.arrears = rule();
        o.lifecycle.refund = rule(), o.lifecycle.abuse = rule();
        o.lifecycle.retention_days = static_cast<std::int32_t>(drawn(0, 90));
        features.assign(c.features.begin(), c.features.end());
        const bool any_stays = one_in(2);
        for (feature& f : features)
            f.stays_in_grace = !one_in(3), f.stays_suspended = any_stays && one_in(3);
        quotas.assign(c.quotas.begin(), c.quotas.end());
        for (quota& q : quotas) {
            q.stays_in_grace = !one_in(3), q.stays_suspended = one_in(3);
            if (one_in(3) && q.window != quota_window::age)
                q.window = one_of<quota_window>({quota_window::standing, quota_window::calendar_day,
                                                 quota_window::calendar_month,
                                                 quota_window::billing_period});
        }
        limits.assign(c.quota_table.begin(), c.quota_table.end());
        for (quota_limit& l : limits)
            if (one_in(3)) l = one_of<quota_limit>({no_limit, hard(0), hard(5), soft(3)});
        c.offering = &o, c.features = features, c.quotas = quotas, c.quota_table = limits;
        for (std::int64_t n = drawn(0, 2); n > 0; --n) {
            const instant found = a.created_at + seconds(drawn(0, 200 * one_day));
            a.findings.push_back({{static_cast<std::uint64_t>(n)}, found, {}});
            if (one_in(2)) a.findings.back().lifted_at = found + seconds(drawn(0, 20 * one_day));
        }
        if (one_in(4)) a.deleted_at = a.created_at + seconds(drawn(0, 400 * one_day));
    }
    life(const life&) = delete;
    life& operator=(const life&) = delete;

    /// Any instant, often in a state that lasts for a short time only.
    [[nodiscard]] static instant any_time(const timeline_view& timeline) {
        const auto& changes = timeline.states();
        if (!one_in(4))
            return changes[static_cast<std::size_t>(drawn(0, std::ssize(changes) - 1))].at +
                   seconds(one_of<std::int64_t>({0, 0, 1, drawn(0, one_day)}));
        return timeline.facts().created_at + seconds(drawn(0, 500 * one_day));
    }
    [[nodiscard]] condition_table rows() const { return c.condition_rows(); }
};

/// What the specification says of a quota in a state; nothing where its limit decides.
std::optional<quota_answer> refusal_in(state life, const quota& q) {
    const bool is_age = q.window == quota_window::age;
    switch (life) {
        case state::active: return std::nullopt;
        case state::expired:
            if (q.stays_in_grace || is_age) return std::nullopt;
            return quota_answer::suspended;
        case state::suspended:
            if (q.stays_suspended || is_age) return std::nullopt;
            return quota_answer::suspended;
        case state::reclaimed: return quota_answer::reclaimed;
        case state::deleted: return quota_answer::deleted;
    }
    return std::nullopt;
}

quota_state any_state(const window& running) {
    return {running.index - drawn(0, 2), quantity{drawn(0, 8)}};
}
taking any_mode() { return one_in(2) ? taking::all_or_nothing : taking::as_much_as_fits; }

}  // namespace

TEST_CASE("a limit ends when its plan does: check and decide answer by one state") {
    law("what the life forbids is refused by its reason, and nothing is counted", [] {
        const life l;
        const subscription s = l.a.facts();
        const auto timeline = examined(l.c, s);
        const instant now = l.any_time(timeline);
        const any_snapshot granted = resolve<40, 16>(timeline, now).value();
        const auto open = at(l.rows(), granted, now);
        const state current = state_at(timeline, now)->state;
        for (std::uint16_t i = 0; i < l.quotas.size(); ++i) {
            const quota_id q{i};
            const window running = window_of(timeline, q, now);
            const quota_state before = any_state(running);
            const quantity amount{drawn(0, 6)};
            const taking mode = any_mode();
            const quota_decision d = open.decide(q, before, amount, mode);
            const quota_terms terms = open.terms_of(q);
            if (const auto refused = refusal_in(current, l.quotas[i])) {
                RC_ASSERT((d == quota_decision{*refused, before, {}}));
                RC_ASSERT(open.decide(q, before, running, amount, mode) == d);
                RC_ASSERT(decide(before, terms, amount, now, mode) == d);
                RC_ASSERT(!is_admitted(
                    decide(before, terms.limit, terms.running, amount, now, mode).answer));
                RC_ASSERT(open.limit_of(q).why() == *refused);
                RC_ASSERT(open.remaining(q, before).why() == *refused);
                RC_ASSERT(open.decide(q, quota_word{}, amount, mode).answer == *refused);
                const epochs by{seconds(60), 10};
                RC_ASSERT(open.reserve(q, reserving_state{}, by, amount, mode).answer == *refused);
                const std::array demands{demand_by(terms, before, amount)};
                std::array<quota_decision, 1> out{};
                RC_ASSERT(decide_all(demands, now, out).answer == *refused);
                RC_ASSERT(out[0] == d);
            } else {
                const quota_limit most = why<64>(timeline, q, now)->limit;
                RC_ASSERT(d == decide(before, most, running, amount, now, mode));
                RC_ASSERT(*open.limit_of(q) == most);
                RC_ASSERT((terms == quota_terms{most, running}));
            }
            // A quota that stays nowhere is refused wherever every feature is.
            if (granted.lifecycle != reason::allowed && !l.quotas[i].stays_suspended &&
                l.quotas[i].window != quota_window::age)
                RC_ASSERT(!d.allowed());
        }
        for (std::uint16_t i = 0; i < l.features.size(); ++i) {
            const quota same{.stays_in_grace = l.features[i].stays_in_grace,
                             .stays_suspended = l.features[i].stays_suspended};
            const auto refused = refusal_in(current, same);
            const reason said = open.check(feature_id{i}).why();
            const bool by_life = reason::suspended <= said && said <= reason::deleted;
            RC_ASSERT(by_life == refused.has_value());
            if (refused) RC_ASSERT(detail::refusal_of_quota(said) == *refused);
        }
    });
}

TEST_CASE("a limit answers by the snapshot in force, and a stale snapshot admits nothing") {
    law("outside the validity every quota and feature is stale", [] {
        const life l;
        const subscription s = l.a.facts();
        const auto timeline = examined(l.c, s);
        const instant now = l.any_time(timeline);
        const any_snapshot granted = resolve<40, 16>(timeline, now).value();
        std::vector<instant> outside{now - seconds(1)};
        if (granted.valid_until < instant::never())
            for (const std::int64_t later : {std::int64_t{0}, drawn(1, 400 * one_day)})
                outside.push_back(granted.valid_until + seconds(later));
        for (const instant t : outside) {
            const auto open = at(l.rows(), granted, t);
            RC_ASSERT(open.is_stale());
            for (std::uint16_t q = 0; q < l.quotas.size(); ++q) {
                const quota_state before{0, quantity{drawn(0, 3)}};
                const auto refused = quota_decision{quota_answer::stale, before, {}};
                RC_ASSERT(open.decide(quota_id{q}, before, quantity{}) == refused);
                RC_ASSERT(open.decide(quota_id{q}, before, standing_window, quantity{1}) ==
                          refused);
                RC_ASSERT(open.remaining(quota_id{q}, before).why() == quota_answer::stale);
            }
            RC_ASSERT(open.check(feature_id{0}).why() == reason::stale);
        }
    });
    law("a snapshot of one instant of its validity decides as one of a later instant", [] {
        const life l;
        const subscription s = l.a.facts();
        const auto timeline = examined(l.c, s);
        const instant now = l.any_time(timeline);
        const any_snapshot granted = resolve<40, 16>(timeline, now).value();
        const std::int64_t valid = (granted.valid_until - now).seconds;
        const instant later =
            now + seconds(drawn(0, std::min<std::int64_t>(valid - 1, 100 * one_day)));
        const any_snapshot anew = resolve<40, 16>(timeline, later).value();
        for (std::uint16_t i = 0; i < l.quotas.size(); ++i) {
            const quota_id q{i};
            const window running = window_of(timeline, q, later);
            const quota_state before = any_state(running);
            const quantity amount{drawn(0, 6)};
            const quota_decision d = at(l.rows(), anew, later).decide(q, before, amount);
            RC_ASSERT(at(l.rows(), granted, later).decide(q, before, running, amount) == d);
            const quota_decision old = at(l.rows(), granted, later).decide(q, before, amount);
            RC_ASSERT(old == d || old.answer == quota_answer::window_closed);
        }
    });
}

TEST_CASE("a snapshot is asked with the conditions it was resolved from") {
    law("with those of another version of the catalog everything is refused", [] {
        const life l;
        const auto timeline = examined(l.c, l.a.facts());
        const instant now = l.any_time(timeline);
        const any_snapshot granted = resolve<40, 16>(timeline, now).value();
        catalog_builder b{tencent_chat::catalog.view()};
        const bool renewed = one_in(4);
        if (!renewed) switch (drawn(0, 2)) {
                case 0:
                    b.require("user_status", {.attribute = {0}, .test = test::none_of, .set = {2}});
                    break;
                case 1:
                    b.add(feature{"one_more"},
                          {availability::included, availability::included, availability::included});
                    break;
                default: b.add(quota{"one_more"}, {hard(1), hard(1), hard(1)});
            }
        const owned_catalog other = b.build().value();
        const auto own = at(l.rows(), granted, now);
        const auto open = at(other.view().condition_rows(), granted, now);
        RC_ASSERT(open.is_stale() == !renewed);
        for (std::uint16_t f = 0; f < l.features.size(); ++f)
            RC_ASSERT(open.check(feature_id{f}).why() ==
                      (renewed ? own.check(feature_id{f}).why() : reason::stale));
        for (std::uint16_t q = 0; q < l.quotas.size(); ++q) {
            const quota_decision d = open.decide(quota_id{q}, quota_state{}, quantity{1});
            RC_ASSERT((renewed ? d == own.decide(quota_id{q}, quota_state{}, quantity{1})
                               : d == quota_decision{quota_answer::stale, {}, {}}));
        }
        // The same for a snapshot that many customers share.
        std::array<any_snapshot, 1> room{};
        interned_snapshots<any_snapshot> kept{room};
        const tenancy held = kept.keep(granted).value();
        RC_ASSERT(at(other.view().condition_rows(), kept, held, now).is_stale() == !renewed);
    });
}

TEST_CASE("whatever resolve makes, to_bytes writes and from_bytes reads") {
    law("of any life under any policy, with features and quotas that stay", [] {
        const life l;
        const auto timeline = examined(l.c, l.a.facts());
        const any_snapshot granted = resolve<40, 16>(timeline, l.any_time(timeline)).value();
        const auto bytes = to_bytes(granted);
        const auto read = from_bytes<any_snapshot>(bytes);
        RC_ASSERT(read.has_value());
        RC_ASSERT(*read == granted);
    });
}

TEST_CASE("what remains is the most that decide admits within the limit") {
    law("one more is not within it, and the reset is the end of the window", [] {
        const life l;
        const auto timeline = examined(l.c, l.a.facts());
        const instant now = l.any_time(timeline);
        const any_snapshot granted = resolve<40, 16>(timeline, now).value();
        const auto open = at(l.rows(), granted, now);
        for (std::uint16_t i = 0; i < l.quotas.size(); ++i) {
            const quota_id q{i};
            const window running = window_of(timeline, q, now);
            const quota_state before = any_state(running);
            const auto left = open.remaining(q, before);
            if (!left.allowed()) continue;
            RC_ASSERT(left->most == open.limit_of(q)->most);
            RC_ASSERT(left->resets_at == running.end);
            RC_ASSERT(left->left.is_unlimited() == left->most.is_unlimited());
            if (left->left.is_unlimited()) continue;
            const quantity most = left->left.most();
            if (most != quantity{})
                RC_ASSERT(open.decide(q, before, most).answer == quota_answer::admitted);
            RC_ASSERT(open.decide(q, before, quantity{most.count() + 1}).answer !=
                      quota_answer::admitted);
        }
    });
}
