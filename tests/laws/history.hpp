// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_LAWS_HISTORY_HPP
#define RATECARD_TESTS_LAWS_HISTORY_HPP

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include "application.hpp"
#include "calendar_by_hand.hpp"
#include "property.hpp"

// Arbitrary histories of an application, and what the specification says of them: a model in plain
// seconds and a calendar counted by hand, written from the text and not from the headers.
namespace ratecard_test {

// The calendar of the model, in UTC+8.

inline constexpr std::int64_t one_day = 86'400;
inline constexpr std::int64_t one_hour = 3'600;

constexpr std::int64_t day_number(ratecard::civil_date d) {
    std::int64_t n = 0;
    for (std::int32_t y = 1970; y < d.year; ++y) n += is_leap(y) ? 366 : 365;
    for (std::uint32_t m = 1; m < d.month; ++m) n += length_of_month(d.year, m);
    return n + d.day - 1;
}
constexpr ratecard::civil_date date_of_number(std::int64_t n) {
    ratecard::civil_date d{1970, 1, 1};
    for (; n >= (is_leap(d.year) ? 366 : 365); ++d.year) n -= is_leap(d.year) ? 366 : 365;
    for (; n >= length_of_month(d.year, d.month); ++d.month) n -= length_of_month(d.year, d.month);
    d.day = static_cast<std::uint32_t>(n) + 1;
    return d;
}
/// The local day's number, and the seconds into it.
constexpr std::int64_t local_day(std::int64_t t) { return (t + 8 * one_hour) / one_day; }
constexpr std::int64_t local_second(std::int64_t t) { return (t + 8 * one_hour) % one_day; }
constexpr std::int64_t from_local(std::int64_t day, std::int64_t second) {
    return day * one_day + second - 8 * one_hour;
}
/// The same local day and time `months` later, the day cut to the month.
constexpr std::int64_t months_after(std::int64_t t, int months) {
    return from_local(day_number(months_later(date_of_number(local_day(t)), months)),
                      local_second(t));
}

// What the model knows.

struct plan {
    std::int64_t begins = 0;
    std::vector<std::int64_t> boundaries{};  ///< of its months; the first is its begin
    std::int64_t ends = 0;                   ///< were it not given back
    std::optional<std::int64_t> given_back{};

    [[nodiscard]] bool began() const { return !given_back || begins <= *given_back; }
    [[nodiscard]] bool covers(std::int64_t t) const {
        return begins <= t && t < ends && !(given_back && *given_back <= t);
    }
};
struct debt {
    std::int64_t issued = 0;
    std::optional<std::int64_t> paid{};
};

inline plan plan_of(const ratecard::order& o, std::optional<ratecard::instant> given_back) {
    plan p{.begins = o.begins.seconds_since_1970()};
    const std::int64_t from = o.anchored_at.value_or(o.begins).seconds_since_1970();
    const auto begun = date_of_number(local_day(p.begins));
    const auto anchored = date_of_number(local_day(from));
    const int skipped = (begun.year - anchored.year) * 12 + static_cast<int>(begun.month) -
                        static_cast<int>(anchored.month);
    for (int n = 0; n <= o.months; ++n) p.boundaries.push_back(months_after(from, skipped + n));
    p.ends = p.boundaries.back();
    if (given_back) p.given_back = given_back->seconds_since_1970();
    return p;
}

/// The life of an application by the text of T4, T5 and the paragraphs below them.
class life_model {
public:
    explicit life_model(const application& a) : created_{a.created_at.seconds_since_1970()} {
        for (const ratecard::order& o : a.orders) plans_.push_back(plan_of(o, a.refunded_at(o.id)));
        for (const ratecard::bill& b : a.bills) {
            debts_.push_back({b.issued_at.seconds_since_1970(), {}});
            if (b.paid_at) debts_.back().paid = b.paid_at->seconds_since_1970();
        }
        if (a.deleted_at) deleted_ = a.deleted_at->seconds_since_1970();
        for (const plan& p : plans_) {
            edges_.insert(edges_.end(), {p.begins, p.ends, p.ends + one_day});
            if (p.given_back) edges_.push_back(*p.given_back);
        }
        for (const debt& d : debts_) {
            edges_.push_back(d.issued + one_day);
            if (d.paid) edges_.push_back(*d.paid);
        }
        edges_.push_back(created_);
        std::sort(edges_.begin(), edges_.end());
        find_reclaiming();
        if (reclaimed_) edges_.push_back(*reclaimed_);
        if (deleted_) edges_.push_back(*deleted_);
        std::sort(edges_.begin(), edges_.end());
        edges_.erase(std::unique(edges_.begin(), edges_.end()), edges_.end());
    }

