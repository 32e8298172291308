// The element catalogue of a scenario or of a command, as the catalog room wants it.
#pragma once
#include <vector>

#include "dewline/catalog/entry.hpp"
#include "dewline/io/element_sets.hpp"
#include "dewline/io/reader.hpp"

namespace dewline::io {

std::vector<catalog::Entry> to_entries(const std::vector<ElementSet>& sets);

/// Of each catalogue number the set with the newest epoch, in order of number.
std::vector<catalog::Entry> newest_of(std::vector<catalog::Entry> entries);

/// The sets of `params.file`, where the file stands by now. Defects of the file are diagnostics; one that
/// cannot be read is told at `catalogue.file`.
std::vector<catalog::Entry> read_catalogue(const catalog::CatalogueParams& params, const Reader& reader,
                                           Diagnostics& diagnostics);

} // namespace dewline::io
