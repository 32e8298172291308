#include "dewline/io/element_sets.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>
#include <optional>

namespace dewline::io {
namespace {

constexpr double kDeg = std::numbers::pi / 180, kRevPerDay = 2 * std::numbers::pi / 1440;
constexpr std::size_t kLength = 69;

std::string trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\t' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\t' || s.back() == '\r')) s.remove_suffix(1);
  return std::string(s);
}

/// The whole text as a finite number.
std::optional<double> number(std::string text) {
  if (text.starts_with('+')) text.erase(0, 1);
  double v = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), v);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || !std::isfinite(v))
    return {};
  return v;
}

/// Days from the civil epoch 1970-01-01 to a date (proleptic Gregorian; H. Hinnant's days_from_civil, from
/// general knowledge).
long days_from_civil(long y, unsigned m, unsigned d) {
  y -= m <= 2;
  const long era = (y >= 0 ? y : y - 399) / 400;
  const auto yoe = static_cast<unsigned>(y - era * 400);
  const unsigned doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1,
                 doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + static_cast<long>(doe) - 719468;
}
double julian_date(long y, unsigned m, unsigned d) {
  return 2440587.5 + static_cast<double>(days_from_civil(y, m, d));
}
bool is_leap(long y);
int days_in_month(long y, int m) {
  return m == 2 ? (is_leap(y) ? 29 : 28) : m == 4 || m == 6 || m == 9 || m == 11 ? 30 : 31;
}
bool is_leap(long y) { return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0; }

/// Checks what the theory needs; adds a diagnostic and says false otherwise.
bool is_in_range(const ElementSet& set, Diagnostics& problems) {
  const auto& m = set.mean;
  const auto bad = [&](const char* key, double value, const char* bound) {
    problems.add(set.at, key, fmt::format("{:g}", value), bound,
                 "the set is damaged, or not of an object in orbit");
    return false;
  };
  if (!(m.eccentricity >= 0 && m.eccentricity <= 0.99999999))
    return bad("eccentricity", m.eccentricity, "must lie in [0, 1)");
  if (!(m.mean_motion_rad_min > 0 && m.mean_motion_rad_min < 20 * kRevPerDay))
    return bad("mean motion", m.mean_motion_rad_min / kRevPerDay, "must lie in (0, 20) revolutions a day");
  if (!(m.inclination_rad >= 0 && m.inclination_rad <= std::numbers::pi))
    return bad("inclination", m.inclination_rad / kDeg, "must lie in [0, 180] deg");
  for (const auto& [key, angle_rad] : {std::pair{"right ascension of the node", m.raan_rad},
                                       {"argument of perigee", m.arg_perigee_rad},
                                       {"mean anomaly", m.mean_anomaly_rad}})
    if (!(std::abs(angle_rad) <= 2 * std::numbers::pi))
      return bad(key, angle_rad / kDeg, "must lie in [-360, 360] deg");
  if (!(std::abs(m.bstar) <= 10)) return bad("B*", m.bstar, "must lie in [-10, 10] per Earth radius");
  return true;
}

struct Line {
  std::string text;
  int number;
};

/// The fields of one set's two lines, by column; the first defect ends it.
class TleReader {
 public:
  TleReader(const Line& one, const Line& two, const std::string& file, Diagnostics& problems)
      : one_(one), two_(two), file_(file), problems_(problems) {}

  std::optional<ElementSet> read(std::string name) {
    ElementSet set;
    set.name = std::move(name), set.at = {file_, one_.number, 1};
    if (!is_whole(one_, '1') || !is_whole(two_, '2') || !same_number()) return {};
    const auto number = catalog_number();
    if (!number) return {};
    set.catalog_number = *number;
    set.designator = trim(one_.text.substr(9, 8));
    if (!epoch(set.mean) || !elements(set.mean) || !is_in_range(set, problems_)) return {};
    return set;
  }

