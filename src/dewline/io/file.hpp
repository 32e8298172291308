// The scenario file's own shape: blocks and the entries that join parameters of two rooms.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "dewline/catalog/entry.hpp"
#include "dewline/io/customs.hpp"
#include "dewline/io/study.hpp"
#include "dewline/io/type.hpp"
#include "dewline/run/scenario.hpp"

namespace dewline::io {

/// Earth orientation at the epoch.
struct EopParams {
  double ut1_utc_s = 0, xp_rad = 0, yp_rad = 0, dx_rad = 0, dy_rad = 0, lod_s = 0;

  static constexpr auto fields() {
    using P = EopParams;
    return std::tuple{field("ut1_utc_s", &P::ut1_utc_s, "UT1 - UTC", between(-1, 1)),
                      field("xp_rad", &P::xp_rad, "pole coordinate x", between(-1e-5, 1e-5)),
                      field("yp_rad", &P::yp_rad, "pole coordinate y", between(-1e-5, 1e-5)),
                      field("dx_rad", &P::dx_rad, "celestial pole offset x", between(-1e-6, 1e-6)),
                      field("dy_rad", &P::dy_rad, "celestial pole offset y", between(-1e-6, 1e-6)),
                      field("lod_s", &P::lod_s, "excess length of day", between(-0.1, 0.1))};
  }
};
static_assert(complete<EopParams>());

/// A sensor of any kind and the centre that it reports to.
struct SensorEntry {
  std::string reports_to;
  sense::SensorParams params;
};
/// A centre and the tracker it uses.
struct CentreEntry {
  warn::CentreParams centre;
  std::optional<track::TrackerParams> tracker;
};

/// A step of the historical record; its sources stand beside it as in any block.
struct RecordEntry {
  std::string centre, step, object;
  std::optional<double> at_s;
  std::string text;

  static constexpr auto fields() {
    using P = RecordEntry;
    return std::tuple{
        required("centre", &P::centre, "the centre that the record speaks of"),
        required("step", &P::step, "the ledger's step (docs/ledger-steps.md)"),
        field("object", &P::object, "the object that it speaks of"),
        field("at_s", &P::at_s, "when, since the scenario epoch; left out if the sources give words only"),
        required("text", &P::text, "what the sources say, contradictions included")};
  }
};
static_assert(complete<RecordEntry>());

/// A bibliography entry carried by the file itself (a resolved file carries those that it cites).
struct SourceEntry {
  std::string title, author, year, url, note;

  static constexpr auto fields() {
    using P = SourceEntry;
    return std::tuple{required("title", &P::title, "title"), field("author", &P::author, "author"),
                      field("year", &P::year, "year"), field("url", &P::url, "address"),
                      field("note", &P::note, "where and how it was read, what it says")};
  }
};
static_assert(complete<SourceEntry>());

/// A data file that the scenario depends on, with the hash of its bytes.
struct DataEntry {
  std::string path, hash;

  static constexpr auto fields() {
    return std::tuple{required("path", &DataEntry::path, "relative to the scenario file"),
                      required("hash", &DataEntry::hash, "XXH3-64 of its bytes, 16 hexadecimal digits")};
  }
};
static_assert(complete<DataEntry>());

/// The whole file.
struct File {
  std::uint32_t dewline = 1;
  std::string name, title, question, purpose, epoch;
  double duration_s = 0;
  EopParams eop;
  double truth_step_s = 10;
  std::map<std::string, truth::ObjectParams> objects;
  std::map<std::string, SensorEntry> sensors;
  std::map<std::string, CentreEntry> centres;
  std::map<std::string, net::LinkParams> links;
  std::map<std::string, warn::AssetParams> assets;
  std::map<std::string, warn::RuleSetParams> rules;
  std::map<std::string, warn::MessageParams> messages;
  std::optional<catalog::CatalogueParams> catalogue;
  std::vector<RecordEntry> record;
  std::optional<run::FalseAlarmParams> false_alarms;
  std::optional<run::StudyParams> study;
  std::map<std::string, SourceEntry> sources;
  std::vector<DataEntry> data;

  static constexpr auto fields() {
    using P = File;
    return std::tuple{
        required("dewline", &P::dewline, "version of this format: 1", between(1, 1)),
        field("name", &P::name, "short name of the scenario; default: the file's"),
        required("title", &P::title, "what it is, in one line"),
        field("question", &P::question, "the question that the run answers; it gives the headline its words"),
        field("purpose", &P::purpose, "why the scenario exists"),
        required("epoch", &P::epoch, "time zero, UTC: `1995-01-25T06:24:00Z`"),
        required("duration_s", &P::duration_s, "simulated time", Bounds{0, 30 * 86400.0, true}),
        field("eop", &P::eop, "Earth orientation at the epoch; zero is fine for a made-up date"),
        field("truth_step_s", &P::truth_step_s, "spacing of recorded truth samples", between(0.001, 86400)),
        field("objects", &P::objects, "what flies"),
        field("sensors", &P::sensors, "what looks"),
        field("centres", &P::centres, "who tracks, judges and warns"),
        field("links", &P::links, "who tells whom"),
        field("assets", &P::assets, "what an impact would threaten"),
        field("rules", &P::rules, "when a centre raises and withdraws its alerts"),
        field("messages", &P::messages, "what reaches a centre besides tracks and alerts: notices, counts on a display"),
        field("catalogue", &P::catalogue, "known space objects: every centre matches its tracks with them"),
        field("record", &P::record, "what the historical record says, to stand beside the model; no input"),
        field("false_alarms", &P::false_alarms, "what can look like an attack and is none, and how often"),
        field("study", &P::study, "the same scenario under other values, and what is compared"),
        field("sources", &P::sources, "bibliography entries beyond data/sources.bib"),
        field("data", &P::data, "data files and their hashes; checked when present")};
  }
};
static_assert(complete<File>());

template <>
struct Custom<SensorEntry> {
  static Type describe();
};
template <>
struct Custom<CentreEntry> {
  static Type describe();
};

// Large descriptions are made in one place each (file.cpp, file_sensors.cpp, file_objects.cpp): a minute of compiling.
extern template const Type& type_of<File>();
extern template const Type& type_of<SensorEntry>();
extern template const Type& type_of<sense::RadarParams>();
extern template const Type& type_of<sense::InfraredParams>();
extern template const Type& type_of<truth::ObjectParams>();

} // namespace dewline::io
