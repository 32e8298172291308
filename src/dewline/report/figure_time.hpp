// What the figures over time share: which tracks are drawn, the instants worth a line, sheets of charts over
// one time axis.
#pragma once
#include <string>
#include <vector>

#include "dewline/report/chart.hpp"
#include "dewline/report/figure_parts.hpp"
#include "dewline/report/page_parts.hpp"

namespace dewline::report {

/// A confirmed track of a centre's own, and how it looks in every figure.
struct ShownTrack {
  KnownTrack track;
  std::vector<record::EstimateRow> estimates; ///< in order of known_s
  std::string name;                           ///< `moscow/3`
  Look look;
  [[nodiscard]] bool has_impact() const;
};
inline constexpr std::size_t kMostTracks = 6;
/// Those with most detections, at most kMostTracks.
std::vector<ShownTrack> shown_tracks(const Subject& subject);
/// What the caption says if tracks or detections were left out; empty: nothing was.
std::string left_out_words(std::size_t num_shown, std::size_t num_all, const std::string& what);

/// Alerts declared and withdrawn, tracks confirmed: as each centre knew them, of what the ledger is about.
std::vector<Tick> known_instants(const Subject& subject);

/// Charts one below the other over the same time.
class TimeSheet {
 public:
  TimeSheet(std::string name, std::string title, const std::vector<double>& times_s);
  void add_legend(const std::vector<LegendItem>& items);
  /// The next chart below, its frame drawn, with names of instants above it.
  Chart add_chart(double height, Axis y, const std::vector<Tick>& instants = {});
  /// A bar of its own over the time axis, for parts of a whole: y from 0 to 1 without ticks.
  Chart add_lane(const std::string& heading, double height);
  /// Where the next thing begins, for what a caller draws itself.
  [[nodiscard]] double below() const { return y_; }
  void skip(double height) { y_ += height; }
  [[nodiscard]] Svg& svg() { return sheet_.drawing; }
  [[nodiscard]] const Axis& time() const { return x_; }
  Figure finish(const Subject& subject, std::string shows, const Csv& csv);

 private:
  Sheet sheet_;
  Axis x_;
  double y_ = 0;
};

} // namespace dewline::report
