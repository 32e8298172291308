#include "terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <iostream>

#include "commands.hpp"
#include "dewline/io/error.hpp"

namespace dewline::apps {
namespace {

volatile std::sig_atomic_t g_interrupted = 0;

double wall_s() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

std::string styled(std::string_view text, const char* code) {
  if (!stdout_is_terminal() || std::getenv("NO_COLOR") != nullptr) return std::string(text);
  return fmt::format("\033[{}m{}\033[0m", code, text);
}

/// Columns of the terminal; 0 if standard output is none, or a narrow one.
std::size_t screen_width() {
  winsize size{};
  if (!stdout_is_terminal() || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 80) return 0;
  return size.ws_col;
}

/// Breaks a line at blanks so that it fits; what follows a break stands under column `indent`.
std::string wrapped(const std::string& line, std::size_t screen, std::size_t indent) {
  if (screen == 0 || width(line) <= screen || indent + 20 > screen) return line;
  std::string out, rest = line;
  while (width(rest) > screen) {
    std::size_t cut = rest.rfind(' ', screen);
    if (cut == std::string::npos || cut <= indent) break;
    out += rest.substr(0, cut) + '\n';
    rest = std::string(indent, ' ') + rest.substr(cut + 1);
  }
  return out + rest;
}

} // namespace

int guarded(const std::function<int()>& verb) {
  try {
    return verb();
  } catch (const io::ScenarioError& e) {
    std::cerr << e.what() << '\n';
    return kBadInput;
  } catch (const std::invalid_argument& e) {
    std::cerr << "dewline: " << e.what() << '\n';
    return kBadInput;
  } catch (const std::exception& e) {
    std::cerr << "dewline: failed: " << e.what() << '\n';
    return kFailed;
  }
}

std::string program() {
  const char* name = std::getenv("DEWLINE_PROGRAM_NAME");
  return name != nullptr && *name != '\0' ? name : "dewline";
}

bool stdout_is_terminal() { return isatty(STDOUT_FILENO) != 0; }
std::string bold(std::string_view text) { return styled(text, "1"); }
std::string dim(std::string_view text) { return styled(text, "2"); }

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string table(const std::vector<std::vector<std::string>>& rows, const std::vector<std::size_t>& right) {
  std::vector<std::size_t> widths;
  for (const auto& row : rows)
    for (std::size_t i = 0; i < row.size(); ++i) {
      if (widths.size() <= i) widths.push_back(0);
      widths[i] = std::max(widths[i], width(row[i]));
    }
  std::string out;
  const std::size_t screen = screen_width();
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string pad(widths[i] - width(row[i]), ' ');
      const bool to_right = std::ranges::find(right, i) != right.end();
      line += (i == 0 ? "" : "   ") + (to_right ? pad + row[i] : row[i] + pad);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += wrapped(line, screen, width(line) - width(row.back())) + '\n';
  }
  return out;
}

Progress::Progress(std::string what, std::uint64_t total)
    : what_(std::move(what)), total_(std::max<std::uint64_t>(total, 1)), started_s_(wall_s()) {}

Progress::~Progress() {
  if (shown_) std::cerr << "\r\033[K" << std::flush;
}

void Progress::update(std::uint64_t done) {
  if (isatty(STDERR_FILENO) == 0 || wall_s() - started_s_ < 2) return;
  shown_ = true;
  const auto filled = static_cast<int>(30 * std::min(done, total_) / total_);
  std::cerr << fmt::format("\r{} [{:=<{}}{: <{}}] {}/{}", what_, "", filled, "", 30 - filled, done, total_) << std::flush;
}

void catch_interrupt() {
  std::signal(SIGINT, [](int) {
    g_interrupted = 1;
    std::signal(SIGINT, SIG_DFL);
  });
}
bool interrupted() { return g_interrupted != 0; }

} // namespace dewline::apps
