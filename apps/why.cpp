// dewline why: the evidence behind one step.
#include "dewline/record/why.hpp"

#include <iostream>
#include <stdexcept>

#include "commands.hpp"
#include "dewline/record/reader.hpp"
#include "paths.hpp"

namespace dewline::apps {

int why(const WhyOptions& options) {
  const auto run = record::read_run(find_run(options.run));
  try {
    std::cout << record::why(run, options.centre, options.step, options.object);
  } catch (const record::RecordError& e) {
    throw std::invalid_argument(e.what()); // the user named a centre or step that the run does not have
  }
  return kOk;
}

} // namespace dewline::apps
