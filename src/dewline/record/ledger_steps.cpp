// The words of the ledger, each with its exact meaning.
#include <fmt/format.h>

#include "dewline/record/ledger.hpp"

namespace dewline::record {
namespace {

constexpr LedgerStep kSteps[] = {
    {"launch", "the object leaves the ground",
     "truth's launch",
     "the object is not launched in this scenario", true},
    {"burnout", "its last motor stops",
     "truth's last burnout",
     "truth knows no burnout: a file or an arc", true},
    {"visible", "the geometry opens for a sensor that reports here",
     "the first window in which the object is inside the field of regard of a face whose scans are "
     "sent to this centre",
     "it is never inside one while the run lasts", true},
    {"first-detection", "the first detection of the object reaches the centre",
     "t_s: validity at the target; known_s: when the scan that holds it arrived; the first by known_s",
     "no detection of the object reached the centre", false},
    {"track", "the centre confirms a track of it",
     "the first confirmation of a track of its own most of whose detections came from the object",
     "no track of the object was confirmed here", false},
    {"launch-call", "the centre calls the track a launch",
     "the first estimate with the launch call set, of its own track or of one that another centre reports",
     "no estimate of the object's tracks set it", false},
    {"second-kind", "a second kind of sensor stands behind launch calls of it",
     "the first estimate with which radar, infrared and another system's file make two or more among the kinds "
     "behind all of this centre's estimates of the object so far that set the launch call, own tracks or reported; "
     "what targets say of themselves is no kind",
     "one kind stood behind its launch calls, or there was none", false},
    {"impact-point", "the impact point is known within 100 km",
     "the first estimate whose 1-sigma impact ellipse has a semi-major axis of at most 100 km",
     "no estimate was that sharp", false},
    {"region-excluded", "the impact is seen to fall outside every asset of the centre",
     "the first estimate in which every asset of this centre lies wholly outside the 99 % ellipse of the "
     "impact (or the track is shown not to fall); stricter than a probability below 1 % in each, which a "
     "vague prediction meets too; it may end again",
     "they never all lay outside it at once, or the centre declares no asset", false},
    {"region-threatened", "the impact is more likely than not inside an asset of the centre",
     "the first estimate in which the probability of impact in one asset of this centre is at least 0.5; it may end "
     "again",
     "it stayed below in each, or the centre declares no asset", false},
    {"classified", "the centre is nearly sure what it is",
     "the first estimate in which one class has a probability of at least 0.9, right or wrong; what the step waited "
     "for names the class; it may change again",
     "no class reached it, or none was weighed", false},
    {"told", "word about it comes from elsewhere",
     "the first track or alert of another centre that is about the object, or the first launch notification that "
     "covers its launch, as it is learnt here; detections that others pass on count as first-detection",
     "nothing about it came", false},
    {"rule-met", "the condition of an alert state holds",
     "the rule set's condition has held as long as it must",
     "the condition never held that long, or the state was taken over from the one above it", false},
    {"assessed", "the crew has assessed what met the rule",
     "the assessment delay after rule-met has run",
     "no rule was met, or the delay had not run when the run ended", false},
    {"declared", "the centre declares the alert",
     "the human chain after rule-met has ended (assessment, then conference), or the state above was taken down to "
     "this one",
     "no rule was met, or the human chain had not ended when the run did, or the condition no longer held then",
     false},
    {"delivered", "the declared alert reaches another centre",
     "the declaration arrives there; one row for each receiver (`other`); known_s: when the receiver knows it; the "
     "sender gets no receipt",
     "nothing was declared, no link carries its alerts there, or the letter was lost or still on its way",
     false},
    {"decision", "those who are warned have decided",
     "the decision delay after declared has run; its time to impact is the decision time left",
     "nothing was declared, or the alert was withdrawn or taken down before, or the run ended before", false},
    {"left-field", "the object leaves the field of regard of a sensor while it is tracked",
     "the end of the first visibility (over all faces of one sensor that reports here) that a limit "
     "of the sensor closed, at an instant at which a confirmed or coasting track of it exists here",
     "it was not tracked then, or never left", true},
    {"coasting", "its track goes on without updates",
     "the first time a track of the object coasts",
     "no track of it ever coasted", false},
    {"lost", "the centre has no track of it any more",
     "the last confirmed or coasting track of the object is deleted, for the first time",
     "a track lasted to the end, or there never was one", false},
    {"withdraw-met", "the condition for withdrawing holds",
     "the rule set's withdrawal condition, or that for taking the state down, has held as long as it must",
     "nothing was declared, or the condition never held that long", false},
    {"withdrawn", "the centre withdraws the alert",
     "the human chain after withdraw-met has ended",
     "the withdrawal was not due, or its human chain had not ended when the run did", false},
    {"downgraded", "the centre takes the alert down to the state below",
     "the human chain after withdraw-met has ended, and only the condition for taking it down holds",
     "it was not due, or the alert was withdrawn instead, or the human chain had not ended when the run did", false},
    {"impact", "the object meets the ground",
     "truth's impact, height 0, drag included",
     "it does not while its data last", true},
};

} // namespace

std::span<const LedgerStep> ledger_steps() { return kSteps; }

const LedgerStep& ledger_step(std::string_view name) {
  for (const LedgerStep& step : kSteps)
    if (step.name == name) return step;
  throw ContractError("no step of the ledger: " + std::string(name));
}

std::string ledger_steps_markdown() {
  std::string out = "| step | in plain words | the instant | `never` means |\n|---|---|---|---|\n";
  for (const LedgerStep& s : kSteps)
    out +=
        fmt::format("| {}{} | {} | {} | {} |\n", s.name, s.truth ? " [truth]" : "", s.line, s.when, s.never);
  return out;
}

} // namespace dewline::record
