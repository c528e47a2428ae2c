// SPDX-License-Identifier: MIT
#include <cstdint>
#include <type_traits>

#include <ratecard/quota/word.hpp>

#include "any_quota.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {

constexpr window first{0, instant{100}};
constexpr window second{1, instant{200}};
constexpr instant early{10};

constexpr quota_word word_of(std::int64_t window, std::int64_t taken) {
    return *quota_word::from({window, quantity{taken}});
}

/// Windows that a word can hold, and some that it cannot.
rc::Gen<std::int64_t> any_index() {
    return rc::gen::oneOf(rc::gen::inRange<std::int64_t>(-2, 4),
                          rc::gen::element<std::int64_t>(0xffff'ffff, INT64_MIN, INT64_MAX),
                          rc::gen::inRange(quota_word::max_window - 2, quota_word::max_window + 3));
}

const epochs tens{seconds(10), 10};

}  // namespace

TEST_CASE("a word holds a window of 24 bits and an amount of 40 bits") {
    STATIC_REQUIRE(sizeof(quota_word) == 8);
    STATIC_REQUIRE(std::is_trivially_copyable_v<quota_word>);
    STATIC_REQUIRE(quota_word{}.bits() == 0);
    STATIC_REQUIRE(quota_word{}.state() == quota_state{});
    STATIC_REQUIRE(word_of(0, 0).bits() == 0x0000'0100'0000'0000u);
    STATIC_REQUIRE(word_of(19'791, 5).bits() == 0x004d'5000'0000'0005u);
    STATIC_REQUIRE(quota_word::max_taken == 1'099'511'627'775);
    STATIC_REQUIRE(quota_word::max_window == 16'777'214);
    STATIC_REQUIRE(word_of(quota_word::max_window, quota_word::max_taken).bits() == UINT64_MAX);
}

TEST_CASE("a state that does not fit a word is an error") {
    const auto from = [](std::int64_t window, std::int64_t taken) {
        return quota_word::from({window, quantity{taken}});
    };
    CHECK(from(-1, 0) == core_errc::overflow);
    CHECK(from(quota_word::max_window + 1, 0) == core_errc::overflow);
    CHECK(from(0, quota_word::max_taken + 1) == core_errc::overflow);
    CHECK(from(INT64_MIN, 1) == core_errc::overflow);
    CHECK(from(INT64_MIN, 0) == quota_word{});
}

TEST_CASE("a word keeps its state") {
    law("a state converted to a word and back is unchanged", [] {
        const quota_state s{*any_index(), *any_amount()};
        const auto word = quota_word::from(s);
        RC_ASSERT(word.has_value() ==
                  (s == quota_state{} || (s.window >= 0 && s.window <= quota_word::max_window &&
                                          s.taken.count() <= quota_word::max_taken)));
        if (word) RC_ASSERT(word->state() == s);
    });
    law("a word is rebuilt from its state, unless something is taken without a window", [] {
        const quota_word word{*any_word()};
        const auto again = quota_word::from(word.state());
        RC_ASSERT(again.has_value() ==
                  (word.state().window >= 0 || word.state().taken == quantity{}));
        if (again) RC_ASSERT(*again == word);
    });
}

TEST_CASE("decisions on words agree with decisions on states, if the word can hold the result") {
    law("the answer and the state agree, or the counter is full", [] {
        const quota_state s{*any_index(), *any_amount()};
        const auto word = quota_word::from(s);
        if (!word) return;
        const auto index = *any_index();
        const window w{index, instant{100}};
        const instant t{*rc::gen::inRange<std::int64_t>(0, 120)};
        const auto l = *any_limit();
        const auto amount = *any_amount();
        const auto how = *rc::gen::element(taking::all_or_nothing, taking::as_much_as_fits);
        const auto plain = decide(s, l, w, amount, t, how);
        const auto d = decide(*word, l, w, amount, t, how);
        if (quota_word::from(plain.next)) {
            RC_ASSERT(d.answer == plain.answer);
            RC_ASSERT(d.next.state() == plain.next);
            RC_ASSERT(d.taken == plain.taken);
        } else if (d.answer == quota_answer::admitted_in_part) {
            RC_ASSERT(how == taking::as_much_as_fits);
            RC_ASSERT(d.next.state().taken == quantity{quota_word::max_taken});
            RC_ASSERT(d.next.state().window == plain.next.window);
            RC_ASSERT(d.taken.amount < plain.taken.amount);
            RC_ASSERT(d.taken.window == plain.next.window);
        } else {
            RC_ASSERT(d.answer == (quota_word::can_number(plain.next.window)
                                       ? quota_answer::counter_full
                                       : quota_answer::window_out_of_range));
            RC_ASSERT(d.next == *word);
            RC_ASSERT(d.taken == ticket{});
        }
        const ticket back{*any_index(), *any_amount()};
        const auto plain_release = release(s, back, w);
        const release_decision<quota_word> expected{
            plain_release.answer, quota_word::from(plain_release.next).value_or(*word)};
        RC_ASSERT(release(*word, back, w) == expected);
    });
}

TEST_CASE("a full counter answers counter_full") {
    constexpr auto full = word_of(0, quota_word::max_taken);
    STATIC_REQUIRE(decide(full, no_limit, first, quantity{1}, early).answer ==
                   quota_answer::counter_full);
    STATIC_REQUIRE(decide(full, no_limit, first, quantity{0}, early).answer ==
                   quota_answer::admitted);
    STATIC_REQUIRE(decide(full, no_limit, second, quantity{1}, instant{150}).next == word_of(1, 1));
    STATIC_REQUIRE(decide(word_of(0, quota_word::max_taken - 2), no_limit, first, quantity{9},
                          early, taking::as_much_as_fits)
                       .taken.amount == quantity{2});
    STATIC_REQUIRE(
        decide(full, no_limit, first, quantity{9}, early, taking::as_much_as_fits).answer ==
        quota_answer::counter_full);
    STATIC_REQUIRE(noexcept(decide(quota_word{}, {}, {}, {}, {})));
    STATIC_REQUIRE(noexcept(release(quota_word{}, {}, {})));
}

TEST_CASE("no window is taken for \"no window yet\", whatever its number") {
    for (const std::int64_t index : {std::int64_t{-1}, std::int64_t{0xffff'ffff}, INT64_MIN,
                                     INT64_MAX, quota_word::max_window + 1}) {
        const window w{index, instant{100}};
        for (const auto how : {taking::all_or_nothing, taking::as_much_as_fits})
            CHECK(decide(quota_word{}, hard(5), w, quantity{1}, early, how) ==
                  word_decision{quota_answer::window_out_of_range, quota_word{}, {}});
    }
    STATIC_REQUIRE(
        decide(quota_word{}, hard(5), {quota_word::max_window, instant{100}}, quantity{1}, early)
            .answer == quota_answer::admitted);
}

TEST_CASE("windows of a minute fit a word if they are counted from an origin") {
    constexpr instant noon_of_2026{1'767'268'800};
    constexpr fixed_windows from_1970{seconds(60)};
    constexpr fixed_windows from_2026{seconds(60), instant{1'767'225'600}};
    STATIC_REQUIRE(
        decide(quota_word{}, hard(5), from_1970.at(noon_of_2026), quantity{1}, noon_of_2026)
            .answer == quota_answer::window_out_of_range);
    STATIC_REQUIRE(
        decide(quota_word{}, hard(5), from_2026.at(noon_of_2026), quantity{1}, noon_of_2026)
            .allowed());
    // Until 2057, and after that by name.
    constexpr instant last{1'767'225'600 + (quota_word::max_window + 1) * 60 - 1};
    STATIC_REQUIRE(decide(quota_word{}, hard(5), from_2026.at(last), quantity{1}, last).allowed());
    STATIC_REQUIRE(decide(quota_word{}, hard(5), from_2026.at(last + seconds(1)), quantity{1},
                          last + seconds(1))
                       .answer == quota_answer::window_out_of_range);
}

TEST_CASE("a word with reservations holds 24, 20, 10 and 10 bits, or as its type says") {
    using word = reserving_word<>;
    constexpr epochs by{seconds(10), 10};
    constexpr reserving_state s{.window = 1,
                                .epoch = 12,
                                .taken = quantity{3},
                                .reserved = quantity{2},
                                .reserved_before = quantity{1}};
    STATIC_REQUIRE(sizeof(word) == 8);
    STATIC_REQUIRE(word{}.state(by) == reserving_state{});
    STATIC_REQUIRE(word::from(s, by)->bits() == 0x0000'0d00'0030'0801u);
    STATIC_REQUIRE(word::from(s, by)->state(by) == s);
    STATIC_REQUIRE(word::max_taken == 1'048'575);
    STATIC_REQUIRE(word::max_reserved == 1'023);
    STATIC_REQUIRE(word::max_epoch == 16'777'214);
    STATIC_REQUIRE(reserving_word<20, 16>::max_reserved == 16'383);
    // The epoch tells the window: another one is no state of this quota.
    STATIC_REQUIRE(word::from(s, epochs(seconds(10), 20)) == core_errc::overflow);
    STATIC_REQUIRE(word::from(s, epochs::standing(seconds(10))) == core_errc::overflow);
}

TEST_CASE("a word with reservations keeps its state") {
    law("a state converted to a word and back is unchanged, or it does not fit", [] {
        using word = reserving_word<20, 16>;
        const auto part = [](std::int64_t most) {
            return quantity{*rc::gen::oneOf(rc::gen::inRange<std::int64_t>(0, 4),
                                            rc::gen::inRange<std::int64_t>(most - 2, most + 2))};
        };
        const std::int64_t epoch = *rc::gen::oneOf(
            rc::gen::inRange<std::int64_t>(-2, 30),
            rc::gen::inRange<std::int64_t>(word::max_epoch - 2, word::max_epoch + 2));
        const reserving_state s{.window = tens.window_of(epoch),
                                .epoch = epoch,
                                .taken = part(word::max_taken),
                                .reserved = part(word::max_reserved),
                                .reserved_before = part(word::max_reserved)};
        const auto w = word::from(s, tens);
        RC_ASSERT(w.has_value() ==
                  (epoch >= 0 && epoch <= word::max_epoch && s.taken.count() <= word::max_taken &&
                   s.reserved.count() <= word::max_reserved &&
                   s.reserved_before.count() <= word::max_reserved));
        if (w) RC_ASSERT(w->state(tens) == s);
    });
    law("a word with an epoch is rebuilt from its state", [] {
        const reserving_word<> w{*any_word() | std::uint64_t{1} << 63};
        RC_ASSERT(reserving_word<>::from(w.state(tens), tens) == w);
    });
}
