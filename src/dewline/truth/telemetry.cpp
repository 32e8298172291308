#include "dewline/truth/telemetry.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>
#include <string>

#include "dewline/base/csv.hpp"

namespace dewline::truth {
namespace {

using csv::cells, csv::number, csv::trimmed;

constexpr std::size_t kMaxRows = 1'000'000;
using Columns = std::map<std::string, std::vector<double>, std::less<>>;

std::string shown(std::string_view text) { return std::string(text.substr(0, 40)); }

std::optional<Columns> read_csv(std::string_view text, Problems& problems) {
  std::vector<std::string> names;
  std::vector<std::vector<double>> values;
  std::size_t row = 1;
  for (std::size_t begin = 0; begin < text.size(); ++row) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = trimmed(text.substr(begin, end - begin));
    begin = end + 1;
    if (line.empty() || line.front() == '#') continue;
    const auto fields = cells(line);
    const std::string where = "line " + std::to_string(row);
    if (names.empty()) {
      names.assign(fields.begin(), fields.end());
      values.resize(names.size());
      continue;
    }
    if (fields.size() != names.size()) {
      problems.add(
          where, shown(line),
          "has " + std::to_string(fields.size()) + " fields, the header has " + std::to_string(names.size()));
      return {};
    }
    for (std::size_t i = 0; i < fields.size(); ++i) values[i].push_back(number(fields[i]).value_or(NAN));
    if (values[0].size() > kMaxRows) {
      problems.add(where, "", "is one row too many: a million at most");
      return {};
    }
  }
  Columns columns;
  for (std::size_t i = 0; i < names.size(); ++i) columns[names[i]] = std::move(values[i]);
  return columns;
}

std::optional<Columns> read_json(std::string_view text, Problems& problems) {
  const auto root = nlohmann::json::parse(text.begin(), text.end(), nullptr, false);
  if (!root.is_object()) {
    problems.add("", shown(text), "is no JSON object of columns",
                 "{\"time_s\": [0, 1], \"x_m\": [...], ...}");
    return {};
  }
  Columns columns;
  for (const auto& [name, list] : root.items()) {
    if (!list.is_array()) continue;
    auto& column = columns[name];
    for (const auto& v : list) column.push_back(v.is_number() ? v.get<double>() : NAN);
  }
  return columns;
}

struct Unit {
  const char* suffix;
  double factor;
};
constexpr std::array kLength{Unit{"_m", 1}, Unit{"_km", 1e3}};
constexpr std::array kAngle{Unit{"_rad", 1}, Unit{"_deg", std::numbers::pi / 180}};

/// A column by stem with any of the units' suffixes, in SI; nothing if absent.
template <std::size_t N>
std::optional<std::vector<double>> column(const Columns& columns, const std::string& stem,
                                          const std::array<Unit, N>& units) {
  for (const auto& [suffix, factor] : units)
    if (const auto found = columns.find(stem + suffix); found != columns.end()) {
      std::vector<double> out = found->second;
      for (double& v : out) v *= factor;
      return out;
    }
  return {};
}

std::optional<std::vector<double>> height(const Columns& columns) {
  for (const char* stem : {"height", "altitude"})
    if (auto h = column(columns, stem, kLength)) return h;
  return column(columns, "altitude", std::array{Unit{"", 1e3}}); // shahar603/Telemetry-Data: km
}

struct Choice {
  TelemetryKind kind;
  std::array<std::optional<std::vector<double>>, 3> columns;
};

std::optional<Choice> choose(const Columns& all) {
  auto x = column(all, "x", kLength), y = column(all, "y", kLength), z = column(all, "z", kLength);
  if (x && y && z) return Choice{TelemetryKind::ecef, {x, y, z}};
  const auto h = height(all);
  if (!h) return {};
  auto lat = column(all, "lat", kAngle), lon = column(all, "lon", kAngle);
  if (lat && lon) return Choice{TelemetryKind::geodetic, {lat, lon, h}};
  if (auto d = column(all, "downrange", kLength)) return Choice{TelemetryKind::downrange, {d, h, {}}};
  if (auto d = column(all, "downrange_distance", std::array{Unit{"", 1e3}}))
    return Choice{TelemetryKind::flat, {d, h, {}}};
  return {};
}

/// What no flight has: beyond the Moon, or off the globe.
bool sane(TelemetryKind kind, const Vec3& v) {
  if (!(std::abs(v.x) < 1e9 && std::abs(v.y) < 1e9 && std::abs(v.z) < 1e9)) return false;
  if (kind == TelemetryKind::ecef) return norm(v) > 6e6;
  if (kind == TelemetryKind::geodetic)
    return std::abs(v.x) <= 1.5708 && std::abs(v.y) <= 6.2832 && v.z > -12e3;
  return v.x >= -1e5 && v.x < 19.9e6 && v.y > -12e3;
}

} // namespace

std::optional<Telemetry> read_telemetry(std::string_view text, Problems& problems) {
  const auto start = text.find_first_not_of(" \t\r\n");
  const bool json = start != std::string_view::npos && text[start] == '{';
  const auto all = json ? read_json(text, problems) : read_csv(text, problems);
  if (!all) return {};
  auto time = column(*all, "time", std::array{Unit{"_s", 1}, Unit{"", 1}});
  const auto choice = choose(*all);
  if (!time || !choice) {
    problems.add("", "", !time ? "has no column time_s" : "has no columns that give a position",
                 "lat_deg lon_deg height_m, or x_m y_m z_m, or downrange_m altitude_m");
    return {};
  }
  Telemetry out{choice->kind, std::move(*time), {}};
  for (std::size_t i = 0; i < out.time_s.size(); ++i) {
    Vec3 v;
    bool given = true;
    for (std::size_t k = 0; k < 3; ++k)
      if (const auto& c = choice->columns[k]) given = given && i < c->size(), v[k] = given ? (*c)[i] : 0;
    const std::string where = "row " + std::to_string(i + 1);
    if (!given || !std::isfinite(out.time_s[i]) || !sane(out.kind, v)) {
      problems.add(where, "", "has a value that is missing, no number, or out of reach");
      return {};
    }
    if (!(std::abs(out.time_s[i]) < 1e8) || (i > 0 && !(out.time_s[i] >= out.time_s[i - 1] + 1e-6))) {
      problems.add(where, std::to_string(out.time_s[i]), "time does not rise",
                   "times count in seconds and must rise");
      return {};
    }
    out.sample.push_back(v);
  }
  if (out.sample.size() < 4) {
    problems.add("", "", "has fewer than four rows");
    return {};
  }
  return out;
}

} // namespace dewline::truth
