#include "dewline/sense/radar/frame_ledger.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "dewline/base/check.hpp"

namespace dewline::sense {
namespace {

constexpr double kForgiven = 1e-9; // of a frame, for rounding

double parts(double left, double each) {
  return each > 0 ? std::max(0.0, left) / each : std::numeric_limits<double>::infinity();
}

} // namespace

FrameLedger::FrameLedger(std::uint32_t face, double frame_s, double duty)
    : frame_s_(frame_s), left_{frame_s, duty * frame_s} {
  for (const Work work : {Work::search, Work::confirm, Work::track, Work::idle}) of(work) = {face, work};
}

void FrameLedger::reserve(double num, const Cost& each, double share) {
  reserved_ = {std::min(num * each.time_s, share * std::max(0.0, left_.time_s)),
               std::min(num * each.transmit_s, share * std::max(0.0, left_.transmit_s))};
}

double FrameLedger::affordable(const Cost& each) const {
  return std::min(parts(left_.time_s - reserved_.time_s, each.time_s),
                  parts(left_.transmit_s - reserved_.transmit_s, each.transmit_s));
}

void FrameLedger::spend(Work work, double num, const Cost& each) {
  Spent& s = of(work);
  s.num_done += num;
  s.time_s += num * each.time_s;
  s.transmit_s += num * each.transmit_s;
  left_.time_s -= num * each.time_s;
  left_.transmit_s -= num * each.transmit_s;
  DW_CHECK(left_.time_s >= -kForgiven * frame_s_ && left_.transmit_s >= -kForgiven * frame_s_);
}

void FrameLedger::append_to(std::vector<Spent>& spent) const {
  double used_s = 0;
  for (const Spent& s : spent_) {
    spent.push_back(s);
    used_s += s.time_s;
  }
  spent.back().time_s = std::max(0.0, frame_s_ - used_s); // idle is the last kind of work
}

Turns turns(double capacity, double num_whole, double num_rest) {
  const double total = num_whole + num_rest;
  if (total <= capacity) return {num_whole, num_rest};
  const double whole = std::floor(capacity * num_whole / total + kForgiven);
  return {whole, std::min(num_rest, std::max(0.0, capacity - whole))};
}

} // namespace dewline::sense
