// SPDX-License-Identifier: MIT
#ifndef RATECARD_LIFECYCLE_END_OF_TRIAL_HPP
#define RATECARD_LIFECYCLE_END_OF_TRIAL_HPP

#include <ratecard/catalog/product.hpp>
#include <ratecard/core/instant.hpp>
#include <ratecard/time/anchor.hpp>
#include <ratecard/time/period.hpp>
#include <ratecard/time/zone.hpp>

/// When a trial ends.
namespace ratecard::inline v0 {

/// The instant at which a trial ends that was activated at `activated`: after its length, or at the
/// same local time after its civil days or months. A month from 31 January ends on 29 February 2024.
/// \pre the trial is of a valid catalog, and `activated` lies in the years 1 to 9999.
[[nodiscard]] constexpr instant end_of_trial(const trial& t, instant activated, const zone& z) {
    return t.lasts ? boundary_at(anchor_at(activated, z), *t.lasts, 1, z) : activated + t.length;
}

}  // namespace ratecard::inline v0

#endif
