// Compiled once per instruction set: the part up to HWY_ONCE is included again by foreach_target.
#include "dewline/track/filters/batch.hpp"

#include <algorithm>
#include <cmath>

#include "dewline/base/check.hpp"
#include "dewline/track/filters/batch_job.hpp"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "dewline/track/filters/batch.cpp"
#include <hwy/foreach_target.h>

#include "dewline/track/filters/batch_ukf_lanes.hpp"

HWY_BEFORE_NAMESPACE();
namespace dewline::track::HWY_NAMESPACE {
namespace {

template <std::size_t N>
using Block = typename TrackBatch<N>::Block;

template <std::size_t N>
void predict_block(Block<N>& block, const batch::AxisStep<N>& step) {
  for (std::size_t lane = 0; lane < kLanes; lane += kWidth) {
    Tracks<N> t(block, lane);
    predict(t, step, lane);
    t.store(block, lane);
  }
}

/// step: null for an update alone. update(tracks, lane) gives the Fit; where it is not ok, the prediction stays.
template <std::size_t N, class Update>
HWY_INLINE void cycle_block(Block<N>& block, const batch::AxisStep<N>* step, const batch::PlotRows& plots,
                            Update update) {
  for (std::size_t lane = 0; lane < kLanes; lane += kWidth) {
    Tracks<N> t(block, lane);
    if (step) predict(t, *step, lane);
    const Fit fit = update(t, lane);
    put(fit, plots, lane);
    if (any(negate(fit.ok))) {
      Tracks<N> prior(block, lane);
      if (step) predict(prior, *step, lane);
      t.take(prior, negate(fit.ok));
    }
    t.store(block, lane);
  }
}
template <std::size_t N>
void ekf_block(Block<N>& block, const batch::AxisStep<N>* step, const batch::Scan& scan, const batch::PlotRows& plots) {
  cycle_block<N>(block, step, plots, [&](Tracks<N>& t, std::size_t lane)
                                         HWY_ATTR { return update(t, scan.site, {plots, lane}); });
}
template <std::size_t N>
void ukf_block(Block<N>& block, const batch::AxisStep<N>* step, const batch::Scan& scan, const batch::PlotRows& plots) {
  cycle_block<N>(block, step, plots, [&](Tracks<N>& t, std::size_t lane)
                                         HWY_ATTR { return update(t, scan.site, {plots, lane}, scan.points); });
}

void predict6(Block<6>& b, const batch::AxisStep<6>& s) { predict_block<6>(b, s); }
void predict9(Block<9>& b, const batch::AxisStep<9>& s) { predict_block<9>(b, s); }
void ekf6(Block<6>& b, const batch::AxisStep<6>* s, const batch::Scan& c, const batch::PlotRows& p) {
  ekf_block<6>(b, s, c, p);
}
void ekf9(Block<9>& b, const batch::AxisStep<9>* s, const batch::Scan& c, const batch::PlotRows& p) {
  ekf_block<9>(b, s, c, p);
}
void ukf6(Block<6>& b, const batch::AxisStep<6>* s, const batch::Scan& c, const batch::PlotRows& p) {
  ukf_block<6>(b, s, c, p);
}
void ukf9(Block<9>& b, const batch::AxisStep<9>* s, const batch::Scan& c, const batch::PlotRows& p) {
  ukf_block<9>(b, s, c, p);
}

} // namespace
} // namespace dewline::track::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace dewline::track {
HWY_EXPORT(predict6);
HWY_EXPORT(predict9);
HWY_EXPORT(ekf6);
HWY_EXPORT(ekf9);
HWY_EXPORT(ukf6);
HWY_EXPORT(ukf9);

