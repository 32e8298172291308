// The terminal: errors, colours, progress, Ctrl-C, aligned tables.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dewline::apps {

/// Runs a verb and turns exceptions into messages and exit codes (1 failed, 2 bad input).
int guarded(const std::function<int()>& verb);

/// What the user types to call the program: `./dw` if that called it ($DEWLINE_PROGRAM_NAME), else `dewline`.
std::string program();
bool stdout_is_terminal();
/// Bold, dim or plain text; plain when standard output is no terminal or NO_COLOR is set.
std::string bold(std::string_view text);
std::string dim(std::string_view text);

/// Rows of cells in columns; `right` names columns that align right. On a terminal the last column is wrapped to it.
std::string table(const std::vector<std::vector<std::string>>& rows, const std::vector<std::size_t>& right = {});
/// The width on screen of UTF-8 text.
std::size_t width(std::string_view text);

/// A progress bar on standard error, shown only on a terminal and only after two seconds.
class Progress {
 public:
  Progress(std::string what, std::uint64_t total);
  ~Progress();
  void update(std::uint64_t done);

 private:
  std::string what_;
  std::uint64_t total_;
  double started_s_;
  bool shown_ = false;
};

/// Ctrl-C asks; the verb stops at the next slice and keeps what it has.
void catch_interrupt();
bool interrupted();

} // namespace dewline::apps
