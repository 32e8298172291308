#include "dewline/truth/trajectory.hpp"

#include <algorithm>

#include "dewline/base/check.hpp"

namespace dewline::truth {

void Trajectory::append(Time begin, const Motion& from, Time end, const Motion& to) {
  DW_CHECK(begin < end && (pieces_.empty() || begin == end_));
  if (pieces_.empty()) {
    begin_ = begin;
    starts_ = {begin};
  }
  const double h = seconds(end - begin);
  const Vec3 p0 = from.p, v0 = h * from.v, a0 = h * h * from.a, v1 = h * to.v, a1 = h * h * to.a;
  const Vec3 d = to.p - p0;
  const Vec3 c3 = 10 * d - 6 * v0 - 4 * v1 - 1.5 * a0 + 0.5 * a1;
  const Vec3 c4 = -15 * d + 8 * v0 + 7 * v1 + 1.5 * a0 - a1;
  const Vec3 c5 = 6 * d - 3 * v0 - 3 * v1 - 0.5 * a0 + 0.5 * a1;
  const double h3 = h * h * h;
  pieces_.push_back({{p0, from.v, 0.5 * from.a, c3 / h3, c4 / (h3 * h), c5 / (h3 * h * h)}});
  starts_.push_back(end);
  end_ = end;
}

std::vector<Time> Trajectory::corners() const {
  std::vector<Time> out;
  for (std::size_t k = 1; k < pieces_.size(); ++k) {
    const auto& c = pieces_[k - 1].c;
    const double h = seconds(starts_[k] - starts_[k - 1]);
    const Vec3 v = c[1] + h * (2 * c[2] + h * (3 * c[3] + h * (4 * c[4] + (5 * h) * c[5])));
    const Vec3 a = 2 * c[2] + h * (6 * c[3] + h * (12 * c[4] + (20 * h) * c[5]));
    if (norm(pieces_[k].c[1] - v) > 1 || norm(2 * pieces_[k].c[2] - a) > 1) out.push_back(starts_[k]);
  }
  return out;
}

void Trajectory::finish() {
  DW_CHECK(!empty());
  const std::size_t n = 2 * pieces_.size();
  const double span_ns = static_cast<double>((end_ - begin_).count());
  buckets_per_ns_ = static_cast<double>(n) / span_ns;
  bucket_.assign(n + 1, 0);
  for (std::size_t b = 0, piece = 0; b <= n; ++b) {
    // one nanosecond early, so that rounding never starts the search too late
    const auto edge = static_cast<std::int64_t>(static_cast<double>(b) / buckets_per_ns_) - 1;
    while (piece + 1 < pieces_.size() && (starts_[piece + 1] - begin_).count() <= edge) ++piece;
    bucket_[b] = static_cast<std::uint32_t>(piece);
  }
}

std::size_t Trajectory::find(Time t) const {
  const auto b = static_cast<std::size_t>(static_cast<double>((t - begin_).count()) * buckets_per_ns_);
  std::size_t piece = bucket_[std::min(b, bucket_.size() - 1)];
  if (b + 1 < bucket_.size() && bucket_[b + 1] > piece + 8) { // many short pieces in one span: bisect
    const auto low = starts_.begin() + static_cast<std::ptrdiff_t>(piece);
    const auto high = starts_.begin() + bucket_[b + 1] + 1;
    piece = static_cast<std::size_t>(
        std::max(std::upper_bound(low, high, t) - starts_.begin() - 1, std::ptrdiff_t{0}));
  }
  while (piece > 0 && starts_[piece] > t) --piece;
  while (piece + 1 < pieces_.size() && starts_[piece + 1] <= t) ++piece;
  return piece;
}

PosVel Trajectory::evaluate(std::size_t piece, Time t) const {
  const auto& c = pieces_[piece].c;
  const double x = seconds(t - starts_[piece]);
  return {c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * (c[4] + x * c[5])))),
          c[1] + x * (2 * c[2] + x * (3 * c[3] + x * (4 * c[4] + (5 * x) * c[5])))};
}

PosVel Trajectory::at(Time t) const {
  DW_CHECK(t >= begin_ && t <= end_ && !bucket_.empty());
  return evaluate(find(t), t);
}

PosVel Trajectory::at(Time t, std::size_t& guess) const {
  DW_CHECK(t >= begin_ && t <= end_ && !bucket_.empty());
  const std::size_t last = pieces_.size() - 1;
  guess = std::min(guess, last);
  if (starts_[guess] > t || (guess < last && starts_[guess + 1] <= t)) guess = find(t);
  return evaluate(guess, t);
}

} // namespace dewline::truth