namespace {
using batch::AxisStep;
using batch::PlotRows;

/// The kernels of the machine at hand for N states.
template <std::size_t N>
struct Kernels {
  using Block = typename TrackBatch<N>::Block;
  using Update = void (*)(Block&, const AxisStep<N>*, const batch::Scan&, const PlotRows&);
  static auto predict() {
    if constexpr (N == 6) return HWY_DYNAMIC_DISPATCH(predict6);
    else return HWY_DYNAMIC_DISPATCH(predict9);
  }
  static Update ekf() {
    if constexpr (N == 6) return HWY_DYNAMIC_DISPATCH(ekf6);
    else return HWY_DYNAMIC_DISPATCH(ekf9);
  }
  static Update ukf() {
    if constexpr (N == 6) return HWY_DYNAMIC_DISPATCH(ukf6);
    else return HWY_DYNAMIC_DISPATCH(ukf9);
  }
};

/// F and Q of one axis (all three are alike) over dt_s into one lane.
void put(const ConstantVelocity<3>& m, double dt_s, AxisStep<6>& to, std::size_t lane) {
  const double q = m.psd_m2_s3;
  to.f[0][lane] = dt_s;
  to.q[0][lane] = q * dt_s * dt_s * dt_s / 3, to.q[1][lane] = q * dt_s * dt_s / 2, to.q[2][lane] = q * dt_s;
}
void put(const MatNM<3>& F, const MatNM<3>& Q, AxisStep<9>& to, std::size_t lane) {
  to.f[0][lane] = F(0, 1), to.f[1][lane] = F(0, 2), to.f[2][lane] = F(1, 2), to.f[3][lane] = F(2, 2);
  for (std::size_t i = 0, k = 0; i < 3; ++i)
    for (std::size_t j = i; j < 3; ++j, ++k) to.q[k][lane] = Q(i, j);
}
void put(const ConstantAcceleration<3>& m, double dt_s, AxisStep<9>& to, std::size_t lane) {
  put({{1, dt_s, dt_s * dt_s / 2, 0, 1, dt_s, 0, 0, 1}}, white_third_derivative(m.psd_m2_s5, dt_s), to, lane);
}
void put(const Singer<3>& m, double dt_s, AxisStep<9>& to, std::size_t lane) {
  const SingerStep s = singer_step(m.sigma_m_s2, m.tau_s, dt_s);
  put(s.F, s.Q, to, lane);
}

/// The motion's step for each block in turn; worked out anew only where dt_s changes.
template <std::size_t N>
class Steps {
 public:
  Steps(const BatchMotion<N>& motion, std::span<const double> dt_s, std::size_t num) : motion_(motion), dt_s_(dt_s) {
    DW_CHECK(dt_s.size() == 1 || dt_s.size() == num);
    for (const double dt : dt_s) DW_CHECK(dt >= 0 && std::isfinite(dt));
    if (dt_s.size() == 1)
      for (std::size_t lane = 0; lane < kLanes; ++lane) put_in(lane, dt_s[0]);
  }
  const AxisStep<N>& of_block(std::size_t b) {
    if (dt_s_.size() > 1)
      for (std::size_t lane = 0; lane < kLanes; ++lane)
        put_in(lane, dt_s_[std::min(b * kLanes + lane, dt_s_.size() - 1)]);
    return step_;
  }

 private:
  void put_in(std::size_t lane, double dt_s) {
    if (dt_s == last_s_) return copy(last_, lane);
    std::visit([&](const auto& m) { track::put(m, dt_s, step_, lane); }, motion_);
    last_s_ = dt_s, last_ = lane;
  }
  void copy(std::size_t from, std::size_t to) {
    for (auto& row : step_.f) row[to] = row[from];
    for (auto& row : step_.q) row[to] = row[from];
  }

