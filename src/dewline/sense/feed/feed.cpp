#include "dewline/sense/feed/feed.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numbers>

#include "dewline/base/check.hpp"
#include "dewline/base/csv.hpp"
#include "dewline/base/hash.hpp"
#include "dewline/sense/frame.hpp"

namespace dewline::sense {
namespace {

constexpr double kPi = std::numbers::pi, kDeg = kPi / 180;
constexpr std::size_t kMaxRows = 5'000'000;
constexpr double kNearest_m = 1e-3;

constexpr std::string_view kNumbers[] = {
    "time_s",         "range_m",        "az_deg",        "az_rad",           "el_deg",
    "el_rad",         "lat_deg",        "lon_deg",       "height_m",         "range_rate_m_s",
    "snr_db",         "sigma_range_m",  "sigma_angle_mrad", "sigma_position_m", "sigma_range_rate_m_s"};

/// A file's columns by name, and the row at hand.
class Table {
 public:
  Table(std::string_view header, Problems& problems) : problems_(problems) {
    std::size_t i = 0;
    for (const std::string_view name : csv::cells(header)) {
      const bool known = std::ranges::find(kNumbers, name) != std::end(kNumbers) || name == "label" || name == "id";
      if (!known) problems_.add("path", std::string(name.substr(0, 40)), "is no column of a file of detections",
                                "known: time_s, range_m, az_deg, el_deg, lat_deg, lon_deg, height_m, sigma_..., label");
      else if (!columns_.emplace(name, i).second)
        problems_.add("path", std::string(name), "is a column twice");
      ++i;
    }
  }
  [[nodiscard]] bool has(std::string_view name) const { return columns_.contains(name); }
  [[nodiscard]] std::size_t size() const { return columns_.size(); }
  void row(std::string_view line, std::string where) {
    cells_ = csv::cells(line);
    where_ = std::move(where);
    if (cells_.size() != columns_.size())
      error(std::to_string(cells_.size()), "cells, but the header has " + std::to_string(columns_.size()));
  }
  [[nodiscard]] std::string_view text(std::string_view name) const {
    const auto at = columns_.find(name);
    return at == columns_.end() || at->second >= cells_.size() ? std::string_view{} : cells_[at->second];
  }
  /// The number of a column that must be there, inside its bounds; 0 and a problem otherwise.
  double number(std::string_view name, double low, double high) {
    const auto value = csv::number(text(name));
    if (value && *value >= low && *value <= high) return *value;
    error(std::string(text(name).substr(0, 40)),
          std::string(name) + (value ? " is out of bounds" : " is no number"));
    return 0;
  }
  double number(std::string_view name, double low, double high, double otherwise) {
    return text(name).empty() ? otherwise : number(name, low, high);
  }
  double angle(const std::string& stem, double low_rad, double high_rad) {
    if (has(stem + "_deg")) return number(stem + "_deg", low_rad / kDeg, high_rad / kDeg) * kDeg;
    return number(stem + "_rad", low_rad, high_rad);
  }
  void error(std::string value, const std::string& what) {
    if (problems_.list().size() < 20) problems_.add("path", std::move(value), where_ + ": " + what);
  }

