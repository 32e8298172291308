// The table of classes from any bytes: taken or refused with a place; what is taken makes a classifier that answers.
#include <cmath>
#include <cstdint>
#include <string_view>

#include "dewline/io/class_table.hpp"
#include "dewline/warn/classes/classify.hpp"

using namespace dewline;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const warn::Classifier classifier(io::parse_class_table(text, "fuzz", {}).table);
    warn::Features f;
    for (std::size_t i = 0; i < warn::kNumFeatures; ++i)
      f[i] = warn::Measured{i < warn::kNumQuantities ? 7.5 : 0.5, 0.1, i % 2 == 0, Time{}};
    double sum = 0;
    for (const double p : classifier.posterior(f)) sum += p;
    if (!(std::abs(sum - 1) < 1e-9)) __builtin_trap();
  } catch (const io::ScenarioError& error) {
    if (error.diagnostics().empty()) __builtin_trap();
  }
  return 0;
}
