// One frame of an infrared satellite: sources, merging, threshold, noise, what is declared.
#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <tuple>
#include <utility>

#include "dewline/base/distribution.hpp"
#include "dewline/orbit/propagate.hpp"
#include "dewline/sense/frame.hpp"
#include "dewline/sense/infrared/glint.hpp"
#include "dewline/sense/infrared/infrared.hpp"
#include "dewline/sense/infrared/line_of_sight.hpp"
#include "dewline/sense/radar/radar_equation.hpp"
#include "dewline/sense/to_unit.hpp"

namespace dewline::sense {
namespace {

constexpr double kTurn = 2 * std::numbers::pi;
constexpr double kMaxSine2 = 0.999; // direction cosines of an error near the cone's rim stay real
constexpr Duration kLongestLight = std::chrono::seconds{2}; // no satellite is farther than this

/// What shines in one frame, as one point.
struct Source {
  std::uint64_t key = 0; ///< its address in draws
  std::vector<ObjectId> objects;
  Cause cause = Cause::noise;
  Time valid{};
  Vec3 d_S;         ///< true direction
  double snr = 0;   ///< mean, amplitude
};

bool brighter(const Source& a, const Source& b) {
  return std::tuple(-a.snr, a.d_S.x, a.d_S.y) < std::tuple(-b.snr, b.d_S.x, b.d_S.y);
}

/// From the brightest on, each takes in what is closer than the resolution: signals add, the direction is
/// that of the centre of light.
std::vector<Source> merged(std::vector<Source> sources, double resolution_rad) {
  std::ranges::sort(sources, brighter);
  std::vector<Source> out;
  std::vector<Vec3> leaders;
  for (Source& s : sources) {
    const auto near = std::ranges::find_if(
        leaders, [&](const Vec3& leader) { return norm(leader - s.d_S) < resolution_rad; });
    if (near == leaders.end()) {
      leaders.push_back(s.d_S);
      out.push_back(std::move(s));
      continue;
    }
    Source& into = out[static_cast<std::size_t>(near - leaders.begin())];
    const double sum = into.snr + s.snr;
    into.d_S = unit((into.snr / sum) * into.d_S + (s.snr / sum) * s.d_S);
    into.snr = sum;
    into.objects.insert(into.objects.end(), s.objects.begin(), s.objects.end());
  }
  for (Source& s : out) std::ranges::sort(s.objects);
  return out;
}

} // namespace

/// What one face does in one frame.
class Infrared::Look {
 public:
  Look(const Infrared& model, const State& state, const Glance& glance, std::int64_t k,
       const truth::View& view, const Draws& draws)
      : model_(model),
        state_(state),
        glance_(glance),
        cover_(glance.coverage),
        k_(static_cast<std::uint64_t>(k)),
        view_(view),
        draws_(draws) {}

  std::vector<Found> run() const {
    std::vector<Source> sources;
    for (const Window& window : model_.windows_) {
      if (window.begin >= glance_.end) break;
      if (window.face != cover_.face || window.end + kLongestLight <= glance_.begin) continue;
      if (auto s = object(window)) sources.push_back(std::move(*s));
    }
    for (const FalseEvent& event : state_.events) {
      if (event.begin >= glance_.end) break;
      if (event.end + kLongestLight <= glance_.begin) continue;
      if (auto s = false_one(event)) sources.push_back(std::move(*s));
    }
    std::vector<Found> found;
    for (const Source& s : merged(std::move(sources), model_.params_.resolution_rad)) detect(s, found);
    add_noise(found);
    return found;
  }

 private:
  /// When the face looks along a direction.
  Time look_time(const Vec3& d_S) const {
    if (cover_.face == 1) return cover_.at;
    double phase = std::atan2(d_S.y, d_S.x) / kTurn;
    if (phase < 0) phase += 1;
    return glance_.begin + duration_from_s(phase * seconds(glance_.end - glance_.begin));
  }

  /// When light must leave a source that moves to be seen, and from where: {valid, position}. `where` is
  /// asked for instants in [first, last] only.
  template <class Where>
  std::pair<Time, Vec3> sighted(const Where& where, Time first, Time last) const {
    const auto inside = [&](Time t) { return std::clamp(t, first, last); };
    Vec3 p_E = where(inside(glance_.begin));
    Time valid = glance_.begin;
    for (int i = 0; i < 2; ++i) { // the sweep and light are far faster than what is seen
      const Time at = look_time(cover_.R_SE * unit(p_E - position_E(cover_, valid)));
      valid = at - duration_from_s(norm(p_E - position_E(cover_, at)) / kC_m_s);
      p_E = where(inside(valid));
    }
    return {valid, p_E};
  }

