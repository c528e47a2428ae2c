// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_EXAMINE_HPP
#define RATECARD_LIFECYCLE_EXAMINE_HPP

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include <ratecard/account/facts.hpp>
#include <ratecard/account/order.hpp>
#include <ratecard/account/subscription.hpp>
#include <ratecard/catalog/fault.hpp>
#include <ratecard/catalog/list_price.hpp>
#include <ratecard/catalog/view.hpp>
#include <ratecard/core/errc.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/sort.hpp>
#include <ratecard/lifecycle/contradiction.hpp>
#include <ratecard/lifecycle/coverage.hpp>
#include <ratecard/lifecycle/status.hpp>
#include <ratecard/lifecycle/timeline.hpp>
#include <ratecard/time/calendar.hpp>

/// Checks that the facts of a subscription can all be true, and reads them into a timeline.
namespace ratecard::inline v0 {

namespace detail {

/// Checks that calendars can count from an instant that comes from data.
constexpr result<void> check_instant(instant t) noexcept {
    if (const auto known = instant::from(t.seconds_since_1970()); !known) return known.error();
    return {};
}

/// Checks a number of seats against the price list. A version without a price for the edition
/// states no number.
constexpr result<void> check_seats(const catalog_view& c, edition_id e, version_id v,
                                   quantity seats) {
    const plan_price* const price = c.find_plan_price(e, v);
    if (price == nullptr) return {};
    const auto billed = billed_seats(*price, seats);
    if (!billed) return billed.error();
    return {};
}

/// Checks one order against the catalog and the subscription, without the other orders.
constexpr result<void> check_order(const catalog_view& c, const subscription& s, const order& o) {
    if (o.owner != s.id) return account_errc::order_of_another_owner;
    if (!c.has(o.edition)) return catalog_errc::unknown_edition;
    if (!c.has(o.version)) return catalog_errc::unknown_version;
    if (o.edition == c.offering->default_edition) return account_errc::edition_not_for_sale;
    if (o.months < c.offering->terms.min_months || o.months > c.offering->terms.max_months)
        return catalog_errc::months_out_of_range;
    if (o.placed_at < s.created_at) return account_errc::before_creation;
    if (o.begins < o.placed_at) return account_errc::order_begins_before_it_was_placed;
    for (const instant t : {o.placed_at, o.begins, o.anchored_at.value_or(o.begins)})
        if (const auto known = check_instant(t); !known) return known;
    for (std::size_t a = 0; !o.fixed.empty() && a < c.attributes.size(); ++a) {
        const attribute_id id{static_cast<std::uint16_t>(a)};
        if (o.fixed.has(id) && (!s.fixed.has(id) || o.fixed.value(id) != s.fixed.value(id)))
            return account_errc::fixed_attribute_changed;
    }
    if (o.anchored_at) {
        const zone& z = c.offering->billing_zone;
        const anchor a = anchor_at(*o.anchored_at, z);
        if (boundary_at(a, monthly, index_of(a, monthly, o.begins, z), z) != o.begins)
            return account_errc::order_off_its_anchor;
    }
    const payment& p = o.paid_by;
    for (const money& part : {p.cash, p.credit, p.voucher, p.discount}) {
        if (part.unit() != c.unit()) return money_errc::currency_mismatch;
        if (part.is_negative()) return money_errc::negative_amount;
    }
    const auto price = list_price(c, o.edition, o.version, o.months, o.seats);
    // Without a price, or with one on request, there is nothing to compare with.
    if (price == catalog_errc::no_price || price == catalog_errc::price_on_request) return {};
    if (!price) return price.error();
    if (p.voucher > *price) return account_errc::voucher_exceeds_price;
    const auto paid = settled(p);
    if (!paid) return paid.error();
    if (*paid != *price) return account_errc::payment_mismatch;
    return {};
}

/// Checks the start of a plan that is billed period by period, without the others.
constexpr result<void> check_plan(const catalog_view& c, const subscription& s,
                                  const plan_start& p) {
    if (!c.has(p.edition)) return catalog_errc::unknown_edition;
    if (!c.has(p.version)) return catalog_errc::unknown_version;
    if (p.edition == c.offering->default_edition) return account_errc::edition_not_for_sale;
    if (p.begins < s.created_at) return account_errc::before_creation;
    for (const instant t : {p.begins, p.anchored_at.value_or(p.begins)})
        if (const auto known = check_instant(t); !known) return known;
    return check_seats(c, p.edition, p.version, p.seats);
}

/// Checks one bill, without the others.
constexpr result<void> check_bill(const catalog_view& c, const bill& b) {
    if (b.amount.unit() != c.unit()) return money_errc::currency_mismatch;
    if (b.amount.is_negative()) return money_errc::negative_amount;
    if (b.paid_at && *b.paid_at < b.issued_at) return account_errc::paid_before_issue;
    return check_instant(b.issued_at);
}

/// Checks one purchase of a feature, without the others.
constexpr result<void> check_purchase(const catalog_view& c, const subscription& s,
                                      const feature_purchase& p) {
    if (!c.has(p.feature)) return catalog_errc::unknown_feature;
    if (p.begins < s.created_at) return account_errc::before_creation;
    if (p.ends < p.begins) return account_errc::ends_before_it_begins;
    for (const money& part : {p.cash, p.credit}) {
        if (part.unit() != c.unit()) return money_errc::currency_mismatch;
        if (part.is_negative()) return money_errc::negative_amount;
    }
    return {};
}

/// Checks the subscription itself, without its facts.
constexpr result<void> check_subscription(const catalog_view& c, const subscription& s) {
    for (std::size_t a = 0; !s.fixed.empty() && a < c.attributes.size(); ++a) {
        const attribute_id id{static_cast<std::uint16_t>(a)};
        if (!s.fixed.has(id) || c.attributes[a].kind != attribute_kind::enumerated) continue;
        std::int64_t value_count = 0;
        for (const attribute_value& v : c.values) value_count += v.of == id ? 1 : 0;
        if (s.fixed.value(id) < 0 || s.fixed.value(id) >= value_count)
            return catalog_errc::unknown_value;
    }
    if (c.offering->prices == grandfathering::by_creation && !c.version_at(s.created_at))
        return catalog_errc::no_version_in_force;
    if (s.migrated_at && (*s.migrated_at < s.created_at || !version_of(c, s, *s.migrated_at)))
        return catalog_errc::migration_not_offered;
    if (s.deleted_at && *s.deleted_at < s.created_at) return account_errc::ends_before_it_begins;
    if (s.deleted_at) return check_instant(*s.deleted_at);
    return {};
}

/// The first fact of a list that breaks a rule.
struct broken_rule {
    std::size_t index = SIZE_MAX;
    errc code{};

