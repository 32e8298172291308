// Figures `probability` and `waiting`: what the rules looked at, and what the steps to an alert waited for.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <span>
#include <tuple>

#include "dewline/record/words.hpp"
#include "dewline/report/figure_time.hpp"
#include "dewline/warn/rules/rules.hpp"

namespace dewline::report {
namespace {

using Points = std::vector<Point>;
using record::LedgerRow;

constexpr double kFloor = 1e-4; ///< least probability on the axis; less is drawn on it
constexpr std::size_t kMostCentres = 4, kMostCurves = 5, kMostBars = 4;

/// One asset and track of a centre.
struct Curve {
  std::string asset, track; ///< `3`, of another's track `north/3`
  std::vector<record::AssetProbabilityRow> rows;
};

std::map<std::string, std::vector<Curve>> curves_of(const Subject& s) {
  std::map<std::tuple<std::string, std::string, std::string>, Curve> all;
  for (auto& row : s.tables.all<record::AssetProbabilityRow>()) {
    const bool own = row.track_of.empty() || row.track_of == row.centre;
    const std::string track = (own ? "" : row.track_of + "/") + std::to_string(row.track);
    Curve& c = all[{row.centre, row.asset, track}];
    c.asset = row.asset, c.track = track;
    c.rows.push_back(row);
  }
  std::map<std::string, std::vector<Curve>> out;
  for (auto& [key, curve] : all) {
    std::stable_sort(curve.rows.begin(), curve.rows.end(),
                     [](const auto& a, const auto& b) { return a.known_s < b.known_s; });
    out[std::get<0>(key)].push_back(std::move(curve));
  }
  for (auto& [centre, curves] : out)
    std::stable_sort(curves.begin(), curves.end(),
                     [](const Curve& a, const Curve& b) { return a.rows.size() > b.rows.size(); });
  return out;
}

/// Every threshold on impact_in_asset below a condition.
void find_thresholds(const warn::Condition& c, const std::string& what, std::vector<Tick>& out) {
  for (const auto& part : c.parts) find_thresholds(part, what, out);
  if (c.kind != warn::Condition::Kind::atom) return;
  const auto parsed = warn::parse_atom(c.text);
  const auto* atom = std::get_if<warn::Atom>(&parsed);
  if (atom && atom->what == warn::Subject::impact_in_asset)
    out.push_back({atom->threshold, what + ": " + c.text});
}

std::vector<Tick> thresholds(const Subject& s, const std::string& centre) {
  std::vector<Tick> out;
  const auto params = s.scenario.centres.find(centre);
  if (params == s.scenario.centres.end()) return out;
  const auto rules = s.scenario.rules.find(params->second.rules);
  if (rules == s.scenario.rules.end()) return out;
  for (const auto& [state, condition] : rules->second.raise)
    find_thresholds(condition, "raise " + state, out);
  for (const auto& [state, condition] : rules->second.withdraw)
    find_thresholds(condition, "withdraw " + state, out);
  return out;
}

struct Stand {
  std::string state;
  double from_s = 0, to_s = 0;
};
/// When the centre's own alerts stood.
std::vector<Stand> stands(const Subject& s, const std::string& centre) {
  std::vector<Stand> out;
  for (const auto& a : s.tables.all<record::AlertRow>()) {
    if (a.centre != centre || a.raised_by != centre) continue;
    if (a.step == "declared") out.push_back({a.state, a.known_s, s.summary.until_s});
    if (a.step != "withdrawn") continue;
    for (auto it = out.rbegin(); it != out.rend(); ++it)
      if (it->state == a.state) {
        it->to_s = std::min(it->to_s, a.known_s);
        break;
      }
  }
  return out;
}

Point shown(double t_s, double probability) {
  return {t_s, std::isnan(probability) ? probability : std::max(kFloor, probability)};
}

void draw_curve(Chart& chart, const Curve& curve, const Look& l) {
  Points inside, bound;
  for (const auto& row : curve.rows) {
    inside.push_back(shown(row.known_s, row.prob_impact));
    bound.push_back(shown(row.known_s, row.prob_reach));
  }
  chart.steps(inside, l.colour + " curve");
  chart.dots(inside, l, l.shape == Shape::cross || l.shape == Shape::plus ? "stroke" : "fill", 0.8);
  chart.steps(bound, l.colour + " curve thin d2");
  chart.dots(bound, l, "open", 0.6);
}

/// Steps on the way to an alert, and those back; the words are what a reader is told.
constexpr std::array kThere{"visible", "first-detection", "track", "launch-call", "rule-met", "declared"};
constexpr std::array kBack{"region-excluded", "withdraw-met", "withdrawn"};

struct Part {
  std::string label, waited_for, limit_param, kind;
  double from_s = 0, to_s = 0;
};
struct Bar {
  std::string centre, object, state;
  std::vector<Part> parts; ///< without gaps, from launch (or T) to the last step
};

const LedgerRow* find(const Subject& s, const Bar& bar, std::string_view step) {
  for (const auto& row : s.summary.ledger)
    if (row.centre == bar.centre && row.object == bar.object && row.step == step && row.happened &&
        (row.state.empty() || row.state == bar.state))
      return &row;
  return nullptr;
}

/// One part a step that took time after the one before.
void extend(const Subject& s, Bar& bar, std::span<const char* const> steps, double& from_s) {
  for (const char* step : steps) {
    const LedgerRow* row = find(s, bar, step);
    const double at_s = row == nullptr ? record::kNoNumber : row->truth ? row->t_s : row->known_s;
    if (!std::isfinite(at_s) || at_s <= from_s) continue;
    bar.parts.push_back(
        {step_label(row->step, row->state), row->waited_for, row->limit_param, row->step, from_s, at_s});
    from_s = at_s;
  }
}

std::vector<Bar> bars_of(const Subject& s) {
  std::vector<Bar> out;
  for (const auto& row : s.summary.ledger) {
    if (row.step != "declared" || !row.happened) continue;
    Bar bar{row.centre, row.object, row.state, {}};
    const LedgerRow* launch = find(s, bar, "launch");
    double from_s = launch ? launch->t_s : 0;
    extend(s, bar, kThere, from_s);
    extend(s, bar, kBack, from_s);
    if (!bar.parts.empty()) out.push_back(std::move(bar));
  }
  return out;
}

/// The same step has the same colour in every bar; the number tells it without colour.
std::string colour_of(const std::string& kind) {
  for (std::size_t i = 0; i < kThere.size(); ++i)
    if (kind == kThere[i]) return "c" + std::to_string(std::array{6, 0, 2, 4, 5, 1}[i]);
  return kind == "withdrawn" ? "c3" : "c7";
}

std::string seconds_words(double s) {
  return s < 120 ? fmt::format("{:.0f} s", s) : fmt::format("{:.1f} min", s / 60);
}

void draw_bar(Svg& svg, const Chart& chart, const Bar& bar, double y, double height) {
  std::size_t number = 0;
  for (const Part& p : bar.parts) {
    const double x = chart.at(p.from_s, 0).x, end = chart.at(p.to_s, 0).x;
    ++number;
    svg.open(p.label + ": " + seconds_words(p.to_s - p.from_s) +
             (p.waited_for.empty() ? "" : ", " + p.waited_for));
    svg.box(x, y, end - x, height, colour_of(p.kind) + " band");
    svg.box(x, y, end - x, height, colour_of(p.kind) + " stroke hair");
    if (end - x > 12) svg.text((x + end) / 2, y + height / 2 + 4, std::to_string(number), "s b m");
    svg.close();
  }
}

/// What each number waited for, one line each; returns the height that it took.
double list_parts(Svg& svg, const Bar& bar, double x, double y, double width) {
  double at = y;
  std::size_t number = 0;
  for (const Part& p : bar.parts) {
    const std::string words = p.waited_for.empty() ? "" : ": " + p.waited_for;
    svg.box(x, at - 8, 9, 9, colour_of(p.kind) + " band");
    svg.box(x, at - 8, 9, 9, colour_of(p.kind) + " stroke hair");
    const std::string line =
        fmt::format("{}: {} until {}{}", ++number, seconds_words(p.to_s - p.from_s), p.label, words);
    for (const auto& part : wrapped(line, width - 16, 11)) svg.text(x + 16, at, part, "s"), at += 15;
  }
  return at - y;
}

} // namespace

std::string no_probability(const Subject& subject) {
  return subject.tables.table("asset_probabilities").num_rows() == 0
             ? "no centre estimated an impact that concerns an asset of its own"
             : "";
}

Figure draw_probability(const Subject& s) {
  const auto by_centre = curves_of(s);
  Csv csv("centre,asset,track,known_s,prob_impact,prob_reach");
  std::vector<double> times;
  for (const auto& [centre, curves] : by_centre) {
    for (const Curve& c : curves)
      for (const auto& row : c.rows) times.push_back(row.known_s);
    for (const Stand& stand : stands(s, centre)) times.insert(times.end(), {stand.from_s, stand.to_s});
  }
  TimeSheet sheet("probability", "probability of an impact in what each centre guards", times);
  std::size_t num_panels = 0, num_curves = 0, num_drawn = 0;
  for (const auto& [centre, curves] : by_centre) {
    num_curves += curves.size();
    if (num_panels++ >= kMostCentres) continue;
    std::vector<LegendItem> items;
    const std::size_t n = std::min(curves.size(), kMostCurves);
    for (std::size_t i = 0; i < n; ++i)
      items.push_back({fmt::format("P({}), {}'s track {}", curves[i].asset, centre, curves[i].track),
                       look(i).shape, look(i).colour + " fill", look(i).colour + " curve", ""});
    items.push_back({"its upper bound", Shape::circle, "c7 open", "c7 curve thin d2", ""});
    items.push_back({"alert stands", Shape::circle, "", "", "c1 tint"});
    sheet.add_legend(items);
    Chart chart = sheet.add_chart(by_centre.size() > 2 ? 150 : 230,
                                  {Scale::log, kFloor, 1, "probability, " + centre}, known_instants(s));
    chart.clip();
    for (const Stand& stand : stands(s, centre)) chart.span(stand.from_s, stand.to_s, "c1 tint");
    for (const Tick& t : thresholds(s, centre))
      chart.level(std::max(kFloor, t.at), t.words, "c3 curve hair d3");
    chart.unclip();
    for (std::size_t i = 0; i < n; ++i) {
      draw_curve(chart, curves[i], look(i));
      for (const auto& row : curves[i].rows) {
        csv << centre << curves[i].asset << curves[i].track << row.known_s << row.prob_impact
            << row.prob_reach;
        csv.end_row();
      }
    }
    num_drawn += n;
  }
  return sheet.finish(s,
                      "Filled marks: the probability that a track's impact lies inside the asset, as the "
                      "centre knew it. Open "
                      "marks, dotted: its upper bound, the probability of an impact as many sigmas out as "
                      "the asset's nearest "
                      "point; rules that ask for little use the bound. Shade: an alert stands. Chain lines: "
                      "thresholds of the "
                      "rules. What lies below 1e-4 is drawn there." +
                          left_out_words(num_drawn, num_curves, "curves"),
                      csv);
}

std::string no_waiting(const Subject& subject) {
  return bars_of(subject).empty() ? "no alert was declared" : "";
}

Figure draw_waiting(const Subject& s) {
  auto bars = bars_of(s);
  const std::size_t num_all = bars.size();
  bars.resize(std::min(num_all, kMostBars));
  Csv csv("centre,object,state,part,step,from_s,to_s,waited_s,waited_for,limit_param");
  std::vector<double> times;
  for (const Bar& bar : bars) {
    std::int64_t number = 0;
    for (const Part& p : bar.parts) {
      times.insert(times.end(), {p.from_s, p.to_s});
      csv << bar.centre << bar.object << bar.state << ++number << p.kind << p.from_s << p.to_s
          << p.to_s - p.from_s << p.waited_for << p.limit_param;
      csv.end_row();
    }
  }
  TimeSheet sheet("waiting", "what the alert waited for, and what its end waited for", times);
  for (const Bar& bar : bars) {
    const Chart chart = sheet.add_lane(capital(bar.centre) + ", " + bar.state + " about " + bar.object, 40);
    draw_bar(sheet.svg(), chart, bar, chart.at(0, 1).y + 6, 28);
    sheet.skip(list_parts(sheet.svg(), bar, kSheetSide, sheet.below(), 720) + 16);
  }
  return sheet.finish(s,
                      "Each bar runs from the launch to the declaration of the alert and on to its "
                      "withdrawal; a part is the time "
                      "that a step came after the one before, with what it waited for. The first part, until "
                      "the object comes "
                      "into view, is truth." +
                          left_out_words(bars.size(), num_all, "declared alerts"),
                      csv);
}

} // namespace dewline::report
