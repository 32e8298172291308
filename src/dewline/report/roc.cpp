#include "dewline/report/roc.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "dewline/record/table.hpp"
#include "dewline/report/chart.hpp"
#include "dewline/report/figure_parts.hpp"
#include "dewline/report/roc_labels.hpp"

namespace dewline::report {
namespace {

constexpr double kWidth = 1000, kPlotY = 104, kPlotH = 280, kPlotW = 400, kFoot = 86, kTitled = 18;
constexpr double kLeftX = 78, kRightX = kWidth - kSheetSide - kPlotW;
constexpr double kLeastRate = 1e-9; ///< [1/year]; less, and none at all, is drawn at the axis' left end
constexpr const char* kShows =
    "Each mark is a state of a rule set: how often a year it would be declared with nothing behind it, against the share of "
    "true attacks for which it never is (left) and the median time from launch to declaration (right). Thick bars: 95 % "
    "interval of the count; thin ones: over the stated ranges of the rates. A hollow mark with an arrow: none was "
    "counted, and the rate lies below the mark, the upper end of that interval.";
constexpr double kArrow = 20; ///< [px]

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : std::string(between)) + part;
  return out;
}

Number number(const nlohmann::json& row, const char* key) {
  const auto it = row.find(key);
  return it == row.end() || !it->is_number() ? Number{} : Number(it->get<double>());
}

FalseAlertRow row_of(const nlohmann::json& j) {
  FalseAlertRow r;
  r.centre = j.at("centre").get<std::string>(), r.rule_set = j.at("rule_set").get<std::string>();
  r.state = j.at("state").get<std::string>(), r.false_per_year = j.at("false_per_year").get<double>();
  r.low = number(j, "low"), r.high = number(j, "high");
  r.disputed_low = number(j, "disputed_low"), r.disputed_high = number(j, "disputed_high");
  r.miss = number(j, "miss"), r.miss_low = number(j, "miss_low"), r.miss_high = number(j, "miss_high");
  r.delay_s = number(j, "delay_s");
  return r;
}

using Value = Number (*)(const FalseAlertRow&);
Number missed(const FalseAlertRow& r) { return r.miss ? Number(100 * *r.miss) : Number{}; }
Number delay_min(const FalseAlertRow& r) { return r.delay_s ? Number(*r.delay_s / 60) : Number{}; }

/// None counted, so that all that is known is what the rate is at most.
Number upper_bound(const FalseAlertRow& r) {
  return r.false_per_year == 0 && r.high && *r.high > 0 ? r.high : Number{};
}
/// The rate as drawn: none at all stands at the left end.
double shown(const Axis& x, double per_year) { return std::max(per_year, x.low); }

Axis rate_axis(const DrawnRoc& roc) {
  std::vector<double> rates;
  for (const auto& r : roc.rows)
    for (const Number& v : {Number(r.false_per_year), r.low, r.high, r.disputed_low, r.disputed_high})
      if (v && *v > kLeastRate) rates.push_back(*v);
  return axis_over(Scale::log, rates, "false alerts per year");
}

Axis value_axis(const DrawnRoc& roc, Value value, std::string label) {
  double most = 0;
  for (const auto& r : roc.rows) most = std::max(most, value(r).value_or(0));
  return {Scale::linear, 0, most > 0 ? 1.12 * most : 1, std::move(label)};
}

std::vector<std::string> distinct(const DrawnRoc& roc, Text FalseAlertRow::*text) {
  std::vector<std::string> out;
  for (const auto& r : roc.rows)
    if (!std::ranges::count(out, r.*text)) out.push_back(r.*text);
  return out;
}
std::vector<std::string> rule_sets(const DrawnRoc& roc) { return distinct(roc, &FalseAlertRow::rule_set); }
Look look_of(const std::vector<std::string>& sets, const std::string& rule_set) {
  return look(static_cast<std::size_t>(std::ranges::find(sets, rule_set) - sets.begin()));
}

