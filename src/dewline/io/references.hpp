// What a scenario file must hold across its blocks: names that exist, rules of each component.
#pragma once
#include "dewline/io/file.hpp"
#include "dewline/io/reader.hpp"
#include "dewline/io/rule_references.hpp"

namespace dewline::io {

/// Runs `check` of every component; problems appear at the lines of their paths.
void check_components(const File& file, Reader& reader);
/// Every name that one block uses of another exists; sensors and centres share no name. `library`: rule sets that the
/// file need not define.
void check_references(const File& file, const LibraryStates& library, Reader& reader, Diagnostics& diagnostics);

/// Fills in the places of aims that name an asset; a name that is none is a diagnostic.
void place_aims(File& file, Reader& reader, Diagnostics& diagnostics);

} // namespace dewline::io