 private:
  bool fail(const Line& line, std::size_t column, const char* key, std::string value, std::string what,
            std::string hint = {}) {
    problems_.add({file_, line.number, static_cast<int>(column) + 1}, key, std::move(value), std::move(what),
                  std::move(hint));
    return false;
  }
  bool is_whole(const Line& line, char digit) {
    if (line.text.size() < kLength)
      return fail(line, line.text.size(), "line", line.text,
                  fmt::format("has {} characters, must have 69", line.text.size()));
    if (line.text[0] != digit || line.text[1] != ' ')
      return fail(line, 0, "line number", line.text.substr(0, 2), fmt::format("must be `{} `", digit));
    int sum = 0;
    for (char c : std::string_view(line.text).substr(0, kLength - 1))
      sum += c >= '0' && c <= '9' ? c - '0' : c == '-';
    if (line.text[kLength - 1] == static_cast<char>('0' + sum % 10)) return true;
    return fail(line, kLength - 1, "checksum", line.text.substr(kLength - 1, 1),
                fmt::format("is not that of the line, {}", sum % 10),
                "the line was changed or cut on its way");
  }
  bool same_number() {
    if (one_.text.substr(2, 5) == two_.text.substr(2, 5)) return true;
    return fail(two_, 2, "catalogue number", two_.text.substr(2, 5),
                "differs from that of line 1, " + one_.text.substr(2, 5));
  }
  std::optional<std::uint32_t> catalog_number() {
    const std::string text = trim(one_.text.substr(2, 5));
    static constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ"; // no I, no O
    if (one_.text[7] >= '0' && one_.text[7] <= '9') {
      fail(one_, 2, "catalogue number", one_.text.substr(2, 6),
           "has six digits: a two-line set has room for five",
           "write it as Alpha-5 (100000 is A0000), or use OMM");
      return {};
    }
    const auto letter = text.empty() ? std::string_view::npos : kLetters.find(text[0]);
    const bool alpha = letter != std::string_view::npos && text.size() == 5;
    const std::string digits = alpha ? text.substr(1) : text;
    const auto rest = number(digits);
    if (!rest || digits.find_first_not_of("0123456789") != std::string::npos) {
      fail(one_, 2, "catalogue number", text, "is neither a number nor Alpha-5",
           "A0000 is 100000; I and O are not used");
      return {};
    }
    return static_cast<std::uint32_t>(*rest) +
           (alpha ? 10000 * (10 + static_cast<std::uint32_t>(letter)) : 0);
  }
  bool epoch(orbit::MeanElements& mean) {
    const auto yy = number(trim(one_.text.substr(18, 2))), day = number(trim(one_.text.substr(20, 12)));
    if (!yy || !day || *yy < 0 || *yy != std::floor(*yy))
      return fail(one_, 18, "epoch", one_.text.substr(18, 14), "is not YYDDD.DDDDDDDD");
    const long year = static_cast<long>(*yy) + (*yy < 57 ? 2000 : 1900); // the first satellite flew in 1957
    if (!(*day >= 1 && *day < (is_leap(year) ? 367 : 366)))
      return fail(one_, 20, "epoch", trim(one_.text.substr(20, 12)), "is no day of its year");
    mean.epoch_jd_utc = julian_date(year, 1, 1) + std::floor(*day) - 1;
    mean.epoch_fraction = *day - std::floor(*day);
    return true;
  }
  /// A field of blanks-or-digits; `implied` stands before it (a decimal point that is not printed).
  bool field(const Line& line, std::size_t at, std::size_t length, const char* key, double scale, double& out,
             const char* implied = "") {
    std::string text = trim(line.text.substr(at, length));
    for (char& c : text) c = c == ' ' ? '0' : c;
    const auto v = number(implied + text);
    if (!v) return fail(line, at, key, line.text.substr(at, length), "is not a number");
    out = *v * scale;
    return true;
  }
  /// ` 28098-4` is 0.28098e-4.
  bool drag(double& out) {
    const std::string text = one_.text.substr(53, 8);
    std::string digits = trim(text.substr(1, 5));
    for (char& c : digits) c = c == ' ' ? '0' : c;
    const auto mantissa = number("0." + digits), power = number(trim(text.substr(6, 2)));
    const bool sign = text[0] == ' ' || text[0] == '+' || text[0] == '-';
    if (!sign || !mantissa || !power)
      return fail(one_, 53, "B*", text, "is not of the form ` 28098-4`, which is 0.28098e-4");
    out = (text[0] == '-' ? -1 : 1) * *mantissa * std::pow(10, *power);
    return true;
  }
  bool elements(orbit::MeanElements& m) {
    return drag(m.bstar) && field(two_, 8, 8, "inclination", kDeg, m.inclination_rad) &&
           field(two_, 17, 8, "right ascension of the node", kDeg, m.raan_rad) &&
           field(two_, 26, 7, "eccentricity", 1, m.eccentricity, "0.") &&
           field(two_, 34, 8, "argument of perigee", kDeg, m.arg_perigee_rad) &&
           field(two_, 43, 8, "mean anomaly", kDeg, m.mean_anomaly_rad) &&
           field(two_, 52, 11, "mean motion", kRevPerDay, m.mean_motion_rad_min);
  }

