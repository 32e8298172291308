// What no single field's bounds can tell: problems across the fields of a radar.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>

#include "dewline/base/units.hpp"
#include "dewline/sense/radar/params.hpp"
#include "dewline/sense/radar/sweep.hpp"
#include "dewline/sense/radar/waveform.hpp"

namespace dewline::sense {
namespace {

constexpr double kMinCosOffBoresight = 0.17364817766693033; // 80 deg: beyond it an array has no useful beam
constexpr double kLeastGasFrequency_Hz = 1e7; // of the attenuation's line sum

std::string text(const std::array<double, 2>& angles_rad) {
  return "[" + print_quantity(angles_rad[0], Dimension::angle) + ", " +
         print_quantity(angles_rad[1], Dimension::angle) + "]";
}
std::string text_s(double s) { return print_quantity(s, Dimension::time); }
std::string short_text(double number) {
  char out[32];
  std::snprintf(out, sizeof out, "%.3g", number);
  return out;
}
std::string item(const char* list, std::size_t i) {
  return std::string(list) + "[" + std::to_string(i) + "]";
}

void check_order(const std::array<double, 2>& el_rad, const char* key, Problems& problems) {
  if (!(el_rad[0] < el_rad[1]))
    problems.add(key, text(el_rad), "the lowest elevation must be below the highest", "write [low, high]");
}

double corner_cos(const FaceParams& face, double el_rad) {
  return std::cos(el_rad) * std::cos(0.5 * face.width_rad) * std::cos(face.tilt_rad) +
         std::sin(el_rad) * std::sin(face.tilt_rad);
}

void check_face(const FaceParams& face, Problems& problems) {
  const auto& el = face.elevation_rad;
  if (!(el[0] < el[1])) return check_order(el, "elevation", problems);
  if (!(corner_cos(face, el[0]) >= kMinCosOffBoresight && corner_cos(face, el[1]) >= kMinCosOffBoresight))
    problems.add("width", print_quantity(face.width_rad, Dimension::angle),
                 "a corner of the field of regard is more than 80 deg off the boresight",
                 "make the sector narrower, change the tilt, or add a face");
}

void check_rotating(const RadarParams& radar, Problems& problems) {
  const RotatingParams& r = *radar.rotating;
  if (!radar.faces.empty())
    problems.add("faces", "", "a rotating array makes its faces itself",
                 "keep one of `faces` and `rotating`");
  if (!(r.elevation_rad[0] < r.elevation_rad[1]))
    return problems.at("rotating", [&] { check_order(r.elevation_rad, "elevation", problems); });
  const FaceParams quarter = faces(radar)[0];
  if (!(std::min(corner_cos(quarter, r.elevation_rad[0]), corner_cos(quarter, r.elevation_rad[1])) >=
        kMinCosOffBoresight))
    problems.add("rotating.elevation", text(r.elevation_rad),
                 "reaches too far from the boresight to be measured in its direction cosines",
                 "change the tilt, or let the elevations end lower");
}

void check_faces(const RadarParams& radar, Problems& problems) {
  if (radar.rotating) return check_rotating(radar, problems);
  if (radar.faces.empty()) problems.add("faces", "", "a radar needs at least one face");
  for (std::size_t i = 0; i < radar.faces.size(); ++i)
    problems.at(item("faces", i), [&] { check_face(radar.faces[i], problems); });
}

bool is_inside(const std::array<double, 2>& part, const std::array<double, 2>& whole) {
  return part[0] >= whole[0] - 1e-12 && part[1] <= whole[1] + 1e-12;
}

void check_fence(const RadarParams& radar, Problems& problems) {
  if (!radar.fence.elevation_rad) return;
  const auto& fence = *radar.fence.elevation_rad;
  check_order(fence, "fence.elevation", problems);
  for (const FaceParams& face : faces(radar))
    if (!is_inside(fence, face.elevation_rad)) {
      problems.add("fence.elevation", text(fence),
                   "must lie inside the elevations of every face, " + text(face.elevation_rad));
      return;
    }
}

void check_volume(const RadarParams& radar, const VolumeParams& volume, std::size_t i, Problems& problems) {
  check_order(volume.elevation_rad, "elevation", problems);
  if (volume.revisit_s && !(*volume.revisit_s >= radar.revisit_s))
    problems.add("revisit", text_s(*volume.revisit_s),
                 "must be at least the radar's revisit, " + text_s(radar.revisit_s),
                 "the radar's revisit is the shortest of all");
  else if (radar.rotating && volume.revisit_s && *volume.revisit_s != radar.revisit_s)
    problems.add("revisit", text_s(*volume.revisit_s),
                 "a rotating array passes every volume once a turn, " + text_s(radar.revisit_s),
                 "leave it out");
  const std::vector<FaceParams> all = faces(radar);
  bool met = false;
  for (const Sweep& sweep : sweeps(radar)) {
    if (sweep.volume != i) continue;
    met = true;
    if (!is_inside(volume.elevation_rad, all[sweep.face].elevation_rad))
      return problems.add("elevation", text(volume.elevation_rad),
                          "must lie inside the elevations of every face that it meets, " +
                              text(all[sweep.face].elevation_rad));
  }
  if (!met && !all.empty())
    problems.add("azimuth", volume.azimuth_rad ? text(*volume.azimuth_rad) : "", "no face looks there");
}

void check_volumes(const RadarParams& radar, Problems& problems) {
  if (!radar.fences.empty() && radar.fence.elevation_rad)
    problems.add("fence.elevation", text(*radar.fence.elevation_rad),
                 "search is said twice: by `fence` and by `fences`", "keep one of the two");
  for (std::size_t i = 0; i < radar.fences.size(); ++i)
    problems.at(item("fences", i), [&] { check_volume(radar, radar.fences[i], i, problems); });
}

void check_sensitivity(const RadarParams& radar, Problems& problems) {
  const bool any_power = radar.peak_power_W || radar.pulse_width_s || radar.gain_db || radar.receive_gain_db;
  if (radar.reference_range_m && any_power)
    problems.add("reference_range", print_quantity(*radar.reference_range_m, Dimension::length),
                 "sensitivity is given twice: by a reference range and by the radar equation",
                 "keep one of the two");
  if (!radar.reference_range_m && !any_power)
    problems.add("reference_range", "", "nothing says how sensitive the radar is",
                 "give reference_range, or peak_power, pulse_width and gain");
  if (radar.reference_range_m || !any_power) return;
  if (!radar.peak_power_W) problems.add("peak_power", "", "missing: the radar equation needs it");
  if (!radar.pulse_width_s && !radar.budget)
    problems.add("pulse_width", "", "missing: the radar equation needs it");
  if (!radar.gain_db) problems.add("gain", "", "missing: the radar equation needs it");
}

void check_dwell(const RadarParams& radar, const char* key, const WaveformParams& params,
                 Problems& problems) {
  const Cost cost = waveform(radar, params).cost;
  if (!(cost.time_s <= radar.revisit_s))
    problems.add(std::string("budget.") + key, text_s(cost.time_s),
                 "one dwell takes longer than a revisit, " + text_s(radar.revisit_s),
                 "shorten its pulses or its listening, or make the revisit longer");
  if (!(cost.transmit_s <= radar.budget->duty * radar.revisit_s))
    problems.add(std::string("budget.") + key, text_s(cost.transmit_s),
                 "one dwell transmits longer than the duty allows a face in a revisit, " +
                     text_s(radar.budget->duty * radar.revisit_s),
                 "shorten its pulses, raise the duty, or make the revisit longer");
}

/// Each kind of work once.
bool is_complete(std::vector<Work> priority) {
  std::ranges::sort(priority);
  return priority == std::vector{Work::search, Work::confirm, Work::track};
}

void check_budget(const RadarParams& radar, Problems& problems) {
  const BudgetParams& b = *radar.budget;
  if (radar.rotating)
    problems.add("budget", "", "the time of a rotating array is given by its turning; this model has no budget for it",
                 "leave it out");
  if (!is_complete(b.priority))
    problems.add("budget.priority", "", "must name each of search, confirm and track once",
                 "write [confirm, track, search] in the order that you want");
  if (b.track_interval_s && !(*b.track_interval_s >= radar.revisit_s))
    problems.add("budget.track_interval", text_s(*b.track_interval_s),
                 "must be at least the revisit, " + text_s(radar.revisit_s));
  const double coherent_s = b.search.pulse_width_s * b.search.num_coherent;
  if (radar.pulse_width_s && !(std::abs(*radar.pulse_width_s - coherent_s) <= 1e-9 * coherent_s))
    problems.add(
        "pulse_width", text_s(*radar.pulse_width_s),
        "is not the time that the search waveform transmits for one coherent sum, " + text_s(coherent_s),
        "leave it out: the budget's search waveform says it");
}

void check_spans(const RadarParams& radar, Problems& problems) {
  const auto check_span = [&](const std::string& key, double from_s, double to_s) {
    if (!(to_s > from_s)) problems.add(key + ".to", text_s(to_s), "must come after its beginning");
  };
  for (std::size_t i = 0; i < radar.outages.size(); ++i)
    check_span(item("outages", i), radar.outages[i].from_s, radar.outages[i].to_s);
  for (std::size_t i = 0; i < radar.jamming.size(); ++i)
    if (radar.jamming[i].to_s)
      check_span(item("jamming", i), radar.jamming[i].from_s, *radar.jamming[i].to_s);
}

void check_clutter(const ClutterParams& clutter, Problems& problems) {
  if (clutter.cause != Cause::aurora && clutter.cause != Cause::meteor)
    problems.add("cause", std::string(word(clutter.cause)), "must be aurora or meteor");
  check_order(clutter.elevation_rad, "elevation", problems);
  if (!(clutter.range_m[0] < clutter.range_m[1]))
    problems.add("range", print_quantity(clutter.range_m[0], Dimension::length),
                 "the nearest range must be less than the farthest", "write [near, far]");
}

void check_surroundings(const RadarParams& radar, Problems& problems) {
  problems.at("mask", [&] { check(radar.mask_rad, problems); });
  if (radar.gas && !(radar.frequency_Hz >= kLeastGasFrequency_Hz))
    problems.add("gas", "", "attenuation by the air is not known below " +
                                print_quantity(kLeastGasFrequency_Hz, Dimension::frequency));
  for (std::size_t i = 0; i < radar.clutter.size(); ++i)
    problems.at(item("clutter", i), [&] { check_clutter(radar.clutter[i], problems); });
  check_spans(radar, problems);
}

void check_claims(const RadarParams& radar, Problems& problems) {
  for (std::size_t i = 0; i < radar.claims.size(); ++i) {
    const Work work = radar.claims[i].work;
    if (work != Work::search && work != Work::track)
      problems.add(item("claims", i) + ".work", std::string(word(work)), "must be search or track");
    else if (work == Work::track && !(radar.budget && radar.budget->track))
      problems.add(item("claims", i) + ".work", "track", "the radar has no track waveform",
                   "give budget.track, or take the claim for search");
  }
}

void check_ranges(const RadarParams& radar, Problems& problems) {
  if (radar.max_range_m && !(*radar.max_range_m > radar.min_range_m))
    problems.add("max_range", print_quantity(*radar.max_range_m, Dimension::length),
                 "must be greater than min_range");
  if (radar.unambiguous_range_m && !(*radar.unambiguous_range_m > radar.min_range_m))
    problems.add("unambiguous_range", print_quantity(*radar.unambiguous_range_m, Dimension::length),
                 "must be greater than min_range");
  if (radar.unambiguous_range_m && radar.transmitter)
    problems.add("unambiguous_range", print_quantity(*radar.unambiguous_range_m, Dimension::length),
                 "a transmitter that stands elsewhere has no ambiguity of range in this model",
                 "leave one of the two out");
  if (radar.coherent_time_s && radar.transmitter)
    problems.add("coherent_time", text_s(*radar.coherent_time_s),
                 "the range rate between a transmitter and a receiver apart is not modelled",
                 "leave one of the two out");
}

/// What only makes sense of a radar without any other problem. The range that a default takes from the
/// sensitivity must exceed min_range; the fences' area is taken at apparent elevations: refraction lifts all
/// edges.
void check_derived(const RadarParams& radar, Problems& problems) {
  if (!(max_range_m(radar) > radar.min_range_m))
    return problems.add("min_range", print_quantity(radar.min_range_m, Dimension::length),
                        "must be less than max_range, by default twice the reference range: " +
                            print_quantity(max_range_m(radar), Dimension::length));
  const std::vector<FaceParams> all = faces(radar);
  double uv = 0;
  for (const Sweep& s : sweeps(radar)) uv += area_uv(s, all[s.face], s.elevation_rad[0], s.elevation_rad[1]);
  const double cells = num_cells(radar, uv);
  const double prob_fa = radar.budget ? radar.budget->search.prob_fa.value_or(radar.prob_fa) : radar.prob_fa;
  if (!(prob_fa * cells <= kMaxFalse))
    problems.add("prob_fa", short_text(prob_fa),
                 "gives " + short_text(prob_fa * cells) + " expected false detections a frame in " +
                     short_text(cells) + " resolution cells; at most " + short_text(kMaxFalse),
                 "lower prob_fa, or say num_cells, or lower bandwidth or max_range");
  if (!radar.budget) return;
  check_dwell(radar, "search", radar.budget->search, problems);
  if (radar.budget->confirm) check_dwell(radar, "confirm", *radar.budget->confirm, problems);
  if (radar.budget->track) check_dwell(radar, "track", *radar.budget->track, problems);
}

} // namespace

void check(const RadarParams& radar, Problems& problems) {
  const std::size_t before = problems.list().size();
  check_faces(radar, problems);
  check_fence(radar, problems);
  check_volumes(radar, problems);
  check_sensitivity(radar, problems);
  check_ranges(radar, problems);
  if (radar.budget) check_budget(radar, problems);
  check_surroundings(radar, problems);
  check_claims(radar, problems);
  if (problems.list().size() == before) check_derived(radar, problems);
}

} // namespace dewline::sense
