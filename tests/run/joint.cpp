// Joint networks: a dead link is no link, loops carry nothing round, late letters count once, what a link may do.
#include "run/joint.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace {

using namespace joint;

// ---- dead links

struct Dead {
  const char* what;
  void (*kill)(net::LinkParams&);
};
const Dead kDead[] = {
    {"delivers nothing", [](net::LinkParams& l) { l.delivery_ratio = 0; }},
    {"is out all the time", [](net::LinkParams& l) { l.outages = {{0, 2 * kDuration_s}}; }},
    {"is ignored", [](net::LinkParams& l) { l.trust = Trust::ignore; }},
    {"shares nothing", [](net::LinkParams& l) { l.share = Share::nothing; }},
};

/// Steps that happened at a centre, to the bit; but when its alerts reach others, which it does not know itself.
std::vector<std::string> steps_of(const run::Recorded& run, const std::string& centre) {
  std::vector<std::string> out;
  for (const record::LedgerRow& row : run.ledger)
    if (row.centre == centre && row.happened && !row.truth && row.step != "delivered") out.push_back(text_of_row(row));
  return out;
}

TEST(DeadLink, LeavesTheReceiverWhatItWouldBeAloneToTheBit) {
  const run::Recorded alone = played(network());
  ASSERT_FALSE(rows_of<record::AlertRow>(alone, "b").empty()) << "the centre alone must have something to say";
  for (const Share share : {Share::alerts, Share::tracks, Share::detections})
    for (const Dead& dead : kDead) {
      run::Scenario s = network();
      dead.kill(link(s, "a", "b", share));
      dead.kill(link(s, "a", "c", share)); // c alone knows nothing at all
      const run::Recorded run = played(s);
      for (const char* centre : {"a", "b", "c"}) {
        EXPECT_EQ(knowledge(run, centre), knowledge(alone, centre)) << word(share) << " to " << centre << ": the link " << dead.what;
        EXPECT_EQ(steps_of(run, centre), steps_of(alone, centre)) << word(share) << " to " << centre << ": the link " << dead.what;
      }
    }
}

/// The second radar says the same of itself in other words: 10 dB from 0.1 m2 are 20 dB from 1 m2.
run::Scenario other_words(double reference_rcs_m2 = 0.1) {
  run::Scenario s = network();
  auto& radar_b = std::get<sense::RadarParams>(s.sensors["radar-b"]);
  radar_b.reference_rcs_m2 = reference_rcs_m2;
  radar_b.reference_snr_db += 10 * std::log10(reference_rcs_m2);
  return s;
}

TEST(DeadLink, OfARadarWithAnotherReferenceLeavesTheClassesToTheBitToo) {
  const run::Recorded alone = played(other_words());
  ASSERT_FALSE(rows_of<record::ClassProbabilityRow>(alone, "a").empty());
  for (const char* from : {"radar-b", "b"})
    for (const Dead& dead : kDead) {
      run::Scenario s = other_words();
      dead.kill(link(s, from, "a", Share::detections));
      EXPECT_EQ(knowledge(played(s), "a"), knowledge(alone, "a")) << from << ": the link " << dead.what;
    }
}

/// What a centre takes a body for in the end, by class.
std::map<std::string, double> classes_in_the_end(const run::Recorded& run, const std::string& centre) {
  std::map<std::string, double> prob;
  double last_s = 0;
  for (const auto& row : run.tables.all<record::ClassProbabilityRow>()) {
    if (row.centre != centre) continue;
    if (row.t_s > last_s) prob.clear();
    last_s = row.t_s, prob[row.object_class] = row.prob;
  }
  return prob;
}

TEST(Provenance, AnEchoIsReadWithTheConstantsOfTheRadarThatMeasuredIt) {
  for (const char* from : {"radar-b", "b"}) // by the radar's own link, or from centre to centre
    for (const char* to : {"a", "c"}) {     // beside another radar, or alone
      run::Scenario same = other_words(1), other = other_words();
      link(same, from, to, Share::detections), link(other, from, to, Share::detections);
      const auto expected = classes_in_the_end(played(same), to), got = classes_in_the_end(played(other), to);
      ASSERT_FALSE(expected.empty());
      ASSERT_EQ(got.size(), expected.size());
      for (const auto& [name, prob] : expected) EXPECT_NEAR(got.at(name), prob, 1e-6) << from << " to " << to << ": " << name;
    }
}

