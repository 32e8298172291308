#include "dewline/net/agenda.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dewline::net {
namespace {

using namespace std::chrono_literals;
using Mail = Agenda<std::string>;

Envelope from_to(Place from, Place to, Duration sent, Duration due, std::uint64_t subject = 0) {
  return {from, to, Time{sent}, Time{due}, subject};
}
const Place kTruth{Room::truth, 0}, kRadar{Room::sense, 0}, kTracker{Room::track, 0}, kWarner{Room::warn, 0};

TEST(Agenda, AnEmptyOneIsNeverDueAndOpensNothing) {
  Mail agenda;
  EXPECT_EQ(agenda.next(), kNever);
  EXPECT_TRUE(agenda.open().empty());
  EXPECT_EQ(agenda.size(), 0U);
}

TEST(Agenda, TheEarliestOpensFirst) {
  Mail agenda;
  agenda.post(from_to(kRadar, kTracker, 0s, 2s), "later");
  agenda.post(from_to(kRadar, kTracker, 0s, 1s), "sooner");
  EXPECT_EQ(agenda.next(), Time{1s});
  EXPECT_EQ(agenda.open().front().letter, "sooner");
  EXPECT_EQ(agenda.open().front().letter, "later");
  EXPECT_EQ(agenda.next(), kNever);
}

TEST(Agenda, MailForOnePlaceAtOneInstantIsReadTogether) {
  Mail agenda;
  agenda.post(from_to(kRadar, kTracker, 0s, 1s, 2), "b");
  agenda.post(from_to(kRadar, kTracker, 0s, 1s, 1), "a");
  agenda.post(from_to(kRadar, {Room::track, 1}, 0s, 1s), "other seat");
  agenda.post(from_to(kTracker, kTracker, 0s, 1s + kTick), "a tick later");
  const auto mail = agenda.open();
  ASSERT_EQ(mail.size(), 2U);
  EXPECT_EQ(mail[0].letter, "a");
  EXPECT_EQ(mail[1].letter, "b");
  EXPECT_EQ(agenda.size(), 2U);
}

TEST(Agenda, WithinAnInstantRoomsActInTheirOrder) {
  Mail agenda;
  agenda.post(from_to(kTruth, kWarner, 1s, 1s), "warn");
  agenda.post(from_to(kTruth, kTracker, 1s, 1s), "track");
  agenda.post(from_to(kTruth, kRadar, 1s, 1s), "sense");
  EXPECT_EQ(agenda.open().front().letter, "sense");
  EXPECT_EQ(agenda.open().front().letter, "track");
  EXPECT_EQ(agenda.open().front().letter, "warn");
}

TEST(Agenda, MailPostedWhileAnInstantIsWorkedOffJoinsIt) {
  Mail agenda;
  agenda.post(from_to(kTruth, kRadar, 0s, 1s), "look");
  agenda.post(from_to(kTruth, kWarner, 0s, 1s), "wake");
  EXPECT_EQ(agenda.open().front().letter, "look");
  agenda.post(from_to(kRadar, kTracker, 1s, 1s), "scan"); // a later room, the same instant
  EXPECT_EQ(agenda.open().front().letter, "scan");
  EXPECT_EQ(agenda.open().front().letter, "wake");
}

TEST(Agenda, MailToALaterRoomMayBeDueNow) {
  Mail agenda;
  EXPECT_NO_THROW(agenda.post(from_to(kRadar, kTracker, 5s, 5s), ""));
}

TEST(Agenda, MailToTheSameOrAnEarlierRoomTakesATick) {
  Mail agenda;
  EXPECT_THROW(agenda.post(from_to(kTracker, kTracker, 5s, 5s), ""), ContractError);
  EXPECT_THROW(agenda.post(from_to(kTracker, {Room::track, 1}, 5s, 5s), ""), ContractError);
  EXPECT_THROW(agenda.post(from_to(kWarner, kRadar, 5s, 5s), ""), ContractError);
  EXPECT_NO_THROW(agenda.post(from_to(kTracker, kTracker, 5s, 5s + kTick), ""));
  EXPECT_NO_THROW(agenda.post(from_to(kWarner, kRadar, 5s, 5s + kTick), ""));
}

TEST(Agenda, MailIntoThePastBreaksTheContract) {
  Mail agenda;
  EXPECT_THROW(agenda.post(from_to(kRadar, kTracker, 5s, 5s - kTick), ""), ContractError);
  EXPECT_THROW(agenda.post(from_to(kWarner, kRadar, 5s, 4s), ""), ContractError);
  EXPECT_EQ(agenda.size(), 0U); // a refused letter leaves nothing behind
}

TEST(Agenda, ACopyIsACheckpoint) {
  Mail agenda;
  agenda.post(from_to(kRadar, kTracker, 0s, 1s), "one");
  agenda.post(from_to(kRadar, kTracker, 0s, 2s), "two");
  Mail copy = agenda;
  agenda.open();
  agenda.open();
  agenda.post(from_to(kRadar, kTracker, 2s, 3s), "three");
  EXPECT_EQ(copy.size(), 2U);
  EXPECT_EQ(copy.open().front().letter, "one");
  EXPECT_EQ(copy.open().front().letter, "two");
  EXPECT_TRUE(copy.open().empty());
}

} // namespace
} // namespace dewline::net
