// Lobing: interference of the direct ray with the one reflected by sea or ground. Off unless a user asks.
#pragma once
#include <complex>

namespace dewline::sense {

enum class Polarisation { horizontal, vertical };

/// A reflecting surface.
struct Surface {
  double permittivity = 70;    ///< relative; sea about 70, wet soil 10 to 30, dry soil 3 to 5 (assumption)
  double conductivity_S_m = 5; ///< sea about 5, wet soil 0.1 (assumption)
  double rms_height_m = 0;     ///< of waves or ground around the mean; 0: a mirror
};

/// Fresnel's reflection coefficient of the electric field at a grazing angle from 0 to pi/2, of a surface
/// with the complex permittivity eps = permittivity - i conductivity / (2 pi f eps0). -1 at grazing 0.
std::complex<double> fresnel(const Surface& surface, double frequency_Hz, double grazing_rad,
                             Polarisation polarisation);

/// Reduction of the coherent reflection by roughness: exp(-(4 pi s sin(psi) / lambda)^2 / 2), s the rms
/// height.
double roughness_factor(const Surface& surface, double frequency_Hz, double grazing_rad);

/// The reflected ray between two points above a sphere.
struct Reflection {
  double grazing_rad = 0;                         ///< at the surface
  double path_difference_m = 0;                   ///< reflected minus direct path
  double divergence = 1;                          ///< loss of field by the surface's curvature; 1 flat
  double el_direct_rad = 0, el_reflected_rad = 0; ///< of both rays as they leave the antenna
};

/// Exact geometry on a sphere of earth_radius_m (4/3 of the Earth's for standard refraction; 1e15: flat).
/// Heights above the surface > 0, ground_range_m along the surface > 0. Throws ContractError for a pair
/// beyond the horizon: multipath_visible() tells before. divergence = (1 + 2 a b / (R (a + b) sin
/// psi))^(-1/2) with the lengths a, b of both legs: the usual form, for grazing angles small against 1.
Reflection reflection(double antenna_h_m, double target_h_m, double ground_range_m, double earth_radius_m);
bool multipath_visible(double antenna_h_m, double target_h_m, double ground_range_m, double earth_radius_m);

struct Multipath {
  double frequency_Hz = 1e9;
  Polarisation polarisation = Polarisation::horizontal;
  Surface surface;
  double earth_radius_m = 6371e3 * 4 / 3;
};

/// Pattern propagation factor F^4 of an echo: |1 + g D r Gamma e^(-i k delta)|^4, 0 to 16; times the power of
/// free space. reflected_gain: voltage gain of the antenna towards the reflected ray over that towards the
/// direct one. Beyond the horizon 0: no diffraction; close to it (divergence and phase small) the true field
/// falls off more slowly. Checked by test_sense Multipath.*.
double propagation_factor4(const Multipath& multipath, double antenna_h_m, double target_h_m,
                           double ground_range_m, double reflected_gain = 1);

} // namespace dewline::sense
