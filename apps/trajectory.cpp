// dewline trajectory: one flight as words and a picture, as a table, as a drawing.
#include "trajectory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>
#include <numbers>
#include <stdexcept>

#include "commands.hpp"
#include "dewline/base/units.hpp"
#include "dewline/earth/time_scales.hpp"
#include "dewline/io/flight.hpp"
#include "dewline/orbit/minimum_energy.hpp"
#include "dewline/record/summary.hpp"
#include "dewline/record/words.hpp"
#include "dewline/record/writer.hpp"
#include "dewline/report/figure_trajectory.hpp"
#include "paths.hpp"
#include "picture_file.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

namespace fs = std::filesystem;
constexpr double kDeg = std::numbers::pi / 180;

/// An object of a scenario; the names it has if there is none of that name.
Flown of_scenario(const TrajectoryOptions& o) {
  if (!o.request.type.empty() || !o.request.from.empty() || !o.request.to.empty())
    throw std::invalid_argument(
        "--scenario has its own objects: --type, --from and --to go without it; --set changes a value");
  io::Loaded loaded = io::load(find_scenario(o.scenario), {o.request.sets, data_dir()});
  std::vector<std::string> names;
  std::string all;
  for (const auto& [name, object] : loaded.scenario.objects) {
    names.push_back(name);
    all += (all.empty() ? "" : ", ") + name;
  }
  const std::string object = o.object.empty() && names.size() == 1 ? names.front() : o.object;
  if (!loaded.scenario.objects.contains(object)) {
    const std::string near = io::nearest(object, names);
    throw std::invalid_argument(
        (object.empty() ? "--object is missing" : "--object: there is no `" + object + "`") +
        (near.empty() ? "; the scenario has: " + all : "; did you mean `" + near + "`?"));
  }
  return {std::move(loaded.scenario), object};
}

/// Words of a scenario file in those of the command: what to add, not which key is empty.
io::Diagnostic in_options(io::Diagnostic d) {
  if (d.what.starts_with("does not say how it moves")) {
    d.value.clear();
    d.hint = "a rocket's --type needs --from and --to, what flies a route --way; else --burnout or --tle";
  } else if (d.key == "launch" && d.what.starts_with("needs lat and lon")) {
    d.hint = "--from '48 deg, -105 deg'";
  } else if (d.key == "boost.azimuth" && d.what.starts_with("is missing")) {
    d.hint = "--to PLACE, or --set boost.azimuth='90 deg' with a kick off the vertical: boost.kick='1 deg'";
  }
  return d;
}

Flown fly(const TrajectoryOptions& o) {
  if (!o.scenario.empty()) return of_scenario(o);
  try {
    return {std::move(io::load_flight(o.request, data_dir()).scenario), io::kFlightName};
  } catch (const io::ScenarioError& error) {
    auto list = error.diagnostics();
    std::ranges::transform(list, list.begin(), in_options);
    throw io::ScenarioError(list);
  }
}

Duration step_of(const std::string& text) {
  const Quantity step = parse_quantity(text, Dimension::time);
  if (const auto* wrong = std::get_if<QuantityError>(&step))
    throw std::invalid_argument(fmt::format("--step: value `{}`: {}{}", text, wrong->what,
                                            wrong->hint.empty() ? "" : " (hint: " + wrong->hint + ")"));
  const double step_s = std::get<double>(step);
  if (!(step_s >= 1e-3 && step_s <= 86400))
    throw std::invalid_argument("--step: must be between 1 ms and 1 day");
  return duration_from_s(step_s);
}

void must_be_new(const std::string& file) {
  if (!file.empty() && fs::exists(file))
    throw std::invalid_argument(file + " is there already; it is never overwritten");
}

