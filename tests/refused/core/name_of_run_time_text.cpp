// SPDX-License-Identifier: MIT
// refused: is not a constant expression | is not usable in a constant expression
// Text that is not known while compiling goes through name::from.
#include <ratecard/core/name.hpp>

int main(int count, char**) {
    const char text[2] = {static_cast<char>('a' + count), '\0'};
#ifdef ACCEPTED
    return ratecard::name::from({text, 1}).has_value() ? 0 : 1;
#else
    return ratecard::name{text}.empty() ? 1 : 0;
#endif
}
