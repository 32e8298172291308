// The satellites of a file of element sets, and where they are.
#pragma once
#include <array>
#include <filesystem>
#include <span>
#include <utility>
#include <vector>

#include "dewline/io/element_sets.hpp"
#include "dewline/orbit/sgp4_batch.hpp"

namespace dewline::io {

/// Axes of a satellite's state: TEME of date as the theory gives it, inertial, or Earth-fixed.
enum class SatelliteFrame { teme, gcrf, itrf };
constexpr auto enum_words(SatelliteFrame*) {
  return std::array{std::pair{SatelliteFrame::teme, "teme"}, std::pair{SatelliteFrame::gcrf, "gcrf"},
                    std::pair{SatelliteFrame::itrf, "itrf"}};
}

/// Element sets made ready for SGP4. Const; one set may be of the same object as another, at another epoch.
class Satellites {
 public:
  explicit Satellites(std::vector<ElementSet> sets);
  /// Throws ScenarioError as read_element_sets does.
  explicit Satellites(const std::filesystem::path& file) : Satellites(read_element_sets(file)) {}

  [[nodiscard]] const std::vector<ElementSet>& sets() const { return sets_; }
  [[nodiscard]] const orbit::Sgp4Batch& batch() const { return batch_; }

  /// States [m], [m/s] and errors at [set][time]. In ITRF velocities are relative to the rotating Earth;
  /// Earth orientation parameters are zero, which moves places on the ground by up to 400 m (the sets are
  /// good to about 1 km). A set with an error other than `decayed` has a zero state. Throws ScenarioError,
  /// naming every set whose epoch is more than a hundred years from one of the times.
  void states(std::span<const earth::JulianDate> utc, SatelliteFrame frame, std::span<PosVel> x,
              std::span<orbit::Sgp4Error> errors, unsigned num_threads = 1) const;

 private:
  std::vector<ElementSet> sets_;
  orbit::Sgp4Batch batch_;
};

} // namespace dewline::io