    /// Keeps the one with the smaller index; of one index, the one that was there before.
    constexpr void add(std::size_t at, errc why) noexcept {
        if (at < index) *this = {at, why};
    }
};

/// Reads the facts of a subscription into a timeline, list by list.
class examination {
public:
    constexpr examination(timeline_view& life, const timeline_room& room) noexcept
        : life_{life},
          c_{*life.catalog_},
          s_{*life.facts_},
          room_{room},
          free_places_{room.places} {}

    constexpr result<void, contradiction> run() {
        if (const auto checked = check_subscription(c_, s_); !checked)
            return contradiction{checked.error(), fact::subscription, 0};
        if (!has_room()) return contradiction{core_errc::capacity_exceeded, fact::subscription, 0};
        using step = result<void, contradiction> (examination::*)();
        for (const step next :
             {&examination::read_orders, &examination::read_refunds, &examination::cover,
              &examination::read_plans, &examination::lay_stretches, &examination::read_bills,
              &examination::read_approvals, &examination::read_trials, &examination::read_purchases,
              &examination::read_account_refunds, &examination::read_findings,
              &examination::read_renewals, &examination::read_add_ons,
              &examination::read_add_on_returns, &examination::read_feature_overrides,
              &examination::read_limit_overrides})
            if (const auto done = (this->*next)(); !done) return done;
        find_suspensions();
        find_reclaiming();
        find_states();
        return {};
    }

    static constexpr result<timeline_view, contradiction> view_of(const catalog_view& c,
                                                                  const subscription& s,
                                                                  const timeline_room& room) {
        timeline_view life{c, s};
        if (const auto done = examination{life, room}.run(); !done) return done.error();
        return life;
    }
    template <std::size_t Facts>
    static constexpr result<timeline<Facts>, contradiction> value_of(const catalog_view& c,
                                                                     const subscription& s) {
        std::optional<contradiction> found;
        result<timeline<Facts>, contradiction> life{std::in_place, examination_key{}, c, s, found};
        if (found) life = *found;
        return life;
    }

private:
    using outcome = result<void, contradiction>;

    [[nodiscard]] constexpr std::size_t plan_facts() const noexcept {
        return s_.plans.size() + s_.plan_changes.size() + s_.seat_changes.size() +
               s_.pauses.size() + s_.cancellations.size();
    }
    [[nodiscard]] constexpr bool has_room() const noexcept {
        const std::size_t facts =
            s_.orders.size() + s_.bills.size() + s_.findings.size() + s_.refunds.size() +
            s_.approvals.size() + s_.trials.size() + s_.purchases.size() + s_.add_ons.size() +
            s_.feature_overrides.size() + s_.limit_overrides.size() + s_.account_refunds.size() +
            s_.renewals.size() + plan_facts() + s_.add_on_returns.size();
        return facts <= room_.places.size() && facts <= room_.orders.size() &&
               2 * facts <= room_.stretches.size() && facts <= room_.add_ons.size() &&
               2 * facts <= room_.events.size() && facts <= room_.suspensions.size() &&
               facts <= room_.suspended_until.size() && 6 * facts + 3 <= room_.states.size();
    }

    /// Sorts the positions of a list by a key of its facts; equal ones stay in the order of the list.
    template <class Fact>
    static constexpr void sort_places(std::span<const Fact> facts, std::span<std::uint32_t> places,
                                      const auto& key_of) {
        for (std::size_t i = 0; i < facts.size(); ++i) places[i] = static_cast<std::uint32_t>(i);
        sort(places, [&](std::uint32_t a, std::uint32_t b) {
            const auto& key_a = key_of(facts[a]);
            const auto& key_b = key_of(facts[b]);
            return key_a < key_b || (key_a == key_b && a < b);
        });
    }
    /// Finds the first fact that has the key of an earlier one and another content. `places` are
    /// sorted by the key. Moves the first position of each key to the front.
    /// \return how many different keys there are.
    template <class Fact>
    static constexpr std::size_t find_conflict(std::span<const Fact> facts,
                                               std::span<std::uint32_t> places, const auto& key_of,
                                               errc why, broken_rule& broken) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < places.size(); ++i) {
            const std::uint32_t first = kept == 0 ? places[i] : places[kept - 1];
            if (kept == 0 || key_of(facts[first]) != key_of(facts[places[i]]))
                places[kept++] = places[i];
            else if (facts[first] != facts[places[i]])
                broken.add(places[i], why);
        }
        return kept;
    }
    /// Checks a list of facts: each by itself, and that no two have one id and another content.
    /// \return the positions of its facts, each fact once, in the order of the list.
    template <class Fact>
    constexpr result<std::span<std::uint32_t>, contradiction> read_list(std::span<const Fact> facts,
                                                                        fact kind,
                                                                        const auto& check) {
        broken_rule broken;
        for (std::size_t i = 0; i < facts.size(); ++i)
            if (const result<void> checked = check(facts[i]); !checked) {
                broken.add(i, checked.error());
                break;
            }
        const auto id_of = [](const Fact& f) { return f.id; };
        std::span<std::uint32_t> places = free_places_.first(facts.size());
        sort_places(facts, places, id_of);
        places =
            places.first(find_conflict(facts, places, id_of, account_errc::duplicate_id, broken));
        if (broken.index < facts.size()) return contradiction{broken.code, kind, broken.index};
        sort(places, [](std::uint32_t a, std::uint32_t b) { return a < b; });
        return places;
    }
    /// Reads a list of which the timeline keeps the positions of different facts.
    template <class Fact>
    constexpr outcome keep_list(std::span<const Fact> facts, fact kind, const auto& check,
                                std::span<const std::uint32_t>& kept) {
        const auto places = read_list(facts, kind, check);
        if (!places) return places.error();
        kept = *places;
        free_places_ = free_places_.subspan(places->size());
        return {};
    }
    template <class Fact>
    constexpr outcome check_list(std::span<const Fact> facts, fact kind, const auto& check) {
        const auto places = read_list(facts, kind, check);
        if (!places) return places.error();
        return {};
    }

