// What a run says in words: the answer in one sentence, how sure, what is weak, what can be checked by hand.
#pragma once
#include <span>
#include <string>
#include <vector>

#include "dewline/record/bands.hpp"
#include "dewline/record/summary.hpp"
#include "dewline/record/tables.hpp"
#include "dewline/run/model.hpp"
#include "dewline/run/session.hpp"

namespace dewline::run {

/// The answer in one sentence: who declared what, when, how long before impact, and when and why it was withdrawn or
/// taken down, if that was before the impact. The ledger speaks of the first alert of a state; a second sentence says
/// if `alerts` hold a later declaration of that state by that centre.
std::string headline(std::span<const record::LedgerRow> ledger, std::span<const record::AlertRow> alerts);
std::string headline(const record::RunTables& tables);

/// The steps (declared, withdrawn or downgraded) of a centre's own later alerts of a state: of any but the one that
/// its ledger speaks of, the first that was declared. In order of time; of every centre.
std::vector<record::AlertRow> raised_again(std::span<const record::AlertRow> alerts);

/// How often and when over the repeats: one line a declared, withdrawn or downgraded state; empty without repeats.
/// Objects are named only where a centre's state is about several.
std::vector<std::string> luck(std::span<const record::Band> bands);

/// Inputs that the ledger waited for and that nobody could source or that were fitted, in order of the ledger.
std::vector<record::WeakInput> weakest_inputs(const Scenario& scenario, std::span<const record::LedgerRow> ledger);

/// What a recorded run says of itself, without bands (repeats 0).
record::Summary summarise(const Scenario& scenario, const Recorded& recorded, std::uint64_t seed, std::string_view version);

/// An arc that can be checked with a pocket calculator, beside what was flown.
struct HandCheck {
  std::string object;
  double ground_range_m = 0, apogee_h_m = 0; ///< as flown, launch to impact
  double kepler_time_s = 0;                  ///< surface to surface on a sphere of 6371 km with that range and apogee
  double flown_time_s = 0;
};
/// Each object with a launch, an apogee above 100 km and an impact.
std::vector<HandCheck> hand_checks(const record::Context& context);

/// When a sensor can first see an object, at what range, and which limit came first.
struct FirstSight {
  std::string sensor, object, opened_by;
  double t_s = 0, range_m = 0, height_m = 0;
};
std::vector<FirstSight> first_sights(const Model& model);

/// The time of a Keplerian arc from surface to surface of a sphere of radius r [s]: range angle phi, apogee radius ra.
/// Conic through two symmetric points with its apogee between them: e = (ra - r)/(ra - r cos(phi/2)).
double kepler_arc_s(double ground_range_m, double apogee_h_m, double r_m = 6371e3);

} // namespace dewline::run
