#include "dewline/report/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace dewline::report {
namespace {

constexpr double kGap = 6;       ///< between labels [px]
constexpr double kLine = 14;     ///< height of a line of labels [px]
constexpr int kMostTicks = 2000; ///< a degenerate axis ends there

/// The least of 1, 2, 5 times a power of ten that gives at most `about` steps over the span.
double round_step(double span, int about) {
  const double raw = span / std::max(1, about);
  const double decade = std::pow(10.0, std::floor(std::log10(raw)));
  for (const double m : {1.0, 2.0, 5.0})
    if (m * decade >= raw * (1 - 1e-9)) return m * decade;
  return 10 * decade;
}

double time_step(double span_s, int about) {
  static constexpr std::array kSteps{1.,   2.,   5.,    10.,   15.,   30.,    60.,    120.,  300.,
                                     600., 900., 1800., 3600., 7200., 10800., 21600., 43200.};
  for (const double step : kSteps)
    if (span_s / step <= about) return step;
  return 86400 * round_step(span_s / 86400, about);
}

std::string number_words(double value, double step) {
  const int digits = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 12);
  const std::string out = fmt::format("{:.{}f}", value, digits);
  return out.find_first_not_of("-0.") == std::string::npos ? "0" : out;
}

std::vector<Tick> even_ticks(const Axis& axis, double step) {
  std::vector<Tick> out;
  const double first = std::ceil(axis.low / step - 1e-9);
  for (int i = 0; i < kMostTicks; ++i) {
    const double at = (first + i) * step;
    if (!(at <= axis.high + 1e-9 * step)) break;
    out.push_back({at, axis.scale == Scale::time ? tick_time(at) : number_words(at, step)});
  }
  return out;
}

std::string power_words(int power) {
  return power >= -3 && power <= 5 ? number_words(std::pow(10.0, power), std::pow(10.0, std::min(power, 0)))
                                   : fmt::format("1e{}", power);
}

std::vector<Tick> log_ticks(const Axis& axis, int about) {
  const int low = static_cast<int>(std::floor(std::log10(axis.low) + 1e-9));
  const int high = static_cast<int>(std::ceil(std::log10(axis.high) - 1e-9));
  const int skip = std::max(1, (high - low + about - 1) / std::max(1, about));
  std::vector<Tick> out;
  for (int p = low; p <= high && p - low < kMostTicks; ++p)
    for (const int m : {1, 2, 5}) {
      const double at = m * std::pow(10.0, p);
      if (at < axis.low * (1 - 1e-9) || at > axis.high * (1 + 1e-9) || (m > 1 && skip > 1)) continue;
      const bool said = m == 1 ? (p - low) % skip == 0 : high - low <= 2;
      out.push_back({at, !said             ? ""
                         : m == 1          ? power_words(p)
                         : p < -3 || p > 5 ? fmt::format("{}e{}", m, p)
                                           : number_words(at, std::pow(10.0, std::min(p, 0)))});
    }
  return out;
}

Axis over_log(double low, double high, std::string label) {
  if (!(low <= high)) return {Scale::log, 0.1, 1, std::move(label)};
  const auto outwards = [](double v, bool up) {
    const double decade = std::pow(10.0, std::floor(std::log10(v)));
    double best = up ? 10 * decade : decade;
    for (const double m : {1.0, 2.0, 5.0})
      if (up ? m * decade >= v && m * decade < best : m * decade <= v && m * decade > best) best = m * decade;
    return best;
  };
  const double from = outwards(low, false), to = outwards(high, true);
  return {Scale::log, from, to > from ? to : 10 * from, std::move(label)};
}

} // namespace

std::string tick_time(double t_s) {
  const auto s = static_cast<long long>(std::llround(std::abs(t_s)));
  const char* sign = t_s < -0.5 ? "T-" : "T+";
  return s < 3600 ? fmt::format("{}{:02}:{:02}", sign, s / 60, s % 60)
                  : fmt::format("{}{}:{:02}:{:02}", sign, s / 3600, s / 60 % 60, s % 60);
}

double Axis::share(double value) const {
  if (scale != Scale::log) return (value - low) / (high - low);
  return value > 0 ? std::log(value / low) / std::log(high / low) : -10;
}

std::vector<Tick> ticks(const Axis& axis, int about) {
  const double span = axis.high - axis.low;
  if (axis.scale == Scale::log) return log_ticks(axis, about);
  return even_ticks(axis, axis.scale == Scale::time ? time_step(span, about) : round_step(span, about));
}

Axis axis_over(Scale scale, std::span<const double> values, std::string label) {
  double low = HUGE_VAL, high = -HUGE_VAL;
  for (const double v : values) {
    if (!std::isfinite(v) || (scale == Scale::log && v <= 0)) continue;
    low = std::min(low, v), high = std::max(high, v);
  }
  if (scale == Scale::log) return over_log(low, high, std::move(label));
  if (!(low <= high)) return {scale, 0, 1, std::move(label)};
  const double room = low < high ? 0.04 * (high - low) : std::max(1.0, 0.1 * std::abs(low));
  return {scale, low - room, high + room, std::move(label)};
}

std::vector<PlacedLabel> place_labels(std::span<const Point> wanted, double left, double right) {
  std::vector<PlacedLabel> out(wanted.size());
  std::vector<std::size_t> order(wanted.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return wanted[a].x < wanted[b].x; });
  std::vector<double> ends; // by row: where the last label ends
  for (const std::size_t i : order) {
    const double width = wanted[i].y;
    const double at = std::max(left, std::min(wanted[i].x - width / 2, right - width));
    std::size_t row = 0;
    while (row < ends.size() && at < ends[row] + kGap) ++row;
    if (row == ends.size()) ends.push_back(0);
    ends[row] = at + width;
    out[i] = {at, static_cast<int>(row)};
  }
  return out;
}

