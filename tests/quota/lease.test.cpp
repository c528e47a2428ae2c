// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include <ratecard/quota/lease.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr window today{0, instant{100}};
constexpr window tomorrow{1, instant{200}};
constexpr instant now{10};
constexpr quota_limit ten = hard(10);

constexpr lend_decision lend_to(const quota_state& s, const loan& l, std::int64_t amount,
                                window w = today, instant t = now) {
    return lend(s, l, ten, w, quantity{amount}, t);
}

}  // namespace

TEST_CASE("the shares of the remaining limit add up to it") {
    constexpr auto shared = [](limit most, std::int64_t used) {
        std::array<quantity, 3> parts{};
        const std::array<std::uint64_t, 3> weights{1, 1, 2};
        static_cast<void>(shares(most, quantity{used}, weights, parts));
        return parts;
    };
    STATIC_REQUIRE(shared(limit::finite(10), 1) ==
                   std::array{quantity{2}, quantity{2}, quantity{5}});
    STATIC_REQUIRE(shared(limit::finite(10), 11) == std::array<quantity, 3>{});
    STATIC_REQUIRE(shared(limit::unlimited(), 0)[2].count() == quantity::max_count / 2);
    std::array<quantity, 2> parts{quantity{7}, quantity{7}};
    const std::array<std::uint64_t, 2> none{0, 0}, too_heavy{1, UINT64_MAX};
    CHECK(shares(limit::finite(1), quantity{}, none, parts) == core_errc::zero_weights);
    CHECK(shares(limit::finite(1), quantity{}, too_heavy, parts) == core_errc::overflow);
    CHECK(parts[0] == quantity{7});
    CHECK(shares(limit::finite(1), quantity{1}, none, parts) == std::size_t{2});
    law("the parts of a limit add up to what is left of it", [] {
        const auto most = *up_to(quantity::max_count), used = *up_to(quantity::max_count);
        std::vector<std::uint64_t> weights{1};
        for (int i = *rc::gen::inRange(0, 6); i > 0; --i)
            weights.push_back(*rc::gen::inRange<std::uint64_t>(0, 100));
        std::vector<quantity> mine(weights.size());
        RC_ASSERT(shares(limit::finite(most), quantity{used}, weights, mine) == weights.size());
        std::int64_t sum = 0;
        for (const quantity q : mine) sum += q.count();
        RC_ASSERT(sum == std::max<std::int64_t>(most - used, 0));
    });
}

TEST_CASE("a lease counts as taken until it is settled; after that only its used part does") {
    constexpr auto lent = lend_to({}, {}, 6);
    STATIC_REQUIRE(lent.allowed());
    STATIC_REQUIRE(lent.record == loan{{0, 1, quantity{6}}, true});
    STATIC_REQUIRE(lent.next == quota_state{0, quantity{6}});
    STATIC_REQUIRE(!lend_to(lent.next, {}, 5).allowed());
    STATIC_REQUIRE(lend_to(lent.next, {}, 5).why() == quota_answer::limit_reached);
    STATIC_REQUIRE(lend(lent.next, {}, ten, today, quantity{5}, now, taking::as_much_as_fits)
                       .record.given.amount == quantity{4});
    constexpr auto back = settle(lent.next, lent.record, {0, 1, quantity{2}}, today);
    STATIC_REQUIRE(back.allowed());
    STATIC_REQUIRE(back.why() == settle_answer::settled);
    STATIC_REQUIRE(settle(back.next, back.record, {0, 1, quantity{2}}, today).allowed());
    STATIC_REQUIRE(!settle(lent.next, lent.record, {0, 1, quantity{7}}, today).allowed());
    STATIC_REQUIRE(back.next == quota_state{0, quantity{2}});
    // Twice, it changes nothing; nor does one of another round.
    STATIC_REQUIRE(settle(back.next, back.record, {0, 1, quantity{2}}, today) ==
                   settle_decision{settle_answer::settled_before, back.next, back.record});
    STATIC_REQUIRE(settle(lent.next, lent.record, {0, 2, quantity{2}}, today).answer ==
                   settle_answer::settled_before);
    STATIC_REQUIRE(settle(lent.next, lent.record, {1, 1, quantity{2}}, today).answer ==
                   settle_answer::settled_before);
    STATIC_REQUIRE(settle(lent.next, lent.record, {0, 1, quantity{7}}, today) ==
                   settle_decision{settle_answer::more_than_leased, lent.next, lent.record});
    // The next lease has a number of its own.
    STATIC_REQUIRE(lend_to(back.next, back.record, 8).record.given.round == 2);
}

