// A staged rocket as a scenario states it.
#pragma once
#include <array>
#include <cstdint>
#include <numbers>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "dewline/base/field.hpp"
#include "dewline/truth/body.hpp"

namespace dewline::truth {

/// One row of a drag table; linear between rows, constant beyond.
struct DragPoint {
  double mach = 0, drag_coefficient = 0;
  static constexpr auto fields() {
    return std::tuple{
        required("mach", &DragPoint::mach, "Mach number", at_least(0)),
        required("drag_coefficient", &DragPoint::drag_coefficient, "at that Mach number", between(0, 10))};
  }
};
static_assert(complete<DragPoint>());

/// One stage. It is dropped at its burnout.
struct StageParams {
  double propellant_kg = 0, dry_kg = 0, isp_vacuum_s = 0, burn_s = 0;
  double nozzle_exit_area_m2 = 0, reference_area_m2 = 0, coast_s = 0;
  std::vector<DragPoint> drag;
  bool shutdown = false;
  std::optional<double> plume_W_sr;
  RcsByBand rcs_m2;
  std::optional<BodyParams> spent;
  double separation_m_s = 0;
  static constexpr auto fields() {
    return std::tuple{
        required("propellant_kg", &StageParams::propellant_kg, "mass that is burnt", above(0)),
        required("dry_kg", &StageParams::dry_kg, "mass dropped at burnout", at_least(0)),
        required("isp_vacuum_s", &StageParams::isp_vacuum_s, "specific impulse in vacuum", between(50, 1000)),
        required("burn_s", &StageParams::burn_s, "burn time at constant mass flow", between(0.1, 3000)),
        field("nozzle_exit_area_m2", &StageParams::nozzle_exit_area_m2, "for the loss by back pressure",
              between(0, 100)),
        field("reference_area_m2", &StageParams::reference_area_m2,
              "for drag, from ignition or the coast before it", between(0, 100)),
        field("coast_s", &StageParams::coast_s, "coast from the burnout below to this ignition",
              between(0, 3000)),
        field("drag", &StageParams::drag, "drag coefficient by Mach number; empty: a generic slender body"),
        field("shutdown", &StageParams::shutdown,
              "the thrust can be ended early (liquid, thrust termination); only the last stage's counts"),
        field("plume_W_sr", &StageParams::plume_W_sr,
              "infrared intensity of its plume while it burns, in the sensors' band", between(0, 1e9)),
        field("rcs_m2", &StageParams::rcs_m2,
              "cross-section of the whole vehicle while this stage is the lowest; absent: the object's own",
              between(1e-8, 1e8)),
        field("spent", &StageParams::spent,
              "the dropped stage as an object of its own, ID/stage-N; absent: it is not followed"),
        field("separation_m_s", &StageParams::separation_m_s, "speed by which the dropped stage falls behind",
              between(0, 100))};
  }
};
static_assert(complete<StageParams>());

/// What takes the energy that an aim does not need.
enum class Surplus {
  automatic, ///< shutdown if the last stage has it, else management
  shutdown,  ///< the last stage is cut off early
  management, ///< the last stage's thrust is turned off the velocity, to both sides alike
  loft,      ///< nothing: all is burnt, and the arc is steeper or flatter
};
constexpr auto enum_words(Surplus*) {
  return std::array{std::pair{Surplus::automatic, "automatic"}, std::pair{Surplus::shutdown, "shutdown"},
                    std::pair{Surplus::management, "management"}, std::pair{Surplus::loft, "loft"}};
}

/// Parts let go after the last burnout: objects of their own, ID/NAME-1, ID/NAME-2, ...
struct ReleaseParams {
  std::string name;
  std::uint32_t count = 1;
  double after_burnout_s = 0, interval_s = 0;
  double forward_m_s = 0, right_m_s = 0, up_m_s = 0;
  BodyParams body;
  static constexpr auto fields() {
    using R = ReleaseParams;
    return std::tuple{
        required("name", &R::name, "what they are called: `decoy` makes ID/decoy-1, ID/decoy-2"),
        field("count", &R::count, "how many", between(1, 1000)),
        field("after_burnout_s", &R::after_burnout_s, "the first one's time after the last burnout",
              between(0, 3000)),
        field("interval_s", &R::interval_s, "time between one and the next", between(0, 600)),
        field("forward_m_s", &R::forward_m_s, "speed of parting along the velocity", between(-500, 500)),
        field("right_m_s", &R::right_m_s, "speed of parting to the right of it", between(-500, 500)),
        field("up_m_s", &R::up_m_s, "speed of parting upwards, at right angles to both", between(-500, 500)),
        required("body", &R::body, "how each looks and falls")};
  }
};
static_assert(complete<ReleaseParams>());

/// A staged point mass under thrust: held in the launch direction on the rail or in vertical rise, then a
/// gravity turn (thrust along the velocity relative to the Earth). With an aim, azimuth, kick and the surplus
/// of energy are solved for.
struct BoostParams {
  std::optional<double> azimuth_rad;
  double elevation_rad = std::numbers::pi / 2;
  double rail_m = 10;
  double vertical_rise_s = 0;
  double kick_rad = 0;
  double payload_kg = 0;
  std::vector<StageParams> stages;
  Surplus surplus = Surplus::automatic;
  static constexpr auto fields() {
    return std::tuple{
        field("azimuth_rad", &BoostParams::azimuth_rad, "launch azimuth; with an aim it is solved for",
              between(-2 * std::numbers::pi, 2 * std::numbers::pi)),
        field("elevation_rad", &BoostParams::elevation_rad, "launch elevation; a rail stands at 80 to 88 deg",
              between(std::numbers::pi / 6, std::numbers::pi / 2)),
        field("rail_m", &BoostParams::rail_m, "length over which the launch direction is held",
              between(0, 1000)),
        field("vertical_rise_s", &BoostParams::vertical_rise_s,
              "time for which the launch direction is held; above 0 it replaces the rail", between(0, 60)),
        field("kick_rad", &BoostParams::kick_rad,
              "turn of the velocity towards the azimuth at the end of the hold; with an aim it is solved for",
              between(0, std::numbers::pi / 4)),
        required("payload_kg", &BoostParams::payload_kg, "mass above the last stage", above(0)),
        required("stages", &BoostParams::stages, "from the ground up"),
        field("surplus", &BoostParams::surplus, "what takes the energy that an aim does not need")};
  }
};
static_assert(complete<BoostParams>());

} // namespace dewline::truth
