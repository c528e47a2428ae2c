// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_VERSION_HPP
#define RATECARD_CORE_VERSION_HPP

/// The version of the library, written here and nowhere else: major * 10000 + minor * 100 + patch.
#define RATECARD_VERSION 100

#endif
