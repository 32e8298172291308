// A cycle of the textbook's filters in long double: what both the plain and the fast kernels are held against where
// rounding shows.
#pragma once
#include <cmath>
#include <eigen3/Eigen/Dense>
#include <numbers>

#include "dewline/track/filters/ukf.hpp"

namespace dewline::track::exact {

using Real = long double;
using Vector = Eigen::Matrix<Real, Eigen::Dynamic, 1>;
using Matrix = Eigen::Matrix<Real, Eigen::Dynamic, Eigen::Dynamic>;

struct Moments {
  Vector x;
  Matrix P;
};
template <std::size_t N>
Matrix matrix(const MatNM<N>& m) {
  Matrix a(N, N);
  for (std::size_t i = 0; i < N; ++i)
    for (std::size_t j = 0; j < N; ++j) a(Eigen::Index(i), Eigen::Index(j)) = m(i, j);
  return a;
}
template <std::size_t N>
Vector vector(const VecN<N>& v) {
  Vector a(N);
  for (std::size_t i = 0; i < N; ++i) a[Eigen::Index(i)] = v[i];
  return a;
}
template <std::size_t N>
Moments predicted(const Gaussian<N>& g, const MatNM<N>& F, const MatNM<N>& Q) {
  return {matrix<N>(F) * vector<N>(g.mean), matrix<N>(F) * matrix<N>(g.cov) * matrix<N>(F).transpose() + matrix<N>(Q)};
}

inline Vector in_axes(const Site& site, const Vector& x) {
  Vector d(3);
  for (int k = 0; k < 3; ++k) d[k] = x[k] - Real(site.p_FS_F[std::size_t(k)]);
  return matrix<3>({site.R_SF.a}) * d;
}
inline Vector measure(const Site& site, const Vector& x) {
  const Vector p = in_axes(site, x);
  Vector z(3);
  z << p.norm(), std::atan2(p[0], p[1]), std::atan2(p[2], std::hypot(p[0], p[1]));
  return z;
}
inline Vector difference(const Vector& a, const Vector& b) {
  Vector d = a - b;
  d[1] = std::remainder(d[1], 2 * std::numbers::pi_v<Real>);
  return d;
}

inline void correct(Moments& m, const Matrix& Pxz, const Matrix& S, const Vector& y) {
  const Matrix K = Pxz * S.inverse();
  m.x += K * y;
  m.P -= K * Pxz.transpose();
}
inline void update(Moments& m, const Site& site, const Vector& z, const Matrix& R) {
  const Vector p = in_axes(site, m.x);
  const Real f2 = p[0] * p[0] + p[1] * p[1], f = std::sqrt(f2), r2 = f2 + p[2] * p[2], r = std::sqrt(r2);
  Matrix H_S(3, 3), H = Matrix::Zero(3, m.x.size());
  H_S << p[0] / r, p[1] / r, p[2] / r, p[1] / f2, -p[0] / f2, 0, -p[0] * p[2] / (r2 * f), -p[1] * p[2] / (r2 * f), f / r2;
  H.leftCols(3) = H_S * matrix<3>({site.R_SF.a});
  const Matrix PHt = m.P * H.transpose(), S = H * PHt + R, K = S.llt().solve(PHt.transpose()).transpose();
  const Matrix A = Matrix::Identity(m.x.size(), m.x.size()) - K * H;
  m.x += K * difference(z, measure(site, m.x));
  m.P = A * m.P * A.transpose() + K * R * K.transpose(); // Joseph: differences of large numbers cost even these digits
}
inline void update_points(Moments& m, const Site& site, const Vector& z, const Matrix& R, const Unscented& u) {
  const auto n = m.x.size();
  const Real a2 = Real(u.alpha) * u.alpha, scale = a2 * (Real(n) + u.kappa), each = 1 / (2 * scale);
  const Matrix L = std::sqrt(scale) * Matrix(m.P.llt().matrixL());
  const Vector middle = measure(site, m.x);
  Matrix D(3, 2 * n), X(n, 2 * n);
  X << L, -L;
  for (Eigen::Index i = 0; i < 2 * n; ++i) D.col(i) = difference(measure(site, m.x + X.col(i)), middle);
  const Vector mean = each * D.rowwise().sum();
  D.colwise() -= mean;
  const Real weight = 1 - Real(n) / scale + 1 - a2 + u.beta;
  const Matrix S = R + each * D * D.transpose() + weight * mean * mean.transpose();
  correct(m, each * X * D.transpose(), S, difference(z, middle) - mean);
}

} // namespace dewline::track::exact
