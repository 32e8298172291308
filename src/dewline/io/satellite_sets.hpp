// Element sets that a scenario's objects name, as numbers in the scenario.
#pragma once
#include <filesystem>
#include <vector>

#include "dewline/io/element_sets.hpp"
#include "dewline/io/file.hpp"
#include "dewline/io/reader.hpp"

namespace dewline::io {

/// One set in numbers. Epoch to the nanosecond, everything else bit for bit: SGP4's position differs by less
/// than 0.01 mm (test_io SatelliteSets).
truth::ElementSetParams to_params(const ElementSet& set);

/// Reads what `elements` of each object names, a file (sought in the folders, in order) or two lines, into
/// its `sets` and clears the name: the resolved scenario needs no data file, `origin` says which it was, with
/// its hash. Of several sets of one satellite the one nearest to the scenario's epoch is taken. Bodies are
/// named after the satellite in lower case, with its number if two have one name.
void read_satellite_sets(File& file, const std::vector<std::filesystem::path>& folders, Reader& reader,
                         Diagnostics& diagnostics);

} // namespace dewline::io
