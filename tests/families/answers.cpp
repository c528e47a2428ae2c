// SPDX-License-Identifier: MIT
#include "answers.hpp"

#include <fmt/format.h>

#include "reading.hpp"

namespace conformance {

void answers::give(const std::string& name, const ratecard::money& amount) {
    given_[name] = {text(amount), true};
}

void answers::give(const std::string& name, ratecard::quantity count) {
    given_[name] = {text(count), true};
}

namespace {

/// Whether all that is wanted is so: members of an object that are not wanted may be anything.
bool covers(const json& wanted, const json& ours) {
    if (wanted.is_object() && ours.is_object()) {
        for (const auto& [name, value] : wanted.items())
            if (!ours.contains(name) || !covers(value, ours.at(name))) return false;
        return true;
    }
    if (wanted.is_array() && ours.is_array()) {
        if (wanted.size() != ours.size()) return false;
        for (std::size_t i = 0; i < wanted.size(); ++i)
            if (!covers(wanted[i], ours[i])) return false;
        return true;
    }
    if (wanted.is_string() && ours.is_string()) {
        const auto figure = shortest(wanted.get<std::string>());
        return figure ? figure == shortest(ours.get<std::string>()) : wanted == ours;
    }
    return wanted == ours;
}

}  // namespace

json answers::shown() const {
    if (why_refused_) return {{"error", *why_refused_}};
    json all = json::object();
    for (const auto& [name, ours] : given_) all[name] = ours.value;
    return all;
}

std::optional<std::string> answers::lacks(const json& expect) const {
    if (why_refused_ || !expect.is_object()) return std::nullopt;
    for (const auto& [name, wanted] : expect.items())
        if (name != "error" && !given_.contains(name)) return name;
    return std::nullopt;
}

verdict answers::against(const json& expect, const std::string& op) const {
    if (!expect.is_object() || expect.empty()) throw malformed{"nothing is expected"};
    std::string wrong;
    const auto add = [&](const std::string& name) { wrong += (wrong.empty() ? "" : ", ") + name; };
    for (const auto& [name, wanted] : expect.items()) {
        if (name == "error") {
            if (!why_refused_) add("not refused");
            continue;
        }
        if (why_refused_) {
            add(name);
            continue;
        }
        const auto found = given_.find(name);
        if (found == given_.end()) {
            add(fmt::format("unknown expectation \"{}\"", name));
            continue;
        }
        const answer& ours = found->second;
        const bool same =
            ours.is_figure && wanted.is_string()
                ? shortest(wanted.get<std::string>()) == shortest(ours.value.get<std::string>())
                : (wanted.is_structured() ? covers(wanted, ours.value) : wanted == ours.value);
        if (!same) add(name);
    }
    if (wrong.empty()) return {};
    return {outcome::failed, op + ": " + wrong, expect.dump(), shown().dump()};
}

}  // namespace conformance
