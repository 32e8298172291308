// The numbers beside a figure are those of the run's tables.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <sstream>

#include "dewline/report/figure.hpp"
#include "dewline/report/page_parts.hpp"
#include "report/make_subject.hpp"

namespace dewline::report {
namespace {

const Subject& rocket() {
  static const Subject s = shipped("norwegian-rocket-1995");
  return s;
}

using Record = std::map<std::string, std::string>;

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') out.back() += line[++i];
    else if (line[i] == '"') quoted = !quoted;
    else if (line[i] == ',' && !quoted) out.emplace_back();
    else out.back() += line[i];
  }
  EXPECT_FALSE(quoted) << line;
  return out;
}

std::vector<Record> read(const std::string& name) {
  std::istringstream in(draw_figure(rocket(), name).csv);
  std::vector<std::string> columns;
  std::vector<Record> out;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('#')) continue;
    const auto fields = fields_of(line);
    if (columns.empty()) {
      columns = fields;
      continue;
    }
    EXPECT_EQ(fields.size(), columns.size()) << line;
    Record r;
    for (std::size_t i = 0; i < std::min(fields.size(), columns.size()); ++i) r[columns[i]] = fields[i];
    out.push_back(std::move(r));
  }
  return out;
}

/// `never` and nothing are what they say; a number reads back as the same double.
void expect_cell(const std::string& cell, double value) {
  if (std::isnan(value)) EXPECT_EQ(cell, "");
  else if (std::isinf(value)) EXPECT_EQ(cell, "never");
  else EXPECT_EQ(std::strtod(cell.c_str(), nullptr), value) << cell;
}

TEST(FigureNumbers, TheLedgerIsTheLedger) {
  const auto rows = read("ledger");
  ASSERT_EQ(rows.size(), rocket().summary.ledger.size()) << "one centre and one object: every row";
  for (const auto& l : rocket().summary.ledger) {
    const auto it = std::ranges::find_if(rows, [&](const Record& r) { return r.at("step") == l.step && r.at("state") == l.state; });
    ASSERT_NE(it, rows.end()) << l.step;
    expect_cell(it->at("t_s"), l.t_s);
    expect_cell(it->at("known_s"), l.known_s);
    expect_cell(it->at("to_impact_s"), l.to_impact_s);
    EXPECT_EQ(it->at("waited_for"), l.waited_for);
    EXPECT_EQ(it->at("limit_param"), l.limit_param);
  }
  for (const auto& b : rocket().summary.bands)
    for (const auto& r : rows)
      if (r.at("step") == b.step && r.at("state") == b.state) {
        expect_cell(r.at("p05_s"), b.known_s.low);
        expect_cell(r.at("p95_s"), b.known_s.high);
        EXPECT_EQ(r.at("num_happened"), std::to_string(b.share.happened));
      }
}

TEST(FigureNumbers, TheLedgerCarriesTheRecord) {
  const auto rows = read("ledger");
  const auto withdrawn = std::ranges::find_if(rows, [](const Record& r) { return r.at("step") == "withdrawn"; });
  ASSERT_NE(withdrawn, rows.end());
  EXPECT_EQ(withdrawn->at("record_s"), "480") << "eight minutes, as the scenario's record says";
}

TEST(FigureNumbers, TheLedgerByCentreHasEveryStepAndWhatPeopleTook) {
  const auto rows = read("centres");
  std::size_t steps = 0;
  for (const Record& r : rows) steps += r.at("what") == "step";
  EXPECT_EQ(steps, static_cast<std::size_t>(std::ranges::count_if(
                       rocket().summary.ledger, [](const auto& l) { return l.object != record::kNoObject; })));
  const auto& ledger = rocket().summary.ledger;
  const auto at = [&](const std::string& step) { return std::ranges::find(ledger, step, &record::LedgerRow::step)->known_s; };
  const auto people = std::ranges::find_if(rows, [](const Record& r) { return r.at("what") == "people"; });
  ASSERT_NE(people, rows.end());
  expect_cell(people->at("from_s"), at("rule-met"));
  expect_cell(people->at("to_s"), at("declared"));
}

