// What a scenario file must hold across its blocks: names that exist, rules of each component, data files.
#pragma once
#include <string>
#include <vector>

#include "dewline/io/file.hpp"
#include "dewline/io/reader.hpp"

namespace dewline::io {

/// Runs `check` of every component; problems appear at the lines of their paths.
void check_components(const File& file, Reader& reader);
/// Every name that one block uses of another exists; sensors and centres share no name.
void check_references(const File& file, Reader& reader, Diagnostics& diagnostics);

/// A data file that an object names.
struct DataUse {
  std::string key;    ///< `objects.falcon9-stage1.file.path`
  std::string path;   ///< relative to the scenario file
  std::string object;
};
std::vector<DataUse> data_uses(const File& file);
/// Hands the content of a data file to its object; what is wrong in it becomes a diagnostic.
void take_data(File& file, const DataUse& use, const std::string& bytes, Reader& reader);

} // namespace dewline::io
