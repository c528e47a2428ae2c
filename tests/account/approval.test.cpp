// SPDX-License-Identifier: MIT
#include <ratecard/account/facts.hpp>
#include <ratecard/entitlement/resolve.hpp>

#include "application.hpp"
#include "examined.hpp"
#include "reference_catalog.hpp"

using namespace ratecard;
using namespace ratecard_test;

namespace {
constexpr feature_id push = chat::feature::push_to_all;
}

TEST_CASE("an approval counts only for its own feature and only from its instant on") {
    both_owners([](const catalog_view& c) {
        application a;
        a.approvals = {{chat::feature::community, local(2024, 3, 1), {1}},
                       {push, local(2024, 3, 10), {2}}};
        CHECK(standing_answer_of(examined(c, a.facts()), push, local(2024, 3, 9)).why() ==
              reason::not_applied);
        CHECK(standing_answer_of(examined(c, a.facts()), push, local(2024, 3, 10)).why() ==
              reason::awaiting_activation);
        CHECK(standing_answer_of(examined(c, a.facts()), push, local(2024, 3, 12)).why() ==
              reason::allowed);
    });
}

TEST_CASE("the earliest approval that still counts decides, in any order of the list") {
    both_owners([](const catalog_view& c) {
        application a;
        a.approvals = {{push, local(2024, 3, 10), {1}}, {push, local(2024, 3, 1), {2}}};
        CHECK(standing_answer_of(examined(c, a.facts()), push, local(2024, 3, 10)).why() ==
              reason::allowed);
    });
}
