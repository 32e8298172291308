// A transmitter that stands elsewhere: what is measured is the sum of both ways.
#pragma once

namespace dewline::sense {

/// The triangle of transmitter, receiver and target: the baseline [m] and the cosine of the angle at the
/// receiver between transmitter and target.
struct Baseline {
  double length_m = 0;
  double cos_angle = 0;
};

/// Way from the transmitter to a target at receiver_range_m from the receiver.
double transmit_range_m(const Baseline& baseline, double receiver_range_m);
/// The target's range from the receiver: (S^2 - L^2) / (2 (S - L cos)) with S the sum of both ways > L
/// (ContractError). The law of cosines solved for one side; laws_sense Bistatic.* there and back.
double receiver_range_m(const Baseline& baseline, double range_sum_m);
/// Its derivatives by the sum and by the cosine.
double by_sum(const Baseline& baseline, double range_sum_m);
double by_cos_m(const Baseline& baseline, double range_sum_m);

} // namespace dewline::sense
