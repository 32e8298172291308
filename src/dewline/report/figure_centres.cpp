// Figure `centres`: the ledger as one row for each centre and object: steps as marks over time, the spread of the repeats
// behind them, what people and links took as bars, the time to the impact below, and in words what never came.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "dewline/record/words.hpp"
#include "dewline/report/figure_parts.hpp"
#include "dewline/report/ledger_axis.hpp"
#include "dewline/report/page_parts.hpp"

namespace dewline::report {
namespace {

using record::Band;
using record::LedgerRow;

constexpr double kWidth = 1000, kPlotX = 176, kPlotW = kWidth - kSheetSide - kPlotX;
constexpr double kLabelH = 13;
constexpr std::size_t kLabelLines = 7, kMostRows = 8;
constexpr double kLeastDelay_s = 1;

double at_s(const LedgerRow& row) { return row.truth ? row.t_s : row.known_s; }
bool came(const LedgerRow& row) { return row.happened && std::isfinite(at_s(row)); }

/// What took time between two instants: people who judge, or news on its way.
struct Delay {
  bool people = false;
  double from_s = 0, to_s = 0;
  std::string words;
};

struct Row {
  std::string centre, object;
  std::vector<const LedgerRow*> steps; ///< in order of time; what never came is last
  std::vector<Delay> delays;
  double impact_s = record::kNoNumber; ///< truth's
};

/// The step by which people answer to another.
std::string_view answered_by(std::string_view step) {
  return step == "rule-met" ? "declared" : step == "withdraw-met" ? "withdrawn" : "";
}

void add_delays(Row& row) {
  for (const LedgerRow* a : row.steps) {
    if (!came(*a) || a->truth) continue;
    if (std::isfinite(a->t_s) && a->known_s - a->t_s >= kLeastDelay_s)
      row.delays.push_back({false, a->t_s, a->known_s, "news of: " + step_label(a->step, a->state)});
    for (const LedgerRow* b : row.steps)
      if (b->step == answered_by(a->step) && b->state == a->state && came(*b) && b->known_s - a->known_s >= kLeastDelay_s)
        row.delays.push_back({true, a->known_s, b->known_s, b->waited_for});
  }
}

std::vector<Row> rows_of(const Subject& s) {
  std::vector<Row> out;
  for (const LedgerRow& step : s.summary.ledger) {
    if (step.object == record::kNoObject) continue;
    const auto same = [&](const Row& r) { return r.centre == step.centre && r.object == step.object; };
    auto it = std::ranges::find_if(out, same);
    if (it == out.end()) it = out.insert(out.end(), Row{step.centre, step.object, {}, {}, record::kNoNumber});
    it->steps.push_back(&step);
    if (came(step) && std::isfinite(step.to_impact_s)) it->impact_s = at_s(step) + step.to_impact_s;
  }
  std::erase_if(out, [](const Row& r) { // what was never more than detected is for the table
    return std::ranges::none_of(r.steps, [](const LedgerRow* step) {
      return came(*step) && !step->truth && step->step != "first-detection" && step->step != "told";
    });
  });
  for (Row& row : out) {
    std::ranges::stable_sort(row.steps, {}, [](const LedgerRow* r) { return came(*r) ? at_s(*r) : record::kNeverS; });
    add_delays(row);
  }
  return out;
}

std::vector<double> instants(const Subject& s, const std::vector<Row>& rows) {
  std::vector<double> out;
  for (const Row& row : rows)
    for (const LedgerRow* step : row.steps) {
      if (came(*step)) out.push_back(at_s(*step));
      if (const Band* b = band_of(s, *step); b && !step->truth) out.insert(out.end(), {b->known_s.low, b->known_s.high});
    }
  return out;
}

struct MarkLook {
  Shape shape;
  std::string kind;
};
MarkLook look_of(const LedgerRow& row) {
  if (row.truth) return {Shape::circle, "c7 open"};
  if (row.step == "declared" || row.step == "withdrawn" || row.step == "downgraded") return {Shape::square, "c1 fill"};
  if (row.step == "rule-met" || row.step == "withdraw-met") return {Shape::diamond, "c5 fill"};
  return row.step == "region-excluded" ? MarkLook{Shape::triangle, "c2 fill"} : MarkLook{Shape::circle, "c0 fill"};
}

bool is_alert(const LedgerRow& row) { return look_of(row).shape == Shape::square; }

/// Does it say only that an earlier step did not come, or that something else came in its place?
bool follows(const LedgerRow& step) {
  static constexpr std::array kFollows{"nothing was declared", "no rule was met", "no confirmed track",
                                       "not confirmed", "withdrawn instead", "not assessed"};
  return std::ranges::any_of(kFollows, [&](const char* words) { return step.missing.starts_with(words); });
}

/// What never came, each with what was missing; what only follows from another is counted.
std::string never_words(const Row& row) {
  std::string out;
  int num_following = 0;
  for (const LedgerRow* step : row.steps) {
    if (came(*step) || step->truth) continue;
    if (follows(*step) && ++num_following) continue;
    out += (out.empty() ? "never: " : "; ") + step_label(step->step, step->state);
    if (!step->missing.empty()) out += " (" + step->missing + ")";
  }
  if (num_following > 0)
    out += fmt::format("{}{} steps for want of an earlier one", out.empty() ? "never: " : "; and ", num_following);
  return out;
}

class Drawing {
 public:
  Drawing(const Subject& s, Svg& svg, const LedgerAxis& axis) : s_(s), svg_(svg), axis_(axis) {}

