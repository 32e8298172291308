// dewline catalog propagate: where the satellites of a file are.
#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>
#include <stdexcept>

#include "commands.hpp"
#include "dewline/base/field.hpp"
#include "dewline/earth/ellipsoid.hpp"
#include "dewline/io/satellites.hpp"
#include "dewline/record/summary.hpp"

namespace dewline::apps {
namespace {

using orbit::Sgp4Error;

/// A line of the table: one satellite at one time.
struct Row {
  const io::ElementSet& set;
  const std::string& utc;
  const PosVel& x;
  Sgp4Error error;
  bool on_earth; ///< latitude, longitude and height are wanted

  [[nodiscard]] std::string error_word() const {
    return error == Sgp4Error::none ? "" : std::string(word(error));
  }
  [[nodiscard]] std::array<double, 3> place() const {
    constexpr double kDeg = std::numbers::pi / 180;
    const auto at = earth::geodetic(x.p);
    return {at.lat_rad / kDeg, at.lon_rad / kDeg, at.h_m};
  }
};

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return text;
  std::string out = "\"";
  for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + '"';
}

std::string csv_head(bool on_earth) {
  return std::string("name,catalog_number,utc,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s,error") +
         (on_earth ? ",lat_deg,lon_deg,height_m\n" : "\n");
}

void add_csv(const Row& row, std::string& out) {
  const auto to = std::back_inserter(out);
  fmt::format_to(to, "{},{},{}", quoted(row.set.name), row.set.catalog_number, row.utc);
  const auto& [p, v] = row.x;
  const bool known = orbit::has_state(row.error);
  if (known) fmt::format_to(to, ",{:.3f},{:.3f},{:.3f},{:.6f},{:.6f},{:.6f}", p.x, p.y, p.z, v.x, v.y, v.z);
  else out += ",,,,,,";
  out += ',' + row.error_word();
  if (row.on_earth && !known) out += ",,,";
  if (row.on_earth && known) {
    const auto [lat_deg, lon_deg, height_m] = row.place();
    fmt::format_to(to, ",{:.7f},{:.7f},{:.2f}", lat_deg, lon_deg, height_m);
  }
  out += '\n';
}

void add_json(const Row& row, nlohmann::ordered_json& rows) {
  nlohmann::ordered_json out{
      {"name", row.set.name}, {"catalog_number", row.set.catalog_number}, {"utc", row.utc}};
  const bool known = orbit::has_state(row.error);
  const std::pair<const char*, double> numbers[] = {{"x_m", row.x.p.x},    {"y_m", row.x.p.y},
                                                    {"z_m", row.x.p.z},    {"vx_m_s", row.x.v.x},
                                                    {"vy_m_s", row.x.v.y}, {"vz_m_s", row.x.v.z}};
  for (const auto& [key, value] : numbers) out[key] = known ? nlohmann::ordered_json(value) : nullptr;
  out["error"] =
      row.error == Sgp4Error::none ? nlohmann::ordered_json() : nlohmann::ordered_json(row.error_word());
  if (row.on_earth) {
    const auto place = row.place();
    const char* keys[] = {"lat_deg", "lon_deg", "height_m"};
    for (std::size_t k = 0; k < 3; ++k) out[keys[k]] = known ? nlohmann::ordered_json(place[k]) : nullptr;
  }
  rows.push_back(std::move(out));
}

std::vector<earth::JulianDate> instants(const std::vector<std::string>& texts) {
  io::Diagnostics problems;
  std::vector<earth::JulianDate> out;
  for (std::size_t k = 0; k < texts.size(); ++k) try {
      out.push_back(earth::parse_utc(texts[k]));
    } catch (const std::invalid_argument& e) {
      problems.add({"--at", 1, static_cast<int>(k) + 1}, "utc", texts[k], e.what(),
                   "write it like 2026-11-22T06:00:00Z");
    }
  if (!problems.empty()) throw io::ScenarioError(problems.sorted());
  return out;
}

io::SatelliteFrame frame_of(const std::string& text) {
  for (const auto& [frame, name] : enum_words(static_cast<io::SatelliteFrame*>(nullptr)))
    if (text == name) return frame;
  throw std::invalid_argument("--frame must be teme, gcrf or itrf");
}

/// The table as text; counts errors by their words on the way.
std::string text_of_states(const CatalogOptions& options, const io::Satellites& satellites,
                           std::map<std::string, std::size_t>& errors) {
  const auto utc = instants(options.at);
  const bool on_earth = options.frame == "itrf", json = options.format == "json";
  std::string out = json ? "" : csv_head(on_earth);
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  std::vector<PosVel> x(satellites.sets().size());
  std::vector<Sgp4Error> error(x.size());
  for (const auto& now : utc) {
    satellites.states({&now, 1}, frame_of(options.frame), x, error);
    const std::string clock = earth::print_utc(now, 3);
    for (std::size_t i = 0; i < x.size(); ++i) {
      const Row row{satellites.sets()[i], clock, x[i], error[i], on_earth};
      if (json) add_json(row, rows);
      else add_csv(row, out);
      if (error[i] != Sgp4Error::none) ++errors[row.error_word()];
    }
  }
  if (!json) return out;
  const nlohmann::ordered_json whole{{"frame", options.frame}, {"rows", std::move(rows)}};
  return whole.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace

int catalog_propagate(const CatalogOptions& options) {
  if (!options.out.empty() && std::filesystem::exists(options.out))
    throw std::invalid_argument(options.out + " is there already; it is never overwritten");
  const io::Satellites satellites(std::filesystem::path(options.file));
  std::map<std::string, std::size_t> errors;
  const std::string text = text_of_states(options, satellites, errors);
  if (options.out.empty()) std::cout << text;
  else record::write_whole(options.out, text);
  const std::size_t num_rows = satellites.sets().size() * options.at.size();
  if (!options.out.empty()) std::cout << fmt::format("wrote {}: {} rows\n", options.out, num_rows);
  std::size_t num_errors = 0;
  for (const auto& [word, num] : errors) {
    std::cerr << fmt::format("{}: {} of {} states have the error {}\n", options.file, num, num_rows, word);
    num_errors += num;
  }
  if (num_errors < num_rows) return kOk;
  std::cerr << options.file << ": no satellite has a state without error (hint: take newer element sets)\n";
  return kBadInput;
}

} // namespace dewline::apps
