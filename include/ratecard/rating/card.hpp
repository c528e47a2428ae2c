// SPDX-License-Identifier: MIT
#ifndef RATECARD_RATING_CARD_HPP
#define RATECARD_RATING_CARD_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include <ratecard/catalog/price_forms.hpp>
#include <ratecard/core/bounded.hpp>
#include <ratecard/core/limit.hpp>
#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/core/rounding.hpp>
#include <ratecard/core/wide.hpp>
#include <ratecard/money/currency.hpp>
#include <ratecard/money/decimal.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rating/fee.hpp>

/// Compiles a price for speed: the same amounts as `fee`, rounded.
namespace ratecard::inline v0 {

namespace detail {

struct batch;         // rates many quantities by one card
struct batch_avx512;  // the same, by AVX-512

/// A non-negative amount, saturated at 2^63 (`too_much`).
struct card_amount {
    static constexpr std::uint64_t too_much = std::uint64_t{1} << 63;

    std::uint64_t count = 0;

    constexpr card_amount() noexcept = default;
    constexpr explicit card_amount(wide amount) noexcept
        : count{amount.high != 0 || amount.low > too_much ? too_much : amount.low} {}
    /// `price * 10^exponent`.
    constexpr card_amount(decimal price, int exponent) noexcept {
        if (price == decimal{}) return;
        *this = exponent > 19 ? card_amount{wide{1, 0}}
                              : card_amount{multiply(static_cast<std::uint64_t>(price.count()),
                                                     power_of_ten(exponent))};
    }

    friend constexpr card_amount operator+(card_amount a, card_amount b) noexcept {
        return card_amount{add(wide{0, a.count}, wide{0, b.count}).value};
    }
    friend constexpr card_amount operator*(card_amount a, std::int64_t times) noexcept {
        return card_amount{multiply(a.count, static_cast<std::uint64_t>(times))};
    }
};

/// A range of quantities whose amount is linear: `at_origin + slope * units`. Units (or packages)
/// are counted from `origin`.
struct card_stretch {
    std::int64_t above = 0;                    ///< the range begins above this quantity
    std::int64_t up_to = quantity::max_count;  ///< the last quantity of the range
    std::int64_t origin = 0;
    std::int64_t package = 1;
    bool rest_is_charged = false;
    card_amount slope{};
    card_amount at_origin{};

    /// The last quantity of the range for which no intermediate value, with `bias` added to the
    /// amount, reaches 2^63. Amounts grow with the quantity, so this holds for all before it too.
    /// `above` if it holds for none.
    [[nodiscard]] constexpr std::int64_t last_that_fits(std::uint64_t bias) const noexcept {
        const std::uint64_t with_bias = at_origin.count + bias;  // both are at most 2^63
        if (at_origin.count >= card_amount::too_much || with_bias >= card_amount::too_much)
            return above;
        if (slope.count == 0) return up_to;
        const std::uint64_t most = (card_amount::too_much - 1 - with_bias) / slope.count;
        const auto size = static_cast<std::uint64_t>(package);
        if (most > static_cast<std::uint64_t>(quantity::max_count) / size) return up_to;
        const std::uint64_t units =
            rest_is_charged || package == 1 ? most * size : (most + 1) * size - 1;
        const std::int64_t last = origin + static_cast<std::int64_t>(units);
        return last < above ? above : last < up_to ? last : up_to;
    }
};

/// What is added before the division by `divisor`, which rounds down, so that the result is rounded
/// by `mode`. Amounts are not negative here.
constexpr std::uint64_t rounding_bias(rounding mode, std::uint64_t divisor) noexcept {
    if (divisor == 1) return 0;
    switch (mode) {
        case rounding::exact:
        case rounding::toward_zero:
        case rounding::floor: return 0;
        case rounding::away_from_zero:
        case rounding::ceiling: return divisor - 1;
        case rounding::half_to_even:  // a tie that became odd is corrected later
        case rounding::half_away_from_zero:
        case rounding::half_to_positive: return divisor / 2;
        case rounding::half_toward_zero:
        case rounding::half_to_negative: return divisor / 2 - 1;
    }
    return 0;
}

}  // namespace detail

/// A price of at most `MaxTiers` steps, compiled: with included units, currency and rounding, it
/// contains all that is needed to price a quantity. It does not allocate, and can be a constant.
///
/// `rate(card, used)` equals `fee(card.how(), card.steps(), used, card.unit(),
/// card.included())->round(card.rounded())` for every quantity, errors included. Up to `largest()`,
/// it takes one multiplication by the price of the step, one by the reciprocal of a power of ten,
/// and no branch that depends on the quantity. Above that, the definition is evaluated.
template <std::size_t MaxTiers>
class rate_card {
    static_assert(MaxTiers > 0);

public:
    /// Compiles a price. `core_errc::capacity_exceeded` if it has more than `MaxTiers` steps.
    /// Otherwise errors as for `find_tier_fault`.
    template <price_row Row>
    [[nodiscard]] static constexpr result<rate_card> from(const pricing& model,
                                                          std::span<const Row> rows, currency unit,
                                                          rounding mode,
                                                          const limit& included = {}) {
        if (const auto fault = find_tier_fault(model, rows)) return fault->code;
        if (rows.size() > MaxTiers) return core_errc::capacity_exceeded;
        rate_card card;
        for (const Row& row : rows) card.steps_.push_back(step_of(row));
        card.model_ = model;
        card.included_ = included;
        card.unit_ = unit;
        card.mode_ = mode;
        card.compile();
        return card;
    }