/// The format as asked for, else by the file's ending.
std::string format_of(const TrajectoryOptions& o) {
  if (!o.format.empty()) return o.format;
  const std::string ending = fs::path(o.out).extension().string();
  if (ending == ".json" || ending == ".parquet") return ending.substr(1);
  if (ending == ".csv") return "csv";
  throw std::invalid_argument("--out: `" + o.out +
                              "` ends neither in .csv nor .json nor .parquet; say --format");
}

std::string file_words(const std::string& file) { return fmt::format("wrote {}\n", file); }

void write_table(const TrajectoryOptions& o, const Flown& flown, const std::vector<ObjectId>& bodies,
                 Duration step) {
  const std::string format = format_of(o);
  if (format == "parquet" && o.out.empty())
    throw std::invalid_argument("--format parquet needs a file: --out flight.parquet");
  const record::Table rows = rows_of(flown, bodies, step, o.frame == "gcrf");
  if (format == "parquet") {
    record::write_parquet(rows, o.out);
  } else {
    const std::string text = format == "csv" ? csv_of(rows) : json_of(rows, flown, o.frame);
    if (o.out.empty()) std::cout << text;
    else record::write_whole(o.out, text);
  }
  if (!o.out.empty()) std::cout << fmt::format("wrote {}: {} rows\n", o.out, rows.num_rows());
}

// --- the drawing ---

report::DrawnFlight drawn(const Flown& flown, const std::vector<ObjectId>& bodies) {
  const bool by_range = flown.params().arc || flown.params().boost;
  const earth::Geodetic pad = flown.begin(bodies.front());
  const auto profile = [&](const Sample& s) {
    return report::Point{by_range ? earth::course(pad, s.at).distance_m / 1e3 : s.t_s / 60, s.at.h_m / 1e3};
  };
  report::DrawnFlight out;
  out.title = flown.params().kind.empty() ? flown.entry : flown.params().kind;
  out.subtitle = "from " + place_words(pad) + "; T = " + flown.scenario.epoch;
  out.foot = fmt::format("dewline {}, {} {}", DEWLINE_VERSION, flown.scenario.name, flown.entry);
  out.x_label = by_range ? "ground range [km]" : "time [min]";
  for (const ObjectId body : bodies) {
    const auto& path = flown.model.path(body);
    const Duration step = std::max(Duration{1}, (flown.end(body) - path.begin()) / 500);
    report::DrawnPath one{flown.name(body), {}, {}};
    for (const Time t : times_of(flown, body, step)) {
      const Sample s = sample(flown, body, t);
      one.profile.push_back(profile(s));
      one.ground.push_back(s.at);
    }
    out.paths.push_back(std::move(one));
  }
  for (const auto& m : flown.model.milestones(bodies.front())) {
    const Sample s = sample(flown, bodies.front(), m.at);
    out.moments.push_back({m.what + " " + record::clock_words(s.t_s), profile(s), s.at});
  }
  return out;
}

// --- the least-energy arc by hand ---