TEST(DeadLink, IsNoDeadTest) { // the live ones do change what is known
  const run::Recorded alone = played(network());
  for (const Share share : {Share::alerts, Share::tracks, Share::detections}) {
    run::Scenario s = network();
    link(s, "a", "b", share);
    EXPECT_NE(knowledge(played(s), "b"), knowledge(alone, "b")) << word(share);
  }
}

TEST(DeadLink, TheRecordSaysWhatBecameOfEachLetter) {
  run::Scenario s = network();
  link(s, "a", "b", Share::detections).outages = {{100, 200}};
  link(s, "a", "c", Share::detections).trust = Trust::ignore;
  link(s, "a", "c", Share::tracks).trust = Trust::confirm;
  int out = 0, used = 0, ignored = 0, confirms = 0;
  for (const record::MailRow& m : played(s).tables.all<record::MailRow>()) {
    if (m.link.empty()) continue;
    const bool in_outage = m.link == "a-b-detections" && m.t_s >= 100 && m.t_s < 200;
    EXPECT_EQ(m.fate == "out", in_outage) << m.link << " at " << m.t_s;
    EXPECT_EQ(std::isinf(m.known_s), in_outage);
    out += m.fate == "out", used += m.fate == "used", ignored += m.fate == "ignored", confirms += m.fate == "confirms";
    if (m.fate == "ignored") {
      EXPECT_NEAR(m.known_s, m.t_s + 2, 1e-6) << "it arrives all the same";
    }
  }
  EXPECT_EQ(out, 10);
  EXPECT_EQ(used, 21); // of 32 frames the last one ends with the run
  EXPECT_EQ(ignored, 31);
  EXPECT_GT(confirms, 20);
}

// ---- loops

TEST(Loops, WhatOneSaysDoesNotDependOnWhatItHears) {
  for (const Share share : {Share::tracks, Share::detections}) {
    run::Scenario once = network(), back_and_forth = network();
    link(once, "b", "a", share);
    for (const char* ends : {"ba", "ab"}) link(back_and_forth, {ends[0]}, {ends[1]}, share);
    EXPECT_EQ(knowledge(played(back_and_forth), "a"), knowledge(played(once), "a")) << word(share);
  }
}

TEST(Loops, ARingOfThreeIsOneExchange) {
  for (const Share share : {Share::tracks, Share::detections}) {
    run::Scenario once = network(), ring = network();
    for (run::Scenario* s : {&once, &ring}) s->sensors["radar-c"] = radar(61, 33), s->reports_to["radar-c"] = "c";
    link(once, "c", "a", share);
    for (const char* ends : {"ab", "bc", "ca"}) link(ring, {ends[0]}, {ends[1]}, share);
    EXPECT_EQ(knowledge(played(ring), "a"), knowledge(played(once), "a")) << word(share);
  }
}

/// Of each estimate and track: how many detections it counts, against how many different ones there are.
void expect_each_detection_once(const run::Recorded& run, const std::string& centre) {
  std::map<std::int64_t, std::set<std::string>> evidence;
  std::map<std::int64_t, std::int64_t> rows;
  for (const auto& row : run.tables.all<record::TrackEvidenceRow>())
    if (row.centre == centre) evidence[row.track].insert(row.detection), ++rows[row.track];
  ASSERT_FALSE(evidence.empty());
  for (const auto& [track, names] : evidence) EXPECT_EQ(static_cast<std::int64_t>(names.size()), rows[track]) << track;
  for (const auto& row : run.tables.all<record::TrackRow>())
    if (row.centre == centre) {
      EXPECT_LE(row.num_updates, static_cast<std::int64_t>(evidence[row.track].size()));
    }
}

TEST(Provenance, AFrameThatComesByThreeWaysIsEvidenceOnce) {
  run::Scenario s = network();
  link(s, "radar-a", "b", Share::detections).delay_s = 1; // directly, and ...
  link(s, "a", "b", Share::detections);                   // ... by way of a
  link(s, "a", "c", Share::detections);
  link(s, "b", "c", Share::detections).delay_s = 5;
  const run::Recorded run = played(s);
  for (const char* centre : {"a", "b", "c"}) expect_each_detection_once(run, centre);
  std::set<std::string> of_a;
  for (const auto& row : run.tables.all<record::TrackEvidenceRow>())
    if (row.centre == "b" && row.detection.starts_with("radar-a/")) of_a.insert(row.detection);
  EXPECT_GE(of_a.size(), 30u); // all that radar-a saw, no more: one a frame
  EXPECT_LE(of_a.size(), 32u);
}

