// Sun glint off high cloud: what geometry allows.
#pragma once
#include "dewline/base/time.hpp"
#include "dewline/base/vec.hpp"
#include "dewline/earth/frames.hpp"
#include "dewline/orbit/mean_elements.hpp"
#include "dewline/sense/infrared/false_params.hpp"

namespace dewline::sense {

/// Sun, cloud and satellite. Elevations are those at the cloud, above the level of the ellipsoid, without
/// refraction.
struct GlintGeometry {
  double sun_el_rad = 0, view_el_rad = 0;
  double scattering_rad = 0; ///< how far the light is turned: 0 straight on, pi straight back
  double tilt_rad = 0; ///< from the vertical to a mirror's normal that would throw the Sun at the satellite
};
/// sun_E: from the Earth's centre (its parallax, 9 arcsec, is left out).
GlintGeometry glint_geometry(const Vec3& p_EC_E, const Vec3& p_ES_E, const Vec3& sun_E);

/// Intensity of a level patch of cloud towards the satellite [W/sr]: light scattered once in a plane layer,
///   I = F albedo P(scattering) / (4 pi) A mu mu0 / (mu + mu0) (1 - exp(-depth (1 / mu + 1 / mu0))),
/// mu, mu0 the sines of the two elevations, P Henyey and Greenstein's function of mean cosine `asymmetry`.
/// Derived here from the layer's integral; both forms are general knowledge. 0 unless Sun and satellite are
/// both above the cloud's level. Leaves out: light scattered twice and more, the peak of plates that lie
/// level. The air above the cloud is for the caller.
double glint_W_sr(const GlintParams& glint, double area_m2, const GlintGeometry& geometry);

/// What counts as a glint case: a satellite between two elevations over the place, and light turned by no
/// more than this.
struct GlintRule {
  double el_min_rad = 0, el_max_rad = 0.17453292519943295;
  double scattering_max_rad = 0.8726646259971648;
  double span_s = 900; ///< at some instant this long before or after
  double step_s = 30;
};
/// The best moment of one orbit: the least scattering angle while the elevation is within the rule; if it
/// never is, `sees` is false and the rest is that of `t`.
struct GlintChance {
  bool sees = false, fits = false;
  GlintGeometry at;  ///< at the best moment
  GlintGeometry now; ///< at t itself
};
GlintChance glint_chance(const orbit::KeplerElements& elements, const Vec3& p_EC_E,
                         const earth::Orientation& orientation, Time t, const GlintRule& rule);

} // namespace dewline::sense
