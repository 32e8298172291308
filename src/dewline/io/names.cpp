#include "dewline/io/names.hpp"

#include <algorithm>

namespace dewline::io {

void Names::must_exist(const std::string& path, const std::string& name, const std::vector<std::string>& among,
                       const std::string& what) {
  if (name.empty() || std::find(among.begin(), among.end(), name) != among.end()) return;
  const std::string near = nearest(name, among);
  std::string all;
  for (const std::string& each : among) all += (all.empty() ? "" : ", ") + each;
  diagnostics_.add(reader_.where(path), path, name, "no such " + what,
                   !near.empty() ? "did you mean `" + near + "`?"
                   : all.empty() ? "there is none"
                                 : "there are: " + all);
}

void Names::add(const std::string& path, std::string what, std::string hint) {
  diagnostics_.add(reader_.where(path), path, reader_.value_at(path), std::move(what), std::move(hint));
}

} // namespace dewline::io
