// Scores of recorded tracks: against the truth, or against the labels of their detections.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "dewline/io/track_states.hpp"
#include "track.hpp"

namespace dewline::apps {

std::vector<record::StateRow> truth_rows(const std::string& file, std::uint64_t& num_repeated,
                                         std::vector<std::string>& warnings) {
  const io::StateTable table = io::read_states(io::read_table_text(file), file);
  if (!table.unread.empty())
    warnings.push_back(fmt::format("{}: nothing reads the columns {}", file, fmt::join(table.unread, ", ")));
  if (table.num_bad > 0)
    warnings.push_back(fmt::format("{}: {} rows are not finite and were left out", file, table.num_bad));
  std::map<std::string, std::int64_t> ids;
  for (const io::TableState& row : table.rows) ids.emplace(row.id, static_cast<std::int64_t>(ids.size()));
  std::set<std::pair<Time, std::int64_t>> seen;
  std::vector<record::StateRow> out;
  for (const io::TableState& row : table.rows) {
    const std::int64_t id = ids.at(row.id);
    if (seen.emplace(row.time, id).second) out.push_back({row.time, id, {row.p, row.v}});
    else ++num_repeated;
  }
  return out;
}

LabelScore score_labels(const io::TrackLog& log, const std::vector<std::string>& labels) {
  LabelScore score;
  score.num_labelled = std::ranges::count_if(labels, [](const std::string& l) { return !l.empty(); });
  std::set<std::pair<std::uint32_t, std::int64_t>> confirmed; ///< track and scan
  for (const auto& row : log.rows()) confirmed.emplace(row.estimate.track_id, row.scan);
  std::map<std::uint32_t, std::map<std::string, std::int64_t>> by_track;
  std::map<std::string, std::uint32_t> last_track;
  std::int64_t taken = 0, all = 0, main = 0;
  for (const auto& link : log.links()) {
    if (link.of.probability <= 0.5 || !confirmed.contains({link.of.track_id, link.scan})) continue;
    const std::string& label = labels.at(link.of.row);
    ++by_track[link.of.track_id][label];
    if (label.empty()) continue;
    ++taken;
    const auto [last, fresh] = last_track.emplace(label, link.of.track_id);
    score.num_changes += !fresh && last->second != link.of.track_id;
    last->second = link.of.track_id;
  }
  for (const auto& [track, counts] : by_track) {
    std::int64_t most = 0;
    for (const auto& [label, n] : counts) all += n, most = label.empty() ? most : std::max(most, n);
    main += most;
  }
  if (score.num_labelled > 0)
    score.completeness = static_cast<double>(taken) / static_cast<double>(score.num_labelled);
  if (all > 0) score.purity = static_cast<double>(main) / static_cast<double>(all);
  return score;
}

} // namespace dewline::apps
