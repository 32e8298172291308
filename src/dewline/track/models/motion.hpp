// All motion models of tracks. One page: docs/models/motion-models.md.
#pragma once
#include "dewline/track/models/flight.hpp" // IWYU pragma: export
#include "dewline/track/models/linear.hpp" // IWYU pragma: export
#include "dewline/track/models/turn.hpp"   // IWYU pragma: export
