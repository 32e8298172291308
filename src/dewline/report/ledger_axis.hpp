// The time axis of the ledger figure: where nothing happens for long it is cut, so that crowded minutes have room.
#pragma once
#include <vector>

#include "dewline/report/chart.hpp"

namespace dewline::report {

/// One or two stretches of time side by side, each even.
class LedgerAxis {
 public:
  static constexpr double kGap = 14; ///< of the cut [px]
  /// Of the instants to show [s], in any order; at least from 0 to 60 s.
  LedgerAxis(std::vector<double> instants_s, double x, double width);
  [[nodiscard]] double x(double t_s) const;
  [[nodiscard]] bool is_cut() const { return stretches_.size() > 1; }
  [[nodiscard]] double cut_x() const { return stretches_.back().x - kGap / 2; } ///< middle of the cut, if there is one
  [[nodiscard]] double end_s() const { return stretches_.back().high_s; }
  [[nodiscard]] std::vector<Tick> all_ticks() const;

 private:
  struct Stretch {
    double low_s, high_s, x, width;
  };
  std::vector<Stretch> stretches_;
};

} // namespace dewline::report
