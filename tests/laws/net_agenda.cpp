#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>
#include <vector>

#include "dewline/net/agenda.hpp"

namespace dewline::net {
namespace {

auto rank(const Envelope& e) {
  return std::tuple(e.due, e.to.room, e.to.owner, e.from.room, e.from.owner, e.sent, e.subject);
}

/// Few values for each part, so that instants, places and senders often coincide; subjects are all different.
std::vector<Envelope> letters() {
  const auto count = *rc::gen::inRange(0, 60);
  std::vector<Envelope> all;
  for (int i = 0; i < count; ++i) {
    Envelope e;
    e.from = {static_cast<Room>(*rc::gen::inRange(0, 4)), *rc::gen::inRange<std::uint32_t>(0, 3)};
    e.to = {static_cast<Room>(*rc::gen::inRange(0, 4)), *rc::gen::inRange<std::uint32_t>(0, 3)};
    e.sent = Time{Duration{*rc::gen::inRange(0, 3)}};
    e.due = e.sent + Duration{*rc::gen::inRange(1, 4)};
    e.subject = static_cast<std::uint64_t>(i);
    all.push_back(e);
  }
  return all;
}

std::vector<std::vector<std::uint64_t>> opened(const std::vector<Envelope>& posted) {
  Agenda<std::uint64_t> agenda;
  for (const Envelope& e : posted) agenda.post(e, e.subject);
  std::vector<std::vector<std::uint64_t>> steps;
  while (agenda.next() != kNever) {
    steps.emplace_back();
    for (const auto& item : agenda.open()) {
      RC_ASSERT(item.letter == item.envelope.subject); // the letter stays in its envelope
      steps.back().push_back(item.letter);
    }
  }
  return steps;
}

RC_GTEST_PROP(AgendaLaw, TheOrderOfPostingDoesNotMatter, ()) {
  auto posted = letters();
  const auto first = opened(posted);
  std::mt19937 shuffle(*rc::gen::arbitrary<std::uint32_t>());
  std::shuffle(posted.begin(), posted.end(), shuffle);
  RC_ASSERT(opened(posted) == first);
}

RC_GTEST_PROP(AgendaLaw, EverythingOpensOnceInTheTotalOrderAndAStepIsOnePlaceAndInstant, ()) {
  auto posted = letters();
  std::vector<std::uint64_t> order;
  for (const auto& step : opened(posted)) {
    for (const auto subject : step) {
      RC_ASSERT(posted[subject].due == posted[step.front()].due);
      RC_ASSERT(posted[subject].to == posted[step.front()].to);
      order.push_back(subject);
    }
  }
  std::vector<Envelope> sorted = posted;
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return rank(a) < rank(b); });
  RC_ASSERT(order.size() == sorted.size());
  for (std::size_t i = 0; i < order.size(); ++i) RC_ASSERT(order[i] == sorted[i].subject);
}

RC_GTEST_PROP(AgendaLaw, PostingWhileOpeningKeepsTheOrder, ()) {
  // Letters are posted at the moment they are sent, between openings, as the simulation does.
  auto posted = letters();
  std::stable_sort(posted.begin(), posted.end(),
                   [](const auto& a, const auto& b) { return a.sent < b.sent; });
  Agenda<std::uint64_t> agenda;
  std::vector<Envelope> seen;
  const auto drain_until = [&](Time until) {
    while (agenda.next() < until)
      for (const auto& item : agenda.open()) seen.push_back(item.envelope);
  };
  for (const Envelope& e : posted) {
    drain_until(e.sent);
    agenda.post(e, e.subject);
  }
  drain_until(kNever);
  RC_ASSERT(seen.size() == posted.size());
  RC_ASSERT(std::is_sorted(seen.begin(), seen.end(),
                           [](const auto& a, const auto& b) { return rank(a) < rank(b); }));
}

} // namespace
} // namespace dewline::net
