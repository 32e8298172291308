#include "dewline/io/catalogue.hpp"

#include <algorithm>
#include <filesystem>
#include <tuple>

namespace dewline::io {

std::vector<catalog::Entry> to_entries(const std::vector<ElementSet>& sets) {
  std::vector<catalog::Entry> out;
  out.reserve(sets.size());
  for (const ElementSet& set : sets) out.push_back({set.catalog_number, set.name, set.mean});
  return out;
}

std::vector<catalog::Entry> newest_of(std::vector<catalog::Entry> entries) {
  std::ranges::stable_sort(entries, {}, [](const catalog::Entry& e) {
    return std::tuple(e.number, -e.mean.epoch_jd_utc, -e.mean.epoch_fraction);
  });
  const auto repeated = std::ranges::unique(entries, {}, &catalog::Entry::number);
  entries.erase(repeated.begin(), repeated.end());
  return entries;
}

std::vector<catalog::Entry> read_catalogue(const catalog::CatalogueParams& params, const Reader& reader,
                                           Diagnostics& diagnostics) {
  if (params.file.empty()) return {}; // told when it was read
  if (!std::filesystem::is_regular_file(params.file)) {
    diagnostics.add(reader.where("catalogue.file"), "catalogue.file", params.file, "cannot be read",
                    "it is relative to the scenario file");
    return {};
  }
  try {
    return to_entries(read_element_sets(params.file));
  } catch (const ScenarioError& e) {
    for (const Diagnostic& d : e.diagnostics()) diagnostics.add(d.at, d.key, d.value, d.what, d.hint);
  }
  return {};
}

} // namespace dewline::io
