// dewline report: the page of a run folder, made again or put elsewhere; or its data as files.
#include "report.hpp"

#include <fmt/format.h>

#include <iostream>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "commands.hpp"
#include "dewline/report/chunk.hpp"
#include "dewline/report/cite.hpp"
#include "dewline/report/figure.hpp"
#include "dewline/report/html.hpp"
#include "dewline/report/page_data.hpp"
#include "paths.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

namespace fs = std::filesystem;

/// The file that already holds just this, else the first free name: nothing is ever overwritten.
fs::path free_name(const fs::path& wanted, const std::string& text) {
  fs::path file = wanted;
  for (int k = 2; fs::exists(file) && text_of(file) != text; ++k)
    file = wanted.parent_path() / fmt::format("{}-{}{}", wanted.stem().string(), k, wanted.extension().string());
  return file;
}

fs::path write_page(const report::PageData& data, const fs::path& wanted) {
  const std::string page = page_template();
  if (page.empty()) throw std::runtime_error("the page is not built: ./dw report builds it");
  const std::string text = report::html(page, data);
  if (wanted.has_parent_path()) fs::create_directories(wanted.parent_path());
  const fs::path file = free_name(wanted, text);
  if (!fs::exists(file)) record::write_whole(file, text);
  return file;
}

/// run.json and the chunks as files of their own, into a folder that is not there yet.
void write_data(const report::PageData& data, const fs::path& folder) {
  if (fs::exists(folder)) throw std::invalid_argument(folder.string() + ": is there already; nothing is ever overwritten");
  write_folder_whole(folder, [&](const fs::path& partial) {
    record::write_whole(partial / "run.json", data.run_json);
    for (const auto& [name, bytes] : data.chunks) record::write_whole(partial / report::chunk_file(name, bytes), bytes);
  });
}

/// figures/ and cite.txt, unless they are there.
void write_papers(const report::Subject& subject, const fs::path& folder) {
  report::write_figures(subject, folder / "figures");
  if (const fs::path file = folder / "cite.txt"; !fs::exists(file)) record::write_whole(file, report::cite_text(subject));
}

report::Subject subject_of(const fs::path& run) {
  try {
    return report::read_subject(run, data_dir());
  } catch (const record::RecordError& e) {
    throw std::invalid_argument(e.what()); // the folder that the user named is damaged or of another version
  }
}

} // namespace

std::string page_template() {
  const fs::path file = page_file();
  std::string page = file.empty() ? std::string() : text_of(file);
  if (page.empty()) std::cerr << "no report.html: the page is not built here (./dw run builds it)\n";
  return page;
}

void write_report(const report::Subject& subject, const fs::path& folder) {
  if (const std::string page = page_template(); !page.empty())
    record::write_whole(folder / "report.html", report::html(page, report::page_data(subject)));
  write_papers(subject, folder);
}

int report(const ReportOptions& options) {
  const fs::path run = find_run(options.run);
  const report::Subject subject = subject_of(run);
  const report::PageData data = report::page_data(subject);
  if (!options.data.empty()) write_data(data, options.data);
  write_papers(subject, run);
  nlohmann::ordered_json said;
  said["figures"] = (run / "figures").string();
  said["cite"] = (run / "cite.txt").string();
  if (!options.data.empty()) said["data"] = options.data;
  if (options.data.empty() || !options.out.empty())
    said["page"] = write_page(data, options.out.empty() ? run / "report.html" : fs::path(options.out)).string();
  if (options.json) std::cout << said.dump(1) << '\n';
  else
    for (const auto& [what, where] : said.items()) std::cout << fmt::format("{:<5} {}\n", what, where.get<std::string>());
  return kOk;
}

} // namespace dewline::apps
