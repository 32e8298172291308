// Any bytes as element sets, in all three forms: no crash, and what is read has a state or an error at any time.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dewline/io/element_sets.hpp"
#include "dewline/orbit/sgp4_batch.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dewline;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const auto parse : {io::parse_tle, io::parse_omm_csv, io::parse_omm_json}) {
    io::Diagnostics problems;
    for (const auto& set : parse(text, "x", problems)) {
      const orbit::Sgp4 satellite(set.mean);
      const double minutes[] = {0, -1440, 1e5};
      PosVel x[3];
      orbit::Sgp4Error error[3];
      orbit::Sgp4Batch({&satellite, 1}).grid(minutes, x, error);
      for (std::size_t k = 0; k < 3; ++k)
        if (error[k] == orbit::Sgp4Error::none && !std::isfinite(norm(x[k].p))) std::abort();
    }
  }
  return 0;
}