    /// Checks the orders, and lists each of them once, by id.
    constexpr outcome read_orders() {
        const auto places = read_list(s_.orders, fact::order,
                                      [&](const order& o) { return check_order(c_, s_, o); });
        if (!places) return places.error();
        orders_ = room_.orders.first(places->size());
        for (std::size_t i = 0; i < orders_.size(); ++i) {
            const std::uint32_t place = (*places)[i];
            orders_[i] = {.term_end = end_of(c_, s_.orders[place]), .place = place};
        }
        sort(orders_, [&](const covered_order& a, const covered_order& b) {
            return fact_of(a).id < fact_of(b).id;
        });
        return {};
    }
    [[nodiscard]] constexpr const order& fact_of(const covered_order& o) const {
        return s_.orders[o.place];
    }

    /// Checks the refunds, and notes each with its order.
    constexpr outcome read_refunds() {
        broken_rule broken;
        for (std::size_t i = 0; i < s_.refunds.size(); ++i) {
            const order_refund& r = s_.refunds[i];
            const std::size_t place =
                count_before(std::span<const covered_order>{orders_},
                             [&](const covered_order& o) { return fact_of(o).id < r.order; });
            if (place == orders_.size() || fact_of(orders_[place]).id != r.order) {
                broken.add(i, account_errc::unknown_order);
                break;
            }
            covered_order& o = orders_[place];
            const bool again = o.refund != covered_order::none;
            if (again && s_.refunds[o.refund] != r) broken.add(i, account_errc::refunded_twice);
            if (!again) {
                o.refund = static_cast<std::uint32_t>(i);
                o.refunded_at = r.at;
            }
            if (r.at < fact_of(o).placed_at) broken.add(i, account_errc::refund_before_order);
            if (o.term_end <= r.at) broken.add(i, account_errc::refund_after_end);
            if (broken.index == i) break;
        }
        const auto id_of = [](const order_refund& r) { return r.id; };
        const std::span<std::uint32_t> places = free_places_.first(s_.refunds.size());
        sort_places(s_.refunds, places, id_of);
        find_conflict(s_.refunds, places, id_of, account_errc::duplicate_id, broken);
        if (broken.index < s_.refunds.size())
            return contradiction{broken.code, fact::refund, broken.index};
        return {};
    }

    /// The time each order covers, and the plans in force, in the order of time.
    constexpr outcome cover() {
        for (covered_order& o : orders_) {
            const instant begins = fact_of(o).begins;
            if (!o.is_refunded()) {
                o.covers = {begins, o.term_end, false};
                continue;
            }
            o.covers = {smaller_of(o.refunded_at, begins), o.refunded_at, true};
        }
        // By what was bought, so that a refund that is recorded changes no order of orders.
        sort(orders_, [&](const covered_order& a, const covered_order& b) {
            const order &x = fact_of(a), &y = fact_of(b);
            return x.begins < y.begins || (x.begins == y.begins && x.id < y.id);
        });
        life_.orders_ = orders_;
        if (overlap_among_first(s_.orders.size()))
            return contradiction{account_errc::orders_overlap, fact::order, first_overlap()};
        list_refunded();
        return {};
    }
    constexpr void list_refunded() {
        std::size_t size = 0;
        for (std::size_t i = 0; i < orders_.size(); ++i)
            if (orders_[i].is_refunded()) free_places_[size++] = static_cast<std::uint32_t>(i);
        const std::span<std::uint32_t> places = free_places_.first(size);
        sort(places, [&](std::uint32_t a, std::uint32_t b) {
            const instant at = orders_[a].refunded_at, bt = orders_[b].refunded_at;
            return at < bt || (at == bt && a < b);
        });
        life_.refunded_ = places;
        free_places_ = free_places_.subspan(size);
    }
    /// Whether two of the first orders of the list cover an instant in common.
    [[nodiscard]] constexpr bool overlap_among_first(std::size_t count) const {
        instant covered_to{-instant::bound};
        for (const covered_order& o : orders_) {
            if (o.place >= count || o.covers.end <= o.covers.begin) continue;
            if (o.covers.begin < covered_to) return true;
            covered_to = o.covers.end;
        }
        return false;
    }
    /// The position of the first order that overlaps one before it in the list. \pre one does.
    [[nodiscard]] constexpr std::size_t first_overlap() const {
        std::size_t fits = 0, does_not = s_.orders.size();
        while (fits + 1 < does_not) {
            const std::size_t middle = fits + (does_not - fits) / 2;
            (overlap_among_first(middle) ? does_not : fits) = middle;
        }
        return does_not - 1;
    }

