// Broken contracts throw in every build.
#pragma once
#include <stdexcept>
#include <string>

namespace dewline {

/// A function was called against its contract: a defect of the calling code, never of user input.
struct ContractError : std::logic_error {
  using std::logic_error::logic_error;
};

[[noreturn]] inline void contract_failed(const char* condition, const char* file, int line) {
  throw ContractError(std::string(file) + ":" + std::to_string(line) + ": contract broken: " + condition);
}

} // namespace dewline

/// Throws ContractError unless `condition` holds. Write it so that NaN fails: DW_CHECK(x > 0), not !(x <= 0).
#define DW_CHECK(condition) ((condition) ? void(0) : ::dewline::contract_failed(#condition, __FILE__, __LINE__))