  /// Returns where the row ends.
  double row(const Row& r, double y) {
    const double line = y + kLabelH * kLabelLines + 14;
    svg_.line({kSheetSide, y}, {kWidth - kSheetSide, y}, "grid");
    ticks(y, line + 26);
    svg_.text(kSheetSide, line - 2, shortened(capital(r.centre), kPlotX - kSheetSide - 8), "b");
    svg_.text(kSheetSide, line + 12, shortened("about " + r.object, kPlotX - kSheetSide - 8, 11), "s g");
    svg_.line({kPlotX, line}, {kPlotX + kPlotW, line}, "axis");
    for (const LedgerRow* step : r.steps) band(*step, line);
    for (const Delay& d : r.delays) delay(d, line);
    labels(r, line);
    for (const bool alert : {false, true}) // of one instant the alert's own marks lie on top
      for (const LedgerRow* step : r.steps)
        if (is_alert(*step) == alert) mark(*step, line);
    double end = line + 26;
    if (std::isfinite(r.impact_s)) to_impact(r.impact_s, end), end += 18;
    for (const auto& words : wrapped(never_words(r), kPlotW, 11)) svg_.text(kPlotX, end += 13, words, "s g");
    return end + 10;
  }

  void times(double y) {
    double free_from = 0;
    for (const Tick& t : axis_.all_ticks()) {
      const double x = axis_.x(t.at), half = text_width(t.words, 11) / 2;
      if (x - half < free_from) continue;
      svg_.text(x, y, t.words, "s g m");
      free_from = x + half + 6;
    }
  }

 private:
  void ticks(double from, double to) {
    for (const Tick& t : axis_.all_ticks()) svg_.line({axis_.x(t.at), from}, {axis_.x(t.at), to}, "grid");
  }

  void band(const LedgerRow& step, double line) {
    const Band* b = step.truth ? nullptr : band_of(s_, step);
    if (b == nullptr || !std::isfinite(b->known_s.low) || !std::isfinite(b->known_s.high)) return;
    const double x = axis_.x(b->known_s.low);
    svg_.box(x - 1, line - 8, axis_.x(b->known_s.high) - x + 2, 16, "c0 band");
  }

  /// People: an open bar with strokes across; news: a full one.
  void delay(const Delay& d, double line) {
    const double x = axis_.x(d.from_s), end = std::max(x + 2, axis_.x(d.to_s)), y = line + (d.people ? 10 : 19);
    svg_.open(d.words);
    svg_.box(x, y, end - x, 6, d.people ? "c5 band" : "c6 bar");
    if (d.people) {
      svg_.box(x, y, end - x, 6, "c5 stroke hair");
      for (double at = x + 3; at < end - 3; at += 5) svg_.line({at, y + 6}, {at + 3, y}, "axis");
    }
    svg_.close();
  }

  void labels(const Row& r, double line) {
    std::vector<double> free(kLabelLines, -1e9);
    for (const LedgerRow* step : r.steps) {
      if (!came(*step)) continue;
      const std::string words = step_label(step->step, step->state) + " " + record::clock_words(at_s(*step));
      const double x = axis_.x(at_s(*step)), wide = text_width(words, 11);
      const double left = std::min(x + 3, kWidth - kSheetSide - wide);
      const auto it = std::ranges::find_if(free, [&](double end) { return end + 6 <= left; });
      if (it == free.end()) continue;
      const double y = line - 12 - kLabelH * double(it - free.begin());
      svg_.line({x, y - 2}, {x, line - 5}, "leader");
      svg_.text(left, y, words, step->truth ? "s g i" : "s");
      *it = left + wide;
    }
  }

