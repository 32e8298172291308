// Free flight as forces that are inlined into an integrator: what acceleration_G and _E compute.
#pragma once
#include <span>
#include <type_traits>

#include "dewline/base/vec.hpp"
#include "dewline/earth/atmosphere.hpp"
#include "dewline/earth/zonal.hpp"
#include "dewline/orbit/propagate.hpp"

namespace dewline::orbit {

inline constexpr Vec3 kOmega_E{0, 0, earth::kOmega_rad_s};

/// No air.
struct Vacuum {};

/// The pull of the air on a body that moves through it with v_air.
struct Drag {
  double ballistic_coefficient_kg_m2;
  const earth::AirTable* air = &earth::AirTable::get();

  Vec3 operator()(const Vec3& p, const Vec3& v_air) const {
    const double rho = air->density(radial_height(p));
    return (-0.5 * rho * norm(v_air) / ballistic_coefficient_kg_m2) * v_air;
  }
};

/// The same with a coefficient by Mach number.
struct DragByMach {
  std::span<const MachPoint> rows;
  const earth::AirTable* air = &earth::AirTable::get();

  Vec3 operator()(const Vec3& p, const Vec3& v_air) const {
    const earth::Stream stream = air->at(radial_height(p));
    const double speed_m_s = norm(v_air);
    return (-0.5 * stream.density_kg_m3 * speed_m_s * inverse(speed_m_s / stream.sound_speed_m_s)) * v_air;
  }
  /// 1/coefficient at a Mach number.
  [[nodiscard]] double inverse(double mach) const {
    std::size_t i = 0;
    while (i < rows.size() && rows[i].mach < mach) ++i;
    if (i == 0 || i == rows.size()) return 1 / rows[i == 0 ? 0 : i - 1].ballistic_coefficient_kg_m2;
    const MachPoint &a = rows[i - 1], &b = rows[i];
    const double part = (mach - a.mach) / (b.mach - a.mach);
    return (1 - part) / a.ballistic_coefficient_kg_m2 + part / b.ballistic_coefficient_kg_m2;
  }
};

/// In an inertial frame whose z is the pole.
template <earth::Gravity field, class Air>
struct Coast_G {
  double mu_m3_s2;
  Air air;

  Vec3 operator()(double, const PosVel& x) const {
    const Vec3 g = earth::zonal_gravity<field>(x.p, mu_m3_s2);
    if constexpr (std::is_same_v<Air, Vacuum>) return g;
    else return g + air(x.p, x.v - cross(kOmega_E, x.p));
  }
};

/// In axes that turn with the Earth about z: Coriolis and centrifugal terms included.
template <earth::Gravity field, class Air>
struct Coast_E {
  double mu_m3_s2;
  Air air;

  Vec3 operator()(double, const PosVel& x) const {
    constexpr double w = earth::kOmega_rad_s;
    Vec3 a = earth::zonal_gravity<field>(x.p, mu_m3_s2);
    a.x += w * (2 * x.v.y + w * x.p.x);
    a.y += w * (w * x.p.y - 2 * x.v.x);
    if constexpr (std::is_same_v<Air, Vacuum>) return a;
    else return a + air(x.p, x.v);
  }
};

/// Calls use(force) with the force that `forces` describes, as Coast<field, Air>.
template <template <earth::Gravity, class> class Coast, class Use>
auto with_coast(const Forces& forces, const Use& use) {
  const auto in_air = [&]<earth::Gravity field>() {
    if (!forces.ballistic_coefficient_by_mach.empty())
      return use(Coast<field, DragByMach>{forces.mu_m3_s2, {forces.ballistic_coefficient_by_mach}});
    if (forces.ballistic_coefficient_kg_m2)
      return use(Coast<field, Drag>{forces.mu_m3_s2, {*forces.ballistic_coefficient_kg_m2}});
    return use(Coast<field, Vacuum>{forces.mu_m3_s2, {}});
  };
  switch (forces.gravity) {
    case earth::Gravity::two_body: return in_air.template operator()<earth::Gravity::two_body>();
    case earth::Gravity::j2: return in_air.template operator()<earth::Gravity::j2>();
    case earth::Gravity::j6: break;
  }
  return in_air.template operator()<earth::Gravity::j6>();
}

} // namespace dewline::orbit
