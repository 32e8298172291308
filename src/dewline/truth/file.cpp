// Flights from files: samples to a smooth trajectory.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>

#include "dewline/truth/flight.hpp"
#include "dewline/truth/surveillance.hpp"
#include "dewline/truth/telemetry.hpp"

namespace dewline::truth {
namespace {

/// Value and two derivatives at t of the least-squares polynomial (cubic, less with few points) through the
/// samples within `half` of t, at least `least` of them.
Motion local_fit(const std::vector<double>& time, const std::vector<Vec3>& y, double t, double half,
                 std::size_t least) {
  auto low = static_cast<std::size_t>(std::lower_bound(time.begin(), time.end(), t - half) - time.begin());
  auto high = static_cast<std::size_t>(std::upper_bound(time.begin(), time.end(), t + half) - time.begin());
  least = std::min(least, time.size());
  while (high - low < least) { // widen towards the nearer neighbour
    const bool left = low > 0 && (high == time.size() || t - time[low - 1] <= time[high] - t);
    left ? --low : ++high;
  }
  const std::size_t n = high - low, degree = std::min<std::size_t>(3, n - 1);
  const double scale = std::max(time[high - 1] - t, t - time[low]);
  // orthonormal polynomials by Gram-Schmidt on the samples, carried with their value and slopes at t
  double q[4][3] = {};
  std::vector<std::vector<double>> basis;
  Motion out;
  for (std::size_t k = 0; k <= degree; ++k) {
    std::vector<double> b(n);
    for (std::size_t i = 0; i < n; ++i) b[i] = std::pow((time[low + i] - t) / scale, static_cast<double>(k));
    double at[3] = {k == 0 ? 1.0 : 0.0, k == 1 ? 1.0 : 0.0, k == 2 ? 2.0 : 0.0};
    for (std::size_t j = 0; j < k; ++j) {
      double c = 0;
      for (std::size_t i = 0; i < n; ++i) c += b[i] * basis[j][i];
      for (std::size_t i = 0; i < n; ++i) b[i] -= c * basis[j][i];
      for (int d = 0; d < 3; ++d) at[d] -= c * q[j][d];
    }
    double size = 0;
    for (const double v : b) size += v * v;
    size = std::sqrt(size);
    if (!(size > 1e-10)) break;
    for (double& v : b) v /= size;
    Vec3 c;
    for (std::size_t i = 0; i < n; ++i) c = c + b[i] * y[low + i];
    for (int d = 0; d < 3; ++d) q[k][d] = at[d] / size;
    out.p = out.p + q[k][0] * c;
    out.v = out.v + (q[k][1] / scale) * c;
    out.a = out.a + (q[k][2] / (scale * scale)) * c;
    basis.push_back(std::move(b));
  }
  return out;
}

/// Distance over ground from the integral of the horizontal speed at height: ds_ground = ds R / (R + h).
std::vector<Vec3> over_ground(const Telemetry& t, double radius_m) {
  std::vector<Vec3> out = t.sample;
  for (std::size_t i = 1; i < out.size(); ++i) {
    const double h = 0.5 * (t.sample[i].y + t.sample[i - 1].y);
    out[i].x = out[i - 1].x + (t.sample[i].x - t.sample[i - 1].x) * radius_m / (radius_m + h);
  }
  return out;
}

std::vector<Vec3> to_E(const Telemetry& t, const ObjectParams& object) {
  std::vector<Vec3> out;
  if (t.kind == TelemetryKind::ecef) return t.sample;
  if (t.kind == TelemetryKind::geodetic) {
    for (const Vec3& s : t.sample) out.push_back(earth::ecef({s.x, s.y, s.z}));
    return out;
  }
  const earth::Geodetic pad = launch_place(object);
  const auto ground = t.kind == TelemetryKind::flat ? over_ground(t, norm(earth::ecef(pad))) : t.sample;
  for (const Vec3& s : ground) {
    earth::Geodetic at = earth::destination(pad, object.file->azimuth_rad.value(), s.x);
    at.h_m = pad.h_m + s.y;
    out.push_back(earth::ecef(at));
  }
  return out;
}

/// Knots at the samples, but not closer than half the smoothing: the fit has no finer detail.
std::vector<double> knots(const std::vector<double>& time, double smoothing_s) {
  std::vector<double> out{time.front()};
  for (const double t : time)
    if (t - out.back() >= std::max(0.5 * smoothing_s, 1e-6)) out.push_back(t);
  if (out.back() < time.back()) out.back() = time.back();
  return out;
}

bool placed(const Telemetry& t, const ObjectParams& object, Problems& problems) {
  if (t.kind == TelemetryKind::ecef || t.kind == TelemetryKind::geodetic) return true;
  const bool site = object.launch.lat_rad && object.launch.lon_rad;
  if (!site) problems.add("launch", "", "needs lat and lon: the file gives distances from there");
  if (!object.file->azimuth_rad)
    problems.add("file.azimuth", "", "is missing: the file gives a distance but no heading",
                 "azimuth: 90 deg");
  return site && object.file->azimuth_rad;
}

std::optional<std::string> contents(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  if (!file || !(text << file.rdbuf())) return {};
  return text.str();
}

/// The flight through samples; nothing if the smoothing leaves no two knots.
std::optional<Flight> fit(const std::vector<double>& time_s, const std::vector<Vec3>& p_E, double smoothing_s,
                          const ObjectParams& object, Problems& problems) {
  const auto motion = [&](double t) { return local_fit(time_s, p_E, t, smoothing_s, 5); };
  const double launch_s = object.launch.time_s;
  Flight flight;
  const auto times = knots(time_s, smoothing_s);
  if (times.size() < 2) {
    problems.add("file.smoothing", "", "is longer than the file");
    return {};
  }
  Motion last = motion(times.front());
  for (std::size_t i = 1; i < times.size(); ++i) {
    const Motion next = motion(times[i]);
    const Time begin = time_from_s(launch_s + times[i - 1]), end = time_from_s(launch_s + times[i]);
    if (begin < end) flight.path.append(begin, last, end, next);
    last = next;
  }
  flight.path.finish();
  flight.mark("launch", flight.path.begin());
  flight.mark("end of data", flight.path.end());
  return flight;
}

std::optional<Flight> fit_telemetry(const std::string& text, const ObjectParams& object, Problems& problems) {
  const FileParams& file = *object.file;
  if (file.pick || file.altitude || file.max_gap_s) {
    problems.add(file.pick ? "file.pick" : file.altitude ? "file.altitude" : "file.max_gap", "",
                 "is for a surveillance table only", "a CSV with a column icao24, callsign or id");
    return {};
  }
  std::optional<Telemetry> telemetry;
  problems.at("file.path", [&] { telemetry = read_telemetry(text, problems); });
  if (!telemetry || !placed(*telemetry, object, problems)) return {};
  // a webcast table's positions jump by tens of metres: their bare differences would be 50 m/s off; 5 s
  // leaves 3 m/s rms
  const double smoothing = file.smoothing_s.value_or(telemetry->kind == TelemetryKind::flat ? 5 : 0);
  return fit(telemetry->time_s, to_E(*telemetry, object), smoothing, object, problems);
}

std::vector<Body> fit_surveillance(const std::string& text, const ObjectParams& object, Problems& problems) {
  std::optional<std::vector<SurveillanceTrack>> tracks;
  problems.at("file.path", [&] { tracks = read_surveillance(text, *object.file, problems); });
  std::vector<Body> bodies;
  if (!tracks) return bodies;
  for (const SurveillanceTrack& track : *tracks) {
    std::vector<Vec3> p_E;
    for (const Vec3& s : track.sample) p_E.push_back(earth::ecef({s.x, s.y, s.z}));
    auto flight = fit(track.time_s, p_E, object.file->smoothing_s.value_or(5), object, problems);
    if (!flight) return {};
    bodies.push_back(plain(std::move(*flight), object, tracks->size() == 1 ? "" : track.id));
  }
  return bodies;
}

} // namespace

std::vector<Body> build_file(const ObjectParams& object, Problems& problems) {
  const auto text = contents(object.file->path);
  if (!text) {
    problems.add("file.path", object.file->path, "cannot be read",
                 "the path is relative to the scenario file");
    return {};
  }
  if (is_surveillance(*text)) return fit_surveillance(*text, object, problems);
  std::vector<Body> bodies;
  if (auto flight = fit_telemetry(*text, object, problems))
    bodies.push_back(plain(std::move(*flight), object));
  return bodies;
}

} // namespace dewline::truth
