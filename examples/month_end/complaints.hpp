// SPDX-License-Identifier: MIT
#ifndef MONTH_END_COMPLAINTS_HPP
#define MONTH_END_COMPLAINTS_HPP

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include <ratecard/rim/fmt.hpp>

namespace month_end {

/// Where a fact was read.
struct place {
    std::string file;
    std::size_t line = 0;
};

/// What is wrong with the input, and where. Whatever is reported here was left out of the closing.
class complaints {
public:
    void add(const place& where, std::string_view reason) {
        all_.push_back({where, std::string{reason}});
    }
    [[nodiscard]] bool empty() const { return all_.empty(); }
    /// "orders.csv:7: payment_mismatch: order 6103", file by file and line by line.
    [[nodiscard]] std::vector<std::string> lines() const {
        auto sorted = all_;
        std::stable_sort(sorted.begin(), sorted.end(), [](const one& x, const one& y) {
            return std::tie(x.where.file, x.where.line) < std::tie(y.where.file, y.where.line);
        });
        std::vector<std::string> lines;
        for (const one& c : sorted)
            lines.push_back(fmt::format("{}:{}: {}", c.where.file, c.where.line, c.reason));
        return lines;
    }

private:
    struct one {
        place where;
        std::string reason;
    };
    std::vector<one> all_;
};

}  // namespace month_end

#endif
