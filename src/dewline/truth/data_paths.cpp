#include "dewline/truth/data_paths.hpp"

#include <algorithm>

namespace dewline::truth {

std::vector<DataPath> data_paths(ObjectParams& object) {
  std::vector<DataPath> out;
  if (object.file) out.push_back({"file.path", &object.file->path});
  std::erase_if(out, [](const DataPath& each) { return each.path->empty(); });
  return out;
}

} // namespace dewline::truth
