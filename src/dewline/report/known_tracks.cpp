// Which tracks each centre knew of, its own and those that were reported to it.
#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>

#include "dewline/report/page_parts.hpp"

namespace dewline::report {
namespace {

using Key = std::pair<std::string, std::int64_t>; // centre that made it, number

/// By detection: the objects that it came from.
std::map<std::string, std::vector<std::string>> objects_by_detection(const record::RunTables& tables) {
  std::map<std::string, std::vector<std::string>> out;
  for (const auto& l : tables.all<record::LabelRow>()) out[l.detection].push_back(l.object);
  return out;
}

/// What most of a track's detections came from, as the ledger counts; ties go to the first name.
struct Owners {
  std::map<Key, std::map<std::string, int>> votes;
  std::map<Key, std::int64_t> num;

  explicit Owners(const record::RunTables& tables) {
    const auto objects = objects_by_detection(tables);
    for (const auto& e : tables.all<record::TrackEvidenceRow>()) {
      ++num[{e.centre, e.track}];
      const auto it = objects.find(e.detection);
      if (it != objects.end())
        for (const auto& object : it->second) ++votes[{e.centre, e.track}][object];
    }
  }
  std::string of(const Key& key) const {
    const auto it = votes.find(key);
    const std::string* best = nullptr;
    int most = 0;
    if (it != votes.end())
      for (const auto& [object, n] : it->second)
        if (object != record::kNoObject && n > most) best = &object, most = n;
    if (best == nullptr) return record::kNoObject;
    const auto none = it->second.find(record::kNoObject);
    return none != it->second.end() && none->second > most ? record::kNoObject : *best;
  }
};

/// When each centre dropped a track, or went on with it under another number; infinity: never.
std::map<Key, double> deletions(const record::RunTables& tables) {
  std::map<Key, double> out;
  for (const auto& e : tables.all<record::TrackEventRow>())
    if (e.change == "deleted" || e.change == "merged") out[{e.centre, e.track}] = e.known_s;
  return out;
}

void in_order(std::vector<record::TrackRow>& rows) { std::ranges::stable_sort(rows, {}, &record::TrackRow::known_s); }

/// The least time that news of a track travels: its end is a letter like the others.
double delay_s(const run::Scenario& scenario, const record::ReportRow& report) {
  double least_s = std::numeric_limits<double>::infinity();
  for (const auto& [id, link] : scenario.links)
    if (link.from == report.sent_by && link.to == report.centre && link.share == net::Share::tracks)
      least_s = std::min(least_s, link.delay_s);
  return std::isfinite(least_s) ? least_s : 0;
}

/// Tracks as reported: the sender's estimate of the report's instant, known when the report arrived.
std::vector<KnownTrack> reported(const Subject& subject, const std::map<Key, KnownTrack>& own) {
  std::map<Key, std::map<double, const record::TrackRow*>> by_time; // first of each t_s
  std::map<TrackKey, KnownTrack> out;
  for (const auto& report : subject.tables.all<record::ReportRow>()) {
    const Key sent{report.sent_by, report.track};
    const auto it = own.find(sent);
    if (it == own.end() || !(report.known_s <= subject.summary.until_s)) continue;
    auto& rows = by_time[sent];
    if (rows.empty())
      for (const auto& row : it->second.rows) rows.try_emplace(row.t_s, &row);
    const auto row = rows.find(report.t_s);
    if (row == rows.end()) continue;
    KnownTrack& k = out[{report.centre, report.sent_by, report.track}];
    k.key = {report.centre, report.sent_by, report.track};
    k.object = it->second.object;
    k.num_detections = report.num_updates;
    k.rows.push_back(*row->second);
    k.rows.back().known_s = report.known_s;
    k.rows.back().status = report.status;
    const double told_s = std::min(it->second.end_s + delay_s(subject.scenario, report), subject.summary.until_s);
    k.end_s = std::max({k.end_s, told_s, report.known_s});
  }
  std::vector<KnownTrack> list;
  for (auto& [key, k] : out) {
    in_order(k.rows);
    list.push_back(std::move(k));
  }
  return list;
}

} // namespace

std::vector<KnownTrack> known_tracks(const Subject& subject) {
  const Owners owners(subject.tables);
  const auto deleted = deletions(subject.tables);
  std::map<Key, KnownTrack> own;
  for (record::TrackRow& row : subject.tables.all<record::TrackRow>()) own[{row.centre, row.track}].rows.push_back(std::move(row));
  for (auto& [key, k] : own) {
    in_order(k.rows);
    k.key = {key.first, "", key.second};
    k.object = owners.of(key);
    const auto num = owners.num.find(key);
    k.num_detections = num == owners.num.end() ? 0 : num->second;
    const auto gone = deleted.find(key);
    k.end_s = std::max(gone == deleted.end() ? subject.summary.until_s : gone->second, k.rows.back().known_s);
  }
  auto others = reported(subject, own);
  std::vector<KnownTrack> out;
  for (auto& [key, k] : own) out.push_back(std::move(k));
  std::ranges::move(others, std::back_inserter(out));
  return out;
}

} // namespace dewline::report
