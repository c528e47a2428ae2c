// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CONFORMANCE_ANSWERS_HPP
#define RATECARD_TESTS_CONFORMANCE_ANSWERS_HPP

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <ratecard/core/quantity.hpp>
#include <ratecard/core/result.hpp>
#include <ratecard/money/money.hpp>
#include <ratecard/rim/names.hpp>

#include "case.hpp"

namespace conformance {

using ratecard::identifier;

/// The library refused the call, or named an error.
struct refused {
    std::string_view why;
};

/// What a result holds. Throws `refused` when it is an error.
template <class T>
T value_of(ratecard::result<T> r) {
    if (!r) throw refused{identifier(r.error())};
    return *std::move(r);
}

/// What the library answered to a case, by the names that its `expect` may ask for.
class answers {
public:
    /// An answer that is compared as it is.
    void give(const std::string& name, json value) { given_[name] = {std::move(value), false}; }
    /// An answer that is compared as a figure: 0.5 is 0.50.
    void give(const std::string& name, const ratecard::money& amount);
    void give(const std::string& name, ratecard::quantity count);
    /// There are no answers: the call was refused. It is what `{"error": ...}` expects.
    void refuse(std::string_view why) { why_refused_ = why; }

    /// Passed if everything expected is answered so. `op` begins the reason if not.
    [[nodiscard]] verdict against(const json& expect, const std::string& op) const;
    /// The first of what is expected that is not among the answers, unless the call was refused.
    [[nodiscard]] std::optional<std::string> lacks(const json& expect) const;
    [[nodiscard]] json shown() const;

    friend bool operator==(const answers&, const answers&) = default;

private:
    struct answer {
        json value{};
        bool is_figure = false;

        friend bool operator==(const answer&, const answer&) = default;
    };
    std::map<std::string, answer> given_{};
    std::optional<std::string> why_refused_{};
};

}  // namespace conformance

#endif
