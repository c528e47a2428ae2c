// SPDX-License-Identifier: MIT
#ifndef PAGE_TEXT_HPP
#define PAGE_TEXT_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace page {

/// How many columns of a terminal the report takes.
inline constexpr std::size_t page_width = 104;

/// What a piece of text means; a colour where there are colours.
enum class tone { plain, strong, faint, good, doubtful, bad };

class painter {
public:
    explicit painter(bool colours) : colours_{colours} {}
    [[nodiscard]] std::string operator()(tone how, std::string_view text) const;

private:
    bool colours_;
};

/// Columns the text takes on a terminal: one a code point.
std::size_t width_of(std::string_view text);
/// "not in edition", for the identifier not_in_edition.
std::string spoken(std::string_view identifier);
/// Breaks at spaces (and where the text has line ends) into lines that are not wider; what follows
/// a break is indented by `hanging` more.
std::vector<std::string> wrapped(std::string_view text, std::size_t width, std::size_t hanging = 2);
/// "── title ────────────── right ──"
std::string ruler(std::string_view title, std::string_view right);

struct cell {
    std::string text;
    tone how = tone::plain;
};

/// Rows of cells under headings. A column takes the width of its widest cell, at most its own
/// `most`, beyond which a cell is wrapped.
class table {
public:
    struct column {
        std::string heading{};
        bool right = false;
        std::size_t most = page_width;
        std::size_t least = 0;
    };
    explicit table(std::vector<column> columns) : columns_{std::move(columns)} {}
    void add(std::vector<cell> row) { rows_.push_back(std::move(row)); }
    /// A line across; the next row stands below it.
    void line() { rows_.emplace_back(); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] std::string text(const painter& paint, std::string_view indent) const;

private:
    std::vector<column> columns_;
    std::vector<std::vector<cell>> rows_;
};

}  // namespace page

#endif
