// What a paper must say of a run: what was run, with which methods, from which sources and assumptions, how to cite it.
#pragma once
#include <string>

#include "dewline/report/subject.hpp"

namespace dewline::report {

/// cite.txt: plain text, lines of at most 100 letters. The same subject gives the same bytes.
std::string cite_text(const Subject& subject);

} // namespace dewline::report
