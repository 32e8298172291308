#include <algorithm>
#include <map>
#include <string>

#include "dewline/record/ledger_pair.hpp"

namespace dewline::record {
namespace {

/// A part of an object that the detection names too (`rocket/stage-1` beside `rocket`): not told apart from it, so the
/// object itself owns what both returned.
bool is_part_of_one_named(const Context& context, ObjectId part, const std::vector<ObjectId>& named) {
  const std::string& name = context.objects.at(part.index);
  return std::any_of(named.begin(), named.end(), [&](ObjectId other) {
    return name.starts_with(context.objects.at(other.index) + "/");
  });
}
/// The object that most of a track's detections came from; nothing if most were false.
Owner owner(const Context& context, const LedgerLog& log, const TrackLog& track) {
  std::map<ObjectId, std::size_t> count;
  std::size_t none = 0;
  for (const DetectionId& d : track.evidence) {
    const auto hit = log.hits.find(d);
    if (hit == log.hits.end()) ++none;
    else
      for (ObjectId object : hit->second.objects)
        if (!is_part_of_one_named(context, object, hit->second.objects)) ++count[object];
  }
  Owner best;
  for (const auto& [object, n] : count)
    if (!best || n > count[*best]) best = object;
  return best && count[*best] >= none ? best : Owner{};
}

} // namespace

std::vector<LedgerRow> ledger_rows(const Context& context, const LedgerLog& log) {
  Owners owners;
  for (const auto& [id, track] : log.tracks) owners[id] = owner(context, log, track);
  std::vector<LedgerRow> out;
  for (std::uint32_t n = 0; n < context.nodes.size(); ++n)
    for (std::uint32_t o = 0; o <= context.objects.size(); ++o) {
      const Owner object = o < context.objects.size() ? Owner{ObjectId{o}} : Owner{};
      for (LedgerRow& row : Pair(context, log, {n}, object, owners).rows()) out.push_back(std::move(row));
    }
  return out;
}

} // namespace dewline::record
