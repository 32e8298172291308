// Page structs as JSON and as JSON Schema, from their field lists. For .cpp files only: nlohmann's header is heavy.
#pragma once
#include <cmath>
#include <nlohmann/json.hpp>
#include <type_traits>

#include "dewline/base/check.hpp"
#include "dewline/report/page.hpp"

namespace dewline::report {

using Json = nlohmann::ordered_json;

/// object[key] = value; once here, not inlined for each of the contract's 220 keys.
void put(Json& object, std::string_view key, Json value);

template <class T>
struct IsList : std::false_type {};
template <class T>
struct IsList<std::vector<T>> : std::true_type {};
template <class T, std::size_t N>
struct IsList<std::array<T, N>> : std::true_type {};
template <class T>
struct IsOptional : std::false_type {};
template <class T>
struct IsOptional<std::optional<T>> : std::true_type {};

template <class T>
Json json_of(const T& value) {
  if constexpr (HasFields<T>) {
    Json out = Json::object();
    for_each_field<T>([&](const auto& f) { put(out, f.name, json_of(value.*(f.member))); });
    return out;
  } else if constexpr (IsOptional<T>::value) {
    if constexpr (std::is_same_v<T, Number>) return value && std::isfinite(*value) ? Json(*value) : Json(nullptr);
    else return value ? json_of(*value) : Json(nullptr);
  } else if constexpr (IsList<T>::value) {
    Json out = Json::array();
    for (const auto& each : value) out.push_back(json_of(each));
    return out;
  } else if constexpr (HasWords<T>) {
    return std::string(word(value));
  } else {
    if constexpr (std::is_same_v<T, double>) DW_CHECK(std::isfinite(value));
    return value;
  }
}

/// The schema of T; structs go to `defs` and are referred to.
template <class T>
Json schema_of(Json& defs) {
  if constexpr (HasFields<T>) {
    const std::string name(T::kName);
    if (!defs.contains(name)) {
      Json properties = Json::object(), names = Json::array();
      defs[name] = Json::object();
      for_each_field<T>([&](const auto& f) {
        Json one = schema_of<typename std::remove_cvref_t<decltype(f)>::Type>(defs);
        put(one, "description", std::string(f.doc));
        put(properties, f.name, std::move(one));
        names.push_back(std::string(f.name));
      });
      defs[name] = {{"type", "object"}, {"additionalProperties", false}, {"required", names}, {"properties", properties}};
    }
    return {{"$ref", "#/$defs/" + name}};
  } else if constexpr (IsOptional<T>::value) {
    return {{"anyOf", {schema_of<typename T::value_type>(defs), {{"type", "null"}}}}};
  } else if constexpr (requires { std::tuple_size<T>::value; }) { // std::array<double, N>
    constexpr std::size_t kN = std::tuple_size_v<T>;
    return {{"type", "array"}, {"items", {{"type", "number"}}}, {"minItems", kN}, {"maxItems", kN}};
  } else if constexpr (IsList<T>::value) {
    return {{"type", "array"}, {"items", schema_of<typename T::value_type>(defs)}};
  } else if constexpr (HasWords<T>) {
    Json words = Json::array();
    for (const auto& [value, text] : enum_words(static_cast<T*>(nullptr))) words.push_back(text);
    return {{"enum", words}};
  } else if constexpr (std::is_same_v<T, bool>) {
    return {{"type", "boolean"}};
  } else if constexpr (std::is_same_v<T, std::string>) {
    return {{"type", "string"}};
  } else {
    return {{"type", std::is_integral_v<T> ? "integer" : "number"}};
  }
}

} // namespace dewline::report
