// Subjects for the tests of this room: shipped scenarios and small ones, run here.
#pragma once
#include <filesystem>
#include <string>

#include "dewline/io/scenario.hpp"
#include "dewline/report/subject.hpp"
#include "dewline/run/answer.hpp"
#include "dewline/run/session.hpp"

namespace dewline::report {

inline const std::filesystem::path kSource = DEWLINE_SOURCE_DIR;

inline Subject make_subject(io::Loaded loaded, std::uint32_t repeats, std::uint64_t seed = 1) {
  Subject s;
  s.scenario = std::move(loaded.scenario);
  s.sources = std::move(loaded.sources);
  s.model = run::compile(s.scenario);
  auto recorded = run::run_recorded(*s.model, seed, 0, {{"compiler", "any"}});
  s.summary = run::summarise(s.scenario, recorded, seed, "0");
  if (repeats > 0) {
    const auto bands = run::repeat(*s.model, seed, repeats, 1);
    s.summary.repeats = bands.num_runs(), s.summary.bands = bands.result();
  }
  s.tables = std::move(recorded.tables);
  return s;
}

inline Subject shipped(const std::string& name, std::uint32_t repeats = 20) {
  return make_subject(io::load(kSource / "scenarios" / (name + ".yaml"), {{}, kSource / "data"}), repeats);
}

} // namespace dewline::report
