#include "dewline/io/foreign_tracks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "dewline/base/matrix.hpp"
#include "dewline/io/track_cells.hpp"
#include "dewline/io/track_states.hpp"

namespace dewline::io {
namespace {

constexpr std::size_t kKnown = 0, kUpdates = 1, kMotion = 2, kCov = 3, kMaxDefects = 20;
constexpr double kMost = 4e9;

std::vector<std::string> further_columns() {
  std::vector<std::string> names{"known_s", "num_updates", "motion"};
  for (std::string& name : covariance_columns()) names.push_back(std::move(name));
  return names;
}

/// Numbers of tracks by their names.
std::map<std::string, std::uint32_t> numbers_of(const StateTable& table) {
  std::map<std::string, std::uint32_t> by_name, by_order;
  bool whole = true;
  for (const TableState& row : table.rows) {
    by_order.emplace(row.id, static_cast<std::uint32_t>(by_order.size() + 1));
    const auto n = csv::number(row.id);
    const auto k = n && *n >= 1 && *n < kMost ? static_cast<std::uint32_t>(*n) : 0;
    whole = whole && k > 0 && std::to_string(k) == row.id;
    by_name.emplace(row.id, k);
  }
  return whole ? by_name : by_order;
}

/// The further cells of one row.
class Further {
 public:
  Further(const TableState& row, const std::string& file, Diagnostics& diagnostics)
      : row_(row), at_{file, row.line, 1}, diagnostics_(diagnostics) {}

  void read(run::ForeignState& out) {
    if (const auto known_s = number(kKnown, "known_s")) out.known = time_from_s(*known_s);
    if (out.known && *out.known < out.time) wrong("known_s", row_.more[kKnown], "is before the row's time_s");
    if (const auto n = number(kUpdates, "num_updates")) {
      if (*n >= 0 && *n < kMost) out.num_updates = static_cast<std::uint32_t>(*n);
      else wrong("num_updates", row_.more[kUpdates], "is no count");
    }
    const std::string& motion = row_.more[kMotion];
    if (motion == "manoeuvring") out.motion = track::Motion::manoeuvring;
    else if (!motion.empty() && motion != "ballistic")
      wrong("motion", motion, "is neither ballistic nor manoeuvring");
    out.cov = covariance();
  }

 private:
  void wrong(const std::string& key, const std::string& value, const char* what) {
    diagnostics_.add(at_, key, value.substr(0, 60), what);
  }
  std::optional<double> number(std::size_t i, const std::string& name) {
    if (row_.more[i].empty()) return {};
    const auto value = csv::number(row_.more[i]);
    if (!value) wrong(name, row_.more[i], "is no finite number");
    return value;
  }
  std::optional<MatNM<6>> covariance() {
    const std::span cells(row_.more.begin() + kCov, row_.more.end());
    if (std::ranges::any_of(cells, [](const std::string& cell) { return cell.empty(); })) return {};
    const auto names = covariance_columns();
    const std::size_t before = diagnostics_.size();
    MatNM<6> P;
    for (std::size_t i = 0, k = 0; i < 6; ++i)
      for (std::size_t j = i; j < 6; ++j, ++k) P(i, j) = P(j, i) = number(kCov + k, names[k]).value_or(0);
    if (diagnostics_.size() == before && !Cholesky<6>(P).ok)
      wrong("cov_x_x_m2", cells[0], "begins a covariance that is not positive definite");
    return P;
  }

  const TableState& row_;
  Where at_;
  Diagnostics& diagnostics_;
};

} // namespace

std::vector<std::string> covariance_columns() {
  const char *axis[] = {"x", "y", "z", "vx", "vy", "vz"}, *unit[] = {"m2", "m2_s", "m2_s2"};
  std::vector<std::string> names;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = i; j < 6; ++j)
      names.push_back(fmt::format("cov_{}_{}_{}", axis[i], axis[j], unit[(i > 2) + (j > 2)]));
  return names;
}

ForeignTable read_foreign_tracks(std::string_view text, const std::string& file) {
  const StateTable table = read_states(text, file, further_columns());
  Diagnostics diagnostics;
  if (!table.has_z) diagnostics.add({file, 1, 1}, "z_m", "", "is missing among the columns");
  if (!table.has_velocity)
    diagnostics.add({file, 1, 1}, "vx_m_s, vy_m_s, vz_m_s", "", "are missing among the columns");
  const auto numbers = numbers_of(table);
  ForeignTable out{{}, table.num_bad, table.unread};
  for (const TableState& row : table.rows) {
    if (diagnostics.size() >= kMaxDefects) break;
    run::ForeignState state;
    state.track = numbers.at(row.id), state.time = row.time, state.x = {row.p, row.v};
    Further(row, file, diagnostics).read(state);
    out.states.push_back(std::move(state));
  }
  if (!diagnostics.empty()) throw ScenarioError(diagnostics.sorted());
  return out;
}

} // namespace dewline::io
