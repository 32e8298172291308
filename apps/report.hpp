// What a run folder shows besides its tables: the page, the figures, the citation.
#pragma once
#include <filesystem>
#include <string>

#include "dewline/report/subject.hpp"

namespace dewline::apps {

/// The built page, or empty with a word on standard error if nobody built it: a run is worth keeping without it.
std::string page_template();
/// Writes report.html (if the page is built), figures/ and cite.txt into `folder`.
void write_report(const report::Subject& subject, const std::filesystem::path& folder);

} // namespace dewline::apps