void interval(Svg& svg, const Chart& chart, const Axis& x, const Number& low, const Number& high, double y, double thick,
              const std::string& kind) {
  if (!low || !high) return;
  const Point a = chart.at(shown(x, *low), y), b = chart.at(shown(x, *high), y);
  svg.box(a.x, a.y - thick / 2, std::max(1.0, b.x - a.x), thick, kind);
}

/// It can be anywhere to the left.
void arrow(Svg& svg, Point from, const std::string& kind) {
  const Point tip{from.x - kArrow, from.y};
  svg.line(from, tip, kind);
  for (const double dy : {-4.0, 4.0}) svg.line(tip, {tip.x + 5, tip.y + dy}, kind);
}

bool thin(Shape shape) { return shape == Shape::cross || shape == Shape::plus; }

void draw_bars(Svg& svg, const Chart& chart, const Axis& x, const RocMark& mark, double y, const Look& l) {
  if (mark.bound) return arrow(svg, mark.at, l.colour + " stroke hair");
  interval(svg, chart, x, mark.row->disputed_low, mark.row->disputed_high, y, 1, l.colour + " bar");
  interval(svg, chart, x, mark.row->low, mark.row->high, y, 5, l.colour + " band");
}

void draw_mark(Svg& svg, const RocMark& mark, const Look& l) {
  const FalseAlertRow& r = *mark.row;
  svg.open(mark.bound ? fmt::format("{}, {}, {}: none counted, at most {:.2g} a year", r.centre, r.rule_set, r.state, *r.high)
                      : fmt::format("{}, {}, {}: {:.2g} a year", r.centre, r.rule_set, r.state, r.false_per_year));
  svg.mark(l.shape, mark.at, l.colour + (thin(l.shape) ? " stroke" : mark.bound ? " open" : " fill"));
  svg.close();
}

/// Better not written over.
Box bar_of(const Chart& chart, const Axis& x, const RocMark& m) {
  const double left = m.bound ? m.at.x - kArrow : chart.at(shown(x, m.row->low.value_or(m.row->false_per_year)), 0).x;
  const double right = m.bound ? m.at.x : chart.at(shown(x, m.row->high.value_or(m.row->false_per_year)), 0).x;
  return {left, right, m.at.y - 3, m.at.y + 3};
}

void draw_names(Svg& svg, const std::vector<RocMark>& marks, const std::vector<Box>& bars, const Plot& plot,
                std::size_t num_sets) {
  std::vector<Spot> spots;
  for (const auto& group : coinciding(marks)) spots.push_back({group.front().at, names_of(group, num_sets)});
  const Box inside{plot.x, plot.x + plot.width + 14, plot.y, plot.y + plot.height};
  for (const auto& label : place_beside(spots, bars, inside)) {
    if (label.leader) svg.line(label.at, *label.leader, "leader");
    for (std::size_t i = 0; i < label.lines.size(); ++i)
      svg.text(label.left, label.top + kLabelLine * static_cast<double>(i + 1) - 3, label.lines[i], "xs halo");
  }
}

struct Place {
  std::string centre;
  double left = 0, top = 0;
};
/// Names stand on bars, and marks on the lines that lead to the names.
void draw_chart(const DrawnRoc& roc, Svg& svg, const Place& at, Value value, const std::string& label) {
  const Axis x = rate_axis(roc);
  const Plot plot{at.left, at.top, kPlotW, kPlotH};
  Chart chart(svg, plot, x, value_axis(roc, value, label));
  chart.frame();
  const auto sets = rule_sets(roc);
  std::vector<RocMark> marks;
  std::vector<Box> bars;
  for (const auto& r : roc.rows) {
    if (r.centre != at.centre || !value(r)) continue;
    const Number most = upper_bound(r);
    marks.push_back({&r, chart.at(shown(x, most.value_or(r.false_per_year)), *value(r)), most.has_value()});
    bars.push_back(bar_of(chart, x, marks.back()));
  }
  for (const auto& m : marks) draw_bars(svg, chart, x, m, *value(*m.row), look_of(sets, m.row->rule_set));
  draw_names(svg, marks, bars, plot, sets.size());
  for (const auto& m : marks) draw_mark(svg, m, look_of(sets, m.row->rule_set));
}