  const Line &one_, &two_;
  const std::string& file_;
  Diagnostics& problems_;
};

std::vector<Line> lines_of(std::string_view text) {
  std::vector<Line> out;
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line(text.substr(at, end - at));
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    ++number;
    if (!line.empty() && line[0] != '#') out.push_back({std::move(line), number});
    at = end + 1;
  }
  return out;
}

// --- OMM
// ---------------------------------------------------------------------------------------------------------

using Keywords = std::map<std::string, std::string>;

/// `2024-05-06T12:34:56.789` as days.
bool iso_epoch(const std::string& text, orbit::MeanElements& mean) {
  int y = 0, mo = 0, d = 0, h = 0, mi = 0, used = 0;
  double s = 0;
  if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%lf%n", &y, &mo, &d, &h, &mi, &s, &used) != 6)
    return false;
  const std::string rest = text.substr(static_cast<std::size_t>(used));
  if ((!rest.empty() && rest != "Z") || mo < 1 || mo > 12 || d < 1 || d > days_in_month(y, mo) || h > 23 ||
      mi > 59 || !(s >= 0 && s < 61))
    return false;
  mean.epoch_jd_utc = julian_date(y, static_cast<unsigned>(mo), static_cast<unsigned>(d));
  mean.epoch_fraction = (h * 3600.0 + mi * 60.0 + s) / 86400;
  return true;
}

class OmmReader {
 public:
  /// `prefix` stands before keys in diagnostics.
  OmmReader(const Keywords& row, Where at, std::string prefix, Diagnostics& problems)
      : row_(row), at_(std::move(at)), prefix_(std::move(prefix)), problems_(problems) {}

  std::optional<ElementSet> read() {
    ElementSet set;
    set.at = at_, set.name = text("OBJECT_NAME"), set.designator = text("OBJECT_ID");
    double catalog = 0;
    auto& m = set.mean;
    if (!is("MEAN_ELEMENT_THEORY", "SGP4") || !is("REF_FRAME", "TEME") || !is("TIME_SYSTEM", "UTC"))
      return {};
    if (!take("NORAD_CAT_ID", 1, catalog) || !take("INCLINATION", kDeg, m.inclination_rad) ||
        !take("RA_OF_ASC_NODE", kDeg, m.raan_rad) || !take("ECCENTRICITY", 1, m.eccentricity) ||
        !take("ARG_OF_PERICENTER", kDeg, m.arg_perigee_rad) ||
        !take("MEAN_ANOMALY", kDeg, m.mean_anomaly_rad) ||
        !take("MEAN_MOTION", kRevPerDay, m.mean_motion_rad_min) || !take("BSTAR", 1, m.bstar))
      return {};
    if (!(catalog >= 0 && catalog < 1e9 && catalog == std::floor(catalog)))
      return fail("NORAD_CAT_ID", "must be a whole number in [0, 999999999]");
    set.catalog_number = static_cast<std::uint32_t>(catalog);
    if (!iso_epoch(text("EPOCH"), m)) return fail("EPOCH", "is not of the form 2024-05-06T12:34:56.789");
    if (!is_in_range(set, problems_)) return {};
    return set;
  }

 private:
  std::string text(const std::string& key) const {
    const auto it = row_.find(key);
    return it == row_.end() ? std::string() : it->second;
  }
  std::nullopt_t fail(const std::string& key, std::string what) {
    problems_.add(at_, prefix_ + key, text(key), std::move(what),
                  row_.contains(key) ? "" : "the file has no such column");
    return std::nullopt;
  }
  bool is(const std::string& key, const std::string& must) { // absent: what CelesTrak leaves out
    if (text(key).empty() || text(key) == must) return true;
    fail(key, "must be " + must);
    return false;
  }
  bool take(const std::string& key, double scale, double& out) {
    const auto v = number(text(key));
    if (!v) fail(key, "is not a number");
    out = v.value_or(0) * scale;
    return v.has_value();
  }

  const Keywords& row_;
  Where at_;
  std::string prefix_;
  Diagnostics& problems_;
};

