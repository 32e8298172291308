// An object of the catalogue as a file states it, and how well such a statement is believed.
#pragma once
#include <cstdint>
#include <string>
#include <tuple>

#include "dewline/base/field.hpp"
#include "dewline/orbit/sgp4.hpp"

namespace dewline::catalog {

/// One element set under its catalogue number.
struct Entry {
  std::uint32_t number = 0;
  std::string name;
  orbit::MeanElements mean;
};

/// The catalogue that a scenario's centres know (block `catalogue`), and what it takes to match a track with
/// it. Errors of element sets are nowhere published with the sets: the defaults are assumptions, ranges and
/// what speaks for them in docs/models/catalogue.md.
struct CatalogueParams {
  std::string file;
  double sigma_radial_m = 300, sigma_in_track_m = 900, sigma_cross_track_m = 300;
  double drift_in_track_m_s = 2000. / 86400;
  double drift_across_m_s = 200. / 86400;
  double drag_share = 0.2;
  double max_age_s = 30 * 86400.;
  double unknown_per_known = 0.1;
  double gate_prob = 0.999;
  double min_prob = 0.5;
  std::uint32_t uncatalogued_after = 10;

  static constexpr auto fields() {
    using P = CatalogueParams;
    return std::tuple{
        required("file", &P::file,
                 "element sets that every centre knows: two-line sets, or OMM as CSV or JSON"),
        field("sigma_radial_m", &P::sigma_radial_m,
              "error of a fresh element set, upwards (assumption, 100 m to 1 km)", above(0)),
        field("sigma_in_track_m", &P::sigma_in_track_m, "the same along its path (assumption, 300 m to 5 km)",
              above(0)),
        field("sigma_cross_track_m", &P::sigma_cross_track_m,
              "the same across its plane (assumption, 100 m to 1 km)", above(0)),
        field("drift_in_track_m_s", &P::drift_in_track_m_s,
              "growth of the error along the path with age: 2 km a day (1 to 3 are reported)", at_least(0)),
        field("drift_across_m_s", &P::drift_across_m_s,
              "growth upwards and across with age: 200 m a day (assumption, 50 m to 500 m)", at_least(0)),
        field("drag_share", &P::drag_share,
              "error of drag, as a share of how far it has moved the object since the epoch (assumption, 0.1 "
              "to 0.5)",
              between(0, 1)),
        field("max_age_s", &P::max_age_s, "an element set farther from the track's time is not used",
              above(0)),
        field("unknown_per_known", &P::unknown_per_known,
              "objects that no set is of, to each that one is of (assumption, 0.01 to 1)", between(0, 1000)),
        field("gate_prob", &P::gate_prob, "share of true pairs that the gate keeps", between(0.5, 0.999999)),
        field("min_prob", &P::min_prob, "a match is told from this probability on", between(0, 1)),
        field("uncatalogued_after", &P::uncatalogued_after,
              "updates in a row without a match before an orbiting track is told as uncatalogued",
              between(1, 100000))};
  }
};
static_assert(complete<CatalogueParams>());

} // namespace dewline::catalog
