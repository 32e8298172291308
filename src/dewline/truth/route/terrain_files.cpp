// Readers of rasters: ESRI ASCII and SRTM.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>

#include "dewline/truth/route/terrain.hpp"

namespace dewline::truth {
namespace {

constexpr float kVoid = std::numeric_limits<float>::quiet_NaN();
constexpr double kLowest_m = -12000, kHighest_m = 9000; ///< no ground is deeper or higher
constexpr std::size_t kMaxNodes = 100'000'000;

std::string shown(std::string_view text) {
  return std::string(text.substr(0, 40));
}

/// Words of a text with the line that each stands on.
class Words {
 public:
  explicit Words(std::string_view text) : text_(text) {}
  [[nodiscard]] std::string_view next() {
    while (at_ < text_.size() && is_space(text_[at_])) line_ += text_[at_++] == '\n';
    const std::size_t begin = at_;
    while (at_ < text_.size() && !is_space(text_[at_])) ++at_;
    return text_.substr(begin, at_ - begin);
  }
  [[nodiscard]] std::string where() const { return "line " + std::to_string(line_); }

 private:
  static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
  std::string_view text_;
  std::size_t at_ = 0, line_ = 1;
};

std::optional<double> number(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

/// The head's numbers; what does not fit is a problem.
struct Head {
  std::map<std::string, double> value;
  [[nodiscard]] std::optional<double> find(const std::string& key) const {
    const auto found = value.find(key);
    return found == value.end() ? std::nullopt : std::optional(found->second);
  }
  /// The first node along an axis: the middle of the lower left cell.
  [[nodiscard]] std::optional<double> node(const std::string& axis) const {
    if (const auto centre = find(axis + "llcenter")) return centre;
    if (const auto corner = find(axis + "llcorner")) return *corner + 0.5 * *find("cellsize");
    return {};
  }
};

constexpr std::array kKeys{"ncols",     "nrows",     "xllcorner", "xllcenter",
                           "yllcorner", "yllcenter", "cellsize",  "nodata_value"};

bool whole(double v) {
  return v >= 1 && v <= 1e8 && v == std::floor(v);
}

std::optional<Raster::Grid> grid_of(const Head& head, Problems& problems) {
  for (const char* key : {"ncols", "nrows", "cellsize"})
    if (!head.find(key)) {
      problems.add("", "", std::string("has no ") + key,
                   "the head of an ESRI ASCII grid: ncols, nrows, xllcorner, ...");
      return {};
    }
  const double columns = *head.find("ncols"), rows = *head.find("nrows"), step = *head.find("cellsize");
  const auto west = head.node("x"), south = head.node("y");
  if (!west || !south) {
    problems.add("", "", "does not say where it lies", "xllcorner and yllcorner, or xllcenter and yllcenter");
    return {};
  }
  if (!whole(columns) || !whole(rows) || !(columns * rows <= static_cast<double>(kMaxNodes))) {
    problems.add("", "", "has ncols and nrows that are no whole numbers from 1, or over 100 million cells",
                 "cut out the part that is flown over");
    return {};
  }
  const double north = *south + (rows - 1) * step;
  if (!(step > 0) ||
      !(*south >= -90 && north <= 90 && *west >= -360 && *west <= 360 && columns * step <= 360.01)) {
    problems.add("", "", "does not lie on the globe: cellsize and corners must be degrees",
                 "project it to latitude and longitude (EPSG:4326)");
    return {};
  }
  return Raster::Grid{static_cast<std::size_t>(rows), static_cast<std::size_t>(columns), north, *west, step};
}

} // namespace

std::optional<RasterFile> read_esri_ascii(std::string_view text, Problems& problems) {
  Words words(text);
  Head head;
  std::string_view word = words.next();
  while (std::ranges::find(kKeys, lower(word)) != kKeys.end()) {
    const std::string key = lower(word);
    const std::string_view written = words.next();
    const auto value = number(written);
    if (!value || !head.value.emplace(key, *value).second) {
      problems.add(words.where(), shown(written), !value ? "is no number" : "states " + key + " again");
      return {};
    }
    word = words.next();
  }
  const auto grid = grid_of(head, problems);
  if (!grid) return {};
  const double nodata = head.find("nodata_value").value_or(-9999);
  const std::size_t num = grid->num_rows * grid->num_columns;
  RasterFile out{*grid, {}};
  out.height_m.reserve(std::min(num, text.size()));
  for (; !word.empty() && out.height_m.size() < num; word = words.next()) {
    const auto value = number(word);
    if (!value || (*value != nodata && !(*value >= kLowest_m && *value <= kHighest_m))) {
      problems.add(words.where(), shown(word),
                   !value ? "is no number" : "is no height: from -12000 to 9000 m",
                   "nodata_value says which number stands for none");
      return {};
    }
    out.height_m.push_back(*value == nodata ? kVoid : static_cast<float>(*value));
  }
  if (out.height_m.size() < num || !word.empty()) {
    problems.add(words.where(), shown(word),
                 word.empty() ? "ends after " + std::to_string(out.height_m.size()) + " of " +
                                    std::to_string(num) + " heights"
                              : "goes on after ncols x nrows heights");
    return {};
  }
  return out;
}

namespace {

/// `N51E010` -> 51, 10.
std::optional<std::pair<int, int>> corner_of(std::string_view name) {
  if (name.size() < 7) return {};
  const auto part = [&](std::size_t at, std::size_t num, char plus, char minus) -> std::optional<int> {
    const char sign = name[at] >= 'a' ? static_cast<char>(name[at] - 'a' + 'A') : name[at];
    int value = 0;
    const char* first = name.data() + at + 1;
    const auto [end, error] = std::from_chars(first, first + num, value);
    if (error != std::errc{} || end != first + num || value < 0 || (sign != plus && sign != minus)) return {};
    return sign == plus ? value : -value;
  };
  const auto lat = part(0, 2, 'N', 'S'), lon = part(3, 3, 'E', 'W');
  if (!lat || !lon || *lat < -90 || *lat > 89 || *lon < -180 || *lon > 179) return {};
  return std::pair{*lat, *lon};
}

} // namespace

std::optional<RasterFile> read_srtm(std::string_view bytes, std::string_view name, Problems& problems) {
  const auto corner = corner_of(name);
  if (!corner) {
    problems.add("", shown(name), "does not say where the tile lies", "keep its name: `N51E010.hgt`");
    return {};
  }
  const std::size_t side = bytes.size() == 2u * 3601 * 3601 ? 3601 : 1201;
  if (bytes.size() != 2 * side * side) {
    problems.add("", shown(name), "has " + std::to_string(bytes.size()) + " bytes: no SRTM tile",
                 "1201 x 1201 or 3601 x 3601 heights of two bytes");
    return {};
  }
  RasterFile out{{side, side, corner->first + 1.0, static_cast<double>(corner->second),
                  1.0 / static_cast<double>(side - 1)},
                 {}};
  out.height_m.reserve(side * side);
  for (std::size_t i = 0; i < bytes.size(); i += 2) {
    const auto high = static_cast<unsigned char>(bytes[i]), low = static_cast<unsigned char>(bytes[i + 1]);
    const int value = static_cast<std::int16_t>(static_cast<std::uint16_t>(high << 8 | low));
    out.height_m.push_back(value < kLowest_m || value > kHighest_m ? kVoid : static_cast<float>(value));
  }
  return out;
}

} // namespace dewline::truth