/// The arc in closed form beside the one over the real Earth.
int least_energy(const TrajectoryOptions& o) {
  io::FlightRequest shot;
  shot.from = o.min_energy[0], shot.to = o.min_energy[1], shot.epoch = o.request.epoch;
  const auto flown = [&]() -> Flown {
    try {
      return {std::move(io::load_flight(shot, data_dir()).scenario), io::kFlightName};
    } catch (const io::ScenarioError& error) {
      auto list = error.diagnostics();
      for (auto& d : list) d.at = {"--min-energy", 1, d.at.file == "--from" ? 1 : 2};
      throw io::ScenarioError(list);
    }
  }();
  const ObjectId body = flown.bodies.front();
  const auto from = flown.begin(body), to = earth::to_geodetic(*flown.params().arc->impact);
  const double range_m = earth::course(from, to).distance_m;
  const orbit::SphereArc hand = orbit::minimum_energy(range_m);
  const Brief b = brief_of(flown, body);
  const Sample real = sample(flown, body, flown.model.path(body).begin());
  const double tof_s = b.impact_s.value_or(b.end_s) - b.begin_s;
  if (o.json) {
    const nlohmann::ordered_json out{{"range_m", range_m},
                                     {"sphere",
                                      {{"formula", "minimum_energy"},
                                       {"radius_m", orbit::Sphere{}.radius_m},
                                       {"speed_m_s", hand.speed_m_s},
                                       {"angle_deg", hand.angle_rad / kDeg},
                                       {"apogee_m", hand.apogee_h_m},
                                       {"tof_s", hand.tof_s}}},
                                     {"earth",
                                      {{"speed_m_s", real.speed_m_s},
                                       {"az_deg", real.az_rad / kDeg},
                                       {"angle_deg", real.angle_rad / kDeg},
                                       {"apogee_m", b.apogee_m.value_or(0)},
                                       {"tof_s", tof_s},
                                       {"miss_m", b.miss_m.value_or(0)}}}};
    std::cout << out.dump(2) << '\n';
    return kOk;
  }
  const auto row = [](const char* what, std::string by_hand, std::string on_earth) {
    return std::vector<std::string>{what, std::move(by_hand), std::move(on_earth)};
  };
  std::cout << fmt::format("least energy from {} to {}: {:.1f} km over ground\n\n", place_words(from),
                           place_words(to), range_m / 1e3)
            << table({row("", "closed form", "turning ellipsoid"),
                      row("speed at the ground", fmt::format("{:.1f} m/s", hand.speed_m_s),
                          fmt::format("{:.1f} m/s", real.speed_m_s)),
                      row("angle above the horizontal", fmt::format("{:.3f} deg", hand.angle_rad / kDeg),
                          fmt::format("{:.3f} deg", real.angle_rad / kDeg)),
                      row("apogee", fmt::format("{:.1f} km", hand.apogee_h_m / 1e3),
                          fmt::format("{:.1f} km", b.apogee_m.value_or(0) / 1e3)),
                      row("time of flight", fmt::format("{:.2f} min", hand.tof_s / 60),
                          fmt::format("{:.2f} min", tof_s / 60))},
                     {1, 2})
            << "\nclosed form: the hit equation of Bate, Mueller and White on a sphere of 6371 km that does "
               "not turn, angle (pi - psi)/4;\n"
               "turning ellipsoid: WGS84 with its zonal gravity, ground to ground without air at the same angle; "
               "speed relative to the ground\n\n"
            << fmt::format("next: {} trajectory --type generic-solid-icbm --from '{}' --to '{}'\n", program(),
                           shot.from, shot.to);
  return kOk;
}

std::string next_words(const Flown& flown, bool parts) {
  const std::size_t others = flown.bodies.size() - 1;
  const std::string more =
      others > 0 && !parts ? fmt::format("--parts: {} more {}; ", others, others == 1 ? "body" : "bodies") : "";
  return fmt::format(
      "next: add {}--out flight.csv for the table, --figure flight.svg for profile and ground track; "
      "{} trajectory --help\n",
      more, program());
}

} // namespace

int trajectory(const TrajectoryOptions& o) {
  if (!o.min_energy.empty()) return least_energy(o);
  must_be_new(o.out);
  must_be_new(o.figure);
  const Duration step = step_of(o.step);
  const Flown flown = fly(o);
  std::vector<ObjectId> bodies = flown.bodies;
  if (!o.parts) bodies.resize(1);
  if (!o.figure.empty()) {
    write_figure(o.figure, report::draw_flight(drawn(flown, bodies)));
    std::cout << file_words(o.figure);
  }
  if (!o.out.empty() || !o.format.empty()) write_table(o, flown, bodies, step);
  if (o.json) std::cout << summary_json(flown, bodies);
  if (!o.figure.empty() || !o.out.empty() || !o.format.empty() || o.json) return kOk;
  std::cout << words_of(flown, bodies) << '\n'
            << picture_of(flown, bodies.front()) << '\n'
            << next_words(flown, o.parts);
  return kOk;
}

} // namespace dewline::apps
