// Figure `alerts`: the alert states of each centre over time, a row a state with the gravest on top; strokes across while
// people judge; what other centres told is marked.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "dewline/record/words.hpp"
#include "dewline/report/figure_time.hpp"
#include "dewline/warn/rules/rules.hpp"

namespace dewline::report {
namespace {

using record::AlertRow;

enum class Stage { judging, declared, ending };
constexpr std::array kStageWords{"judged", "declared", "withdrawal judged"};

/// From one change of an alert to the next.
struct Piece {
  std::string state;
  Stage stage = Stage::judging;
  double from_s = 0, to_s = 0;
};
struct CentreStates {
  std::string centre;
  std::vector<std::string> states; ///< from rest to the gravest
  std::vector<Piece> pieces;
  std::vector<const AlertRow*> notices; ///< of other centres
};

/// What follows a change; nothing after the end of an alert.
std::optional<Stage> stage_after(const AlertRow& change, bool declared) {
  if (change.step == "rule-met") return Stage::judging;
  if (change.step == "declared") return Stage::declared;
  if (change.step == "withdraw-met") return declared ? Stage::ending : Stage::judging;
  return std::nullopt;
}

void add_pieces(const std::vector<const AlertRow*>& changes, double until_s, std::vector<Piece>& out) {
  bool declared = false;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    declared = declared || changes[i]->step == "declared";
    const auto stage = stage_after(*changes[i], declared);
    const double to_s = i + 1 < changes.size() ? changes[i + 1]->known_s : until_s;
    if (stage && to_s > changes[i]->known_s) out.push_back({changes[i]->state, *stage, changes[i]->known_s, to_s});
  }
}

CentreStates states_of(const Subject& s, const std::string& centre, const std::vector<AlertRow>& alerts) {
  CentreStates out{centre, {}, {}, {}};
  const auto rules = s.scenario.rules.find(s.scenario.centres.at(centre).rules);
  if (rules != s.scenario.rules.end()) out.states = states_in_order(rules->second);
  std::map<std::pair<std::string, std::int64_t>, std::vector<const AlertRow*>> stories;
  for (const AlertRow& a : alerts) {
    if (a.centre != centre || !(a.known_s <= s.summary.until_s)) continue;
    if (a.raised_by != centre) out.notices.push_back(&a);
    else stories[{a.state, a.number}].push_back(&a);
  }
  for (auto& [key, changes] : stories) {
    std::ranges::stable_sort(changes, {}, &AlertRow::known_s);
    add_pieces(changes, s.summary.until_s, out.pieces);
  }
  return out;
}

std::vector<CentreStates> all_states(const Subject& s, const std::vector<AlertRow>& alerts) {
  std::vector<CentreStates> out;
  for (const auto& [centre, params] : s.scenario.centres) out.push_back(states_of(s, centre, alerts));
  return out;
}

/// Graver is darker: of one raised state the gravest look.
std::string colour_of(std::size_t level, std::size_t num_raised) {
  static constexpr std::array kColours{"c5", "c1", "c4"};
  const std::size_t down = num_raised - level; // 0: the gravest
  return kColours[num_raised <= 1 ? 1 : kColours.size() - 1 - std::min(kColours.size() - 1, down)];
}

constexpr double kRowH = 22, kMarkH = 18;

void draw_piece(Svg& svg, const Chart& chart, const Piece& p, double y, const std::string& colour) {
  const double x = chart.at(p.from_s, 0).x, width = std::max(1.5, chart.at(p.to_s, 0).x - x);
  const bool judging = p.stage == Stage::judging;
  svg.open(fmt::format("{}: {}, {} to {}", p.state, kStageWords[static_cast<std::size_t>(p.stage)],
                       tick_time(p.from_s), tick_time(p.to_s)));
  const double top = judging ? y + kRowH / 2 : y + 2, height = judging ? kRowH / 2 - 2 : kRowH - 4;
  svg.box(x, top, width, height, colour + (judging ? " band" : " bar"));
  if (p.stage != Stage::declared)
    for (double at = x + 2; at < x + width - 3; at += 6) svg.line({at, top + height}, {at + 4, top}, "grid");
  if (p.stage != Stage::declared) svg.box(x, top, width, height, colour + " stroke hair");
  svg.close();
}

/// What the row says on the sheet: the state, and what it means.
void name_rows(Svg& svg, const Subject& s, const CentreStates& c, double top) {
  const auto rules = s.scenario.rules.find(s.scenario.centres.at(c.centre).rules);
  for (std::size_t level = 1; level < c.states.size(); ++level) {
    const double y = top + kRowH * double(c.states.size() - 1 - level);
    const std::string meaning = rules->second.states.at(c.states[level]);
    svg.open(c.states[level] + ": " + meaning);
    svg.text(kSheetSide + 4, y + kRowH / 2 + 4, c.states[level], "s halo b");
    svg.close();
  }
}

void draw_centre(TimeSheet& sheet, const Subject& s, const CentreStates& c) {
  const std::size_t num_raised = std::max<std::size_t>(1, c.states.size() - 1);
  const double height = kRowH * double(num_raised) + (c.notices.empty() ? 0 : kMarkH);
  const Chart chart = sheet.add_lane(capital(c.centre) + ", rules " + s.scenario.centres.at(c.centre).rules, height);
  Svg& svg = sheet.svg();
  const double top = chart.at(0, 1).y;
  for (const Piece& p : c.pieces) {
    const auto level = static_cast<std::size_t>(std::ranges::find(c.states, p.state) - c.states.begin());
    if (level == 0 || level >= c.states.size()) continue;
    draw_piece(svg, chart, p, top + kRowH * double(num_raised - level), colour_of(level, num_raised));
  }
  name_rows(svg, s, c, top);
  for (const AlertRow* n : c.notices) {
    svg.open("learnt from " + n->raised_by + ": " + step_label(n->step, n->state));
    svg.mark(Shape::diamond, {chart.at(n->known_s, 0).x, top + height - kMarkH / 2}, "c0 open");
    svg.close();
  }
}

Csv numbers(const std::vector<CentreStates>& all) {
  Csv csv("centre,what,state,level,raised_by,step,from_s,to_s");
  for (const CentreStates& c : all) {
    for (const Piece& p : c.pieces) {
      const auto level = std::ranges::find(c.states, p.state) - c.states.begin();
      csv << c.centre << "state" << p.state << static_cast<std::int64_t>(level) << c.centre
          << kStageWords[static_cast<std::size_t>(p.stage)] << p.from_s << p.to_s;
      csv.end_row();
    }
    for (const AlertRow* n : c.notices) {
      csv << c.centre << "notice" << n->state << n->level << n->raised_by << n->step << n->known_s << n->known_s;
      csv.end_row();
    }
  }
  return csv;
}

} // namespace