    /// The plans that are billed period by period, as stretches: cut where the edition or the number
    /// of seats changes, and without the time of pauses.
    constexpr outcome read_plans() {
        using kind = plan_event::kind;
        std::size_t size = 0;
        const auto add = [&](instant at, kind what, std::uint32_t place) {
            room_.events[size++] = {at, place, what};
        };
        const auto not_before_creation = [&](instant at) -> result<void> {
            if (at < s_.created_at) return account_errc::before_creation;
            return check_instant(at);
        };
        const auto plans = read_list(s_.plans, fact::plan,
                                     [&](const plan_start& p) { return check_plan(c_, s_, p); });
        if (!plans) return plans.error();
        for (const std::uint32_t place : *plans) add(s_.plans[place].begins, kind::start, place);
        const auto changes = read_list(s_.plan_changes, fact::plan_change,
                                       [&](const plan_change& p) -> result<void> {
                                           if (!c_.has(p.to)) return catalog_errc::unknown_edition;
                                           return not_before_creation(p.at);
                                       });
        if (!changes) return changes.error();
        for (const std::uint32_t place : *changes)
            add(s_.plan_changes[place].at, kind::change, place);
        const auto seats = read_list(s_.seat_changes, fact::seat_change,
                                     [&](const seat_change& p) -> result<void> {
                                         if (p.seats == quantity{})
                                             return catalog_errc::seats_out_of_range;
                                         return not_before_creation(p.at);
                                     });
        if (!seats) return seats.error();
        for (const std::uint32_t place : *seats) add(s_.seat_changes[place].at, kind::seats, place);
        const auto pauses =
            read_list(s_.pauses, fact::pause, [&](const plan_pause& p) -> result<void> {
                if (p.ends < p.begins) return account_errc::ends_before_it_begins;
                if (p.ends != instant::never())
                    if (const auto known = check_instant(p.ends); !known) return known;
                return not_before_creation(p.begins);
            });
        if (!pauses) return pauses.error();
        for (const std::uint32_t place : *pauses) {
            const plan_pause& p = s_.pauses[place];
            if (p.begins == p.ends) continue;
            add(p.begins, kind::pause, place);
            if (p.ends < instant::never()) add(p.ends, kind::resume, place);
        }
        const auto cancelled =
            read_list(s_.cancellations, fact::cancellation,
                      [&](const plan_cancellation& p) { return not_before_creation(p.at); });
        if (!cancelled) return cancelled.error();
        for (const std::uint32_t place : *cancelled)
            add(s_.cancellations[place].at, kind::cancel, place);

        const std::span<plan_event> events = room_.events.first(size);
        sort(events, [](const plan_event& a, const plan_event& b) {
            if (a.at != b.at) return a.at < b.at;
            return a.what != b.what ? a.what < b.what : a.place < b.place;
        });
        plan_run run{*this};
        for (std::size_t first = 0; first < size;) {
            std::size_t end = first;
            while (end < size && events[end].at == events[first].at) ++end;
            if (const auto done = run.happen(events.subspan(first, end - first)); !done)
                return done;
            first = end;
        }
        run.go_on();
        return {};
    }

    /// A plan that is billed period by period, followed from event to event.
    class plan_run {
    public:
        constexpr explicit plan_run(examination& facts) noexcept : facts_{facts} {}

        /// What happens at one instant. A cancellation is of the plan that runs, if one does, and
        /// otherwise of the plan that starts then.
        constexpr outcome happen(std::span<const plan_event> events) {
            pass(events.front().at);
            std::size_t of_running = 0, cancellations = 0;
            while (cancellations < events.size() &&
                   events[cancellations].what == plan_event::kind::cancel)
                ++cancellations;
            for (; of_running < cancellations && runs_; ++of_running)
                if (const auto done = happens(events[of_running]); !done) return done;
            for (const plan_event& event : events.subspan(cancellations))
                if (const auto done = happens(event); !done) return done;
            for (; of_running < cancellations; ++of_running)
                if (const auto done = happens(events[of_running]); !done) return done;
            return {};
        }
        constexpr outcome happens(const plan_event& event) {
            using kind = plan_event::kind;
            pass(event.at);
            switch (event.what) {
                case kind::start: return start(event);
                case kind::change: return change(event);
                case kind::seats: return set_seats(event);
                case kind::pause: return pause(event);
                case kind::resume: resume(event); break;
                case kind::cancel: return cancel(event);
            }
            return {};
        }
        /// Changes and ends that take effect by `t`.
        constexpr void pass(instant t) {
            while (runs_) {
                const instant due = smaller_of(ends_at_, change_at_);
                if (due == instant::never() || t < due) return;
                if (due == ends_at_) {
                    end(due);
                } else {
                    set_edition(due, changes_to_, change_place_);
                    change_at_ = instant::never();
                }
            }
        }

        /// The plan goes on without an end that is known.
        constexpr void go_on() {
            pass(instant::never() - seconds(1));
            if (runs_) cut(instant::never(), {});
        }

