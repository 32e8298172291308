// Names that one block of a scenario uses of another: must they exist, and what is meant if they do not.
#pragma once
#include <string>
#include <vector>

#include "dewline/io/reader.hpp"

namespace dewline::io {

template <class Map>
std::vector<std::string> names(const Map& map) {
  std::vector<std::string> all;
  for (const auto& [id, value] : map) all.push_back(id);
  return all;
}

/// Reports a name that is not among those that exist.
class Names {
 public:
  Names(const Reader& reader, Diagnostics& diagnostics) : reader_(reader), diagnostics_(diagnostics) {}

  void must_exist(const std::string& path, const std::string& name, const std::vector<std::string>& among,
                  const std::string& what);
  /// Something else wrong with the value at `path`.
  void add(const std::string& path, std::string what, std::string hint);

 private:
  const Reader& reader_;
  Diagnostics& diagnostics_;
};

} // namespace dewline::io
