// Figures of a run for papers and slides: each a drawing (SVG), the numbers in it (CSV) and a caption.
//
// Drawn without a browser; the same run gives the same bytes. They show truth beside what a centre knew, and say so.
#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/report/subject.hpp"

namespace dewline::report {

struct Figure {
  std::string name, title;
  std::string svg;     ///< an SVG 1.1 document
  std::string csv;     ///< `#` lines that say what it is, a line of names with units, the numbers that were drawn
  std::string caption; ///< plain text: what is seen, what each mark means, seed, n, version, scenario
};

/// Names of the figures that this run has data for, in the order of docs/figures.md.
std::vector<std::string> figures_of(const Subject& subject);
/// Throws std::invalid_argument: the name is unknown (it lists those there are), or why this run has no such figure.
Figure draw_figure(const Subject& subject, std::string_view name);
/// NAME.svg, NAME.csv and NAME.txt of each; files that are there already stay as they are. Throws record::RecordError.
void write_figures(const Subject& subject, const std::filesystem::path& folder);

} // namespace dewline::report
