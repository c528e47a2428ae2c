// SPDX-License-Identifier: MIT
#ifndef PLAN_CHANGE_PLOT_HPP
#define PLAN_CHANGE_PLOT_HPP

#include <string>

#include "options.hpp"

namespace plan_change {

/// The cost until the year ends by the day of the change, beside that of staying, as an SVG image.
std::string svg_of(const customer& who, const answers& a);

}  // namespace plan_change

#endif