  const BatchMotion<N>& motion_;
  std::span<const double> dt_s_;
  AxisStep<N> step_{};
  double last_s_ = -1;
  std::size_t last_ = 0;
};

/// The detections of each block in turn, and where their fit goes: the last few in rows of their own.
class Rows {
 public:
  Rows(const BatchPlots& plots, const BatchFit& fit, std::size_t num)
      : z_{plots.range_m, plots.az_rad, plots.el_rad},
        sigma_{plots.sigma_range_m, plots.sigma_az_rad, plots.sigma_el_rad},
        fit_(fit),
        num_(num) {
    for (const auto& c : z_) DW_CHECK(c.size() == num);
    for (const auto& c : sigma_) DW_CHECK(c.size() == num || c.size() == 1);
    for (const auto& c : {fit.nis, fit.log_likelihood}) DW_CHECK(c.empty() || c.size() == num);
    DW_CHECK(fit.taken.empty() || fit.taken.size() == num);
    for (std::size_t k = 0; k < 3; ++k)
      if (sigma_[k].size() == 1) std::fill_n(sigma_row_[k], kLanes, sigma_[k][0]);
  }

  PlotRows of_block(std::size_t b) {
    const std::size_t first = b * kLanes;
    const bool last = first + kLanes > num_;
    PlotRows r;
    for (std::size_t k = 0; k < 3; ++k) {
      r.z[k] = last ? padded(z_[k], first, z_row_[k]) : z_[k].data() + first;
      if (sigma_[k].size() == 1) r.sigma[k] = sigma_row_[k];
      else r.sigma[k] = last ? padded(sigma_[k], first, sigma_row_[k]) : sigma_[k].data() + first;
    }
    if (!fit_.nis.empty()) r.nis = last ? nis_ : fit_.nis.data() + first;
    if (!fit_.log_likelihood.empty()) r.log_likelihood = last ? log_likelihood_ : fit_.log_likelihood.data() + first;
    if (!fit_.taken.empty()) r.taken = last ? taken_ : fit_.taken.data() + first;
    return r;
  }
  /// After the last block.
  void finish() const {
    const std::size_t rest = num_ % kLanes, first = num_ - rest;
    if (!fit_.nis.empty()) std::copy_n(nis_, rest, fit_.nis.data() + first);
    if (!fit_.log_likelihood.empty()) std::copy_n(log_likelihood_, rest, fit_.log_likelihood.data() + first);
    if (!fit_.taken.empty()) std::copy_n(taken_, rest, fit_.taken.data() + first);
  }

 private:
  /// Behind the last track there is none: NaN.
  const double* padded(std::span<const double> column, std::size_t first, double* row) const {
    std::fill(std::copy(column.begin() + static_cast<std::ptrdiff_t>(first), column.end(), row), row + kLanes,
              std::nan(""));
    return row;
  }

  std::array<std::span<const double>, 3> z_, sigma_;
  const BatchFit& fit_;
  std::size_t num_;
  double z_row_[3][kLanes], sigma_row_[3][kLanes], nis_[kLanes], log_likelihood_[kLanes];
  std::uint8_t taken_[kLanes];
};

batch::PointWeights weights(const Unscented& u, std::size_t n) {
  const double scale = u.alpha * u.alpha * (static_cast<double>(n) + u.kappa);
  DW_CHECK(scale > 0);
  return {std::sqrt(scale), 0.5 / scale, u.beta - u.alpha * u.alpha};
}

/// steps: null for an update alone.
template <std::size_t N>
void run(typename Kernels<N>::Update kernel, TrackBatch<N>& tracks, Steps<N>* steps, const batch::Scan& scan,
         const BatchPlots& plots, const BatchFit& fit) {
  Rows rows(plots, fit, tracks.size());
  const auto blocks = tracks.blocks();
  for (std::size_t b = 0; b < blocks.size(); ++b)
    kernel(blocks[b], steps ? &steps->of_block(b) : nullptr, scan, rows.of_block(b));
  rows.finish();
}

} // namespace

template <std::size_t N>
TrackBatch<N>::TrackBatch(std::size_t size) : size_(size), blocks_((size + kLanes - 1) / kLanes) {
  for (Block& b : blocks_)
    for (std::size_t i = 0; i < N; ++i) std::fill_n(b.row[cov_row(i, i)], kLanes, 1.0);
}