    [[nodiscard]] constexpr const ratecard::pricing& how() const noexcept { return model_; }
    [[nodiscard]] constexpr std::span<const tier> steps() const noexcept {
        return {steps_.data(), steps_.size()};
    }
    [[nodiscard]] constexpr const limit& included() const noexcept { return included_; }
    [[nodiscard]] constexpr currency unit() const noexcept { return unit_; }
    [[nodiscard]] constexpr rounding rounded() const noexcept { return mode_; }

    /// The largest quantity that is priced without evaluating the definition. Up to it every
    /// amount, in the smallest part of a minor unit that the price has, is below 2^63. So nothing
    /// overflows, and there is no error unless the rounding is `exact`. None if that part is
    /// smaller than 10^-18, or if the amount of zero units is too large.
    [[nodiscard]] constexpr std::optional<quantity> largest() const {
        if (end_ == 0) return std::nullopt;
        return quantity{static_cast<std::int64_t>(end_ - 1)};
    }

    /// The price of `used` units. `catalog_errc::beyond_the_last_tier` if there are units beyond
    /// the last step and the price refuses that. `core_errc::overflow` if the amount does not fit.
    /// `money_errc::inexact` if the mode is `exact` and a digit would be lost.
    [[nodiscard, gnu::always_inline]] friend constexpr result<money> rate(const rate_card& card,
                                                                          quantity used) {
        const auto count = static_cast<std::uint64_t>(used.count());
        if (count < card.end_) {
            const std::uint64_t doubled =
                card.shape_ == shape::bare        ? card.template doubled<shape::bare>(count)
                : card.shape_ == shape::stretches ? card.template doubled<shape::stretches>(count)
                                                  : card.template doubled<shape::packages>(count);
            std::uint64_t minor = card.to_minor_.quotient_of_half(doubled);
            if (card.ending_ != ending::cut) {
                const bool whole = minor * card.divisor_twice_ == doubled;
                if (card.ending_ == ending::exact && !whole) return money_errc::inexact;
                minor -= std::uint64_t{card.ending_ == ending::even} & minor & std::uint64_t{whole};
            }
            return result<money>{std::in_place, static_cast<std::int64_t>(minor), card.unit_};
        }
        return card.by_definition(used);
    }

    friend constexpr bool operator==(const rate_card&, const rate_card&) = default;

private:
    friend struct detail::batch;
    friend struct detail::batch_avx512;

    /// What remains to be done after the multiplication by the reciprocal, which rounds down.
    enum class ending : std::uint8_t { cut, even, exact };