  Vec3 direction_S(const Vec3& p_E, const Vec3& p_ES_E) const { return cover_.R_SE * unit(p_E - p_ES_E); }
  bool in_cone(const Vec3& d_S) const { return d_S.z >= std::cos(cover_.half_angle_rad); }

  std::optional<Source> object(const Window& window) const {
    const Time last = std::min(window.end, view_.ended(window.object));
    if (!(window.begin < last)) return {};
    const auto where = [&](Time t) { return view_.state_E(window.object, t).p; };
    const auto [valid, p_E] = sighted(where, window.begin, last);
    if (!(valid >= window.begin && valid < last)) return {};
    if (orbit::radial_height(p_E) < state_.cloud_top_m.at(window.object.index)) return {};
    const Vec3 p_ES_E = model_.state_E(valid).p, d_S = direction_S(p_E, p_ES_E);
    if (!in_cone(d_S)) return {};
    const double shines_W_sr = view_.plume_W_sr(window.object, valid) * model_.transmission(p_E, p_ES_E);
    return Source{view_.key(window.object), {window.object}, Cause::noise, valid, d_S,
                  model_.snr(shines_W_sr, norm(p_E - p_ES_E))};
  }

  /// What the scenario states hides only behind the Earth: it says that the sensor was deceived.
  bool in_sight(const FalseEvent& event, const Vec3& p_E, Time t) const {
    if (!event.given) return model_.can_see(cover_.face, p_E, t);
    const Passage way = passage(model_.state_E(t).p, p_E);
    return !(way.beyond && way.height_m < 0);
  }

  std::optional<Source> false_one(const FalseEvent& event) const {
    const auto where = [&](Time t) { return position_E(event, t); };
    const auto [valid, p_E] = sighted(where, event.begin, event.end);
    if (!(valid >= event.begin && valid < event.end) || !in_sight(event, p_E, valid)) return {};
    const Vec3 p_ES_E = model_.state_E(valid).p, d_S = direction_S(p_E, p_ES_E);
    if (!in_cone(d_S)) return {};
    const double shines_W_sr = event.area_m2 == 0 ? event.intensity_W_sr : glints(event, p_E, p_ES_E, valid);
    if (!(shines_W_sr > 0)) return {};
    return Source{event.key, {}, event.cause, valid, d_S, model_.snr(shines_W_sr, norm(p_E - p_ES_E))};
  }

  /// A drawn patch of cloud: sunlight through the air above it, twice.
  double glints(const FalseEvent& event, const Vec3& p_E, const Vec3& p_ES_E, Time t) const {
    const Vec3 sun_E = model_.sun_E(t);
    return glint_W_sr(model_.params_.glint, event.area_m2, glint_geometry(p_E, p_ES_E, sun_E)) *
           model_.transmission(p_E, p_ES_E) * model_.transmission(p_E, sun_E);
  }

  Address at(Purpose purpose, std::uint64_t item) const {
    return {purpose, cover_.face, model_.key_, k_, item};
  }

  void detect(const Source& source, std::vector<Found>& found) const {
    const double level = source.snr + draws_.normal(at(Purpose::detect, source.key));
    if (!(level > model_.threshold_)) return;
    const auto errors = draws_.normal4(at(Purpose::measure, source.key));
    const Vec3 seen_S = source.d_S + cross(state_.attitude_rad, source.d_S);
    found.emplace_back(measured(seen_S, level, source.valid, errors[0], errors[1]),
                       Label{{}, source.objects, source.cause});
  }

  /// A measured direction at a level over the noise, with errors of its reported sigma.
  Detection measured(const Vec3& d_S, double level, Time valid, double error_u, double error_v) const {
    Detection d;
    d.valid = valid;
    d.has_range = false;
    d.sigma_u = d.sigma_v = model_.sigma_angle_rad(level);
    d.u = d_S.x + d.sigma_u * error_u;
    d.v = d_S.y + d.sigma_v * error_v;
    const double sine2 = d.u * d.u + d.v * d.v;
    if (sine2 > kMaxSine2) {
      const double shrink = std::sqrt(kMaxSine2 / sine2);
      d.u *= shrink;
      d.v *= shrink;
    }
    d.snr_db = 20 * std::log10(level);
    d.irradiance_W_m2 = level * model_.noise_W_m2_;
    return d;
  }

