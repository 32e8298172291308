// Addressed normals against the standard library's sequenced ones. The answer that is checked: mean and
// variance.
#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "dewline/base/draws_batch.hpp"

namespace {

using namespace dewline;

/// Fails the benchmark unless mean and variance are those of a standard normal (|z| < 6).
void check(benchmark::State& state, double num, double sum, double squares) {
  const double z_mean = sum / std::sqrt(num), z_square = (squares - num) / std::sqrt(2 * num);
  if (!(std::abs(z_mean) < 6 && std::abs(z_square) < 6)) state.SkipWithError("not standard normal");
  state.SetItemsProcessed(static_cast<std::int64_t>(num));
}

template <class Draw>
void run(benchmark::State& state, Draw draw) {
  double num = 0, sum = 0, squares = 0;
  for (auto _ : state) {
    const double z = draw();
    ++num;
    sum += z;
    squares += z * z;
  }
  check(state, num, sum, squares);
}

void words(benchmark::State& state) {
  const Draws draws(1, 0);
  if (draws.words({})[0] == Draws(2, 0).words({})[0]) state.SkipWithError("two seeds agree");
  std::uint32_t n = 0;
  for (auto _ : state) benchmark::DoNotOptimize(draws.words({.n = n++}));
  state.SetItemsProcessed(4 * static_cast<std::int64_t>(state.iterations()));
}
BENCHMARK(words);

void normal(benchmark::State& state) {
  const Draws draws(1, 0);
  std::uint32_t n = 0;
  run(state, [&] { return draws.normal({.n = n++}); });
}
BENCHMARK(normal);

void normal4(benchmark::State& state) {
  const Draws draws(1, 0);
  std::uint32_t n = 0;
  double num = 0, sum = 0, squares = 0;
  for (auto _ : state)
    for (double z : draws.normal4({.n = n++})) {
      ++num;
      sum += z;
      squares += z * z;
    }
  check(state, num, sum, squares);
}
BENCHMARK(normal4);

/// As normal4, a thousand addresses a call, by item.
void normals4_batch(benchmark::State& state) {
  const Draws draws(1, 0);
  std::vector<std::uint64_t> items(1024);
  for (std::size_t i = 0; i < items.size(); ++i) items[i] = draws.words({.n = static_cast<std::uint32_t>(i)})[0];
  std::vector<std::array<double, 4>> out(items.size());
  double num = 0, sum = 0, squares = 0;
  std::uint64_t event = 0;
  for (auto _ : state) {
    fill_normals4(draws, {{.event = event++}, items}, out);
    benchmark::DoNotOptimize(out.data());
    if (event % 64 != 1) continue;
    for (const auto& four : out)
      for (const double z : four) sum += z, squares += z * z, ++num;
  }
  check(state, num, sum, squares);
  state.SetItemsProcessed(static_cast<std::int64_t>(4 * items.size() * event));
}
BENCHMARK(normals4_batch);

void standard_library(benchmark::State& state) {
  std::mt19937_64 generator(1);
  std::normal_distribution<double> distribution;
  run(state, [&] { return distribution(generator); });
}
BENCHMARK(standard_library);

} // namespace
