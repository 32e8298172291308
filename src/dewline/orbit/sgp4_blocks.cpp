#include "dewline/orbit/sgp4_blocks.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>
#include <utility>

#include "dewline/orbit/sgp4_deep.hpp"

namespace dewline::orbit::sgp4 {
namespace {

Group group_of(const Sgp4& s) {
  if (!s.deep()) return s.near().simple ? Group::near_simple : Group::near_full;
  if (s.deep()->resonance == Resonance::none) return Group::deep;
  return s.deep()->resonance == Resonance::synchronous ? Group::synchronous : Group::half_day;
}

/// Neighbours take the same way: group, then Lyddane's form or not, then steps of Kepler's equation.
auto way_of(const Sgp4& s) {
  return std::tuple{group_of(s), s.deep() && s.near().inclo >= 0.2, s.near().ecco};
}

void fill(Common& b, std::size_t i, const Near& k, const Constants& c) {
  const std::pair<Lanes*, double> values[] = {
      {&b.no, k.no},           {&b.ao, std::pow(c.xke / k.no, 2.0 / 3)},
      {&b.ecco, k.ecco},       {&b.nodeo, k.nodeo},
      {&b.argpo, k.argpo},     {&b.mo, k.mo},
      {&b.mdot, k.mdot},       {&b.argpdot, k.argpdot},
      {&b.nodedot, k.nodedot}, {&b.nodecf, k.nodecf},
      {&b.cc1, k.cc1},         {&b.bcc4, k.bstar * k.cc4},
      {&b.no_t2cof, k.no * k.t2cof}, {&b.sinio, k.sinio},
      {&b.cosio, k.cosio},     {&b.con41, k.con41},
      {&b.x1mth2, k.x1mth2},   {&b.x7thm1, k.x7thm1},
      {&b.aycof, k.aycof},     {&b.xlcof, k.xlcof}};
  for (const auto& [lanes, value] : values) lanes->lane[i] = value;
}

void fill(Drag& b, std::size_t i, const Near& k) {
  const std::pair<Lanes*, double> values[] = {
      {&b.omgcof, k.omgcof}, {&b.xmcof, k.xmcof},   {&b.eta, k.eta},
      {&b.delmo, k.delmo},   {&b.bcc5, k.bstar * k.cc5}, {&b.sinmao, k.sinmao},
      {&b.d2, k.d2},         {&b.d3, k.d3},         {&b.d4, k.d4},
      {&b.no_t3cof, k.no * k.t3cof}, {&b.no_t4cof, k.no * k.t4cof}, {&b.no_t5cof, k.no * k.t5cof}};
  for (const auto& [lanes, value] : values) lanes->lane[i] = value;
}

void fill(Body& b, std::size_t i, const Periodics& p) {
  const std::pair<Lanes*, double> values[] = {
      {&b.e2, p.e2}, {&b.e3, p.e3}, {&b.i2, p.i2},   {&b.i3, p.i3},   {&b.l2, p.l2},
      {&b.l3, p.l3}, {&b.l4, p.l4}, {&b.gh2, p.gh2}, {&b.gh3, p.gh3}, {&b.gh4, p.gh4},
      {&b.h2, p.h2}, {&b.h3, p.h3}, {&b.zm0, p.zm0}};
  for (const auto& [lanes, value] : values) lanes->lane[i] = value;
}

void fill(DeepBlock& b, std::size_t i, const Near& k, const Deep& d) {
  fill(b.sun, i, d.sun);
  fill(b.moon, i, d.moon);
  const std::pair<Lanes*, double> values[] = {{&b.inclo, k.inclo}, {&b.dedt, d.dedt},   {&b.didt, d.didt},
                                              {&b.dmdt, d.dmdt},   {&b.domdt, d.domdt}, {&b.dnodt, d.dnodt}};
  for (const auto& [lanes, value] : values) lanes->lane[i] = value;
}

void fill(Resonant& b, std::size_t i, const Deep& d) {
  b.gsto.lane[i] = d.gsto, b.xlamo.lane[i] = d.xlamo, b.xfact.lane[i] = d.xfact;
  // amplitude sin(angle - phase) is amplitude cos(phase) sin(angle) - amplitude sin(phase) cos(angle)
  const auto add = [&](std::size_t term, double amplitude, double phase) {
    b.sine[term].lane[i] += amplitude * std::cos(phase);
    b.cosine[term].lane[i] -= amplitude * std::sin(phase);
  };
  if (d.resonance == Resonance::synchronous) {
    add(0, d.del[0], kPhase31), add(1, d.del[1], 2 * kPhase22), add(2, d.del[2], 3 * kPhase33);
    return;
  }
  const auto& a = d.d;
  add(0, a[0], kG22), add(1, a[1], kG22), add(2, a[2], kG32), add(3, a[3], kG32), add(4, a[4], kG44);
  add(5, a[5], kG44), add(2, a[6], kG52), add(3, a[7], kG52), add(6, a[8], kG54), add(7, a[9], kG54);
}

/// An empty block of the group, with the parts it needs.
Block& open_block(Blocks& all, Group group) {
  Block block{};
  block.group = group;
  block.drag = all.drag.size(), block.deep = all.deep.size(), block.resonant = all.resonant.size();
  if (group == Group::near_full) all.drag.emplace_back();
  if (group >= Group::deep) all.deep.emplace_back();
  if (group >= Group::synchronous) all.resonant.emplace_back();
  return all.all.emplace_back(block);
}

void fill(Blocks& all, Block& b, std::size_t lane, const Sgp4& s, const Constants& c) {
  fill(b.common, lane, s.near(), c);
  if (b.group == Group::near_full) fill(all.drag[b.drag], lane, s.near());
  if (b.group >= Group::deep) fill(all.deep[b.deep], lane, s.near(), *s.deep());
  if (b.group >= Group::synchronous) fill(all.resonant[b.resonant], lane, *s.deep());
}

} // namespace

Blocks make_blocks(std::span<const Sgp4> satellites, const Constants& c) {
  std::vector<std::uint32_t> order(satellites.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return way_of(satellites[a]) < way_of(satellites[b]); });
  Blocks all;
  for (std::size_t k = 0; k < order.size();) {
    const Group group = group_of(satellites[order[k]]);
    Block& block = open_block(all, group);
    for (; block.num < kLanes && k < order.size() && group_of(satellites[order[k]]) == group; ++k)
      block.caller[block.num++] = order[k];
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      fill(all, block, lane, satellites[block.caller[std::min(lane, block.num - 1)]], c);
  }
  return all;
}

} // namespace dewline::orbit::sgp4