    /// Which ranges of quantities the card has.
    enum class shape : std::uint8_t {
        bare,       ///< one for each step; the first one includes zero units
        stretches,  ///< also one for uncharged units before, and one for unbilled units after
        packages,   ///< as `stretches`, with units counted in packages
    };
    static constexpr std::size_t stretches = MaxTiers + 2;
    template <shape Shape>
    static constexpr std::size_t bounds_of = Shape == shape::bare ? MaxTiers - 1 : stretches - 1;

    struct packing {
        std::uint64_t offset = 0;
        detail::reciprocal by_size{};

        friend constexpr bool operator==(const packing&, const packing&) = default;
    };

    /// How many of the first `Bounds` bounds are below `count`. All are compared: that is faster
    /// than one mispredicted branch.
    template <std::size_t Bounds>
    [[nodiscard, gnu::always_inline]] constexpr std::size_t bounds_below(
        std::uint64_t count) const noexcept {
        const auto sum = [&]<std::size_t... Place>(std::index_sequence<Place...>) {
            return (std::size_t{0} + ... + std::size_t{bounds_[Place] < count});
        };
        return sum(std::make_index_sequence<Bounds>{});
    }

    /// Twice the amount, including the rounding bias.
    /// \pre `count < end_`.
    template <shape Shape>
    [[nodiscard, gnu::always_inline]] constexpr std::uint64_t doubled(
        std::uint64_t count) const noexcept {
        const std::size_t place = bounds_below<bounds_of<Shape>>(count);
        std::uint64_t units = count;
        if constexpr (Shape == shape::packages) {
            const packing& p = packings_[place];
            units = p.by_size.quotient_of_half(2 * count + p.offset);
        }
        return slopes_[place] * units + offsets_[place];
    }

    /// The price by its definition, for quantities above `largest()`.
    [[nodiscard, gnu::noinline]] constexpr result<money> by_definition(quantity used) const {
        const auto unrounded = fee(model_, steps(), used, unit_, included_);
        if (!unrounded) return unrounded.error();
        return unrounded->round(mode_);
    }

    /// Computes the ranges, and up to which quantity they are proved.
    constexpr void compile() {
        bounds_.fill(UINT64_MAX);
        const bool graduated = model_.tiers == tiering::graduated;
        const auto larger = [](int a, int b) { return a < b ? b : a; };
        int scale = 0;  // decimals below the minor unit
        for (const tier& t : steps_) {
            const int per_unit = t.package ? 0 : model_.scale;
            if (t.package) shape_ = shape::packages;
            if (t.unit_price != decimal{})
                scale = larger(scale, t.unit_price.scale() + per_unit - unit_.digits());
            if (t.flat != decimal{}) scale = larger(scale, t.flat.scale() - unit_.digits());
        }
        if (scale > 18) return;
        const std::uint64_t divisor = detail::power_of_ten(scale);
        to_minor_ = detail::reciprocal{divisor};
        divisor_twice_ = 2 * divisor;
        if (divisor > 1 && mode_ == rounding::half_to_even) ending_ = ending::even;
        if (divisor > 1 && mode_ == rounding::exact) ending_ = ending::exact;
        const auto amount = [&](decimal price, int decimals) {
            return detail::card_amount{price, scale - (price.scale() + decimals - unit_.digits())};
        };

        const std::int64_t free =
            included_.is_unlimited() ? quantity::max_count : included_.most().count();
        const std::int64_t priced_from =
            model_.included == inclusion::free_tier && !graduated ? 0 : free;
        const bool as_first_step =
            free == 0 && (model_.flat_when_unused || steps_[0].flat == decimal{});
        const bool unbilled = model_.beyond == beyond_tiers::unbilled &&
                              !steps_[steps_.size() - 1].up_to.is_unlimited();
        if (shape_ == shape::bare && (unbilled || !as_first_step)) shape_ = shape::stretches;
        detail::card_stretch s{.up_to = free};
        if (model_.flat_when_unused) s.at_origin = amount(steps_[0].flat, 0);
        std::size_t place = 0;
        bool proved = true;
        const auto add = [&] {
            proved = proved && add_stretch(s, place);
            ++place;
        };
        if (shape_ != shape::bare) add();

        const auto whole_unit = static_cast<std::int64_t>(detail::power_of_ten(model_.scale));
        const std::int64_t coarse = model_.tier_by_whole_units && !graduated ? whole_unit : 1;
        std::int64_t below = 0;        // the bound of the step before
        detail::card_amount passed{};  // of all steps before, if each prices the units in it
        for (const tier& t : steps_) {
            const bool last = &t == steps_.end() - 1;
            const bool open = t.up_to.is_unlimited();
            const bool endless = open || (last && model_.beyond == beyond_tiers::last_tier);
            const std::int64_t bound = open ? quantity::max_count : t.up_to.most().count();
            const std::int64_t applies_to =
                last && model_.beyond == beyond_tiers::unbilled ? bound : bound / coarse * coarse;
            s.above = s.up_to;
            s.up_to = endless ? quantity::max_count : free + applies_to;
            s.origin = graduated ? free + below : priced_from;
            s.package = t.package ? t.package->count() : 1;
            s.rest_is_charged = model_.rest == part_package::charged;
            s.slope = amount(t.unit_price, t.package ? 0 : model_.scale);
            s.at_origin = passed + amount(t.flat, 0);
            add();
            if (endless || (last && model_.beyond == beyond_tiers::refused)) break;
            const std::int64_t units = free + bound - s.origin;  // up to the bound
            const auto amount_at_bound =
                s.at_origin +
                s.slope * (t.package ? detail::packages_of(model_, units, s.package) : units);
            if (last) {  // units beyond are unbilled
                s = {.above = s.up_to, .at_origin = amount_at_bound};
                add();
            }
            if (graduated) passed = amount_at_bound;
            below = bound;
        }
    }

