// Two ledgers side by side.
#pragma once
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "dewline/record/tables.hpp"

namespace dewline::apps {

/// One step in two ledgers.
struct Moved {
  record::LedgerRow a, b;
  [[nodiscard]] double by_s() const;
};
/// Rows of both, by centre, object, step and state; one that a side does not have is `never` there.
std::vector<Moved> beside(const std::vector<record::LedgerRow>& a, const std::vector<record::LedgerRow>& b);
std::string beside_table(const std::vector<Moved>& rows, const std::string& a, const std::string& b);
nlohmann::ordered_json beside_json(const std::vector<Moved>& rows);

} // namespace dewline::apps
