// Element sets of satellites: two- and three-line sets, and OMM as CSV or JSON (CelesTrak, Space-Track).
#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/io/error.hpp"
#include "dewline/orbit/sgp4.hpp"

namespace dewline::io {

/// One set of mean elements with its name.
struct ElementSet {
  std::string name;                 ///< from the line before a two-line set, or OBJECT_NAME; may be empty
  std::uint32_t catalog_number = 0; ///< Alpha-5 counts on: A0000 is 100000
  std::string designator;           ///< international designator; may be empty
  orbit::MeanElements mean;
  Where at;
};

/// Two-line sets, with or without a name line before each; empty lines and lines that begin with # are
/// skipped. Every defect is a diagnostic with line and column: length, line numbers, catalogue numbers that
/// differ, checksum, a number that is none, a six-digit catalogue number (use Alpha-5 or OMM), elements
/// outside their range, an epoch that is no date. Sets with a defect are left out. Never throws on any bytes.
std::vector<ElementSet> parse_tle(std::string_view text, const std::string& file, Diagnostics& diagnostics);

/// OMM as CSV (a header line of CCSDS keywords) or as a JSON list of such objects: CCSDS 502.0-B with SGP4's
/// theory. Diagnostics as above: a missing column, a value that is no number, a theory or frame that is not
/// SGP4 and TEME.
std::vector<ElementSet> parse_omm_csv(std::string_view text, const std::string& file,
                                      Diagnostics& diagnostics);
std::vector<ElementSet> parse_omm_json(std::string_view text, const std::string& file,
                                       Diagnostics& diagnostics);

/// Any of these by content: `[` begins JSON, a header with MEAN_MOTION begins CSV, else two-line sets. Throws
/// ScenarioError with every defect, or if the file cannot be read or holds no set.
std::vector<ElementSet> read_element_sets(const std::filesystem::path& file);

} // namespace dewline::io