    private:
        constexpr outcome start(const plan_event& event) {
            const plan_start& p = facts_.s_.plans[event.place];
            const fact_place by{fact::plan, event.place};
            if (runs_) return contradiction{account_errc::plans_overlap, by.kind, by.index};
            open_ = {.begin = p.begins,
                     .edition = p.edition,
                     .version = p.version,
                     .seats = p.seats,
                     .plan = by,
                     .began_by = by,
                     .anchored_at = p.anchored_at.value_or(p.begins)};
            seats_ = p.seats;
            runs_ = true;
            paused_ = cancelled_ = false;
            change_at_ = instant::never();
            ends_at_ = facts_.s_.deleted_at.value_or(instant::never());
            pass(event.at);
            return {};
        }
        constexpr outcome change(const plan_event& event) {
            const plan_change& p = facts_.s_.plan_changes[event.place];
            const auto contradicts = [&](errc code) {
                return contradiction{code, fact::plan_change, event.place};
            };
            if (!runs_) return contradicts(account_errc::no_plan_to_change);
            change_at_ = instant::never();  // a later wish replaces an earlier one
            if (p.to == open_.edition) return {};
            const change_rule rule = facts_.c_.change(open_.edition, p.to);
            if (rule.kind == change_kind::forbidden || rule.kind == change_kind::refund_first)
                return contradicts(account_errc::plan_change_refused);
            if (const auto fits = check_seats(facts_.c_, p.to, open_.version, seats_in(p.to));
                !fits)
                return contradicts(fits.error());
            if (rule.kind != change_kind::at_period_end) {
                set_edition(event.at, p.to, event.place);
                return {};
            }
            changes_to_ = p.to;
            change_place_ = event.place;
            change_at_ = period_end(event.at);
            return {};
        }
        constexpr outcome set_seats(const plan_event& event) {
            const quantity seats = facts_.s_.seat_changes[event.place].seats;
            const fact_place by{fact::seat_change, event.place};
            if (!runs_) return contradiction{account_errc::no_plan_to_change, by.kind, by.index};
            if (const auto fits = check_seats(facts_.c_, open_.edition, open_.version, seats);
                !fits)
                return contradiction{fits.error(), by.kind, by.index};
            if (seats == open_.seats) return {};
            cut(event.at, by);
            open_.seats = seats_ = seats;
            return {};
        }
        constexpr outcome pause(const plan_event& event) {
            const fact_place by{fact::pause, event.place};
            if (!runs_) return contradiction{account_errc::no_plan_to_change, by.kind, by.index};
            if (paused_) return contradiction{account_errc::pauses_overlap, by.kind, by.index};
            cut(event.at, by);
            paused_ = true;
            return {};
        }
        constexpr void resume(const plan_event& event) {
            if (!runs_) return;
            paused_ = false;
            open_.begin = event.at;
            open_.began_by = {fact::pause, event.place};
        }
        constexpr outcome cancel(const plan_event& event) {
            const fact_place by{fact::cancellation, event.place};
            if (!runs_) return contradiction{account_errc::no_plan_to_change, by.kind, by.index};
            if (cancelled_) return contradiction{account_errc::cancelled_twice, by.kind, by.index};
            const bool at_once =
                facts_.s_.cancellations[event.place].ends == cancellation_time::at_once;
            cancelled_ = true;
            ends_at_ = smaller_of(ends_at_, at_once ? event.at : period_end(event.at));
            pass(event.at);
            return {};
        }

        /// Ends the open stretch, and begins the next one.
        constexpr void cut(instant at, fact_place by) {
            if (paused_) return;
            if (open_.begin < at) {
                open_.end = open_.unbroken_until = at;
                if (goes_on_from_last())
                    last()->end = last()->unbroken_until = at;
                else
                    facts_.room_.stretches[facts_.stretches_++] = open_;
            }
            open_.begin = at;
            open_.began_by = by;
        }
        /// The last stretch of this plan; null if it has none yet.
        [[nodiscard]] constexpr stretch* last() const {
            if (facts_.stretches_ == 0) return nullptr;
            stretch& s = facts_.room_.stretches[facts_.stretches_ - 1];
            return s.plan == open_.plan ? &s : nullptr;
        }
        /// Whether changes at one instant left everything as it was.
        [[nodiscard]] constexpr bool goes_on_from_last() const {
            const stretch* const s = last();
            return s != nullptr && s->end == open_.begin && s->edition == open_.edition &&
                   s->version == open_.version && s->seats == open_.seats &&
                   s->anchored_at == open_.anchored_at;
        }
        constexpr void end(instant at) {
            cut(at, {});
            // A plan that ends within a pause has no stretch up to its end.
            if (last() != nullptr) last()->plan_ends = at;
            runs_ = false;
        }
        constexpr void set_edition(instant at, edition_id to, std::uint32_t place) {
            const change_rule rule = facts_.c_.change(open_.edition, to);
            cut(at, {fact::plan_change, place});
            if (rule.alignment == change_alignment::restart) open_.anchored_at = at;
            open_.seats = seats_in(to);
            open_.edition = to;
        }
        /// An edition that is not sold by the seat has one. After it, the seats are as many as before.
        [[nodiscard]] constexpr quantity seats_in(edition_id to) const {
            const plan_price* const price = facts_.c_.find_plan_price(to, open_.version);
            return price != nullptr && !price->seats ? quantity{1} : seats_;
        }
        [[nodiscard]] constexpr instant period_end(instant t) const {
            const zone& z = facts_.c_.offering->billing_zone;
            return period_around(anchor_at(open_.anchored_at, z), facts_.c_.offering->billing.every,
                                 t, z)
                .span.end();
        }

        examination& facts_;
        stretch open_{};
        quantity seats_{1};  ///< as last stated, for editions that are sold by the seat
        edition_id changes_to_{};
        std::uint32_t change_place_ = 0;
        instant change_at_ = instant::never();
        instant ends_at_ = instant::never();
        bool runs_ = false;
        bool paused_ = false;
        bool cancelled_ = false;
    };

