// dewline catalog correlate: which recorded tracks are known space objects.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <tuple>

#include "commands.hpp"
#include "dewline/catalog/correlate.hpp"
#include "dewline/io/catalogue.hpp"
#include "dewline/io/foreign_tracks.hpp"
#include "dewline/io/track_file.hpp"
#include "dewline/record/reader.hpp"
#include "dewline/run/put_back.hpp"
#include "paths.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

namespace fs = std::filesystem;

/// Pictures of one centre in order of time, and the epoch that they count from.
struct Pictures {
  std::string epoch;
  std::map<std::string, std::map<Time, track::Picture>> of; ///< by centre and when it was known
};

MatNM<6> covariance_of(const record::TrackRow& row) {
  MatNM<6> P;
  std::size_t i = 0, j = 0;
  for_each_field<record::TrackRow>([&](const auto& f) {
    if constexpr (std::is_same_v<typename std::remove_cvref_t<decltype(f)>::Type, double>) {
      if (!f.name.starts_with("cov_")) return;
      P(i, j) = P(j, i) = row.*(f.member);
      if (++j == 6) j = ++i;
    }
  });
  return P;
}

track::Track track_of(const record::TrackRow& row, bool ranged) {
  track::Track track;
  track.id = {NodeId{0}, static_cast<std::uint32_t>(row.track)};
  track.status = row.status == "tentative" ? track::Status::tentative : track::Status::confirmed;
  track.motion = row.motion == "manoeuvring" ? track::Motion::manoeuvring : track::Motion::ballistic;
  track.valid = time_from_s(row.t_s);
  track.x_G = {{row.x_m, row.y_m, row.z_m, row.vx_m_s, row.vy_m_s, row.vz_m_s}, covariance_of(row)};
  track.num_updates = static_cast<std::uint32_t>(row.num_updates);
  track::mark_seen(track, ranged ? sense::Kind::radar : sense::Kind::infrared);
  return track;
}

/// By centre and track: from when on it holds a measured range. Before that a match would be one with an
/// assumption.
using Ranged = std::map<std::pair<std::string, std::int64_t>, double>;
Ranged ranged_since(const record::RunTables& run) {
  std::set<std::string> ranges;
  for (const auto& d : run.all<record::DetectionRow>())
    if (std::isfinite(d.range_m)) ranges.insert(d.detection);
  Ranged since;
  for (const auto& e : run.all<record::TrackEvidenceRow>())
    if (ranges.contains(e.detection)) {
      double& first = since.try_emplace({e.centre, e.track}, e.known_s).first->second;
      first = std::min(first, e.known_s);
    }
  return since;
}

std::string epoch_of(const record::RunTables& run) {
  for (const auto& row : run.all<record::RunInfoRow>())
    if (row.key == "epoch_utc") return row.value;
  throw std::invalid_argument("the run does not say its epoch");
}

Pictures read_run(const CatalogCorrelateOptions& o) {
  const auto run = record::read_run(find_run(o.tracks));
  const Ranged since = ranged_since(run);
  Pictures out{epoch_of(run), {}};
  std::set<std::string> centres;
  for (const auto& row : run.all<record::TrackRow>()) {
    centres.insert(row.centre);
    if (!o.centre.empty() && row.centre != o.centre) continue;
    const auto first = since.find({row.centre, row.track});
    const bool ranged = first != since.end() && first->second <= row.known_s;
    out.of[row.centre][time_from_s(row.known_s)].tracks.push_back(track_of(row, ranged));
  }
  if (!o.centre.empty() && !centres.contains(o.centre))
    throw std::invalid_argument(fmt::format("--centre: `{}` holds no track in this run; there are: {}",
                                            o.centre, fmt::join(centres, ", ")));
  return out;
}

MatNM<6> assumed_covariance() {
  MatNM<6> P;
  for (std::size_t i = 0; i < 6; ++i) {
    const double sigma = i < 3 ? run::kSigmaPosition_m : run::kSigmaSpeed_m_s;
    P(i, i) = sigma * sigma;
  }
  return P;
}

/// R P R^T of both halves of a covariance; the rotation of the Earth during an error is nothing.
MatNM<6> turned(const Mat3& R, const MatNM<6>& P) {
  MatNM<6> out;
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = 0; j < 6; ++j)
      for (std::size_t k = 0; k < 3; ++k)
        for (std::size_t l = 0; l < 3; ++l)
          out(i, j) += R(i % 3, k) * P(i / 3 * 3 + k, j / 3 * 3 + l) * R(j % 3, l);
  return out;
}

Pictures read_csv(const CatalogCorrelateOptions& o) {
  if (o.epoch.empty())
    throw std::invalid_argument(
        "--epoch: a table of tracks does not say when its time zero is; give it, e.g. "
        "--epoch 2026-11-22T06:00:00Z");
  if (o.frame != "earth-fixed" && o.frame != "inertial")
    throw std::invalid_argument("--frame must be earth-fixed or inertial");
  const auto table = io::read_foreign_tracks(io::read_table_text(o.tracks), o.tracks);
  const earth::Orientation orientation(earth::parse_utc(o.epoch), {}, std::chrono::hours{24 * 30});
  Pictures out{o.epoch, {}};
  std::map<std::uint32_t, std::uint32_t> updates;
  for (const run::ForeignState& state : table.states) {
    track::Track track;
    track.id = {NodeId{0}, state.track};
    track.status = track::Status::confirmed, track.motion = state.motion, track.valid = state.time;
    track.num_updates = state.num_updates.value_or(++updates[state.track]);
    const bool fixed = o.frame == "earth-fixed";
    const PosVel x = fixed ? orientation.to_G(state.x, state.time) : state.x;
    const MatNM<6> P = state.cov.value_or(assumed_covariance());
    track.x_G = {{x.p.x, x.p.y, x.p.z, x.v.x, x.v.y, x.v.z},
                 fixed ? turned(transpose(orientation.R_EG(state.time)), P) : P};
    out.of[""][state.time].tracks.push_back(track);
  }
  return out;
}

