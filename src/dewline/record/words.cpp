#include "dewline/record/words.hpp"

#include <fmt/format.h>

#include <cmath>

namespace dewline::record {

double time_s(Time t) { // a division, unlike seconds(): correctly rounded, so that 232 s prints as 232
  return t == kNever ? kNeverS : static_cast<double>(t.time_since_epoch().count()) / 1e9;
}

std::string detection_name(const Context& context, const DetectionId& id) {
  return fmt::format("{}/{}.{}", context.sensors.at(id.sensor.index), id.frame, id.index);
}

std::string motion_word(track::Motion motion) {
  return motion == track::Motion::ballistic ? "ballistic" : "manoeuvring";
}

std::string status_word(track::Status status) {
  switch (status) {
    case track::Status::tentative: return "tentative";
    case track::Status::confirmed: return "confirmed";
    case track::Status::coasting: return "coasting";
  }
  return "?";
}

std::string change_word(track::Change change) {
  switch (change) {
    case track::Change::started: return "started";
    case track::Change::confirmed: return "confirmed";
    case track::Change::coasting: return "coasting";
    case track::Change::reacquired: return "reacquired";
    case track::Change::deleted: return "deleted";
    case track::Change::merged: return "merged";
    case track::Change::swapped: return "swapped";
  }
  return "?";
}

std::string step_word(warn::Step step) {
  switch (step) {
    case warn::Step::rule_met: return "rule-met";
    case warn::Step::declared: return "declared";
    case warn::Step::withdraw_met: return "withdraw-met";
    case warn::Step::withdrawn: return "withdrawn";
    case warn::Step::dropped: return "dropped";
    case warn::Step::downgraded: return "downgraded";
  }
  return "?";
}

std::string kinds_word(std::uint8_t kinds) {
  std::string out;
  for (const auto& [kind, word] : enum_words(static_cast<sense::Kind*>(nullptr)))
    if ((kinds >> static_cast<unsigned>(kind) & 1U) != 0) (out += out.empty() ? "" : "+") += word;
  return out;
}

std::string limit_word(sense::Limit limit) {
  switch (limit) {
    case sense::Limit::horizon: return "horizon";
    case sense::Limit::elevation_floor: return "elevation floor";
    case sense::Limit::elevation_ceiling: return "elevation ceiling";
    case sense::Limit::sector: return "sector";
    case sense::Limit::range: return "range";
    case sense::Limit::signal: return "signal";
    case sense::Limit::existence: return "existence";
    case sense::Limit::scenario: return "scenario";
    case sense::Limit::mask: return "skyline";
    case sense::Limit::limb: return "limb of the Earth";
    case sense::Limit::field: return "field of regard";
    case sense::Limit::cloud: return "lowest cloud";
    case sense::Limit::sun: return "Sun";
    case sense::Limit::fire: return "fire";
  }
  return "?";
}

std::string clock_words(double t_s) {
  if (std::isnan(t_s)) return "-";
  if (std::isinf(t_s)) return "never";
  const auto total = static_cast<long long>(std::llround(std::fabs(t_s)));
  const std::string sign = t_s < 0 && total > 0 ? "-" : "";
  if (total < 3600) return fmt::format("{}{:02}:{:02}", sign, total / 60, total % 60);
  return fmt::format("{}{}:{:02}:{:02}", sign, total / 3600, total / 60 % 60, total % 60);
}

std::string fate_word(const Mailed& mailed) {
  if (mailed.out) return "out";
  if (mailed.envelope.due == kNever) return "lost";
  switch (mailed.envelope.trust) {
    case net::Trust::ignore: return "ignored";
    case net::Trust::confirm: return "confirms";
    case net::Trust::override_own: return "used";
  }
  return "?";
}

std::optional<std::pair<SensorId, std::int64_t>> scan_in(
    const Mailed& mailed, const std::map<SensorId, std::int64_t>& newest_frame) {
  if (std::string_view(mailed.kind) != "scan") return std::nullopt;
  if (mailed.frame >= 0) return std::pair(mailed.sensor, mailed.frame);
  if (mailed.envelope.from.room != net::Room::sense) return std::nullopt;
  const auto it = newest_frame.find(SensorId{mailed.envelope.from.owner});
  return it == newest_frame.end() ? std::nullopt : std::optional(std::pair(it->first, it->second));
}

} // namespace dewline::record
