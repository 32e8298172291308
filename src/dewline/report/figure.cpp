#include "dewline/report/figure.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <stdexcept>

#include "dewline/base/hash.hpp"
#include "dewline/record/summary.hpp"
#include "dewline/report/figure_parts.hpp"

namespace dewline::report {
namespace {

struct Kind {
  std::string_view name;
  std::string (*missing)(const Subject&);
  Figure (*draw)(const Subject&);
};

constexpr std::array kKinds{
    Kind{"ledger", no_ledger, draw_ledger},
    Kind{"centres", no_centres, draw_centres},
    Kind{"alerts", no_alerts, draw_alerts},
    Kind{"map", no_map, draw_map},
    Kind{"profile", no_profile, draw_profile},
    Kind{"uncertainty", no_uncertainty, draw_uncertainty},
    Kind{"probability", no_probability, draw_probability},
    Kind{"detections", no_detections, draw_detections},
    Kind{"waiting", no_waiting, draw_waiting},
};

std::string hash8(const Subject& s) { return hex(s.summary.scenario_hash).substr(0, 8); }

/// Where the numbers come from, for the foot of the sheet, the caption and the head of the CSV file.
std::vector<std::string> origin(const Subject& s) {
  return {kSimulation, fmt::format("seed {}, n = {} repeats", s.summary.seed, s.summary.repeats),
          fmt::format("dewline {}, scenario {} {}", s.summary.version, s.scenario.name, hash8(s)),
          "T = " + s.scenario.epoch + (s.summary.complete ? "" : ", stopped before its end")};
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : std::string(between)) + part;
  return out;
}

/// Lines of the foot, broken only between parts.
std::vector<std::string> lines_of(const std::vector<std::string>& parts, double room) {
  std::vector<std::string> lines(1);
  for (const auto& part : parts) {
    const std::string longer = lines.back().empty() ? part : lines.back() + "  \u00b7  " + part;
    if (lines.back().empty() || text_width(longer, 10) <= room) lines.back() = longer;
    else lines.push_back(part);
  }
  return lines;
}

/// For machines: what Dublin Core and a run's own words say of it.
std::string metadata(const Subject& s, const Sheet& sheet) {
  return fmt::format("<metadata>\n<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "
                     "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<rdf:Description "
                     "rdf:about=\"\">\n<dc:title>{}</dc:title>\n"
                     "<dc:creator>dewline {}</dc:creator>\n<dc:description>{}</dc:description>\n"
                     "<dc:source>scenario {} {}, epoch {}, seed {}, n = {} repeats, tables {}</dc:source>\n"
                     "</rdf:Description>\n</rdf:RDF>\n</metadata>\n",
                     xml(s.scenario.title + ": " + sheet.title), xml(s.summary.version), kSimulation,
                     xml(s.scenario.name), hex(s.summary.scenario_hash), xml(s.scenario.epoch),
                     s.summary.seed, s.summary.repeats, hex(s.summary.tables_hash));
}

std::string svg_document(const Subject& s, const Sheet& sheet) {
  Svg frame;
  frame.box(0, 0, sheet.width, sheet.height, "paper");
  const double room = sheet.width - 2 * kSheetSide;
  frame.text(kSheetSide, 26, shortened(s.scenario.title, room, 17), "head");
  frame.text(kSheetSide, 44, shortened(sheet.title, room));
  Svg foot;
  const auto parts = origin(s);
  const auto lines = lines_of(parts, room);
  for (std::size_t i = 0; i < lines.size(); ++i)
    foot.text(kSheetSide, sheet.height - 10 - 13 * double(lines.size() - 1 - i), lines[i], "xs g");
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
      "height=\"{1}\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{2}</title>\n"
      "<desc id=\"desc\">{3}</desc>\n{4}<style>{5}</style>\n{6}{7}{8}</svg>\n",
      px(sheet.width), px(sheet.height), xml(s.scenario.title + ": " + sheet.title),
      xml(sheet.shows + " " + joined(parts, "; ") + "."), metadata(s, sheet), figure_style(),
      frame.elements(), sheet.drawing.elements(), foot.elements());
}

