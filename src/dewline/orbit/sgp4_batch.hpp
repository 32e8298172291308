// SGP4 for many satellites: the fast kernel. The readable one is Sgp4::state; both are the same theory.
#pragma once
#include <memory>
#include <span>
#include <vector>

#include "dewline/earth/time_scales.hpp"
#include "dewline/orbit/sgp4.hpp"

namespace dewline::orbit {

namespace sgp4 {
struct Ask;
struct Blocks;
}

/// A hundred years: beyond it the resonance's twelve-hour steps from the epoch take long, and no element set
/// means anything.
constexpr double kSgp4MaxMinutes = 36525.0 * 1440;

/// Many satellites, made once, then asked for many times: eight abreast with the widest instructions of the
/// machine (Highway, chosen at run time). Within 1 mm of Sgp4::state, error codes equal (known_io
/// Sgp4BatchVerification; laws_orbit Sgp4Batch over synthetic orbits of every kind); the same bytes for every
/// width of instructions, every order of questions, every number of threads, and whatever the other
/// satellites are. Const and without hidden state.
///
/// Every call fills one state and one error per satellite and time; a satellite that has an error other than
/// `decayed` has a zero state. Times must be finite and within kSgp4MaxMinutes of the epoch; spans must have
/// the right size; else ContractError.
class Sgp4Batch {
 public:
  /// All with the same constants; fewer than 2^32.
  explicit Sgp4Batch(std::span<const Sgp4> satellites);
  ~Sgp4Batch();
  Sgp4Batch(Sgp4Batch&&) noexcept;
  Sgp4Batch& operator=(Sgp4Batch&&) noexcept;

  [[nodiscard]] std::size_t size() const { return epochs_utc_.size(); }

  /// Each satellite at its own time [min after its epoch]: minutes[i] -> x_TEME[i], errors[i].
  void states(std::span<const double> minutes, std::span<PosVel> x_TEME, std::span<Sgp4Error> errors,
              unsigned num_threads = 1) const;
  /// Every satellite at every time [min after its own epoch]: minutes[j] -> x_TEME[i * minutes.size() + j].
  /// Times in order are fastest: the resonances of deep space are then integrated once.
  void grid(std::span<const double> minutes, std::span<PosVel> x_TEME, std::span<Sgp4Error> errors,
            unsigned num_threads = 1) const;
  /// The same at UTC instants, by Sgp4::minutes_at.
  void grid_at(std::span<const earth::JulianDate> utc, std::span<PosVel> x_TEME, std::span<Sgp4Error> errors,
               unsigned num_threads = 1) const;

 private:
  void run(const sgp4::Ask& ask, unsigned num_threads) const;

  const sgp4::Constants* c_;
  std::vector<earth::JulianDate> epochs_utc_;
  std::unique_ptr<const sgp4::Blocks> blocks_;
};

} // namespace dewline::orbit
