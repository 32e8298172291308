// Figure `ledger`: when each step came, how the repeats spread, what it waited for, and what the record says.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "dewline/record/words.hpp"
#include "dewline/report/figure_parts.hpp"
#include "dewline/report/ledger_axis.hpp"
#include "dewline/report/page_parts.hpp"

namespace dewline::report {

const record::Band* band_of(const Subject& s, const record::LedgerRow& row) {
  for (const record::Band& b : s.summary.bands)
    if (b.centre == row.centre && b.object == row.object && b.step == row.step && b.state == row.state &&
        (row.step != "delivered" || b.other == row.other))
      return &b;
  return nullptr;
}

namespace {

using record::Band;
using record::LedgerRow;

constexpr double kWidth = 1000, kNameX = kSheetSide, kTimeX = 284, kShareX = 336, kPlotX = 352, kPlotW = 342,
                 kTextX = 708;
constexpr double kRowH = 23, kHeadH = 20, kStateH = 15;
constexpr std::size_t kMostPanels = 4;

using Pair = std::pair<std::string, std::string>; // centre, object

struct Step {
  const LedgerRow* row = nullptr;
  const Band* band = nullptr;
  const run::RecordStep* told = nullptr;
  std::string note; ///< letter of the record's text
  [[nodiscard]] double at_s() const { return row->truth ? row->t_s : row->known_s; }
  [[nodiscard]] bool came() const { return row->happened && std::isfinite(at_s()); }
};

struct Panel {
  Pair pair;
  std::vector<Step> steps;         ///< in order of time; what never came is last
  std::vector<std::string> states; ///< declared, in order of time
};

/// Pairs with a declared alert; if there are none, those of which a centre learnt anything; else all.
std::vector<Pair> pairs_of(const std::vector<LedgerRow>& ledger) {
  std::vector<Pair> declared, known, all;
  const auto put = [](std::vector<Pair>& list, Pair p) {
    if (!std::ranges::count(list, p)) list.push_back(std::move(p));
  };
  for (const LedgerRow& row : ledger) {
    const Pair p{row.centre, row.object};
    put(all, p);
    if (row.happened && !row.truth) put(known, p);
    if (row.happened && row.step == "declared") put(declared, p);
  }
  return !declared.empty() ? declared : !known.empty() ? known : all;
}

const run::RecordStep* told_of(const Subject& s, const LedgerRow& row) {
  for (const auto& r : s.scenario.record)
    if (r.centre == row.centre && r.step == row.step && (r.object.empty() || r.object == row.object))
      return &r;
  return nullptr;
}

Panel panel_of(const Subject& s, const Pair& pair) {
  Panel p{pair, {}, {}};
  for (const LedgerRow& row : s.summary.ledger)
    if (Pair(row.centre, row.object) == pair) p.steps.push_back({&row, band_of(s, row), told_of(s, row), ""});
  std::stable_sort(p.steps.begin(), p.steps.end(), [](const Step& a, const Step& b) {
    return (a.came() ? a.at_s() : record::kNeverS) < (b.came() ? b.at_s() : record::kNeverS);
  });
  for (const Step& step : p.steps)
    if (step.came() && step.row->step == "declared") p.states.push_back(step.row->state);
  return p;
}

std::vector<double> instants(const std::vector<Panel>& panels) {
  std::vector<double> out;
  for (const Panel& p : panels)
    for (const Step& step : p.steps) {
      if (step.came()) out.push_back(step.at_s());
      if (step.told && step.told->at_s) out.push_back(*step.told->at_s);
      if (step.band && !step.row->truth)
        out.insert(out.end(), {step.band->known_s.low, step.band->known_s.high});
    }
  return out;
}

struct Mark {
  std::string kind;
  Shape shape;
};
Mark mark_of(const LedgerRow& row) {
  if (row.truth) return {"c7 open", Shape::circle};
  if (row.step == "declared" || row.step == "withdrawn") return {"c1 fill", Shape::square};
  return row.step == "region-excluded" ? Mark{"c2 fill", Shape::triangle} : Mark{"c0 fill", Shape::circle};
}

/// Never rounded to all or nothing.
std::string share_words(const Band& band) {
  if (band.share.runs == 0) return {};
  const double percent = 100.0 * double(band.share.happened) / double(band.share.runs);
  const bool all = band.share.happened == band.share.runs, none = band.share.happened == 0;
  return all ? "100 %" : none ? "0 %" : fmt::format("{:.0f} %", std::clamp(percent, 1.0, 99.0));
}

std::string reason_of(const LedgerRow& row) {
  std::string words = row.happened ? row.waited_for : row.missing;
  for (const char* verb : {", opened ", ", closed "}) // the instant is drawn
    if (const auto at = words.find(verb); at != std::string::npos)
      words.erase(at, words.find_first_of(";,", at + 2) - at);
  if (const auto of = words.find(" of " + row.sensor + ": "); !row.sensor.empty() && of != std::string::npos)
    words.erase(of, 4 + row.sensor.size());
  return words;
}

class Drawing {
 public:
  Drawing(Svg& svg, const LedgerAxis& axis) : svg_(svg), axis_(axis) {}

