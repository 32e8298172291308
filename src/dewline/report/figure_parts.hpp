// What the figures share: the sheet with its title and its origin, the numbers beside it, and one drawing
// function each.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dewline/report/figure.hpp"
#include "dewline/report/svg.hpp"

namespace dewline::report {

inline constexpr const char* kSimulation = "simulation, not real-world data";

/// Rows for a CSV file; a number is written so that it reads back as the same double, `never` for infinity,
/// nothing for NaN.
class Csv {
 public:
  explicit Csv(std::string columns) : text_(std::move(columns) + "\n") {}
  Csv& operator<<(double value);
  Csv& operator<<(std::int64_t value);
  Csv& operator<<(std::string_view words); ///< quoted if it must be (RFC 4180)
  void end_row();
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  void next();
  std::string text_;
  bool begun_ = false;
};

/// A sheet before it is a figure. The drawing keeps clear of kSheetTop above and kSheetFoot below.
struct Sheet {
  std::string name, title; ///< title without the scenario's
  double width = 0, height = 0;
  Svg drawing;
  std::string shows; ///< one or two sentences: what is seen, and what each mark means
};
inline constexpr double kSheetTop = 58, kSheetFoot = 42, kSheetSide = 20;
Figure finished(const Subject& subject, const Sheet& sheet, const Csv& csv);

/// `moscow` as `Moscow`.
std::string capital(std::string words);
/// `23 km`, `840 m`: three digits at most.
std::string length_words(double length_m);

/// Each figure: why this run has none (empty: it has), and the figure. Called only in this order.
std::string no_ledger(const Subject& subject);
Figure draw_ledger(const Subject& subject);
std::string no_centres(const Subject& subject);
Figure draw_centres(const Subject& subject);
std::string no_alerts(const Subject& subject);
Figure draw_alerts(const Subject& subject);
/// The band over repeats of a row of the ledger; null: none was made.
const record::Band* band_of(const Subject& subject, const record::LedgerRow& row);
std::string no_map(const Subject& subject);
Figure draw_map(const Subject& subject);
std::string no_profile(const Subject& subject);
Figure draw_profile(const Subject& subject);
std::string no_uncertainty(const Subject& subject);
Figure draw_uncertainty(const Subject& subject);
std::string no_detections(const Subject& subject);
Figure draw_detections(const Subject& subject);
std::string no_probability(const Subject& subject);
Figure draw_probability(const Subject& subject);
std::string no_waiting(const Subject& subject);
Figure draw_waiting(const Subject& subject);

} // namespace dewline::report
