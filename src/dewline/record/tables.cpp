#include "dewline/record/tables.hpp"

#include <array>
#include <nlohmann/json.hpp>

namespace dewline::record {
namespace {

template <class T>
constexpr std::string_view type_word() {
  if constexpr (std::is_same_v<T, double>) return "DOUBLE";
  else if constexpr (std::is_same_v<T, std::int64_t>) return "BIGINT";
  else if constexpr (std::is_same_v<T, bool>) return "BOOLEAN";
  else return "VARCHAR";
}

using UnitSuffix = std::pair<std::string_view, std::string_view>;
constexpr std::array<UnitSuffix, 9> kUnits{{// longest first: the first that fits decides
                                            {"_m2_s2", "m2/s2"},
                                            {"_m2_s", "m2/s"},
                                            {"_J_kg", "J/kg"},
                                            {"_m_s", "m/s"},
                                            {"_rad", "rad"},
                                            {"_m2", "m2"},
                                            {"_db", "dB"},
                                            {"_m", "m"},
                                            {"_s", "s"}}};

} // namespace

std::string_view column_unit(std::string_view column) {
  for (const auto& [suffix, unit] : kUnits)
    if (column.ends_with(suffix)) return unit;
  return {};
}

RunTables empty_run_tables() {
  RunTables run;
  for_each_table([&]<Row R>() { run.tables.push_back(empty_table<R>()); });
  return run;
}

std::string schema_json() {
  auto tables = nlohmann::ordered_json::array();
  for_each_table([&]<Row R>() {
    nlohmann::ordered_json table{
        {"name", R::kTable.name}, {"doc", R::kTable.doc}, {"origin", word(R::kTable.origin)}};
    for_each_field<R>([&](const auto& f) {
      using T = typename std::remove_cvref_t<decltype(f)>::Type;
      table["columns"].push_back(
          {{"name", f.name}, {"type", type_word<T>()}, {"unit", column_unit(f.name)}, {"doc", f.doc}});
    });
    tables.push_back(std::move(table));
  });
  return nlohmann::ordered_json{{"tables", std::move(tables)}}.dump(1);
}

std::string schema_markdown() {
  std::string out;
  for_each_table([&]<Row R>() {
    out += "### " + std::string(R::kTable.name) + "\n" + std::string(R::kTable.doc) + " (" +
           std::string(word(R::kTable.origin)) +
           ")\n\n| column | type | unit | meaning |\n|---|---|---|---|\n";
    for_each_field<R>([&](const auto& f) {
      using T = typename std::remove_cvref_t<decltype(f)>::Type;
      for (std::string_view cell : {f.name, type_word<T>(), column_unit(f.name), f.doc})
        out.append("| ").append(cell).append(" ");
      out += "|\n";
    });
    out += "\n";
  });
  return out;
}

} // namespace dewline::record