std::string no_alerts(const Subject& subject) {
  return subject.tables.table("alerts").num_rows() == 0 ? "no rule of any centre was met" : "";
}

Figure draw_alerts(const Subject& s) {
  const auto alerts = s.tables.all<AlertRow>();
  const auto all = all_states(s, alerts);
  std::vector<double> times{0};
  for (const AlertRow& a : alerts)
    if (a.known_s <= s.summary.until_s) times.push_back(a.known_s);
  times.push_back(std::min(s.summary.until_s, 1.1 * *std::ranges::max_element(times) + 60));
  TimeSheet sheet("alerts", "alert states by centre", times);
  sheet.add_legend({{"declared", Shape::circle, "", "", "c1 bar"},
                    {"people judge", Shape::circle, "", "", "c1 band"},
                    {"told by another centre", Shape::diamond, "c0 open", "", ""}});
  sheet.skip(12);
  for (const CentreStates& c : all) draw_centre(sheet, s, c);
  return sheet.finish(s,
                      "For each centre a row for each state of its rules, the gravest on top and darkest: full while it "
                      "stands declared, half a row while people judge whether to declare it, crossed while they judge its "
                      "withdrawal. Open diamonds: another centre's alert, when it became known.",
                      numbers(all));
}

} // namespace dewline::report
