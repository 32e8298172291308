#include "dewline/truth/data_paths.hpp"

#include <algorithm>

namespace dewline::truth {

std::vector<DataPath> data_paths(ObjectParams& object) {
  std::vector<DataPath> out;
  if (object.file) out.push_back({"file.path", &object.file->path});
  if (object.route && object.route->terrain) {
    TerrainParams& terrain = *object.route->terrain;
    out.push_back({"route.terrain.path", &terrain.path});
    for (std::size_t i = 0; i < terrain.more.size(); ++i)
      out.push_back({"route.terrain.more[" + std::to_string(i) + "]", &terrain.more[i]});
  }
  std::erase_if(out, [](const DataPath& each) { return each.path->empty(); });
  return out;
}

} // namespace dewline::truth
