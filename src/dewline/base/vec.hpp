// Small fixed vectors and matrices as plain arrays, for headers. Eigen stays inside .cpp files.
#pragma once
#include <array>
#include <cmath>
#include <cstddef>

namespace dewline {

/// Three numbers along the axes that the variable's name states (`p_SO_E`: from S to O, in E).
struct Vec3 {
  double x = 0, y = 0, z = 0;
  constexpr double& operator[](std::size_t i) { return i == 0 ? x : (i == 1 ? y : z); }
  constexpr double operator[](std::size_t i) const { return i == 0 ? x : (i == 1 ? y : z); }
  friend constexpr Vec3 operator+(Vec3 a, Vec3 b) { return {a.x + b.x, a.y + b.y, a.z + b.z}; }
  friend constexpr Vec3 operator-(Vec3 a, Vec3 b) { return {a.x - b.x, a.y - b.y, a.z - b.z}; }
  friend constexpr Vec3 operator-(Vec3 a) { return {-a.x, -a.y, -a.z}; }
  friend constexpr Vec3 operator*(double s, Vec3 a) { return {s * a.x, s * a.y, s * a.z}; }
  friend constexpr Vec3 operator*(Vec3 a, double s) { return s * a; }
  friend constexpr Vec3 operator/(Vec3 a, double s) { return {a.x / s, a.y / s, a.z / s}; }
  friend constexpr bool operator==(const Vec3&, const Vec3&) = default;
};

constexpr double dot(Vec3 a, Vec3 b) { return a.x * b.x + a.y * b.y + a.z * b.z; }
constexpr Vec3 cross(Vec3 a, Vec3 b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}
inline double norm(Vec3 a) { return std::sqrt(dot(a, a)); }
inline Vec3 unit(Vec3 a) { return a / norm(a); }

/// Three rows of three, row-major; `R_SE` turns E components into S components.
struct Mat3 {
  std::array<double, 9> a{};
  constexpr double& operator()(std::size_t i, std::size_t j) { return a[3 * i + j]; }
  constexpr double operator()(std::size_t i, std::size_t j) const { return a[3 * i + j]; }
  static constexpr Mat3 identity() { return {{1, 0, 0, 0, 1, 0, 0, 0, 1}}; }
  friend constexpr Vec3 operator*(const Mat3& m, Vec3 v) {
    return {m.a[0] * v.x + m.a[1] * v.y + m.a[2] * v.z, m.a[3] * v.x + m.a[4] * v.y + m.a[5] * v.z,
            m.a[6] * v.x + m.a[7] * v.y + m.a[8] * v.z};
  }
  friend constexpr Mat3 operator*(const Mat3& m, const Mat3& n) {
    Mat3 r;
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j)
        r(i, j) = m(i, 0) * n(0, j) + m(i, 1) * n(1, j) + m(i, 2) * n(2, j);
    return r;
  }
  friend constexpr bool operator==(const Mat3&, const Mat3&) = default;
};
constexpr Mat3 transpose(const Mat3& m) {
  return {{m.a[0], m.a[3], m.a[6], m.a[1], m.a[4], m.a[7], m.a[2], m.a[5], m.a[8]}};
}

/// Position and velocity; the variable's name says of what and in which frame (`x_G`, `x_E`).
/// In E the velocity is relative to the rotating Earth.
struct PosVel {
  Vec3 p; ///< position from the Earth's centre [m]
  Vec3 v; ///< velocity [m/s]
};

template <std::size_t N>
using VecN = std::array<double, N>;

/// Row-major N x M.
template <std::size_t N, std::size_t M = N>
struct MatNM {
  std::array<double, N * M> a{};
  constexpr double& operator()(std::size_t i, std::size_t j) { return a[M * i + j]; }
  constexpr double operator()(std::size_t i, std::size_t j) const { return a[M * i + j]; }
};

/// A normal distribution: mean and covariance.
template <std::size_t N>
struct Gaussian {
  VecN<N> mean{};
  MatNM<N> cov{};
};

} // namespace dewline