  /// Returns where the panel ends.
  double panel(const Panel& p, double y, bool titled) {
    if (titled) svg_.text(kNameX, y += 18, capital(p.pair.first) + " about " + p.pair.second, "b");
    const double top = y + kHeadH + kStateH * double(p.states.size());
    const double bottom = top + kRowH * double(p.steps.size()) + 4;
    head(top);
    grid(top, bottom);
    states(p, top, bottom);
    for (std::size_t i = 0; i < p.steps.size(); ++i) row(p.steps[i], top + kRowH * (double(i) + 0.5));
    return bottom + 22;
  }

 private:
  void head(double top) {
    svg_.text(kNameX, top - 6, "step of the ledger", "s b");
    svg_.text(kTimeX, top - 6, "this run", "s b e");
    svg_.text(kShareX, top - 6, "repeats", "s b e");
    svg_.text(kTextX, top - 6, "what it waited for, or missed", "s b");
  }

  void grid(double top, double bottom) {
    double free_from = 0;
    for (const Tick& t : axis_.all_ticks()) {
      const double x = axis_.x(t.at), half = text_width(t.words, 11) / 2;
      svg_.line({x, top}, {x, bottom}, "grid");
      if (x - half < free_from) continue;
      svg_.text(x, bottom + 15, t.words, "s g m");
      free_from = x + half + 6;
    }
    for (const double y : {top, bottom}) edge(y);
  }
  void edge(double y) {
    const double end = kPlotX + kPlotW;
    if (!axis_.is_cut()) return svg_.line({kPlotX, y}, {end, y}, "axis");
    const double x = axis_.cut_x();
    svg_.line({kPlotX, y}, {x - 3, y}, "axis");
    svg_.line({x + 3, y}, {end, y}, "axis");
    for (const double d : {-3.0, 3.0}) svg_.line({x + d - 2, y + 5}, {x + d + 2, y - 5}, "axis");
  }

  /// Each declared state as a bar above the plot, from declared to withdrawn, its shade down the rows.
  void states(const Panel& p, double top, double bottom) {
    for (std::size_t i = 0; i < p.states.size(); ++i) {
      double from = 0, to = axis_.end_s();
      bool over = false;
      for (const Step& s : p.steps) {
        if (!s.came() || s.row->state != p.states[i]) continue;
        if (s.row->step == "declared") from = s.at_s();
        if (s.row->step == "withdrawn") to = s.at_s(), over = true;
      }
      const double x = axis_.x(from), end = axis_.x(to), y = top - kStateH * double(p.states.size() - i);
      svg_.box(x, y + kStateH - 4, end - x, 4, "c1 bar");
      svg_.box(x, y + kStateH, end - x, bottom - y - kStateH, "c1 tint");
      const std::string words = p.states[i] + (over ? " stands" : " stands to the end");
      const double width = text_width(words, 11);
      svg_.text(std::clamp((x + end) / 2, kPlotX + width / 2, kPlotX + kPlotW - width / 2), y + kStateH - 7,
                words, "s m");
    }
  }

