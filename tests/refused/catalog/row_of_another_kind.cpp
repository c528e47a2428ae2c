// SPDX-License-Identifier: MIT
// refused: constraint
// The key of a quota on the row of a feature.
#include "../small_catalog.hpp"

using namespace small;

#ifdef ACCEPTED
constexpr small::feature key = small::feature::write;
#else
constexpr small::quota key = small::quota::users;
#endif
constexpr feature_row row{key, "write", {availability::included}};

int main() { return row.what.key == name{"write"} ? 0 : 1; }
