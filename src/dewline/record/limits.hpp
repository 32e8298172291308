// Which parameter of the scenario stands behind a limit of a sensor's view.
#pragma once
#include <cstdint>
#include <string>

#include "dewline/base/ids.hpp"
#include "dewline/record/context.hpp"
#include "dewline/sense/labels.hpp"

namespace dewline::record {

/// Whether a sensor is of a kind; a context without kinds has radars only.
bool is_kind(const Context& context, SensorId sensor, sense::Kind kind);
/// The parameter's path: `sensors.olenegorsk.faces[0].elevation`, `duration`, `objects.arc`.
std::string limit_param(const Context& context, SensorId sensor, std::uint32_t face, sense::Limit limit,
                        ObjectId object);

} // namespace dewline::record