 private:
  Problems& problems_;
  std::map<std::string_view, std::size_t> columns_;
  std::vector<std::string_view> cells_;
  std::string where_;
};

bool good_header(const Table& table, const FeedParams& params, Problems& problems) {
  const bool polar = table.has("range_m"), place = table.has("lat_deg");
  const auto needs = [&](bool there, const char* column) {
    if (!there) problems.add("path", column, "is missing in the header");
  };
  needs(table.has("time_s"), "time_s");
  if (polar == place) {
    problems.add("path", "", "needs either range_m, az_deg, el_deg or lat_deg, lon_deg, height_m as columns");
  } else if (polar) {
    needs(table.has("az_deg") != table.has("az_rad"), "az_deg or az_rad");
    needs(table.has("el_deg") != table.has("el_rad"), "el_deg or el_rad");
    if (!params.azimuth)
      problems.add("azimuth", "", "must be stated for a file with azimuths",
                   "north-clockwise or east-counterclockwise");
  } else {
    needs(table.has("lon_deg"), "lon_deg");
    needs(table.has("height_m"), "height_m");
  }
  return problems.empty();
}

void check_direction(Table& table, const Station& station, const Vec3& p_SO_L) {
  if (!station.can_state(p_SO_L)) table.error("", "lies too steeply below the site to be stated");
}

Detection polar_row(Table& table, const FeedParams& p, const Station& station) {
  const double range_m = table.number("range_m", kNearest_m, p.max_range_m);
  const double counted = table.angle("az", -2 * kPi, 2 * kPi), el = table.angle("el", -kPi / 2, kPi / 2);
  const double az = p.azimuth == Azimuth::east_counterclockwise ? kPi / 2 - counted : counted;
  check_direction(table, station, std::max(range_m, kNearest_m) * earth::enu_direction(az, el));
  return station.detection(std::max(range_m, kNearest_m), az, el,
                           table.number("sigma_range_m", 1e-9, 1e7, p.sigma_range_m),
                           1e-3 * table.number("sigma_angle_mrad", 1e-9, 1e3, 1e3 * p.sigma_angle_rad));
}

Detection place_row(Table& table, const FeedParams& p, const Station& station) {
  const earth::Geodetic at{table.number("lat_deg", -90, 90) * kDeg, table.number("lon_deg", -360, 360) * kDeg,
                           table.number("height_m", -1e4, 1e8)};
  const Vec3 p_EO_E = earth::ecef(at);
  const double sigma_m = table.number("sigma_position_m", 1e-9, 1e7, p.sigma_position_m);
  const double range_m = norm(p_EO_E - station.p_ES_E());
  if (!(range_m <= p.max_range_m)) table.error("", "lies beyond max_range");
  if (!(range_m >= kNearest_m)) {
    table.error("", "lies at the site itself: it has no direction");
    return {};
  }
  check_direction(table, station, earth::enu_axes(station.at()) * (p_EO_E - station.p_ES_E()));
  return station.detection(p_EO_E, sigma_m);
}

FeedRow row_of(Table& table, const FeedParams& p, const Station& station) {
  FeedRow row{table.has("range_m") ? polar_row(table, p, station) : place_row(table, p, station),
              std::string(table.text("label"))};
  Detection& d = row.detection;
  d.valid = time_from_s(table.number("time_s", 0, 1e8));
  d.snr_db = table.number("snr_db", -100, 200, 0);
  if (!table.text("range_rate_m_s").empty()) {
    d.has_range_rate = true;
    d.range_rate_m_s = table.number("range_rate_m_s", -1e5, 1e5);
    d.sigma_range_rate_m_s = table.number("sigma_range_rate_m_s", 1e-9, 1e5);
  }
  if (const auto id = table.text("id"); !id.empty()) d.identity = hash64(id);
  return row;
}

Station station_of(const FeedParams& p) {
  const double volume = p.max_range_m * 4 * kPi; // four faces share the false rows
  return {earth::to_geodetic(p.at), Kind::feed, p.max_range_m, p.prob_detect, p.num_false / volume};
}

} // namespace

std::optional<std::vector<FeedRow>> read_feed(std::string_view text, const FeedParams& params,
                                              Problems& problems) {
  csv::Lines lines(text);
  if (!lines.next()) {
    problems.add("path", "", "is empty");
    return {};
  }
  Table table(lines.line(), problems);
  if (!good_header(table, params, problems)) return {};
  const Station station = station_of(params);
  std::vector<FeedRow> rows;
  while (lines.next()) {
    if (rows.size() == kMaxRows) {
      problems.add("path", "", "has more than " + std::to_string(kMaxRows) + " rows");
      return {};
    }
    table.row(lines.line(), lines.where());
    rows.push_back(row_of(table, params, station));
  }
  if (!problems.empty()) return {};
  std::ranges::stable_sort(rows, {}, [](const FeedRow& r) { return r.detection.valid; });
  return rows;
}

namespace {

std::optional<std::vector<FeedRow>> read_file(const FeedParams& params, Problems& problems) {
  std::error_code gone;
  if (std::filesystem::exists(params.path, gone) && !std::filesystem::is_regular_file(params.path, gone)) {
    problems.add("path", params.path, "is no file", "name a CSV of detections, relative to the scenario file");
    return {};
  }
  std::ifstream file(params.path, std::ios::binary);
  if (!file) {
    problems.add("path", params.path, "cannot be read", "it is relative to the scenario file");
    return {};
  }
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  return read_feed(text, params, problems);
}

} // namespace

void check(const FeedParams& params, Problems& problems) { (void)read_file(params, problems); }

Feed::Feed(const FeedParams& params, SensorId id, std::uint64_t key, const truth::View& view)
    : params_(params),
      id_(id),
      key_(key),
      revisit_(duration_from_s(params.revisit_s)),
      station_(station_of(params)) {
  Problems problems;
  const auto rows = read_file(params, problems);
  DW_CHECK(rows && problems.empty());
  std::map<std::uint64_t, ObjectId> objects;
  for (std::uint32_t i = 0; i < view.num_objects(); ++i) objects[view.key(ObjectId{i})] = ObjectId{i};
  for (const FeedRow& row : *rows) {
    Label label;
    if (const auto named = objects.find(hash64(row.label)); named != objects.end())
      label.objects.push_back(named->second);
    rows_.emplace_back(row.detection, label);
  }
}

Frame Feed::look(State&, std::int64_t k, const truth::View&, const Draws&) const {
  const auto from = [&](Time t) {
    return std::ranges::lower_bound(rows_, t, {}, [](const auto& row) { return row.first.valid; });
  };
  return numbered({id_, k, frame_begin(k), frame_end(k), station_.coverage(), {}},
                  {from(frame_begin(k)), from(frame_end(k))});
}

} // namespace dewline::sense
