// The bibliography: a small BibTeX reader for data/sources.bib.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "dewline/io/error.hpp"

namespace dewline::io {

/// One entry of the bibliography, braces removed.
struct Source {
  std::string kind; ///< article, book, misc ...
  std::string title, author, year, url, note;
  Where at;
};
using Sources = std::map<std::string, Source>;

/// Reads BibTeX: `@misc{key, title = {..}, year = 2012, note = "..."}`. Fields beyond those of Source are
/// allowed and skipped; text between entries and `@comment` are comments; `@string`, `@preamble` and `#` are
/// not understood and say so. Every defect is a diagnostic with its line: unbalanced braces, a key twice, no
/// title. Never throws on any bytes.
Sources parse_sources(std::string_view text, const std::string& file, Diagnostics& diagnostics);
Sources read_sources(const std::filesystem::path& path, Diagnostics& diagnostics);
/// `A. Author, Title (1998), url`
std::string print_source(const Source& source);

} // namespace dewline::io