    /// The plans in force in the order of time: prepaid ones, and those billed period by period.
    constexpr outcome lay_stretches() {
        for (const covered_order& o : orders_) {
            if (o.covers.end <= o.covers.begin) continue;
            const order& fact = fact_of(o);
            const fact_place by{fact::order, o.place};
            room_.stretches[stretches_++] = {.begin = o.covers.begin,
                                             .end = o.covers.end,
                                             .edition = fact.edition,
                                             .version = fact.version,
                                             .seats = fact.seats,
                                             .plan = by,
                                             .began_by = by,
                                             .anchored_at = fact.anchored_at.value_or(fact.begins),
                                             .unbroken_until = o.covers.end};
        }
        const std::span<stretch> all = room_.stretches.first(stretches_);
        if (!s_.plans.empty())
            sort(all, [](const stretch& a, const stretch& b) { return a.begin < b.begin; });
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (i > 0 && all[i].begin < all[i - 1].end) {
                const stretch& plan = all[i].is_prepaid() ? all[i - 1] : all[i];
                return contradiction{account_errc::plans_overlap, fact::plan, plan.plan.index};
            }
            all[i].first_window =
                i == 0 ? first_window_of_life(all[i]) : first_window_after(all[i - 1], all[i]);
        }
        for (std::size_t i = all.size(); i-- > 1;)
            if (all[i - 1].end == all[i].begin) all[i - 1].unbroken_until = all[i].unbroken_until;
        life_.stretches_ = all;
        return {};
    }
    /// Whether what was used in one edition counts in the window of the next one.
    [[nodiscard]] constexpr bool goes_on(edition_id from, edition_id to) const {
        return from == to || c_.change(from, to).included == included_units::used_up;
    }
    /// Before the first plan, windows are months from the creation.
    [[nodiscard]] constexpr std::int64_t first_window_of_life(const stretch& first) const {
        const zone& z = c_.offering->billing_zone;
        const anchor created = anchor_at(s_.created_at, z);
        const numbered_period month = period_around(created, monthly, first.begin, z);
        if (month.span.begin() == first.begin && month.number > 0) return month.number;
        return month.number + (goes_on(c_.edition_before_orders(), first.edition) ? 0 : 1);
    }
    /// A period that was cut short, and the first period of a plan that begins within it, are one
    /// window, unless the change between the two plans renews what is included.
    [[nodiscard]] constexpr std::int64_t first_window_after(const stretch& last,
                                                            const stretch& next) const {
        const numbered_period first = plan_period_at(life_, last, last.begin);
        const numbered_period cut = plan_period_at(life_, last, last.end);
        const std::int64_t number = last.first_window + cut.number - first.number;
        if (cut.span.begin() == last.end) return number;
        const bool same = next.begin < cut.span.end() && goes_on(last.edition, next.edition);
        return number + (same ? 0 : 1);
    }

    constexpr outcome read_bills() {
        return keep_list(
            s_.bills, fact::bill, [&](const bill& b) { return check_bill(c_, b); }, life_.bills_);
    }
    constexpr outcome read_approvals() {
        return check_list(s_.approvals, fact::approval, [&](const approval& a) -> result<void> {
            if (!c_.has(a.feature)) return catalog_errc::unknown_feature;
            if (a.approved_at < s_.created_at) return account_errc::before_creation;
            return {};
        });
    }
    constexpr outcome read_trials() {
        broken_rule broken;
        const auto trial_of = [](const trial_activation& t) { return t.trial; };
        const std::span<std::uint32_t> places = free_places_.first(s_.trials.size());
        sort_places(s_.trials, places, trial_of);
        find_conflict(s_.trials, places, trial_of, account_errc::trial_activated_twice, broken);
        const auto checked =
            check_list(s_.trials, fact::trial, [&](const trial_activation& t) -> result<void> {
                if (!c_.has(t.trial)) return catalog_errc::unknown_trial;
                if (t.activated_at < s_.created_at) return account_errc::before_creation;
                return check_instant(t.activated_at);
            });
        const bool other_first = !checked && (checked.error().index < broken.index ||
                                              (checked.error().index == broken.index &&
                                               checked.error().code != account_errc::duplicate_id));
        if (other_first) return checked;
        if (broken.index < s_.trials.size())
            return contradiction{broken.code, fact::trial, broken.index};
        return {};
    }
    constexpr outcome read_purchases() {
        return keep_list(
            s_.purchases, fact::purchase,
            [&](const feature_purchase& p) { return check_purchase(c_, s_, p); }, life_.purchases_);
    }
    constexpr outcome read_account_refunds() {
        return keep_list(
            s_.account_refunds, fact::account_refund,
            [](const account_refund&) { return result<void>{}; }, life_.account_refunds_);
    }
    constexpr outcome read_findings() {
        return check_list(s_.findings, fact::finding, [&](const abuse_finding& f) -> result<void> {
            if (f.found_at < s_.created_at) return account_errc::before_creation;
            if (const auto known = check_instant(f.found_at); !known) return known;
            if (f.lifted_at && *f.lifted_at < f.found_at)
                return account_errc::ends_before_it_begins;
            return {};
        });
    }
    constexpr outcome read_renewals() {
        return check_list(s_.renewals, fact::renewal,
                          [&](const renewal_decision& d) -> result<void> {
                              if (d.at < s_.created_at) return account_errc::before_creation;
                              return {};
                          });
    }
    constexpr outcome read_add_ons() {
        const auto places =
            read_list(s_.add_ons, fact::add_on, [&](const add_on_purchase& p) -> result<void> {
                if (!c_.has(p.add_on)) return catalog_errc::unknown_add_on;
                if (p.begins < s_.created_at) return account_errc::before_creation;
                if (p.ends < p.begins) return account_errc::ends_before_it_begins;
                if (p.ends != instant::never())
                    if (const auto known = check_instant(p.ends); !known) return known;
                return check_instant(p.begins);
            });
        if (!places) return places.error();
        add_ons_ = room_.add_ons.first(places->size());
        for (std::size_t i = 0; i < add_ons_.size(); ++i) {
            const add_on_purchase& p = s_.add_ons[(*places)[i]];
            add_ons_[i] = {p.begins, p.ends, (*places)[i]};
        }
        life_.add_ons_ = add_ons_;
        return {};
    }
    /// Ends add-ons where they were given up.
    constexpr outcome read_add_on_returns() {
        if (s_.add_on_returns.empty()) return {};
        const auto id_of = [&](const held_add_on& a) { return s_.add_ons[a.place].id; };
        sort(add_ons_,
             [&](const held_add_on& a, const held_add_on& b) { return id_of(a) < id_of(b); });
        const auto find = [&](purchase_id id) -> held_add_on* {
            const std::size_t place =
                count_before(life_.add_ons_, [&](const held_add_on& a) { return id_of(a) < id; });
            return place < add_ons_.size() && id_of(add_ons_[place]) == id ? &add_ons_[place]
                                                                           : nullptr;
        };
        broken_rule twice;
        const auto purchase_of = [](const add_on_return& r) { return r.purchase; };
        const std::span<std::uint32_t> by_purchase = free_places_.first(s_.add_on_returns.size());
        sort_places(s_.add_on_returns, by_purchase, purchase_of);
        find_conflict(s_.add_on_returns, by_purchase, purchase_of, account_errc::returned_twice,
                      twice);
        const auto places = read_list(s_.add_on_returns, fact::add_on_return,
                                      [&](const add_on_return& r) -> result<void> {
                                          const held_add_on* const held = find(r.purchase);
                                          if (held == nullptr)
                                              return account_errc::unknown_purchase;
                                          const add_on_purchase& p = s_.add_ons[held->place];
                                          if (r.at < p.begins || p.ends < r.at)
                                              return account_errc::return_outside_its_purchase;
                                          return {};
                                      });
        if (twice.index < s_.add_on_returns.size() &&
            (places || twice.index <= places.error().index))
            return contradiction{twice.code, fact::add_on_return, twice.index};
        if (!places) return places.error();
        for (const std::uint32_t place : *places) {
            const add_on_return& r = s_.add_on_returns[place];
            find(r.purchase)->end = r.at;
        }
        sort(add_ons_,
             [](const held_add_on& a, const held_add_on& b) { return a.place < b.place; });
        return {};
    }
    constexpr outcome read_feature_overrides() {
        return check_list(s_.feature_overrides, fact::feature_override,
                          [&](const feature_override& o) -> result<void> {
                              if (!c_.has(o.feature)) return catalog_errc::unknown_feature;
                              if (o.ends < o.begins) return account_errc::ends_before_it_begins;
                              if (o.value && !c_.can_be(o.feature, *o.value))
                                  return catalog_errc::value_of_another_kind;
                              return {};
                          });
    }
    constexpr outcome read_limit_overrides() {
        return check_list(s_.limit_overrides, fact::limit_override,
                          [&](const limit_override& o) -> result<void> {
                              if (!c_.has(o.quota)) return catalog_errc::unknown_quota;
                              if (o.ends < o.begins) return account_errc::ends_before_it_begins;
                              if (o.limit.enforcement == enforcement::unstated ||
                                  o.limit.grace_percent > packed_limit::max_grace_percent)
                                  return core_errc::policy_out_of_range;
                              return {};
                          });
    }

    /// What suspends the subscription, by begin. At most one suspension comes from each order whose
    /// end no other order covers, from each bill, and from each finding of abuse.
    constexpr void find_suspensions() {
        // For each order, the begin of the first plan from it on: a plan counts even if it was given
        // back at the instant it began, but not if it was given back before.
        const std::span<instant> plans = room_.suspended_until.first(orders_.size());
        instant next_plan = instant::never();
        for (std::size_t i = orders_.size(); i-- > 0;) {
            if (orders_[i].covers.begin == fact_of(orders_[i]).begins)
                next_plan = orders_[i].covers.begin;
            plans[i] = next_plan;
        }
        std::size_t size = 0;
        const auto add = [&](suspension_cause cause, instant at, instant settled) {
            const cause_rule& rule = c_.offering->lifecycle.of(cause);
            suspension next{at + rule.grace, settled, cause};
            if (rule.ended_by_plan) {
                const std::size_t begun = count_before(
                    life_.orders_, [&](const covered_order& o) { return fact_of(o).begins <= at; });
                if (begun < plans.size()) next.end = smaller_of(next.end, plans[begun]);
                if (const stretch* const plan = next_plan_after(life_, at))
                    next.end = smaller_of(next.end, plan->begin);
            }
            if (next.begin < next.end) room_.suspensions[size++] = next;
        };
        for (const covered_order& o : orders_)
            if (plan_at(life_, o.covers.end) == nullptr)
                add(o.is_refunded() ? suspension_cause::refund : suspension_cause::expiry,
                    o.covers.end, instant::never());
        for (const stretch& plan : life_.stretches_)
            if (plan.plan_ends < instant::never() && plan_at(life_, plan.plan_ends) == nullptr)
                add(suspension_cause::expiry, plan.plan_ends, instant::never());
        for (std::size_t i = 0; i < s_.pauses.size(); ++i)
            add(suspension_cause::pause, s_.pauses[i].begins, s_.pauses[i].ends);
        for (const std::uint32_t place : life_.bills_) {
            const bill& b = s_.bills[place];
            add(suspension_cause::arrears, b.issued_at, b.paid_at.value_or(instant::never()));
        }
        for (const abuse_finding& f : s_.findings)
            add(suspension_cause::abuse, f.found_at, f.lifted_at.value_or(instant::never()));
        const std::span<suspension> found = room_.suspensions.first(size);
        sort(found, [](const suspension& a, const suspension& b) {
            if (a.begin != b.begin) return a.begin < b.begin;
            return a.cause != b.cause ? a.cause < b.cause : a.end < b.end;
        });
        const std::span<instant> until = room_.suspended_until.first(size);
        for (std::size_t i = 0; i < size; ++i)
            until[i] = i == 0 ? found[i].end : larger_of(until[i - 1], found[i].end);
        life_.suspensions_ = found;
        life_.suspended_until_ = until;
    }

    constexpr void find_reclaiming() {
        const zone& z = c_.offering->billing_zone;
        const std::span<const suspension> all = life_.suspensions_;
        for (std::size_t i = 0; i < all.size();) {
            const suspension& first = all[i];
            instant end = first.end;
            for (++i; i < all.size() && all[i].begin <= end; ++i) end = larger_of(end, all[i].end);
            if (first.cause == suspension_cause::pause) continue;  // it keeps all there is
            const std::int32_t kept = c_.offering->lifecycle.retention_of(first.cause);
            const instant reclaimed = start_of(day_of(first.begin, z) + kept, z);
            if (reclaimed < end) {
                life_.reclaimed_at_ = reclaimed;
                return;
            }
        }
    }

    [[nodiscard]] constexpr status status_at(instant t) const {
        const instant reclaimed = life_.reclaimed_at_.value_or(instant::never());
        if (s_.deleted_at && *s_.deleted_at <= t && *s_.deleted_at <= reclaimed)
            return {state::deleted, {}};
        if (reclaimed <= t) return {state::reclaimed, cause_at(life_, reclaimed)};
        if (const auto cause = cause_at(life_, t)) return {state::suspended, cause};
        const bool begun = first_begin_ <= t;
        return {begun && plan_at(life_, t) == nullptr ? state::expired : state::active, {}};
    }
    constexpr void find_states() {
        for (const covered_order& o : orders_)
            first_begin_ = smaller_of(first_begin_, o.covers.begin);
        if (!life_.stretches_.empty())
            first_begin_ = smaller_of(first_begin_, life_.stretches_.front().begin);
        std::size_t size = 0;
        const auto add = [&](instant t) {
            if (s_.created_at < t && t < instant::never()) room_.states[size++].at = t;
        };
        room_.states[size++].at = s_.created_at;
        for (const covered_order& o : orders_) add(o.covers.begin), add(o.covers.end);
        for (const stretch& plan : life_.stretches_)
            if (!plan.is_prepaid()) add(plan.begin), add(plan.end);
        for (const suspension& x : life_.suspensions_) add(x.begin), add(x.end);
        if (life_.reclaimed_at_) add(*life_.reclaimed_at_);
        if (s_.deleted_at) add(*s_.deleted_at);
        const std::span<state_change> edges = room_.states.first(size);
        sort(edges, [](const state_change& a, const state_change& b) { return a.at < b.at; });
        std::size_t kept = 0;
        for (const state_change& edge : edges) {
            const state_change next{edge.at, status_at(edge.at)};
            if (kept == 0 || edges[kept - 1].becomes != next.becomes) edges[kept++] = next;
        }
        life_.states_ = edges.first(kept);
    }

    timeline_view& life_;
    const catalog_view& c_;
    const subscription& s_;
    const timeline_room& room_;
    std::span<std::uint32_t> free_places_;
    std::span<covered_order> orders_{};
    std::span<held_add_on> add_ons_{};
    std::size_t stretches_ = 0;
    instant first_begin_ = instant::never();  ///< of all plans, also of those given back
};

}  // namespace detail

