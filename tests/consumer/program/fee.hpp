// SPDX-License-Identifier: MIT
#ifndef CONSUMER_FEE_HPP
#define CONSUMER_FEE_HPP

#include <ratecard/ratecard.hpp>

// Defined in fee.cpp; main.cpp includes the same headers, so that both are linked together.
ratecard::result<ratecard::money> fee(ratecard::quantity users);

#endif
