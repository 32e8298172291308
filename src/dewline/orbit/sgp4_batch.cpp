// Compiled once per instruction set: the part up to HWY_ONCE is included again by foreach_target.
#include "dewline/orbit/sgp4_batch.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <thread>

#include "dewline/base/check.hpp"
#include "dewline/base/lanes_targets.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dewline/orbit/sgp4_batch.cpp"
#include <hwy/foreach_target.h>

#include "dewline/orbit/sgp4_lanes_deep.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::orbit::HWY_NAMESPACE {
namespace {

constexpr std::size_t kWidth = hn::MaxLanes(D{});

/// Where the answers of neighbouring satellites go.
struct Rows {
  std::size_t num = 0;
  std::array<PosVel*, kWidth> states;
  std::array<Sgp4Error*, kWidth> errors;

  Rows(const sgp4::Ask& ask, const sgp4::Block& block, std::size_t first)
      : num(std::min(kWidth, block.num - first)) {
    for (std::size_t l = 0; l < num; ++l) {
      states[l] = ask.states + block.caller[first + l] * ask.times.size();
      errors[l] = ask.errors + block.caller[first + l] * ask.times.size();
    }
  }
  HWY_INLINE void put(const Answer& x, std::size_t time) const {
    alignas(64) double part[7][kWidth];
    const F* const parts[] = {&x.px, &x.py, &x.pz, &x.vx, &x.vy, &x.vz, &x.error};
    for (std::size_t k = 0; k < 7; ++k) hn::Store(parts[k]->v, D{}, part[k]);
    for (std::size_t l = 0; l < num; ++l) {
      states[l][time] = {{part[0][l], part[1][l], part[2][l]}, {part[3][l], part[4][l], part[5][l]}};
      errors[l][time] = static_cast<Sgp4Error>(static_cast<int>(part[6][l]));
    }
  }
};

template <class Kernel>
void run_block(const sgp4::Blocks& all, const sgp4::Block& block, const sgp4::Ask& ask) {
  Lanes whole, rest;
  for (std::size_t l = 0; l < kLanes; ++l) {
    const sgp4::Split& base = ask.bases[block.caller[std::min(l, block.num - 1)]];
    whole.lane[l] = base.whole, rest.lane[l] = base.rest;
  }
  for (std::size_t first = 0; first < block.num; first += kWidth) {
    const Rows rows(ask, block, first);
    Kernel kernel(all, block, first, ask.constants);
    const F base = load(whole, first), base_rest = load(rest, first);
    for (std::size_t j = 0; j < ask.times.size(); ++j) {
      const F t = ((F(ask.times[j].whole) - base) + (F(ask.times[j].rest) - base_rest)) * F(ask.unit_min);
      rows.put(kernel(t), j);
    }
  }
}

void run_blocks(const sgp4::Blocks& all, const sgp4::Ask& ask, std::size_t begin, std::size_t end) {
  using sgp4::Group;
  for (std::size_t k = begin; k < end; ++k) {
    const sgp4::Block& block = all.all[k];
    switch (block.group) {
      case Group::near_simple: run_block<NearLanes<false>>(all, block, ask); break;
      case Group::near_full: run_block<NearLanes<true>>(all, block, ask); break;
      case Group::deep: run_block<DeepLanes<Group::deep>>(all, block, ask); break;
      case Group::synchronous: run_block<DeepLanes<Group::synchronous>>(all, block, ask); break;
      case Group::half_day: run_block<DeepLanes<Group::half_day>>(all, block, ask); break;
    }
  }
}

} // namespace
} // namespace dewline::orbit::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dewline::orbit {
HWY_EXPORT(run_blocks);

Sgp4Batch::Sgp4Batch(std::span<const Sgp4> satellites)
    : c_(satellites.empty() ? &sgp4::constants(Sgp4Constants::wgs72) : &satellites[0].constants()),
      blocks_(std::make_unique<const sgp4::Blocks>(sgp4::make_blocks(satellites, *c_))) {
  for (const Sgp4& s : satellites) {
    DW_CHECK(&s.constants() == c_);
    epochs_utc_.push_back(s.epoch_utc());
  }
}
Sgp4Batch::~Sgp4Batch() = default;
Sgp4Batch::Sgp4Batch(Sgp4Batch&&) noexcept = default;
Sgp4Batch& Sgp4Batch::operator=(Sgp4Batch&&) noexcept = default;

void Sgp4Batch::run(const sgp4::Ask& ask, unsigned num_threads) const {
  constexpr std::size_t kMaxThreads = 256;
  const std::size_t num = blocks_->all.size();
  const std::size_t parts = std::clamp<std::size_t>(num_threads, 1, std::clamp<std::size_t>(num, 1, kMaxThreads));
  std::vector<std::jthread> others;
  const auto from = [&](std::size_t part) { return num * part / parts; };
  for (std::size_t part = 1; part < parts; ++part)
    others.emplace_back([&, part] {
      HWY_DYNAMIC_DISPATCH(run_blocks)(*blocks_, ask, from(part), from(part + 1));
    });
  HWY_DYNAMIC_DISPATCH(run_blocks)(*blocks_, ask, 0, from(1));
}

namespace {
void check_minutes(double minutes) { DW_CHECK(std::abs(minutes) <= kSgp4MaxMinutes); } // false for NaN
}

void Sgp4Batch::states(std::span<const double> minutes, std::span<PosVel> x_TEME, std::span<Sgp4Error> errors,
                       unsigned num_threads) const {
  DW_CHECK(minutes.size() == size() && x_TEME.size() == size() && errors.size() == size());
  std::vector<sgp4::Split> bases;
  for (const double t : minutes) {
    check_minutes(t);
    bases.push_back({0, -t});
  }
  const sgp4::Split now;
  run({*c_, {&now, 1}, bases, 1, x_TEME.data(), errors.data()}, num_threads);
}

void Sgp4Batch::grid(std::span<const double> minutes, std::span<PosVel> x_TEME, std::span<Sgp4Error> errors,
                     unsigned num_threads) const {
  DW_CHECK(x_TEME.size() == size() * minutes.size() && errors.size() == x_TEME.size());
  std::vector<sgp4::Split> times;
  for (const double t : minutes) {
    check_minutes(t);
    times.push_back({0, t});
  }
  run({*c_, times, std::vector<sgp4::Split>(size()), 1, x_TEME.data(), errors.data()}, num_threads);
}

void Sgp4Batch::grid_at(std::span<const earth::JulianDate> utc, std::span<PosVel> x_TEME,
                        std::span<Sgp4Error> errors, unsigned num_threads) const {
  DW_CHECK(x_TEME.size() == size() * utc.size() && errors.size() == x_TEME.size());
  std::vector<sgp4::Split> times, bases;
  for (const auto& t : utc) times.push_back({t.day, t.fraction});
  for (const auto& e : epochs_utc_) {
    bases.push_back({e.day, e.fraction});
    for (const auto& t : utc) check_minutes(((t.day - e.day) + (t.fraction - e.fraction)) * 1440);
  }
  run({*c_, times, bases, 1440, x_TEME.data(), errors.data()}, num_threads);
}

} // namespace dewline::orbit
#endif
