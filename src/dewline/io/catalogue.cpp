#include "dewline/io/catalogue.hpp"

#include <filesystem>

namespace dewline::io {

std::vector<catalog::Entry> to_entries(const std::vector<ElementSet>& sets) {
  std::vector<catalog::Entry> out;
  out.reserve(sets.size());
  for (const ElementSet& set : sets) out.push_back({set.catalog_number, set.name, set.mean});
  return out;
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
