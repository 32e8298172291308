// The normal density of a few differences.
#pragma once
#include <cmath>
#include <numbers>
#include <optional>

#include "dewline/base/vec.hpp"

namespace dewline::catalog {

/// d^T S^-1 d, and the density of d.
template <std::size_t N>
struct Likelihood {
  double mahalanobis2, density;
};

/// S = L L^T by Cholesky; nothing if S is not positive definite (NaN included).
template <std::size_t N>
class Normal {
 public:
  static std::optional<Normal> of(const MatNM<N>& S) {
    Normal out;
    double det_root = 1;
    for (std::size_t i = 0; i < N; ++i)
      for (std::size_t j = 0; j <= i; ++j) {
        double s = S(i, j);
        for (std::size_t k = 0; k < j; ++k) s -= out.L_(i, k) * out.L_(j, k);
        if (i == j && !(s > 0)) return std::nullopt;
        out.L_(i, j) = i == j ? std::sqrt(s) : s / out.L_(j, j);
        if (i == j) det_root *= out.L_(i, i);
      }
    out.peak_ = 1 / (std::pow(2 * std::numbers::pi, N / 2.) * det_root);
    return out;
  }
  [[nodiscard]] Likelihood<N> at(VecN<N> d) const {
    double sum2 = 0;
    for (std::size_t i = 0; i < N; ++i) {
      for (std::size_t k = 0; k < i; ++k) d[i] -= L_(i, k) * d[k];
      d[i] /= L_(i, i);
      sum2 += d[i] * d[i];
    }
    return {sum2, peak_ * std::exp(-sum2 / 2)};
  }
  [[nodiscard]] double peak() const { return peak_; }

 private:
  MatNM<N> L_;
  double peak_ = 0;
};

} // namespace dewline::catalog
