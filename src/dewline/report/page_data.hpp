// The data of a report page: run.json and its chunks, as bytes.
#pragma once
#include <map>
#include <string>

#include "dewline/report/page.hpp"
#include "dewline/report/subject.hpp"

namespace dewline::report {

/// What a page embeds, or a server hands out.
struct PageData {
  std::string run_json;
  std::map<std::string, std::string> chunks; ///< by name: `truth` ... (chunk.hpp)
};
/// Makes it. The same subject gives the same bytes. Throws RecordError if tables lack columns.
PageData page_data(const Subject& subject);

/// The manifest alone, before it is text.
RunPage run_page(const Subject& subject, std::map<std::string, std::string>& chunks);

/// The manifest as text: run.json.
std::string page_json(const RunPage& page);

/// JSON Schema (2020-12) of run.json: web/contract/run.schema.json.
std::string page_schema();

} // namespace dewline::report
