// Decibels of a power ratio.
#pragma once
#include <cmath>

namespace dewline {

inline double from_db(double db) { return std::pow(10, 0.1 * db); }
inline double to_db(double ratio) { return 10 * std::log10(ratio); }

} // namespace dewline
