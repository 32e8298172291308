// Where the air changes its law: integrators end steps there.
#pragma once
#include <array>

namespace dewline::orbit {

/// Heights [m]: the edge where air begins to matter, and USSA76's layers. A step that ends there has a smooth
/// force; one across it would be repeated shorter.
inline constexpr std::array kAirEdges_m{120e3, 86e3, 71802.0, 51412.5, 47350.1, 32161.9, 20063.1, 11019.1};

} // namespace dewline::orbit