/// What became of one track.
struct Verdict {
  std::string centre;
  double first_s = 0, last_s = 0;
  std::size_t num_compared = 0, num_matched = 0;
  std::map<std::uint32_t, std::size_t> times; ///< by catalogue number
  std::optional<catalog::Match> newest;
  std::optional<catalog::Uncatalogued> uncatalogued;
};
using Verdicts = std::map<std::pair<std::string, std::uint32_t>, Verdict>;

Verdicts judge(const Pictures& pictures, const catalog::Model& model) {
  Verdicts out;
  std::size_t num = 0, done = 0;
  for (const auto& [centre, of] : pictures.of) num += of.size();
  Progress progress("pictures", num);
  for (const auto& [centre, of] : pictures.of) {
    catalog::Model::State state;
    for (const auto& [known, picture] : of) {
      const auto outcome = model.match(state, known, picture);
      for (const track::Track& track : picture.tracks) {
        if (track.status == track::Status::tentative) continue;
        Verdict& v =
            out.try_emplace({centre, track.id.number}, Verdict{centre, seconds(known), 0, 0, 0, {}, {}, {}})
                .first->second;
        v.last_s = seconds(known), v.newest.reset(), v.num_compared += !track::only_lines_of_sight(track);
      }
      for (const auto& m : outcome.matches) {
        Verdict& v = out.at({centre, m.track.number});
        v.newest = m, ++v.num_matched, ++v.times[m.number];
      }
      for (const auto& u : outcome.uncatalogued) out.at({centre, u.track.number}).uncatalogued = u;
      progress.update(++done);
    }
  }
  return out;
}

std::string words_of(const Verdict& v) {
  if (v.newest)
    return fmt::format("{}{}{}", v.newest->number, v.newest->name.empty() ? "" : " ", v.newest->name);
  if (v.num_compared == 0) return "not compared: no measured range";
  if (v.uncatalogued)
    return fmt::format("in orbit, uncatalogued: {:.0f} x {:.0f} km", v.uncatalogued->perigee_h_m / 1e3,
                       v.uncatalogued->apogee_h_m / 1e3);
  return v.num_matched > 0 ? "no longer" : "none";
}

void print(const Verdicts& verdicts, const catalog::Model& model) {
  std::vector<std::vector<std::string>> rows{
      {"centre", "track", "from", "to", "compared", "matched", "prob", "object"}};
  std::size_t num_known = 0;
  for (const auto& [id, v] : verdicts) {
    num_known += v.newest.has_value();
    rows.push_back({v.centre, std::to_string(id.second), fmt::format("{:.0f} s", v.first_s),
                    fmt::format("{:.0f} s", v.last_s), std::to_string(v.num_compared),
                    std::to_string(v.num_matched), v.newest ? fmt::format("{:.3f}", v.newest->prob) : "",
                    words_of(v)});
  }
  std::cout << table(rows, {1, 2, 3, 4, 5, 6})
            << fmt::format("\n{} of {} confirmed tracks are known space objects, of {} in the catalogue\n",
                           num_known, verdicts.size(), model.size());
}

void print_json(const Verdicts& verdicts, const catalog::Model& model) {
  nlohmann::ordered_json out{{"objects", model.size()}, {"tracks", nlohmann::ordered_json::array()}};
  for (const auto& [id, v] : verdicts) {
    nlohmann::ordered_json row{{"centre", v.centre},
                               {"track", id.second},
                               {"first_s", v.first_s},
                               {"last_s", v.last_s},
                               {"compared", v.num_compared},
                               {"matched", v.num_matched},
                               {"number", nullptr},
                               {"name", nullptr},
                               {"prob", nullptr},
                               {"mahalanobis2", nullptr},
                               {"uncatalogued", v.uncatalogued.has_value()}};
    if (const auto& m = v.newest)
      row["number"] = m->number, row["name"] = m->name, row["prob"] = m->prob,
      row["mahalanobis2"] = m->mahalanobis2;
    out["tracks"].push_back(std::move(row));
  }
  std::cout << out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
}

} // namespace

int catalog_correlate(const CatalogCorrelateOptions& o) {
  const auto entries = io::to_entries(io::read_element_sets(o.elements));
  const bool is_run = fs::is_directory(o.tracks) || o.tracks.ends_with(".duckdb");
  if (!is_run && !o.centre.empty()) throw std::invalid_argument("--centre: only a run folder has centres");
  const Pictures pictures = is_run ? read_run(o) : read_csv(o);
  // polar motion and UT1 turn TEME and the tracks' axes alike: they are not needed
  const earth::Orientation orientation(earth::parse_utc(pictures.epoch), {}, std::chrono::hours{24 * 30});
  const catalog::Model model(entries, {}, orientation);
  const Verdicts verdicts = judge(pictures, model);
  if (o.json)
    print_json(verdicts, model);
  else
    print(verdicts, model);
  return kOk;
}

} // namespace dewline::apps
