// The parameters of every kind of sensor, as one closed set: for those who read and carry them.
#pragma once
#include <string>
#include <variant>

#include "dewline/base/problem.hpp"
#include "dewline/sense/feed/params.hpp"
#include "dewline/sense/infrared/params.hpp"
#include "dewline/sense/radar/params.hpp"
#include "dewline/sense/scan.hpp"
#include "dewline/sense/surveillance/params.hpp"

namespace dewline::sense {

/// The parameters of a sensor of any kind.
using SensorParams = std::variant<RadarParams, InfraredParams, SurveillanceParams, FeedParams>;
Kind kind(const SensorParams& params);
/// Each kind's own check.
void check(const SensorParams& params, Problems& problems);
/// A centre can tell it where to look: a staring infrared sensor that no given place binds. A radar cannot be: it
/// looks at everything in its search fence anyway, and outside of it only after what it found itself.
bool can_be_cued(const SensorParams& params);
/// The file that it reads, to be found and set to where it stands; null if there is none.
std::string* data_path(SensorParams& params);

} // namespace dewline::sense
