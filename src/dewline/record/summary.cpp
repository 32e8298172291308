#include "dewline/record/summary.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cmath>
#include <concepts>
#include <fstream>
#include <nlohmann/json.hpp>
#include <system_error>

#include "dewline/base/hash.hpp"

namespace dewline::record {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

Json number(double v) { return std::isfinite(v) ? Json(v) : Json(nullptr); }

Json json_of(const LedgerRow& row) {
  Json out;
  for_each_field<LedgerRow>([&](const auto& f) {
    if constexpr (std::is_same_v<typename std::remove_cvref_t<decltype(f)>::Type, double>)
      out[std::string(f.name)] = number(row.*(f.member));
    else out[std::string(f.name)] = row.*(f.member);
  });
  return out;
}

Json json_of(const Spread& s) {
  return {{"median", number(s.median)}, {"p05", number(s.low)}, {"p95", number(s.high)}};
}

Json json_of(const Band& b) {
  Json out{{"centre", b.centre}, {"object", b.object},           {"step", b.step},      {"state", b.state},
           {"other", b.other},     {"truth", b.truth},   {"happened", b.share.happened}, {"runs", b.share.runs}};
  out["share_95"] = {number(b.share.low), number(b.share.high)};
  out["known_s"] = json_of(b.known_s);
  out["to_impact_s"] = json_of(b.to_impact_s);
  out["missing"] = Json::object();
  for (const auto& [what, n] : b.missing) out["missing"][what] = n;
  return out;
}

Json json_of(const WeakInput& w) {
  return {{"path", w.path}, {"value", w.value}, {"grade", w.grade}, {"between", w.between}, {"note", w.note}};
}

Json json_of(const Variant& v) { return {{"name", v.name}, {"changes", Json(v.changes)}}; }

Json json_of(const VariantRow& r) {
  Json out{{"variant", r.variant}, {"centre", r.centre}, {"step", r.step}, {"state", r.state},
           {"happened", r.share.happened}, {"runs", r.share.runs}};
  out["share_95"] = {r.share.low, r.share.high};
  out["known_s"] = json_of(r.known_s);
  out["warning_s"] = json_of(r.warning_s);
  out["time_left_s"] = json_of(r.time_left_s);
  out["false"] = r.false_share.happened;
  out["false_95"] = {r.false_share.low, r.false_share.high};
  out["gained_s"] = json_of(r.gained_s);
  out["pairs"] = r.pairs, out["only_here"] = r.only_here, out["only_there"] = r.only_there;
  return out;
}

template <class T>
Json array_of(const std::vector<T>& list) {
  Json out = Json::array();
  for (const T& each : list) out.push_back(json_of(each));
  return out;
}

Json json_of(const Variants& v) {
  const Measure& m = v.measure;
  Json out{{"measure", m.centre.empty() ? Json(nullptr) : Json{{"centre", m.centre}, {"state", m.state}, {"what", m.what}}},
           {"against", v.against},
           {"runs", v.runs}};
  out["variants"] = array_of(v.variants);
  out["rows"] = array_of(v.rows);
  return out;
}

double number_in(const Json& json) { return json.is_null() ? kNoNumber : json.get<double>(); }

void require(bool fine, const char* what) {
  if (!fine) throw RecordError(what);
}

/// nlohmann's own conversion takes 1.5 and -1 for a count.
template <std::integral Int>
Int whole(const Json& json) {
  require(json.is_number_integer() && (json.is_number_unsigned() || std::is_signed_v<Int>), "a count is no whole number");
  return json.get<Int>();
}

LedgerRow ledger_row(const Json& json) {
  LedgerRow row;
  for_each_field<LedgerRow>([&](const auto& f) {
    using T = typename std::remove_cvref_t<decltype(f)>::Type;
    const Json& value = json.at(std::string(f.name));
    if constexpr (std::is_same_v<T, double>) row.*(f.member) = number_in(value);
    else if constexpr (std::is_same_v<T, std::int64_t>) row.*(f.member) = whole<T>(value);
    else row.*(f.member) = value.get<T>();
  });
  if (row.happened) return row;
  row.t_s = kNeverS; // null is `never` here, and `no such number` elsewhere
  if (!row.truth) row.known_s = kNeverS;
  return row;
}

Spread spread_in(const Json& json) {
  return {number_in(json.at("median")), number_in(json.at("p05")), number_in(json.at("p95"))};
}

Share share_in(const Json& happened, const Json& runs, const Json& interval) {
  const Share s{whole<std::int64_t>(happened), whole<std::int64_t>(runs), interval.at(0), interval.at(1)};
  require(0 <= s.happened && s.happened <= s.runs && s.runs > 0, "a share counts more than its runs");
  return s;
}

Band band_in(const Json& json) {
  Band b;
  b.centre = json.at("centre"), b.object = json.at("object"), b.step = json.at("step"), b.state = json.at("state");
  b.other = json.at("other");
  b.truth = json.at("truth");
  b.share = share_in(json.at("happened"), json.at("runs"), json.at("share_95"));
  b.known_s = spread_in(json.at("known_s"));
  b.to_impact_s = spread_in(json.at("to_impact_s"));
  for (const auto& [what, n] : json.at("missing").items()) b.missing.emplace_back(what, whole<std::int64_t>(n));
  return b;
}

VariantRow variant_row(const Json& json) {
  VariantRow r;
  r.variant = json.at("variant"), r.centre = json.at("centre"), r.step = json.at("step"), r.state = json.at("state");
  r.share = share_in(json.at("happened"), json.at("runs"), json.at("share_95"));
  r.known_s = spread_in(json.at("known_s")), r.warning_s = spread_in(json.at("warning_s"));
  r.time_left_s = spread_in(json.at("time_left_s")), r.gained_s = spread_in(json.at("gained_s"));
  r.false_share = share_in(json.at("false"), json.at("runs"), json.at("false_95"));
  r.pairs = whole<std::int64_t>(json.at("pairs"));
  r.only_here = whole<std::int64_t>(json.at("only_here")), r.only_there = whole<std::int64_t>(json.at("only_there"));
  return r;
}

Variants variants_in(const Json& json) {
  Variants out;
  if (const Json& m = json.at("measure"); !m.is_null()) out.measure = {m.at("centre"), m.at("state"), m.at("what")};
  out.against = json.at("against"), out.runs = whole<std::int64_t>(json.at("runs"));
  for (const Json& v : json.at("variants"))
    out.variants.push_back({v.at("name"), v.at("changes").get<std::map<std::string, std::string>>()});
  for (const Json& row : json.at("rows")) out.rows.push_back(variant_row(row));
  return out;
}

std::uint64_t hash_in(const Json& json) {
  const auto& text = json.get_ref<const std::string&>();
  std::uint64_t hash = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), hash, 16);
  require(text.size() == 16 && read.ec == std::errc() && read.ptr == text.data() + text.size(), "a hash is not 16 hexadecimal digits");
  return hash;
}

