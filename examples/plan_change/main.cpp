// SPDX-License-Identifier: MIT
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <ratecard/rim/fmt.hpp>

#include "options.hpp"
#include "page/text.hpp"
#include "plot.hpp"

// The options of a customer on a given day, side by side: an upgrade now, at renewal, or a refund.
// Exit status: 0, or 1 when a question has no answer.

namespace plan_change {
namespace {

using namespace page;

struct arguments {
    std::string on = "2024-03-12";
    std::vector<std::int64_t> calls{14'000, 17'000, 21'000, 26'000, 31'000, 36'000,
                                    40'000, 44'000, 47'000, 50'000, 53'000, 57'000};
    std::string svg{};
    std::string colour = "auto";
};

/// The day that "2024-03-12" is.
result<day> day_from(const std::string& text) {
    int year = 0, month = 0, of_month = 0, taken = 0;
    if (std::sscanf(text.c_str(), "%4d-%2d-%2d%n", &year, &month, &of_month, &taken) != 3 ||
        static_cast<std::size_t>(taken) != text.size() || month < 1 || of_month < 1)
        return time_errc::no_such_date;
    return civil_from(
        {year, static_cast<std::uint32_t>(month), static_cast<std::uint32_t>(of_month)});
}

std::string amount(const std::optional<money>& m) { return m ? to_string(*m) : ""; }

std::string text_of(const customer& who, const answers& a, const painter& paint) {
    const catalog_view c = boards::catalog;
    const zone& z = c.offering->billing_zone;
    const auto date = [&](std::optional<instant> t) {
        return t ? to_string(day_of(*t, z)) : std::string{};
    };
    std::string out =
        paint(tone::strong, ruler(fmt::format("options on {}", date(who.now)), "Boards, team")) +
        "\n";
    out +=
        paint(tone::faint,
              fmt::format(
                  "  The running month is {} to {}; costs are from its begin to the end of {}.\n\n",
                  date(a.running.begin()), date(a.running.end()), who.year));
    table options{{{.heading = "option"},
                   {.heading = "on"},
                   {.heading = "credit", .right = true},
                   {.heading = "charge", .right = true},
                   {.heading = "net then", .right = true},
                   {.heading = "to the end", .right = true},
                   {.heading = "saves", .right = true},
                   {.heading = "even from"}}};
    const money stay = *a.options[0].to_end;
    for (const option& o : a.options) {
        const bool changes = o.at.has_value();
        std::optional<money> saved;
        if (changes && o.to_end) {
            const auto less = checked_subtract(stay, *o.to_end);
            if (less) saved = *less;
        }
        options.add({{o.name, tone::strong},
                     {date(o.at)},
                     {changes ? to_string(o.credited) : ""},
                     {changes ? to_string(o.charged) : ""},
                     {changes ? to_string(o.net) : ""},
                     {amount(o.to_end)},
                     {amount(saved), saved && saved->is_negative() ? tone::bad : tone::good},
                     {date(o.break_even)}});
    }
    out += options.text(paint, "  ");

    const change_quote& q = a.upgrade_now;
    const auto share = [](const change_side& s) {
        const auto by = std::gcd(s.share.numerator(), s.share.denominator());
        const std::string part =
            fmt::format("{}/{}", s.share.numerator() / by, s.share.denominator() / by);
        return s.is_rest ? fmt::format("{} less {} of it", to_string(s.price), part)
                         : fmt::format("{} of {}", part, to_string(s.price));
    };
    out += "\n" + paint(tone::strong, "  why business now comes to " + to_string(q.net)) + "\n";
    table why{{{}, {}, {.right = true}}};
    why.add(
        {{"credit of team", tone::faint}, {share(q.old_side)}, {to_string(-q.old_side.amount)}});
    why.add(
        {{"charge of business", tone::faint}, {share(q.new_side)}, {to_string(q.new_side.amount)}});
    why.line();
    why.add({{"net", tone::faint}, {}, {to_string(q.net), tone::strong}});
    out += why.text(paint, "  ");

    out += "\n" + paint(tone::strong, "  cheapest terms from the running month on") + "\n";
    table terms{{{}, {.most = page_width - 40}, {.right = true}}};
    terms.add({{"best", tone::good}, {a.cheapest[0].text}, {to_string(a.cheapest[0].cost)}});
    if (a.cheapest.size() > 1)
        terms.add({{"next", tone::faint}, {a.cheapest[1].text}, {to_string(a.cheapest[1].cost)}});
    return out + terms.text(paint, "  ");
}

int run(const arguments& asked) {
    const painter paint{asked.colour == "always" ||
                        (asked.colour == "auto" && isatty(STDOUT_FILENO) != 0)};
    const zone& z = boards::catalog.view().offering->billing_zone;
    const auto on = day_from(asked.on);
    if (!on) throw unusable{fmt::format("--on {}: {}", asked.on, on.error())};
    const customer who{
        .year = date_of(*on).year, .calls = asked.calls, .now = instant_of(*on, {12, 0, 0}, z)};
    const answers a = answers_for(who);
    if (asked.svg == "-") {
        fmt::print("{}", svg_of(who, a));
        return EXIT_SUCCESS;
    }
    fmt::print("{}", text_of(who, a, paint));
    if (asked.svg.empty()) return EXIT_SUCCESS;
    std::FILE* const file = std::fopen(asked.svg.c_str(), "w");
    if (file == nullptr) throw unusable{fmt::format("--svg {}: cannot be written", asked.svg)};
    fmt::print(file, "{}", svg_of(who, a));
    if (std::fclose(file) != 0)
        throw unusable{fmt::format("--svg {}: cannot be written", asked.svg)};
    fmt::print("\n  cost over the day of the change: {}\n", asked.svg);
    return EXIT_SUCCESS;
}

}  // namespace
}  // namespace plan_change

int main(int argc, char** argv) {
    plan_change::arguments asked;
    CLI::App app{"The options of a customer on a day: upgrade now, at renewal, or give back."};
    app.add_option("--on", asked.on, "the day, at noon")->capture_default_str();
    app.add_option("--calls", asked.calls, "calls of each month of the year, separated by commas")
        ->delimiter(',')
        ->expected(12);
    app.add_option(
        "--svg", asked.svg,
        "write the cost over the day of the change as an image; - prints the image alone");
    app.add_option("--color", asked.colour, "colours")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return app.exit(e) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
    }
    try {
        return plan_change::run(asked);
    } catch (const plan_change::unusable& e) {
        fmt::print(stderr, "plan_change: {}\n", e.what);
        return EXIT_FAILURE;
    }
}
