// SPDX-License-Identifier: MIT
// refused: each kind of table is given at most once
#include <ratecard/catalog/catalog.hpp>

using namespace ratecard;

enum class plan { basic, pro };
constexpr std::array editions{edition{"basic"}, edition{"pro"}};

constexpr auto made =
    compile<keys<plan>>(offering{}, editions,
#ifndef ACCEPTED
                        editions,
#endif
                        std::array{price_version{"2024"}}, std::array{change_rule{}});

int main() { return made.view().editions.size() == 2 ? 0 : 1; }
