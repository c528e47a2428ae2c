// SPDX-License-Identifier: MIT
#ifndef RATECARD_TESTS_CONFORMANCE_SET_ASIDE_HPP
#define RATECARD_TESTS_CONFORMANCE_SET_ASIDE_HPP

#include <set>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "answers.hpp"
#include "case.hpp"
#include "reading.hpp"

namespace conformance {

/// Thrown where a case asks what this library does not answer, or refuses to.
struct set_aside {
    outcome kind{};
    std::string reason{};
};
[[noreturn]] inline void not_expressible(std::string why) {
    throw set_aside{outcome::not_expressible, std::move(why)};
}
[[noreturn]] inline void deliberate(std::string why) {
    throw set_aside{outcome::deliberate, std::move(why)};
}

/// The members of a JSON object, of which one that was not asked for is not expressible here: a
/// parameter that changes the answer must not be passed over.
class parameters {
public:
    explicit parameters(const json& object) : object_{&object} {}
    [[nodiscard]] const json* find(const char* name) {
        read_.insert(name);
        const auto at = object_->find(name);
        return at == object_->end() || at->is_null() ? nullptr : &*at;
    }
    /// It does not change the answer.
    void ignore(const char* name) { read_.insert(name); }
    [[nodiscard]] const json& operator[](const char* name) {
        const json* found = find(name);
        if (found == nullptr) not_expressible(fmt::format("a case without its \"{}\"", name));
        return *found;
    }
    void end(std::string_view what) const {
        for (const auto& [name, value] : object_->items())
            if (!read_.contains(name))
                not_expressible(fmt::format("the {} has a \"{}\", which is not known", what, name));
    }

private:
    const json* object_;
    std::set<std::string> read_{};
};

/// Compares answers. An expectation of which the question knows no answer is not expressible.
inline verdict compared(const answers& ours, const json& expect, const std::string& op) {
    if (const auto unknown = ours.lacks(expect))
        return {outcome::not_expressible,
                fmt::format("{}: the expectation {} is not learned yet", op, *unknown),
                {},
                {}};
    return ours.against(expect, op);
}

/// The verdict on a case that is a question by its "op": `ask(question, parameters, input, expect,
/// ours)` answers it, and may put what is expected in order.
template <class Questions>
verdict judged_by_question(const Questions& questions, const json& one_case, const auto& ask) {
    fields of{one_case, "the case"};
    const json& input = of["input"];
    json expect = of["expect"];
    const std::string op = text_from(fields{input, "input"}["op"]);
    answers ours;
    try {
        const auto question = questions.find(op);
        if (question == questions.end())
            not_expressible(fmt::format("op {} is not learned yet", op));
        parameters in{input};
        in.ignore("op");
        ask(*question, in, input, expect, ours);
        in.end("input");
    } catch (const refused& r) {
        ours = {};
        ours.refuse(r.why);
    } catch (const set_aside& why) {
        return {why.kind, why.reason, {}, {}};
    } catch (const json::exception&) {
        return {outcome::not_expressible, op + " in another form", {}, {}};
    }
    return compared(ours, expect, op);
}

}  // namespace conformance

#endif
