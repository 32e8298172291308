// Scenarios and runs.
#include <pybind11/functional.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <tuple>

#include "core.hpp"
#include "dewline/base/hash.hpp"
#include "dewline/io/foreign_tracks.hpp"
#include "dewline/io/scenario.hpp"
#include "dewline/io/variants.hpp"
#include "dewline/io/track_file.hpp"
#include "dewline/record/reader.hpp"
#include "dewline/record/summary.hpp"
#include "dewline/record/ledger_text.hpp"
#include "dewline/record/why.hpp"
#include "dewline/report/figure.hpp"
#include "dewline/report/html.hpp"
#include "dewline/run/answer.hpp"
#include "dewline/run/provenance.hpp"
#include "dewline/run/put_back.hpp"
#include "dewline/run/session.hpp"

namespace py = pybind11;
using namespace py::literals;

namespace dewline::python {
namespace {

/// A column as numpy: numbers and truth values by copy, text as objects.
py::object numpy_of(const record::Cells& cells) {
  return std::visit(
      [](const auto& values) -> py::object {
        using T = typename std::remove_cvref_t<decltype(values)>::value_type;
        if constexpr (std::is_same_v<T, std::string>) {
          py::array out(py::dtype("O"), static_cast<py::ssize_t>(values.size()));
          for (std::size_t i = 0; i < values.size(); ++i)
            out[py::int_(i)] = py::str(values[i]);
          return out;
        } else {
          py::array_t<T> out(static_cast<py::ssize_t>(values.size()));
          std::copy(values.begin(), values.end(), out.mutable_data());
          return out;
        }
      },
      cells);
}

py::dict dict_of(const record::Table& table) {
  py::dict out;
  for (const auto& column : table.columns) out[py::str(column.name)] = numpy_of(column.cells);
  return out;
}

/// Asks Python for Ctrl-C between slices and batches.
bool python_wants_to_stop() {
  py::gil_scoped_acquire gil;
  return PyErr_CheckSignals() != 0;
}
void throw_if_interrupted() {
  if (PyErr_Occurred() != nullptr) throw py::error_already_set();
}

void add_bands(report::Subject& subject) {
  record::Bands bands;
  {
    py::gil_scoped_release others_may_run;
    bands = run::repeat(*subject.model, subject.summary.seed, run::default_repeats(subject.tables), 0, {}, python_wants_to_stop);
  }
  throw_if_interrupted();
  subject.summary.repeats = bands.num_runs();
  subject.summary.bands = bands.result();
}

class Run {
 public:
  /// A run file on its own: tables, but no scenario to draw or explain.
  explicit Run(record::RunTables tables) { subject_.tables = std::move(tables); }
  explicit Run(report::Subject subject) : subject_(std::move(subject)) {}

  [[nodiscard]] std::vector<std::string> names() const {
    std::vector<std::string> out;
    for (const auto& table : subject_.tables.tables) out.push_back(table.name);
    return out;
  }
  [[nodiscard]] py::dict table(const std::string& name) const { return dict_of(subject_.tables.table(name)); }
  [[nodiscard]] std::string headline() const { return run::headline(subject_.tables); }
  [[nodiscard]] std::string why(const std::string& centre, const std::string& step, const std::string& object) const {
    return record::why(subject_.tables, centre, step, object);
  }
  [[nodiscard]] std::string ledger_text(const std::string& centre, const std::string& object) const {
    return record::ledger_text(subject_.tables.all<record::LedgerRow>(), centre, object);
  }
  [[nodiscard]] std::string hash() const { return hex(record::tables_hash(subject_.tables)); }
  [[nodiscard]] std::vector<std::string> figures() { return report::figures_of(whole()); }
  [[nodiscard]] std::tuple<std::string, std::string, std::string> figure(const std::string& name) {
    const report::Figure f = report::draw_figure(whole(), name);
    return {f.svg, f.csv, f.caption};
  }
  /// The page of this run, from a built page, into a file that is not there yet.
  void report(const std::string& page, const std::string& file) {
    if (std::filesystem::exists(file)) throw record::RecordError(file + ": is there already; nothing is ever overwritten");
    std::ifstream in(page, std::ios::binary);
    const std::string built{std::istreambuf_iterator<char>(in), {}};
    if (built.empty()) throw record::RecordError(page + ": cannot be read; ./dw run builds the page");
    record::write_whole(file, report::html(built, report::page_data(whole())));
  }
  void save(const std::string& file) const { record::write_tables(subject_.tables, file); }
  /// The run again with another tracker's tracks in the place of a centre's own: its tables, and what became of the
  /// tracks. `text` is their CSV; empty: that of `file`.
  [[nodiscard]] std::pair<Run, py::dict> with_tracks(const std::string& centre, const std::string& file,
                                                     const std::string& text, const std::string& frame,
                                                     double end_after_s) const {
    need_scenario();
    io::ForeignTable table = io::read_foreign_tracks(text.empty() ? io::read_table_text(file) : text, file);
    run::PutBackNews news;
    const auto model = run::put_back(subject_.scenario, subject_.tables,
                                     {centre, frame, end_after_s, std::move(table.states)}, news);
    run::Recorded recorded;
    {
      py::gil_scoped_release others_may_run;
      recorded = run::run_recorded(*model, subject_.summary.seed, run::number_of(subject_.tables),
                                   run::provenance(subject_.scenario, DEWLINE_VERSION), python_wants_to_stop);
    }
    throw_if_interrupted();
    return {Run(std::move(recorded.tables)),
            py::dict("rows"_a = news.num_rows, "tracks"_a = news.num_tracks, "updates"_a = news.num_updates,
                     "matched"_a = news.num_matched, "assumed_covariances"_a = news.num_assumed,
                     "bad_rows"_a = table.num_bad, "unread"_a = table.unread)};
  }

