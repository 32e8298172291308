// What a body looks like to sensors and how it falls: parameters shared by objects, spent stages and released
// parts.
#pragma once
#include <map>
#include <numbers>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/base/problem.hpp"

namespace dewline::truth {

/// One row of a table of radar cross-section by aspect.
struct AspectPoint {
  double aspect_rad = 0, rcs_m2 = 0;
  static constexpr auto fields() {
    return std::tuple{required("aspect_rad", &AspectPoint::aspect_rad,
                               "angle between the line of sight and the nose; 0 is nose-on, 180 deg tail-on",
                               between(0, std::numbers::pi)),
                      required("rcs_m2", &AspectPoint::rcs_m2, "mean cross-section at that aspect",
                               between(1e-8, 1e8))};
  }
};
static_assert(complete<AspectPoint>());

using RcsByBand = std::map<std::string, double>;
using AspectTables = std::map<std::string, std::vector<AspectPoint>>;

/// A part that falls by itself: a spent stage, a released object.
struct BodyParams {
  std::optional<double> ballistic_coefficient_kg_m2;
  RcsByBand rcs_m2;
  AspectTables rcs_by_aspect;
  static constexpr auto fields() {
    return std::tuple{
        field("ballistic_coefficient_kg_m2", &BodyParams::ballistic_coefficient_kg_m2,
              "mass / (drag coefficient x area); absent: vacuum", between(1, 1e6)),
        field("rcs_m2", &BodyParams::rcs_m2, "mean radar cross-section by band or `any`", between(1e-8, 1e8)),
        field("rcs_by_aspect", &BodyParams::rcs_by_aspect,
              "cross-section by band and aspect; a band named here does not need `rcs`")};
  }
};
static_assert(complete<BodyParams>());

/// The band words of rcs, and the middle frequency [Hz] that stands for each; 0 for an unknown word.
double band_frequency_Hz(const std::string& band);

/// Problems of a body's tables: no cross-section at all, unknown bands, aspects out of order.
void check_rcs(const RcsByBand& rcs, const AspectTables& by_aspect, Problems& problems);

/// A body's radar cross-section as a function of frequency and aspect. A frequency takes the nearest band on
/// a logarithmic scale; between aspects the logarithm of the cross-section is linear in the angle (ours: a
/// table of means has no lobes to resolve), beyond the table it is constant.
class Signature {
 public:
  Signature() = default;
  Signature(const RcsByBand& rcs, const AspectTables& by_aspect);
  /// [m^2]; aspect in [0, pi]. Throws ContractError without any table.
  [[nodiscard]] double rcs_m2(double frequency_Hz, double aspect_rad) const;
  /// True if no band depends on the aspect: then it need not be worked out.
  [[nodiscard]] bool round() const { return round_; }

 private:
  struct Band {
    double log_frequency = 0;
    std::vector<std::pair<double, double>> table; ///< aspect [rad], log of m^2
  };
  std::vector<Band> bands_;
  bool round_ = true;
};

} // namespace dewline::truth
