#include "dewline/io/error.hpp"

#include <algorithm>
#include <map>

namespace dewline::io {
namespace {

std::string shortened(const std::string& text) {
  constexpr std::size_t kMax = 60;
  if (text.size() <= kMax) return text;
  std::size_t cut = kMax;
  while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0u) == 0x80u)
    --cut; // never inside a character
  return text.substr(0, cut) + "...";
}

std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  return text;
}

std::string joined(const std::vector<Diagnostic>& list) {
  std::string all;
  for (const Diagnostic& each : list) all += (all.empty() ? "" : "\n") + print(each);
  return all;
}

/// Edits between two words: insert, delete, replace, swap of neighbours (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i)
    for (std::size_t j = 1; j <= b.size(); ++j) {
      d[i][j] =
          std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

} // namespace

std::string print(const Diagnostic& d) {
  std::string text = d.at.file + ":" + std::to_string(d.at.line) + ":" + std::to_string(d.at.column) + ": ";
  if (!d.key.empty()) text += "key `" + one_line(shortened(d.key)) + "`: ";
  if (!d.value.empty()) text += "value `" + one_line(shortened(d.value)) + "`: ";
  text += one_line(d.what);
  if (!d.hint.empty()) text += " (hint: " + one_line(d.hint) + ")";
  return text;
}

void Diagnostics::add(Where at, std::string key, std::string value, std::string what, std::string hint) {
  if (list_.size() >= kMaxDiagnostics) return;
  list_.push_back({std::move(at), std::move(key), std::move(value), std::move(what), std::move(hint)});
}

bool Diagnostics::has_below(std::string_view path) const {
  return std::any_of(list_.begin(), list_.end(), [&](const Diagnostic& d) {
    const bool below =
        d.key.size() == path.size() ||
        (d.key.size() > path.size() && (d.key[path.size()] == '.' || d.key[path.size()] == '['));
    return d.key.starts_with(path) && below;
  });
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  std::map<std::string, std::size_t> met;
  for (const Diagnostic& d : list_) met.emplace(d.at.file, met.size());
  std::vector<Diagnostic> sorted = list_;
  std::stable_sort(sorted.begin(), sorted.end(), [&](const Diagnostic& a, const Diagnostic& b) {
    return std::tuple(met.at(a.at.file), a.at.line, a.at.column) <
           std::tuple(met.at(b.at.file), b.at.line, b.at.column);
  });
  const auto same = [](const Diagnostic& a, const Diagnostic& b) {
    return a.at == b.at && a.what == b.what &&
           a.value == b.value; // a type's defect shows once, not once a user
  };
  std::vector<Diagnostic> unique;
  for (Diagnostic& d : sorted)
    if (std::none_of(unique.begin(), unique.end(), [&](const Diagnostic& u) { return same(u, d); }))
      unique.push_back(std::move(d));
  return unique;
}

ScenarioError::ScenarioError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(joined(diagnostics)),
      diagnostics_(std::move(diagnostics)) {}

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > 40) return {};
  std::size_t best = std::max<std::size_t>(1, word.size() / 3) + 1;
  std::string found;
  for (const std::string& each : candidates) {
    const std::size_t d = each.size() > 60 ? best : distance(word, each);
    if (d < best && d < word.size()) {
      best = d;
      found = each;
    }
  }
  return found;
}

} // namespace dewline::io