    /// Every second at which the state can change, and no second between two of them at which it can.
    [[nodiscard]] const std::vector<std::int64_t>& edges() const { return edges_; }
    /// The edges and their neighbours, from the creation on.
    [[nodiscard]] std::vector<ratecard::instant> probes() const {
        std::vector<ratecard::instant> all;
        for (const std::int64_t e : edges_)
            for (const std::int64_t t : {e - 1, e, e + 1})
                if (created_ <= t) all.emplace_back(t);
        std::sort(all.begin(), all.end());
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }
    [[nodiscard]] std::optional<std::int64_t> reclaimed() const { return reclaimed_; }

    [[nodiscard]] ratecard::status at(ratecard::instant when) const {
        const std::int64_t t = when.seconds_since_1970();
        const bool gone = reclaimed_ && *reclaimed_ <= t;
        if (deleted_ && *deleted_ <= t && !(reclaimed_ && *reclaimed_ < *deleted_)) return deleted;
        if (gone) return ratecard_test::reclaimed(*cause(*reclaimed_));
        if (const auto why = cause(t)) return suspended(*why);
        bool bought_before = false;
        bool runs = false;
        for (const plan& p : plans_) {
            bought_before = bought_before || p.begins <= t || (p.given_back && *p.given_back <= t);
            runs = runs || p.covers(t);
        }
        return bought_before && !runs ? expired : active;
    }

private:
    /// A purchase that takes up service at or after `from`, by `t`: it ends what `from` began.
    [[nodiscard]] bool bought_between(std::int64_t from, std::int64_t t) const {
        for (const plan& p : plans_)
            if (p.covers(from) || (p.began() && from < p.begins && p.begins <= t)) return true;
        return false;
    }
    /// The cause in force at `t` that began first.
    [[nodiscard]] std::optional<ratecard::suspension_cause> cause(std::int64_t t) const {
        using enum ratecard::suspension_cause;
        std::vector<std::pair<std::int64_t, ratecard::suspension_cause>> in_force;
        for (const plan& p : plans_) {
            if (p.given_back) {
                if (*p.given_back <= t && !bought_between(*p.given_back, t))
                    in_force.emplace_back(*p.given_back, refund);
            } else if (p.ends + one_day <= t && !bought_between(p.ends, t)) {
                in_force.emplace_back(p.ends + one_day, expiry);
            }
        }
        for (const debt& d : debts_)
            if (d.issued + one_day <= t && !(d.paid && *d.paid <= t))
                in_force.emplace_back(d.issued + one_day, arrears);
        if (in_force.empty()) return std::nullopt;
        return std::min_element(in_force.begin(), in_force.end())->second;
    }
    /// The first day D + 90 up to which a suspension of day D lasted without a break.
    void find_reclaiming() {
        for (const std::int64_t begin : edges_) {
            if (!cause(begin)) continue;
            const std::int64_t end = from_local(local_day(begin) + 90, 0);
            bool unbroken = cause(end).has_value();
            for (const std::int64_t e : edges_)
                if (begin <= e && e <= end) unbroken = unbroken && cause(e).has_value();
            if (unbroken && (!reclaimed_ || end < *reclaimed_)) reclaimed_ = end;
        }
    }