template <std::size_t Facts>
constexpr timeline<Facts>::timeline(detail::examination_key, const catalog_view& c,
                                    const subscription& s, std::optional<contradiction>& found)
    : catalog_{c}, facts_{s} {
    const auto life = detail::examination::view_of(catalog_, facts_, memory_);
    if (!life) {
        found = life.error();
        return;
    }
    const auto size = [](const auto& list) { return static_cast<std::uint32_t>(list.size()); };
    sizes_ = {.orders = size(life->orders_),
              .stretches = size(life->stretches_),
              .suspensions = size(life->suspensions_),
              .states = size(life->states_),
              .refunded = size(life->refunded_),
              .bills = size(life->bills_),
              .purchases = size(life->purchases_),
              .account_refunds = size(life->account_refunds_),
              .add_ons = size(life->add_ons_)};
    reclaimed_at_ = life->reclaimed_at_;
}

/// Reads the facts of a subscription once, and checks them. Every question about the subscription
/// takes the timeline. It costs O(n log n) for n facts.
///
/// A fact that is listed twice with the same content counts once. The same id with different
/// content is a contradiction (`account_errc::duplicate_id`).
///
/// No action or purchase of the customer may be earlier than the creation of the subscription
/// (`account_errc::before_creation`). An override may begin earlier, because a seller can agree to
/// it in advance.
///
/// What happened outside the years 1 to 9999 is `core_errc::instant_out_of_range`, where calendars
/// count from it: orders, plans, bills, findings, trials and add-ons. `instant::never()` is an end that is not
/// known.
///
/// `core_errc::capacity_exceeded` when the room is too small for the facts.
/// \return the timeline, or the first contradiction: the first list that holds one, and the first
///     fact in it that contradicts the facts before it.
[[nodiscard]] constexpr result<timeline_view, contradiction> examine(const catalog_view& c,
                                                                     const subscription& s,
                                                                     const timeline_room& room) {
    return detail::examination::view_of(c, s, room);
}

/// The same as one value, for a subscription of at most `Facts` facts in all.
template <std::size_t Facts = 32>
[[nodiscard]] constexpr result<timeline<Facts>, contradiction> examine(const catalog_view& c,
                                                                       const subscription& s) {
    return detail::examination::value_of<Facts>(c, s);
}

}  // namespace ratecard::inline v0

#endif
