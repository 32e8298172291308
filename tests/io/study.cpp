// The block `study`, and what a file must hold about links, messages and cues.
#include <fstream>
#include <iterator>

#include "dewline/io/variants.hpp"
#include "support/scenario_text.hpp"

namespace dewline {
namespace {

namespace fs = std::filesystem;

class Networks : public support::ScenarioText {
 protected:
  Networks() {
    const fs::path from = fs::path(DEWLINE_SOURCE_DIR) / "tests/io";
    fs::copy(from / "included.yaml", folder_ / "included.yaml");
    std::ifstream in(from / "base.yaml", std::ios::binary);
    base_ = {std::istreambuf_iterator<char>(in), {}};
  }
  std::string with(const std::string& from, const std::string& to) const {
    std::string text = base_;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return text.replace(at, from.size(), to);
  }
  std::string link(const std::string& more) const { return with("share: tracks,", "share: tracks, " + more + ","); }
  std::vector<run::LoadedVariant> variants(const std::string& text) const {
    const fs::path file = folder_ / "scenario.yaml";
    std::ofstream(file, std::ios::binary) << text;
    const io::Options how{{}, fs::path(DEWLINE_SOURCE_DIR) / "data"};
    return io::load_variants(file, how, io::load(file, how).scenario.study);
  }
  std::string base_;
};

TEST_F(Networks, AStudyIsReadWrittenAndReadAgain) {
  const std::string study =
      "study:\n  compare:\n    shared: {}\n    alone: {links.north-to-south.share: nothing}\n"
      "    slow: {links.north-to-south.delay: 1 min, \"sensors.usolye.faces[0].tilt\": 25 deg, centres.north.conference: "
      "{triangular: [1 min, 2 min, 3 min]}}\n  against: alone\n  measure: south.launch-seen.time_left\n";
  const io::Loaded first = load(base_ + study);
  const auto& compare = first.scenario.study.compare;
  ASSERT_EQ(compare.size(), 3u);
  EXPECT_TRUE(compare.at("shared").changes.empty());
  EXPECT_EQ(compare.at("alone").changes.at("links.north-to-south.share"), "nothing");
  EXPECT_EQ(compare.at("slow").changes.at("sensors.usolye.faces[0].tilt"), "25 deg");
  EXPECT_EQ(compare.at("slow").changes.at("centres.north.conference"), "{triangular: [1 min, 2 min, 3 min]}");
  EXPECT_EQ(load(first.resolved).resolved, first.resolved);
}

TEST_F(Networks, EachVariantIsTheFileUnderItsChangesTheOneComparedAgainstFirst) {
  const auto all = variants(base_ + "study: {compare: {a: {}, b: {links.north-to-south.delay: 1 min, "
                                    "\"sensors.usolye.faces[0].tilt\": 25 deg}}, against: b}\n");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].variant.name, "b");
  EXPECT_EQ(all[0].scenario.links.at("north-to-south").delay_s, 60);
  EXPECT_NEAR(std::get<sense::RadarParams>(all[0].scenario.sensors.at("usolye")).faces.at(0).tilt_rad, 0.436332, 1e-6);
  EXPECT_EQ(all[1].scenario.links.at("north-to-south").delay_s, 5);
}

TEST_F(Networks, WhatIsWrongInAVariantIsToldUnderItsName) {
  try {
    static_cast<void>(variants(base_ + "study: {compare: {fine: {}, lame: {links.north-to-south.shar: nothing}}}\n"));
    ADD_FAILURE();
  } catch (const io::ScenarioError& e) {
    ASSERT_EQ(e.diagnostics().size(), 1u);
    EXPECT_TRUE(e.diagnostics()[0].what.starts_with("in the variant `lame`: ")) << e.what();
    EXPECT_EQ(e.diagnostics()[0].key, "links.north-to-south.shar");
  }
}

TEST_F(Networks, NamesAndMeasuresOfAStudyMustExist) {
  const auto wrong = [&](const std::string& rest) { return errors_of(base_ + "study: {compare: {a: {}}, " + rest + "}\n"); };
  EXPECT_TRUE(wrong("against: b").starts_with("study.against: no such variant")) << wrong("against: b");
  EXPECT_TRUE(wrong("measure: south").starts_with("study.measure: needs a centre"));
  EXPECT_TRUE(wrong("measure: south.launch-seen.colour").starts_with("study.measure: needs a centre"));
  EXPECT_TRUE(wrong("measure: east.launch-seen.known").starts_with("study.measure: no such centre"));
  EXPECT_EQ(wrong("measure: south.launch-seen.known"), "no error");
  EXPECT_NE(errors_of(base_ + "study: {compare: {a: {study.against: a}}}\n").find("cannot change what is compared"), std::string::npos);
}

TEST_F(Networks, AnOutageEndsAfterItBeginsAndTrustIsAWord) {
  EXPECT_EQ(errors_of(link("trust: confirm, outages: [{begin: 5 min, end: 6 min}]")), "no error");
  EXPECT_TRUE(errors_of(link("outages: [{begin: 5 min, end: 6 min}, {begin: 9 min, end: 8 min}]"))
                  .starts_with("links.north-to-south.outages[1].end: must be after `begin`"));
  EXPECT_TRUE(errors_of(link("trust: blindly")).starts_with("links.north-to-south.trust: must be ignore, confirm or override"));
}

