#include "dewline/run/session.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <string>
#include <thread>

#include "dewline/run/world.hpp"

namespace dewline::run {
namespace {

constexpr int kSlices = 50;          // of a recorded run: between them it can be stopped
constexpr std::uint32_t kBatch = 32; // repeats between two looks at `stop`; a whole prefix is kept

constexpr unsigned kMostThreads = 1024; // more than any machine has; the pool cannot take any number

unsigned thread_count(unsigned wanted) {
  return wanted != 0 ? std::min(wanted, kMostThreads) : std::max(1u, std::thread::hardware_concurrency());
}

} // namespace

Recorded run_recorded(const Model& model, std::uint64_t seed, std::uint64_t run, const record::RunInfo& info,
                      const Stop& stop) {
  record::Context context = model.context;
  context.seed = seed;
  context.run = run;
  record::RunWriter writer(context, info);
  World world = start(model, Draws(seed, run));
  tell_truth(model, world, writer);
  tell_undelivered(model, writer);
  Recorded out;
  const Duration slice = (model.end - Time{}) / kSlices + kTick;
  for (Time until = Time{} + slice; world.now < model.end && out.complete; until += slice) {
    advance(model, world, std::min(until, model.end), writer);
    if (world.now < model.end) out.complete = !(stop && stop());
  }
  if (!out.complete) writer.see(world.now, record::Finished{});
  out.until_s = seconds(world.now);
  out.tables = writer.tables();
  if (!out.complete) out.tables.add(record::RunInfoRow{"stopped_at_s", std::to_string(out.until_s)});
  out.ledger = writer.ledger().rows();
  out.tables_hash = writer.hash();
  return out;
}

std::vector<record::LedgerRow> run_quick(const Model& model, std::uint64_t seed, std::uint64_t run) {
  record::Ledger ledger(model.context);
  World world = start(model, Draws(seed, run));
  tell_undelivered(model, ledger);
  advance(model, world, model.end, ledger);
  return ledger.rows();
}

void each_repeat(const Model& model, std::uint64_t seed, std::uint32_t n, unsigned threads,
                 const std::function<void(std::span<const record::LedgerRow>)>& take,
                 const std::function<void(std::uint32_t)>& progress, const Stop& stop) {
  tbb::task_arena arena(static_cast<int>(thread_count(threads)));
  for (std::uint32_t done = 0; done < n && !(stop && stop());) {
    const std::uint32_t size = std::min(kBatch, n - done);
    std::vector<std::vector<record::LedgerRow>> ledgers(size);
    arena.execute([&] {
      tbb::parallel_for(std::uint32_t{0}, size, [&](std::uint32_t i) { ledgers[i] = run_quick(model, seed, done + i + 1); });
    });
    for (const auto& ledger : ledgers) take(ledger);
    done += size;
    if (progress) progress(done);
  }
}

record::Bands repeat(const Model& model, std::uint64_t seed, std::uint32_t n, unsigned threads,
                     const std::function<void(std::uint32_t)>& progress, const Stop& stop) {
  record::Bands bands;
  each_repeat(model, seed, n, threads, [&](std::span<const record::LedgerRow> ledger) { bands.add(ledger); }, progress, stop);
  return bands;
}

std::uint32_t default_repeats(const record::RunTables& recorded) {
  // As measured on the shipped scenarios: a frame, a track's row, an estimate of a fall, one of a thrusting track.
  constexpr double kScan_s = 3e-6, kTracked_s = 0.03e-3, kJudged_s = 0.4e-3, kThrusting_s = 1.4e-3, kBudget_s = 5;
  const auto estimates = recorded.all<record::EstimateRow>();
  const auto thrusting = std::ranges::count_if(estimates, [](const auto& e) { return e.thrusting != 0; });
  const double one_s = kScan_s * static_cast<double>(recorded.table(record::ScanRow::kTable.name).num_rows()) +
                       kTracked_s * static_cast<double>(recorded.table(record::TrackRow::kTable.name).num_rows()) +
                       kJudged_s * static_cast<double>(estimates.size()) + kThrusting_s * static_cast<double>(thrusting);
  std::uint32_t n = 20;
  for (const std::uint32_t step : {50u, 100u, 200u, 500u, 1000u})
    if (step * one_s <= kBudget_s) n = step;
  return n;
}

} // namespace dewline::run