    std::int64_t created_;
    std::vector<plan> plans_{};
    std::vector<debt> debts_{};
    std::optional<std::int64_t> deleted_{};
    std::optional<std::int64_t> reclaimed_{};
    std::vector<std::int64_t> edges_{};
};

/// A refund by the text of T6, in cents: the running term, days begun, cents over to the first terms.
struct refund_model {
    std::int64_t amount = 0, cash = 0, credit = 0, paid_current_month = 0, paid_future_months = 0,
                 used = 0, consumed = 0;
};
/// Half a unit goes away from zero; nothing here is negative.
constexpr std::int64_t divided(std::int64_t n, std::int64_t d) { return (2 * n + d) / (2 * d); }

inline refund_model refund_by_hand(const std::vector<ratecard::order>& orders, std::int64_t at) {
    refund_model r;
    std::int64_t cash = 0;
    std::int64_t credit = 0;
    for (const ratecard::order& o : orders) {
        const plan p = plan_of(o, {});
        if (p.ends <= at) continue;
        cash += o.paid_by.cash.minor_units();
        credit += o.paid_by.credit.minor_units();
        const std::int64_t all = o.paid_by.cash.minor_units() + o.paid_by.credit.minor_units();
        for (int n = 0; n < o.months; ++n) {
            const auto begin = p.boundaries[static_cast<std::size_t>(n)];
            const auto end = p.boundaries[static_cast<std::size_t>(n) + 1];
            const std::int64_t share = all / o.months + (n < all % o.months ? 1 : 0);
            if (end <= at) {
                r.consumed += share;
            } else if (at < begin) {
                r.paid_future_months += share;
            } else {
                r.paid_current_month += share;
                std::int64_t begun = 0;
                while (begin + begun * one_day < at) ++begun;
                const std::int64_t of = local_day(end) - local_day(begin);
                r.used += divided(list_cents(o.edition, 1) * std::min(begun, of), of);
            }
        }
    }
    r.amount = std::max<std::int64_t>(0, r.paid_current_month + r.paid_future_months - r.used);
    if (cash + credit != 0) {
        // Largest remainder of two parts is rounding the first, half a cent up.
        r.cash = divided(r.amount * cash, cash + credit);
        r.credit = r.amount - r.cash;
    }
    return r;
}

// Drawing histories. To be called inside a law.

inline std::int64_t drawn(std::int64_t from, std::int64_t to) {
    return *rc::gen::inRange<std::int64_t>(from, to + 1);
}
inline bool one_in(std::int64_t n) { return drawn(1, n) == 1; }
template <class T>
T one_of(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(
        drawn(0, static_cast<std::int64_t>(choices.size()) - 1))];
}

