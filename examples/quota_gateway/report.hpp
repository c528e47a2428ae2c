// SPDX-License-Identifier: MIT
#ifndef QUOTA_GATEWAY_REPORT_HPP
#define QUOTA_GATEWAY_REPORT_HPP

#include <cstddef>
#include <string>
#include <vector>

#include "gate.hpp"
#include "page/text.hpp"

namespace quota_gateway {

/// What was admitted and refused, by application and by reason, and the audit of every counter.
/// `sound` is set to whether every log is.
std::string report(const std::vector<reader>& readers, std::size_t requests,
                   const page::painter& paint, bool& sound);

}  // namespace quota_gateway

#endif