TEST_CASE("an open lease is given again unchanged, within its window") {
    constexpr auto lent = lend_to({}, {}, 6);
    STATIC_REQUIRE(lend_to(lent.next, lent.record, 3) == lent);
    STATIC_REQUIRE(lend_to(lent.next, lent.record, 3, today, today.end).answer ==
                   quota_answer::window_closed);
    constexpr auto next = lend_to(lent.next, lent.record, 3, tomorrow, instant{150});
    STATIC_REQUIRE(next.record == loan{{1, 2, quantity{3}}, true});
    STATIC_REQUIRE(next.next == quota_state{1, quantity{3}});
    // What is settled too late frees nothing of another window.
    STATIC_REQUIRE(settle(lent.next, lent.record, {0, 1, quantity{2}}, tomorrow).next ==
                   quota_state{1, quantity{}});
    STATIC_REQUIRE(settle({1, quantity{9}}, lent.record, {0, 1, quantity{2}}, today).next ==
                   quota_state{1, quantity{9}});
}

TEST_CASE("a holder spends what it leased, and no more") {
    constexpr leased mine = accept({}, {0, 1, quantity{3}});
    constexpr auto two = spend(mine, today, quantity{2}, now);
    STATIC_REQUIRE(two.answer == quota_answer::admitted);
    STATIC_REQUIRE(two.taken == quantity{2});
    STATIC_REQUIRE(spend(two.next, today, quantity{2}, now).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(spend(two.next, today, quantity{2}, now, taking::as_much_as_fits).taken ==
                   quantity{1});
    // A lease that comes again gives nothing again.
    STATIC_REQUIRE(accept(two.next, {0, 1, quantity{3}}) == two.next);
    STATIC_REQUIRE(accept(closed(two.next), {0, 1, quantity{3}}) == closed(two.next));
    STATIC_REQUIRE(accept(two.next, {0, 2, quantity{9}}) == leased{{0, 2, quantity{9}}, {}, true});
    STATIC_REQUIRE(settlement_of(closed(two.next)) == settlement{0, 1, quantity{2}});
    // Closed, of no lease, of a window that is over, past the end.
    STATIC_REQUIRE(spend(closed(mine), today, quantity{1}, now).answer ==
                   quota_answer::limit_reached);
    STATIC_REQUIRE(spend({}, today, quantity{}, now).answer == quota_answer::limit_reached);
    STATIC_REQUIRE(spend(mine, tomorrow, quantity{1}, instant{150}).answer ==
                   quota_answer::limit_reached);
    STATIC_REQUIRE(spend(mine, today, quantity{1}, today.end).answer ==
                   quota_answer::window_closed);
}

// ---- a network ----

namespace {

/// A cheap source of the many random numbers that 100,000 histories take.
class dice {
public:
    explicit dice(std::uint64_t seed) : state_{seed * 2 + 1} {}
    std::size_t below(std::size_t bound) {
        state_ = state_ * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        return static_cast<std::size_t>((state_ >> 33) % bound);
    }

private:
    std::uint64_t state_;
};

struct message {
    std::size_t holder;
    std::variant<lease, settlement> text;
};

/// One lender, three holders, and a network that delays, loses and doubles what is sent.
class network {
public:
    explicit network(std::uint64_t seed) : random_{seed} {
        most_ = static_cast<std::int64_t>(random_.below(12));
    }

    /// What went wrong, or nothing.
    std::string_view run() {
        for (int step = 0; step < 60; ++step) {
            if (random_.below(30) == 0) ++clock_;
            switch (random_.below(6)) {
                case 0: lend_one(); break;
                case 1: close_one(); break;
                case 2: deliver(); break;
                default: spend_one(); break;
            }
            for (const std::int64_t used : used_in_)
                if (used > most_) return "more was used in a window than the limit";
            if (lender_.taken.count() > most_) return "more is lent than the limit";
        }
        return calm();
    }
    [[nodiscard]] bool settled_late() const { return settled_late_; }
    [[nodiscard]] bool reached() const { return reached_; }

private:
    static constexpr std::size_t holders = 3;

    /// What a machine takes for the window that runs: its clock may be one behind.
    window seen_window() {
        const std::int64_t lag = clock_ > 0 && random_.below(4) == 0 ? 1 : 0;
        return {clock_ - lag, instant{1'000}};
    }
    void send(const message& m) {
        if (random_.below(4) == 0) return;  // lost
        for (std::size_t i = random_.below(4) == 0 ? 2 : 1; i > 0; --i) under_way_.push_back(m);
    }
    void lend_one() {
        const std::size_t to = random_.below(holders);
        const quantity wanted{static_cast<std::int64_t>(1 + random_.below(6))};
        const auto d = lend(lender_, loans_[to], hard(most_), seen_window(), wanted, instant{},
                            taking::as_much_as_fits);
        lender_ = d.next;
        loans_[to] = d.record;
        if (is_admitted(d.answer)) send({to, d.record.given});
    }
    void close_one() {
        const std::size_t from = random_.below(holders);
        machines_[from] = closed(machines_[from]);
        send({from, settlement_of(machines_[from])});  // perhaps once more
    }
    void deliver() {
        if (under_way_.empty()) return;
        const std::size_t which = random_.below(under_way_.size());  // any: the order is lost too
        const message m = under_way_[which];
        under_way_.erase(under_way_.begin() + static_cast<std::ptrdiff_t>(which));
        arrive(m);
    }
    void arrive(const message& m) {
        if (const auto* l = std::get_if<lease>(&m.text)) {
            machines_[m.holder] = accept(machines_[m.holder], *l);
            return;
        }
        const auto& s = std::get<settlement>(m.text);
        const auto d = settle(lender_, loans_[m.holder], s, seen_window());
        if (d.answer == settle_answer::settled_before) settled_late_ = true;
        lender_ = d.next;
        loans_[m.holder] = d.record;
    }
    void spend_one() {
        const std::size_t who = random_.below(holders);
        const auto d = spend(machines_[who], seen_window(),
                             quantity{static_cast<std::int64_t>(1 + random_.below(3))}, instant{});
        machines_[who] = d.next;
        const auto index =
            static_cast<std::size_t>(d.next.held.window < 0 ? 0 : d.next.held.window);
        if (used_in_.size() <= index) used_in_.resize(index + 1);
        used_in_[index] += d.taken.count();
        if (used_in_[index] == most_ && most_ > 0) reached_ = true;
    }
    /// All messages arrive, and all leases of the window that runs are settled: then only what was
    /// used of it is taken.
    std::string_view calm() {
        const window running{lender_.window < clock_ ? clock_ : lender_.window, instant{1'000}};
        under_way_.clear();
        for (std::size_t i = 0; i < holders; ++i) {
            if (loans_[i].is_open) arrive({i, loans_[i].given});
            machines_[i] = closed(machines_[i]);
            const auto d = settle(lender_, loans_[i], settlement_of(machines_[i]), running);
            lender_ = d.next;
            loans_[i] = d.record;
            if (d.record.is_open) return "a lease cannot be settled";
        }
        const auto index = static_cast<std::size_t>(running.index);
        const std::int64_t used = used_in_.size() <= index ? 0 : used_in_[index];
        if (rolled(lender_, running.index).taken.count() != used) return "a unit is lost for good";
        return "";
    }

    dice random_;
    std::int64_t most_;
    std::int64_t clock_ = 0;
    quota_state lender_{};
    std::array<loan, holders> loans_{};
    std::array<leased, holders> machines_{};
    std::vector<message> under_way_;
    std::vector<std::int64_t> used_in_;
    bool settled_late_ = false, reached_ = false;
};

}  // namespace

TEST_CASE("lost, late and repeated messages never let machines use more than the limit") {
    int late = 0, reached = 0;
    for (std::uint64_t seed = 0; seed < 100'000; ++seed) {
        network history{seed};
        const std::string_view fault = history.run();
        if (!fault.empty()) {
            CAPTURE(seed);
            REQUIRE(fault == "");
        }
        late += history.settled_late() ? 1 : 0;
        reached += history.reached() ? 1 : 0;
    }
    // What is interesting did happen.
    CHECK(late > 10'000);
    CHECK(reached > 10'000);
}
