// The part of a report page that stands before the run: centres, objects, sensors, links, regions. As page.hpp says.
#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "dewline/base/field.hpp"

namespace dewline::report {

using Number = std::optional<double>; ///< null in the file if absent or not finite
using Text = std::string;
using Texts = std::vector<std::string>;
using Int = std::int64_t;

struct KeyValue {
  static constexpr std::string_view kName = "KeyValue";
  Text key, value;
  static constexpr auto fields() {
    return std::tuple{field("key", &KeyValue::key, "name"), field("value", &KeyValue::value, "value")};
  }
};
static_assert(complete<KeyValue>());

struct AlertState {
  static constexpr std::string_view kName = "AlertState";
  Text word, meaning, resembles;
  static constexpr auto fields() {
    return std::tuple{field("word", &AlertState::word, "of the rule set"),
                      field("meaning", &AlertState::meaning, "in one plain line"),
                      field("resembles", &AlertState::resembles, "the historical name that it is like; may be empty")};
  }
};
static_assert(complete<AlertState>());

struct Centre {
  static constexpr std::string_view kName = "Centre";
  Text id, headline, rules, rules_doc;
  std::vector<AlertState> states;
  static constexpr auto fields() {
    return std::tuple{field("id", &Centre::id, "the author's id"),
                      field("headline", &Centre::headline, "its own story; tracks by number, no object named"),
                      field("rules", &Centre::rules, "its rule set"),
                      field("rules_doc", &Centre::rules_doc, "whose rules these resemble; may be empty"),
                      field("states", &Centre::states, "of its rule set, from rest to the gravest")};
  }
};
static_assert(complete<Centre>());

struct Milestone {
  static constexpr std::string_view kName = "Milestone";
  Text what;
  double t_s = 0, lat_rad = 0, lon_rad = 0, h_m = 0;
  static constexpr auto fields() {
    using M = Milestone;
    return std::tuple{field("what", &M::what, "launch, burnout, apogee, impact, end of data"),
                      field("t_s", &M::t_s, "when"), field("lat_rad", &M::lat_rad, "geodetic latitude"),
                      field("lon_rad", &M::lon_rad, "longitude"), field("h_m", &M::h_m, "height")};
  }
};
static_assert(complete<Milestone>());

struct TrueObject {
  static constexpr std::string_view kName = "TrueObject";
  Text id, kind, symbol;
  double begin_s = 0, end_s = 0;
  std::vector<Milestone> milestones;
  static constexpr auto fields() {
    using O = TrueObject;
    return std::tuple{field("id", &O::id, "the author's id"), field("kind", &O::kind, "what it is, in one word"),
                      field("symbol", &O::symbol, "missile, rocket, aircraft, satellite or unknown"),
                      field("begin_s", &O::begin_s, "it exists from"), field("end_s", &O::end_s, "and until; begin_s: never in this run"),
                      field("milestones", &O::milestones, "in time order")};
  }
};
static_assert(complete<TrueObject>());

struct Face {
  static constexpr std::string_view kName = "Face";
  double az_start_rad = 0, az_width_rad = 0, el_min_rad = 0, el_max_rad = 0;
  Number fence_min_rad, fence_max_rad;
  double range_min_m = 0, range_max_m = 0;
  Number reference_range_m;
  static constexpr auto fields() {
    using F = Face;
    return std::tuple{field("az_start_rad", &F::az_start_rad, "sector begins, clockwise from north"),
                      field("az_width_rad", &F::az_width_rad, "and runs clockwise for this much"),
                      field("el_min_rad", &F::el_min_rad, "field of regard: lowest elevation"),
                      field("el_max_rad", &F::el_max_rad, "field of regard: highest elevation"),
                      field("fence_min_rad", &F::fence_min_rad, "search fence: lowest elevation"),
                      field("fence_max_rad", &F::fence_max_rad, "search fence: highest elevation"),
                      field("range_min_m", &F::range_min_m, "instrumented range, least"),
                      field("range_max_m", &F::range_max_m, "instrumented range, most"),
                      field("reference_range_m", &F::reference_range_m, "range of the reference target")};
  }
};
static_assert(complete<Face>());

struct Sensor {
  static constexpr std::string_view kName = "Sensor";
  Text id, kind, symbol;
  Texts reports_to;
  double lat_rad = 0, lon_rad = 0, h_m = 0, revisit_s = 0;
  std::vector<Face> faces;
  std::vector<std::array<double, 4>> places;
  static constexpr auto fields() {
    using S = Sensor;
    return std::tuple{field("id", &S::id, "the author's id"), field("kind", &S::kind, "radar, infrared, surveillance or feed"),
                      field("symbol", &S::symbol, "key of the symbol sheet"),
                      field("reports_to", &S::reports_to, "centres that its scans are sent to"),
                      field("lat_rad", &S::lat_rad, "geodetic latitude; of a satellite: at the epoch"),
                      field("lon_rad", &S::lon_rad, "longitude"),
                      field("h_m", &S::h_m, "height"), field("revisit_s", &S::revisit_s, "time of one frame"),
                      field("faces", &S::faces, "where it looks; a satellite has none"),
                      field("places", &S::places,
                            "of a satellite: [t_s, x_m, y_m, z_m] Earth-fixed, in order of time")};
  }
};
static_assert(complete<Sensor>());

struct Link {
  static constexpr std::string_view kName = "Link";
  Text id, from, to, share;
  double delay_s = 0;
  static constexpr auto fields() {
    return std::tuple{field("id", &Link::id, "the author's id"), field("from", &Link::from, "a sensor or a centre"),
                      field("to", &Link::to, "a centre"),
                      field("share", &Link::share, "nothing, alerts, tracks or detections"),
                      field("delay_s", &Link::delay_s, "least time from sending to arrival")};
  }
};
static_assert(complete<Link>());

struct Asset {
  static constexpr std::string_view kName = "Asset";
  Text id, of;
  std::vector<std::vector<std::array<double, 2>>> outlines_deg;
  static constexpr auto fields() {
    return std::tuple{field("id", &Asset::id, "the author's id"), field("of", &Asset::of, "the centre that guards it"),
                      field("outlines_deg", &Asset::outlines_deg,
                            "closed rings of [longitude, latitude]; a circle is drawn as a ring")};
  }
};
static_assert(complete<Asset>());

} // namespace dewline::report
