// Tables of the truth: where the objects were, and what could be seen of them. Conventions: tables.hpp.
#pragma once
#include <cstdint>
#include <string>
#include <tuple>

#include "dewline/record/table.hpp"

namespace dewline::record {

struct TruthSampleRow {
  static constexpr TableInfo kTable{"truth_samples",
      "where each object really was", Origin::truth};
  std::string object;
  double t_s = kNeverS, x_m = kNoNumber, y_m = kNoNumber, z_m = kNoNumber, vx_m_s = kNoNumber;
  double vy_m_s = kNoNumber, vz_m_s = kNoNumber, lat_rad = kNoNumber, lon_rad = kNoNumber;
  double h_m = kNoNumber;

  static constexpr auto fields() {
    using R = TruthSampleRow;
    return std::tuple{
        field("object", &R::object, "the object of the scenario"),
        field("t_s", &R::t_s, "the instant"),
        field("x_m", &R::x_m, "position x in E"),
        field("y_m", &R::y_m, "position y in E"),
        field("z_m", &R::z_m, "position z in E"),
        field("vx_m_s", &R::vx_m_s, "velocity x in E, relative to the Earth"),
        field("vy_m_s", &R::vy_m_s, "velocity y in E, relative to the Earth"),
        field("vz_m_s", &R::vz_m_s, "velocity z in E, relative to the Earth"),
        field("lat_rad", &R::lat_rad, "geodetic latitude"),
        field("lon_rad", &R::lon_rad, "longitude, east positive"),
        field("h_m", &R::h_m, "height above the ellipsoid")};
  }
};
static_assert(complete<TruthSampleRow>());

struct MilestoneRow {
  static constexpr TableInfo kTable{"milestones",
      "launch, burnout, apogee, impact of each object", Origin::truth};
  std::string object, what;
  double t_s = kNeverS, lat_rad = kNoNumber, lon_rad = kNoNumber, h_m = kNoNumber;

  static constexpr auto fields() {
    using R = MilestoneRow;
    return std::tuple{
        field("object", &R::object, "the object of the scenario"),
        field("what", &R::what, "launch, burnout, apogee, impact, end of data"),
        field("t_s", &R::t_s, "when it happened"),
        field("lat_rad", &R::lat_rad, "geodetic latitude"),
        field("lon_rad", &R::lon_rad, "longitude, east positive"),
        field("h_m", &R::h_m, "height above the ellipsoid")};
  }
};
static_assert(complete<MilestoneRow>());

struct WindowRow {
  static constexpr TableInfo kTable{"windows",
      "when the geometry lets a face see an object, and which limit opened and closed it", Origin::truth};
  std::string sensor, object;
  std::int64_t face = 0;
  double begin_s = kNeverS, end_s = kNeverS;
  std::string opened_by, closed_by;

  static constexpr auto fields() {
    using R = WindowRow;
    return std::tuple{
        field("sensor", &R::sensor, "the sensor"),
        field("object", &R::object, "the object of the scenario"),
        field("face", &R::face, "index of the face, from 0"),
        field("begin_s", &R::begin_s, "the object enters the field of regard"),
        field("end_s", &R::end_s, "it leaves"),
        field("opened_by", &R::opened_by, "the limit that came last"),
        field("closed_by", &R::closed_by, "the limit that ended it")};
  }
};
static_assert(complete<WindowRow>());

} // namespace dewline::record
