// SPDX-License-Identifier: MIT
#include "csv.hpp"

#include <fstream>
#include <stdexcept>
#include <utility>

#include <csv.h>

namespace month_end {

namespace {

/// libcsv, one line at a time: a quote that is not closed spoils its own line only.
class line_parser {
public:
    line_parser() { start(); }
    ~line_parser() { csv_free(&parser_); }
    line_parser(const line_parser&) = delete;
    line_parser& operator=(const line_parser&) = delete;

    /// The fields of a line; nothing when its quotes are wrong.
    std::optional<std::vector<std::string>> fields(const std::string& line) {
        fields_.clear();
        const auto field = [](void* text, std::size_t size, void* self) {
            static_cast<line_parser*>(self)->fields_.emplace_back(static_cast<char*>(text), size);
        };
        const auto end_of_row = [](int, void*) {};
        const bool good =
            csv_parse(&parser_, line.data(), line.size(), field, end_of_row, this) == line.size() &&
            csv_fini(&parser_, field, end_of_row, this) == 0;
        if (good) return std::move(fields_);
        csv_free(&parser_);
        start();
        return std::nullopt;
    }

private:
    void start() {
        if (csv_init(&parser_, CSV_STRICT | CSV_STRICT_FINI) != 0)
            throw std::runtime_error{"libcsv does not start"};
    }

    csv_parser parser_{};
    std::vector<std::string> fields_;
};

}  // namespace

std::optional<csv_table> read_csv(const std::string& file, complaints& wrong) {
    std::ifstream in{file};
    if (!in) return std::nullopt;
    csv_table table{.file = file, .columns = {}, .rows = {}};
    line_parser parser;
    std::string line;
    for (std::size_t number = 1; std::getline(in, line); ++number) {
        const place here{file, number};
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (line.empty()) continue;
        auto fields = parser.fields(line);
        if (!fields)
            wrong.add(here, "malformed row: a quote is not closed, or stands inside a field");
        else if (table.columns.empty())
            table.columns = std::move(*fields);
        else if (fields->size() != table.columns.size())
            wrong.add(here, fmt::format("malformed row: {} fields for {} columns", fields->size(),
                                        table.columns.size()));
        else
            table.rows.push_back({number, std::move(*fields)});
    }
    return table;
}

}  // namespace month_end