    /// Adds one range. False if a quantity of it does not fit; then the ranges after it are not
    /// used.
    constexpr bool add_stretch(detail::card_stretch s, std::size_t place) noexcept {
        if (s.up_to > quantity::max_count) s.up_to = quantity::max_count;
        if (place < bounds_.size()) bounds_[place] = static_cast<std::uint64_t>(s.up_to);
        if (place > 0 && s.above >= s.up_to) return true;  // no quantity lies there
        const std::uint64_t divisor = divisor_twice_ / 2;
        const std::uint64_t bias = detail::rounding_bias(mode_, divisor);
        if (place == 0) s.above = -1;
        const std::int64_t fits = s.last_that_fits(bias);
        end_ = static_cast<std::uint64_t>(fits + 1);

        const auto origin = static_cast<std::uint64_t>(s.origin);
        slopes_[place] = 2 * s.slope.count;
        offsets_[place] = 2 * (s.at_origin.count + bias);
        if (shape_ == shape::packages) {
            const auto size = static_cast<std::uint64_t>(s.package);
            packings_[place].offset = 2 * ((s.rest_is_charged ? size - 1 : 0) - origin);
            packings_[place].by_size = detail::reciprocal{size};
        } else {
            offsets_[place] -= slopes_[place] * origin;
        }
        return fits == s.up_to;
    }

    // The amount of a range is linear. Slopes and offsets are doubled, for the reciprocal, and
    // taken modulo 2^64: a result below 2^64 is right even if intermediate values wrapped.
    std::uint64_t end_ = 0;  // quantities below this are priced by the ranges
    std::array<std::uint64_t, stretches - 1> bounds_{};
    std::array<std::uint64_t, stretches> slopes_{};
    std::array<std::uint64_t, stretches> offsets_{};
    detail::reciprocal to_minor_{};
    std::uint64_t divisor_twice_ = 0;
    currency unit_{};
    ending ending_ = ending::cut;
    shape shape_ = shape::bare;
    rounding mode_ = rounding::exact;
    std::array<packing, stretches> packings_{};

    pricing model_{};
    limit included_{};
    bounded<tier, MaxTiers> steps_{};
};

}  // namespace ratecard::inline v0

#endif