TEST(Provenance, LateLettersOutOfTurnAreEvidenceOnceAndInTheEndAsGood) {
  run::Scenario s = network();
  net::LinkParams& l = link(s, "radar-b", "a", Share::detections);
  l.jitter_s = 15; // frames of 10 s overtake each other
  const run::Recorded run = played(s);
  expect_each_detection_once(run, "a");
  std::vector<double> arrived;
  for (const auto& m : run.tables.all<record::MailRow>())
    if (m.link == "radar-b-a-detections" && std::isfinite(m.known_s)) arrived.push_back(m.known_s);
  EXPECT_FALSE(std::ranges::is_sorted(arrived)) << "nothing overtook anything: the test is dead";
  std::set<std::int64_t> tracks;
  std::set<std::string> of_b;
  for (const auto& row : run.tables.all<record::TrackEvidenceRow>())
    if (row.centre == "a" && row.detection.starts_with("radar-b/")) of_b.insert(row.detection), tracks.insert(row.track);
  EXPECT_EQ(tracks.size(), 1u) << "late frames must start no second track";
  EXPECT_GE(of_b.size(), 20u);
}

// ---- trust

double declared_s(const run::Recorded& run, const std::string& centre) {
  double first = record::kNeverS;
  for (const auto& row : run.ledger)
    if (row.centre == centre && row.step == "declared" && row.happened) first = std::min(first, row.known_s);
  return first;
}

TEST(Trust, WhatMayOnlyConfirmCountsForNothingAlone) {
  for (const Share share : {Share::tracks, Share::detections}) {
    run::Scenario s = network();
    net::LinkParams& l = link(s, "a", "c", share); // c has no sensor of its own
    EXPECT_TRUE(std::isfinite(declared_s(played(s), "c"))) << word(share);
    l.trust = Trust::confirm;
    const run::Recorded run = played(s);
    EXPECT_FALSE(std::isfinite(declared_s(run, "c"))) << word(share);
    const std::size_t held = share == Share::tracks ? rows_of<record::ReportRow>(run, "c").size() : rows_of<record::TrackRow>(run, "c").size();
    EXPECT_GT(held, 0u) << "it is held and shown all the same";
  }
}

TEST(Trust, WhatConfirmsSupportsWhatTheOwnSensorsSee) {
  run::Scenario s = network();
  link(s, "a", "b", Share::detections).trust = Trust::confirm;
  const run::Recorded alone = played(network()), run = played(s);
  EXPECT_TRUE(std::isfinite(declared_s(run, "b")));
  EXPECT_LE(declared_s(run, "b"), declared_s(alone, "b") + 10);
}

/// A centre that alarms when a says so.
run::Scenario follower() {
  run::Scenario s = network();
  s.rules["follows"] = s.rules["rules"];
  s.rules["follows"].raise["seen"] = atom("alert.a");
  s.centres["b"].rules = s.centres["c"].rules = "follows";
  for (const char* to : {"b", "c"}) link(s, "a", to, Share::alerts);
  return s;
}

TEST(Trust, AnAlertThatMayOnlyConfirmNeedsAnOwnLaunchCall) {
  run::Scenario s = follower();
  run::Recorded run = played(s);
  EXPECT_TRUE(std::isfinite(declared_s(run, "b")));
  EXPECT_TRUE(std::isfinite(declared_s(run, "c")));
  for (auto& [name, l] : s.links) l.trust = Trust::confirm;
  run = played(s);
  EXPECT_TRUE(std::isfinite(declared_s(run, "b"))) << "b calls a launch itself";
  EXPECT_FALSE(std::isfinite(declared_s(run, "c"))) << "c sees nothing itself";
}

// ---- actions and messages

TEST(Actions, AlertsGoOnlyToThoseWhomTheStateNames) {
  run::Scenario s = follower();
  s.rules["rules"].actions["seen"] = {"conference", "notify c"};
  const run::Recorded run = played(s);
  EXPECT_FALSE(std::isfinite(declared_s(run, "b")));
  EXPECT_TRUE(std::isfinite(declared_s(run, "c")));
  for (const auto& m : run.tables.all<record::MailRow>())
    if (m.kind == "alert") {
      EXPECT_EQ(m.receiver, "c");
    }
}