TEST_F(Networks, AMessageIsForACentreThatExists) {
  const std::string good = "messages:\n  notice: {kind: missile-count, to: south, count: 2, arrives: 1 min}\n";
  EXPECT_EQ(errors_of(base_ + good), "no error");
  EXPECT_TRUE(errors_of(base_ + "messages:\n  notice: {kind: missile-count, to: west, count: 2}\n")
                  .starts_with("messages.notice.to: no such centre"));
}

TEST_F(Networks, AStateThatACentreMayDeclareUnderSomeVariantCanBeMeasured) {
  const auto study = [&](const std::string& change, const std::string& state) {
    return errors_of(base_ + "study: {compare: {a: {}, b: {" + change + "}}, measure: south." + state + ".known}\n");
  };
  EXPECT_EQ(study("centres.south.rules: two-of-three", "attack-warning"), "no error");
  EXPECT_NE(study("centres.north.rules: two-of-three", "attack-warning").find("no such state that `south` declares"), std::string::npos);
  EXPECT_NE(study("centres.south.rules: two-of-three", "attack-warming").find("did you mean `attack-warning`?"), std::string::npos);
  EXPECT_EQ(study("rules.watch.raise.seen-twice: radar.track", "seen-twice"), "no error");
}

TEST_F(Networks, CentresWaitForWordsThatCanCome) {
  const auto raise = [&](const std::string& atom) { return errors_of(with("radar.track]}", "radar.track, " + atom + "]}")); };
  for (const char* fine : {"alert.north", "alert.south.launch-seen", "alert.any", "alert.any.launch-seen", "alert.any.attack-warning"})
    EXPECT_EQ(raise(fine), "no error") << fine; // `north`: the set is south's as well
  EXPECT_NE(raise("alert.south.quiet").find("no such state that `south` declares"), std::string::npos);
  EXPECT_NE(raise("alert.any.quiet").find("no such state"), std::string::npos);
}

TEST_F(Networks, OneNotifiesWhomALinkOfAlertsReaches) {
  const auto told = [&](const std::string& share, const std::string& rest = "") {
    std::string text = with("    hold: 60 s\n", "    hold: 60 s\n    actions: {launch-seen: [notify south]}\n");
    const std::string was = "share: tracks";
    return errors_of(text.replace(text.find(was), was.size(), "share: " + share) + rest);
  };
  EXPECT_EQ(told("alerts"), "no error");
  EXPECT_EQ(told("nothing"), "no error"); // dead on purpose
  for (const char* other : {"tracks", "detections"})
    EXPECT_NE(told(other).find("no link carries alerts from `north` to `south`"), std::string::npos) << told(other);
  EXPECT_EQ(told("tracks", "study: {compare: {a: {}, b: {links.north-to-south.share: alerts}}}\n"), "no error");
}

TEST_F(Networks, AnOverrideBeginsNoEntryOfItsOwn) {
  const auto set = [&](const std::string& text) {
    try {
      static_cast<void>(io::load_text(base_, folder_ / "scenario.yaml", {{text}, fs::path(DEWLINE_SOURCE_DIR) / "data"}));
    } catch (const io::ScenarioError& e) {
      return std::string(e.what());
    }
    return std::string("no error");
  };
  EXPECT_NE(set("links.north-to-sout.delay=1 s").find("no such link (hint: did you mean `north-to-south`?)"), std::string::npos);
  EXPECT_NE(set("messages.one.count=2").find("no such message (hint: there is none)"), std::string::npos);
  EXPECT_EQ(set("links.back={from: south, to: north, share: alerts}"), "no error"); // whole it may
  EXPECT_EQ(set("links.north-to-south.delay=1 s"), "no error");
}

TEST_F(Networks, OnlyWhatCanBeCuedIsCued) {
  const auto cue = [&](const std::string& sensor) { return with("    hold: 60 s\n", "    hold: 60 s\n    actions: {launch-seen: [cue " + sensor + "]}\n"); };
  EXPECT_NE(errors_of(cue("usolye")).find("`usolye` cannot be cued"), std::string::npos) << errors_of(cue("usolye"));
  EXPECT_NE(errors_of(cue("nobody")).find("no such sensor"), std::string::npos);
  const auto eye = [&](const std::string& text, const std::string& to, const std::string& stare) {
    std::string all = text;
    const std::string at = "sensors:\n";
    return all.replace(all.find(at), at.size(),
                       at + "  eye: {kind: infrared, reports_to: " + to + ", orbit: {geostationary: 60 deg}, scan_period: 10 s, stare: {" + stare + "}}\n");
  };
  EXPECT_EQ(errors_of(eye(cue("eye"), "north", "period: 1 s")), "no error");
  EXPECT_NE(errors_of(eye(cue("eye"), "north", "period: 1 s, at: {lat: 50 deg, lon: 60 deg}")).find("`eye` cannot be cued"), std::string::npos);
}

} // namespace
} // namespace dewline