  void mark(const LedgerRow& step, double line) {
    if (!came(step)) return;
    const MarkLook l = look_of(step);
    svg_.open(step_label(step.step, step.state) + (step.waited_for.empty() ? "" : ": " + step.waited_for));
    svg_.mark(l.shape, {axis_.x(at_s(step)), line}, l.kind);
    svg_.close();
  }

  /// The second axis: how long to the true impact.
  void to_impact(double impact_s, double y) {
    svg_.text(kPlotX - 8, y + 4, "to impact", "xs g e");
    svg_.line({kPlotX, y}, {std::min(axis_.x(impact_s), kPlotX + kPlotW), y}, "axis");
    double free_to = 1e9;
    for (const double left_s : {0.0, 60.0, 120.0, 300.0, 600.0, 900.0, 1200.0, 1500.0, 1800.0, 2400.0, 3000.0, 3600.0}) {
      const double x = axis_.x(impact_s - left_s);
      if (impact_s - left_s < 0 || impact_s - left_s > axis_.end_s() || x > free_to - 34) continue;
      svg_.line({x, y - 3}, {x, y + 3}, "axis");
      svg_.text(x, y + 14, left_s == 0 ? "0" : fmt::format("-{:.0f} min", left_s / 60), "xs g m");
      free_to = x;
    }
  }

  const Subject& s_;
  Svg& svg_;
  const LedgerAxis& axis_;
};

void number_row(Csv& csv, const Row& r, const LedgerRow& step, const Band* b) {
  csv << r.centre << r.object << "step" << step.step << step.state << (step.truth ? "true" : "false");
  csv << at_s(step) << at_s(step) << step.to_impact_s << (b ? b->known_s.low : record::kNoNumber);
  csv << (b ? b->known_s.high : record::kNoNumber) << (step.happened ? step.waited_for : step.missing);
  csv.end_row();
}

Csv numbers(const Subject& s, const std::vector<Row>& rows) {
  Csv csv("centre,object,what,step,state,truth,from_s,to_s,to_impact_s,p05_s,p95_s,words");
  for (const Row& r : rows) {
    for (const LedgerRow* step : r.steps) number_row(csv, r, *step, step->truth ? nullptr : band_of(s, *step));
    for (const Delay& d : r.delays) {
      csv << r.centre << r.object << (d.people ? "people" : "link") << "" << "" << "false" << d.from_s << d.to_s;
      csv << record::kNoNumber << record::kNoNumber << record::kNoNumber << d.words;
      csv.end_row();
    }
  }
  return csv;
}

std::vector<LegendItem> legend_items(const Subject& s) {
  std::vector<LegendItem> items{{"known to the centre", Shape::circle, "c0 fill", "", ""},
                                {"rule met", Shape::diamond, "c5 fill", "", ""},
                                {"declared, withdrawn", Shape::square, "c1 fill", "", ""},
                                {"what it guards excluded", Shape::triangle, "c2 fill", "", ""},
                                {"truth", Shape::circle, "c7 open", "", ""},
                                {"people judge", Shape::circle, "", "", "c5 band"},
                                {"news on its way", Shape::circle, "", "", "c6 bar"}};
  if (s.summary.repeats > 0)
    items.push_back({fmt::format("middle 90 % of {} repeats", s.summary.repeats), Shape::circle, "", "", "c0 band"});
  return items;
}

} // namespace

std::string no_centres(const Subject& subject) {
  return rows_of(subject).empty() ? "no centre learnt of anything that flies" : "";
}

Figure draw_centres(const Subject& s) {
  std::vector<Row> rows = rows_of(s);
  const std::size_t num_all = rows.size();
  rows.resize(std::min(num_all, kMostRows));
  const LedgerAxis axis(instants(s, rows), kPlotX, kPlotW);
  Sheet sheet{"centres", "the ledger by centre", kWidth, 0, {}, ""};
  double y = kSheetTop + 10;
  y += legend(sheet.drawing, legend_items(s), {kSheetSide, y}, kWidth - 2 * kSheetSide) + 14;
  Drawing drawing(s, sheet.drawing, axis);
  drawing.times(y);
  y += 8;
  for (const Row& row : rows) y = drawing.row(row, y);
  sheet.height = y + kSheetFoot;
  sheet.shows = "One row for each centre and object: its steps over time, the middle 90 % of the repeats behind each, bars for "
                "what people and links took, below it the time to the true impact, and what never came with what was missing.";
  if (axis.is_cut()) sheet.shows += " The time axis is cut where nothing happens for long.";
  if (rows.size() < num_all) sheet.shows += fmt::format(" The first {} of {} rows are drawn.", rows.size(), num_all);
  return finished(s, sheet, numbers(s, rows));
}

} // namespace dewline::report
