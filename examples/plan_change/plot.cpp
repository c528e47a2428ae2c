// SPDX-License-Identifier: MIT
#include "plot.hpp"

#include <algorithm>
#include <cstdint>

#include <ratecard/rim/fmt.hpp>

namespace plan_change {

namespace {

constexpr int width = 960, height = 440, left = 110, right = 30, top = 60, bottom = 60;

/// Where instants and amounts lie on the image.
class frame {
public:
    frame(instant first, instant last, std::int64_t low, std::int64_t high)
        : first_{first}, last_{last}, low_{low}, high_{high} {}
    [[nodiscard]] double x(instant t) const {
        return left + static_cast<double>((t - first_).seconds) * (width - left - right) /
                          static_cast<double>((last_ - first_).seconds);
    }
    [[nodiscard]] double y(std::int64_t cents) const {
        return height - bottom -
               static_cast<double>(cents - low_) * (height - top - bottom) /
                   static_cast<double>(high_ - low_);
    }

private:
    instant first_, last_;
    std::int64_t low_, high_;
};

/// 1, 2 or 5 times a power of ten: about six steps of it make `span`.
std::int64_t step_of(std::int64_t span) {
    std::int64_t step = 100;
    for (;;)
        for (const std::int64_t factor : {1, 2, 5})
            if (step * factor * 6 >= span)
                return step * factor;
            else if (factor == 5)
                step *= 10;
}

std::string text_at(double x, double y, const char* anchor, std::string_view text,
                    std::string_view colour = "#444") {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"{}\">{}</text>\n",
                       x, y, anchor, colour, text);
}
std::string line(double x1, double y1, double x2, double y2, std::string_view style) {
    return fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" {}/>\n", x1,
                       y1, x2, y2, style);
}

}  // namespace

std::string svg_of(const customer& who, const answers& a) {
    const zone& z = boards::catalog.view().offering->billing_zone;
    const std::int64_t stay = a.options[0].to_end->minor_units();
    std::int64_t least = stay, most = stay;
    const cost_on_a_day* best = &a.curve.front();
    for (const cost_on_a_day& p : a.curve) {
        least = std::min(least, p.cost.minor_units());
        most = std::max(most, p.cost.minor_units());
        if (p.cost < best->cost) best = &p;
    }
    const std::int64_t step = step_of(most - least + 1);
    const std::int64_t low = least / step * step, high = (most / step + 1) * step;
    const frame f{a.curve.front().at, a.end, low, high};

    std::string out = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
        "height=\"{1}\" font-family=\"sans-serif\" font-size=\"13\">\n"
        "<rect width=\"{0}\" height=\"{1}\" fill=\"white\"/>\n",
        width, height);
    out += fmt::format(
        "<text x=\"{}\" y=\"28\" font-size=\"17\" fill=\"#111\">What {} costs from {} on, by the "
        "day of the change to business</text>\n",
        left, who.year, to_string(day_of(a.running.begin(), z)));
    for (std::int64_t amount = low; amount <= high; amount += step) {
        out += line(left, f.y(amount), width - right, f.y(amount), "stroke=\"#e4e4e4\"");
        out += text_at(left - 8, f.y(amount) + 4, "end", to_string(money{amount, usd}));
    }
    for (day d = day_of(a.curve.front().at, z); start_of(d, z) < a.end; d = d + 1) {
        const civil_date date = date_of(d);
        if (date.day != 1) continue;
        const double x = f.x(start_of(d, z));
        out += line(x, top, x, height - bottom, "stroke=\"#f0f0f0\"");
        out += text_at(x, height - bottom + 20, "middle",
                       fmt::format("{:04}-{:02}", date.year, date.month));
    }
    out += line(left, f.y(stay), width - right, f.y(stay),
                "stroke=\"#888\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\"");
    out += text_at(width - right, f.y(stay) - 6, "end",
                   fmt::format("stay on team: {}", to_string(*a.options[0].to_end)), "#666");
    std::string points;
    for (const cost_on_a_day& p : a.curve)
        points += fmt::format("{:.1f},{:.1f} ", f.x(p.at), f.y(p.cost.minor_units()));
    out += fmt::format(
        "<polyline points=\"{}\" fill=\"none\" stroke=\"#1f6fb4\" stroke-width=\"2\"/>\n", points);
    const auto mark = [&](instant at, const money& cost, std::string_view colour,
                          std::string_view what, double below) {
        const double x = f.x(at), y = f.y(cost.minor_units());
        const bool near_end = x > width - right - 220;
        out += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" fill=\"{}\"/>\n", x, y,
                           colour);
        out += text_at(near_end ? x - 10 : x + 10, y + below, near_end ? "end" : "start",
                       fmt::format("{}, {}: {}", what, to_string(day_of(at, z)), to_string(cost)),
                       colour);
    };
    mark(a.curve.front().at, a.curve.front().cost, "#1f6fb4", "now", -10);
    if (best != &a.curve.front()) mark(best->at, best->cost, "#2a8a3e", "least", 20);
    return out + "</svg>\n";
}

}  // namespace plan_change