/// Each piece runs from one change of an alert to the next; declared ones begin where the alert was declared.
TEST(FigureNumbers, AlertStatesAreThoseOfTheRun) {
  const auto alerts = rocket().tables.all<record::AlertRow>();
  std::size_t declared = 0, own = 0;
  for (const Record& r : read("alerts")) {
    if (r.at("what") != "state") continue;
    EXPECT_EQ(r.at("level"), "1") << "one state above rest";
    EXPECT_LT(std::stod(r.at("from_s")), std::stod(r.at("to_s")));
    declared += r.at("step") == "declared";
  }
  for (const auto& a : alerts) own += a.step == "declared" && a.raised_by == a.centre && a.known_s < rocket().summary.until_s;
  EXPECT_EQ(declared, own);
  EXPECT_GT(declared, 0U);
}

TEST(FigureNumbers, DetectionsAreThoseOfTheRun) {
  std::map<std::string, record::DetectionRow> all;
  for (auto& d : rocket().tables.all<record::DetectionRow>()) all.emplace(d.detection, d);
  const auto rows = read("detections");
  EXPECT_EQ(rows.size(), all.size());
  for (const Record& r : rows) {
    const auto& d = all.at(r.at("detection"));
    expect_cell(r.at("t_s"), d.t_s);
    expect_cell(r.at("range_km"), d.range_m / 1e3);
    expect_cell(r.at("snr_db"), d.snr_db);
  }
}

TEST(FigureNumbers, TheProfileHasTheTruthAndMeasuredHeightsNearIt) {
  const auto rows = read("profile");
  std::map<double, double> truth_km;
  for (const Record& r : rows)
    if (r.at("what") == "truth") truth_km[std::stod(r.at("t_s"))] = std::stod(r.at("height_km"));
  const auto samples = rocket().tables.all<record::TruthSampleRow>();
  ASSERT_EQ(truth_km.size(), samples.size());
  for (const auto& s : samples) EXPECT_EQ(truth_km.at(s.t_s), s.h_m / 1e3);
  int near = 0;
  for (const Record& r : rows) {
    if (r.at("what") != "detection" || r.at("status") == "false") continue;
    const auto after = truth_km.lower_bound(std::stod(r.at("t_s")));
    ASSERT_NE(after, truth_km.begin());
    const double low = std::prev(after)->second, high = after->second, h_km = std::stod(r.at("height_km"));
    EXPECT_GT(h_km, std::min(low, high) - 20) << "1 mrad of bias at 1,300 km is 1.3 km; noise some times that";
    EXPECT_LT(h_km, std::max(low, high) + 20);
    ++near;
  }
  EXPECT_GT(near, 5);
}

TEST(FigureNumbers, ErrorsAreThoseOfTracksAndEstimates) {
  const auto estimates = estimates_of(rocket().tables);
  const auto rows = read("uncertainty");
  std::size_t num = 0;
  for (const auto& [key, list] : estimates)
    for (const auto& e : list)
      num += static_cast<std::size_t>(std::ranges::count_if(rows, [&](const Record& r) {
        return r.at("track") == track_id(key) && !r.at("sigma_impact_major_km").empty() &&
               std::stod(r.at("known_s")) == e.known_s && std::stod(r.at("sigma_impact_major_km")) == e.impact_major_m / 1e3;
      }));
  EXPECT_EQ(num, static_cast<std::size_t>(std::ranges::count_if(
                     rows, [](const Record& r) { return !r.at("sigma_impact_major_km").empty(); })));
  EXPECT_GT(num, 3u);
}

TEST(FigureNumbers, ProbabilitiesAreThoseOfTheRun) {
  EXPECT_EQ(read("probability").size(), rocket().tables.table("asset_probabilities").num_rows());
}

/// Parts of the waiting add up to the time from launch to the last step.
TEST(FigureNumbers, WaitingAddsUp) {
  double sum_s = 0, last_s = 0;
  for (const Record& r : read("waiting")) {
    EXPECT_EQ(std::stod(r.at("from_s")), last_s) << "no gap, no overlap";
    last_s = std::stod(r.at("to_s"));
    sum_s += std::stod(r.at("waited_s"));
  }
  EXPECT_NEAR(sum_s, last_s, 1e-9);
  const auto& ledger = rocket().summary.ledger;
  const auto withdrawn = std::ranges::find_if(ledger, [](const auto& row) { return row.step == "withdrawn"; });
  ASSERT_NE(withdrawn, ledger.end());
  EXPECT_EQ(last_s, withdrawn->known_s);
}

} // namespace
} // namespace dewline::report
