// Rasters of the ground from any bytes: taken or refused, never read beyond their end. The first byte says
// which.
#include <cstdint>
#include <string_view>

#include "dewline/truth/route/terrain.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  dewline::Problems problems;
  auto file = data[0] % 2 ? dewline::truth::read_esri_ascii(text, problems)
                          : dewline::truth::read_srtm(text, text.substr(0, 11), problems);
  if (file.has_value() != problems.empty()) __builtin_trap();
  if (!file) return 0;
  const dewline::truth::Raster raster(file->grid, std::move(file->height_m), 0.0);
  const auto height =
      raster.height_m({raster.grid().north_deg * 0.0174533, raster.grid().west_deg * 0.0174533, 0});
  if (height && !(*height >= -12000 && *height <= 9000)) __builtin_trap();
  return 0;
}
