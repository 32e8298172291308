// Where things are: data, shipped scenarios, run folders.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace dewline::apps {

/// The library of types and sources: $DEWLINE_DATA, else the source tree's data/.
std::filesystem::path data_dir();
/// The shipped scenarios: beside data_dir().
std::filesystem::path scenarios_dir();
/// The built page that reports are made from: $DEWLINE_PAGE, else build/web/report.html beside data_dir() or in the source
/// tree; empty if there is none.
std::filesystem::path page_file();
inline constexpr std::string_view kDefaultScenario = "norwegian-rocket-1995";

/// A file as given, or a shipped scenario by name; empty means the default one.
/// Throws std::invalid_argument naming what is near if there is none.
std::filesystem::path find_scenario(const std::string& given);
/// A run folder as given; throws std::invalid_argument with a hint if it is none.
std::filesystem::path find_run(const std::string& given);

/// All bytes of a file; empty if it cannot be read.
std::string text_of(const std::filesystem::path& file);

/// Makes a folder whole or not at all: `fill` writes into one of a temporary name, which is then renamed.
void write_folder_whole(const std::filesystem::path& folder, const std::function<void(const std::filesystem::path&)>& fill);

/// Points out/latest at `run` and out/previous at what latest was.
void link_latest(const std::filesystem::path& run);

} // namespace dewline::apps