/// A satellite that never burns anything: whatever its starer looks at, a cue told it to.
sense::InfraredParams starer() {
  sense::InfraredParams p;
  p.orbit.geostationary_rad = 60 * rig::kDeg;
  p.scan_period_s = 10;
  p.num_cells = 0; // nor any noise that its own scanner would report
  p.field_of_regard_rad = 20 * rig::kDeg; // the body flies high above the limb
  p.stare = sense::StareParams{1, 0.02, {}, 15};
  return p;
}

TEST(Actions, ADeclaredStateCuesAStarerWhereItsTrackIs) {
  run::Scenario s = network();
  s.sensors["eye"] = starer();
  s.reports_to["eye"] = "a";
  link(s, "eye", "a", Share::detections).delay_s = 3;
  s.rules["rules"].actions["seen"] = {"cue eye"};
  const run::Recorded run = played(s);
  const double declared = declared_s(run, "a");
  ASSERT_TRUE(std::isfinite(declared));
  double first = record::kNeverS;
  for (const auto& m : run.tables.all<record::MailRow>())
    if (m.kind == "cue") {
      EXPECT_EQ(m.sender + " to " + m.receiver, "a to eye");
      EXPECT_NEAR(m.known_s, m.t_s + 3, 1e-6);
      first = std::min(first, m.t_s);
    }
  EXPECT_EQ(first, declared);
  double stares = record::kNeverS;
  for (const auto& row : run.tables.all<record::CoverageRow>())
    if (row.sensor == "eye" && row.face == 1) stares = std::min(stares, static_cast<double>(row.from_frame));
  EXPECT_GE(stares, declared + 2); // frames of 1 s, by number: not before the cue came
  EXPECT_LE(stares, declared + 6);
}

TEST(Messages, ArriveWhenTheySayAndUndeliveredOnesAreOnlyRecorded) {
  run::Scenario s = network();
  s.rules["shown"] = s.rules["rules"];
  s.rules["shown"].raise["seen"] = atom("display.missiles >= 2");
  s.centres["c"].rules = "shown";
  const auto shown = [](double arrives_s, bool delivered) {
    warn::MessageParams m;
    m.kind = warn::MessageKind::missile_count, m.to = "c", m.sender = "a computer", m.arrives_s = arrives_s;
    m.count = 2, m.delivered = delivered;
    return m;
  };
  s.messages["never"] = shown(50, false);
  EXPECT_FALSE(std::isfinite(declared_s(played(s), "c")));
  s.messages["later"] = shown(100, true);
  run::Recorded run = played(s);
  EXPECT_EQ(declared_s(run, "c"), 100);
  std::map<std::string, double> known;
  for (const auto& row : run.tables.all<record::MessageRow>()) known[row.message] = row.known_s;
  EXPECT_EQ(known, (std::map<std::string, double>{{"later", 100}, {"never", record::kNeverS}}));
  s.messages["before"] = shown(-3600, true);
  EXPECT_EQ(declared_s(played(s), "c"), 0);
}

TEST(Messages, OneThatNeverArrivesChangesNoBitOfWhatACentreBelieves) {
  const auto known = [](bool told_of_launches, std::optional<bool> delivered) {
    run::Scenario s = network();
    s.centres["a"].told_of_launches = told_of_launches;
    warn::MessageParams m;
    m.kind = warn::MessageKind::launch_notification, m.to = "a", m.sender = "a ministry";
    m.from_place = earth::PlaceParams{48 * rig::kDeg, -32 * rig::kDeg, 0}; // where its arc would have begun
    m.radius_m = 1e6, m.opens_s = -3600, m.closes_s = 3600;
    if (delivered) m.delivered = *delivered, s.messages["notice"] = m;
    auto all = knowledge(played(s), "a");
    all.erase("messages");
    return all;
  };
  for (const bool told : {false, true}) {
    EXPECT_EQ(known(told, false), known(told, std::nullopt));
    EXPECT_NE(known(told, true), known(told, std::nullopt)) << "one that arrives is taken in";
  }
  EXPECT_NE(known(true, std::nullopt), known(false, std::nullopt)) << "silence speaks only to who is told of launches";
}

} // namespace
