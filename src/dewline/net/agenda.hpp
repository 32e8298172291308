// The agenda: every event is mail to a place, in one total order. The letter's type belongs to `run`.
#pragma once
#include <algorithm>
#include <compare>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include "dewline/base/check.hpp"
#include "dewline/base/time.hpp"
#include "dewline/net/link.hpp"

namespace dewline::net {

/// Rooms in the order in which they act within one instant.
enum class Room : std::uint8_t { truth, sense, track, warn };

/// A seat: a room and the index of its owner there.
struct Place {
  Room room = Room::truth;
  std::uint32_t owner = 0;
  auto operator<=>(const Place&) const = default;
};

/// A letter's outside. `subject` is its id and its luck: a hash of what it is about. `trust`: of the link that it came
/// over.
struct Envelope {
  Place from, to;
  Time sent{}, due{};
  std::uint64_t subject = 0;
  Trust trust = Trust::override_own;
};

/// Pending mail, ordered by (due, room, receiver, sender, sent, subject). A value: a copy is a checkpoint.
template <class Letter>
class Agenda {
 public:
  struct Item {
    Envelope envelope;
    Letter letter;
  };

  /// Mail to a later room may be due now; to the same or an earlier room at least 1 ns later.
  void post(const Envelope& e, Letter letter) {
    DW_CHECK(e.due >= e.sent + (e.to.room > e.from.room ? Duration{0} : kTick));
    std::uint32_t slot;
    if (free_.empty()) {
      slot = static_cast<std::uint32_t>(letters_.size());
      letters_.push_back(std::move(letter));
    } else {
      slot = free_.back();
      free_.pop_back();
      letters_[slot] = std::move(letter);
    }
    heap_.push_back({e, slot});
    std::push_heap(heap_.begin(), heap_.end(), later);
  }

  /// When the next mail is due; kNever if there is none.
  [[nodiscard]] Time next() const { return heap_.empty() ? kNever : heap_.front().envelope.due; }
  [[nodiscard]] std::size_t size() const { return heap_.size(); }

  /// All mail for the first place at the first instant, in order. Empty if nothing is pending.
  std::vector<Item> open() {
    std::vector<Item> mail;
    while (!heap_.empty() && (mail.empty() || same_step(mail.front().envelope, heap_.front().envelope))) {
      std::pop_heap(heap_.begin(), heap_.end(), later);
      const Key key = heap_.back();
      heap_.pop_back();
      mail.push_back({key.envelope, std::move(letters_[key.slot])});
      free_.push_back(key.slot);
    }
    return mail;
  }

 private:
  struct Key { // kept apart from the letters: the heap moves 64 bytes, not a letter
    Envelope envelope;
    std::uint32_t slot;
  };
  static auto rank(const Envelope& e) {
    return std::tuple(e.due, e.to.room, e.to.owner, e.from.room, e.from.owner, e.sent, e.subject);
  }
  static bool later(const Key& a, const Key& b) { return rank(b.envelope) < rank(a.envelope); }
  static bool same_step(const Envelope& a, const Envelope& b) { return a.due == b.due && a.to == b.to; }

  std::vector<Key> heap_;
  std::vector<Letter> letters_;
  std::vector<std::uint32_t> free_;
};

} // namespace dewline::net
