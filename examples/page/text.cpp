// SPDX-License-Identifier: MIT
#include "page/text.hpp"

#include <algorithm>
#include <utility>

#include <ratecard/rim/fmt.hpp>

namespace page {

namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string many;
    for (; times > 0; --times) many += text;
    return many;
}

}  // namespace

std::string painter::operator()(tone how, std::string_view text) const {
    if (!colours_ || how == tone::plain || text.empty()) return std::string{text};
    std::string_view code;
    switch (how) {
        case tone::plain: break;
        case tone::strong: code = "1"; break;
        case tone::faint: code = "2"; break;
        case tone::good: code = "32"; break;
        case tone::doubtful: code = "33"; break;
        case tone::bad: code = "31"; break;
    }
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    }));
}

std::string spoken(std::string_view identifier) {
    std::string text{identifier};
    std::replace(text.begin(), text.end(), '_', ' ');
    return text;
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t hanging) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at <= text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        std::string_view rest = text.substr(at, end - at);
        std::string indent;
        bool first = true;
        while (width_of(rest) + indent.size() > width) {
            std::size_t cut = std::string_view::npos;
            for (std::size_t space = rest.find(' ', rest.find_first_not_of(' '));
                 space != std::string_view::npos &&
                 width_of(rest.substr(0, space)) + indent.size() <= width;
                 space = rest.find(' ', space + 1))
                cut = space;
            if (cut == std::string_view::npos) break;
            lines.push_back(indent + std::string{rest.substr(0, cut)});
            if (std::exchange(first, false))
                indent =
                    std::string(std::min(rest.find_first_not_of(' '), rest.size()) + hanging, ' ');
            rest.remove_prefix(cut + 1);
        }
        lines.push_back(indent + std::string{rest});
        at = end + 1;
    }
    return lines;
}

std::string ruler(std::string_view title, std::string_view right) {
    const std::size_t taken = width_of(title) + 4 + (right.empty() ? 0 : width_of(right) + 4);
    return fmt::format("━━ {} {}{}", title, repeated("━", page_width - taken),
                       right.empty() ? "" : fmt::format(" {} ━━", right));
}

std::string table::text(const painter& paint, std::string_view indent) const {
    std::vector<std::size_t> widths;
    for (const column& c : columns_) widths.push_back(std::max(width_of(c.heading), c.least));
    for (const auto& row : rows_)
        for (std::size_t c = 0; c < row.size(); ++c)
            for (const std::string& line : wrapped(row[c].text, columns_[c].most))
                widths[c] = std::max(widths[c], width_of(line));
    std::size_t total = 2 * (columns_.size() - 1);
    for (const std::size_t w : widths) total += w;

    std::string out;
    const auto add_row = [&](const std::vector<cell>& row) {
        std::vector<std::vector<std::string>> cells;
        std::size_t height = 1;
        for (std::size_t c = 0; c < row.size(); ++c) {
            cells.push_back(wrapped(row[c].text, columns_[c].most));
            height = std::max(height, cells.back().size());
        }
        for (std::size_t h = 0; h < height; ++h) {
            std::string line{indent};
            std::string pending;  // blanks that stand only before something
            for (std::size_t c = 0; c < row.size(); ++c) {
                const std::string_view text =
                    h < cells[c].size() ? cells[c][h] : std::string_view{};
                const std::string blanks(widths[c] - std::min(widths[c], width_of(text)), ' ');
                if (columns_[c].right) pending += blanks;
                if (!text.empty()) {
                    line += pending + paint(row[c].how, text);
                    pending.clear();
                }
                if (!columns_[c].right) pending += blanks;
                pending += "  ";
            }
            out += line + "\n";
        }
    };
    const std::string across =
        std::string{indent} + paint(tone::faint, repeated("─", total)) + "\n";
    std::vector<cell> headings;
    bool any = false;
    for (const column& c : columns_) {
        headings.push_back({c.heading, tone::strong});
        any = any || !c.heading.empty();
    }
    if (any) {
        add_row(headings);
        out += across;
    }
    for (const auto& row : rows_) {
        if (row.empty())
            out += across;
        else
            add_row(row);
    }
    return out;
}

}  // namespace page