template <std::size_t N>
void TrackBatch<N>::set(std::size_t i, const Gaussian<N>& x) {
  DW_CHECK(i < size_);
  auto& row = blocks_[i / kLanes].row;
  for (std::size_t k = 0; k < N; ++k) {
    row[k][i % kLanes] = x.mean[k];
    for (std::size_t l = k; l < N; ++l) row[cov_row(k, l)][i % kLanes] = x.cov(k, l);
  }
}

template <std::size_t N>
Gaussian<N> TrackBatch<N>::operator[](std::size_t i) const {
  DW_CHECK(i < size_);
  const auto& row = blocks_[i / kLanes].row;
  Gaussian<N> x;
  for (std::size_t k = 0; k < N; ++k) {
    x.mean[k] = row[k][i % kLanes];
    for (std::size_t l = 0; l < N; ++l) x.cov(k, l) = row[cov_row(k, l)][i % kLanes];
  }
  return x;
}

template <std::size_t N>
void predict(TrackBatch<N>& tracks, const BatchMotion<N>& motion, std::span<const double> dt_s) {
  Steps<N> steps(motion, dt_s, tracks.size());
  const auto kernel = Kernels<N>::predict();
  const auto blocks = tracks.blocks();
  for (std::size_t b = 0; b < blocks.size(); ++b) kernel(blocks[b], steps.of_block(b));
}

template <std::size_t N>
void ekf_update(TrackBatch<N>& tracks, const BatchPlots& plots, const BatchFit& fit) {
  run<N>(Kernels<N>::ekf(), tracks, nullptr, {plots.site, {}}, plots, fit);
}
template <std::size_t N>
void ukf_update(TrackBatch<N>& tracks, const BatchPlots& plots, const Unscented& points, const BatchFit& fit) {
  run<N>(Kernels<N>::ukf(), tracks, nullptr, {plots.site, weights(points, N)}, plots, fit);
}
template <std::size_t N>
void ekf_cycle(TrackBatch<N>& tracks, const BatchMotion<N>& motion, std::span<const double> dt_s,
               const BatchPlots& plots, const BatchFit& fit) {
  Steps<N> steps(motion, dt_s, tracks.size());
  run<N>(Kernels<N>::ekf(), tracks, &steps, {plots.site, {}}, plots, fit);
}
template <std::size_t N>
void ukf_cycle(TrackBatch<N>& tracks, const BatchMotion<N>& motion, std::span<const double> dt_s,
               const BatchPlots& plots, const Unscented& points, const BatchFit& fit) {
  Steps<N> steps(motion, dt_s, tracks.size());
  run<N>(Kernels<N>::ukf(), tracks, &steps, {plots.site, weights(points, N)}, plots, fit);
}

#define DEWLINE_INSTANTIATE(N)                                                                                      \
  template class TrackBatch<N>;                                                                                     \
  template void predict(TrackBatch<N>&, const BatchMotion<N>&, std::span<const double>);                            \
  template void ekf_update(TrackBatch<N>&, const BatchPlots&, const BatchFit&);                                     \
  template void ukf_update(TrackBatch<N>&, const BatchPlots&, const Unscented&, const BatchFit&);                   \
  template void ekf_cycle(TrackBatch<N>&, const BatchMotion<N>&, std::span<const double>, const BatchPlots&,        \
                          const BatchFit&);                                                                         \
  template void ukf_cycle(TrackBatch<N>&, const BatchMotion<N>&, std::span<const double>, const BatchPlots&,        \
                          const Unscented&, const BatchFit&);
DEWLINE_INSTANTIATE(6)
DEWLINE_INSTANTIATE(9)
#undef DEWLINE_INSTANTIATE

} // namespace dewline::track
#endif
