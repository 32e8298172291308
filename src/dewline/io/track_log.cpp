#include "dewline/io/track_log.hpp"

#include <fmt/format.h>

#include <set>

namespace dewline::io {
namespace {

constexpr const char* kAxis[] = {"x", "y", "z", "vx", "vy", "vz"};

/// Indices of the state that a file has: without heights in the plane.
std::vector<std::size_t> axes(bool flat) {
  return flat ? std::vector<std::size_t>{0, 1, 3, 4} : std::vector<std::size_t>{0, 1, 2, 3, 4, 5};
}
std::string state_name(std::size_t i) { return fmt::format("{}_{}", kAxis[i], i < 3 ? "m" : "m_s"); }
std::string cov_name(std::size_t i, std::size_t j) {
  const char* unit[] = {"m2", "m2_s", "m2_s2"};
  return fmt::format("cov_{}_{}_{}", kAxis[i], kAxis[j], unit[(i > 2) + (j > 2)]);
}

/// Every number column of a row, with its name: `f(name, value)`.
template <class F>
void for_each_number(bool flat, const track::recorded::Estimate& e, F&& f) {
  const auto a = axes(flat);
  for (const std::size_t i : a) f(state_name(i), e.x_L.mean[i]);
  for (std::size_t i = 0; i < a.size(); ++i)
    for (std::size_t j = i; j < a.size(); ++j) f(cov_name(a[i], a[j]), e.x_L.cov(a[i], a[j]));
  f("prob_exists", e.prob_exists);
}

} // namespace

void TrackLog::add(std::int64_t scan, const track::recorded::Result& result) {
  for (const auto& estimate : result.tracks) rows_.push_back({scan, result.time, estimate});
  for (const auto& association : result.associations) links_.push_back({scan, result.time, association});
}

record::Table TrackLog::tracks() const {
  std::vector<std::int64_t> scan, id, updates, misses;
  std::vector<double> time_s;
  for (const Row& r : rows_) {
    scan.push_back(r.scan), time_s.push_back(seconds(r.time)), id.push_back(r.estimate.track_id);
    updates.push_back(r.estimate.num_updates), misses.push_back(r.estimate.num_misses);
  }
  record::Table table{"tracks", {{"scan", scan}, {"time_s", time_s}, {"track_id", id}}};
  const std::size_t first = table.columns.size();
  for_each_number(flat_, {}, [&](std::string name, double) {
    table.columns.push_back({std::move(name), std::vector<double>{}});
  });
  for (const Row& r : rows_) {
    std::size_t k = first;
    for_each_number(flat_, r.estimate, [&](const std::string&, double value) {
      std::get<std::vector<double>>(table.columns[k++].cells).push_back(value);
    });
  }
  table.columns.push_back({"num_updates", updates});
  table.columns.push_back({"num_misses", misses});
  return table;
}

record::Table TrackLog::associations() const {
  std::vector<std::int64_t> scan, id, row;
  std::vector<double> time_s, probability, nis;
  for (const Link& l : links_) {
    scan.push_back(l.scan), time_s.push_back(seconds(l.time));
    id.push_back(l.of.track_id), row.push_back(l.of.row);
    probability.push_back(l.of.probability), nis.push_back(l.of.nis);
  }
  return {"associations",
          {{"scan", scan},
           {"time_s", time_s},
           {"track_id", id},
           {"detection_row", row},
           {"probability", probability},
           {"nis", nis}}};
}

std::vector<record::StateRow> TrackLog::states() const {
  std::vector<record::StateRow> out;
  for (const Row& r : rows_) {
    const auto& m = r.estimate.x_L.mean;
    out.push_back({r.time, r.estimate.track_id, {{m[0], m[1], m[2]}, {m[3], m[4], m[5]}}});
  }
  return out;
}

std::vector<MatNM<6>> TrackLog::covariances() const {
  std::vector<MatNM<6>> out;
  for (const Row& r : rows_) out.push_back(r.estimate.x_L.cov);
  return out;
}

std::size_t TrackLog::num_tracks() const {
  std::set<std::uint32_t> ids;
  for (const Row& r : rows_) ids.insert(r.estimate.track_id);
  return ids.size();
}

std::string TrackLog::csv_header() const {
  std::string out = "scan,time_s,track_id";
  for_each_number(flat_, {}, [&](const std::string& name, double) { out += ',' + name; });
  return out + ",num_updates,num_misses\n";
}

std::string TrackLog::csv_rows(std::size_t first) const {
  std::string out;
  for (std::size_t i = first; i < rows_.size(); ++i) {
    const Row& r = rows_[i];
    out += fmt::format("{},{},{}", r.scan, seconds(r.time), r.estimate.track_id);
    for_each_number(flat_, r.estimate,
                    [&](const std::string&, double value) { out += fmt::format(",{}", value); });
    out += fmt::format(",{},{}\n", r.estimate.num_updates, r.estimate.num_misses);
  }
  return out;
}

} // namespace dewline::io
