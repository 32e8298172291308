// dewline why: the evidence behind one step.
#include "dewline/record/why.hpp"

#include <iostream>
#include <set>
#include <stdexcept>
#include <string>

#include "commands.hpp"
#include "dewline/record/ledger_text.hpp"
#include "dewline/record/reader.hpp"
#include "paths.hpp"

namespace dewline::apps {
namespace {

/// Without a step: all that the centre's ledger holds, a sentence an object.
std::string in_words(const record::RunTables& run, const WhyOptions& options) {
  const auto ledger = run.all<record::LedgerRow>();
  std::string out;
  std::set<std::string> told;
  for (const auto& row : ledger)
    if (row.centre == options.centre && (options.object.empty() || row.object == options.object) && told.insert(row.object).second)
      out += record::ledger_text(ledger, row.centre, row.object) + "\n";
  if (out.empty()) throw record::RecordError("the ledger of this run has no centre " + options.centre + " that speaks of it; name a step to see the known words");
  return out;
}

} // namespace

int why(const WhyOptions& options) {
  const auto run = record::read_run(find_run(options.run));
  try {
    std::cout << (options.step.empty() ? in_words(run, options) : record::why(run, options.centre, options.step, options.object));
  } catch (const record::RecordError& e) {
    throw std::invalid_argument(e.what()); // the user named a centre or step that the run does not have
  }
  return kOk;
}

} // namespace dewline::apps
