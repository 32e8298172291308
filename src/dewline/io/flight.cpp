#include "dewline/io/flight.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "dewline/earth/time_scales.hpp"
#include "dewline/io/document.hpp"
#include "dewline/io/element_sets.hpp"

namespace dewline::io {
namespace {

constexpr const char* kFile = "trajectory"; ///< the text's name until its lines are traced back to options

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") - first + 1));
}

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t comma = std::min(text.find(',', from), text.size());
    parts.push_back(trimmed(std::string_view(text).substr(from, comma - from)));
    from = comma + 1;
  }
  return parts;
}

/// The text of the scenario, one option a line, so that a line leads back to its option.
class Text {
 public:
  void line(const std::string& option, const std::string& words) {
    text_ += words + '\n';
    options_.push_back(option);
  }
  void value(const std::string& option, const char* key, const std::string& value) {
    if (!value.empty()) line(option, fmt::format("    {}: {}", key, quoted_if_needed(value)));
  }
  /// `48 deg, -105 deg` as `{lat: 48 deg, lon: -105 deg}`; at least `least` of the keys must be given.
  std::string block(const std::string& option, const std::string& text, std::size_t least,
                    std::initializer_list<const char*> keys, const char* hint) {
    const auto parts = parts_of(text);
    if (parts.size() < least || parts.size() > keys.size() || std::ranges::count(parts, "") > 0) {
      const std::string most = keys.size() == least ? "" : fmt::format(" to {}", keys.size());
      problems_.add({option, 1, 1}, "", text,
                    fmt::format("has {} parts between commas; {}{} are wanted", parts.size(), least, most),
                    hint);
      return "{}";
    }
    std::string out;
    for (std::size_t i = 0; i < parts.size(); ++i)
      out += fmt::format("{}{}: {}", i == 0 ? "" : ", ", *(keys.begin() + i), quoted_if_needed(parts[i]));
    return "{" + out + "}";
  }
  std::string place(const std::string& option, const std::string& text) {
    return block(option, text, 2, {"lat", "lon", "height"},
                 "a place is latitude, longitude and perhaps height: '48 deg, -105 deg' or '48 degN, 105 "
                 "degW, 200 m'");
  }

  [[nodiscard]] const std::string& text() const { return text_; }
  [[nodiscard]] Diagnostics& problems() { return problems_; }
  [[nodiscard]] std::string option_of(int line) const {
    return line >= 1 && static_cast<std::size_t>(line) <= options_.size()
               ? options_[static_cast<std::size_t>(line) - 1]
               : "";
  }

 private:
  std::string text_;
  std::vector<std::string> options_;
  Diagnostics problems_;
};

/// When the satellite's element set is of; a file of several needs a number.
std::string epoch_of(const FlightRequest& request, Text& text) {
  const auto sets = read_element_sets(request.elements);
  const auto found = std::ranges::find_if(
      sets, [&](const ElementSet& s) { return !request.number || s.catalog_number == *request.number; });
  if (found == sets.end()) return kFlightEpoch; // reading the scenario says that there is no such number
  const bool several = std::ranges::any_of(
      sets, [&](const ElementSet& s) { return s.catalog_number != sets.front().catalog_number; });
  if (!request.number && several)
    text.problems().add({"--tle", 1, 1}, "", request.elements,
                        fmt::format("holds {} element sets", sets.size()),
                        fmt::format("say which satellite: --number {}", sets.front().catalog_number));
  return earth::print_utc({found->mean.epoch_jd_utc, found->mean.epoch_fraction}, 0);
}

/// How it moves, if the type does not say.
void add_motion(const FlightRequest& r, Text& text) {
  const bool rocket = !r.type.empty() || std::ranges::any_of(r.sets, [](const std::string& s) {
    return s.starts_with("boost");
  });
  if (!r.burnout.empty())
    text.line("--burnout", "    arc: {burnout: " +
                               text.block("--burnout", r.burnout, 6,
                                          {"lat", "lon", "height", "speed", "azimuth", "flight_path_angle"},
                                          "write '48 deg, -105 deg, 200 km, 6 km/s, 350 deg, 25 deg': "
                                          "latitude, longitude, height, speed, "
                                          "azimuth, angle above the horizontal") +
                               "}");
  if (!r.to.empty() && rocket) text.line("--to", "    aim: " + text.place("--to", r.to));
  if (!r.to.empty() && !rocket)
    text.line("--to", "    arc: {impact: " + text.place("--to", r.to) +
                          (r.apogee.empty() ? "" : ", apogee: " + quoted_if_needed(r.apogee)) + "}");
  if (rocket) text.value("--apogee", "apogee", r.apogee);
  text.value("--loft", "loft", r.loft);
  if (!r.elements.empty())
    text.line("--tle", "    elements: {path: " + quoted_if_needed(r.elements) +
                           (r.number ? fmt::format(", number: {}", *r.number) : "") + "}");
  std::string points;
  for (const std::string& point : r.way)
    points += (points.empty() ? "" : ", ") + text.block("--way", point, 3, {"lat", "lon", "height", "speed"},
                                                        "a waypoint is latitude, longitude, height and the "
                                                        "speed to there: '51 deg, 0 deg, 10 km, 240 m/s'");
  if (!points.empty()) text.line("--way", "    waypoints: [" + points + "]");
}

Text text_of(const FlightRequest& r) {
  Text text;
  std::string epoch = r.epoch;
  if (epoch.empty()) epoch = r.elements.empty() ? kFlightEpoch : epoch_of(r, text);
  text.line("", "dewline: 1");
  text.line("", "title: one flight");
  text.line("--time", "epoch: " + quoted_if_needed(epoch));
  text.line("--duration", "duration: " + quoted_if_needed(r.duration.empty() ? "2 h" : r.duration));
  text.line("", "objects:");
  text.line("", fmt::format("  {}:", kFlightName));
  text.line("", "    grade: assumption");
  text.value("--type", "type", r.type);
  if (!r.from.empty()) text.line("--from", "    launch: " + text.place("--from", r.from));
  add_motion(r, text);
  if (r.type.empty())
    text.line("", "    rcs: {any: 1 m2}"); // an object must look like something; nobody looks here
  return text;
}

std::string without_prefix(std::string words, const std::string& prefix) {
  for (std::size_t at = 0; (at = words.find(prefix, at)) != std::string::npos;)
    words.erase(at, prefix.size());
  return words;
}

/// What is wrong, at the option and below the object.
std::vector<Diagnostic> traced(std::vector<Diagnostic> list, const Text& text) {
  const std::string prefix = fmt::format("objects.{}.", kFlightName);
  for (Diagnostic& d : list) {
    if (d.at.file == kFile) d.at = {text.option_of(d.at.line), 1, 1};
    if (d.at.file.empty()) d.at.file = kFile;
    for (std::string* words : {&d.at.file, &d.key, &d.what, &d.hint}) *words = without_prefix(*words, prefix);
    if (d.key == prefix.substr(0, prefix.size() - 1)) d.key.clear();
  }
  return list;
}

} // namespace

Loaded load_flight(const FlightRequest& request, const std::filesystem::path& data_dir) {
  Text text = text_of(request);
  if (!text.problems().empty()) throw ScenarioError(text.problems().sorted());
  Options options{{}, data_dir};
  for (const std::string& set : request.sets)
    options.overrides.push_back(fmt::format("objects.{}.{}", kFlightName, set));
  try {
    return load_text(text.text(), kFile, options);
  } catch (const ScenarioError& error) {
    throw ScenarioError(traced(error.diagnostics(), text));
  }
}

} // namespace dewline::io
