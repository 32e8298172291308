// What networks and rule sets are worth, as a comparison of the scenario's variants found it.
#include <cmath>

#include "dewline/report/page_parts.hpp"

namespace dewline::report {
namespace {

Number number(double v) { return std::isfinite(v) ? Number(v) : std::nullopt; }
Middle middle(const record::Spread& s) { return {number(s.median), number(s.low), number(s.high)}; }

VariantRow row_of(const record::VariantRow& r) {
  VariantRow out;
  out.centre = r.centre, out.step = r.step, out.state = r.state;
  out.happened = r.share.happened, out.runs = r.share.runs;
  out.share_low = r.share.low, out.share_high = r.share.high;
  out.known = middle(r.known_s), out.warning = middle(r.warning_s), out.time_left = middle(r.time_left_s);
  out.gained = middle(r.gained_s);
  out.pairs = r.pairs, out.only_here = r.only_here, out.only_there = r.only_there;
  out.num_false = r.false_share.happened;
  out.false_low = r.false_share.low, out.false_high = r.false_share.high;
  return out;
}

} // namespace

std::optional<Comparison> comparison_part(const Subject& subject) {
  if (!subject.summary.variants) return {};
  const record::Variants& all = *subject.summary.variants;
  Comparison out{all.against, all.measure.centre, all.measure.state, all.measure.what, all.runs, {}};
  for (const record::Variant& v : all.variants) {
    Variant one{v.name, {}, {}};
    for (const auto& [path, value] : v.changes) one.changes.push_back({path, value});
    for (const record::VariantRow& r : all.rows)
      if (r.variant == v.name) one.rows.push_back(row_of(r));
    out.variants.push_back(std::move(one));
  }
  return out;
}

} // namespace dewline::report
