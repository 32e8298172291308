// The block `sensors`: entries of several kinds.
#include <type_traits>
#include <variant>

#include "dewline/io/file.hpp"

namespace dewline::io {
namespace {

/// A sensor's record when its parameters are those of the alternative P.
template <class P>
std::shared_ptr<const Type> sensor_record(const char* name) {
  Type type;
  type.kind = Type::Kind::record;
  type.name = name;
  type.fields.push_back(detail::describe_field(
      required("reports_to", &SensorEntry::reports_to, "the centre that gets its scans (at once, unless a link says how)")));
  for (FieldType f : type_of<P>().fields) {
    f.member = [deeper = f.member](void* at) {
      return deeper(&std::get<P>(static_cast<SensorEntry*>(at)->params));
    };
    type.fields.push_back(std::move(f));
  }
  type.make = []() -> std::shared_ptr<void> {
    return std::make_shared<SensorEntry>(SensorEntry{{}, sense::SensorParams(P{})});
  };
  return std::make_shared<const Type>(std::move(type));
}

/// The alternatives of SensorParams, in their order, with the words of their kinds.
template <class... P>
void add_choices(Type& type, std::type_identity<std::variant<P...>>) {
  (type.words.emplace_back(word(sense::kind(sense::SensorParams(P{})))), ...);
  (type.choices.push_back(sensor_record<P>(("Sensor::" + type.words[type.choices.size()]).c_str())), ...);
  type.set_integer = [](void* at, std::int64_t i) {
    auto& params = static_cast<SensorEntry*>(at)->params;
    std::int64_t n = 0;
    ((n++ == i ? static_cast<void>(params = P{}) : static_cast<void>(0)), ...);
  };
}

} // namespace

Type Custom<SensorEntry>::describe() {
  Type type;
  type.kind = Type::Kind::choice;
  type.name = "Sensor";
  add_choices(type, std::type_identity<sense::SensorParams>{});
  type.get_integer = [](const void* at) {
    return static_cast<std::int64_t>(static_cast<const SensorEntry*>(at)->params.index());
  };
  return type;
}

template const Type& type_of<SensorEntry>();
template const Type& type_of<sense::RadarParams>();
template const Type& type_of<sense::InfraredParams>();

} // namespace dewline::io