  void row(const Step& s, double y) {
    const LedgerRow& r = *s.row;
    const Mark mark = mark_of(r);
    const std::string reason = reason_of(r), kind = r.truth ? "g i" : mark.kind == "c0 fill" ? "" : "b";
    svg_.open(step_label(r.step, r.state) + (reason.empty() ? "" : ": " + reason));
    svg_.line({kNameX, y + kRowH / 2}, {kWidth - kNameX, y + kRowH / 2}, "grid");
    svg_.text(kNameX, y + 4, shortened(step_label(r.step, r.state), 225), kind);
    svg_.text(kTimeX, y + 4, s.came() ? record::clock_words(s.at_s()) : "never", "e " + kind);
    if (s.band && !r.truth) svg_.text(kShareX, y + 4, share_words(*s.band), "s g e");
    svg_.text(kTextX, y + 4, shortened(reason, kWidth - kNameX - kTextX, 11), "s g");
    if (s.band && !r.truth && std::isfinite(s.band->known_s.low)) band(s.band->known_s, y);
    if (s.came()) svg_.mark(mark.shape, {axis_.x(s.at_s()), y}, mark.kind);
    if (s.told) told(s, y);
    svg_.close();
  }
  void band(const record::Spread& spread, double y) {
    const double x = axis_.x(spread.low);
    svg_.box(x - 1, y - 7, axis_.x(spread.high) - x + 2, 14, "c0 band");
  }

  /// The record's mark, and its letter where there is room.
  void told(const Step& s, double y) {
    const double step_x = s.came() ? axis_.x(s.at_s()) : kPlotX;
    if (!s.told->at_s) return svg_.text(step_x + 11, y + 4, "record (" + s.note + "): no minute", "s i halo");
    const double x = axis_.x(*s.told->at_s);
    const std::string words = "record " + record::clock_words(*s.told->at_s) + " (" + s.note + ")";
    const double width = text_width(words, 11);
    svg_.mark(Shape::diamond, {x, y}, "c3 fill told");
    const bool right = std::max(x, step_x) + 12 + width < kPlotX + kPlotW;
    svg_.text(right ? std::max(x, step_x) + 10 : std::min(x, step_x) - 10, y + 4, words,
              right ? "s i halo" : "s i e halo");
  }

