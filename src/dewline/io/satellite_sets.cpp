#include "dewline/io/satellite_sets.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <map>
#include <numbers>
#include <optional>
#include <set>
#include <stdexcept>

#include "dewline/base/hash.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/io/document.hpp"

namespace dewline::io {
namespace {

namespace fs = std::filesystem;
constexpr double kRevPerDay = 2 * std::numbers::pi / 1440; // of 1 rad/min

/// The decimal of a two-line set if it means exactly this motion, else the nearest double.
double revolutions_per_day(double mean_motion_rad_min) {
  const double exact = mean_motion_rad_min / kRevPerDay, decimal = std::round(exact * 1e8) / 1e8;
  return decimal * kRevPerDay == mean_motion_rad_min ? decimal : exact;
}

double days_apart(const ElementSet& set, const earth::JulianDate& epoch) {
  return std::abs((set.mean.epoch_jd_utc - epoch.day) + (set.mean.epoch_fraction - epoch.fraction));
}

bool same_name(const std::string& a, const std::string& b) {
  const auto lower = [](unsigned char c) { return std::tolower(c); };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// One object's `elements`.
class Block {
 public:
  Block(truth::ElementsParams& elements, std::string path, Reader& reader, Diagnostics& diagnostics)
      : elements_(elements), path_(std::move(path)), reader_(reader), diagnostics_(diagnostics) {}

  void fill(const std::vector<fs::path>& folders, const std::optional<earth::JulianDate>& epoch) {
    if (!is_sound() || !elements_.sets.empty()) return;
    std::vector<ElementSet> sets = elements_.path.empty() ? from_lines() : from_file(folders);
    if (sets.empty()) return;
    choose(sets);
    if (epoch) keep_nearest(sets, *epoch);
    for (const ElementSet& set : sets) elements_.sets.push_back(to_params(set));
    tell_apart(sets);
    elements_.number.reset();
    for (std::string* text : {&elements_.path, &elements_.name, &elements_.line1, &elements_.line2})
      text->clear();
  }

 private:
  void problem(const std::string& key, std::string what, std::string hint = {}) {
    const std::string at = key.empty() ? path_ : path_ + "." + key;
    diagnostics_.add(reader_.where(at), at, reader_.value_at(at), std::move(what), std::move(hint));
  }
  bool is_sound() {
    const std::size_t before = diagnostics_.size();
    const bool path = !elements_.path.empty(), lines = !elements_.line1.empty() || !elements_.line2.empty();
    if (path + lines + !elements_.sets.empty() > 1)
      problem("", "says its sets more than once", "give one of path, line1 and line2, sets");
    if (lines && (elements_.line1.empty() || elements_.line2.empty()))
      problem(elements_.line1.empty() ? "line2" : "line1", "stands without the other line");
    if (elements_.number && !elements_.name.empty())
      problem("name", "stands beside number", "keep one of them");
    if (!path && (elements_.number || !elements_.name.empty()))
      problem(elements_.number ? "number" : "name", "stands without path",
              "it takes one satellite from a file");
    for (const char* key : {"path", "number", "name", "line1", "line2"})
      if (reader_.notes().contains(path_ + "." + key))
        problem(key, "a note here would be lost",
                "put source and grade beside it: `{path: ..., source: ...}`");
    return diagnostics_.size() == before;
  }

  std::vector<ElementSet> from_lines() {
    if (elements_.line1.empty()) return {};
    Diagnostics defects;
    auto sets = parse_tle(elements_.line1 + "\n" + elements_.line2 + "\n", "", defects);
    if (sets.empty() && defects.empty()) problem("line1", "is no first line of a two-line set");
    for (const Diagnostic& d : defects.sorted())
      problem(d.at.line == 2 ? "line2" : "line1", (d.key.empty() ? "" : d.key + " ") + d.what, d.hint);
    elements_.origin = "two lines in the scenario";
    return defects.empty() ? sets : std::vector<ElementSet>{};
  }
  std::vector<ElementSet> from_file(const std::vector<fs::path>& folders) {
    for (const fs::path& folder : folders) {
      std::string bytes;
      if (!read_bytes(folder / elements_.path, bytes)) continue;
      elements_.origin = elements_.path + ", hash " + hex(hash64(bytes));
      try {
        return read_element_sets(folder / elements_.path);
      } catch (const ScenarioError& e) {
        for (const Diagnostic& d : e.diagnostics()) diagnostics_.add(d.at, d.key, d.value, d.what, d.hint);
      }
      return {};
    }
    problem("path", "cannot be read", "it is relative to the scenario file");
    return {};
  }

  void choose(std::vector<ElementSet>& sets) {
    if (!elements_.number && elements_.name.empty()) return;
    std::vector<std::string> names;
    for (const ElementSet& set : sets) names.push_back(set.name);
    std::erase_if(sets, [&](const ElementSet& set) {
      return elements_.number ? set.catalog_number != *elements_.number
                              : !same_name(set.name, elements_.name);
    });
    if (!sets.empty()) return;
    const std::string near = elements_.number ? "" : nearest(elements_.name, names);
    problem(elements_.number ? "number" : "name", "no such satellite in " + elements_.path,
            near.empty() ? "" : "did you mean `" + near + "`?");
  }
  static void keep_nearest(std::vector<ElementSet>& sets, const earth::JulianDate& epoch) {
    std::map<std::uint32_t, double> nearest_days;
    for (const ElementSet& set : sets) {
      const auto [entry, is_new] = nearest_days.emplace(set.catalog_number, days_apart(set, epoch));
      if (!is_new) entry->second = std::min(entry->second, days_apart(set, epoch));
    }
    std::set<std::uint32_t> taken;
    std::erase_if(sets, [&](const ElementSet& set) {
      const bool further = days_apart(set, epoch) > nearest_days[set.catalog_number];
      return further || !taken.insert(set.catalog_number).second;
    });
  }
  void tell_apart(const std::vector<ElementSet>& sets) {
    std::map<std::string, int> times;
    for (const auto& set : elements_.sets) ++times[set.id];
    for (std::size_t i = 0; i < sets.size(); ++i) {
      std::string& id = elements_.sets[i].id;
      if (times[id] > 1) id += "-" + std::to_string(sets[i].catalog_number);
    }
  }

  truth::ElementsParams& elements_;
  std::string path_;
  Reader& reader_;
  Diagnostics& diagnostics_;
};

} // namespace

truth::ElementSetParams to_params(const ElementSet& set) {
  const auto& m = set.mean;
  std::string id = as_id(set.name);
  if (id.empty()) id = std::to_string(set.catalog_number);
  return {id,
          earth::print_utc({m.epoch_jd_utc, m.epoch_fraction}, 9),
          revolutions_per_day(m.mean_motion_rad_min),
          m.eccentricity,
          m.inclination_rad,
          m.raan_rad,
          m.arg_perigee_rad,
          m.mean_anomaly_rad,
          m.bstar};
}

void read_satellite_sets(File& file, const std::vector<fs::path>& folders, Reader& reader,
                         Diagnostics& diagnostics) {
  std::optional<earth::JulianDate> epoch;
  try {
    epoch = earth::parse_utc(file.epoch);
  } catch (const std::invalid_argument&) { // told elsewhere
  }
  for (auto& [id, object] : file.objects)
    if (object.elements)
      Block(*object.elements, "objects." + id + ".elements", reader, diagnostics).fill(folders, epoch);
}

} // namespace dewline::io
