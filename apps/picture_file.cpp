#include "picture_file.hpp"

#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <stdexcept>

#include "dewline/record/summary.hpp"

namespace dewline::apps {

namespace fs = std::filesystem;

bool rasterised(const fs::path& svg, const fs::path& png) {
  const std::string from = svg.string(), to = png.string();
  const char* words[] = {"rsvg-convert", "--zoom",   "2",          "--format", "png",
                         "--output",     to.c_str(), from.c_str(), nullptr};
  pid_t child = 0;
  if (posix_spawnp(&child, words[0], nullptr, nullptr, const_cast<char**>(words), environ) != 0) return false;
  int status = 0;
  if (waitpid(child, &status, 0) < 0 || !WIFEXITED(status) || WEXITSTATUS(status) == 127) return false;
  if (WEXITSTATUS(status) != 0) throw std::runtime_error("rsvg-convert could not make " + to);
  return true;
}

void write_figure(const std::string& file, const std::string& svg) {
  const std::string ending = fs::path(file).extension().string();
  if (ending == ".svg") return record::write_whole(file, svg);
  if (ending != ".png") throw std::invalid_argument("--figure: `" + file + "` must end in .svg or .png");
  const fs::path own = file + fmt::format(".{}.svg", getpid()),
                 made = file + fmt::format(".{}.png", getpid());
  record::write_whole(own, svg);
  const bool done = rasterised(own, made);
  fs::remove(own);
  if (!done)
    throw std::invalid_argument(
        "--figure: a PNG needs the program rsvg-convert (Debian: librsvg2-bin), which is not here; "
        "write " +
        fs::path(file).replace_extension(".svg").string() + " instead");
  fs::rename(made, file);
}

} // namespace dewline::apps
