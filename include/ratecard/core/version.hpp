// SPDX-License-Identifier: MIT
#ifndef RATECARD_CORE_VERSION_HPP
#define RATECARD_CORE_VERSION_HPP

/// The version of the library: major * 10000 + minor * 100 + patch. It is written only here.
#define RATECARD_VERSION 100

#endif
