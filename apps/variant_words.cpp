#include "variant_words.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "dewline/record/words.hpp"
#include "terminal.hpp"

namespace dewline::apps {
namespace {

using record::Spread;
using record::VariantRow;
using record::Variants;

std::string times(const Spread& s) {
  if (!std::isfinite(s.median)) return "-";
  const std::string low = record::clock_words(s.low), high = record::clock_words(s.high);
  return record::clock_words(s.median) + (low == high ? "" : fmt::format(" ({} to {})", low, high));
}

/// `+9.8 min (8.1 to 10.2)`: positive is sooner.
std::string gain(const Spread& s) {
  if (!std::isfinite(s.median)) return "-";
  return fmt::format("{:+.1f} min ({:+.1f} to {:+.1f})", s.median / 60, s.low / 60, s.high / 60);
}

std::string share(const record::Share& s) {
  return fmt::format("{}/{} ({:.0f}-{:.0f} %)", s.happened, s.runs, 100 * s.low, 100 * s.high);
}

/// What a pair of seeds says beyond those that both have.
std::string pairs(const VariantRow& row) {
  std::string words;
  if (row.only_here > 0) words += fmt::format("only here {}", row.only_here);
  if (row.only_there > 0) words += fmt::format("{}only there {}", words.empty() ? "" : ", ", row.only_there);
  return words;
}

bool is_measured(const Variants& v, const VariantRow& row) {
  return row.step == "declared" &&
         (v.measure.centre.empty() || (row.centre == v.measure.centre && row.state == v.measure.state));
}

std::string declared_table(const Variants& v) {
  std::vector<std::vector<std::string>> lines{
      {"  variant", "declared", "when", "before impact", "time left", "gained", "false", "paired by seed"}};
  std::string last; // centre and state of the lines before
  for (const VariantRow& first : v.rows) {
    if (first.variant != v.variants.front().name || !is_measured(v, first)) continue;
    for (const VariantRow& row : v.rows) {
      if (row.step != first.step || row.centre != first.centre || row.state != first.state) continue;
      const std::string head = row.centre + " " + row.state;
      if (head != last) lines.push_back({head, "", "", "", "", "", "", ""});
      last = head;
      lines.push_back({"  " + row.variant, share(row.share), times(row.known_s), times(row.warning_s), times(row.time_left_s),
                       gain(row.gained_s), row.false_share.happened == 0 ? "0" : share(row.false_share), pairs(row)});
    }
  }
  return lines.size() == 1 ? "  nothing that is compared is ever declared\n" : table(lines);
}

} // namespace

std::string variants_table(const Variants& v) {
  if (v.variants.empty()) return "";
  std::string what = v.measure.centre.empty() ? "" : fmt::format(", {} {}", v.measure.centre, v.measure.state);
  return bold("variants compared" + what) +
         dim(fmt::format("   {} runs each, the same seeds; gained against `{}`; median and middle 90 %", v.runs, v.against)) + "\n" +
         declared_table(v);
}

} // namespace dewline::apps