Chart::Chart(Svg& svg, const Plot& plot, Axis x, Axis y)
    : svg_(svg), plot_(plot), x_(std::move(x)), y_(std::move(y)) {}

Point Chart::at(double x, double y) const {
  const double up = std::clamp(y_.share(y), -2.0, 3.0);
  return {plot_.x + std::clamp(x_.share(x), -2.0, 3.0) * plot_.width, plot_.y + plot_.height * (1 - up)};
}

void Chart::grid_x() {
  const double bottom = plot_.y + plot_.height;
  double free_from = 0;
  for (const Tick& t : ticks(x_, static_cast<int>(plot_.width / 62))) {
    const double x = at(t.at, y_.low).x, half = text_width(t.words, 11) / 2;
    svg_.line({x, plot_.y}, {x, bottom}, "grid");
    if (x - half >= free_from) svg_.text(x, bottom + 15, t.words, "s g m"), free_from = x + half + kGap;
  }
  svg_.text(plot_.x + plot_.width, bottom + 30, x_.label, "s g e");
}

void Chart::grid_y() {
  for (const Tick& t : ticks(y_, std::max(3, static_cast<int>(plot_.height / 34)))) {
    const double y = at(x_.low, t.at).y;
    svg_.line({plot_.x, y}, {plot_.x + plot_.width, y}, "grid");
    svg_.text(plot_.x - 6, y + 4, t.words, "s g e");
  }
}

void Chart::frame() {
  grid_x();
  grid_y();
  svg_.box(plot_.x, plot_.y, plot_.width, plot_.height, "plot");
  svg_.text(plot_.x - 6, plot_.y - 8, y_.label, "s g");
}

void Chart::frame_x() {
  grid_x();
  svg_.box(plot_.x, plot_.y, plot_.width, plot_.height, "plot");
}

void Chart::clip() {
  svg_.open_clipped(fmt::format("clip-{}-{}", px(plot_.x), px(plot_.y)), plot_.x, plot_.y, plot_.width,
                    plot_.height);
}
void Chart::unclip() { svg_.close(); }

void Chart::line(std::span<const Point> values, const std::string& kind) {
  std::vector<Point> run;
  for (const Point& v : values) {
    if (std::isfinite(v.x) && std::isfinite(v.y)) {
      run.push_back(at(v.x, v.y));
      continue;
    }
    svg_.path(run, kind); // a gap
    run.clear();
  }
  svg_.path(run, kind);
}

void Chart::steps(std::span<const Point> values, const std::string& kind) {
  std::vector<Point> corners;
  for (const Point& v : values) {
    if (!corners.empty() && std::isfinite(corners.back().y)) corners.push_back({v.x, corners.back().y});
    corners.push_back(v);
  }
  line(corners, kind);
}

void Chart::dots(std::span<const Point> values, const Look& look, const std::string& kind, double size) {
  for (const Point& v : values)
    if (std::isfinite(v.x) && std::isfinite(v.y))
      svg_.mark(look.shape, at(v.x, v.y), look.colour + " " + kind, size);
}

void Chart::level(double y, const std::string& words, const std::string& kind) {
  const Point left = at(x_.low, y), right = at(x_.high, y);
  svg_.line(left, right, kind);
  svg_.text(right.x - 5, right.y - 4, words, "s g e halo");
}

void Chart::span(double from, double to, const std::string& kind) {
  const double x = at(std::max(from, x_.low), y_.low).x, end = at(std::min(to, x_.high), y_.low).x;
  svg_.box(x, plot_.y, end - x, plot_.height, kind);
}

int Chart::instants(std::vector<Tick> when, const std::string& kind) {
  std::erase_if(when, [&](const Tick& t) { return !(t.at >= x_.low && t.at <= x_.high); });
  std::vector<Point> wanted;
  for (const Tick& t : when) wanted.push_back({at(t.at, y_.low).x, text_width(t.words, 11)});
  const auto placed = place_labels(wanted, plot_.x, plot_.x + plot_.width);
  int rows = 0;
  for (std::size_t i = 0; i < when.size(); ++i) {
    const double y = plot_.y - 26 - kLine * placed[i].row, x = wanted[i].x;
    svg_.line({x, y + 3}, {x, plot_.y + plot_.height}, "leader d2");
    svg_.text(placed[i].left, y, when[i].words, kind + " s halo");
    rows = std::max(rows, placed[i].row + 1);
  }
  return rows;
}

double legend(Svg& svg, std::span<const LegendItem> items, Point from, double width) {
  double x = from.x, y = from.y;
  for (const LegendItem& item : items) {
    const double wide = 28 + text_width(item.words, 11) + 16;
    if (x > from.x && x + wide - 16 > from.x + width) x = from.x, y += 17;
    if (!item.box.empty()) svg.box(x, y - 6, 22, 11, item.box);
    if (!item.curve.empty()) svg.line({x, y}, {x + 22, y}, item.curve);
    if (!item.mark.empty()) svg.mark(item.shape, {x + 11, y}, item.mark);
    svg.text(x + 28, y + 4, item.words, "s");
    x += wide;
  }
  return items.empty() ? 0 : y - from.y + 17;
}

} // namespace dewline::report
