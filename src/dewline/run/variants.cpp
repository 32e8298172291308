#include "dewline/run/variants.hpp"

#include <algorithm>

#include "dewline/warn/region.hpp"

namespace dewline::run {

record::Threats threats(const Model& model) {
  record::Threats out;
  for (const Node& node : model.nodes) {
    std::vector<warn::Region> regions;
    for (const warn::Asset& asset : node.warn.setup().assets) regions.emplace_back(asset.params);
    for (std::size_t i = 0; i < model.context.objects.size(); ++i)
      for (const record::Milestone& m : model.context.milestones[i])
        if (m.what == "impact" && (regions.empty() || std::ranges::any_of(regions, [&](const warn::Region& region) {
              return region.contains(m.where);
            })))
          out.insert({node.name, model.context.objects[i]});
  }
  return out;
}

std::optional<record::Variants> compare_variants(const StudyParams& study, const std::vector<LoadedVariant>& variants,
                                                 std::uint64_t seed, std::uint32_t n, unsigned threads,
                                                 const std::function<void(std::uint32_t)>& progress, const Stop& stop) {
  record::Variants out;
  if (!study.measure.empty()) out.measure = parse_measure(study.measure).value_or(record::Measure{});
  out.runs = n;
  std::vector<std::vector<record::FirstSteps>> samples;
  for (const LoadedVariant& each : variants) {
    const auto model = compile(each.scenario);
    const record::Threats threatened = threats(*model);
    const auto before = static_cast<std::uint32_t>(samples.size()) * n;
    std::vector<record::FirstSteps>& runs = samples.emplace_back();
    each_repeat(*model, seed, n, threads, [&](std::span<const record::LedgerRow> ledger) {
      runs.push_back(record::first_steps(ledger, threatened));
    }, [&](std::uint32_t done) { if (progress) progress(before + done); }, stop);
    if (runs.size() < n) return std::nullopt;
    out.variants.push_back(each.variant);
  }
  if (!out.variants.empty()) out.against = out.variants.front().name;
  out.rows = record::variant_rows(out.variants, samples);
  return out;
}

std::vector<record::Variant> study_order(const StudyParams& study) {
  std::vector<record::Variant> out;
  for (const auto& [name, variant] : study.compare) out.push_back({name, variant.changes});
  std::ranges::stable_partition(out, [&](const record::Variant& v) { return v.name == study.against; });
  return out;
}

std::optional<record::Measure> parse_measure(const std::string& text) {
  const auto first = text.find('.'), last = text.rfind('.');
  if (first == std::string::npos || first == last || first == 0 || last == first + 1) return std::nullopt;
  record::Measure m{text.substr(0, first), text.substr(first + 1, last - first - 1), text.substr(last + 1)};
  if (m.what != "known" && m.what != "warning_time" && m.what != "time_left") return std::nullopt;
  return m;
}

} // namespace dewline::run
