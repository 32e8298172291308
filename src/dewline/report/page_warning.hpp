// The part of a report page about what a centre makes of its tracks: classes, threat, messages; and about what rules
// and networks are worth: variants of the scenario, false alerts. As page.hpp says.
#pragma once
#include "dewline/report/page_world.hpp"

namespace dewline::report {

struct ObjectKind {
  static constexpr std::string_view kName = "ObjectKind";
  Text word, plain;
  static constexpr auto fields() {
    return std::tuple{field("word", &ObjectKind::word, "also the column of the chunk `classes`"),
                      field("plain", &ObjectKind::plain, "in plain words")};
  }
};
static_assert(complete<ObjectKind>());

/// What a centre concludes of a track beside where it is; one each time that something of it changes.
struct Judgement {
  static constexpr std::string_view kName = "Judgement";
  Text centre, track;
  double known_s = 0;
  Texts kinds;
  Int num_sensors = 0;
  Text booster;
  Number prob_booster, heading_rad, sigma_heading_rad;
  bool manoeuvres = false, notified = false;
  Int catalogue_number = 0;
  static constexpr auto fields() {
    using J = Judgement;
    return std::tuple{field("centre", &J::centre, "whose judgement it is"), field("track", &J::track, "id of a track"),
                      field("known_s", &J::known_s, "from when it holds, until the next"),
                      field("kinds", &J::kinds, "kinds of sensor behind the track"),
                      field("num_sensors", &J::num_sensors, "different sensors behind it"),
                      field("booster", &J::booster, "the burn profile that fits best; empty: none was weighed"),
                      field("prob_booster", &J::prob_booster, "of that one among all profiles"),
                      field("heading_rad", &J::heading_rad, "over ground, clockwise from north"),
                      field("sigma_heading_rad", &J::sigma_heading_rad, "its error"),
                      field("manoeuvres", &J::manoeuvres, "no impact point can be predicted, only a region"),
                      field("notified", &J::notified, "a launch notification covers its launch"),
                      field("catalogue_number", &J::catalogue_number, "of the space object that it goes with; 0: none")};
  }
};
static_assert(complete<Judgement>());

/// What a centre was told besides tracks and alerts.
struct PageMessage {
  static constexpr std::string_view kName = "Message";
  Text id, centre, kind, sender, words;
  bool truth = false;
  double known_s = 0;
  Int count = 0;
  Number lat_rad, lon_rad, radius_m, opens_s, closes_s;
  Text cause;
  static constexpr auto fields() {
    using M = PageMessage;
    return std::tuple{field("id", &M::id, "the author's id"), field("centre", &M::centre, "that it was for"),
                      field("kind", &M::kind, "launch-notification or missile-count"),
                      field("sender", &M::sender, "who sent it, in words"),
                      field("words", &M::words, "what it says, in one plain line"),
                      field("truth", &M::truth, "it never reached the people who needed it: the centre knows nothing of it"),
                      field("known_s", &M::known_s, "when it was there; before 0: known from the start"),
                      field("count", &M::count, "of a count: missiles shown from then on"),
                      field("lat_rad", &M::lat_rad, "of a notification: the launch site"),
                      field("lon_rad", &M::lon_rad, "its longitude"),
                      field("radius_m", &M::radius_m, "how exact that place is"),
                      field("opens_s", &M::opens_s, "the launch window opens"),
                      field("closes_s", &M::closes_s, "and closes"),
                      field("cause", &M::cause, "truth: what was behind a count")};
  }
};
static_assert(complete<PageMessage>());

/// Of the repeats in which something came: the median and the middle 90 %. null: in none.
struct Middle {
  static constexpr std::string_view kName = "Middle";
  Number median_s, low_s, high_s;
  static constexpr auto fields() {
    return std::tuple{field("median_s", &Middle::median_s, "median"), field("low_s", &Middle::low_s, "5 % point"),
                      field("high_s", &Middle::high_s, "95 % point")};
  }
};
static_assert(complete<Middle>());

/// A step of one centre under one variant of the scenario, over the repeats.
struct VariantRow {
  static constexpr std::string_view kName = "VariantRow";
  Text centre, step, state;
  Int happened = 0, runs = 0;
  double share_low = 0, share_high = 1;
  Middle known, warning, time_left, gained;
  Int pairs = 0, only_here = 0, only_there = 0, num_false = 0;
  double false_low = 0, false_high = 1;
  static constexpr auto fields() {
    using V = VariantRow;
    return std::tuple{field("centre", &V::centre, "whose step"), field("step", &V::step, "of the ledger"),
                      field("state", &V::state, "of its rules"), field("happened", &V::happened, "it came in so many"),
                      field("runs", &V::runs, "of so many repeats"),
                      field("share_low", &V::share_low, "exact 95 % interval of the share"),
                      field("share_high", &V::share_high, "its upper end"),
                      field("known", &V::known, "when the centre knew it, since the epoch"),
                      field("warning", &V::warning, "to the true impact"),
                      field("time_left", &V::time_left, "of a declaration: warning less the human delays still to come"),
                      field("gained", &V::gained, "sooner than under the variant compared against, run by run with the same luck"),
                      field("pairs", &V::pairs, "repeats in which it came under both"),
                      field("only_here", &V::only_here, "under this one alone"),
                      field("only_there", &V::only_there, "under the other alone"),
                      field("num_false", &V::num_false, "of a declaration: repeats in which nothing comes down on what it guards"),
                      field("false_low", &V::false_low, "exact 95 % interval of their share"),
                      field("false_high", &V::false_high, "its upper end")};
  }
};
static_assert(complete<VariantRow>());

struct Variant {
  static constexpr std::string_view kName = "Variant";
  Text name;
  std::vector<KeyValue> changes;
  std::vector<VariantRow> rows;
  static constexpr auto fields() {
    return std::tuple{field("name", &Variant::name, "the author's word for it"),
                      field("changes", &Variant::changes, "against the scenario, by path; none: as it stands"),
                      field("rows", &Variant::rows, "by centre, step and state")};
  }
};
static_assert(complete<Variant>());

/// The same scenario under variants, with the same luck: what each network or rule set is worth.
struct Comparison {
  static constexpr std::string_view kName = "Comparison";
  Text against, measure_centre, measure_state, measure;
  Int runs = 0;
  std::vector<Variant> variants;
  static constexpr auto fields() {
    using C = Comparison;
    return std::tuple{field("against", &C::against, "the variant that gains are counted from"),
                      field("measure_centre", &C::measure_centre, "what the author asks about; empty: nothing special"),
                      field("measure_state", &C::measure_state, "its state"),
                      field("measure", &C::measure, "known, warning_time or time_left"),
                      field("runs", &C::runs, "repeats of each"),
                      field("variants", &C::variants, "the one compared against first")};
  }
};
static_assert(complete<Comparison>());

/// One mark of the picture of false alerts: a state of a rule set.
struct FalseAlertRow {
  static constexpr std::string_view kName = "FalseAlertRow";
  Text centre, rule_set, state;
  double false_per_year = 0;
  Number low, high, disputed_low, disputed_high, miss, miss_low, miss_high, delay_s;
  static constexpr auto fields() {
    using F = FalseAlertRow;
    return std::tuple{field("centre", &F::centre, "at which centre"), field("rule_set", &F::rule_set, "under which rules"),
                      field("state", &F::state, "declared"),
                      field("false_per_year", &F::false_per_year, "alerts a year with nothing behind them"),
                      field("low", &F::low, "95 % interval of the count"), field("high", &F::high, "its upper end"),
                      field("disputed_low", &F::disputed_low, "the least that the stated ranges of the rates allow"),
                      field("disputed_high", &F::disputed_high, "the most"),
                      field("miss", &F::miss, "share of true attacks that it never declares"),
                      field("miss_low", &F::miss_low, "95 % interval"), field("miss_high", &F::miss_high, "its upper end"),
                      field("delay_s", &F::delay_s, "median from launch to declaration of a true attack")};
  }
};
static_assert(complete<FalseAlertRow>());

} // namespace dewline::report