Summary summary_in(const Json& json) {
  require(json.at("dewline") == 1, "another version of the format");
  Summary s;
  s.headline = json.at("headline"), s.title = json.at("title"), s.question = json.at("question");
  s.scenario = json.at("scenario"), s.epoch_utc = json.at("epoch_utc"), s.version = json.at("version");
  s.scenario_hash = hash_in(json.at("scenario_hash"));
  s.tables_hash = hash_in(json.at("tables_hash"));
  s.seed = whole<std::uint64_t>(json.at("seed")), s.complete = json.at("complete"), s.until_s = json.at("until_s");
  s.repeats = whole<std::int64_t>(json.at("repeats"));
  require(s.until_s >= 0 && s.repeats >= 0, "a time or count below 0");
  for (const Json& row : json.at("ledger")) s.ledger.push_back(ledger_row(row));
  for (const Json& band : json.at("bands")) s.bands.push_back(band_in(band));
  for (const Json& w : json.at("weakest_inputs"))
    s.weakest.push_back({w.at("path"), w.at("value"), w.at("grade"), w.at("between"), w.at("note")});
  if (json.contains("variants")) s.variants = variants_in(json.at("variants"));
  for (const auto& [table, n] : json.at("rows").items()) s.counts[table] = whole<std::int64_t>(n);
  return s;
}

struct File { // closes what it opened
  int fd;
  ~File() {
    if (fd >= 0) ::close(fd);
  }
};

bool put(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return ::fsync(fd) == 0;
}

} // namespace

std::map<std::string, std::int64_t> row_counts(const RunTables& run) {
  std::map<std::string, std::int64_t> out;
  for (const Table& t : run.tables) out[t.name] = static_cast<std::int64_t>(t.num_rows());
  return out;
}

std::string summary_json(const Summary& s) {
  Json out{{"dewline", 1},
           {"headline", s.headline},
           {"title", s.title},
           {"question", s.question},
           {"scenario", s.scenario},
           {"epoch_utc", s.epoch_utc},
           {"version", s.version},
           {"scenario_hash", hex(s.scenario_hash)},
           {"tables_hash", hex(s.tables_hash)},
           {"seed", s.seed},
           {"complete", s.complete},
           {"until_s", s.until_s},
           {"repeats", s.repeats}};
  out["ledger"] = array_of(s.ledger);
  out["bands"] = array_of(s.bands);
  out["weakest_inputs"] = array_of(s.weakest);
  if (s.variants) out["variants"] = json_of(*s.variants);
  out["rows"] = s.counts;
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

Summary read_summary(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw RecordError(file.string() + ": cannot be read");
  try {
    return summary_in(Json::parse(in));
  } catch (const std::exception& e) { // nlohmann's, and ours
    throw RecordError(file.string() + ": is no summary of this version: " + e.what());
  }
}

void write_whole(const fs::path& file, std::string_view text) {
  const fs::path scratch = file.parent_path() / fmt::format(".{}.{}", file.filename().string(), ::getpid());
  std::error_code error;
  bool written = false;
  {
    const File out{::open(scratch.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)};
    written = out.fd >= 0 && put(out.fd, text);
  }
  if (written) fs::rename(scratch, file, error);
  if (written && !error) return;
  const std::string why =
      written ? error.message() : std::error_code(errno, std::generic_category()).message();
  fs::remove(scratch, error);
  throw RecordError(file.string() + ": cannot be written: " + why);
}

void write_summary(const Summary& summary, const fs::path& file) { write_whole(file, summary_json(summary)); }

} // namespace dewline::record
