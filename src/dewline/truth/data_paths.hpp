// Files that an object's parameters name: who reads a scenario finds them and notes their hashes.
#pragma once
#include <string>
#include <vector>

#include "dewline/truth/object.hpp"

namespace dewline::truth {

/// One path of an object; it points into the object, so it can be set to where the file stands.
struct DataPath {
  std::string key; ///< `file.path`
  std::string* path = nullptr;
};
/// Every path that the object states, in a fixed order; none that is empty. Valid until the object changes.
std::vector<DataPath> data_paths(ObjectParams& object);

} // namespace dewline::truth