/// A second of 2023 or 2024, the ends of months and of days more often than chance would have it.
inline std::int64_t drawn_second() {
    const std::int64_t day =
        one_in(2) ? day_number({2023, 1, 1}) + drawn(0, 730)
                  : day_number(months_later({2023, 1, static_cast<std::uint32_t>(drawn(28, 31))},
                                            static_cast<int>(drawn(0, 23))));
    return from_local(day,
                      one_in(2) ? one_of<std::int64_t>({0, 1, 43'200, 86'399}) : drawn(0, 86'399));
}

enum class paid_how { anyhow, at_list_price };

inline ratecard::payment drawn_payment(ratecard::edition_id e, std::int32_t months, paid_how how) {
    const std::int64_t price = list_cents(e, months);
    const std::int64_t off = how == paid_how::at_list_price || one_in(2) ? 0 : drawn(0, price);
    const std::int64_t voucher = off == 0 ? 0 : drawn(0, off);
    const std::int64_t rest = price - off;
    const std::int64_t cash =
        one_of<std::int64_t>({rest, 0, rest / 2, drawn(0, rest), rest == 0 ? 0 : 1});
    return means(cash, rest - cash, voucher, off - voucher);
}

/// Orders in their sequence, some given back, some renewed automatically, with gaps of every kind.
inline void draw_orders(application& a, paid_how how, std::int64_t most_orders,
                        std::int32_t most_months) {
    std::int64_t known =
        a.created_at.seconds_since_1970();  // what is placed is placed from here on
    std::int64_t free_from = known;         // no plan covers anything from here on
    std::optional<plan> last;
    ratecard::instant anchored{};
    std::int64_t count = drawn(0, most_orders);
    for (std::uint64_t id = 1; count > 0; --count, id += 2) {
        const std::int64_t kept_until = from_local(local_day(free_from + one_day) + 90, 0);
        const std::int64_t refunded_until = from_local(local_day(free_from) + 90, 0);
        const std::int64_t begins = std::max(
            free_from,
            one_of<std::int64_t>({free_from, free_from, free_from + 1, free_from + one_day - 1,
                                  free_from + one_day, free_from + one_day + 1,
                                  free_from + drawn(0, 10 * one_day), kept_until - 1, kept_until,
                                  kept_until + 1, refunded_until - 1, refunded_until,
                                  refunded_until + 1, free_from + drawn(0, 120 * one_day)}));
        const ratecard::edition_id e = one_in(2) ? standard : premium;
        const auto months = static_cast<std::int32_t>(drawn(1, most_months));
        ratecard::order o =
            bought(id, e, months, ratecard::instant{begins}, drawn_payment(e, months, how));
        o.placed_at = ratecard::instant{std::max(
            known, begins - one_of<std::int64_t>({0, 0, 1, one_day, drawn(0, 40 * one_day)}))};
        if (last && last->ends == begins && one_in(2)) o.anchored_at = anchored;
        const plan p = plan_of(o, {});
        a.orders.push_back(o);
        last = p;
        anchored = o.anchored_at.value_or(o.begins);
        free_from = p.ends;
        if (one_in(3)) {
            const std::int64_t first = o.placed_at.seconds_since_1970();
            const std::int64_t at =
                std::clamp(one_of<std::int64_t>({begins - 1, begins, begins + 1, p.boundaries[1],
                                                 p.boundaries[1] - 1, drawn(first, p.ends - 1)}),
                           first, p.ends - 1);
            a.refunds.push_back({o.id, ratecard::instant{at}, {o.id.value}});
            free_from = std::max(begins, at);
            known = at;
            if (one_in(2)) {  // with it goes one that was bought to follow it
                ratecard::order next =
                    bought(id + 1, e, 1, ratecard::instant{p.ends}, drawn_payment(e, 1, how));
                next.placed_at = ratecard::instant{drawn(first, at)};
                a.orders.push_back(next);
                a.refunds.push_back({next.id, ratecard::instant{at}, {next.id.value}});
            }
        }
    }
    std::stable_sort(a.orders.begin(), a.orders.end(),
                     [](const auto& x, const auto& y) { return x.begins < y.begins; });
}

/// Everything that decides the state of an application.
inline application any_history(paid_how how = paid_how::anyhow, std::int32_t most_months = 3) {
    application a{.created_at = ratecard::instant{drawn_second()}};
    draw_orders(a, how, 4, most_months);
    const std::int64_t created = a.created_at.seconds_since_1970();
    std::vector<std::int64_t> moments = life_model{a}.edges();
    const auto moment = [&] { return one_of(moments) + drawn(-1, 1); };
    std::int64_t count = drawn(0, 3);
    for (std::uint64_t id = 1; count > 0; --count, ++id) {
        const std::int64_t issued =
            std::max(created, one_in(2) ? moment() - one_day : moment() + drawn(-40, 40) * one_day);
        ratecard::bill b = billed(id, ratecard::instant{issued});
        if (!one_in(3)) {
            const std::int64_t paid =
                one_of<std::int64_t>({issued, issued + one_day - 1, issued + one_day,
                                      issued + one_day + 1, issued + drawn(0, 100 * one_day),
                                      moment(), moment(), from_local(local_day(issued) + 91, 0)});
            b.paid_at = ratecard::instant{std::max(issued, paid)};
            moments.push_back(paid);
        }
        a.bills.push_back(b);
        moments.push_back(issued + one_day);
    }
    if (one_in(8)) a.deleted_at = ratecard::instant{std::max(created, moment())};
    return a;
}

/// What was known at an instant: later facts have not happened yet.
inline application known_at(const application& a, ratecard::instant now) {
    application k = a;
    std::erase_if(k.orders, [&](const auto& o) { return now < o.placed_at; });
    std::erase_if(k.refunds, [&](const auto& r) { return now < r.at; });
    std::erase_if(k.bills, [&](const auto& b) { return now < b.issued_at; });
    for (ratecard::bill& b : k.bills)
        if (b.paid_at && now < *b.paid_at) b.paid_at.reset();
    if (k.deleted_at && now < *k.deleted_at) k.deleted_at.reset();
    return k;
}

}  // namespace ratecard_test

#endif
