// What sensors measure of a state that starts with its position and velocity: values, exact derivatives,
// residuals.
#pragma once
#include <concepts>
#include <cstddef>

#include "dewline/base/matrix.hpp"
#include "dewline/earth/ellipsoid.hpp"

namespace dewline::track {

/// A predicted measurement h(x) and its exact derivative.
template <std::size_t M, std::size_t N>
struct Predicted {
  VecN<M> z{};
  MatNM<M, N> H;
};

/// Where a sensor stands and how its axes lie, in the frame F of the state (L, E or G), at the instant of the
/// measurement. p_SO_S = R_SF (p_FO_F - p_FS_F). A satellite or an aircraft is a site with a new place each
/// time.
struct Site {
  Mat3 R_SF = Mat3::identity(); ///< rows: the sensor's x, y, z; for azimuth and elevation east, north, up
  Vec3 p_FS_F;
  Vec3 v_FS_F; ///< of the sensor in F, for range rate; on the ground 0 in E and L, omega x p in G
};
/// A sensor on the ellipsoid with level axes, for states in E.
Site site_on_ground(const earth::Geodetic& at);
/// The same for states in the level axes of `origin`.
Site site_on_ground(const earth::Geodetic& at, const earth::Geodetic& origin);
/// The same turned into the inertial frame at one instant.
Site site_inertial(const Site& site_E, const Mat3& R_EG);

/// What filters want of a measurement: h, its derivative H, and z - h with angles wrapped into (-pi, pi].
template <class S, std::size_t N>
concept Measurement = requires(const S& s, const VecN<N>& x, const VecN<S::kM>& z) {
  { s.template value<N>(x) } -> std::same_as<VecN<S::kM>>;
  { s.template at<N>(x) } -> std::same_as<Predicted<S::kM, N>>;
  { s.residual(z, z) } -> std::same_as<VecN<S::kM>>;
};

/// h and its derivatives by position and velocity in F: what a measurement has to work out once for all sizes
/// of state.
template <std::size_t M, std::size_t D>
struct Geometry {
  VecN<M> z{};
  MatNM<M, D> by_p, by_v;
};

/// From the geometry of position and velocity to states of N values.
template <class Derived, std::size_t M, std::size_t D>
struct OfPlace {
  static constexpr std::size_t kM = M, kDim = D;
  template <std::size_t N>
  [[nodiscard]] VecN<M> value(const VecN<N>& x) const {
    return geometry(x).z;
  }
  template <std::size_t N>
  [[nodiscard]] Predicted<M, N> at(const VecN<N>& x) const {
    const Geometry<M, D> g = geometry(x);
    Predicted<M, N> h{g.z, {}};
    for (std::size_t i = 0; i < M; ++i)
      for (std::size_t j = 0; j < D; ++j) {
        h.H(i, j) = g.by_p(i, j);
        h.H(i, D + j) = g.by_v(i, j);
      }
    return h;
  }

 private:
  template <std::size_t N>
  [[nodiscard]] Geometry<M, D> geometry(const VecN<N>& x) const {
    static_assert(N >= 2 * D, "position and velocity come first");
    VecN<D> p{}, v{};
    for (std::size_t i = 0; i < D; ++i) {
      p[i] = x[i];
      v[i] = x[D + i];
    }
    return static_cast<const Derived&>(*this).of(p, v);
  }
};

/// The place itself, D coordinates [m].
template <std::size_t D>
struct Cartesian : OfPlace<Cartesian<D>, D, D> {
  [[nodiscard]] Geometry<D, D> of(const VecN<D>& p, const VecN<D>&) const { return {p, identity<D>(), {}}; }
  [[nodiscard]] static VecN<D> residual(const VecN<D>& z, const VecN<D>& h) { return minus(z, h); }
};

/// In the plane, x east and y north: range [m], azimuth [rad] clockwise from north.
struct RangeAzimuth : OfPlace<RangeAzimuth, 2, 2> {
  VecN<2> p_FS_F{};
  RangeAzimuth() = default;
  explicit RangeAzimuth(const VecN<2>& p) : p_FS_F(p) {}
  [[nodiscard]] Geometry<2, 2> of(const VecN<2>& p, const VecN<2>& v) const;
  [[nodiscard]] static VecN<2> residual(const VecN<2>& z, const VecN<2>& h);
};

/// Range [m], azimuth [rad] = atan2(x, y) clockwise from the sensor's y (north), elevation [rad] = asin(z /
/// r). On the sensor's z axis the azimuth has no derivative: it is given as 0.
struct RangeAzimuthElevation : OfPlace<RangeAzimuthElevation, 3, 3> {
  Site site;
  RangeAzimuthElevation() = default;
  explicit RangeAzimuthElevation(const Site& s) : site(s) {}
  [[nodiscard]] Geometry<3, 3> of(const VecN<3>& p, const VecN<3>& v) const;
  [[nodiscard]] static VecN<3> residual(const VecN<3>& z, const VecN<3>& h);
};

/// The same and range rate [m/s].
struct RangeAzimuthElevationRate : OfPlace<RangeAzimuthElevationRate, 4, 3> {
  Site site;
  RangeAzimuthElevationRate() = default;
  explicit RangeAzimuthElevationRate(const Site& s) : site(s) {}
  [[nodiscard]] Geometry<4, 3> of(const VecN<3>& p, const VecN<3>& v) const;
  [[nodiscard]] static VecN<4> residual(const VecN<4>& z, const VecN<4>& h);
};

/// Range rate alone [m/s]: Doppler into an estimate that has a place already.
struct RangeRateOnly : OfPlace<RangeRateOnly, 1, 3> {
  Site site;
  RangeRateOnly() = default;
  explicit RangeRateOnly(const Site& s) : site(s) {}
  [[nodiscard]] Geometry<1, 3> of(const VecN<3>& p, const VecN<3>& v) const;
  [[nodiscard]] static VecN<1> residual(const VecN<1>& z, const VecN<1>& h) { return minus(z, h); }
};

/// Range [m] and the direction cosines u, v along the sensor's x and y.
struct RangeCosines : OfPlace<RangeCosines, 3, 3> {
  Site site;
  RangeCosines() = default;
  explicit RangeCosines(const Site& s) : site(s) {}
  [[nodiscard]] Geometry<3, 3> of(const VecN<3>& p, const VecN<3>& v) const;
  [[nodiscard]] static VecN<3> residual(const VecN<3>& z, const VecN<3>& h) { return minus(z, h); }
};

/// Azimuth and elevation alone [rad], from a platform that moves: `site` is its place and axes at the
/// instant.
struct TwoAngles : OfPlace<TwoAngles, 2, 3> {
  Site site;
  TwoAngles() = default;
  explicit TwoAngles(const Site& s) : site(s) {}
  [[nodiscard]] Geometry<2, 3> of(const VecN<3>& p, const VecN<3>& v) const;
  [[nodiscard]] static VecN<2> residual(const VecN<2>& z, const VecN<2>& h);
};

/// A difference of angles in (-pi, pi].
double wrapped(double angle_rad);

/// The place of a measured range [m], azimuth and elevation [rad], and its covariance linearised at the
/// measured values.
Gaussian<3> place_of(const RangeAzimuthElevation& sensor, const VecN<3>& z, const VecN<3>& sigma);

} // namespace dewline::track