  /// A Poisson number of cells in which noise alone crosses the threshold, even over the cone in u and v.
  void add_noise(std::vector<Found>& found) const {
    const double sine = std::sin(cover_.half_angle_rad);
    const double mean = model_.noise_density(cover_) * std::numbers::pi * sine * sine;
    const std::uint64_t count_item = cover_.face, item = cover_.face + (1ull << 32);
    const std::uint64_t num = draws_.poisson({Purpose::clutter, 0, model_.key_, k_, count_item}, mean);
    for (std::uint32_t n = 0; n < num; ++n) {
      const auto words = draws_.words({Purpose::clutter, n, model_.key_, k_, item});
      const double rho = sine * std::sqrt(to_unit(words[0])), phi = kTurn * to_unit(words[1]);
      const Vec3 d_S{rho * std::cos(phi), rho * std::sin(phi), std::sqrt(1 - rho * rho)};
      const double level = -normal_quantile(model_.params_.prob_fa * to_unit(words[2]));
      found.emplace_back(measured(d_S, level, noise_time(d_S), 0, 0), Label{});
    }
  }

  /// The instant that a report of that direction names: light time as from the ground.
  Time noise_time(const Vec3& d_S) const {
    const Time seen = look_time(d_S);
    const Vec3 p_ES_E = position_E(cover_, seen), d_E = transpose(cover_.R_SE) * d_S;
    const auto ground = meets_earth(p_ES_E, d_E);
    const Vec3 p_E = ground ? *ground : passage(p_ES_E, p_ES_E + norm(p_ES_E) * d_E).p_E;
    return seen - duration_from_s(norm(p_E - p_ES_E) / kC_m_s);
  }

  const Infrared& model_;
  const State& state_;
  const Glance& glance_;
  const Coverage& cover_;
  std::uint64_t k_;
  const truth::View& view_;
  const Draws& draws_;
};

Frame Infrared::look(State& state, std::int64_t k, const truth::View& view, const Draws& draws) const {
  Scan scan{id_, k, frame_begin(k), frame_end(k), {}, {}};
  std::vector<Found> reported;
  const std::vector<Glance> faces = glances(state, k);
  for (const std::uint32_t face :
       {0u, 1u}) // a face that did not look remembers nothing; a scan in progress does
    if (face == 1 || ends_scan(k))
      if (std::ranges::none_of(faces, [&](const Glance& g) { return g.coverage.face == face; }))
        state.seeds[face].clear();
  for (const Glance& glance : faces) {
    std::vector<Found> found = Look(*this, state, glance, k, view, draws).run();
    keep_standing(glance, state, found);
    if (glance.coverage.face == 0) cue(glance, found, state);
    for (Found& f : found) {
      f.first.face = static_cast<std::uint32_t>(scan.coverage.size());
      reported.push_back(std::move(f));
    }
    scan.coverage.push_back(glance.coverage);
  }
  return numbered(std::move(scan), std::move(reported));
}

/// Leaves only detections that have stood for frames_to_declare; remembers all.
void Infrared::keep_standing(const Glance& glance, State& state, std::vector<Found>& found) const {
  std::vector<Detection> detections;
  detections.reserve(found.size());
  for (const Found& f : found) detections.push_back(f.first);
  std::vector<Seed>& seeds = state.seeds[glance.coverage.face];
  const double width = gate(glance.coverage, glance.end - glance.begin);
  const auto frames = frames_in_a_row(detections, glance.coverage, seeds, width);
  seeds = seeds_of(detections, glance.coverage, frames);
  std::vector<Found> standing;
  for (std::size_t i = 0; i < found.size(); ++i)
    if (frames[i] >= params_.frames_to_declare) standing.push_back(std::move(found[i]));
  found = std::move(standing);
}

/// Points a starer that has no place of its own at the brightest thing that the scanner reports.
void Infrared::cue(const Glance& glance, const std::vector<Found>& found, State& state) const {
  if (found.empty() || !params_.stare) return;
  const auto& best = *std::ranges::max_element(
      found, {}, [](const Found& f) { return std::tuple(f.first.irradiance_W_m2, f.first.u, f.first.v); });
  state.cue_E = ground_point(best.first, glance.coverage);
  state.cue_until = glance.end + duration_from_s(params_.stare->hold_s);
}

} // namespace dewline::sense
