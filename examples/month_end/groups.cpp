// SPDX-License-Identifier: MIT
#include "groups.hpp"

#include <map>
#include <optional>

namespace month_end {

using namespace ratecard;

std::vector<lifetime> group_history::all() const {
    std::vector<lifetime> both = live;
    both.insert(both.end(), other.begin(), other.end());
    return both;
}

group_history history_of(const timeline_view& one, const std::vector<group_event>& events) {
    const catalog_view& c = one.catalog();
    // The quotas that a group of a kind takes from: what exists of its kind, and the day's growth.
    struct kind_of_group {
        quota_id standing{};
        quota_state existing{};
    };
    kind_of_group live{c.find_quota("live_groups").value()};
    kind_of_group other{c.find_quota("groups").value()};
    const quota_id daily = c.find_quota("daily_groups").value();
    const quota_id daily_broadcast = c.find_quota("daily_broadcast_groups").value();
    growth<> today;

    struct running_group {
        ticket place{};
        growth_ticket<> grown{};
        std::size_t index = 0;
        std::optional<std::size_t> broadcast_index{};
    };
    std::map<std::uint32_t, running_group> running;

    group_history history;
    for (const group_event& e : events) {
        kind_of_group& kind = e.live ? live : other;
        auto& lifetimes = e.live ? history.live : history.other;
        const quota_id growing = e.broadcast ? daily_broadcast : daily;
        if (e.created) {
            const edition_id edition = edition_at(one, e.at);
            const quota_decision place = decide(kind.existing, c.at(kind.standing, edition),
                                                standing_window, quantity{1}, e.at);
            if (!is_admitted(place.answer)) {
                history.refused.push_back({e.at, kind.standing});
                continue;
            }
            const auto grown = begin_one(c, edition, growing, today, e.at);
            if (!is_admitted(grown.answer)) {
                history.refused.push_back({e.at, grown.refused_by.value_or(growing)});
                continue;
            }
            kind.existing = place.next;
            today = grown.next;
            running_group r{place.taken, grown.taken, lifetimes.size(), {}};
            lifetimes.push_back({.begin = e.at});
            if (e.broadcast) {
                r.broadcast_index = history.broadcast.size();
                history.broadcast.push_back({.begin = e.at});
            }
            running[e.group] = r;
        } else if (const auto found = running.find(e.group); found != running.end()) {
            kind.existing = release(kind.existing, found->second.place, standing_window).next;
            today = end_one(c, growing, today, found->second.grown, e.at).next;
            lifetimes[found->second.index].end = e.at;
            if (const auto index = found->second.broadcast_index)
                history.broadcast[*index].end = e.at;
            running.erase(found);
        }
    }
    return history;
}

}  // namespace month_end
