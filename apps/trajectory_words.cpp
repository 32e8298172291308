// A flight in words, and its picture in text.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "braille.hpp"
#include "dewline/record/words.hpp"
#include "dewline/run/answer.hpp"
#include "terminal.hpp"
#include "trajectory.hpp"

namespace dewline::apps {
namespace {

constexpr double kDeg = std::numbers::pi / 180;
constexpr int kPoints = 400; ///< of the picture's curve

/// Rounded, and never `-0.0`.
std::string fixed(double value, int decimals) {
  const double unit = std::pow(10.0, -decimals);
  return fmt::format("{:.{}f}", std::abs(value) < unit / 2 ? 0.0 : value, decimals);
}
std::string km(double length_m) { return fixed(length_m / 1e3, std::abs(length_m) < 100e3 ? 1 : 0) + " km"; }
/// Low flight is in metres.
std::string height(double h_m) { return std::abs(h_m) < 1e3 ? fixed(h_m, 0) + " m" : km(h_m); }
std::string clock(double t_s) { return (t_s < 0 ? "T" : "T+") + record::clock_words(t_s); }
std::string metres(double length_m) {
  return length_m < 10e3 ? fmt::format("{:.0f} m", length_m) : km(length_m);
}

/// What goes round the Earth, or on it, is drawn over time.
bool over_range(const Flown& flown) { return flown.params().arc || flown.params().boost; }

std::string milestones_table(const Flown& flown, const std::vector<ObjectId>& bodies) {
  std::vector<std::vector<std::string>> lines{
      {"", "time", "height", "ground range", "speed", "angle", "place"}};
  char letter = 'a';
  for (const ObjectId body : bodies) {
    if (bodies.size() > 1) lines.push_back({flown.name(body) + ":"});
    for (const auto& m : flown.model.milestones(body)) {
      const Sample s = sample(flown, body, m.at);
      const bool drawn = body == bodies.front() && letter <= 'z';
      lines.push_back({(drawn ? std::string(1, letter++) + "  " : "   ") + m.what, clock(s.t_s),
                       height(s.at.h_m), km(s.ground_range_m), fmt::format("{:.0f} m/s", s.speed_m_s),
                       std::isfinite(s.angle_rad) ? fixed(s.angle_rad / kDeg, 1) + " deg" : "",
                       place_words(s.at)});
    }
  }
  return table(lines, {1, 2, 3, 4, 5});
}

std::string claim_words(const Flown& flown) {
  const auto& claimed = flown.params().claimed_range_m;
  if (!claimed) return "";
  const run::Note* note = run::note_for(flown.scenario, fmt::format("objects.{}.claimed_range", flown.entry));
  std::string out = "claimed range " + km(*claimed);
  if (note != nullptr && note->between)
    out += fmt::format(", between {} and {}", note->between->first, note->between->second);
  if (note != nullptr && note->grade) out += fmt::format(" ({})", word(*note->grade));
  const auto reach = reach_m(flown);
  return out + (reach ? fmt::format("; the model reaches {} that way with that loft\n", km(*reach)) : "\n");
}

std::string brief_words(const Flown& flown, ObjectId body) {
  const Brief b = brief_of(flown, body);
  std::string out;
  if (b.burnout_s)
    out += fmt::format("burnout at {:.2f} km/s over ground, {} high\n", *b.burnout_speed_m_s / 1e3,
                       km(*b.burnout_height_m));
  if (b.impact_s)
    out += fmt::format("{} over ground{}, {:.1f} min from begin to impact{}\n", km(*b.ground_range_m),
                       b.apogee_m ? fmt::format(", apogee {}", km(*b.apogee_m)) : "",
                       (*b.impact_s - b.begin_s) / 60,
                       b.miss_m ? fmt::format(", {} from the aim", metres(*b.miss_m)) : "");
  else out += fmt::format("followed for {:.1f} min\n", (b.end_s - b.begin_s) / 60);
  if (b.kepler_s)
    out += fmt::format(
        "by hand: Kepler's arc with that range and apogee, on a sphere of 6371 km, takes {:.1f} min from "
        "ground to "
        "ground\n",
        *b.kepler_s / 60);
  return out + claim_words(flown);
}

/// A satellite has no milestones: where it is to begin with.
std::string begin_words(const Flown& flown, ObjectId body) {
  const Sample s = sample(flown, body, flown.model.path(body).begin());
  return fmt::format("at {}: over {}, {} high, {:.0f} m/s relative to the Earth\n",
                     clock(s.t_s), place_words(s.at), km(s.at.h_m), s.speed_m_s);
}

} // namespace

std::string place_words(const earth::Geodetic& at) {
  return fmt::format("{:.3f} {} {:.3f} {}", std::abs(at.lat_rad / kDeg), at.lat_rad < 0 ? "S" : "N",
                     std::abs(at.lon_rad / kDeg), at.lon_rad < 0 ? "W" : "E");
}

std::string words_of(const Flown& flown, const std::vector<ObjectId>& bodies) {
  const ObjectId body = bodies.front();
  const std::string& kind = flown.params().kind;
  std::string out = fmt::format("{} from {}; T = {}\n\n", bold(kind.empty() ? flown.entry : kind),
                                place_words(flown.begin(body)), flown.scenario.epoch);
  const bool any =
      std::ranges::any_of(bodies, [&](ObjectId b) { return !flown.model.milestones(b).empty(); });
  out += any ? milestones_table(flown, bodies) : begin_words(flown, body);
  return out + '\n' + brief_words(flown, body);
}

std::string picture_of(const Flown& flown, ObjectId body) {
  const auto& path = flown.model.path(body);
  const bool by_range = over_range(flown);
  const auto point = [&](Time t) {
    const Sample s = sample(flown, body, t);
    return std::pair{by_range ? s.ground_range_m / 1e3 : s.t_s / 60, s.at.h_m / 1e3};
  };
  std::vector<std::pair<double, double>> curve;
  const double begin_s = seconds(path.begin()), span_s = seconds(flown.end(body)) - begin_s;
  for (int k = 0; k <= kPoints; ++k)
    curve.push_back(point(std::min(time_from_s(begin_s + span_s * k / kPoints), flown.end(body))));
  std::vector<Pin> pins;
  for (const auto& m : flown.model.milestones(body)) {
    const auto [x, y] = point(std::min(m.at, path.end()));
    if (pins.size() < 26) pins.push_back({x, y, static_cast<char>('a' + pins.size())});
  }
  TextPlot plot;
  plot.x_low = by_range ? 0 : curve.front().first;
  plot.x_high = std::ranges::max(curve, {}, &std::pair<double, double>::first).first;
  plot.y_high = 1.05 * std::max(std::ranges::max(curve, {}, &std::pair<double, double>::second).second, 1e-3);
  if (!(plot.x_high > plot.x_low)) plot.x_high = plot.x_low + 1;
  plot.x_label = by_range ? "ground range [km]" : "time [min]";
  plot.y_label = "height [km]";
  return text_plot(plot, curve, pins);
}

} // namespace dewline::apps
