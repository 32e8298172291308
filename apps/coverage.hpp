// What `dewline coverage` says and writes.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "dewline/record/table.hpp"

namespace dewline::apps {

/// One survey as files and words.
struct CoverageResult {
  std::string kind; ///< reach, height, gaps or warning
  record::Table table;
  std::string geojson; ///< empty: none
  std::vector<std::pair<std::string, std::string>> pictures; ///< stem and SVG
  std::string words; ///< for people
  std::string summary; ///< JSON, without the files
};
CoverageResult result_of(const CoverageOptions& options, const io::Surveyed& surveyed,
                         const std::vector<std::vector<survey::Reach>>& reach);
CoverageResult result_of(const CoverageOptions& options, const io::Surveyed& surveyed,
                         const survey::CoverMap& map);
CoverageResult result_of(const CoverageOptions& options, const io::Surveyed& surveyed,
                         const survey::GapMap& map);
CoverageResult result_of(const CoverageOptions& options, const io::Surveyed& surveyed,
                         const survey::WarningMap& map);

} // namespace dewline::apps
