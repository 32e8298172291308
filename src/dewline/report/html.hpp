// The report as one HTML file: the built page with the run's data inside.
#pragma once
#include <string>
#include <string_view>

#include "dewline/report/page_data.hpp"

namespace dewline::report {

/// Where the data go in the built page (web/index.html).
inline constexpr std::string_view kDataMark = "<!--DEWLINE-DATA-->";

/// The page with every file of `data` in a script tag of its own, gzip in base64. Same input, same bytes. Throws
/// RecordError unless `page` has the mark exactly once.
std::string html(std::string_view page, const PageData& data);

/// gzip without a time or name inside.
std::string gzip(std::string_view bytes);
std::string base64(std::string_view bytes);

} // namespace dewline::report