 private:
  void need_scenario() const {
    if (subject_.model) return;
    throw record::RecordError("this run has tables only: a run.duckdb without scenario.resolved.yaml and summary.json beside "
                              "it, or a run with foreign tracks; figures, the report and with_tracks need the run folder");
  }
  /// With the scenario, and with the repeats behind its bands: made on first use unless the run folder has them.
  const report::Subject& whole() {
    need_scenario();
    if (subject_.summary.repeats == 0 && subject_.summary.complete) add_bands(subject_);
    return subject_;
  }
  report::Subject subject_;
};

/// A checked scenario; compiled on first use.
class Scenario {
 public:
  Scenario(io::Loaded loaded, std::string file, io::Options options)
      : loaded_(std::move(loaded)), file_(std::move(file)), options_(std::move(options)) {}

  [[nodiscard]] Run run(std::uint64_t seed, std::uint64_t number) {
    const run::Model& m = model();
    run::Recorded recorded;
    {
      py::gil_scoped_release others_may_run;
      recorded = run::run_recorded(m, seed, number, run::provenance(loaded_.scenario, DEWLINE_VERSION),
                                   python_wants_to_stop);
    }
    throw_if_interrupted();
    record::Summary summary = run::summarise(loaded_.scenario, recorded, seed, DEWLINE_VERSION);
    return Run(report::Subject{loaded_.scenario, loaded_.sources, model_, std::move(recorded.tables), std::move(summary)});
  }
  [[nodiscard]] py::list bands(std::uint64_t seed, std::uint32_t n, unsigned threads) {
    const run::Model& m = model();
    record::Bands bands;
    {
      py::gil_scoped_release others_may_run;
      bands = run::repeat(m, seed, n, threads, {}, python_wants_to_stop);
    }
    throw_if_interrupted();
    py::list out;
    for (const auto& b : bands.result()) {
      py::dict row;
      row["centre"] = b.centre, row["object"] = b.object, row["step"] = b.step, row["state"] = b.state;
      row["happened"] = b.share.happened, row["runs"] = b.share.runs;
      row["prob_low"] = b.share.low, row["prob_high"] = b.share.high;
      row["known_low_s"] = b.known_s.low, row["known_median_s"] = b.known_s.median, row["known_high_s"] = b.known_s.high;
      out.append(row);
    }
    return out;
  }
  /// The rows of the file's study.compare, as summary.json has them.
  [[nodiscard]] py::list compare(std::uint64_t seed, std::uint32_t n, unsigned threads) const {
    const auto variants = io::load_variants(file_, options_, loaded_.scenario.study);
    std::optional<record::Variants> compared;
    {
      py::gil_scoped_release others_may_run;
      compared = run::compare_variants(loaded_.scenario.study, variants, seed, n, threads, {}, python_wants_to_stop);
    }
    throw_if_interrupted();
    py::list out;
    const auto put = [](py::dict& row, const std::string& name, const record::Spread& s) {
      row[py::str(name + "_low_s")] = s.low, row[py::str(name + "_median_s")] = s.median, row[py::str(name + "_high_s")] = s.high;
    };
    for (const record::VariantRow& r : compared ? compared->rows : std::vector<record::VariantRow>{}) {
      py::dict row("variant"_a = r.variant, "centre"_a = r.centre, "step"_a = r.step, "state"_a = r.state,
                   "happened"_a = r.share.happened, "runs"_a = r.share.runs, "prob_low"_a = r.share.low,
                   "prob_high"_a = r.share.high);
      put(row, "known", r.known_s), put(row, "warning", r.warning_s), put(row, "time_left", r.time_left_s);
      put(row, "gained", r.gained_s);
      row["num_false"] = r.false_share.happened, row["num_pairs"] = r.pairs;
      row["num_only_here"] = r.only_here, row["num_only_there"] = r.only_there;
      out.append(row);
    }
    return out;
  }
  [[nodiscard]] const std::string& resolved() const { return loaded_.resolved; }
  [[nodiscard]] const run::Scenario& parameters() const { return loaded_.scenario; }

