#include "dewline/study/fault_tree.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <stdexcept>

#include "dewline/base/units.hpp"

namespace dewline::study {
namespace {

using warn::Condition;
using Causes = std::span<const AtomTimes* const>;

/// `phenomenologies >= 2` as a vote of the kinds of sensor, so that two causes can fulfil it together.
std::optional<Condition> as_votes(const Condition& c) {
  if (c.kind != Condition::Kind::atom) return std::nullopt;
  const auto parsed = warn::parse_atom(c.text);
  const auto* atom = std::get_if<warn::Atom>(&parsed);
  const bool strict = atom != nullptr && atom->compare == warn::Compare::greater;
  if (atom == nullptr || atom->what != warn::Subject::phenomenologies ||
      (!strict && atom->compare != warn::Compare::greater_equal))
    return std::nullopt;
  Condition votes;
  votes.kind = Condition::Kind::votes;
  for (const char* kind : {"infrared.launch_call", "radar.launch_call"}) {
    votes.parts.emplace_back();
    votes.parts.back().text = kind;
  }
  votes.at_least = static_cast<std::uint32_t>(std::floor(atom->threshold)) + (strict ? 1 : 0);
  votes.for_s = atom->for_s;
  return votes;
}

void collect(const Condition& c, std::set<std::string>& atoms) {
  if (const auto votes = as_votes(c)) return collect(*votes, atoms);
  if (c.kind == Condition::Kind::atom) atoms.insert(c.text);
  for (const Condition& part : c.parts) collect(part, atoms);
}

Timeline atom_holds(const std::string& text, Causes causes) {
  std::vector<HeldSpan> all;
  for (const AtomTimes* cause : causes)
    if (const auto it = cause->find(text); it != cause->end()) all.insert(all.end(), it->second.begin(), it->second.end());
  return timeline(std::move(all));
}

/// How many parts must hold; none_of is the complement of one.
std::size_t needed(const Condition& c) {
  switch (c.kind) {
    case Condition::Kind::all_of: return c.parts.size();
    case Condition::Kind::votes: return c.at_least;
    default: return 1;
  }
}

Timeline group_holds(const Condition& c, Causes causes, HeldSpan frame) {
  std::vector<Timeline> parts;
  for (const Condition& part : c.parts) parts.push_back(lingering(holds(part, causes, frame), c.within_s));
  const Timeline together = at_least(parts, needed(c), frame);
  return c.kind == Condition::Kind::none_of ? complement(together, frame) : together;
}

Timeline one_by_one(const Condition& c, Causes causes, HeldSpan frame) {
  std::vector<HeldSpan> all;
  for (std::size_t i = 0; i < causes.size(); ++i) {
    const Timeline own = group_holds(c, causes.subspan(i, 1), frame);
    all.insert(all.end(), own.begin(), own.end());
  }
  return timeline(std::move(all));
}

constexpr std::size_t kMostCuts = 10000;

using Cuts = std::vector<CutSet>;

void unite(std::vector<std::string>& into, const std::vector<std::string>& more) {
  std::vector<std::string> all;
  std::ranges::set_union(into, more, std::back_inserter(all));
  into = std::move(all);
}

CutSet joined(CutSet a, const CutSet& b) {
  unite(a.atoms, b.atoms);
  unite(a.without, b.without);
  a.within_s = std::max(a.within_s, b.within_s);
  return a;
}

bool contains(const CutSet& big, const CutSet& small) {
  return std::ranges::includes(big.atoms, small.atoms) && std::ranges::includes(big.without, small.without) &&
         big.within_s <= small.within_s;
}

Cuts without_supersets(Cuts cuts) {
  Cuts out;
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const bool spare = [&] {
      for (std::size_t j = 0; j < cuts.size(); ++j)
        if (i != j && contains(cuts[i], cuts[j]) && (!contains(cuts[j], cuts[i]) || j < i)) return true;
      return false;
    }();
    if (!spare) out.push_back(cuts[i]);
  }
  return out;
}

Cuts product(const Cuts& a, const Cuts& b) {
  if (a.size() * b.size() > kMostCuts) throw std::length_error("the rule has more than 10,000 cut sets");
  Cuts out;
  for (const CutSet& x : a)
    for (const CutSet& y : b) out.push_back(joined(x, y));
  return without_supersets(std::move(out));
}

Cuts expand(const Condition& c);

/// Every choice of k of the parts from the i-th on.
Cuts choose(const std::vector<Cuts>& parts, std::size_t i, std::size_t k) {
  if (k == 0) return {CutSet{}};
  if (parts.size() - i < k) return {};
  Cuts out = choose(parts, i + 1, k);
  const Cuts with = product(parts[i], choose(parts, i + 1, k - 1));
  out.insert(out.end(), with.begin(), with.end());
  return without_supersets(std::move(out));
}

/// None of the parts: for each of its cut sets one of the atoms is absent, or one of the excluded present.
Cuts negated(const Cuts& cuts) {
  Cuts out{CutSet{}};
  for (const CutSet& cut : cuts) {
    Cuts options;
    for (const std::string& atom : cut.atoms) options.push_back({{}, {atom}, 0});
    for (const std::string& atom : cut.without) options.push_back({{atom}, {}, 0});
    out = product(out, options);
  }
  return out;
}

Cuts expand(const Condition& c) {
  if (const auto votes = as_votes(c)) return expand(*votes);
  if (c.kind == Condition::Kind::atom) return {CutSet{{c.text}, {}, 0}};
  std::vector<Cuts> parts;
  for (const Condition& part : c.parts) parts.push_back(expand(part));
  const bool none = c.kind == Condition::Kind::none_of;
  Cuts cuts = choose(parts, 0, needed(c));
  if (none) return negated(cuts);
  for (CutSet& cut : cuts)
    if (cut.atoms.size() > 1) cut.within_s = std::max(cut.within_s, c.within_s);
  return cuts;
}

} // namespace

