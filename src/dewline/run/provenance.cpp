#include "dewline/run/provenance.hpp"

#include <gnu/libc-version.h>

#include "dewline/base/hash.hpp"

namespace dewline::run {
namespace {

constexpr const char* machine() {
#if defined(__x86_64__)
  return "x86_64";
#elif defined(__aarch64__)
  return "aarch64";
#else
  return "other";
#endif
}

} // namespace

record::RunInfo provenance(const Scenario& scenario, std::string_view version) {
  record::RunInfo info{{"version", std::string(version)},
                       {"scenario_hash", hex(scenario.hash)},
                       {"compiler", std::string("g++ ") + __VERSION__},
                       {"machine", machine()},
                       {"c_library", std::string("glibc ") + gnu_get_libc_version()}};
  for (const auto& [path, hash] : scenario.data_files) info.emplace_back("data " + path, hex(hash));
  return info;
}

} // namespace dewline::run