std::string one_line(std::string words) {
  for (char& c : words)
    if (c == '\n' || c == '\r') c = ' ';
  return words;
}

std::string csv_document(const Subject& s, const Sheet& sheet, const Csv& csv) {
  std::string out = "# " + one_line(s.scenario.title + ": " + sheet.title) + "\n";
  for (const auto& part : origin(s)) out += "# " + one_line(part) + "\n";
  out += "# times: seconds since T; never: it did not happen; empty: there is no such number\n";
  return out + csv.text();
}

std::string caption_of(const Subject& s, const Sheet& sheet) {
  return s.scenario.title + ": " + sheet.title + ". " + sheet.shows + " " + capital(joined(origin(s), "; ")) +
         ".\n";
}

std::string names() {
  std::vector<std::string> out;
  for (const auto& kind : kKinds) out.emplace_back(kind.name);
  return joined(out, ", ");
}

void write_new(const std::filesystem::path& file, std::string_view text) {
  if (!std::filesystem::exists(file)) record::write_whole(file, text);
}

} // namespace

void Csv::next() {
  if (begun_) text_ += ',';
  begun_ = true;
}

Csv& Csv::operator<<(double value) {
  next();
  if (std::isfinite(value)) text_ += fmt::format("{}", value);
  else if (value > 0) text_ += "never";
  return *this;
}

Csv& Csv::operator<<(std::int64_t value) {
  next();
  text_ += std::to_string(value);
  return *this;
}

Csv& Csv::operator<<(std::string_view words) {
  next();
  if (words.find_first_of(",\"\r\n") == std::string_view::npos && !words.starts_with('#')) {
    text_ += words;
    return *this;
  }
  text_ += '"';
  for (const char c : words) text_ += c == '"' ? std::string("\"\"") : std::string(1, c);
  text_ += '"';
  return *this;
}

void Csv::end_row() {
  text_ += '\n';
  begun_ = false;
}

Figure finished(const Subject& subject, const Sheet& sheet, const Csv& csv) {
  return {sheet.name, sheet.title, svg_document(subject, sheet), csv_document(subject, sheet, csv),
          caption_of(subject, sheet)};
}

std::string capital(std::string words) {
  if (!words.empty() && words[0] >= 'a' && words[0] <= 'z')
    words[0] = static_cast<char>(words[0] - 'a' + 'A');
  return words;
}

std::string length_words(double length_m) {
  if (!std::isfinite(length_m)) return "-";
  return std::abs(length_m) < 1000   ? fmt::format("{:.0f} m", length_m)
         : std::abs(length_m) < 9950 ? fmt::format("{:.1f} km", length_m / 1e3)
                                     : fmt::format("{:.0f} km", length_m / 1e3);
}

std::vector<std::string> figures_of(const Subject& subject) {
  std::vector<std::string> out;
  for (const auto& kind : kKinds)
    if (kind.missing(subject).empty()) out.emplace_back(kind.name);
  return out;
}

Figure draw_figure(const Subject& subject, std::string_view name) {
  for (const auto& kind : kKinds) {
    if (kind.name != name) continue;
    if (const std::string why = kind.missing(subject); !why.empty())
      throw std::invalid_argument(fmt::format("this run has no figure {}: {}", name, why));
    return kind.draw(subject);
  }
  throw std::invalid_argument(fmt::format("no figure is called '{}'; there are {}", name, names()));
}

void write_figures(const Subject& subject, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  for (const auto& name : figures_of(subject)) {
    const Figure figure = draw_figure(subject, name);
    write_new(folder / (name + ".svg"), figure.svg);
    write_new(folder / (name + ".csv"), figure.csv);
    write_new(folder / (name + ".txt"), figure.caption);
  }
}

} // namespace dewline::report
