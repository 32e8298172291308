// The table of what each class looks like: data/classes.yaml.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/io/sources.hpp"
#include "dewline/io/type.hpp"
#include "dewline/warn/classes/class_table.hpp"

namespace dewline::io {

/// `{normal: [7 km/s, 300 m/s]}`, `{uniform: [0 km, 16 km]}`, `{lognormal: [1 m2, 2]}`, in the unit of the
/// field.
template <>
struct Custom<warn::Spread> {
  static Type describe();
};

/// What stands beside a number of the table, for people.
struct ClassNote {
  std::vector<std::string> sources; ///< keys of data/sources.bib
  std::string grade, note;
};

/// A table with its notes, by path: `classes.icbm.burn`.
struct LoadedClassTable {
  warn::ClassTable table;
  std::map<std::string, ClassNote> notes;
};

/// Throws ScenarioError with every defect: a class that is missing or none, a spread that cannot be, a unit,
/// a source that `known` does not hold.
LoadedClassTable parse_class_table(std::string_view text, const std::string& file, const Sources& known);
/// data_dir/classes.yaml with the sources of data_dir/sources.bib.
LoadedClassTable load_class_table(const std::filesystem::path& data_dir);
inline warn::ClassTable read_class_table(const std::filesystem::path& data_dir) {
  return load_class_table(data_dir).table;
}

extern template const Type& type_of<warn::ClassTable>();

} // namespace dewline::io
