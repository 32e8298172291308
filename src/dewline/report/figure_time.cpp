#include "dewline/report/figure_time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace dewline::report {
namespace {

constexpr double kWidth = 760, kPlotX = 78, kPlotW = kWidth - kPlotX - kSheetSide;

bool was_confirmed(const KnownTrack& k) {
  return k.key.from.empty() &&
         std::ranges::any_of(k.rows, [](const auto& r) { return r.status == "confirmed"; });
}

} // namespace

bool ShownTrack::has_impact() const {
  return std::ranges::any_of(estimates, [](const auto& e) { return std::isfinite(e.impact_major_m); });
}

std::vector<ShownTrack> shown_tracks(const Subject& subject) {
  std::vector<KnownTrack> known = known_tracks(subject);
  std::erase_if(known, [](const KnownTrack& k) { return !was_confirmed(k); });
  std::stable_sort(known.begin(), known.end(),
                   [](const auto& a, const auto& b) { return a.num_detections > b.num_detections; });
  if (known.size() > kMostTracks) known.resize(kMostTracks);
  Estimates estimates = estimates_of(subject.tables);
  std::vector<ShownTrack> out;
  for (KnownTrack& k : known) {
    ShownTrack t{std::move(k), {}, {}, look(out.size())};
    t.estimates = estimates[t.track.key];
    t.name = track_id(t.track.key);
    out.push_back(std::move(t));
  }
  return out;
}

std::string left_out_words(std::size_t num_shown, std::size_t num_all, const std::string& what) {
  return num_shown < num_all ? fmt::format(" Of {} {}, {} are drawn.", num_all, what, num_shown) : "";
}

std::vector<Tick> known_instants(const Subject& subject) {
  std::vector<Tick> out;
  std::set<std::pair<double, std::string>> seen;
  for (const auto& row : subject.summary.ledger) {
    const bool tells = row.step == "track" || row.step == "declared" || row.step == "withdrawn";
    if (!tells || !row.happened || !std::isfinite(row.known_s) || row.object == record::kNoObject) continue;
    const std::string who = subject.scenario.centres.size() > 1 ? row.centre + ": " : "";
    const std::string words = who + step_label(row.step, row.state) + " " + tick_time(row.known_s).substr(2);
    if (seen.insert({row.known_s, words}).second) out.push_back({row.known_s, words});
  }
  constexpr std::size_t kMost = 12;
  if (out.size() > kMost) out.resize(kMost);
  return out;
}

TimeSheet::TimeSheet(std::string name, std::string title, const std::vector<double>& times_s)
    : sheet_{std::move(name), std::move(title), kWidth, 0, {}, ""},
      x_(axis_over(Scale::time, times_s, "time since T")), y_(kSheetTop + 10) {
  const double room = 0.04 / 1.08 * (x_.high - x_.low); // that axis_over added
  if (x_.low + room >= 0) x_.low = std::max(x_.low, 0.0);
}

void TimeSheet::add_legend(const std::vector<LegendItem>& items) {
  y_ += legend(sheet_.drawing, items, {kSheetSide, y_}, kWidth - 2 * kSheetSide);
}

Chart TimeSheet::add_chart(double height, Axis y, const std::vector<Tick>& instants) {
  Svg scratch;
  const int rows = Chart(scratch, {kPlotX, 0, kPlotW, height}, x_, y).instants(instants, "");
  y_ += 20 + (rows > 0 ? 14 + 14.0 * rows : 0);
  Chart chart(sheet_.drawing, {kPlotX, y_, kPlotW, height}, x_, std::move(y));
  chart.frame();
  chart.instants(instants, "g");
  y_ += height + 36;
  return chart;
}

Chart TimeSheet::add_lane(const std::string& heading, double height) {
  sheet_.drawing.text(kSheetSide, y_ + 8, heading, "b");
  y_ += 20;
  constexpr double kRoom = kWidth - 2 * kSheetSide;
  Chart chart(sheet_.drawing, {kSheetSide, y_, kRoom, height}, x_, {Scale::linear, 0, 1, ""});
  chart.frame_x();
  y_ += height + 46;
  return chart;
}

Figure TimeSheet::finish(const Subject& subject, std::string shows, const Csv& csv) {
  sheet_.height = y_ + kSheetFoot;
  sheet_.shows = std::move(shows);
  return finished(subject, sheet_, csv);
}

} // namespace dewline::report