/// Where the entries of a JSON list begin; the list is known to be well formed.
std::vector<Where> places_of_entries(std::string_view text, const std::string& file) {
  std::vector<Where> out;
  int depth = 0, line = 1, column = 0;
  bool quoted = false, escaped = false, fresh = false;
  for (const char c : text) {
    ++column;
    const bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n';
    if (depth == 1 && fresh && !blank && c != ']') {
      out.push_back({file, line, column});
      fresh = false;
    }
    if (quoted) {
      if (!escaped && c == '"') quoted = false;
      escaped = !escaped && c == '\\';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      if (++depth == 1) fresh = true;
    } else if (c == ']' || c == '}') {
      --depth;
    } else if (c == ',' && depth == 1) {
      fresh = true;
    }
    if (c == '\n') ++line, column = 0;
  }
  return out;
}

/// Cells of a line; a quoted cell may hold commas.
std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) out.emplace_back();
    else out.back() += c;
  }
  for (auto& cell : out) cell = trim(cell);
  return out;
}

std::string text_of(const nlohmann::json& value) {
  return value.is_string() ? value.get<std::string>() : value.is_null() ? std::string() : value.dump();
}

} // namespace

std::vector<ElementSet> parse_tle(std::string_view text, const std::string& file, Diagnostics& diagnostics) {
  std::vector<ElementSet> out;
  const auto lines = lines_of(text);
  std::string name;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i].text;
    if (!line.starts_with("1 ")) {
      if (line.starts_with("2 ") && line.size() >= kLength)
        diagnostics.add({file, lines[i].number, 1}, "line", line, "is a second line without its first");
      name = line.starts_with("0 ") ? line.substr(2) : line;
      continue;
    }
    if (i + 1 == lines.size() || !lines[i + 1].text.starts_with("2 ")) {
      diagnostics.add({file, lines[i].number, 1}, "line", line, "is a first line without its second");
      continue;
    }
    if (auto set = TleReader(lines[i], lines[i + 1], file, diagnostics).read(name))
      out.push_back(std::move(*set));
    name.clear();
    ++i;
  }
  return out;
}

std::vector<ElementSet> parse_omm_csv(std::string_view text, const std::string& file,
                                      Diagnostics& diagnostics) {
  std::vector<ElementSet> out;
  const auto lines = lines_of(text);
  if (lines.empty()) return out;
  const auto header = cells(lines.front().text);
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const auto values = cells(lines[i].text);
    const Where at{file, lines[i].number, 1};
    if (values.size() != header.size()) {
      diagnostics.add(at, "line", "",
                      fmt::format("has {} cells, the header {}", values.size(), header.size()));
      continue;
    }
    Keywords row;
    for (std::size_t k = 0; k < header.size(); ++k) row[header[k]] = values[k];
    if (auto set = OmmReader(row, at, "", diagnostics).read()) out.push_back(std::move(*set));
  }
  return out;
}

std::vector<ElementSet> parse_omm_json(std::string_view text, const std::string& file,
                                       Diagnostics& diagnostics) {
  std::vector<ElementSet> out;
  const auto json = nlohmann::json::parse(text, nullptr, false);
  if (!json.is_array()) {
    diagnostics.add({file, 1, 1}, "", "", "is not a JSON list of OMM objects");
    return out;
  }
  const auto places = places_of_entries(text, file);
  for (std::size_t k = 0; k < json.size(); ++k) {
    const auto& entry = json[k];
    const Where at = k < places.size() ? places[k] : Where{file, 1, 1};
    if (!entry.is_object()) {
      diagnostics.add(at, fmt::format("[{}]", k), "", "is not an object");
      continue;
    }
    Keywords row;
    for (const auto& [key, value] : entry.items()) row[key] = text_of(value);
    if (auto set = OmmReader(row, at, fmt::format("[{}].", k), diagnostics).read())
      out.push_back(std::move(*set));
  }
  return out;
}

std::vector<ElementSet> read_element_sets(const std::filesystem::path& file) {
  Diagnostics problems;
  const Where begin{file.string(), 1, 1};
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  std::vector<ElementSet> sets;
  const std::string first = trim(std::string_view(text).substr(0, text.find('\n')));
  if (!in) problems.add(begin, "", "", "cannot be read");
  else if (first.starts_with('[')) sets = parse_omm_json(text, file.string(), problems);
  else if (first.find("MEAN_MOTION") != std::string::npos)
    sets = parse_omm_csv(text, file.string(), problems);
  else sets = parse_tle(text, file.string(), problems);
  if (problems.empty() && sets.empty())
    problems.add(begin, "", "", "holds no element set", "two-line sets, or OMM as CSV or JSON");
  if (!problems.empty()) throw ScenarioError(problems.sorted());
  return sets;
}

} // namespace dewline::io