std::vector<std::string> atoms_of(const Condition& condition) {
  std::set<std::string> atoms;
  collect(condition, atoms);
  return {atoms.begin(), atoms.end()};
}

Timeline holds(const Condition& c, Causes causes, HeldSpan frame) {
  if (const auto votes = as_votes(c)) return holds(*votes, causes, frame);
  if (c.kind == Condition::Kind::atom) return atom_holds(c.text, causes);
  const Timeline t = c.same_object && causes.size() > 1 ? one_by_one(c, causes, frame) : group_holds(c, causes, frame);
  return c.for_s > 0 ? ripened(t, c.for_s) : t;
}

AtomTimes kept(const AtomTimes& atoms) {
  AtomTimes out = atoms;
  for (const auto& [text, t] : atoms)
    if (text.ends_with(kKept)) {
      out.erase(text);
      out[text.substr(0, text.size() - kKept.size())] = t;
    }
  return out;
}

double declared_at(const Timeline& raised, const Timeline& still, double delay_s, double until_s) {
  double free_s = -std::numeric_limits<double>::infinity();
  for (const HeldSpan& s : raised) {
    if (s.begin_s < free_s) continue; // it was raised while people were still busy with the time before
    const double due_s = s.begin_s + delay_s;
    if (due_s > until_s) break;
    if (holds_at(still, due_s)) return due_s;
    free_s = due_s;
  }
  return std::numeric_limits<double>::quiet_NaN();
}

std::vector<CutSet> minimal_cut_sets(const Condition& condition) { return without_supersets(expand(condition)); }

std::string words(const CutSet& cut) {
  std::string all;
  for (const std::string& atom : cut.atoms) all += (all.empty() ? "" : " and ") + atom;
  for (const std::string& atom : cut.without) all += (all.empty() ? "not " : ", not ") + atom;
  if (cut.within_s > 0) all += " within " + print_quantity(cut.within_s, Dimension::time);
  return all;
}

} // namespace dewline::study
