#include "dewline/report/page_json.hpp"

#include "dewline/report/page_data.hpp"

namespace dewline::report {

void put(Json& object, std::string_view key, Json value) { object[std::string(key)] = std::move(value); }

std::string page_json(const RunPage& page) {
  return json_of(page).dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string page_schema() {
  Json defs = Json::object();
  Json root = schema_of<RunPage>(defs);
  Json out{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
           {"title", "RunPage"},
           {"description", "The data of a report page (run.json), made from src/dewline/report/page.hpp."}};
  out["$ref"] = root["$ref"];
  out["$defs"] = std::move(defs);
  return out.dump(1) + "\n";
}

} // namespace dewline::report
