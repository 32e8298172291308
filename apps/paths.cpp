#include "paths.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <vector>

#include "dewline/io/error.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace fs = std::filesystem;

fs::path data_dir() {
  if (const char* given = std::getenv("DEWLINE_DATA"); given != nullptr && *given != '\0') return given;
  return fs::path(DEWLINE_SOURCE_DIR) / "data";
}
fs::path scenarios_dir() { return data_dir().parent_path() / "scenarios"; }

fs::path page_file() {
  if (const char* given = std::getenv("DEWLINE_PAGE"); given != nullptr && *given != '\0') return given;
  for (const fs::path& home : {data_dir().parent_path(), fs::path(DEWLINE_SOURCE_DIR)})
    if (const fs::path file = home / "build/web/report.html"; fs::is_regular_file(file)) return file;
  return {};
}

fs::path find_scenario(const std::string& given) {
  const std::string name = given.empty() ? std::string(kDefaultScenario) : given;
  if (!given.empty() && fs::is_regular_file(given)) return given;
  if (const fs::path shipped = scenarios_dir() / (name + ".yaml"); fs::is_regular_file(shipped)) return shipped;
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(scenarios_dir()))
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  const std::string near = io::nearest(fs::path(name).stem().string(), names);
  throw std::invalid_argument(fmt::format("{}: no such file, and no shipped scenario of that name\n  {}", name,
                                          near.empty() ? program() + " list scenarios shows what there is"
                                                       : "did you mean " + near + "?"));
}

fs::path find_run(const std::string& given) {
  if (fs::is_regular_file(fs::path(given) / "run.duckdb")) return given;
  throw std::invalid_argument(given + ": no run folder (it has no run.duckdb)\n  " + program() + " run writes one and points out/latest at it");
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_folder_whole(const fs::path& folder, const std::function<void(const fs::path&)>& fill) {
  const fs::path plain = folder.has_filename() ? folder : folder.parent_path(); // `mine/` is mine
  const fs::path partial = plain.string() + fmt::format(".partial-{}", ::getpid());
  try {
    fs::create_directories(partial);
    fill(partial);
    fs::rename(partial, plain);
  } catch (...) {
    std::error_code ignored;
    fs::remove_all(partial, ignored); // ours: the name holds this process's number
    throw;
  }
}

void link_latest(const fs::path& run) {
  const fs::path out = "out", latest = out / "latest", previous = out / "previous";
  std::error_code ignored; // a link that cannot be made costs a convenience, not the run
  fs::create_directories(out, ignored);
  const fs::path target = fs::relative(run, out, ignored);
  if (fs::is_symlink(latest) && fs::read_symlink(latest, ignored) != target) fs::rename(latest, previous, ignored);
  fs::remove(latest, ignored);
  fs::create_directory_symlink(target, latest, ignored);
}

} // namespace dewline::apps