/// A row of two charts for each centre, all on the same axes. Returns the height.
double draw_centres(const DrawnRoc& roc, Svg& svg) {
  auto centres = distinct(roc, &FalseAlertRow::centre);
  if (centres.empty()) centres.emplace_back();
  const bool titled = centres.size() > 1;
  double top = kPlotY;
  for (const auto& centre : centres) {
    if (titled) svg.text(kSheetSide, (top += kTitled) - 26, centre, "b");
    draw_chart(roc, svg, {centre, kLeftX, top}, missed, "attacks never declared [%]");
    draw_chart(roc, svg, {centre, kRightX, top}, delay_min, "launch to declaration [min]");
    top += kPlotH + kFoot - (titled ? kTitled : 0);
  }
  return top;
}

} // namespace

std::vector<FalseAlertRow> read_false_alerts(const std::filesystem::path& file) {
  if (!std::filesystem::exists(file)) return {};
  std::ifstream in(file);
  try {
    std::vector<FalseAlertRow> rows;
    const auto whole = nlohmann::json::parse(in);
    for (const auto& row : whole.at("rows")) {
      rows.push_back(row_of(row));
      if (!std::isfinite(rows.back().false_per_year) || rows.back().false_per_year < 0)
        throw record::RecordError(file.string() + ": false_per_year must be a number, at least 0");
    }
    return rows;
  } catch (const nlohmann::json::exception& e) {
    throw record::RecordError(file.string() + ": not the false alerts of a scenario: " + e.what());
  }
}

std::string draw_roc(const DrawnRoc& roc) {
  Svg svg;
  std::vector<LegendItem> items;
  const auto sets = rule_sets(roc);
  for (const auto& name : sets) {
    const Look l = look_of(sets, name);
    items.push_back({name, l.shape, l.colour + (thin(l.shape) ? " stroke" : " fill"), "", ""});
  }
  legend(svg, items, {kSheetSide, kSheetTop + 8}, kWidth - 2 * kSheetSide);
  const double height = draw_centres(roc, svg);
  Svg frame;
  const double room = kWidth - 2 * kSheetSide;
  frame.box(0, 0, kWidth, height, "paper");
  frame.text(kSheetSide, 26, shortened(roc.title, room, 17), "head");
  frame.text(kSheetSide, 44, shortened(roc.subtitle, room));
  frame.text(kSheetSide, height - 10, shortened(joined(roc.foot, "  \u00b7  "), room, 10), "xs g");
  return fmt::format("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                     "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" "
                     "height=\"{1}\" role=\"img\" aria-labelledby=\"title desc\">\n<title id=\"title\">{2}</title>\n"
                     "<desc id=\"desc\">{3}</desc>\n<style>{4}</style>\n{5}{6}</svg>\n",
                     px(kWidth), px(height), xml(roc.title), xml(kShows), figure_style(), frame.elements(),
                     svg.elements());
}

std::string roc_csv(const DrawnRoc& roc) {
  Csv csv("centre,rule_set,state,false_per_year,low,high,disputed_low,disputed_high,miss,miss_low,miss_high,delay_s");
  const double none = std::nan("");
  for (const auto& r : roc.rows) {
    csv << r.centre << r.rule_set << r.state << r.false_per_year;
    for (const Number& v : {r.low, r.high, r.disputed_low, r.disputed_high, r.miss, r.miss_low, r.miss_high, r.delay_s})
      csv << v.value_or(none);
    csv.end_row();
  }
  std::string out = "# " + roc.title + ": " + roc.subtitle + "\n";
  for (const auto& part : roc.foot) out += "# " + part + "\n";
  return out + csv.text();
}

std::string roc_caption(const DrawnRoc& roc) {
  return roc.title + ": " + roc.subtitle + ". " + kShows + " " + joined(roc.foot, "; ") + ".\n";
}

} // namespace dewline::report