  Svg& svg_;
  const LedgerAxis& axis_;
};

/// Letters for what the record says, in the order of the rows; returns the texts.
std::vector<std::string> letter(std::vector<Panel>& panels) {
  std::vector<std::string> texts;
  std::map<const run::RecordStep*, std::string> letters;
  for (Panel& p : panels)
    for (Step& s : p.steps) {
      if (!s.told) continue;
      const auto [it, is_new] =
          letters.emplace(s.told, std::string(1, static_cast<char>('a' + texts.size() % 26)));
      s.note = it->second;
      if (is_new)
        texts.push_back(
            fmt::format("({}) {}: {}", s.note, step_label(s.row->step, s.row->state), s.told->text));
    }
  return texts;
}

std::vector<LegendItem> legend_items(const Subject& s, bool told) {
  std::vector<LegendItem> items{{"known to the centre", Shape::circle, "c0 fill", "", ""},
                                {"alert declared, withdrawn", Shape::square, "c1 fill", "", ""},
                                {"excluded by the track", Shape::triangle, "c2 fill", "", ""},
                                {"truth: no centre knows it", Shape::circle, "c7 open", "", ""}};
  if (s.summary.repeats > 0)
    items.push_back(
        {fmt::format("middle 90 % of {} repeats", s.summary.repeats), Shape::circle, "", "", "c0 band"});
  if (told) items.push_back({"historical record", Shape::diamond, "c3 fill told", "", ""});
  return items;
}

Csv numbers(const std::vector<Panel>& panels) {
  Csv csv("centre,object,step,state,truth,happened,t_s,known_s,to_impact_s,num_happened,num_repeats,prob_low,"
          "prob_high,p05_s,"
          "median_s,p95_s,sensor,track,waited_for,limit_param,missing,record_s,record");
  for (const Panel& p : panels)
    for (const Step& s : p.steps) {
      const LedgerRow& r = *s.row;
      const Band none{}, &b = s.band ? *s.band : none;
      const double unknown = record::kNoNumber;
      csv << r.centre << r.object << r.step << r.state << (r.truth ? "true" : "false")
          << (r.happened ? "true" : "false");
      csv << r.t_s << r.known_s << r.to_impact_s << b.share.happened << b.share.runs;
      csv << (s.band ? b.share.low : unknown) << (s.band ? b.share.high : unknown);
      csv << b.known_s.low << b.known_s.median << b.known_s.high << r.sensor << r.track << r.waited_for
          << r.limit_param;
      csv << r.missing << (s.told && s.told->at_s ? *s.told->at_s : unknown) << (s.told ? s.told->text : "");
      csv.end_row();
    }
  return csv;
}

std::string shows(std::size_t num_pairs, bool told, bool cut) {
  std::string out =
      "Each row is a step: its instant in this run, the share of repeats in which it came, the middle 90 % "
      "of the repeats in "
      "which it came (bar), and what it waited for. Circles: known to the centre; squares: an alert declared "
      "or withdrawn; "
      "triangles: the track excludes what the centre guards; open circles: truth that no centre knows.";
  if (told) out += " Diamonds: the historical record, which is no input of the model.";
  if (cut) out += " The time axis is cut where nothing happens for long.";
  if (num_pairs > kMostPanels)
    out += fmt::format(" The first {} of {} centre-object pairs are drawn.", kMostPanels, num_pairs);
  return out;
}

} // namespace

std::string no_ledger(const Subject& subject) {
  return subject.summary.ledger.empty() ? "its ledger has no rows" : "";
}

Figure draw_ledger(const Subject& subject) {
  std::vector<Pair> pairs = pairs_of(subject.summary.ledger);
  const std::size_t num_pairs = pairs.size();
  pairs.resize(std::min(num_pairs, kMostPanels));
  std::vector<Panel> panels;
  for (const Pair& pair : pairs) panels.push_back(panel_of(subject, pair));
  const auto notes = letter(panels);
  const LedgerAxis axis(instants(panels), kPlotX, kPlotW);

  Sheet sheet{"ledger", "the warning ledger" + (pairs.size() == 1 ? " of " + capital(pairs[0].first) : ""),
              kWidth,   0,
              {},       ""};
  const double room = kWidth - 2 * kSheetSide;
  double y = kSheetTop + 8;
  for (const auto& line : wrapped(subject.summary.headline, room, 12))
    sheet.drawing.text(kSheetSide, y, line), y += 16;
  y += 8 + legend(sheet.drawing, legend_items(subject, !notes.empty()), {kSheetSide, y + 4}, room);
  Drawing drawing(sheet.drawing, axis);
  for (const Panel& p : panels) y = drawing.panel(p, y, panels.size() > 1) + 8;
  for (const auto& note : notes)
    for (const auto& line : wrapped(note, room, 10)) sheet.drawing.text(kSheetSide, y += 13, line, "xs g");
  sheet.height = y + kSheetFoot;
  sheet.shows = shows(num_pairs, !notes.empty(), axis.is_cut());
  return finished(subject, sheet, numbers(panels));
}

} // namespace dewline::report