 private:
  const run::Model& model() {
    if (!model_) model_ = run::compile(loaded_.scenario);
    return *model_;
  }
  io::Loaded loaded_;
  std::string file_;
  io::Options options_;
  std::shared_ptr<const run::Model> model_;
};

py::dict eop_of(const run::Scenario& scenario) {
  const earth::Eop& eop = scenario.eop;
  return py::dict("ut1_utc_s"_a = eop.ut1_utc_s, "xp_rad"_a = eop.xp_rad, "yp_rad"_a = eop.yp_rad,
                  "dx_rad"_a = eop.dx_rad, "dy_rad"_a = eop.dy_rad);
}

Scenario load(const std::string& path, const std::vector<std::string>& overrides, const std::string& data_dir) {
  io::Options options{overrides, data_dir};
  return Scenario(io::load(path, options), path, options);
}

/// A run folder whole; a run.duckdb alone as its tables.
Run read_run(const std::string& path, const std::string& data_dir) {
  const std::filesystem::path folder(path);
  const bool whole = exists(folder / "scenario.resolved.yaml") && exists(folder / "summary.json");
  return whole ? Run(report::read_subject(folder, data_dir)) : Run(record::read_run(path));
}

} // namespace

void add_session(py::module_& module) {
  module.attr("source_dir") = DEWLINE_SOURCE_DIR;
  py::class_<Run>(module, "Run")
      .def("names", &Run::names)
      .def("table", &Run::table, "name"_a)
      .def_property_readonly("headline", &Run::headline)
      .def_property_readonly("hash", &Run::hash)
      .def("why", &Run::why, "centre"_a, "step"_a, "object"_a)
      .def("ledger_text", &Run::ledger_text, "centre"_a, "object"_a)
      .def("figures", &Run::figures)
      .def("figure", &Run::figure, "name"_a)
      .def("report", &Run::report, "template"_a, "path"_a)
      .def("save", &Run::save, "file"_a)
      .def("with_tracks", &Run::with_tracks, "centre"_a, "file"_a, "text"_a, "frame"_a, "end_after_s"_a);
  py::class_<Scenario>(module, "Scenario")
      .def("run", &Scenario::run, "seed"_a, "run"_a)
      .def("bands", &Scenario::bands, "seed"_a, "repeats"_a, "threads"_a)
      .def("compare", &Scenario::compare, "seed"_a, "repeats"_a, "threads"_a)
      .def_property_readonly("resolved", &Scenario::resolved)
      .def_property_readonly("title", [](const Scenario& s) { return s.parameters().title; })
      .def_property_readonly("question", [](const Scenario& s) { return s.parameters().question; })
      .def_property_readonly("purpose", [](const Scenario& s) { return s.parameters().purpose; })
      .def_property_readonly("epoch", [](const Scenario& s) { return s.parameters().epoch; })
      .def_property_readonly("eop", [](const Scenario& s) { return eop_of(s.parameters()); })
      .def_property_readonly("name", [](const Scenario& s) { return s.parameters().name; })
      .def_property_readonly("hash", [](const Scenario& s) { return hex(s.parameters().hash); });
  module.def("load", &load, "path"_a, "overrides"_a, "data_dir"_a);
  module.def("read_run", &read_run, "path"_a, "data_dir"_a);
}

} // namespace dewline::python
